//! What the banks know about words.

use std::collections::{HashMap, HashSet};

use outloud_core::bank::Bank;

use crate::{
    hash,
    text::{self, Token},
};

use super::document_counts::DocumentCounts;

/// What the banks say about words: how many model answers use each, and which terms are made of several words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    answers: DocumentCounts,
    terms: HashMap<String, Vec<Vec<String>>>,
}

impl Lexicon {
    /// Counts over all model answers of `banks`.
    pub fn new<'a>(banks: impl IntoIterator<Item = &'a Bank>) -> Self {
        let mut lexicon = Self::default();
        let questions = banks.into_iter().flat_map(|b| &b.questions);
        lexicon.answers = DocumentCounts::of(questions.map(|question| {
            for keyword in &question.keywords {
                lexicon.add_term(&keyword.term);
            }
            text::tokens_of(&question.model_answer).into_iter().map(|t| t.stem).collect::<HashSet<_>>()
        }));
        lexicon
    }

    /// A hash of all of it; the order of the banks does not matter.
    pub fn fingerprint(&self) -> u64 {
        let terms = self.terms.values().flatten().map(hash::of_json);
        terms.fold(self.answers.fingerprint(), u64::wrapping_add)
    }

    fn add_term(&mut self, term: &str) {
        let stems: Vec<String> = text::tokens_of(term).into_iter().map(|t| t.stem).collect();
        if let [first, _, ..] = stems.as_slice() {
            self.terms.entry(first.clone()).or_default().push(stems);
        }
    }

    /// Whether a model answer uses the stem.
    pub fn knows(&self, stem: &str) -> bool {
        self.answers.with(stem) > 0
    }

    /// Inverse document frequency over the model answers, above 0.
    pub fn idf(&self, stem: &str) -> f64 {
        self.answers.idf(stem)
    }

    /// The share of the model answers that use the stem, 0..=1; 0 where there are fewer answers than `from`.
    pub fn share(&self, stem: &str, from: usize) -> f64 {
        let answers = self.answers.documents();
        if answers < from { 0.0 } else { self.answers.with(stem) as f64 / answers as f64 }
    }

    /// How many tokens the longest known term at the start of `tokens` has; 0 if there is none.
    pub fn term_at(&self, tokens: &[Token]) -> usize {
        let fits =
            |term: &&Vec<String>| term.len() <= tokens.len() && term.iter().zip(tokens).all(|(a, b)| *a == b.stem);
        let known = tokens.first().and_then(|t| self.terms.get(&t.stem));
        known.and_then(|terms| terms.iter().filter(fits).map(Vec::len).max()).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bank(answers: &[&str], terms: &[&str]) -> Bank {
        let keywords: Vec<_> = terms.iter().map(|t| serde_json::json!({"term": t})).collect();
        let question = |(at, answer): (usize, &&str)| serde_json::json!({"id": format!("q{at}"), "kind": "definition", "prompt": "?", "model_answer": answer, "keywords": keywords});
        let questions: Vec<_> = answers.iter().enumerate().map(question).collect();
        serde_json::from_value(serde_json::json!({"schema": 1, "id": "b", "title": "B", "questions": questions}))
            .expect("a bank")
    }

    #[test]
    fn a_stem_in_fewer_answers_has_more_weight() {
        let bank = bank(&["a pod runs", "a pod dies", "a node dies"], &[]);
        let lexicon = Lexicon::new([&bank]);
        // ln(1 + 4 / (answers with it + 1)).
        for (stem, with) in [("pod", 2.0), ("node", 1.0), ("heap", 0.0)] {
            assert!((lexicon.idf(stem) - (1.0_f64 + 4.0 / (with + 1.0)).ln()).abs() < 1e-12, "{stem}");
        }
        assert!(lexicon.knows("pod") && !lexicon.knows("heap"));
    }

    #[test]
    fn the_longest_term_wins() {
        let bank = bank(&["x"], &["load balancer", "load balancer health check", "pod"]);
        let lexicon = Lexicon::new([&bank]);
        let cases = [
            ("load balancers health checks fail", 4),
            ("load balancer fails", 2),
            ("load fails", 0),
            ("pod", 0),
            ("", 0),
        ];
        for (text, want) in cases {
            assert_eq!(lexicon.term_at(&text::tokens_of(text)), want, "{text}");
        }
    }

    #[test]
    fn the_fingerprint_follows_the_content_and_not_the_order() {
        let (a, b) = (bank(&["a pod runs"], &["load balancer"]), bank(&["a node dies"], &[]));
        let of = |banks: &[&Bank]| Lexicon::new(banks.iter().copied()).fingerprint();
        assert_eq!(of(&[&a, &b]), of(&[&b, &a]));
        assert_ne!(of(&[&a]), of(&[&a, &b]));
        assert_ne!(of(&[&a]), of(&[&a, &a]));
    }
}
