//! A row of numbers as a small chart.

const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// One bar for each value, on a scale from `low` to `high`; the last `columns` values.
#[must_use]
pub fn spark(values: &[f64], low: f64, high: f64, columns: usize) -> String {
    let bar = |v: &f64| {
        let share = if high > low { ((v - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
        STEPS[(share * 7.0).round() as usize]
    };
    values[values.len().saturating_sub(columns)..].iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_bars_on_a_fixed_scale() {
        assert_eq!(spark(&[0.0, 50.0, 100.0, 900.0, -9.0], 0.0, 100.0, 9), "▁▅██▁");
        assert_eq!(spark(&[1.0, 2.0], 5.0, 5.0, 1), "▁");
        assert_eq!(spark(&[], 0.0, 1.0, 3), "");
    }
}
