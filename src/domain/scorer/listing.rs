//! Tells a list of keywords from an answer: speech is about half function words, a list has next to none.

use crate::domain::{
    scorecard::{KeywordScore, PointScore},
    text::{Class, Token},
};

use super::weights::{LIST_FROM_WORDS, LIST_FUNCTION_WORDS};

/// Whether the words are read out as a list: hardly a function word, and something of the bank among them.
pub(super) fn is_list(tokens: &[Token], keywords: &KeywordScore, rubric: &[PointScore]) -> bool {
    if tokens.len() < LIST_FROM_WORDS || (keywords.hit.is_empty() && rubric.iter().all(|p| !p.met)) {
        return false;
    }
    let function = tokens.iter().filter(|t| t.class != Class::Content).count();
    (function as f64) < LIST_FUNCTION_WORDS * tokens.len() as f64
}
