//! The numbers a score is made of. `explain` prints them, so that what is shown is what was done.

use outloud_core::scorecard::{Evidence, PointScore, Scorecard, Verdict};

use crate::elements::table::{self, Gate};

use super::{
    compiled::{CompiledQuestion, Derived},
    params, story,
    telling::TellingSum,
};

/// The numbers a score is made of.
pub(super) struct Arithmetic {
    /// Weight of the keywords said, and of all.
    pub keywords: (f64, f64),
    /// Weight of the points made, and of all.
    pub points: (f64, f64),
    /// What contradictions and misconceptions cost, before the cap.
    pub cost: f64,
    /// The share that was told of the candidate's own story, if there is one.
    pub story: Option<f64>,
    /// What the telling of a story is worth, if the question asks for one.
    pub telling: Option<TellingSum>,
    /// How near such a story must be to what the question asks.
    pub gate: Gate,
    asks_for_a_story: bool,
    derived: Derived,
    list: bool,
    gave_up: bool,
}

impl Arithmetic {
    /// Adds up the evidence on `card` that `counts`.
    pub fn new(question: &CompiledQuestion, card: &Scorecard, counts: impl Fn(&Evidence) -> bool) -> Self {
        let said = card.keywords.hit.iter().filter(|h| counts(&h.evidence));
        let made = |p: &&PointScore| p.met && p.evidence.iter().all(&counts);
        let weight = |p: &PointScore| params::priority(p.priority);
        let against = card.rubric.iter().filter(|p| {
            p.verdict == Verdict::Contradicted && p.contradiction.as_ref().is_none_or(|c| counts(&c.evidence))
        });
        let beliefs = card.misconceptions.iter().filter(|m| counts(&m.evidence)).count();
        Self {
            keywords: (sum(said.map(|h| question.share(&h.term))), sum(question.keywords.iter().map(|k| k.share))),
            points: (sum(card.rubric.iter().filter(made).map(weight)), sum(card.rubric.iter().map(weight))),
            cost: sum(against.map(weight)) * params::CONTRADICTION_COST + beliefs as f64 * params::MISCONCEPTION_COST,
            story: card.story.as_ref().map(|s| story::share(s, &counts)),
            telling: card.telling.as_ref().map(|t| TellingSum::new(t, &counts)),
            gate: question.topic.as_ref().map_or(table::GATE, |topic| topic.gate),
            asks_for_a_story: question.question.kind.asks_for_a_story() || card.story.is_some(),
            derived: question.derived,
            list: card.delivery.list_like,
            gave_up: card.delivery.gave_up,
        }
    }

    /// The share of the keywords that was said, 0..=1; derived ones bent, unless the sum is.
    pub fn keyword_coverage(&self) -> f64 {
        let x = share(self.keywords);
        if self.derived == Derived::Keywords { params::bent(x, params::DERIVED_BEND) } else { x }
    }

    /// The keywords said, or the story of one's own that was told in their place, whichever is more.
    pub fn coverage(&self) -> f64 {
        self.keyword_coverage().max(self.story.unwrap_or(0.0))
    }

    /// What contradictions take off the share of points, 0..=1.
    pub fn cost_share(&self) -> f64 {
        share((self.cost, self.points.1)).min(params::MOST_COST)
    }

    /// The share of the points that was made, 0..=1.
    pub fn made(&self) -> f64 {
        share(self.points)
    }

    /// The share of the points that was made, less what was contradicted, 0..=1.
    pub fn statements(&self) -> f64 {
        (self.made() - self.cost_share()).max(0.0)
    }

    /// Coverage as far as statements bear it out, 0..=1.
    pub fn borne_out(&self) -> f64 {
        if self.points.1 > 0.0 && !self.asks_for_a_story {
            self.coverage().min(self.statements() + self.coverage_ahead())
        } else {
            self.coverage()
        }
    }

    /// How far coverage may run ahead of statements.
    pub fn coverage_ahead(&self) -> f64 {
        match self.derived {
            Derived::KeywordsAndPoints => params::DERIVED_COVERAGE_AHEAD,
            _ => params::COVERAGE_AHEAD,
        }
    }

    /// The share of the score that statements make up.
    pub fn statement_share(&self) -> f64 {
        match (self.keywords.1 > 0.0 || self.story.is_some(), self.points.1 > 0.0) {
            (true, true) if self.asks_for_a_story => params::STORY_STATEMENT_SHARE,
            (true, true) => params::STATEMENT_SHARE,
            (false, true) => 1.0,
            (_, false) => 0.0,
        }
    }

    /// Statements and coverage together, 0..=1.
    pub fn sum(&self) -> f64 {
        let statements = self.statement_share();
        statements * self.statements() + (1.0 - statements) * self.borne_out()
    }

    /// What is done with the sum.
    pub fn shape(&self) -> Shape {
        match self.derived {
            Derived::KeywordsAndPoints => Shape::Bent,
            Derived::Keywords if self.points.1 == 0.0 => Shape::Straight,
            _ => Shape::Curved,
        }
    }

    /// What the sum earns, 0..=100, before any cap.
    pub fn earned(&self) -> f64 {
        if let Some(telling) = &self.telling {
            return 100.0 * telling.earned(self.gate, self.made(), self.coverage(), self.cost_share());
        }
        100.0
            * match self.shape() {
                Shape::Curved => params::curve(self.sum()),
                Shape::Bent => params::bent(self.sum(), params::DERIVED_SUM_BEND),
                Shape::Straight => self.sum(),
            }
    }

    /// How much of a story counts for its question, 0..=1.
    pub fn counts_for_the_question(&self) -> f64 {
        self.telling.as_ref().map_or(1.0, |telling| self.gate.open(telling.topic(self.made(), self.coverage())))
    }

    /// 0..=100.
    pub fn score(&self) -> f64 {
        match (self.gave_up, self.list) {
            (true, _) => 0.0,
            (_, true) => self.earned().min(params::LIST_CAP),
            _ => self.earned(),
        }
    }
}

/// What is done with the sum of statements and coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// It goes through [`params::curve`].
    Curved,
    /// It is [`params::bent`].
    Bent,
    /// It counts as it is.
    Straight,
}

/// A part of a whole, 0..=1; 0 of nothing.
pub(super) fn share((part, whole): (f64, f64)) -> f64 {
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
}

/// The sum; 0 of nothing, where `Iterator::sum` gives -0.
fn sum(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, |sum, value| sum + value)
}

impl CompiledQuestion {
    /// What a term weighs in the arithmetic.
    fn share(&self, term: &str) -> f64 {
        self.keywords.iter().find(|k| k.term == term).map_or(0.0, |k| k.share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half the keywords said, half the points made.
    fn half() -> Arithmetic {
        Arithmetic {
            keywords: (3.0, 6.0),
            points: (3.0, 6.0),
            cost: 0.0,
            story: None,
            telling: None,
            gate: table::GATE,
            asks_for_a_story: false,
            derived: Derived::Nothing,
            list: false,
            gave_up: false,
        }
    }

    /// Each score was worked out by hand from docs/scoring.md.
    #[test]
    fn scores_are_what_a_pencil_says() {
        let cases = [
            // 0.7 x 0.5 + 0.3 x 0.5 = 0.5; 0.25 x (3 - 1) = 0.5.
            ("half of both", half(), 50.0),
            ("all of both", Arithmetic { keywords: (6.0, 6.0), points: (6.0, 6.0), ..half() }, 100.0),
            ("nothing", Arithmetic { keywords: (0.0, 6.0), points: (0.0, 6.0), ..half() }, 0.0),
            // Coverage counts 0.25: 0.3 x 0.25 = 0.075; 0.005625 x 2.85 = 0.01603125.
            ("words without claims", Arithmetic { keywords: (6.0, 6.0), points: (0.0, 6.0), ..half() }, 1.603_125),
            // Made 0.5 less 0.5 is 0; coverage counts 0.25.
            ("as much wrong as right", Arithmetic { cost: 3.0, ..half() }, 1.603_125),
            // Made 1 less at most 0.6 is 0.4, coverage 0.5: 0.28 + 0.15 = 0.43; 0.1849 x 2.14 = 0.395686.
            ("the cost is capped", Arithmetic { points: (6.0, 6.0), cost: 60.0, ..half() }, 39.5686),
            ("no points", Arithmetic { points: (0.0, 0.0), ..half() }, 50.0),
            ("no keywords", Arithmetic { keywords: (0.0, 0.0), ..half() }, 50.0),
            // The story counts in place of the keywords, half and half: 0.25 + 0.4 = 0.65; 0.4225 x 1.7 = 0.71825.
            ("a story", Arithmetic { story: Some(0.8), asks_for_a_story: true, ..half() }, 71.825),
            ("a story that says less", Arithmetic { story: Some(0.2), asks_for_a_story: true, ..half() }, 50.0),
            ("a list", Arithmetic { list: true, ..half() }, 30.0),
            ("a short list", Arithmetic { keywords: (0.0, 6.0), points: (0.0, 6.0), list: true, ..half() }, 0.0),
            ("gave up", Arithmetic { gave_up: true, ..half() }, 0.0),
        ];
        for (name, sums, want) in cases {
            assert!((sums.score() - want).abs() < 1e-9, "{name}: {} and not {want}", sums.score());
        }
    }

    #[test]
    fn derived_keywords_are_bent_and_not_curved() {
        let sums = Arithmetic { derived: Derived::Keywords, points: (0.0, 0.0), ..half() };
        assert_eq!(sums.shape(), Shape::Straight);
        assert!((sums.score() - 100.0 * (1.0 - 0.5_f64.powf(2.2))).abs() < 1e-9);
        assert_eq!(Arithmetic { derived: Derived::Keywords, ..half() }.shape(), Shape::Curved);
        // 0.7 x 0.5 + 0.3 x 0.5 = 0.5.
        let sums = Arithmetic { derived: Derived::KeywordsAndPoints, ..half() };
        assert!((sums.score() - 100.0 * (1.0 - 0.5_f64.powf(4.4))).abs() < 1e-9);
        // Coverage counts 0.15: 0.3 x 0.15 = 0.045.
        let words = Arithmetic { derived: Derived::KeywordsAndPoints, points: (0.0, 6.0), ..half() };
        assert!((words.score() - 100.0 * (1.0 - 0.955_f64.powf(4.4))).abs() < 1e-9);
    }

    #[test]
    fn a_share_lies_between_0_and_1() {
        let cases = [((0.0, 0.0), 0.0), ((1.0, 0.0), 0.0), ((1.0, 4.0), 0.25), ((5.0, 4.0), 1.0), ((-1.0, 4.0), 0.0)];
        for (part, want) in cases {
            assert_eq!(share(part), want, "{part:?}");
        }
    }
}
