//! Whether an answer was heard well enough to be measured. Where it was not, no score is shown: a number that rests on guesses is
//! worse than none.

use serde::{Deserialize, Serialize};

use crate::sound::Span;

/// How an answer was heard. Typed answers, and those whose words were corrected by hand, are heard well enough.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heard {
    /// Whether the transcript can be trusted.
    pub enough: bool,
    /// Where it cannot, in order; empty if it can.
    pub stretches: Vec<Span>,
    /// Why it cannot; empty if it can.
    pub reasons: Vec<Unheard>,
    /// The share of words of which the recogniser was not sure, 0..=1, of a transcript that is trusted, if it is so large that the score
    /// may be too low: what was not heard is not among the words. None in cards of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guessed: Option<f64>,
}

/// Why a transcript is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unheard {
    /// Another language than English is spoken.
    OtherLanguage,
    /// A voice was heard and not one word.
    NoWords,
    /// Much of the voice came to no words.
    FewWords,
    /// Most words are guesses: the recogniser was unsure of them, or no dictionary and no bank has them.
    UnsureWords,
}

impl Unheard {
    /// The reason in words.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::OtherLanguage => "this does not sound like English",
            Self::NoWords => "your voice was heard and not one word",
            Self::FewWords => "much of your voice came to no words",
            Self::UnsureWords => "most of the words are guesses",
        }
    }

    pub(crate) fn advice(self) -> &'static str {
        match self {
            Self::OtherLanguage => "Answer in English.",
            _ => {
                "Come closer to the microphone, find a quieter room, or choose a larger model (`outloud models list` shows them)."
            }
        }
    }
}

impl Default for Heard {
    fn default() -> Self {
        Self { enough: true, stretches: Vec::new(), reasons: Vec::new(), guessed: None }
    }
}

impl Heard {
    /// What is said in the place of a score.
    #[must_use]
    pub fn sentence(&self) -> String {
        let stretches = match self.stretches.len() {
            0 => String::new(),
            1 => ": one stretch".to_owned(),
            n => format!(": {n} stretches"),
        };
        format!("I did not hear you well enough{stretches}; listen, correct, or answer again.")
    }
}
