//! Words that have to do with each other: those under one heading of Roget's Thesaurus ("reuse", "economy"). Far weaker
//! evidence than a synonym, and a long answer touches many headings by chance, so the credit falls with the answer's length.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::text::{self, Class};

use super::{heard::Heard, weights};

const TABLE: &str = include_str!("../text/headings.txt");

/// Which headings a stem stands under, and which stems stand under a heading.
struct Headings {
    stems: HashMap<String, u32>,
    of: Vec<Vec<u16>>,
    under: Vec<Vec<u32>>,
    /// How many headings all stems have together.
    entries: usize,
}

/// The headings that an answer touches.
pub(super) struct Touched {
    /// Tokens with the heading's number, one a stem, in the order of the answer.
    by_heading: HashMap<u16, Vec<u32>>,
    /// How many different meaningful words the answer has.
    words: usize,
}

impl Touched {
    /// What `heard` touches. Linear in its length.
    pub fn new(heard: &Heard) -> Self {
        let (table, mut seen) = (table(), HashSet::new());
        let mut touched = Self { by_heading: HashMap::new(), words: 0 };
        for &at in &heard.content {
            let token = &heard.tokens[at as usize];
            if token.class != Class::Content || !seen.insert(token.stem.as_str()) {
                continue;
            }
            touched.words += 1;
            for heading in table.headings(&token.stem) {
                touched.by_heading.entry(*heading).or_default().push(at);
            }
        }
        touched
    }

    /// The token under a heading of `stem`, another word than itself, and the credit for it, 0..1.
    pub fn near(&self, stem: &str, heard: &Heard) -> Option<(usize, f64)> {
        let table = table();
        let others = |heading: &u16| self.by_heading.get(heading).into_iter().flatten().copied();
        let all = table.headings(stem).iter().flat_map(others);
        let first = all.filter(|&at| heard.tokens[at as usize].stem != stem).min()? as usize;
        let by_design = (1.0 - table.chance(stem)).powf(self.words as f64);
        Some((first, weights::HEADING_CREDIT * by_design))
    }
}

impl Headings {
    fn new() -> Self {
        let mut table = Self { stems: HashMap::new(), of: Vec::new(), under: Vec::new(), entries: 0 };
        for (heading, line) in (0..).zip(TABLE.lines().filter(|l| !l.starts_with('#'))) {
            let words = text::tokens_of(line).into_iter().filter(|t| t.class == Class::Content);
            let mut under: Vec<u32> = words.map(|t| table.number(t.stem)).collect();
            under.sort_unstable();
            under.dedup();
            for &stem in &under {
                table.of[stem as usize].push(heading);
            }
            table.entries += under.len();
            table.under.push(under);
        }
        table
    }

    fn number(&mut self, stem: String) -> u32 {
        let next = self.of.len() as u32;
        let number = *self.stems.entry(stem).or_insert(next);
        if number == next {
            self.of.push(Vec::new());
        }
        number
    }

    fn headings(&self, stem: &str) -> &[u16] {
        self.stems.get(stem).map_or(&[], |&number| &self.of[number as usize])
    }

    /// How likely any one word shares a heading with `stem`, 0..1, where words count as often as they have headings.
    fn chance(&self, stem: &str) -> f64 {
        let others: HashSet<u32> = self.headings(stem).iter().flat_map(|&h| &self.under[h as usize]).copied().collect();
        others.iter().map(|&o| self.of[o as usize].len()).sum::<usize>() as f64 / self.entries as f64
    }
}

fn table() -> &'static Headings {
    static TABLE: OnceLock<Headings> = OnceLock::new();
    TABLE.get_or_init(Headings::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scorer::keywords::Lexicon;
    use outloud_core::{bank::Bank, transcript::Transcript};

    fn near(word: &str, answer: &str) -> Option<f64> {
        let heard = Heard::new(&Transcript::from_text(answer), &Lexicon::new(std::iter::empty::<&Bank>()));
        Touched::new(&heard).near(&text::stem_of(word), &heard).map(|n| n.1)
    }

    #[test]
    fn words_under_one_heading_are_near_each_other() {
        assert!(near("vibrate", "the string swings").is_some_and(|c| c > 0.1 && c < weights::HEADING_CREDIT));
        assert_eq!(near("vibrate", "a list of bananas"), None);
        assert_eq!(near("vibrate", "it vibrates"), None, "the word itself is no other word");
    }

    #[test]
    fn a_long_answer_is_near_by_chance() {
        let long = format!("the string swings {}", (0..99).map(|n| format!("{n}th ")).collect::<String>());
        assert!(near("vibrate", &long) < near("vibrate", "the string swings"));
    }
}
