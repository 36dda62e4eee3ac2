//! Which terms may have been said where something else is written: what the recogniser should verify by ear.

use outloud_core::transcript::{Proposal, Transcript, Word};

use crate::text::{Class, Token};

use super::{IndexedTranscript, MatchContext, Vocabulary, oov::OovClass, params, vocabulary::Alike};

/// The terms to verify, the most alike first, at most [`params::PROPOSED_AT_ONE_PLACE`] for words that overlap.
pub(crate) fn of(words: &[Word], vocabulary: &Vocabulary, context: &MatchContext) -> Vec<Proposal> {
    let indexed = IndexedTranscript::new(&Transcript::from_words(words.to_vec()), &context.lexicon);
    let sounds = &indexed.sounds().phones;
    let suspicious: Vec<bool> = (0..indexed.tokens.len()).map(|at| is_suspicious(&indexed, at)).collect();
    let mut found: Vec<(u16, Proposal)> = Vec::new();
    for first in 0..indexed.tokens.len() {
        let lasts: Vec<usize> = (first..indexed.tokens.len())
            .take(params::PROPOSED_WORDS)
            .filter(|last| suspicious[first..=*last].contains(&true))
            .collect();
        if lasts.is_empty() || sounds.word(first).is_empty() {
            continue;
        }
        let start = sounds.word(first).start;
        let ends: Vec<usize> = lasts.iter().map(|last| sounds.word(*last).end).collect();
        for alike in vocabulary.alike(sounds, start, &ends, params::PROPOSED_COST, &context.costs) {
            let last = lasts[alike.end];
            if is_news(&indexed, first, last, &alike) {
                let range = indexed.words(first, last);
                let (first_word, words) = (*range.start(), range.end() - range.start() + 1);
                found.push((alike.cost, Proposal { first_word, words, term: alike.term.text.clone() }));
            }
        }
    }
    choose(found)
}

/// Whether another word may have been said: nobody knows it, no bank uses it, or the recogniser was not sure.
fn is_suspicious(indexed: &IndexedTranscript, at: usize) -> bool {
    match indexed.oov[at] {
        OovClass::OutOfVocabulary => true,
        OovClass::InDictionary => indexed.probability[at] < params::PROPOSED_BELOW,
        OovClass::InDomain => {
            indexed.tokens[at].class == Class::Content && indexed.probability[at] < params::PROPOSED_IN_DOMAIN_BELOW
        }
    }
}

/// Whether the words do not say the term already.
fn is_news(indexed: &IndexedTranscript, first: usize, last: usize, alike: &Alike<'_>) -> bool {
    let said = &indexed.tokens[first..=last];
    let by_stems = alike.term.stems.iter().all(|stem| said.iter().any(|t| t.stem == *stem));
    let spelt = |words: &[Token]| {
        let letters: String = words.iter().map(|t| t.text.as_str()).collect();
        alike.term.spellings.contains(&letters)
    };
    !by_stems && !(1..=said.len()).any(|length| said.windows(length).any(spelt))
}

/// The cheapest proposals; each term once at a place.
fn choose(mut found: Vec<(u16, Proposal)>) -> Vec<Proposal> {
    found.sort_by(|a, b| {
        a.0.cmp(&b.0).then_with(|| a.1.first_word.cmp(&b.1.first_word)).then_with(|| a.1.term.cmp(&b.1.term))
    });
    let mut chosen: Vec<Proposal> = Vec::new();
    for (_, proposal) in found {
        let near: Vec<&Proposal> = chosen.iter().filter(|c| overlap(c, &proposal)).collect();
        if near.len() < params::PROPOSED_AT_ONE_PLACE && near.iter().all(|c| c.term != proposal.term) {
            chosen.push(proposal);
        }
    }
    chosen
}

fn overlap(a: &Proposal, b: &Proposal) -> bool {
    a.first_word < b.first_word + b.words && b.first_word < a.first_word + a.words
}

#[cfg(test)]
mod tests {
    use outloud_core::bank::Bank;

    use super::*;
    use crate::testing::spoken;

    /// The proposals for words; the recogniser was not sure of those with a question mark.
    fn proposed(words: &str) -> Vec<String> {
        let terms =
            ["idempotent", "Prometheus", "backend", "502", "status code"].map(|term| serde_json::json!({"term": term}));
        let bank: Bank =
            serde_json::from_value(serde_json::json!({"schema": 1, "id": "b", "title": "B", "questions": [
                {"id": "q", "kind": "definition", "prompt": "?", "model_answer": "A status code.", "keywords": terms}
            ]}))
            .expect("a bank");
        let sure = |word| str::strip_suffix(word, "?").map_or((word, 0.9), |word| (word, 0.3));
        let words = spoken(&words.split_whitespace().map(sure).collect::<Vec<_>>()).words;
        let text = |p: Proposal| {
            let said: Vec<&str> = words[p.first_word..p.first_word + p.words].iter().map(|w| w.text.as_str()).collect();
            format!("{} for {}", p.term, said.join(" "))
        };
        of(&words, &Vocabulary::new([&bank]), &MatchContext::new([&bank])).into_iter().map(text).collect()
    }

    #[test]
    fn terms_are_proposed_where_the_recogniser_guessed() {
        let cases = [
            ("it was high in Putin", Some("idempotent for high in Putin")),
            ("the Pro? Meatius?", Some("Prometheus for Pro Meatius")),
            // What the words say anyway, one digit more or less, and what was recognised with certainty.
            ("the back? end?", None),
            ("a 503?", None),
            ("the statute code", None),
            ("", None),
        ];
        for (words, want) in cases {
            assert_eq!(proposed(words).first().map(String::as_str), want, "{words}");
        }
    }
}
