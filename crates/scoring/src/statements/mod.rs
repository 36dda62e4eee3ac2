//! Statements: what an answer claims, and of what. A point of a question is met by a statement and not by a word.
//!
//! [`CompiledStatements`] holds the patterns of one question, compiled once. [`CompiledStatements::judge`] finds each pattern's slots in a
//! transcript ([`places`]), combines them within a few words ([`combine`]), and judges each combination: whether it is denied
//! ([`polarity`]), which of several rival subjects it is said of ([`subjects`]), and whether the candidate claims it at all
//! ([`mood`]: reported beliefs, hypotheses and past habits are no claims).

mod clauses;
mod combine;
mod compile;
mod everyday;
mod generic;
mod judge;
mod lookup;
mod mood;
mod params;
mod phrase;
mod places;
mod polarity;
mod subjects;
#[cfg(test)]
mod tests;
mod verdict;
#[cfg(test)]
mod worked_examples;

pub(crate) use clauses::Clauses;
pub(crate) use compile::CompiledStatements;
pub(crate) use everyday::Occurrence;
pub use verdict::PatternPlace;
pub(crate) use verdict::{FoundStatement, PointVerdict, Verdicts};
