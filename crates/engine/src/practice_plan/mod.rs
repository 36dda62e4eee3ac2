//! What to practise on each day until an interview. Derived from the goal, the history and the banks every time: what was
//! missed is spread over the days that are left, and the same history gives the same plan.

mod goal;
mod history;
mod layout;
mod questions;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use outloud_core::session::{Planned, RoundSettings};

pub use goal::{GOAL_SCHEMA, Goal, MINUTES_PER_DAY, MOST_DAYS};
pub use history::History;
pub use layout::plan;
pub use questions::in_plan;

/// What to practise on each day.
#[derive(Debug, Clone, PartialEq)]
pub struct PracticePlan {
    /// The days of practice that are left, today first. None once the interview is over.
    pub days: Vec<PlanDay>,
    /// How many questions the goal has.
    pub questions: usize,
    /// How many of them were answered.
    pub answered: usize,
    /// How many of them were not and find no place.
    pub left_over: usize,
}

/// A day of practice.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanDay {
    /// The day.
    pub date: Date,
    /// Whether it is the short one before the interview: repetition only.
    pub light: bool,
    /// What to do, in this order.
    pub items: Vec<PlanItem>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanItem {
    /// What.
    pub task: Task,
    /// How long it may take, in seconds.
    pub duration_s: u32,
    /// Whether it was done today.
    pub done: bool,
}

/// What to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Task {
    /// A timed round of the goal's questions.
    Round(RoundSettings),
    /// A question.
    Question {
        /// Which.
        asked: Planned,
        /// What is asked.
        prompt: String,
        /// Its topic.
        topic: String,
        /// Why it is its turn.
        reason: Reason,
    },
}

/// Why it is a question's turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Spaced repetition says so.
    Due,
    /// The last answer left this must point out.
    Missed(String),
    /// The last answer contradicted this must point.
    Contradicted(String),
    /// It was never answered.
    New,
}

impl PracticePlan {
    /// Today, unless the interview is over.
    #[must_use]
    pub fn today(&self) -> Option<&PlanDay> {
        self.days.first()
    }
}

impl PlanDay {
    /// What is not done yet.
    pub fn left(&self) -> impl Iterator<Item = &PlanItem> {
        self.items.iter().filter(|item| !item.done)
    }

    /// How long all of it may take, in seconds.
    #[must_use]
    pub fn duration_s(&self) -> u32 {
        self.items.iter().map(|item| item.duration_s).sum()
    }
}
