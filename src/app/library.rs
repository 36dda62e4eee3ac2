//! What was practised before, read once in the background: the sessions, and the review state of every question.

use std::{
    sync::{Arc, OnceLock},
    thread,
};

use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use super::{
    practice_plan::PlanInput,
    recovery::{Interrupted, interrupted},
};
use outloud_core::{
    bank::Bank,
    session::{Session, Take},
};
use outloud_engine::{Calibration, Habits, ReviewState, WeakPoint, debrief, review_states, weak_points};
use outloud_store::{StoreError, home::Home, sessions::SessionStore};

/// What was practised before.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The sessions, newest first.
    pub sessions: Vec<Session>,
    /// What lists show of each of them, in the same order.
    pub summaries: Vec<Summary>,
    /// The review state of every question that was ever answered, the most overdue first.
    pub review_states: Vec<ReviewState>,
    /// The candidate's own estimates against the scores; none without any.
    pub calibration: Option<Calibration>,
    /// How answers begin, which phrases come again, the usual pace.
    pub habits: Habits,
    /// Concepts that are weak in several questions, the weakest first; none where the banks were not asked.
    pub weak_points: Vec<WeakPoint>,
    /// A sentence for each session that could not be read.
    pub problems: Vec<String>,
    /// Answers that were recorded and never written down.
    pub interrupted: Vec<Interrupted>,
    /// The goal of the practice plan and what was practised for it; none without a goal.
    pub plan_input: Option<PlanInput>,
}

/// What lists show of a session, worked out once: with thousands of them a frame has no time for it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// Mean score after hints, 0..=100; none without a scored answer.
    pub mean: Option<f64>,
    /// Its topics in alphabetical order, with commas between.
    pub topics: String,
    /// Take by take what was asked and said, in small letters, for the search.
    said: Vec<String>,
}

impl Summary {
    fn of(session: &Session) -> Self {
        let mut topics: Vec<&str> = session.takes.iter().map(|t| t.question.topic.as_str()).collect();
        topics.sort_unstable();
        topics.dedup();
        let said = |t: &Take| {
            let words = t.transcript.as_ref().map_or("", |t| t.text.as_str());
            format!("{words}\n{}", t.question.prompt).to_lowercase()
        };
        Self {
            mean: debrief(&session.takes).overall,
            topics: topics.join(", "),
            said: session.takes.iter().map(said).collect(),
        }
    }

    /// Index of the first take in which `wanted` (in small letters) was said or asked.
    #[must_use]
    pub fn find(&self, wanted: &str) -> Option<usize> {
        self.said.iter().position(|said| said.contains(wanted))
    }
}

impl Library {
    /// Reads everything; `banks`: those whose words name concepts. Takes a while with thousands of sessions: call it on a thread of
    /// its own.
    #[must_use]
    pub fn load(store: &SessionStore, banks: &[Bank]) -> Self {
        match store.list() {
            Ok(listing) => {
                let interrupted = interrupted(store, &listing.sessions);
                let weak_points = weak_points(listing.sessions.iter().flat_map(|s| &s.takes), banks);
                Self { weak_points, interrupted, ..Self::of(listing.sessions, listing.problems) }
            }
            Err(problem) => Self { problems: vec![problem.to_string()], ..Self::default() },
        }
    }

    /// The library of these sessions, newest first.
    #[must_use]
    pub fn of(sessions: Vec<Session>, problems: Vec<String>) -> Self {
        let takes = sessions.iter().rev().flat_map(|s| &s.takes);
        let mut dated: Vec<(i64, &Take)> = takes.filter_map(|t| Some((seconds(&t.started_at)?, t))).collect();
        dated.sort_by_key(|(at, _)| *at);
        let review_states = review_states(dated, &TimeZone::system());
        let summaries = sessions.iter().map(Summary::of).collect();
        let calibration = Calibration::of(sessions.iter().flat_map(|s| &s.takes));
        let habits = Habits::of(sessions.iter().flat_map(|s| &s.takes));
        Self { sessions, summaries, review_states, calibration, habits, problems, ..Self::default() }
    }

    /// The same with the goal of the practice plan of this home. One that cannot be read is a problem.
    #[must_use]
    pub fn with_plan_input(mut self, home: &Home) -> Self {
        match PlanInput::load(home, &self.sessions) {
            Ok(plan_input) => self.plan_input = plan_input,
            Err(why) => self.problems.push(why.to_string()),
        }
        self
    }

    /// The questions that are due at `now_s` (seconds since 1970).
    pub fn due(&self, now_s: i64) -> impl Iterator<Item = &ReviewState> {
        self.review_states.iter().filter(move |s| s.due_s <= now_s)
    }

    /// The review state of a question, if it was ever answered.
    #[must_use]
    pub fn review_state(&self, bank: &str, question: &str) -> Option<&ReviewState> {
        self.review_states.iter().find(|s| s.bank == bank && s.question == question)
    }
}

/// The candidate's usual pace in words a minute, worked out on a thread of its own from the stored sessions; not set before it
/// is known.
#[must_use]
pub fn usual_pace(store: &SessionStore) -> Arc<OnceLock<f64>> {
    let (store, pace) = (store.clone(), Arc::new(OnceLock::new()));
    let found = pace.clone();
    let find = move || {
        let sessions = store.list().map(|listing| listing.sessions).unwrap_or_default();
        let habits = Habits::of(sessions.iter().flat_map(|s| &s.takes));
        habits.usual_words_per_minute.map(|usual| found.set(usual))
    };
    // Without a thread it stays unknown.
    let _ = thread::Builder::new().name("usual pace".to_owned()).spawn(find);
    pace
}

/// Removes the recordings that the user does not keep so long; 0 days: keeps all. Gives a sentence if there were some.
///
/// # Errors
/// A [`StoreError`] if one cannot be removed.
pub fn expire(store: &SessionStore, days: u32) -> Result<Option<String>, StoreError> {
    if days == 0 {
        return Ok(None);
    }
    let removed = store.expire_audio(Timestamp::now() - SignedDuration::from_hours(24 * i64::from(days)))?;
    let told = || format!("recordings older than {days} days removed, as your settings ask: {}", removed.recordings);
    Ok((removed.recordings > 0).then(told))
}

/// Seconds since 1970 of an RFC 3339 time.
#[must_use]
pub fn seconds(rfc3339: &str) -> Option<i64> {
    rfc3339.parse::<Timestamp>().ok().map(Timestamp::as_second)
}
