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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commonest_come_first_and_single_ones_not_at_all() {
        let count = |(word, count): (&str, usize)| WordCount { word: word.to_owned(), count };
        let all = [("pod", 2), ("node", 1), ("alert", 2), ("rate", 5)];
        let names: Vec<String> = ranked(all.into_iter().map(count)).into_iter().map(|w| w.word).collect();
        assert_eq!(names, ["rate", "alert", "pod"]);
        let many = (0..20).map(|n| WordCount { word: format!("w{n}"), count: 2 });
        assert_eq!(ranked(many).len(), params::TOP_WORDS);
    }

    #[test]
    fn a_mark_covers_whole_transcript_words() {
        let text = "a five oh two error";
        let tokens = crate::text::tokens_of(text);
        let mark = mark(&tokens, 1, 2, &Transcript::from_text(text));
        assert_eq!((mark.text.as_str(), mark.first_word, mark.word_count), ("five oh two error", 1, 4));
    }
}
