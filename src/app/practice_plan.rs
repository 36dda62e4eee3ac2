//! The practice plan of a home: its goal in `plan.json`, laid out from the sessions and the banks of today.

use std::{fs, io::ErrorKind};

use jiff::{Zoned, tz::TimeZone};

use super::{error::AppError, plan::Plan};
use outloud_core::{
    bank::Bank,
    session::{Planned, Session},
};
use outloud_engine::{
    Asked, Rules,
    practice_plan::{GOAL_SCHEMA, Goal, History, MINUTES_PER_DAY, PlanDay, PracticePlan, Task, in_plan, plan},
    round,
};
use outloud_store::{StoreError, atomic, files, home::Home};

/// No goal is larger: one with every question that a home can hold has less.
const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// A goal and what was practised for it: all that a plan follows from but the banks.
#[derive(Debug, Clone)]
pub struct PlanInput {
    /// The goal.
    pub goal: Goal,
    /// What was practised.
    pub history: History,
}

impl PlanInput {
    /// The stored goal and the history of these sessions as they stand now; none without a goal.
    ///
    /// # Errors
    /// As [`load_goal`].
    pub fn load(home: &Home, sessions: &[Session]) -> Result<Option<Self>, AppError> {
        Ok(load_goal(home)?.map(|goal| Self::new(goal, sessions)))
    }

    /// A goal, and the history of these sessions until now.
    #[must_use]
    pub fn new(goal: Goal, sessions: &[Session]) -> Self {
        Self { goal, history: History::of(sessions, Zoned::now().date(), &TimeZone::system()) }
    }

    /// The plan by these banks.
    #[must_use]
    pub fn plan(&self, banks: &[Bank]) -> PracticePlan {
        plan(&self.goal, &self.history, banks)
    }

    /// The session with the next thing of `day` that is not done: a round, or the questions up to the next round. None if all is
    /// done.
    #[must_use]
    pub fn next_session(&self, day: &PlanDay, banks: &[Bank]) -> Option<Plan> {
        let mut queue = Vec::new();
        for item in day.left() {
            match &item.task {
                Task::Round(settings) if queue.is_empty() => {
                    return Some(Plan::round(round(in_plan(&self.goal, banks), settings.clone())));
                }
                Task::Round(_) => break,
                Task::Question { asked, .. } => queue.extend(find(asked, banks)),
            }
        }
        (!queue.is_empty()).then(|| Plan::new(Rules::practice(), queue))
    }
}

fn find(wanted: &Planned, banks: &[Bank]) -> Option<Asked> {
    let bank = banks.iter().find(|bank| bank.id == wanted.bank)?;
    bank.asked(&wanted.question).map(|question| Asked::new(&bank.id, question))
}

/// The stored goal; none if there is none.
///
/// # Errors
/// [`AppError::Goal`] if it is malformed or from a newer outloud, [`AppError::Store`] if it cannot be read.
pub fn load_goal(home: &Home) -> Result<Option<Goal>, AppError> {
    let file = home.plan_file();
    let bytes = match files::read(&file, MAX_BYTES) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(StoreError::io("read the plan", &file, e).into()),
    };
    let unusable = |why: String| AppError::Goal { file: file.clone(), why };
    let goal: Goal = serde_json::from_slice(&bytes).map_err(|e| unusable(e.to_string()))?;
    if goal.schema > GOAL_SCHEMA {
        return Err(unusable(format!("schema {} is of a newer outloud", goal.schema)));
    }
    if !MINUTES_PER_DAY.contains(&goal.minutes_per_day) {
        return Err(unusable(format!("{} minutes a day are out of range", goal.minutes_per_day)));
    }
    Ok(Some(goal))
}

/// Stores a goal in the place of the old one.
///
/// # Errors
/// [`AppError::Store`] if it cannot be written.
pub fn save_goal(home: &Home, goal: &Goal) -> Result<(), AppError> {
    let json = serde_json::to_vec_pretty(goal).map_err(|e| StoreError::io("write", home.plan_file(), e.into()))?;
    atomic::create_private_folder(home.root())?;
    Ok(atomic::write(&home.plan_file(), &json)?)
}

/// Removes the goal. Gives whether there was one.
///
/// # Errors
/// [`AppError::Store`] if it cannot be removed.
pub fn clear_goal(home: &Home) -> Result<bool, AppError> {
    match fs::remove_file(home.plan_file()) {
        Ok(()) => Ok(true),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(false),
        Err(e) => Err(StoreError::io("remove", home.plan_file(), e).into()),
    }
}
