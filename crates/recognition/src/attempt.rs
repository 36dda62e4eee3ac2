//! One attempt of Whisper at a chunk, and whether it can be believed.

use whisper_rs::{WhisperContext, WhisperState};

use outloud_core::{sound::SAMPLE_RATE_HZ, transcript::Word};

use super::{
    ear::Script,
    hallucination_filter::{Cleaned, find_loop, split_chains, without_annotations},
    tokens::{Token, into_words},
};

/// Below this mean log probability an attempt is doubtful.
const UNSURE: f64 = -1.0;
/// A chunk holds no longer stretch without a word, in seconds: where a speaker stops to think, it is cut.
const LONGEST_WORDLESS_S: f64 = 4.0;

/// One attempt at a chunk.
pub(crate) struct Attempt {
    /// Their times count from the start of the chunk.
    pub words: Vec<Word>,
    /// What was decoded, if it was decoded in one window.
    pub script: Option<Script>,
    /// Whether the model noted that a foreign language is spoken.
    pub foreign: bool,
    /// Mean log probability of the tokens; 0 is certain.
    certainty: f64,
}

impl Attempt {
    /// What a state holds after a pass: words with times of their own if `word_times`, else with those of their segments.
    pub fn of(context: &WhisperContext, state: &WhisperState, word_times: bool) -> Self {
        let end_of_text = context.token_eot();
        let mut tokens = Vec::new();
        for segment in state.as_iter() {
            let (first_s, last_s) = (seconds(segment.start_timestamp()), seconds(segment.end_timestamp()));
            for token in (0..segment.n_tokens()).filter_map(|i| segment.get_token(i)) {
                let data = token.token_data();
                if data.id >= end_of_text {
                    continue;
                }
                let (start_s, end_s) =
                    if word_times { (seconds(data.t0), seconds(data.t1)) } else { (first_s, last_s) };
                tokens.push(Token {
                    id: data.id,
                    bytes: token.to_bytes().unwrap_or_default().to_vec(),
                    start_s: start_s.clamp(first_s, last_s.max(first_s)),
                    end_s,
                    probability: f64::from(data.p),
                });
            }
        }
        let certainty = tokens.iter().map(|t| t.probability.max(1e-9).ln()).sum::<f64>() / tokens.len().max(1) as f64;
        let Cleaned { words, foreign } = without_annotations(into_words(&tokens));
        Self { words: split_chains(words), foreign, certainty, script: Script::of(context, state, tokens) }
    }

    /// Whether the model was sure enough and did not loop.
    pub fn is_good(&self) -> bool {
        self.certainty >= UNSURE && find_loop(&self.words).is_none()
    }

    /// Whether no long stretch of the samples is without a word.
    pub fn covers(&self, samples: &[f32]) -> bool {
        covers(&self.words, samples.len() as f64 / f64::from(SAMPLE_RATE_HZ))
    }

    /// `next` if it can be believed, or rather than this one.
    pub fn or_better(self, next: Self) -> Self {
        let better = next.certainty > self.certainty && find_loop(&next.words).is_none();
        if next.is_good() || better { next } else { self }
    }
}

fn covers(words: &[Word], seconds: f64) -> bool {
    let mut reached_s = 0.0;
    for word in words {
        if word.start_s.is_some_and(|s| s - reached_s > LONGEST_WORDLESS_S) {
            return false;
        }
        reached_s = word.end_s.unwrap_or(reached_s);
    }
    seconds - reached_s <= LONGEST_WORDLESS_S
}

fn seconds(centiseconds: i64) -> f64 {
    centiseconds as f64 / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_stretch_without_a_word_is_found_wherever_it_is() {
        let words = |times: &[(f64, f64)]| -> Vec<Word> {
            let mut words = outloud_core::transcript::Transcript::from_text(&"word ".repeat(times.len())).words;
            for (word, (start_s, end_s)) in words.iter_mut().zip(times) {
                (word.start_s, word.end_s) = (Some(*start_s), Some(*end_s));
            }
            words
        };
        assert!(covers(&words(&[(1.0, 2.0), (5.0, 6.0)]), 9.0));
        assert!(!covers(&words(&[(5.0, 6.0)]), 9.0), "before the first word");
        assert!(!covers(&words(&[(1.0, 2.0), (7.0, 8.0)]), 9.0), "between two");
        assert!(!covers(&words(&[(1.0, 2.0), (5.0, 6.0)]), 12.0), "behind the last");
        assert!(!covers(&[], 9.0) && covers(&[], 3.0));
    }
}
