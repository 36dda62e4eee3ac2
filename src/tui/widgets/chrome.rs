//! The frame of every screen: where one is at the top, what the keys do at the bottom, a calm margin around the rest.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

use crate::tui::{
    keys::{Action, KeyMap},
    text::{fit, width},
    theme::Theme,
};

/// Lines longer than this are hard to read.
const MAX_COLUMNS: u16 = 100;
/// The smallest terminal that screens are made for.
const SMALLEST: (u16, u16) = (60, 18);

/// Top line, footer and margins.
#[derive(Debug)]
pub struct Chrome<'a> {
    /// What this screen is.
    pub title: &'a str,
    /// Where in it one is, at the right.
    pub place: &'a str,
    /// Something the user should know, in the line above the footer.
    pub notice: Option<&'a str>,
    /// What the keys do.
    pub footer: Footer<'a>,
    /// The colours.
    pub theme: &'a Theme,
}

/// The actions that mean something now, in the order of importance, with a word for each.
#[derive(Debug)]
pub struct Footer<'a> {
    /// The table.
    pub keys: &'a KeyMap,
    /// The actions.
    pub actions: Vec<(Action, &'a str)>,
}

/// The columns a screen's text may use on a terminal this wide.
#[must_use]
pub fn body_width(area: Rect) -> u16 {
    area.width.saturating_sub(6).min(MAX_COLUMNS)
}

/// Instead of a screen, on a terminal that is smaller than screens are made for: whether it is, having said so.
pub fn too_small(area: Rect, buf: &mut Buffer) -> bool {
    let (columns, rows) = SMALLEST;
    if area.width >= columns && area.height >= rows {
        return false;
    }
    let now = format!("This window is {} x {}.", area.width, area.height);
    let needed = format!("outloud needs {columns} x {rows}.");
    let lines = [now.as_str(), needed.as_str(), "Make it larger, or", "use --plain."];
    let top = area.height.saturating_sub(u16::try_from(lines.len()).unwrap_or(0)) / 2;
    for (row, line) in (top..area.height).zip(lines) {
        let line = fit(line, area.width.into());
        let left = (usize::from(area.width) - width(&line)) / 2;
        buf.set_string(area.x + u16::try_from(left).unwrap_or(0), area.y + row, line, ratatui::style::Style::new());
    }
    true
}

impl Chrome<'_> {
    /// Draws it and gives the area that is left for the screen.
    pub fn draw(self, area: Rect, buf: &mut Buffer) -> Rect {
        let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
        self.top(Rect { height: 1, ..inner }, buf);
        let bottom = area.bottom().saturating_sub(1);
        self.footer.draw(Rect { y: bottom, height: 1, ..inner }, self.theme, buf);
        if let Some(notice) = self.notice {
            self.notice_lines(notice, Rect { y: area.y, height: area.height.saturating_sub(1), ..inner }, buf);
        }
        let taken = self.notice.map_or(0, |n| notice_rows(n, inner.width));
        let height = area.height.saturating_sub(4 + taken);
        let columns = body_width(area);
        Rect { x: area.x + area.width.saturating_sub(columns) / 2, y: area.y + 2, width: columns, height }
    }

    fn top(&self, area: Rect, buf: &mut Buffer) {
        let columns = usize::from(area.width);
        // Beside a place the title has half the line.
        let title = fit(self.title, if self.place.is_empty() { columns.saturating_sub(9) } else { columns / 2 });
        let place = last_parts(self.place, columns.saturating_sub(width(&title) + 12));
        let left = Line::from(vec![
            Span::styled("outloud", self.theme.accent),
            Span::styled(format!("  {title}"), self.theme.dim),
        ]);
        left.render(area, buf);
        Line::styled(place, self.theme.dim).right_aligned().render(area, buf);
    }

    /// The notice stands right above the footer, with a sign before it.
    fn notice_lines(&self, notice: &str, area: Rect, buf: &mut Buffer) {
        let rows = notice_rows(notice, area.width);
        let lines = notice_text(notice, area.width, self.theme);
        for (n, line) in (0..rows).zip(lines) {
            line.render(Rect { y: area.bottom().saturating_sub(rows) + n, height: 1, ..area }, buf);
        }
    }
}

/// As much of `place` as fits, part by part from its end: how many questions are left is more than what they are about.
fn last_parts(place: &str, columns: usize) -> String {
    let starts = std::iter::once(0).chain(place.match_indices(" · ").map(|(at, separator)| at + separator.len()));
    let parts = starts.map(|at| &place[at..]).find(|rest| width(rest) <= columns);
    fit(parts.unwrap_or(place), columns)
}

fn notice_text(notice: &str, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    crate::tui::text::flow([("! ", theme.warn), (notice, theme.warn)], columns.into(), 2)
}

fn notice_rows(notice: &str, columns: u16) -> u16 {
    let theme = Theme::new(crate::tui::theme::Palette::NoColor);
    u16::try_from(notice_text(notice, columns, &theme).len()).unwrap_or(1).min(4)
}

impl Footer<'_> {
    /// As many actions as there is room for; help and quitting always. Where left or down means something, so do right
    /// and up: they are shown as one.
    fn draw(&self, area: Rect, theme: &Theme, buf: &mut Buffer) {
        let spans = |action: Action, word: &str| {
            let both = |a, b| format!("{} {}", self.keys.shown(a), self.keys.shown(b));
            let key = match action {
                Action::Left => both(Action::Left, Action::Right),
                Action::Down => both(Action::Up, Action::Down),
                action => self.keys.shown(action),
            };
            let columns = width(&key) + 1 + width(word) + 3;
            (columns, [Span::styled(key, theme.accent), Span::styled(format!(" {word}   "), theme.dim)])
        };
        let last = |action: Action| matches!(action, Action::Help | Action::Quit | Action::Back);
        let (always, others): (Vec<_>, Vec<_>) = self.actions.iter().copied().partition(|(action, _)| last(*action));
        let always: Vec<_> = always.into_iter().map(|(a, w)| spans(a, w)).collect();
        let mut room = usize::from(area.width).saturating_sub(always.iter().map(|(n, _)| n).sum());
        let mut line = Line::default();
        for (columns, shown) in others.into_iter().map(|(a, w)| spans(a, w)) {
            if columns > room {
                continue;
            }
            room -= columns;
            line.spans.extend(shown);
        }
        line.spans.extend(always.into_iter().flat_map(|(_, shown)| shown));
        line.render(area, buf);
    }
}
