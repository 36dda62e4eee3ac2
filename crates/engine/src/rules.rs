//! What a session allows and limits. Practice, rounds and drill differ in these settings only.

use outloud_core::session::{RoundSettings, SessionKind};

/// The pace at which a question appears: 16 letters a second is a calm speaking voice (about 165 words a minute).
pub const SPEAKING_CHARS_PER_S: f64 = 16.0;

/// The rules of a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// What sort of session; also the end of its folder's name.
    pub kind: SessionKind,
    /// Letters a second while a question is being asked; none: at once.
    pub chars_per_s: Option<f64>,
    /// Whether a voice reads the questions: thinking begins when it has ended.
    pub read_aloud: bool,
    /// Seconds to think, after which the recording starts; none: as long as one likes.
    pub think_s: Option<u32>,
    /// Seconds to answer; none: the question's own time.
    pub answer_s: Option<u32>,
    /// Whether the recording stops when the answer's time is over.
    pub hard_stop: bool,
    /// Seconds for the whole round; after them no question is asked.
    pub round_s: Option<u32>,
    /// Whether hints may be seen.
    pub hints: bool,
    /// Whether a question may be answered again.
    pub retake: bool,
    /// Whether a question may be skipped.
    pub skip: bool,
    /// Whether the clock may be stopped.
    pub pause: bool,
    /// Whether the scorecard is shown after each answer.
    pub feedback: bool,
    /// Whether the candidate is asked for an own estimate before a score shows: after each answer, or, in a round, after the
    /// last one.
    pub estimate: bool,
    /// When follow-ups are asked.
    pub follow_ups: FollowUps,
}

/// When follow-ups are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowUps {
    /// Never.
    Off,
    /// When the candidate wants one.
    OnRequest,
    /// By the interviewer, at most one a question, if the answer left out what the follow-up is about.
    Triggered,
}

impl Rules {
    /// One question at a time, everything at hand, no clock that presses.
    #[must_use]
    pub fn practice() -> Self {
        Self {
            kind: SessionKind::Practice,
            chars_per_s: Some(SPEAKING_CHARS_PER_S),
            read_aloud: false,
            think_s: None,
            answer_s: None,
            hard_stop: false,
            round_s: None,
            hints: true,
            retake: true,
            skip: true,
            pause: true,
            feedback: true,
            estimate: false,
            follow_ups: FollowUps::OnRequest,
        }
    }

    /// A timed round: no hints, no scorecard before the end, the interviewer follows up.
    #[must_use]
    pub fn round(settings: &RoundSettings) -> Self {
        Self {
            kind: SessionKind::Mock,
            think_s: Some(settings.think_time_s),
            answer_s: settings.answer_time_s,
            hard_stop: settings.strict || settings.hard_stop,
            round_s: settings.minutes.map(|m| m * 60),
            hints: false,
            retake: false,
            skip: !settings.strict,
            pause: !settings.strict,
            feedback: false,
            follow_ups: FollowUps::Triggered,
            ..Self::practice()
        }
    }

    /// Like practice, without follow-ups: the point is to cover what is due.
    #[must_use]
    pub fn drill() -> Self {
        Self { kind: SessionKind::Drill, follow_ups: FollowUps::Off, ..Self::practice() }
    }
}
