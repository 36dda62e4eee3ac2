//! What the judge finds: statements, and what they mean for each point.

use outloud_core::scorecard::{How, Verdict};

use crate::matching::Hit;

/// A statement that was found in an answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FoundStatement {
    /// The pattern as the bank writes it.
    pub pattern: String,
    /// First and last token.
    pub first: usize,
    pub last: usize,
    /// The place of each slot.
    pub slots: Vec<Hit>,
    /// The name of the subject that it was said of, where the pattern has one.
    pub subject: Option<String>,
    /// Whether it stands there denied.
    pub denied: bool,
}

/// What an answer says about a point.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct PointVerdict {
    /// The best statement for it.
    pub support: Option<FoundStatement>,
    /// The best statement against it.
    pub contradiction: Option<FoundStatement>,
}

/// What an answer says about all points and misconceptions of a question.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Verdicts {
    pub points: Vec<PointVerdict>,
    pub misconceptions: Vec<Option<FoundStatement>>,
}

impl PointVerdict {
    /// What the answer says about the point.
    pub fn verdict(&self) -> Verdict {
        match (&self.support, &self.contradiction) {
            (_, Some(_)) => Verdict::Contradicted,
            (Some(_), None) => Verdict::Met,
            (None, None) => Verdict::Missed,
        }
    }
}

/// Where a pattern stands in its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatternPlace {
    /// The point, counted from 0.
    pub point: usize,
    /// The pattern within the point's list, counted from 0.
    pub pattern: usize,
    /// Whether the list is `wrong`; else it is `says`.
    pub wrong: bool,
}

/// The statement whose weakest slot was found more surely; the first of equals.
pub(super) fn surest(a: FoundStatement, b: FoundStatement) -> FoundStatement {
    if weakest(&b) < weakest(&a) { b } else { a }
}

fn weakest(statement: &FoundStatement) -> How {
    statement.slots.iter().map(|h| h.how).max().unwrap_or(How::Sound)
}
