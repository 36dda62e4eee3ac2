//! Places and counts as a scorecard lists them.

use outloud_core::{
    delivery::{Mark, WordCount},
    transcript::Transcript,
};

use crate::text::Token;

use super::params;

/// Those said more than once, the commonest first, equals by name.
pub(super) fn ranked(counts: impl Iterator<Item = WordCount>) -> Vec<WordCount> {
    let mut all: Vec<WordCount> = counts.filter(|w| w.count >= params::TOP_WORD_FROM).collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.word.cmp(&b.word)));
    all.truncate(params::TOP_WORDS);
    all
}

/// A mark on the tokens `first..=last`, with the words as transcribed.
pub(super) fn mark(tokens: &[Token], first: usize, last: usize, transcript: &Transcript) -> Mark {
    let (first_word, last_word) = (tokens[first].first_word, tokens[last].last_word);
    let words = &transcript.words[first_word..=last_word];
    Mark {
        text: words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" "),
        start_s: words.first().and_then(|w| w.start_s),
        first_word,
        word_count: words.len(),
    }
}
