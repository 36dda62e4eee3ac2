//! Partial credit for drawn keywords: a related word ("simulation" for "simulate") or an everyday paraphrase. A bank's own
//! keywords need none of this, because they list the other ways to say them.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::text::{self, Class};

use super::{
    ear::{Ear, Ingredient},
    heard::Heard,
    weights,
};

const PARAPHRASES: &str = include_str!("../text/paraphrases.txt");
const SYNONYMS: &str = include_str!("../text/synonyms.txt");

/// The token that stands for `word` (normalised, with its stem) only in part, and the credit for it, 0..1.
pub(super) fn find(heard: &Heard, word: &str, stem: &str, ear: &Ear) -> Option<(usize, f64)> {
    let others = groups().get(stem).filter(|_| ear.has(Ingredient::Paraphrases));
    let mut best: Option<(usize, f64)> = None;
    for &at in &heard.content {
        let token = &heard.tokens[at as usize];
        let credit = if others.is_some_and(|o| o.contains(token.stem.as_str())) {
            weights::PARAPHRASE_CREDIT
        } else if !ear.has(Ingredient::RelatedWords) {
            0.0
        } else {
            weights::RELATED_CREDIT
                * Some(likeness(word, &token.text)).filter(|l| *l >= weights::RELATED_FROM).unwrap_or(0.0)
        };
        if credit > best.map_or(0.0, |b| b.1) {
            best = Some((at as usize, credit));
        }
    }
    best
}

/// Shared letter triples of two words with their ends marked, Dice coefficient, 0..=1. Short words are not alike.
fn likeness(a: &str, b: &str) -> f64 {
    if a.len() < 4 || b.len() < 4 || !a.is_ascii() || !b.is_ascii() {
        return 0.0;
    }
    let (x, y) = (triples(a), triples(b));
    let shared = x.iter().filter(|t| y.contains(t)).count();
    2.0 * shared as f64 / (x.len() + y.len()) as f64
}

fn triples(word: &str) -> Vec<[u8; 3]> {
    let padded: Vec<u8> = std::iter::once(b'^').chain(word.bytes()).chain(std::iter::once(b'$')).collect();
    let mut all: Vec<[u8; 3]> = padded.windows(3).map(|w| [w[0], w[1], w[2]]).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// For each stem, the stems that may stand for it.
fn groups() -> &'static HashMap<String, HashSet<String>> {
    static GROUPS: OnceLock<HashMap<String, HashSet<String>>> = OnceLock::new();
    GROUPS.get_or_init(|| {
        let mut groups: HashMap<String, HashSet<String>> = HashMap::new();
        let mut pair = |a: &String, b: &String| {
            if a != b {
                groups.entry(a.clone()).or_default().insert(b.clone());
                groups.entry(b.clone()).or_default().insert(a.clone());
            }
        };
        for group in lines(PARAPHRASES) {
            (0..group.len()).for_each(|at| group[at + 1..].iter().for_each(|other| pair(&group[at], other)));
        }
        for line in lines(SYNONYMS) {
            line.iter().skip(1).for_each(|other| pair(&line[0], other));
        }
        groups
    })
}

/// The stems of each line's words.
fn lines(table: &str) -> impl Iterator<Item = Vec<String>> {
    let stems = |line: &str| {
        let words = text::tokens_of(line).into_iter().filter(|t| t.class != Class::Stop);
        words.map(|t| t.stem).collect()
    };
    table.lines().filter(|l| !l.starts_with('#')).map(stems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn related_words_share_letters() {
        assert!(likeness("simulate", "simulation") > weights::RELATED_FROM);
        assert!(likeness("server", "sever") > likeness("server", "service"));
        assert!(likeness("cat", "cats") == 0.0 && likeness("state", "stage") < weights::RELATED_FROM);
    }

    #[test]
    fn paraphrases_go_both_ways() {
        let says = |a: &str, b: &str| groups().get(&text::stem_of(a)).is_some_and(|g| g.contains(&text::stem_of(b)));
        assert!(says("avoid", "prevents") && says("prevent", "avoid") && !says("avoid", "banana"));
        assert!(says("adolescent", "teenagers") && says("teen", "adolescents") && !says("teen", "banana"));
    }
}
