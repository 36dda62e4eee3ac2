//! A horizontal bar that also reads without colour: full, half, empty.

use ratatui::{style::Style, text::Span};

/// A bar of `columns` cells that is filled to `share` (0..=1; what lies outside counts as the nearest end).
#[must_use]
pub fn gauge(share: f64, columns: usize, filled: Style, empty: Style) -> [Span<'static>; 2] {
    let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
    let full = (share * columns as f64).round() as usize;
    [Span::styled("━".repeat(full), filled), Span::styled("╌".repeat(columns - full), empty)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_to_its_share_and_no_further() {
        let bar = |share| {
            let [full, empty] = gauge(share, 4, Style::new(), Style::new());
            format!("{}{}", full.content, empty.content)
        };
        assert_eq!([bar(0.0), bar(0.5), bar(1.0)], ["╌╌╌╌", "━━╌╌", "━━━━"]);
        assert_eq!([bar(-3.0), bar(f64::NAN), bar(9.0)], ["╌╌╌╌", "╌╌╌╌", "━━━━"]);
    }
}
