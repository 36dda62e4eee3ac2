//! Draws a page of view data: tones become styles, marks become signs, rows are wrapped.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::{
    text::{clock, fit, flow, width},
    theme::Theme,
    widgets::{Pane, gauge},
};
use outloud_core::view::{Document, DocumentRow, RowMark, RowPart, Tone};

/// The page as a pane of so many columns.
#[must_use]
pub fn pane(page: &Document, columns: usize, theme: &Theme) -> Pane {
    let mut pane = Pane::default();
    for row in &page.rows {
        let lines = row_lines(row, columns, theme);
        if row.is_choice {
            pane.stop(row.at_s, lines);
        } else {
            pane.lines.extend(lines);
        }
    }
    pane
}

/// The lines of one row.
#[must_use]
pub fn row_lines(row: &DocumentRow, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    if row.parts.iter().any(|part| matches!(part, RowPart::Cut(..))) {
        return vec![one_line(row, columns, theme)];
    }
    let mut pieces = lead(row, theme);
    for part in &row.parts {
        match part {
            RowPart::Text(tone, text) | RowPart::Cut(tone, text) => pieces.push((text.clone(), style(*tone, theme))),
            RowPart::Gauge(share, bar) => {
                let room = columns.saturating_sub(13).min(*bar);
                pieces.extend(bar_of(*share, room, theme).map(|s| (s.content.into_owned(), s.style)));
            }
        }
    }
    flow(pieces.iter().map(|(text, style)| (text.as_str(), *style)), columns, row.indent)
}

/// Mark and time.
fn lead(row: &DocumentRow, theme: &Theme) -> Vec<(String, Style)> {
    let Some(mark) = row.mark else { return Vec::new() };
    let style = if mark == RowMark::Said { theme.good } else { theme.bad };
    let sign = mark.sign();
    let time = row.at_s.map_or_else(String::new, clock);
    vec![(format!("\u{a0}{sign}\u{a0}"), style), (format!("{time:>5}  ").replace(' ', "\u{a0}"), theme.dim)]
}

/// A row that is never wrapped: its part that may be cut gets the room that is left.
fn one_line(row: &DocumentRow, columns: usize, theme: &Theme) -> Line<'static> {
    let taken: usize = row
        .parts
        .iter()
        .map(|part| match part {
            RowPart::Text(_, text) => width(text),
            RowPart::Gauge(_, bar) => *bar,
            RowPart::Cut(..) => 0,
        })
        .sum();
    let room = columns.saturating_sub(taken);
    let mut line = Line::default();
    for part in &row.parts {
        match part {
            RowPart::Text(tone, text) => line.push_span(Span::styled(fit(text, columns), style(*tone, theme))),
            RowPart::Cut(tone, text) => line.push_span(Span::styled(fit(text, room), style(*tone, theme))),
            RowPart::Gauge(share, bar) => bar_of(*share, *bar, theme).into_iter().for_each(|span| line.push_span(span)),
        }
    }
    line
}

fn bar_of(share: f64, columns: usize, theme: &Theme) -> [Span<'static>; 2] {
    gauge(share, columns, theme.accent, theme.dim)
}

fn style(tone: Tone, theme: &Theme) -> Style {
    match tone {
        Tone::Text => theme.text,
        Tone::Dim => theme.dim,
        Tone::Strong => theme.strong,
        Tone::Heading => theme.heading,
        Tone::Accent => theme.accent,
        Tone::Good => theme.good,
        Tone::Bad => theme.bad,
        Tone::Warn => theme.warn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::Palette;

    fn drawn(page: &Document, columns: usize) -> Vec<String> {
        pane(page, columns, &Theme::new(Palette::NoColor)).lines.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn rows_with_a_mark_have_columns_for_sign_and_time() {
        let mut page = Document::default();
        let row = DocumentRow::of(vec![RowPart::Text(Tone::Text, "kernel of the host".to_owned())], 10);
        page.push(DocumentRow { mark: Some(RowMark::Said), at_s: Some(5.0), is_choice: true, ..row.clone() });
        page.push(DocumentRow { mark: Some(RowMark::Missed), ..row });
        assert_eq!(drawn(&page, 40), [" ✓  0:05  kernel of the host", " ✗        kernel of the host"]);
        assert_eq!(drawn(&page, 20)[..2], [" ✓  0:05  kernel of", "          the host"]);
        assert_eq!(pane(&page, 40, &Theme::new(Palette::NoColor)).stops.len(), 1);
    }

    #[test]
    fn a_row_that_may_be_cut_stays_on_one_line() {
        let mut page = Document::default();
        page.push(DocumentRow::of(
            vec![
                RowPart::Gauge(0.5, 4),
                RowPart::Cut(Tone::Text, "a long question".to_owned()),
                RowPart::Text(Tone::Bad, " weakest".to_owned()),
            ],
            0,
        ));
        assert_eq!(drawn(&page, 20), ["━━╌╌a long … weakest"]);
    }
}
