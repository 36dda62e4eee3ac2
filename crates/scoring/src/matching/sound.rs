//! Finding by sound: a term's phones aligned with the transcript's across word boundaries, so that "engine X" is nginx.
//!
//! A local alignment that may begin and end at word boundaries only. Costs follow from how alike two phones are; how much
//! is allowed follows from the out-of-vocabulary class of the words there. An alignment is given up as soon as it costs more than the
//! term allows there, which keeps the work near the transcript's length.

use std::ops::Range;

use outloud_core::scorecard::How;

use crate::pronounce::{PhoneCosts, PhoneSequence};

use super::{
    hit::Hit,
    negation,
    oov::OovClass,
    params,
    starts::WordStart,
    target::{Form, Target},
    transcript::{IndexedTranscript, Sounds},
};

/// Places that sound like a form of `target`.
pub(super) fn find(indexed: &IndexedTranscript, target: &Target, costs: &PhoneCosts, hits: &mut Vec<Hit>) {
    for form in target.forms.iter().filter(|f| !f.literal) {
        for said in form.sounds.iter().filter(|s| s.phones.len() >= params::SOUND_SHORTEST) {
            Alignment::new(indexed, form, said, costs).all_words(hits);
        }
    }
}

/// What a match may cost in all: more where words are out of vocabulary, less for short terms. The shortest terms are not found in
/// words of the domain at all.
fn allowance(phones: usize, oov: OovClass) -> Option<u16> {
    let each = match oov {
        OovClass::InDomain => params::SOUND_COST_IN_DOMAIN,
        OovClass::InDictionary => params::SOUND_COST_IN_DICTIONARY,
        OovClass::OutOfVocabulary => params::SOUND_COST_OUT_OF_VOCABULARY,
    };
    let all = each * phones.min(params::SOUND_LONGEST) as u16;
    match phones {
        params::SOUND_SHORT.. => Some(all),
        params::SOUND_TINY.. => Some(all / 2),
        _ => (oov != OovClass::InDomain).then_some(params::SOUND_COST_TINY),
    }
}

/// The cheapest way to reach a cell, and the token it began at.
#[derive(Clone, Copy)]
struct Cell {
    cost: u16,
    start: u32,
}

const NEVER: Cell = Cell { cost: u16::MAX, start: 0 };

/// One term on its way along the transcript.
struct Alignment<'a> {
    indexed: &'a IndexedTranscript,
    sounds: &'a Sounds,
    form: &'a Form,
    said: &'a PhoneSequence,
    costs: &'a PhoneCosts,
    /// `column[j]`: the cheapest alignment of the first j phones of the term that ends here.
    column: Vec<Cell>,
    /// The last cell in use.
    alive: usize,
}

impl<'a> Alignment<'a> {
    fn new(indexed: &'a IndexedTranscript, form: &'a Form, said: &'a PhoneSequence, costs: &'a PhoneCosts) -> Self {
        Self {
            indexed,
            sounds: indexed.sounds(),
            form,
            said,
            costs,
            column: vec![NEVER; said.phones.len() + 1],
            alive: 0,
        }
    }

    /// Passes all words of the transcript. While no match is under way, only those with which one may begin are looked at.
    fn all_words(&mut self, hits: &mut Vec<Hit>) {
        let candidates = self.sounds.starts.candidates(|start| self.may_begin(start));
        let mut token = 0;
        while token < self.indexed.tokens.len() {
            if self.alive == 0 {
                let Some(next) = candidates.next(token) else { return };
                token = next;
            }
            self.word(token, hits);
            token += 1;
        }
    }

    /// Moves on by one word, which may begin or end a match.
    fn word(&mut self, token: usize, hits: &mut Vec<Hit>) {
        let Some(most) = allowance(self.said.phones.len(), self.indexed.oov_near[token]) else {
            return self.forget();
        };
        self.column[0] = Cell { cost: 0, start: token as u32 };
        self.skip(most);
        for at in self.sounds.phones.word(token) {
            self.step(at, most);
            if self.alive == 0 && self.column[0].cost == u16::MAX {
                return;
            }
        }
        if self.alive == self.said.phones.len() {
            self.accept(token, hits);
        }
    }

    /// Gives up every match that is under way.
    fn forget(&mut self) {
        self.column[..=self.alive].fill(NEVER);
        self.alive = 0;
    }

    /// Whether anything within the allowance can begin so.
    fn may_begin(&self, start: WordStart) -> bool {
        allowance(self.said.phones.len(), start.oov).is_some_and(|most| {
            start.first.is_none_or(|(phone, gap)| {
                self.costs.swap(self.said.phones[0], phone) <= most || u16::from(self.said.gaps[0].min(gap)) <= most
            })
        })
    }

    /// Lets a fresh start skip phones of the term.
    fn skip(&mut self, most: u16) {
        for (at, &gap) in self.said.gaps.iter().enumerate() {
            let cost = self.column[at].cost.saturating_add(u16::from(gap));
            if cost > most {
                break;
            }
            if cost < self.column[at + 1].cost {
                self.column[at + 1] = Cell { cost, start: self.column[at].start };
                self.alive = self.alive.max(at + 1);
            }
        }
    }

    /// Moves on by one phone of the transcript.
    fn step(&mut self, at: usize, most: u16) {
        let (phone, added) = (self.sounds.phones.phones[at], u16::from(self.sounds.phones.gaps[at]));
        let mut diagonal = self.column[0];
        // A sound more at the beginning: "emerge request" for merge request.
        let late = diagonal.cost.saturating_add(added);
        self.column[0] = if late > most { NEVER } else { Cell { cost: late, ..diagonal } };
        let mut before = self.column[0];
        let mut last = 0;
        for (row, &own) in self.said.phones.iter().enumerate() {
            let old = self.column[row + 1];
            let swapped = diagonal.cost.saturating_add(self.costs.swap(own, phone));
            let longer = old.cost.saturating_add(added);
            let shorter = before.cost.saturating_add(u16::from(self.said.gaps[row]));
            let mut best = Cell { cost: swapped, start: diagonal.start };
            if longer < best.cost {
                best = Cell { cost: longer, start: old.start };
            }
            if shorter < best.cost {
                best = Cell { cost: shorter, start: before.start };
            }
            if best.cost > most {
                best = NEVER;
            } else {
                last = row + 1;
            }
            diagonal = old;
            before = best;
            self.column[row + 1] = best;
            if row >= self.alive && best.cost == u16::MAX {
                break;
            }
        }
        self.alive = last;
    }

    fn accept(&self, last: usize, hits: &mut Vec<Hit>) {
        let cell = self.column[self.said.phones.len()];
        let first = cell.start as usize;
        let oov = self.indexed.oov[first..=last].iter().max().copied().unwrap_or(OovClass::InDomain);
        let most = allowance(self.said.phones.len(), oov);
        if !self.says_the_opposite(first, last)
            && most.is_some_and(|most| cell.cost <= most)
            && self.numbers_are_the_same(first, last)
            && self.every_word_is_there(first, last)
        {
            let quality = 1.0 - f64::from(cell.cost) / (100.0 * self.said.phones.len() as f64);
            hits.push(Hit { first, last, how: How::Sound, quality: params::confidence(How::Sound) * quality });
        }
    }

    /// Whether something is denied here that the term does not deny: "had no monitoring", "synchronous" for asynchronous.
    fn says_the_opposite(&self, first: usize, last: usize) -> bool {
        let mut pairs =
            self.indexed.tokens[first..=last].iter().flat_map(|t| self.form.words.iter().map(move |w| (t, w)));
        self.indexed.negations[last + 1] - self.indexed.negations[first] > self.form.negations
            || pairs.any(|(token, word)| negation::opposite(&token.text, &word.text))
    }

    /// "Fifteen servers" sounds like "fifty servers", and is something else.
    fn numbers_are_the_same(&self, first: usize, last: usize) -> bool {
        let said = &self.indexed.tokens[first..=last];
        let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let mut numbers = self.form.words.iter().filter(|w| is_number(&w.text));
        numbers.all(|number| said.iter().any(|t| t.text == number.text))
    }

    /// Aligns once more, now with a way back, and looks at what each word of the term costs.
    fn every_word_is_there(&self, first: usize, last: usize) -> bool {
        let place = self.sounds.phones.word(first).start..self.sounds.phones.word(last).end;
        let by_phone = costs_by_phone(self.said, &self.sounds.phones, place, self.costs);
        let mut start = 0;
        self.said.word_ends.iter().all(|&end| {
            let cost: u32 = by_phone[start..end].iter().sum();
            let fine = cost <= params::SOUND_COST_WORD * (end - start) as u32;
            start = end;
            fine
        })
    }
}

/// What each phone of `own` costs in the cheapest alignment with all phones of `transcript` at `place`. Phones added count to the
/// phone before.
fn costs_by_phone(
    own: &PhoneSequence,
    transcript: &PhoneSequence,
    place: Range<usize>,
    costs: &PhoneCosts,
) -> Vec<u32> {
    let (first, width, rows) = (place.start, place.len() + 1, own.phones.len());
    let lost = |row: usize| u32::from(own.gaps[row]);
    let added = |column: usize| u32::from(transcript.gaps[first + column]);
    let swapped = |row: usize, column: usize| u32::from(costs.swap(own.phones[row], transcript.phones[first + column]));
    let mut table = vec![0_u32; (rows + 1) * width];
    for row in 0..=rows {
        for column in 0..width {
            let (above, left) = (row.checked_sub(1), column.checked_sub(1));
            let ways = [
                above.map(|r| table[r * width + column] + lost(r)),
                left.map(|c| table[row * width + c] + added(c)),
                above.zip(left).map(|(r, c)| table[r * width + c] + swapped(r, c)),
            ];
            table[row * width + column] = ways.into_iter().flatten().min().unwrap_or(0);
        }
    }
    let mut by_phone = vec![0; rows];
    let (mut row, mut column) = (rows, place.len());
    while row > 0 {
        let here = table[row * width + column];
        if column > 0 && table[(row - 1) * width + column - 1] + swapped(row - 1, column - 1) == here {
            (row, column) = (row - 1, column - 1);
            by_phone[row] += here - table[row * width + column];
        } else if column > 0 && table[row * width + column - 1] + added(column - 1) == here {
            column -= 1;
            by_phone[row - 1] += here - table[row * width + column];
        } else {
            row -= 1;
            by_phone[row] += here - table[row * width + column];
        }
    }
    by_phone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::indexed;

    #[test]
    fn no_match_begins_with_a_word_that_is_passed_over() {
        let texts = [
            "it was high in Putin and Pro Meatius scraped the engine X of the deadlier queue",
            "so emerge request, in no order, cash and Mark Search are и known to kubectl and to no Promethius",
        ];
        let costs = PhoneCosts::new();
        let mut found = 0;
        for text in texts {
            let indexed = indexed(text);
            for term in
                ["idempotent", "Prometheus", "nginx", "dead letter queue", "merge request", "max surge", "cache"]
            {
                for form in &Target::new(term, []).forms {
                    for said in &form.sounds {
                        let (mut some, mut all) = (Vec::new(), Vec::new());
                        Alignment::new(&indexed, form, said, &costs).all_words(&mut some);
                        let mut alignment = Alignment::new(&indexed, form, said, &costs);
                        (0..indexed.tokens.len()).for_each(|token| alignment.word(token, &mut all));
                        assert_eq!(some, all, "{term}: {text}");
                        found += some.len();
                    }
                }
            }
        }
        assert!(found >= 5, "{found}");
    }
}
