//! A hash of everything that a score follows from: a stored card with the same hash need not be made again. On a scorecard and in
//! JSON the field is called `basis`.

use outloud_core::bank::Question;

use crate::{answer::Answer, hash, matching::MatchContext};

/// The version of the scorer: any change that can change a score raises it.
pub const SCORER_VERSION: u32 = 5;

/// The hash of the scorer's version, the banks' vocabulary and one question; [`InputHash::with`] adds the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct InputHash(u64);

impl InputHash {
    pub(super) fn new(context: &MatchContext, question: &Question) -> Self {
        Self(hash::of_json(&(SCORER_VERSION, context.fingerprint, question)))
    }

    /// The hash with `answer` added, in hex: the `basis` of its scorecard.
    #[must_use]
    pub fn with(self, answer: &Answer<'_>) -> String {
        format!("{:016x}", hash::of_json(&(self.0, answer.transcript, answer.sound, answer.time_limit_s)))
    }
}
