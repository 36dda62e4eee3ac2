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
    /// Terms of the banks that may have been said from this word on, each compared with what is written here. Empty in
    /// transcripts that were stored before terms were verified by ear.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hearings: Vec<Hearing>,
}

/// The letters and digits of a word in lower case: what is compared where case and punctuation do not count.
#[must_use]
pub fn letters(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A term that was verified by ear: how much the sound speaks for it instead of the words that are written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hearing {
    /// The term, as the bank writes it: "idempotent".
    pub term: String,
    /// How many words it was compared with, from the one that holds it on: 3 for "high in Putin".
    pub words: usize,
    /// The logarithm of how much likelier the sound makes the term than the words that are written, in nats; what the
    /// recogniser expects without any sound is taken off. Above 0: likelier. -30 and less: something else was said.
    pub evidence_nats: f64,
}

/// A term that may have been said where something else is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Index of the first word that it may stand for.
    pub first_word: usize,
    /// How many words it may stand for, at least 1.
    pub words: usize,
    /// The term, as the bank writes it.
    pub term: String,
}

/// The words of a take so far, while it is being spoken.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Partial {
    /// All of them.
    pub transcript: Transcript,
    /// How many of the first ones are firm; the others may still be heard differently.
    pub firm: usize,
}

impl Partial {
    /// The words that are firm.
    #[must_use]
    pub fn firm(&self) -> Transcript {
        Transcript::from_words(self.transcript.words.iter().take(self.firm).cloned().collect())
    }

    /// The text of the words that are firm, and that of the others.
    #[must_use]
    pub fn texts(&self) -> (String, String) {
        let (firm, open) = self.transcript.words.split_at(self.firm.min(self.transcript.words.len()));
        let text = |words: &[Word]| words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
        (text(firm), text(open))
    }
}

impl From<Transcript> for Partial {
    /// Words that are all firm.
    fn from(transcript: Transcript) -> Self {
        Self { firm: transcript.words.len(), transcript }
    }
}

impl Transcript {
    /// A transcript of typed or read text: words split at white space, no times.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let word = |text: &str| Word {
            text: text.to_owned(),
            start_s: None,
            end_s: None,
            probability: None,
            hearings: Vec::new(),
        };
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

    /// Puts `text` in the place of the word at `index`: a correction by hand, so its probability is 1. Several words
    /// share the old word's time evenly; an empty text removes it. The text follows; an index past the end changes nothing.
    pub fn correct(&mut self, index: usize, text: &str) {
        let Some(old) = self.words.get(index).cloned() else { return };
        let parts: Vec<&str> = text.split_whitespace().collect();
        let step = old.start_s.zip(old.end_s).map(|(start, end)| (start, (end - start) / parts.len().max(1) as f64));
        let at = |n: usize| step.map(|(start, step)| start + step * n as f64);
        let word = |(n, part): (usize, &&str)| Word {
            text: (*part).to_owned(),
            start_s: at(n),
            end_s: at(n + 1),
            probability: old.probability.map(|_| 1.0),
            hearings: Vec::new(),
        };
        let new: Vec<Word> = parts.iter().enumerate().map(word).collect();
        self.words.splice(index..=index, new);
        self.text = self.words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_hearings_are_read_and_written_as_before() {
        let old = r#"{"text":"rebase,","start_s":1.0,"end_s":2.0,"probability":0.5}"#;
        let word: Word = serde_json::from_str(old).expect("an old word");
        assert!(word.hearings.is_empty());
        assert_eq!(serde_json::to_string(&word).expect("JSON"), old);
    }

    #[test]
    fn a_correction_by_hand_forgets_what_the_ear_said() {
        let mut transcript = Transcript::from_text("the part");
        transcript.words[1].hearings.push(Hearing { term: "pod".to_owned(), words: 1, evidence_nats: 4.9 });
        transcript.correct(1, "port");
        assert!(transcript.words[1].hearings.is_empty());
    }
}
