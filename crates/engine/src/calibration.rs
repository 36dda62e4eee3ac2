//! How well the candidate's own estimates fit what was measured, over time.

use serde::Serialize;

use outloud_core::{estimate::Estimated, session::Take};

/// Estimates that tell how it stands now.
const LATEST: usize = 10;
/// A mean gap of fewer points than this is no bias.
const ON_THE_MARK: f64 = 5.0;

/// The estimates of some answers against their scores. Gaps are estimate less score, in points of 100.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// Answers with an estimate and a score.
    pub answers: usize,
    /// Mean gap; positive: estimated too high.
    pub mean_gap: f64,
    /// Mean distance, in whichever direction.
    pub mean_distance: f64,
    /// Mean gap of the latest ten.
    pub latest_mean_gap: f64,
    /// Where the latest ten tend.
    pub direction: Direction,
    /// The latest ten, oldest first.
    pub latest: Vec<Estimate>,
}

/// An estimate beside its score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Estimate {
    /// When the answer was begun, RFC 3339 with offset.
    pub started_at: String,
    /// The question's id.
    pub question: String,
    /// What the candidate said, 0..=100.
    pub estimate: u8,
    /// What was measured, after hints, 0..=100.
    pub score: f64,
    /// Estimate less score.
    pub gap: f64,
}

/// Where estimates tend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Above what is measured.
    TooHigh,
    /// Below it.
    TooLow,
    /// Less than five points away from it.
    OnTheMark,
}

impl Calibration {
    /// The calibration of these takes, in any order; none without an estimate that has a score.
    #[must_use]
    pub fn of<'a>(takes: impl IntoIterator<Item = &'a Take>) -> Option<Self> {
        let estimate = |take: &Take| {
            let estimated = Estimated::of(take)?;
            Some(Estimate {
                started_at: take.started_at.clone(),
                question: take.question.id.clone(),
                estimate: estimated.said,
                score: estimated.measured,
                gap: estimated.gap(),
            })
        };
        let mut all: Vec<Estimate> = takes.into_iter().filter_map(estimate).collect();
        all.sort_by(|a, b| a.started_at.cmp(&b.started_at));
        let latest = all.split_off(all.len().saturating_sub(LATEST));
        let every = || all.iter().chain(&latest).map(|e| e.gap);
        let mean_gap = mean(every())?;
        let latest_mean_gap = mean(latest.iter().map(|e| e.gap))?;
        let direction = match latest_mean_gap {
            gap if gap >= ON_THE_MARK => Direction::TooHigh,
            gap if gap <= -ON_THE_MARK => Direction::TooLow,
            _ => Direction::OnTheMark,
        };
        let mean_distance = mean(every().map(f64::abs))?;
        Some(Self { answers: every().count(), mean_gap, mean_distance, latest_mean_gap, direction, latest })
    }

    /// It in a sentence: "Your last 10 estimates were 12 too high on average".
    #[must_use]
    pub fn sentence(&self) -> String {
        let gap = self.latest_mean_gap.abs().round();
        let off = match self.direction {
            Direction::TooHigh => format!("{gap:.0} too high"),
            Direction::TooLow => format!("{gap:.0} too low"),
            Direction::OnTheMark => "on the mark".to_owned(),
        };
        // Too high and too low by turns is on the mark only as an average.
        let distance = mean(self.latest.iter().map(|e| e.gap.abs())).unwrap_or(0.0);
        if self.direction == Direction::OnTheMark && distance >= ON_THE_MARK {
            let several = self.latest.len();
            return format!("Your last {several} estimates were {distance:.0} off, some too high and some too low");
        }
        match self.latest.len() {
            1 => format!("Your own estimate was {off}"),
            several => format!("Your last {several} estimates were {off} on average"),
        }
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{card, question};
    use outloud_core::scorecard::Scorecard;

    fn take(day: u32, estimate: Option<u8>, score: f64) -> Take {
        let scorecard = Some(Scorecard { score, ..card(&[]) });
        let started_at = format!("2026-03-{day:02}T09:00:00Z");
        Take { started_at, estimate, scorecard, ..Take::new(day, "b", question("q")) }
    }

    #[test]
    fn too_high_and_too_low_by_turns_is_not_on_the_mark() {
        let sentence = |takes: &[Take]| Calibration::of(takes).unwrap().sentence();
        let told = sentence(&[take(1, Some(60), 96.0), take(2, Some(30), 0.0)]);
        assert_eq!(told, "Your last 2 estimates were 33 off, some too high and some too low");
        let told = sentence(&[take(1, Some(60), 62.0), take(2, Some(30), 29.0)]);
        assert_eq!(told, "Your last 2 estimates were on the mark on average");
    }

    #[test]
    fn gaps_have_a_mean_a_direction_and_a_course() {
        let mut takes: Vec<Take> = (1..=12).rev().map(|day| take(day, Some(70), 50.0)).collect();
        takes.push(take(13, None, 10.0));
        takes.push(take(14, Some(30), 60.0));
        let found = Calibration::of(&takes).unwrap();
        assert_eq!((found.answers, found.latest.len()), (13, 10), "what was not estimated does not count");
        assert_eq!(found.latest.last().unwrap().gap, -30.0);
        assert!((found.mean_gap - 210.0 / 13.0).abs() < 1e-9 && (found.mean_distance - 270.0 / 13.0).abs() < 1e-9);
        assert_eq!((found.latest_mean_gap, found.direction), (15.0, Direction::TooHigh));
        assert_eq!(found.sentence(), "Your last 10 estimates were 15 too high on average");
    }

    #[test]
    fn a_few_points_are_no_bias_and_nothing_said_is_no_calibration() {
        let near = [take(1, Some(50), 46.0), take(2, Some(50), 54.0)];
        assert_eq!(Calibration::of(&near).unwrap().direction, Direction::OnTheMark);
        let unscored = Take { scorecard: None, ..take(1, Some(50), 0.0) };
        assert_eq!(Calibration::of([&unscored]), None);
    }
}
