//! How near an answer is to what a question asks, told by words alone: the words of its prompt, points, keywords and model answer.

use std::collections::BTreeSet;

use outloud_core::bank::Question;

use crate::{
    matching::{IndexedTranscript, Lexicon},
    text::{self, Class},
};

/// The words that belong to a question, by stem.
#[derive(Debug, Clone)]
pub(crate) struct TopicWords {
    words: BTreeSet<String>,
    weight: f64,
}

impl TopicWords {
    pub fn new(question: &Question, lexicon: &Lexicon) -> Self {
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
            point.says.iter().for_each(|pattern| add(&words_of(pattern)));
        }
        Self { weight: words.iter().map(|stem| lexicon.idf(stem)).sum(), words }
    }

    /// How alike the words of an answer and of the question are, 0..=1: the weight of those they share over the geometric mean of the weights
    /// of both. Each word counts once, rarer ones weigh more. Neither a short answer nor a long one is at a disadvantage.
    pub fn likeness(&self, indexed: &IndexedTranscript, lexicon: &Lexicon) -> f64 {
        let said: BTreeSet<&str> =
            indexed.tokens.iter().filter(|t| t.class == Class::Content).map(|t| t.stem.as_str()).collect();
        let (mut shared, mut all) = (0.0, 0.0);
        for stem in said {
            let weight = lexicon.idf(stem);
            all += weight;
            shared += if self.words.contains(stem) { weight } else { 0.0 };
        }
        if shared > 0.0 { shared / (all * self.weight).sqrt() } else { 0.0 }
    }
}

fn words_of(pattern: &str) -> String {
    pattern.replace(['_', '|', '{', '}', ':', '=', '*', '~', '>', '(', ')', '/', '?'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::indexed;

    #[test]
    fn words_count_once_and_those_of_both_are_compared_with_all() {
        let question = Question {
            points: vec![outloud_core::bank::Point::new(
                "You warn early",
                outloud_core::bank::Priority::Must,
                &["customer: {tell}|warn_at_once > =before"],
            )],
            ..Question::bare("q", "A deadline that slipped?", "The printer was late.")
        };
        let lexicon = Lexicon::default();
        let topic = TopicWords::new(&question, &lexicon);
        let likeness = |text: &str| topic.likeness(&indexed(text), &lexicon);
        let whole = |n: f64, of: f64, words: f64| n / (of * words).sqrt();
        // Its words are deadline, slip, printer, late, warn, early, customer, tell, once, before.
        assert!((likeness("the deadline, the deadline") - whole(1.0, 1.0, 10.0)).abs() < 1e-12);
        assert!((likeness("a deadline and a banana") - whole(1.0, 2.0, 10.0)).abs() < 1e-12);
        assert!((likeness("a deadline, a customer, apples and bananas") - whole(2.0, 4.0, 10.0)).abs() < 1e-12);
        assert_eq!((likeness("bananas"), likeness("")), (0.0, 0.0));
    }
}
