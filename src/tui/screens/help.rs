//! What the keys do, printed from the key table, over any screen.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, text::Line, widgets::Widget};

use crate::tui::{
    keys::{Action, KeyMap},
    text::flow,
    theme::Theme,
};

/// Draws the rows of the table that `accepts` lets through.
pub fn draw(keys: &KeyMap, accepts: impl Fn(Action) -> bool, area: Rect, theme: &Theme, buf: &mut Buffer) {
    let rows: Vec<(String, &str)> = keys.help(accepts).collect();
    let widest = rows.iter().map(|(k, _)| crate::tui::text::width(k)).max().unwrap_or(0).min(16);
    let mut lines = vec![Line::styled("What the keys do here", theme.heading), Line::default()];
    for (keys, help) in &rows {
        let pieces = [(format!("{keys:<widest$}"), theme.accent), (format!("\u{a0} {help}"), Style::new())];
        lines.extend(flow(pieces.iter().map(|(t, s)| (t.as_str(), *s)), area.width.into(), widest + 2));
    }
    for (row, line) in (area.y..area.bottom()).zip(lines) {
        line.render(Rect { y: row, height: 1, ..area }, buf);
    }
}
