//! The candidate's own estimate of an answer, given before the score shows, beside what was measured.

use std::fmt;

use crate::session::Take;

/// An estimate and the measured score, both 0..=100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimated {
    /// What the candidate said.
    pub said: u8,
    /// The score after hints.
    pub measured: f64,
}

impl Estimated {
    /// The estimate of a take; none without one, and without a score that is shown.
    #[must_use]
    pub fn of(take: &Take) -> Option<Self> {
        Some(Self { said: take.estimate?, measured: take.final_score()? })
    }

    /// How many points the estimate is too high; negative if it is too low.
    #[must_use]
    pub fn gap(self) -> f64 {
        f64::from(self.said) - self.measured
    }
}

/// "16 too high", "on the mark": a gap in words, to the point.
#[must_use]
pub fn gap_in_words(gap: f64) -> String {
    let points = gap.abs().round();
    match gap {
        _ if points < 1.0 => "on the mark".to_owned(),
        gap if gap > 0.0 => format!("{points:.0} too high"),
        _ => format!("{points:.0} too low"),
    }
}

impl fmt::Display for Estimated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // As the score itself is written beside it.
        let measured = self.measured.round_ties_even();
        write!(f, "You said {}, measured {measured:.0}", self.said)?;
        write!(f, ": {}", gap_in_words(f64::from(self.said) - measured))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gap_is_told_in_the_numbers_that_are_shown() {
        let told = |said, measured| Estimated { said, measured }.to_string();
        assert_eq!(told(70, 53.6), "You said 70, measured 54: 16 too high");
        assert_eq!(told(40, 61.5), "You said 40, measured 62: 22 too low");
        assert_eq!(told(70, 50.5), "You said 70, measured 50: 20 too high", "a score of 50.5 is shown as 50");
        assert_eq!(told(50, 50.4), "You said 50, measured 50: on the mark");
    }
}
