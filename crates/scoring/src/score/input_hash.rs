//! A hash of everything that a score follows from: a stored card with the same hash need not be made again. On a scorecard and in
//! JSON the field is called `basis`.

use outloud_core::bank::Question;

use crate::{answer::Answer, hash, matching::MatchContext};

/// The version of the scorer: any change that can change a score raises it.
pub const SCORER_VERSION: u32 = 9;

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

#[cfg(test)]
mod tests {
    use outloud_core::transcript::Transcript;

    use super::*;
    use crate::testing::metrics;

    #[test]
    fn whatever_a_score_follows_from_changes_the_hash() {
        let context = MatchContext::new([]);
        let transcript = Transcript::from_text("A counter only goes up.");
        let answer = Answer { transcript: &transcript, sound: None, time_limit_s: Some(90) };
        let hash = InputHash::new(&context, &metrics());
        let other = outloud_core::bank::Question { prompt: "Why?".to_owned(), ..metrics() };
        let changed = [
            InputHash::new(&context, &other).with(&answer),
            hash.with(&Answer { time_limit_s: None, ..answer }),
            hash.with(&Answer { transcript: &Transcript::from_text("A counter only goes up!"), ..answer }),
        ];
        let base = hash.with(&answer);
        assert_eq!((base.len(), &base), (16, &InputHash::new(&context, &metrics()).with(&answer)));
        assert!(changed.iter().all(|other| *other != base), "{changed:?}");
    }
}
