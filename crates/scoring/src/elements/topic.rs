//! How near an answer is to what a question asks, told by words alone: the words of its prompt, points, keywords and model answer.

use std::collections::HashMap;

use outloud_core::bank::Question;

use crate::{
    matching::{IndexedTranscript, MatchContext},
    text::{self, Class},
};

/// The words that belong to a question, by stem; rarer ones weigh more.
#[derive(Debug, Clone)]
pub(crate) struct TopicWords {
    weights: HashMap<String, f64>,
    all: f64,
}

impl TopicWords {
    pub fn new(question: &Question, context: &MatchContext) -> Self {
        let mut weights = HashMap::new();
        let mut add = |text: &str| {
            for token in text::tokens_of(text).into_iter().filter(|t| t.class == Class::Content) {
                let weight = context.lexicon.idf(&token.stem);
                weights.entry(token.stem).or_insert(weight * weight);
            }
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
        // Sums of floats depend on their order.
        let mut sorted: Vec<f64> = weights.values().copied().collect();
        sorted.sort_by(f64::total_cmp);
        Self { all: sorted.iter().sum(), weights }
    }

    /// The weight of the words that were said over the weight of all, 0..=1.
    pub fn share(&self, indexed: &IndexedTranscript) -> f64 {
        let mut said: Vec<f64> =
            indexed.by_stem.keys().filter_map(|stem| self.weights.get(stem.as_str())).copied().collect();
        said.sort_by(f64::total_cmp);
        if self.all > 0.0 { said.iter().sum::<f64>() / self.all } else { 0.0 }
    }
}

fn words_of(pattern: &str) -> String {
    pattern.replace(['_', '|', '{', '}', ':', '=', '*', '~', '>', '(', ')', '/', '?'], " ")
}
