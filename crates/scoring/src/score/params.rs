//! What weighs how much: every constant of the score, in one place. `docs/scoring.md` explains the table to users.
//!
//! | part | share of the score |
//! |---|---|
//! | points, weighted share made (must 3, should 2, bonus 1), less contradictions | [`STATEMENT_SHARE`] |
//! | keywords, weighted share said, at most [`COVERAGE_AHEAD`] more than that | the rest (all of it without points) |
//!
//! The sum then goes through [`curve`].

use outloud_core::{bank::Priority, story::Part};

/// The share of the score that statements decide where a question has points; coverage of its vocabulary decides the rest.
pub const STATEMENT_SHARE: f64 = 0.7;

/// How far coverage may run ahead of the statements: words without claims earn little.
pub const COVERAGE_AHEAD: f64 = 0.1;

/// What a contradicted point costs, as a share of its weight, besides not being earned.
pub const CONTRADICTION_COST: f64 = 1.0;

/// What a misconception costs, in weight of points: as much as a must earns.
pub const MISCONCEPTION_COST: f64 = 3.0;

/// The most that contradictions and misconceptions take off the share of points.
pub const MOST_COST: f64 = 0.6;

/// The share x that statements and coverage earn together counts as `x * x * (3 - 2 * x)`: little for what any answer touches on, most
/// in the middle, and nobody has to say everything.
#[must_use]
pub fn curve(x: f64) -> f64 {
    x * x * (3.0 - 2.0 * x)
}

/// Coverage x of keywords derived from a model answer counts as `1 - (1 - x)^DERIVED_BEND`: many of its words are only one
/// way to put it.
pub const DERIVED_BEND: f64 = 2.2;

/// How much a rubric point weighs.
#[must_use]
pub fn priority(priority: Priority) -> f64 {
    match priority {
        Priority::Must => 3.0,
        Priority::Should => 2.0,
        Priority::Bonus => 1.0,
    }
}

/// A derived keyword that stands in the question too counts this much.
pub const QUESTION_WORD: f64 = 0.15;

/// The exponent on a derived keyword's idf.
pub const IDF_EXPONENT: f64 = 0.5;

/// From how many words on an answer may be called a list of keywords.
pub const LIST_FROM_WORDS: usize = 8;

/// A text in which fewer than this share of the words are function words is a list, not speech. English speech has
/// 0.4 to 0.6.
pub const LIST_FUNCTION_WORDS: f64 = 0.2;

/// From how many keywords on an answer may be called a list because it has hardly any other word.
pub const LIST_FROM_TERMS: usize = 4;

/// What has this many keywords and fewer than this share of other words is a list. An answer has 0.6 and more.
pub const LIST_OTHER_WORDS: f64 = 0.2;

/// What a list of keywords may earn at most.
pub const LIST_CAP: f64 = 30.0;

/// An answer of at most this many content words that says "I don't know" is worth nothing.
pub const GAVE_UP_WORDS: usize = 6;

/// How many points of each part of a story of one's own are enough for one answer.
#[must_use]
pub fn story_enough(part: Part) -> usize {
    match part {
        Part::Did => 2,
        Part::Number | Part::Learned => 1,
    }
}

/// From which share of its words' weight on a point of a story counts as told.
pub const STORY_POINT_SHARE: f64 = 0.4;

/// Within how many spoken words those have to lie.
pub const STORY_WINDOW: usize = 40;
