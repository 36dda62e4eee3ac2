//! What an answer earns. `docs/scoring.md` explains the table to users.
//!
//! | part | share of the score |
//! |---|---|
//! | points, weighted share made (must 3, should 2, bonus 1), less contradictions | [`STATEMENT_SHARE`] |
//! | keywords, weighted share said, at most [`COVERAGE_AHEAD`] more than that | the rest (all of it without points) |
//!
//! The sum then goes through [`curve`]. Each group names the command that decides about a change to it: `answers` is
//! `outloud evaluate answers --file FILE` (graded answers to bank questions), `grading` is `outloud evaluate grading --csv FILE`
//! (graded answers with nothing but a reference answer).

use std::ops::RangeInclusive;

use outloud_core::{bank::Priority, story::Part};

// The sum. Decided by `answers`.

/// The share of the score that statements decide where a question has points; coverage of its vocabulary decides the rest.
pub(super) const STATEMENT_SHARE: f64 = 0.7;

/// The same share where a question asks for a story: its points are wordings, which another good story may not use.
pub(super) const STORY_STATEMENT_SHARE: f64 = 0.5;

/// How far coverage may run ahead of the statements: words without claims earn little.
pub(super) const COVERAGE_AHEAD: f64 = 0.25;

/// What a contradicted point costs, as a share of its weight, besides not being earned.
pub(super) const CONTRADICTION_COST: f64 = 1.0;

/// What a misconception costs, in weight of points: as much as a must earns.
pub(super) const MISCONCEPTION_COST: f64 = 3.0;

/// The most that contradictions and misconceptions take off the share of points.
pub(super) const MOST_COST: f64 = 0.6;

/// The share x that statements and coverage earn together counts as `x * x * (3 - 2 * x)`: little for what any answer touches on, most
/// in the middle, and an answer need not say everything.
pub(super) fn curve(x: f64) -> f64 {
    x * x * (3.0 - 2.0 * x)
}

/// The share x counts as `1 - (1 - x)^bend`: the first parts count most.
pub(super) fn bent(x: f64, bend: f64) -> f64 {
    1.0 - (1.0 - x).powf(bend)
}

/// The weight of a point.
pub(super) fn priority(priority: Priority) -> f64 {
    match priority {
        Priority::Must => 3.0,
        Priority::Should => 2.0,
        Priority::Bonus => 1.0,
    }
}

// Keywords derived from a model answer. Decided by `grading`.

/// Coverage x of derived keywords counts as `1 - (1 - x)^DERIVED_BEND`: many words of a model answer are only one way to put it.
pub(super) const DERIVED_BEND: f64 = 2.2;

/// A derived keyword that stands in the question too counts this much.
pub(super) const QUESTION_WORD: f64 = 0.15;

/// The exponent on a derived keyword's inverse document frequency.
pub(super) const IDF_EXPONENT: f64 = 0.5;

// Points derived from a model answer. Decided by `answers --notes`.

/// The exponent beside derived points. What answers to other questions of the field say too weighs little: such answers earn 12 and not 15,
/// and good ones lose nothing.
pub(super) const IDF_EXPONENT_BESIDE_POINTS: f64 = 1.5;

/// How far coverage may run ahead of them.
pub(super) const DERIVED_COVERAGE_AHEAD: f64 = 0.15;

/// The sum x of both counts as `1 - (1 - x)^DERIVED_SUM_BEND`: nobody says all that a model answer says.
pub(super) const DERIVED_SUM_BEND: f64 = 4.4;

/// The heaviest weight of a keyword in a bank, and of a derived one as shown.
pub(super) const HEAVIEST_KEYWORD: f64 = 3.0;

/// Keywords that are proposed for a question without any.
pub(super) const PROPOSED_KEYWORDS: usize = 10;

// Caps. Decided by `answers`, and by the model answers of all banks, none of which may be capped.

/// An answer of fewer words is not called a list of keywords.
pub(super) const LIST_FROM_WORDS: usize = 8;

/// A text with a smaller share of function words is a list. English speech has 0.4 to 0.6.
pub(super) const LIST_FUNCTION_WORDS: f64 = 0.2;

/// ... and with fewer kinds of small words than this for the square root of its words. Of 4,000 answers one in a thousand has less than
/// 0.7.
pub(super) const LIST_KINDS: f64 = 0.9;

/// A text with a larger share of "and", "then", "the" is a list. Answers have at most 0.3.
pub(super) const LIST_CONNECTIVES: f64 = 0.35;

/// A pair of words that is said so often is repeated.
pub(super) const LIST_PAIR_TIMES: usize = 4;

/// A text with a larger share of repeated pairs is a list. Answers have at most 0.1.
pub(super) const LIST_REPEATED: f64 = 0.15;

/// An answer with fewer keywords is not called a list for having few other words.
pub(super) const LIST_FROM_TERMS: usize = 4;

/// A text with a smaller share of words that belong to no keyword is a list. An answer has 0.6 and more.
pub(super) const LIST_OTHER_WORDS: f64 = 0.2;

/// What a list of keywords may earn at most.
pub(super) const LIST_CAP: f64 = 30.0;

/// An answer of at most this many content words that says "I don't know" earns nothing.
pub(super) const GAVE_UP_WORDS: usize = 6;

// A story of the candidate's own. Decided by `answers` on told stories: docs/stories.md has the figures.

/// How many points of a part are enough for one answer.
pub(super) fn story_enough(part: Part) -> usize {
    match part {
        Part::Did => 2,
        Part::Number | Part::Learned => 1,
    }
}

/// The share of a point's weighted words that must be said for it to count.
pub(super) const STORY_POINT_SHARE: f64 = 0.4;

/// How many words of a point must be said at least, if it has as many.
pub(super) const STORY_POINT_WORDS: usize = 2;

/// Transcript words within which those have to lie.
pub(super) const STORY_WINDOW: usize = 40;

// Advice. None of it changes a score; the ranges are the usual ones for spoken English.

/// Lines of advice on a card.
pub(super) const ADVICE_LINES: usize = 5;

/// General talk is advised on if less than this was told of an event.
pub(super) const EVENT_AT_LEAST: f64 = 25.0;

/// A story of this worth that does not answer the question is told so ...
pub(super) const WORTH_OF_A_STORY: f64 = 0.5;

/// ... if less than this of it counts.
pub(super) const ON_THE_QUESTION: f64 = 0.5;

/// Points resting on doubtful words from which on that is said.
pub(super) const DOUBTFUL_POINTS: f64 = 1.0;

/// Words per minute that need no advice.
pub(super) const PACE: RangeInclusive<f64> = 110.0..=175.0;

/// Words per minute above which the advice on pace is to slow down.
pub(super) const PACE_FAST: f64 = 160.0;

/// Words below which pace says nothing.
pub(super) const PACE_FROM_WORDS: usize = 30;

/// The share of the time limit below which an answer is short.
pub(super) const SHORT_SHARE: f64 = 0.4;

/// Seconds over the limit from which on an answer is long.
pub(super) const LONG_BY_S: f64 = 1.0;

/// Fillers per minute from which on they are worth a line.
pub(super) const FILLERS_PER_MINUTE: f64 = 4.0;

/// Seconds of silence in the middle, and before the first word, that are worth a line.
pub(super) const LONG_PAUSE_S: f64 = 4.0;
pub(super) const LATE_START_S: f64 = 5.0;

/// A story says "we" too often with so many of them in all, and more than so many for each "I".
pub(super) const WE_FROM: usize = 4;
pub(super) const WE_PER_I: usize = 2;

/// A story of fewer words needs no number.
pub(super) const NUMBERS_FROM_WORDS: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_keeps_its_ends_and_its_middle_and_rises() {
        let table = [(0.0, 0.0), (0.1, 0.028), (0.3, 0.216), (0.5, 0.5), (0.7, 0.784), (0.9, 0.972), (1.0, 1.0)];
        for (x, want) in table {
            assert!((curve(x) - want).abs() < 1e-9, "{x}");
        }
        assert!((0..100).all(|n| curve(f64::from(n) / 100.0) < curve(f64::from(n + 1) / 100.0)));
    }

    #[test]
    fn a_must_weighs_most() {
        assert_eq!([Priority::Must, Priority::Should, Priority::Bonus].map(priority), [3.0, 2.0, 1.0]);
        assert_eq!(Part::ALL.map(story_enough).iter().sum::<usize>(), 4);
    }
}
