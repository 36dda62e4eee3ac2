//! What was said: the text and its words, each with its time in the take and the recogniser's probability.

use serde::{Deserialize, Serialize};

/// The words of one take. From typed text, times and probabilities are absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// The whole text, as the recogniser punctuated it.
    pub text: String,
    /// The words in the order in which they were said.
    pub words: Vec<Word>,
}

/// One word as transcribed, punctuation attached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// The word with its punctuation, no white space: "rebase,".
    pub text: String,
    /// Start in seconds from the start of the take.
    pub start_s: Option<f64>,
    /// End in seconds from the start of the take, not before `start_s`.
    pub end_s: Option<f64>,
    /// The recogniser's probability of the word, 0..=1.
    pub probability: Option<f64>,
}

impl Transcript {
    /// A transcript of typed or read text: words split at white space, no times.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let word = |text: &str| Word { text: text.to_owned(), start_s: None, end_s: None, probability: None };
        Self { text: text.trim().to_owned(), words: text.split_whitespace().map(word).collect() }
    }

    /// A transcript of recognised words; the text is the words with single spaces.
    #[must_use]
    pub fn from_words(words: Vec<Word>) -> Self {
        let text = words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
        Self { text, words }
    }

    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}
