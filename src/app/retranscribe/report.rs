//! What transcribing sessions again came to, take by take and in sum.

use std::fmt;

use serde::Serialize;

use super::{Retranscribed, Retranscription, take_back};
use crate::app::error::AppError;
use outloud_core::{
    session::{Session, Take, TakeId},
    view::count,
};
use outloud_scoring::Scorer;
use outloud_store::sessions::SessionStore;

/// What transcribing again came to.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// The model; none if the last time was taken back.
    pub model: Option<String>,
    /// Takes that have other words now.
    pub takes: Vec<Retranscribed>,
    /// Takes that are as they were, because there was nothing to do.
    pub skipped: Vec<SkippedTake>,
    /// Takes that are as they were, because of an error.
    pub failed: Vec<FailedTake>,
}

/// A take for which there was nothing to do.
#[derive(Debug, Serialize)]
pub struct SkippedTake {
    /// The session's id.
    pub session: String,
    /// The take's number.
    pub take: TakeId,
    /// Why.
    pub reason: &'static str,
}

/// A take that failed.
#[derive(Debug, Serialize)]
pub struct FailedTake {
    /// The session's id.
    pub session: String,
    /// The take's number.
    pub take: TakeId,
    /// Why, and what to do.
    pub error: String,
}

/// The sums of a report.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Sums {
    /// Words that are not those of before.
    pub words_changed: usize,
    /// The mean of the scores before, of takes that had one and have one now.
    pub mean_score_before: Option<f64>,
    /// The mean of their scores now.
    pub mean_score_after: Option<f64>,
    /// Corrections made by hand that hold.
    pub corrections_kept: usize,
    /// Corrections made by hand whose place was not found.
    pub corrections_lost: usize,
}

impl Report {
    /// Transcribes all takes of a session again, and stores each. `progress` is told the take, seconds decoded and in all.
    pub fn transcribe(
        &mut self,
        again: &Retranscription,
        session: &Session,
        progress: &mut dyn FnMut(&Take, f64, f64),
    ) {
        for take in &session.takes {
            if let Some(skip) = again.skips(session, take, self.model.as_deref().unwrap_or_default()) {
                self.skipped.push(SkippedTake {
                    session: session.id.clone(),
                    take: take.number,
                    reason: skip.as_str(),
                });
                continue;
            }
            match again.stored(&session.id, take.number, |done_s, total_s| progress(take, done_s, total_s)) {
                Ok(done) => self.takes.push(done),
                Err(why) => {
                    let (session, take, error) = (session.id.clone(), take.number, why.to_string());
                    self.failed.push(FailedTake { session, take, error });
                }
            }
        }
    }

    /// Takes back what the last model heard in the takes of a session.
    ///
    /// # Errors
    /// An [`AppError`] if the session cannot be read or stored.
    pub fn take_back(&mut self, store: &SessionStore, scorer: &Scorer, session: &Session) -> Result<(), AppError> {
        for take in &session.takes {
            match take_back(store, scorer, &session.id, take.number)? {
                Some(done) => self.takes.push(done),
                None => self.skipped.push(SkippedTake {
                    session: session.id.clone(),
                    take: take.number,
                    reason: "no other model has heard it",
                }),
            }
        }
        Ok(())
    }

    /// The sums.
    #[must_use]
    pub fn sums(&self) -> Sums {
        let scores: Vec<(f64, f64)> = self.takes.iter().filter_map(|t| t.score_before.zip(t.score_after)).collect();
        let mean = |of: fn(&(f64, f64)) -> f64| {
            (!scores.is_empty()).then(|| scores.iter().map(of).sum::<f64>() / scores.len() as f64)
        };
        Sums {
            words_changed: self.takes.iter().map(|t| t.words_changed).sum(),
            mean_score_before: mean(|s| s.0),
            mean_score_after: mean(|s| s.1),
            corrections_kept: self.takes.iter().map(|t| t.corrections_kept.len()).sum(),
            corrections_lost: self.takes.iter().map(|t| t.corrections_lost.len()).sum(),
        }
    }
}

impl fmt::Display for Report {
    /// "2 takes heard again with base-q8_0: 5 words changed, mean score 71 -> 74; corrections: 1 kept, 0 lost".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sums = self.sums();
        write!(f, "{} ", count(self.takes.len(), "take"))?;
        match &self.model {
            Some(model) => write!(f, "heard again with {model}")?,
            None => write!(f, "taken back")?,
        }
        write!(f, ": {} changed", count(sums.words_changed, "word"))?;
        if let Some((before, after)) = sums.mean_score_before.zip(sums.mean_score_after) {
            write!(f, ", mean score {before:.0} -> {after:.0}")?;
        }
        if sums.corrections_kept + sums.corrections_lost > 0 {
            write!(f, "; corrections: {} kept, {} lost", sums.corrections_kept, sums.corrections_lost)?;
        }
        if let Some(FailedTake { take, error, .. }) = self.failed.first() {
            write!(f, "; take {take} failed: {error}")?;
        }
        Ok(())
    }
}
