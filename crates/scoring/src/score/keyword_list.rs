//! Tells a list of keywords from an answer. Speech is about half small words of many kinds, it repeats hardly a pair of words, and most of
//! its words are no keywords. A list has hardly any word but those that earn something, or the same few words between them.

use std::collections::{HashMap, HashSet};

use outloud_core::scorecard::{KeywordScore, PointScore};

use crate::text::{Class, Token};

use super::params::{
    LIST_CONNECTIVES, LIST_FROM_TERMS, LIST_FROM_WORDS, LIST_FUNCTION_WORDS, LIST_KINDS, LIST_OTHER_WORDS,
    LIST_PAIR_TIMES, LIST_REPEATED,
};

/// Whether the words are read out as a list: hardly a small word and something of the bank among them, keyword upon keyword with next to
/// nothing in between, or the same few words between all of them.
pub(super) fn is_list(tokens: &[Token], keywords: &KeywordScore, rubric: &[PointScore]) -> bool {
    let share = |count: usize| count as f64 / tokens.len() as f64;
    let earned = !keywords.hit.is_empty() || rubric.iter().any(|p| p.met);
    let small: Vec<&str> = tokens.iter().filter(|t| t.class != Class::Content).map(|t| t.text.as_str()).collect();
    let kinds = small.iter().collect::<HashSet<_>>().len() as f64 / (tokens.len() as f64).sqrt();
    let joining = tokens.iter().filter(|t| CONNECTIVES.contains(&t.text.as_str())).count();
    earned && tokens.len() >= LIST_FROM_WORDS && share(small.len()) < LIST_FUNCTION_WORDS && kinds < LIST_KINDS
        || keywords.hit.len() >= LIST_FROM_TERMS
            && (other_share(tokens, keywords) < LIST_OTHER_WORDS
                || share(joining) > LIST_CONNECTIVES
                || share(repeated(tokens)) > LIST_REPEATED)
}

/// How many pairs of neighbouring words are said at least [`LIST_PAIR_TIMES`] times: "there is", "and then".
fn repeated(tokens: &[Token]) -> usize {
    let mut times: HashMap<(&str, &str), usize> = HashMap::new();
    for pair in tokens.windows(2) {
        *times.entry((&pair[0].text, &pair[1].text)).or_default() += 1;
    }
    times.values().filter(|n| **n >= LIST_PAIR_TIMES).sum()
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
            ("There is Prometheus. There is a rate. There is scrape. There is alert. There is label.", true),
            ("Prometheus and then the rate and then the scrape and then the alert and then the label", true),
            (
                "I know Prometheus and I use it. I know rate and I use it. I know scrape and I use it. I know alert and I use it.",
                true,
            ),
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
