//! Rounding of the figures that are stored and shown.

pub(crate) fn tenth(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}

pub(crate) fn hundredth(x: f64) -> f64 {
    (x * 100.0).round() / 100.0
}

/// Clamped to 0..=1: for shares and confidences.
pub(crate) fn thousandth(x: f64) -> f64 {
    (x.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_half_away_from_zero() {
        assert_eq!((tenth(79.449), tenth(79.45), tenth(-0.25)), (79.4, 79.5, -0.3));
        assert_eq!((hundredth(2.345), hundredth(0.004)), (2.35, 0.0));
    }

    #[test]
    fn shares_stay_within_0_and_1() {
        let cases = [(-0.2, 0.0), (0.0, 0.0), (0.12345, 0.123), (0.9996, 1.0), (1.7, 1.0)];
        for (x, want) in cases {
            assert_eq!(thousandth(x), want, "{x}");
        }
    }
}
