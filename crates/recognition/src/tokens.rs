//! From the decoder's tokens to words: a token that begins with a space begins a word. Pure.

use std::ops::Range;

use outloud_core::transcript::Word;

/// A piece of a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Its number in the model's vocabulary.
    pub id: i32,
    /// UTF-8, though a character may be split between tokens.
    pub bytes: Vec<u8>,
    /// Start in seconds.
    pub start_s: f64,
    /// End in seconds.
    pub end_s: f64,
    /// 0..=1.
    pub probability: f64,
}

/// The words that the tokens spell, in order; starts never go back, and a word never ends before it starts.
#[must_use]
pub fn into_words(tokens: &[Token]) -> Vec<Word> {
    let groups = group(tokens);
    let mut words: Vec<Word> = Vec::with_capacity(groups.len());
    let mut earliest: f64 = 0.0;
    for (i, group) in groups.iter().enumerate() {
        let text = text_of(group);
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        if text.is_empty() {
            continue;
        }
        let start_s = first.start_s.max(earliest);
        earliest = start_s;
        let next_s = groups.get(i + 1).and_then(|g| g.first()).map_or(f64::INFINITY, |t| t.start_s);
        let end_s = last.end_s.min(next_s).max(start_s);
        let product: f64 = group.iter().map(|t| t.probability.clamp(1e-9, 1.0).ln()).sum();
        let probability = (product / group.len() as f64).exp();
        words.push(Word {
            text,
            start_s: Some(start_s),
            end_s: Some(end_s),
            probability: Some(probability),
            hearings: Vec::new(),
        });
    }
    words
}

/// The tokens of each word of [`into_words`].
#[must_use]
pub fn word_ranges(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut end = 0;
    let range = |group: &[Token]| {
        let start = end;
        end += group.len();
        (!text_of(group).is_empty()).then_some(start..end)
    };
    group(tokens).into_iter().filter_map(range).collect()
}

fn text_of(group: &[Token]) -> String {
    let bytes: Vec<u8> = group.iter().flat_map(|t| t.bytes.iter().copied()).collect();
    String::from_utf8_lossy(&bytes).trim().to_owned()
}

fn group(tokens: &[Token]) -> Vec<&[Token]> {
    tokens.chunk_by(|_, next| next.bytes.first() != Some(&b' ')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(text: &str, start_s: f64, probability: f64) -> Token {
        Token { id: 0, bytes: text.as_bytes().to_vec(), start_s, end_s: start_s + 0.3, probability }
    }

    #[test]
    fn tokens_join_to_words_with_the_mean_of_their_probabilities() {
        let words = into_words(&[
            token(" name", 1.0, 0.9),
            token("spaces", 1.2, 0.4),
            token(",", 1.6, 1.0),
            token(" and", 1.7, 0.5),
        ]);
        assert_eq!(words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>(), ["namespaces,", "and"]);
        assert_eq!((words[0].start_s, words[0].end_s), (Some(1.0), Some(1.7)));
        let expected = (0.9_f64 * 0.4).cbrt();
        assert!((words[0].probability.unwrap_or(0.0) - expected).abs() < 1e-9);
    }

    #[test]
    fn each_word_knows_its_tokens() {
        let tokens =
            [token(" name", 1.0, 0.9), token("spaces", 1.2, 0.4), token(" ", 1.6, 1.0), token(" and", 1.7, 0.5)];
        assert_eq!(word_ranges(&tokens), [0..2, 3..4]);
        assert_eq!(word_ranges(&tokens).len(), into_words(&tokens).len());
    }

    #[test]
    fn a_pause_does_not_belong_to_the_word_before_it() {
        let words = into_words(&[token(" so", 1.0, 0.9), token(" then", 5.0, 0.9)]);
        assert_eq!(words[0].end_s, Some(1.3));
    }

    #[test]
    fn times_never_run_backwards() {
        let words = into_words(&[token(" one", 2.0, 0.9), token(" two", 1.0, 0.9), token(" ", 1.5, 0.9)]);
        assert_eq!(words.len(), 2);
        assert!(words.iter().all(|w| w.start_s == Some(2.0) && w.end_s >= w.start_s));
    }

    #[test]
    fn a_character_split_between_tokens_is_whole_again() {
        let euro = "€".as_bytes();
        let half = |bytes: &[u8]| Token { id: 0, bytes: bytes.to_vec(), start_s: 0.0, end_s: 0.1, probability: 0.9 };
        assert_eq!(into_words(&[half(&[b' ', euro[0]]), half(&euro[1..])])[0].text, "€");
    }
}
