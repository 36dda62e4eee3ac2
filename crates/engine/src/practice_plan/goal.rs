//! What a plan is made for. The goal is all that is stored of a plan, so that missed days cost nothing but their time.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use outloud_core::session::Planned;

/// The schema of goals that this version writes.
pub const GOAL_SCHEMA: u32 = 1;

/// The least and the most minutes a day.
pub const MINUTES_PER_DAY: std::ops::RangeInclusive<u32> = 5..=480;

/// A plan reaches no further, in days.
pub const MOST_DAYS: usize = 366;

/// An interview, and what to practise for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// The schema number.
    pub schema: u32,
    /// The day of the interview.
    pub until: Date,
    /// The day on which the goal was set.
    pub since: Date,
    /// Minutes of practice a day; [`MINUTES_PER_DAY`].
    pub minutes_per_day: u32,
    /// The topics of the questions, as they are shown; empty: every topic.
    pub topics: Vec<String>,
    /// The questions, the most important of each topic first; empty: those of every bank.
    pub questions: Vec<Planned>,
}
