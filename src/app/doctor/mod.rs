//! What works on this machine, and what to do about the rest: each port tried for real, not asked whether it would work.

mod place;
mod recogniser;
mod sound;

use serde::Serialize;

pub use place::{banks, disk, settings};
pub use recogniser::{Measured, Recommendation, measure_all, model, promising, recogniser, recommend, spoken_answer};
pub use sound::{microphone, speaker, voice};

/// How a part of the machine does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// As it should.
    Works,
    /// Something can not be done, but answers can be given and scored.
    Limited,
    /// No answer can be scored and kept before this is mended.
    Broken,
}

/// What was found out about one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The part: "microphone".
    pub what: &'static str,
    /// How it does.
    pub state: State,
    /// What was found.
    pub found: String,
    /// What to do about it, if anything; often the error itself, which says so.
    pub advice: Option<String>,
}

impl Check {
    /// It works.
    #[must_use]
    pub fn works(what: &'static str, found: impl Into<String>) -> Self {
        Self { what, state: State::Works, found: found.into(), advice: None }
    }

    /// Something can not be done.
    #[must_use]
    pub fn limited(what: &'static str, found: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { what, state: State::Limited, found: found.into(), advice: Some(advice.into()) }
    }

    /// Nothing goes without it.
    #[must_use]
    pub fn broken(what: &'static str, found: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { what, state: State::Broken, found: found.into(), advice: Some(advice.into()) }
    }
}
