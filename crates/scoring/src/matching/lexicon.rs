//! What the banks know about words.

use std::collections::{HashMap, HashSet};

use outloud_core::bank::Bank;

use crate::{
    hash,
    text::{self, Token},
};

/// What the banks say about words: how many model answers use each, and which terms are made of several words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    answers: usize,
    answers_with: HashMap<String, usize>,
    terms: HashMap<String, Vec<Vec<String>>>,
}

impl Lexicon {
    /// Counts over all model answers of `banks`.
    pub fn new<'a>(banks: impl IntoIterator<Item = &'a Bank>) -> Self {
        let mut lexicon = Self::default();
        for question in banks.into_iter().flat_map(|b| &b.questions) {
            lexicon.answers += 1;
            let stems: HashSet<String> = text::tokens_of(&question.model_answer).into_iter().map(|t| t.stem).collect();
            for stem in stems {
                *lexicon.answers_with.entry(stem).or_default() += 1;
            }
            for keyword in &question.keywords {
                lexicon.add_term(&keyword.term);
            }
        }
        lexicon
    }

    /// A hash of all of it; the order of the banks does not matter.
    pub fn fingerprint(&self) -> u64 {
        let stems = self.answers_with.iter().map(|entry| hash::of_json(&entry));
        let terms = self.terms.values().flatten().map(hash::of_json);
        stems.chain(terms).fold(self.answers as u64, u64::wrapping_add)
    }

    fn add_term(&mut self, term: &str) {
        let stems: Vec<String> = text::tokens_of(term).into_iter().map(|t| t.stem).collect();
        if let [first, _, ..] = stems.as_slice() {
            self.terms.entry(first.clone()).or_default().push(stems);
        }
    }

    /// Whether a model answer uses the stem.
    pub fn knows(&self, stem: &str) -> bool {
        self.answers_with.contains_key(stem)
    }

    /// Inverse document frequency, above 0: ln(1 + answers / answers with the stem), as if each stem stood in one more.
    pub fn idf(&self, stem: &str) -> f64 {
        let with = self.answers_with.get(stem).copied().unwrap_or(0);
        (1.0 + (self.answers as f64 + 1.0) / (with as f64 + 1.0)).ln()
    }

    /// How many tokens the longest known term at the start of `tokens` has; 0 if there is none.
    pub fn term_at(&self, tokens: &[Token]) -> usize {
        let fits =
            |term: &&Vec<String>| term.len() <= tokens.len() && term.iter().zip(tokens).all(|(a, b)| *a == b.stem);
        let known = tokens.first().and_then(|t| self.terms.get(&t.stem));
        known.and_then(|terms| terms.iter().filter(fits).map(Vec::len).max()).unwrap_or(0)
    }
}
