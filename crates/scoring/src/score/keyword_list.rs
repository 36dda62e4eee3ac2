//! Tells a list of keywords from an answer. Speech is about half function words, and most of its words are no keywords; a
//! list has hardly any word but those that earn something.

use outloud_core::scorecard::{KeywordScore, PointScore};

use crate::text::{Class, Token};

use super::params::{LIST_FROM_TERMS, LIST_FROM_WORDS, LIST_FUNCTION_WORDS, LIST_OTHER_WORDS};

/// Whether the words are read out as a list: hardly a function word and something of the bank among them, or keyword upon
/// keyword with next to nothing in between.
pub(super) fn is_list(tokens: &[Token], keywords: &KeywordScore, rubric: &[PointScore]) -> bool {
    let share = |count: usize| count as f64 / tokens.len() as f64;
    let function = tokens.iter().filter(|t| t.class != Class::Content).count();
    let earned = !keywords.hit.is_empty() || rubric.iter().any(|p| p.met);
    earned && tokens.len() >= LIST_FROM_WORDS && share(function) < LIST_FUNCTION_WORDS
        || keywords.hit.len() >= LIST_FROM_TERMS && other_share(tokens, keywords) < LIST_OTHER_WORDS
}

/// Words that join the items of a list and say nothing.
const CONNECTIVES: &[&str] = &["a", "also", "an", "and", "next", "or", "plus", "the", "then"];

/// The share of the tokens that belong to no keyword, 0..=1; words that only join items do not count.
fn other_share(tokens: &[Token], keywords: &KeywordScore) -> f64 {
    let joins = |t: &&Token| CONNECTIVES.contains(&t.text.as_str());
    let counted = tokens.len() - tokens.iter().filter(joins).count();
    other_words(tokens, keywords) as f64 / counted.max(1) as f64
}

/// How many tokens belong to no keyword and do not only join items.
fn other_words(tokens: &[Token], keywords: &KeywordScore) -> usize {
    let mut places: Vec<(usize, usize)> =
        keywords.hit.iter().map(|h| (h.evidence.first_word, h.evidence.first_word + h.evidence.word_count)).collect();
    places.sort_unstable();
    let mut places = places.into_iter().peekable();
    let mut end = 0;
    let other = tokens.iter().filter(|token| {
        while let Some(place) = places.next_if(|place| place.0 <= token.first_word) {
            end = end.max(place.1);
        }
        token.first_word >= end && !CONNECTIVES.contains(&token.text.as_str())
    });
    other.count()
}

#[cfg(test)]
mod tests {
    use crate::testing::{compiled, metrics, score};

    #[test]
    fn lists_are_told_from_answers() {
        let mut question = metrics();
        question.keywords.extend(["alert", "label", "histogram"].map(|term| crate::testing::keyword(term, 1)));
        let compiled = compiled(&question);
        let cases = [
            ("Prometheus, rate, scrape, alert, label, histogram", true),
            ("Prometheus. Rate. Scrape. Alert.", true),
            ("Prometheus rate scrape", false),
            ("Prometheus servers scrape thousands targets quickly storing samples", true),
            ("We let Prometheus scrape the targets, and an alert is about the rate of a label.", false),
            ("apples pears plums cherries grapes figs dates limes", false),
        ];
        for (text, want) in cases {
            let card = score(&compiled, text);
            assert_eq!(card.delivery.list_like, want, "{text}");
            assert!(!want || card.score <= 30.0, "{text}");
        }
    }
}
