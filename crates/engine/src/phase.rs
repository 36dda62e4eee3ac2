//! Where in a question the interview stands, and how much time is left there.

use outloud_core::session::TakeId;

/// Where the interview stands. Times are on the interview's own clock, in ms, which pauses with it.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// The question is being asked: its text appears at speaking pace.
    Asking {
        /// When the first letter appeared.
        since_ms: u64,
    },
    /// The question stands; the candidate thinks.
    Thinking {
        /// When thinking began.
        since_ms: u64,
        /// Whether the recording waits for the candidate although the think time is limited, because the microphone
        /// failed or the take was thrown away.
        held: bool,
    },
    /// The answer is being recorded.
    Recording {
        /// The take.
        take: TakeId,
        /// When the first sound arrived; none while the microphone is being opened.
        since_ms: Option<u64>,
    },
    /// The answer is being typed; the user interface holds the text.
    Typing {
        /// When typing began.
        since_ms: u64,
    },
    /// The recording is over; its words and score are on their way.
    Transcribing {
        /// The take.
        take: TakeId,
        /// When the recording was stopped.
        since_ms: u64,
    },
    /// The candidate estimates an answer whose score was not shown yet, while it is transcribed and scored.
    Estimating {
        /// The take.
        take: TakeId,
    },
    /// The scorecard, and what else there is to learn, page by page. Without a scorecard the take says what went wrong.
    Scored {
        /// The take.
        take: TakeId,
        /// What is looked at.
        page: Page,
    },
    /// Looking back on the session.
    Debrief,
}

impl Phase {
    /// The take that this phase is about.
    #[must_use]
    pub fn take(&self) -> Option<TakeId> {
        match self {
            Self::Recording { take, .. }
            | Self::Transcribing { take, .. }
            | Self::Estimating { take }
            | Self::Scored { take, .. } => Some(*take),
            _ => None,
        }
    }
}

/// The pages of a scorecard, in the order in which they are revealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// Score, keywords, rubric.
    Score,
    /// The hints.
    Hints,
    /// The model answer beside one's own words.
    Model,
    /// What the recruiter wants to hear, as a checklist.
    Recruiter,
    /// What the interviewer would ask next.
    FollowUp,
}

impl Page {
    /// Every page, in order.
    pub const ALL: [Self; 5] = [Self::Score, Self::Hints, Self::Model, Self::Recruiter, Self::FollowUp];

    /// The page after this one.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.iter().copied().find(|page| *page > self)
    }
}

/// A running clock, as the user interface shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clock {
    /// Seconds since it began.
    pub elapsed_s: f64,
    /// Seconds that are allowed, if any.
    pub limit_s: Option<f64>,
    /// How pressing it is.
    pub urgency: Urgency,
}

/// How pressing a clock is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// No limit, or far from it.
    Calm,
    /// The last fifth of the time, at most 15 s.
    Soon,
    /// The last 5 s.
    Now,
    /// Past the limit.
    Over,
}

impl Clock {
    /// The clock after `elapsed_s` seconds of `limit_s`.
    #[must_use]
    pub fn new(elapsed_s: f64, limit_s: Option<f64>) -> Self {
        let urgency = match limit_s.map(|limit| (limit, limit - elapsed_s)) {
            None => Urgency::Calm,
            Some((_, left)) if left <= 0.0 => Urgency::Over,
            Some((_, left)) if left <= 5.0 => Urgency::Now,
            Some((limit, left)) if left <= (limit / 5.0).min(15.0) => Urgency::Soon,
            Some(_) => Urgency::Calm,
        };
        Self { elapsed_s, limit_s, urgency }
    }

    /// Seconds left, none without a limit, negative past it.
    #[must_use]
    pub fn left_s(&self) -> Option<f64> {
        self.limit_s.map(|limit| limit - self.elapsed_s)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_turns_and_warns() {
        let at = |elapsed| Clock::new(elapsed, Some(60.0)).urgency;
        assert_eq!([at(0.0), at(47.9), at(48.0), at(55.0), at(60.0)], {
            use Urgency::{Calm, Now, Over, Soon};
            [Calm, Calm, Soon, Now, Over]
        });
        assert_eq!(Clock::new(1e6, None).urgency, Urgency::Calm);
        assert_eq!(Clock::new(170.0, Some(200.0)).urgency, Urgency::Calm, "at most the last 15 s are warned of");
        assert_eq!(Clock::new(70.0, Some(60.0)).left_s(), Some(-10.0));
    }
}
