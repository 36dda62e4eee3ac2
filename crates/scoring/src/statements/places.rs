//! Where a phrase was said, by any of the six ways of hearing.

use outloud_core::{pattern::WordForm, scorecard::How};

use crate::{
    matching::{self, Hit},
    pronounce::PhoneCosts,
    text::{Break, Class},
};

use super::{
    lookup::Lookup,
    params,
    phrase::{PatternWord, Phrase, PhraseKind},
};

/// The places of `phrase`, in order, without repetition.
pub(super) fn of(phrase: &Phrase, lookup: &Lookup<'_>, costs: &PhoneCosts) -> Vec<Hit> {
    let mut hits = match &phrase.kind {
        PhraseKind::Number(low, high) => numbers(lookup, *low, *high),
        PhraseKind::Words(words) => in_order(words, phrase.is_name, lookup),
    };
    if let PhraseKind::Words(words) = &phrase.kind
        && !lookup.indexed.heard.is_empty()
        && words.iter().all(|w| w.form != WordForm::Prefix)
    {
        let stems: Vec<&str> = words.iter().map(|w| w.stem.as_str()).collect();
        matching::find_by_ear(lookup.indexed, &stems, &mut hits);
    }
    if let Some(target) = &phrase.target {
        matching::find_other_names(lookup.indexed, target, &mut hits);
        if hits.is_empty() {
            matching::find_nearly(lookup.indexed, target, costs, &mut hits);
        }
    }
    hits.sort_by_key(|h| (h.first, h.last));
    hits.dedup_by_key(|h| (h.first, h.last));
    hits
}

fn numbers(lookup: &Lookup<'_>, low: i64, high: i64) -> Vec<Hit> {
    let fits = lookup.numbers.iter().filter(|(_, value)| (low..=high).contains(value));
    fits.map(|&(at, _)| Hit { first: at as usize, last: at as usize, how: How::Exact, quality: 1.0 }).collect()
}

/// Places where the words stand in order, close together.
fn in_order(words: &[PatternWord], in_one_piece: bool, lookup: &Lookup<'_>) -> Vec<Hit> {
    let Some(first) = words.first() else { return Vec::new() };
    let rest: Vec<Vec<u32>> = words[1..].iter().map(|w| lookup.places(w)).collect();
    if rest.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    lookup
        .places(first)
        .into_iter()
        .filter_map(|start| follow(start as usize, words, &rest, lookup))
        .filter(|h| !in_one_piece || h.last - h.first < words.len())
        .collect()
}

fn follow(start: usize, words: &[PatternWord], rest: &[Vec<u32>], lookup: &Lookup<'_>) -> Option<Hit> {
    let mut at = start;
    for (n, places) in rest.iter().enumerate() {
        let next = places[places.partition_point(|&p| p as usize <= at)..].first().map(|&p| p as usize)?;
        if !near(at, next, &words[n], &words[n + 1], lookup) {
            return None;
        }
        at = next;
    }
    let tokens = &lookup.tokens()[start..=at];
    let exact = tokens.len() == words.len() && tokens.iter().zip(words).all(|(t, w)| t.text == w.text);
    let how = if exact { How::Exact } else { How::Stem };
    Some(Hit { first: start, last: at, how, quality: matching::confidence(how) })
}

/// Whether the tokens between two words of a phrase are few and small enough.
fn near(at: usize, next: usize, word: &PatternWord, following: &PatternWord, lookup: &Lookup<'_>) -> bool {
    let tokens = lookup.tokens();
    if next - at > params::SMALL_BETWEEN + params::CONTENT_BETWEEN + 1 || tokens[next].before == Break::Sentence {
        return false;
    }
    let between = &tokens[at + 1..next];
    let content = between.iter().filter(|t| t.class == Class::Content).count();
    let denied = between.iter().any(|t| matches!(t.text.as_str(), "not" | "no" | "never" | "without"));
    let both = word.class == Class::Content && following.class == Class::Content;
    let allowed = if both {
        params::CONTENT_BETWEEN
    } else {
        usize::from(following.class == Class::Light && word.class == Class::Content)
    };
    !denied && content <= allowed && between.len() - content <= params::SMALL_BETWEEN
}

#[cfg(test)]
mod tests {
    use outloud_core::bank::Question;

    use super::*;
    use crate::{
        statements::compile::CompiledStatements,
        testing::{indexed, point},
    };

    /// The words at each place of a pattern's only slot.
    fn found(alternative: &str, text: &str) -> Vec<String> {
        let mut question = Question::bare("q", "", "");
        question.points = vec![point("p", outloud_core::bank::Priority::Must, &[alternative], &[])];
        let statements = CompiledStatements::new(&question);
        let indexed = indexed(text);
        let lookup = Lookup::new(&indexed);
        let hits = statements.phrases.iter().flat_map(|p| of(p, &lookup, &PhoneCosts::new()));
        let words =
            |h: Hit| indexed.tokens[h.first..=h.last].iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
        hits.map(words).collect()
    }

    #[test]
    fn a_phrase_is_found_with_few_words_in_between() {
        let cases: [(&str, &str, &[&str]); 10] = [
            ("roll_back", "we roll the release back", &["roll the release back"]),
            ("roll_back", "we roll it back", &["roll it back"]),
            ("roll_back", "we roll out. Back then it was new", &[]),
            ("roll_back", "we do not roll the new and very bad release back", &[]),
            ("health_check", "a healthcheck runs", &["healthcheck"]),
            ("health_check", "no health, never check", &[]),
            ("restart", "it restarts and restarted", &["restarts", "restarted"]),
            ("config*", "the configuration is configured", &["configuration", "configured"]),
            ("25..40", "after 30 seconds, not 50", &["30"]),
            ("kubectl", "I run cube control", &["cube control"]),
        ];
        for (pattern, text, want) in cases {
            assert_eq!(found(pattern, text), want, "{pattern}: {text}");
        }
    }

    #[test]
    fn short_everyday_words_are_not_found_by_sound() {
        assert!(found("cache", "it sits in the cash").is_empty());
        assert_eq!(found("idempotent", "it was high in Putin")[0], "high in putin");
    }
}
