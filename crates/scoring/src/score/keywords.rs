//! Keywords for questions whose bank gives none: derived from the model answer.
//!
//! Every meaningful word of the model answer counts, rarer ones more (idf over the banks), words of the question little.
//! Terms of several words that the banks know as one stay whole.

use std::collections::HashSet;

use outloud_core::bank::Question;

use crate::{
    matching::MatchContext,
    text::{self, Class, Token},
};

use super::params;

/// A keyword derived from a model answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DerivedKeyword {
    /// As the model answer writes it.
    pub term: String,
    /// Above 0.
    pub weight: f64,
}

/// The keywords of `question`'s model answer, in its order; each weighs its inverse document frequency to the power of `exponent`.
pub(super) fn derive(question: &Question, exponent: f64, context: &MatchContext) -> Vec<DerivedKeyword> {
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
            let asked = if asked.contains(&token.stem) { params::QUESTION_WORD } else { 1.0 };
            asked * lexicon.idf(&token.stem).powf(exponent)
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
        let derived = derive(&question, params::IDF_EXPONENT, &MatchContext::new([]));
        let weight = |term: &str| derived.iter().find(|d| d.term == term).map(|d| d.weight).expect("the term");
        assert_eq!(derived.iter().map(|d| d.term.as_str()).collect::<Vec<_>>(), ["heap", "tree", "values"]);
        assert!(weight("heap") < 0.5 * weight("tree"));
    }

    #[test]
    fn each_meaningful_word_counts_once_and_terms_of_banks_stay_whole() {
        let mut asked =
            Question::bare("q", "Why?", "Blue green deployment: blue, then green. The deployment is blue green.");
        asked.keywords = vec![crate::testing::keyword("blue green", 2)];
        let bank: outloud_core::bank::Bank = serde_json::from_value(serde_json::json!({
            "schema": 1, "id": "b", "title": "B", "questions": [serde_json::to_value(&asked).expect("JSON")]
        }))
        .expect("a bank");
        let terms = |context: &MatchContext| {
            derive(&asked, params::IDF_EXPONENT, context).into_iter().map(|d| d.term).collect::<Vec<_>>()
        };
        assert_eq!(terms(&MatchContext::new([&bank])), ["blue green", "deployment", "blue", "green"]);
        assert_eq!(terms(&MatchContext::new([])), ["blue", "green", "deployment"]);
    }

    #[test]
    fn an_answer_without_meaningful_words_has_no_keywords() {
        let context = MatchContext::new([]);
        for answer in ["", "So it is what it is.", "..."] {
            assert_eq!(derive(&Question::bare("q", "", answer), params::IDF_EXPONENT, &context), [], "{answer}");
        }
    }
}
