//! The terms of all banks by their sound, searched as a trie: which of them sound like some words of a transcript.

use std::collections::HashSet;

use outloud_core::bank::Bank;

use crate::{
    pronounce::{Phone, PhoneCosts, PhoneSequence},
    text::{self, Class},
};

use super::{params, target::Target};

/// The terms of all banks, ordered by sound.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    terms: Vec<Term>,
    /// Ways to say them, in the order of their phones.
    sounds: Vec<Sounding>,
}

#[derive(Debug, Clone)]
pub(super) struct Term {
    /// As the bank writes it.
    pub text: String,
    /// The stems of its words.
    pub stems: Vec<String>,
    /// The letters of each of its forms.
    pub spellings: Vec<String>,
}

#[derive(Debug, Clone)]
struct Sounding {
    phones: Vec<Phone>,
    gaps: Vec<u8>,
    /// How many of its first phones are those of the entry before.
    shared: usize,
    term: usize,
}

/// A term that sounds like some words.
#[derive(Debug)]
pub(super) struct Alike<'a> {
    pub term: &'a Term,
    /// Which of the ends it was compared with.
    pub end: usize,
    /// Hundredths a phone.
    pub cost: u16,
}

impl Vocabulary {
    /// The keywords of `banks`. Numbers are left out: one digit more or less sounds almost the same.
    pub fn new<'a>(banks: impl IntoIterator<Item = &'a Bank>) -> Self {
        let mut vocabulary = Self::default();
        let mut known = HashSet::new();
        for keyword in banks.into_iter().flat_map(|b| &b.questions).flat_map(|q| &q.keywords) {
            if known.insert(keyword.term.to_lowercase()) {
                vocabulary.add(&keyword.term);
            }
        }
        vocabulary.sounds.sort_by(|a, b| a.phones.iter().map(|p| p.index()).cmp(b.phones.iter().map(|p| p.index())));
        for at in 1..vocabulary.sounds.len() {
            let (before, this) = vocabulary.sounds.split_at_mut(at);
            let pairs = before[at - 1].phones.iter().zip(&this[0].phones);
            this[0].shared = pairs.take_while(|(a, b)| a == b).count();
        }
        vocabulary
    }

    fn add(&mut self, text: &str) {
        let tokens = text::tokens_of(text);
        let digit = tokens.iter().any(|t| t.text.bytes().any(|b| b.is_ascii_digit()));
        if digit || tokens.len() > params::PROPOSED_WORDS || !tokens.iter().any(|t| t.class == Class::Content) {
            return;
        }
        let forms = Target::new(text, []).forms;
        let term = self.terms.len();
        for sound in forms.iter().flat_map(|f| &f.sounds).filter(|s| s.phones.len() >= params::PROPOSED_SHORTEST) {
            let (phones, gaps) = (sound.phones.clone(), sound.gaps.clone());
            self.sounds.push(Sounding { phones, gaps, shared: 0, term });
        }
        let spellings = forms.iter().map(|f| f.words.iter().map(|w| w.text.as_str()).collect()).collect();
        let stems = tokens.into_iter().filter(|t| t.class != Class::Stop).map(|t| t.stem).collect();
        self.terms.push(Term { text: text.to_owned(), stems, spellings });
    }

    /// The terms that sound like the phones of `said` from `first` up to one of `ends`, at most `rate` hundredths a phone off.
    pub(super) fn alike(
        &self,
        said: &PhoneSequence,
        first: usize,
        ends: &[usize],
        rate: u16,
        costs: &PhoneCosts,
    ) -> Vec<Alike<'_>> {
        let Some(&last) = ends.last() else { return Vec::new() };
        let mut table = Table::new(said, first, last, costs);
        let mut found = Vec::new();
        for entry in &self.sounds {
            table.rows = table.rows.min(entry.shared + 1);
            let bound = rate * entry.phones.len() as u16;
            if table.align(entry, bound) {
                found.extend(self.best_end(entry, table.last_row(), first, ends, rate));
            }
        }
        found
    }

    fn best_end(&self, entry: &Sounding, row: &[u16], first: usize, ends: &[usize], rate: u16) -> Option<Alike<'_>> {
        let (end, cost) = ends.iter().map(|end| row[end - first]).enumerate().min_by_key(|(_, cost)| *cost)?;
        let cost = cost / entry.phones.len() as u16;
        (cost <= rate).then_some(Alike { term: &self.terms[entry.term], end, cost })
    }
}

/// The costs of the first phones of an entry against the first phones of the words, for all lengths of both. Entries that begin
/// alike share rows.
struct Table<'a> {
    said: &'a PhoneSequence,
    first: usize,
    costs: &'a PhoneCosts,
    width: usize,
    /// Row after row.
    cells: Vec<u16>,
    /// How many rows hold the entry that is aligned.
    rows: usize,
}

impl<'a> Table<'a> {
    fn new(said: &'a PhoneSequence, first: usize, last: usize, costs: &'a PhoneCosts) -> Self {
        let mut cells = vec![0_u16];
        for at in first..last {
            cells.push(cells[at - first].saturating_add(u16::from(said.gaps[at])));
        }
        Self { said, first, costs, width: cells.len(), cells, rows: 1 }
    }

    fn last_row(&self) -> &[u16] {
        &self.cells[(self.rows - 1) * self.width..self.rows * self.width]
    }

    /// Goes on with `entry` until its end. Gives whether it costs no more than `bound` somewhere.
    fn align(&mut self, entry: &Sounding, bound: u16) -> bool {
        loop {
            let cheapest = self.last_row().iter().copied().min().unwrap_or(u16::MAX);
            if cheapest > bound {
                return false;
            }
            if self.rows > entry.phones.len() {
                return true;
            }
            self.next(entry.phones[self.rows - 1], u16::from(entry.gaps[self.rows - 1]));
        }
    }

    /// One more phone of the entry against all phones of the words.
    fn next(&mut self, own: Phone, lost: u16) {
        self.cells.resize(self.cells.len().max((self.rows + 1) * self.width), 0);
        let (done, new) = self.cells.split_at_mut(self.rows * self.width);
        let (before, row) = (&done[(self.rows - 1) * self.width..], &mut new[..self.width]);
        row[0] = before[0].saturating_add(lost);
        for column in 1..self.width {
            let place = self.first + column - 1;
            let swapped = before[column - 1].saturating_add(self.costs.swap(own, self.said.phones[place]));
            let shorter = before[column].saturating_add(lost);
            let longer = row[column - 1].saturating_add(u16::from(self.said.gaps[place]));
            row[column] = swapped.min(shorter).min(longer);
        }
        self.rows += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::indexed;

    #[test]
    fn terms_that_sound_alike_are_found_and_others_are_not() {
        let terms: Vec<_> =
            ["idempotent", "Prometheus", "dead letter queue", "max surge", "Grafana", "Prometheus server"]
                .map(|term| serde_json::json!({"term": term}))
                .to_vec();
        let bank = serde_json::from_value(serde_json::json!({"schema": 1, "id": "b", "title": "B", "questions": [
            {"id": "q", "kind": "definition", "prompt": "?", "model_answer": "x", "keywords": terms}
        ]}))
        .expect("a bank");
        let vocabulary = Vocabulary::new([&bank]);
        let cases = [
            ("high in Putin", "idempotent"),
            ("Pro Meatius", "Prometheus"),
            ("deadlier queue", "dead letter queue"),
            ("Mark Search", "max surge"),
            ("a big banana", ""),
        ];
        for (text, want) in cases {
            let indexed = indexed(text);
            let said = &indexed.sounds().phones;
            let end = said.phones.len();
            let found = vocabulary.alike(said, 0, &[end], 34, &PhoneCosts::new());
            let best = found.iter().min_by_key(|a| a.cost).map_or("", |a| a.term.text.as_str());
            assert_eq!(best, want, "{text}: {found:?}");
        }
    }
}
