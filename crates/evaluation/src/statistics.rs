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

/// The mean; 0 of nothing.
pub(super) fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

/// The quantile of sorted values, interpolated; 0 for none.
pub(super) fn percentile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let at = share * last as f64;
    let (below, above) = (at.floor() as usize, at.ceil() as usize);
    sorted[below] + (sorted[above] - sorted[below]) * at.fract()
}

/// Both sides replaced by their ranks; equals share the mean of theirs.
pub(super) fn ranks(pairs: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let rank = |side: fn(&(f64, f64)) -> f64, value: f64| {
        let below = pairs.iter().filter(|p| side(p) < value).count() as f64;
        let equal = pairs.iter().filter(|p| side(p) == value).count() as f64;
        below + f64::midpoint(equal, 1.0)
    };
    pairs.iter().map(|p| (rank(|p| p.0, p.0), rank(|p| p.1, p.1))).collect()
}

/// Cohen's kappa of two marks on 0..=100 in `bands` bands, disagreement weighted by its square; 0 of nothing.
pub(super) fn kappa(pairs: &[(f64, f64)], bands: usize) -> f64 {
    let band = |x: f64| ((x / 100.0 * bands as f64) as usize).min(bands - 1);
    let weight = |a: usize, b: usize| (a.abs_diff(b) as f64 / (bands - 1) as f64).powi(2);
    let (mut left, mut right) = (vec![0.0; bands], vec![0.0; bands]);
    let mut observed = 0.0;
    for (a, b) in pairs {
        left[band(*a)] += 1.0;
        right[band(*b)] += 1.0;
        observed += weight(band(*a), band(*b));
    }
    let n = pairs.len() as f64;
    let expected: f64 = (0..bands)
        .flat_map(|a| (0..bands).map(move |b| (a, b)))
        .map(|(a, b)| weight(a, b) * left[a] * right[b] / n)
        .sum();
    if expected > 0.0 { 1.0 - observed / expected } else { 0.0 }
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

    #[test]
    fn ranks_percentiles_and_kappa_are_the_textbook_ones() {
        assert_eq!(ranks(&[(3.0, 1.0), (1.0, 1.0), (2.0, 5.0)]), [(3.0, 1.5), (1.0, 1.5), (2.0, 3.0)]);
        assert_eq!(percentile(&[0.0, 10.0, 20.0], 0.25), 5.0);
        assert!((kappa(&[(5.0, 5.0), (95.0, 95.0)], 10) - 1.0).abs() < 1e-12);
        assert!((kappa(&[(5.0, 95.0), (95.0, 5.0)], 10) + 1.0).abs() < 1e-12);
        assert_eq!(mean(&[]), 0.0);
    }
}
