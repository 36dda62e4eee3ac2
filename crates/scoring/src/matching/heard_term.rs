//! A term that was verified by ear, at its place among the tokens of a transcript.

use outloud_core::transcript::{Hearing, Transcript, Word};

use crate::text::{self, Class, Token};

use super::params;

/// A term that was verified by ear.
#[derive(Debug, Clone)]
pub(crate) struct HeardTerm {
    /// The first and the last token that it was compared with.
    pub first: usize,
    pub last: usize,
    /// As the transcript has it.
    pub term: String,
    pub words: usize,
    /// What it is cut into.
    pub tokens: Vec<Token>,
    /// How much the sound speaks for it.
    pub nats: f64,
}

impl HeardTerm {
    /// Those of `transcript`, at their place among its tokens.
    pub fn all(transcript: &Transcript, tokens: &[Token]) -> Vec<Self> {
        let of_word = |(at, word): (usize, &Word)| {
            let place = |hearing: &Hearing| {
                let end = at + hearing.words.max(1);
                let first = tokens.iter().position(|t| t.last_word >= at)?;
                let last = tokens.iter().rposition(|t| t.first_word < end)?;
                let heard = Self {
                    first,
                    last,
                    term: hearing.term.clone(),
                    words: hearing.words,
                    tokens: text::tokens_of(&hearing.term),
                    nats: hearing.evidence_nats,
                };
                (first <= last && hearing.evidence_nats.is_finite()).then_some(heard)
            };
            word.hearings.iter().filter_map(place).collect::<Vec<_>>()
        };
        transcript.words.iter().enumerate().filter(|(_, w)| !w.hearings.is_empty()).flat_map(of_word).collect()
    }

    /// How sure it is that it was said, 0..=1.
    pub fn certainty(&self) -> f64 {
        1.0 / (1.0 + (-(self.nats - params::EAR_EVEN) / params::EAR_STEEPNESS).exp())
    }

    pub fn overlaps(&self, first: usize, last: usize) -> bool {
        self.first <= last && first <= self.last
    }

    pub fn says(&self, stems: &[&str]) -> bool {
        let own = self.tokens.iter().filter(|t| t.class != Class::Stop).map(|t| t.stem.as_str());
        own.eq(stems.iter().copied())
    }
}
