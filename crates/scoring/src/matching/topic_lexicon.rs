//! How many story questions use each word.

use std::collections::BTreeSet;

use outloud_core::bank::{Bank, Question};

use crate::text::{self, Class};

use super::document_counts::DocumentCounts;

/// Where few questions are known, the share of them that is taken to use a word ...
const ASSUMED_SHARE: f64 = 0.12;
/// ... and for how many questions this assumption counts.
const ASSUMED_QUESTIONS: f64 = 5.0;

/// How many questions that ask for a story use each word, by stem: what an answer shares with a question by chance.
#[derive(Debug, Clone, Default)]
pub(crate) struct TopicLexicon {
    questions: DocumentCounts,
    /// The weight of all words of a question, in the mean.
    mean_weight: f64,
}

impl TopicLexicon {
    /// Counts over the questions of `banks` that ask for a story.
    pub fn new<'a>(banks: impl IntoIterator<Item = &'a Bank>) -> Self {
        let questions = banks.into_iter().flat_map(|b| &b.questions).filter(|q| q.kind.asks_for_a_story());
        let words: Vec<BTreeSet<String>> = questions.map(question_words).collect();
        let mut lexicon = Self { questions: DocumentCounts::of(words.iter().cloned()), mean_weight: 0.0 };
        let weights: f64 = words.iter().map(|words| lexicon.weight_of(words)).sum();
        lexicon.mean_weight = weights / words.len().max(1) as f64;
        lexicon
    }

    /// A hash of all of it; the order of the banks does not matter.
    pub fn fingerprint(&self) -> u64 {
        self.questions.fingerprint()
    }

    /// What a word weighs, above 0: its inverse document frequency over the questions.
    pub fn weight(&self, stem: &str) -> f64 {
        self.questions.idf(stem)
    }

    /// What a question's words weigh together, as a multiple of the mean of all questions; 1 where no question is known.
    pub fn length(&self, words: &BTreeSet<String>) -> f64 {
        if self.questions.documents() > 0 { self.weight_of(words) / self.mean_weight } else { 1.0 }
    }

    fn weight_of(&self, words: &BTreeSet<String>) -> f64 {
        words.iter().map(|stem| self.weight(stem)).sum()
    }

    /// The share of questions that use a word, 0..=1.
    pub fn share(&self, stem: &str) -> f64 {
        let assumed = ASSUMED_SHARE * ASSUMED_QUESTIONS;
        (self.questions.with(stem) as f64 + assumed) / (self.questions.documents() as f64 + ASSUMED_QUESTIONS)
    }
}

/// The meaningful words that belong to a question, by stem.
pub(crate) fn question_words(question: &Question) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut add = |text: &str| {
        words.extend(text::tokens_of(text).into_iter().filter(|t| t.class == Class::Content).map(|t| t.stem));
    };
    add(&question.prompt);
    add(question.context.as_deref().unwrap_or_default());
    add(&question.model_answer);
    for keyword in &question.keywords {
        add(&keyword.term);
        keyword.any.iter().for_each(|way| add(way));
    }
    for point in &question.points {
        add(&point.point);
        point.says.iter().for_each(|pattern| add(&spaced(pattern)));
    }
    words
}

fn spaced(pattern: &str) -> String {
    pattern.replace(['_', '|', '{', '}', ':', '=', '*', '~', '>', '(', ')', '/', '?'], " ")
}

#[cfg(test)]
mod tests {
    use outloud_core::bank::Kind;

    use super::*;

    #[test]
    fn the_fingerprint_follows_the_questions() {
        let bank = |prompt: &str| -> Bank {
            let question = Question { kind: Kind::Behavioural, ..Question::bare("q", prompt, "") };
            serde_json::from_value(serde_json::json!({
                "schema": 1, "id": "b", "title": "B", "questions": [question]
            }))
            .expect("a bank")
        };
        let of = |bank: &Bank| TopicLexicon::new([bank]).fingerprint();
        assert_eq!(of(&bank("deadline")), of(&bank("deadline")));
        assert_ne!(of(&bank("deadline")), of(&bank("printer")));
    }
}
