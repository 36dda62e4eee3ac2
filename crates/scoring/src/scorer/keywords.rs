//! Keywords for questions whose bank gives none: derived from the model answer.
//!
//! Every meaningful word of the model answer counts, rarer ones more (idf over the banks), words of the question little.
//! Terms of several words that the banks know as one stay whole.

use std::collections::{HashMap, HashSet};

use crate::text::{self, Class, Token};
use outloud_core::bank::{Bank, Question};

use super::{basis, context::MatchContext, weights};

/// What the banks say about words: how many model answers use each, and which terms are made of several words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    answers: usize,
    answers_with: HashMap<String, usize>,
    terms: HashMap<String, Vec<Vec<String>>>,
}

/// A keyword derived from a model answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DerivedKeyword {
    /// As the model answer writes it.
    pub term: String,
    /// Above 0.
    pub weight: f64,
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
        let stems = self.answers_with.iter().map(|entry| basis::hash(&entry));
        let terms = self.terms.values().flatten().map(basis::hash);
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
    fn idf(&self, stem: &str) -> f64 {
        let with = self.answers_with.get(stem).copied().unwrap_or(0);
        (1.0 + (self.answers as f64 + 1.0) / (with as f64 + 1.0)).ln()
    }

    /// How many tokens the longest known term at the start of `tokens` has; 0 if there is none.
    fn term_at(&self, tokens: &[Token]) -> usize {
        let fits =
            |term: &&Vec<String>| term.len() <= tokens.len() && term.iter().zip(tokens).all(|(a, b)| *a == b.stem);
        let known = tokens.first().and_then(|t| self.terms.get(&t.stem));
        known.and_then(|terms| terms.iter().filter(fits).map(Vec::len).max()).unwrap_or(0)
    }
}

/// The keywords of `question`'s model answer, in its order.
pub(super) fn derive(question: &Question, context: &MatchContext) -> Vec<DerivedKeyword> {
    let lexicon = &context.lexicon;
    let prompt = format!("{} {}", question.prompt, question.context.as_deref().unwrap_or_default());
    let asked: HashSet<String> = text::tokens_of(&prompt).into_iter().map(|t| t.stem).collect();
    let tokens = text::tokens_of(&question.model_answer);
    let mut derived = Vec::new();
    let mut seen = HashSet::new();
    let mut at = 0;
    while at < tokens.len() {
        let length = lexicon.term_at(&tokens[at..]).max(1);
        let parts = &tokens[at..at + length];
        at += length;
        let content: Vec<&Token> = parts.iter().filter(|t| t.class == Class::Content).collect();
        if content.is_empty() || !seen.insert(content.iter().map(|t| t.stem.as_str()).collect::<Vec<_>>().join(" ")) {
            continue;
        }
        let weigh = |token: &&Token| {
            let asked = if asked.contains(&token.stem) { weights::QUESTION_WORD } else { 1.0 };
            asked * lexicon.idf(&token.stem).powf(weights::IDF_EXPONENT)
        };
        let term = parts.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
        derived.push(DerivedKeyword { term, weight: content.iter().map(weigh).sum() });
    }
    derived
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more_and_words_of_the_question_little() {
        let question: Question = serde_json::from_str(
            r#"{"id":"q","kind":"definition","prompt":"What is a heap?","model_answer":"A heap is a tree of values."}"#,
        )
        .expect("a question");
        let derived = derive(&question, &MatchContext::new([]));
        let weight = |term: &str| derived.iter().find(|d| d.term == term).map(|d| d.weight).expect("the term");
        assert_eq!(derived.iter().map(|d| d.term.as_str()).collect::<Vec<_>>(), ["heap", "tree", "values"]);
        assert!(weight("heap") < 0.5 * weight("tree"));
    }
}
