//! The level meter: the last moments as a small mountain range, loudest now at the right.

use ratatui::{style::Style, text::Line, text::Span};

use crate::tui::theme::Theme;

/// Below this, in dB full scale, a voice cannot be told from a room.
const FLOOR_DBFS: f32 = -60.0;
/// Above this a voice is close to distortion.
const LOUD_DBFS: f32 = -6.0;
const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The last `columns` of `trace` (dB full scale, oldest first), loud ones in another colour.
#[must_use]
pub fn meter(trace: impl DoubleEndedIterator<Item = f32>, columns: usize, theme: &Theme) -> Line<'static> {
    let mut cells: Vec<(char, Style)> = trace.rev().take(columns).map(|dbfs| cell(dbfs, theme)).collect();
    cells.resize(columns, (STEPS[0], theme.dim));
    let spans = cells.into_iter().rev().map(|(c, style)| Span::styled(c.to_string(), style));
    spans.collect()
}

fn cell(dbfs: f32, theme: &Theme) -> (char, Style) {
    let share = ((dbfs - FLOOR_DBFS) / -FLOOR_DBFS).clamp(0.0, 1.0);
    let step = (share * 7.0).round() as usize;
    let style = if dbfs > LOUD_DBFS { theme.warn } else { theme.accent };
    (STEPS[step.min(7)], if step == 0 { theme.dim } else { style })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::Palette;

    #[test]
    fn the_newest_level_stands_at_the_right() {
        let theme = Theme::new(Palette::NoColor);
        let line = |trace: &[f32]| meter(trace.iter().copied(), 4, &theme).to_string();
        assert_eq!(line(&[]), "▁▁▁▁");
        assert_eq!(line(&[f32::NEG_INFINITY, -30.0, 0.0]), "▁▁▅█");
        assert_eq!(line(&[0.0, -60.0, -60.0, -60.0, -60.0]), "▁▁▁▁");
    }
}
