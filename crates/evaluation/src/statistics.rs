//! The few statistics the reports need.

/// Pearson's correlation of (x, y) pairs, -1..=1; none where either side does not vary.
pub(super) fn pearson(pairs: &[(f64, f64)]) -> Option<f64> {
    let (mean_x, mean_y) = means(pairs)?;
    let sum = |f: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|(x, y)| f(x - mean_x, y - mean_y)).sum::<f64>();
    let (xy, xx, yy) = (sum(&|x, y| x * y), sum(&|x, _| x * x), sum(&|_, y| y * y));
    (xx > 1e-12 && yy > 1e-12).then(|| xy / (xx * yy).sqrt())
}

/// Slope and intercept of the line through (x, y) pairs that errs least in squares. No pairs: 0, 0.
pub(super) fn line(pairs: &[(f64, f64)]) -> (f64, f64) {
    let Some((mean_x, mean_y)) = means(pairs) else { return (0.0, 0.0) };
    let xx: f64 = pairs.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    let xy: f64 = pairs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let slope = if xx > 1e-12 { xy / xx } else { 0.0 };
    (slope, mean_y - slope * mean_x)
}

fn means(pairs: &[(f64, f64)]) -> Option<(f64, f64)> {
    let n = pairs.len() as f64;
    (!pairs.is_empty())
        .then(|| (pairs.iter().map(|p| p.0).sum::<f64>() / n, pairs.iter().map(|p| p.1).sum::<f64>() / n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_and_correlates() {
        let pairs = [(0.0, 1.0), (1.0, 3.0), (2.0, 5.0)];
        assert!((pearson(&pairs).expect("varies") - 1.0).abs() < 1e-12);
        let (slope, intercept) = line(&pairs);
        assert!((slope - 2.0).abs() < 1e-12 && (intercept - 1.0).abs() < 1e-12);
        assert_eq!((pearson(&[(1.0, 2.0), (1.0, 3.0)]), pearson(&[])), (None, None));
        assert_eq!(line(&[]), (0.0, 0.0));
    }
}
