//! Hearing by sound: a term's phones aligned with the transcript's across word boundaries, so that "engine X" is nginx.
//!
//! A local alignment that may begin and end at word boundaries only. Costs follow from how alike two phones are; how much
//! is allowed follows from how suspicious the words heard are. An alignment is given up as soon as it costs more than the
//! term allows there, which keeps the work near the transcript's length.

use crate::domain::{
    pronounce::{Phone, PhoneCosts, Said},
    scorecard::How,
    scorer::{
        heard::{Heard, Suspicion},
        target::Target,
        weights,
    },
};

use super::Hit;

/// Places that sound like a form of `target`.
pub(super) fn heard(heard: &Heard, target: &Target, costs: &PhoneCosts, hits: &mut Vec<Hit>) {
    for form in target.forms.iter().filter(|f| !f.all_stops) {
        for said in form.sounds.iter().filter(|s| s.phones.len() >= weights::SOUND_SHORTEST) {
            let mut alignment = Alignment::new(heard, said, costs);
            (0..heard.tokens.len()).for_each(|token| alignment.word(token, hits));
        }
    }
}

/// What a match may cost in all: more where the words are suspicious, less for short terms.
fn allowance(phones: usize, suspicion: Suspicion) -> u16 {
    let each = match suspicion {
        Suspicion::Known => weights::SOUND_COST_KNOWN,
        Suspicion::Stray => weights::SOUND_COST_STRAY,
        Suspicion::Odd => weights::SOUND_COST_ODD,
    };
    let all = each * phones.min(100) as u16;
    if phones < weights::SOUND_SHORT { all / 2 } else { all }
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
    heard: &'a Heard,
    said: &'a Said,
    costs: &'a PhoneCosts,
    /// `column[j]`: the cheapest alignment of the first j phones of the term that ends here.
    column: Vec<Cell>,
    /// The last cell in use.
    alive: usize,
}

impl<'a> Alignment<'a> {
    fn new(heard: &'a Heard, said: &'a Said, costs: &'a PhoneCosts) -> Self {
        Self { heard, said, costs, column: vec![NEVER; said.phones.len() + 1], alive: 0 }
    }

    /// Moves on by one word, which may begin or end a match.
    fn word(&mut self, token: usize, hits: &mut Vec<Hit>) {
        let most = allowance(self.said.phones.len(), self.heard.suspicion_near[token]);
        let (begin, end) = (self.heard.phone_start[token] as usize, self.heard.phone_start[token + 1] as usize);
        if self.alive == 0 && begin < end && !self.may_begin(self.heard.phones[begin], most) {
            return;
        }
        self.column[0] = Cell { cost: 0, start: token as u32 };
        self.skip(most);
        for &phone in &self.heard.phones[begin..end] {
            self.step(phone, most);
        }
        if self.alive == self.said.phones.len() {
            self.accept(token, hits);
        }
    }

    /// Whether anything within the allowance can begin with this phone.
    fn may_begin(&self, phone: Phone, most: u16) -> bool {
        let first = self.said.phones[0];
        self.costs.swap(first, phone) <= most || self.costs.gap(first) <= most || self.costs.gap(phone) <= most
    }

    /// Lets a fresh start skip phones of the term.
    fn skip(&mut self, most: u16) {
        for (at, &phone) in self.said.phones.iter().enumerate() {
            let cost = self.column[at].cost.saturating_add(self.costs.gap(phone));
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
    fn step(&mut self, phone: Phone, most: u16) {
        let added = self.costs.gap(phone);
        let mut diagonal = self.column[0];
        let mut before = NEVER;
        self.column[0] = NEVER;
        let mut last = 0;
        for (at, &own) in self.said.phones.iter().enumerate() {
            let old = self.column[at + 1];
            let swapped = diagonal.cost.saturating_add(self.costs.swap(own, phone));
            let longer = old.cost.saturating_add(added);
            let shorter = before.cost.saturating_add(self.costs.gap(own));
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
                last = at + 1;
            }
            diagonal = old;
            before = best;
            self.column[at + 1] = best;
            if at >= self.alive && best.cost == u16::MAX {
                break;
            }
        }
        self.alive = last;
    }

    fn accept(&self, last: usize, hits: &mut Vec<Hit>) {
        let cell = self.column[self.said.phones.len()];
        let first = cell.start as usize;
        let suspicion = self.heard.suspicion[first..=last].iter().max().copied().unwrap_or(Suspicion::Known);
        if cell.cost <= allowance(self.said.phones.len(), suspicion) && self.every_word_is_there(first, last) {
            let quality = 1.0 - f64::from(cell.cost) / (100.0 * self.said.phones.len() as f64);
            hits.push(Hit { first, last, how: How::Sound, quality: weights::certainty(How::Sound) * quality });
        }
    }

    /// Aligns once more, now with a way back, and looks at what each word of the term costs.
    fn every_word_is_there(&self, first: usize, last: usize) -> bool {
        let (begin, end) = (self.heard.phone_start[first] as usize, self.heard.phone_start[last + 1] as usize);
        let by_phone = costs_by_phone(&self.said.phones, &self.heard.phones[begin..end], self.costs);
        let mut start = 0;
        self.said.word_ends.iter().all(|&end| {
            let cost: u32 = by_phone[start..end].iter().sum();
            let fine = cost <= weights::SOUND_COST_WORD * (end - start) as u32;
            start = end;
            fine
        })
    }
}

/// What each phone of `own` costs in the cheapest alignment of the whole of both. Phones added count to the phone before.
fn costs_by_phone(own: &[Phone], other: &[Phone], costs: &PhoneCosts) -> Vec<u32> {
    let width = other.len() + 1;
    let mut table = vec![0_u32; (own.len() + 1) * width];
    for row in 0..=own.len() {
        for column in 0..width {
            if row + column == 0 {
                continue;
            }
            let lost = row.checked_sub(1).map(|r| table[r * width + column] + u32::from(costs.gap(own[r])));
            let added = column.checked_sub(1).map(|c| table[row * width + c] + u32::from(costs.gap(other[c])));
            let swapped = (row > 0 && column > 0).then(|| {
                table[(row - 1) * width + column - 1] + u32::from(costs.swap(own[row - 1], other[column - 1]))
            });
            table[row * width + column] = [lost, added, swapped].into_iter().flatten().min().unwrap_or(0);
        }
    }
    let mut by_phone = vec![0; own.len()];
    let (mut row, mut column) = (own.len(), other.len());
    while row > 0 {
        let here = table[row * width + column];
        let swapped = (column > 0)
            .then(|| table[(row - 1) * width + column - 1] + u32::from(costs.swap(own[row - 1], other[column - 1])));
        if swapped == Some(here) {
            (row, column) = (row - 1, column - 1);
            by_phone[row] += here - table[row * width + column];
        } else if column > 0 && table[row * width + column - 1] + u32::from(costs.gap(other[column - 1])) == here {
            column -= 1;
            by_phone[row - 1] += here - table[row * width + column];
        } else {
            row -= 1;
            by_phone[row] += here - table[row * width + column];
        }
    }
    by_phone
}
