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
use outloud_core::view::{Document, Mark, Part, Row, Tone};

/// The page as a pane of so many columns.
#[must_use]
pub fn pane(page: &Document, columns: usize, theme: &Theme) -> Pane {
    let mut pane = Pane::default();
    for row in &page.rows {
        let lines = lines(row, columns, theme);
        if row.is_choice {
            pane.stop(row.at_s, lines);
        } else {
            pane.lines.extend(lines);
        }
    }
    pane
}

fn lines(row: &Row, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    if row.parts.iter().any(|part| matches!(part, Part::Cut(..))) {
        return vec![one_line(row, columns, theme)];
    }
    let mut pieces = lead(row, theme);
    for part in &row.parts {
        match part {
            Part::Text(tone, text) | Part::Cut(tone, text) => pieces.push((text.clone(), style(*tone, theme))),
            Part::Gauge(share, bar) => {
                let room = columns.saturating_sub(13).min(*bar);
                pieces.extend(bar_of(*share, room, theme).map(|s| (s.content.into_owned(), s.style)));
            }
        }
    }
    flow(pieces.iter().map(|(text, style)| (text.as_str(), *style)), columns, row.indent)
}

/// Mark and time.
fn lead(row: &Row, theme: &Theme) -> Vec<(String, Style)> {
    let Some(mark) = row.mark else { return Vec::new() };
    let (sign, style) = match mark {
        Mark::Said => ("✓", theme.good),
        Mark::Missed => ("✗", theme.bad),
        Mark::Contradicted => ("!", theme.bad),
    };
    let time = row.at_s.map_or_else(String::new, clock);
    vec![(format!("\u{a0}{sign}\u{a0}"), style), (format!("{time:>5}  ").replace(' ', "\u{a0}"), theme.dim)]
}

/// A row that is never wrapped: its part that may be cut gets the room that is left.
fn one_line(row: &Row, columns: usize, theme: &Theme) -> Line<'static> {
    let taken: usize = row
        .parts
        .iter()
        .map(|part| match part {
            Part::Text(_, text) => width(text),
            Part::Gauge(_, bar) => *bar,
            Part::Cut(..) => 0,
        })
        .sum();
    let room = columns.saturating_sub(taken);
    let mut line = Line::default();
    for part in &row.parts {
        match part {
            Part::Text(tone, text) => line.push_span(Span::styled(fit(text, columns), style(*tone, theme))),
            Part::Cut(tone, text) => line.push_span(Span::styled(fit(text, room), style(*tone, theme))),
            Part::Gauge(share, bar) => bar_of(*share, *bar, theme).into_iter().for_each(|span| line.push_span(span)),
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
        let row = Row::of(vec![Part::Text(Tone::Text, "kernel of the host".to_owned())], 10);
        page.push(Row { mark: Some(Mark::Said), at_s: Some(5.0), is_choice: true, ..row.clone() });
        page.push(Row { mark: Some(Mark::Missed), ..row });
        assert_eq!(drawn(&page, 40), [" ✓  0:05  kernel of the host", " ✗        kernel of the host"]);
        assert_eq!(drawn(&page, 20)[..2], [" ✓  0:05  kernel of", "          the host"]);
        assert_eq!(pane(&page, 40, &Theme::new(Palette::NoColor)).stops.len(), 1);
    }

    #[test]
    fn a_row_that_may_be_cut_stays_on_one_line() {
        let mut page = Document::default();
        page.push(Row::of(
            vec![
                Part::Gauge(0.5, 4),
                Part::Cut(Tone::Text, "a long question".to_owned()),
                Part::Text(Tone::Bad, " weakest".to_owned()),
            ],
            0,
        ));
        assert_eq!(drawn(&page, 20), ["━━╌╌a long … weakest"]);
    }
}
