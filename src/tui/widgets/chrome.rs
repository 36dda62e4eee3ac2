//! The frame of every screen: title and position at the top, what the keys do at the bottom, a margin around the rest.

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
    /// What the screen is called.
    pub title: &'a str,
    /// Where in it the user is, at the right.
    pub position: &'a str,
    /// A notice, above the footer.
    pub notice: Option<&'a str>,
    /// What the keys do.
    pub footer: Footer<'a>,
    /// The colours.
    pub theme: &'a Theme,
}

/// The actions that are offered now, the most important first, each with its label.
#[derive(Debug)]
pub struct Footer<'a> {
    keys: &'a KeyMap,
    actions: Vec<(Action, &'a str)>,
}

/// Actions that need no place in the footer: they are the other half of one that has it, or known from every program.
const NOT_SHOWN: [Action; 7] =
    [Action::Up, Action::Right, Action::PageUp, Action::PageDown, Action::Top, Action::Bottom, Action::Suspend];

impl<'a> Footer<'a> {
    /// The footer for these actions and their labels. Of two actions with the same label the first is shown, and none without
    /// a label.
    #[must_use]
    pub fn new(keys: &'a KeyMap, offered: impl IntoIterator<Item = (Action, &'a str)>) -> Self {
        let mut actions: Vec<(Action, &str)> = Vec::new();
        for (action, label) in offered {
            if !label.is_empty() && !NOT_SHOWN.contains(&action) && !actions.iter().any(|(_, other)| *other == label) {
                actions.push((action, label));
            }
        }
        Self { keys, actions }
    }
}

/// The area between title and footer of a terminal of this size, with this notice above the footer.
#[must_use]
pub fn body_area(area: Rect, notice: Option<&str>) -> Rect {
    let notice = notice.map_or(0, |n| notice_rows(n, area.width.saturating_sub(4)));
    let columns = area.width.saturating_sub(6).min(MAX_COLUMNS);
    let x = area.x + area.width.saturating_sub(columns) / 2;
    Rect { x, y: area.y + 2, width: columns, height: area.height.saturating_sub(4 + notice) }
}

/// Whether the terminal is smaller than screens are made for. If so, draws a sentence that says so.
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
    /// Draws it around the area of [`body_area`]. Gives the place of each action in the footer.
    pub fn draw(self, area: Rect, buf: &mut Buffer) -> Vec<(Rect, Action)> {
        let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
        self.top(Rect { height: 1, ..inner }, buf);
        let bottom = area.bottom().saturating_sub(1);
        let places = self.footer.draw(Rect { y: bottom, height: 1, ..inner }, self.theme, buf);
        if let Some(notice) = self.notice {
            self.notice_lines(notice, Rect { y: area.y, height: area.height.saturating_sub(1), ..inner }, buf);
        }
        places
    }

    fn top(&self, area: Rect, buf: &mut Buffer) {
        let columns = usize::from(area.width);
        // Beside a position the title has half the line.
        let title = fit(self.title, if self.position.is_empty() { columns.saturating_sub(9) } else { columns / 2 });
        let position = last_parts(self.position, columns.saturating_sub(width(&title) + 12));
        let left = Line::from(vec![
            Span::styled("outloud", self.theme.accent),
            Span::styled(format!("  {title}"), self.theme.dim),
        ]);
        left.render(area, buf);
        Line::styled(position, self.theme.dim).right_aligned().render(area, buf);
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

/// As many of the parts of `position` as fit, from its end: the number of the question matters more than its topic.
fn last_parts(position: &str, columns: usize) -> String {
    let starts = std::iter::once(0).chain(position.match_indices(" · ").map(|(at, separator)| at + separator.len()));
    let parts = starts.map(|at| &position[at..]).find(|rest| width(rest) <= columns);
    fit(parts.unwrap_or(position), columns)
}

fn notice_text(notice: &str, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
    crate::tui::text::flow([("! ", theme.warn), (notice, theme.warn)], columns.into(), 2)
}

fn notice_rows(notice: &str, columns: u16) -> u16 {
    let theme = Theme::new(crate::tui::theme::Palette::NoColor);
    u16::try_from(notice_text(notice, columns, &theme).len()).unwrap_or(1).min(4)
}

/// Where a click means what: a pair of actions that is shown as one has its first key at the left.
fn halves(action: Action, place: Rect) -> Vec<(Rect, Action)> {
    let second = match action {
        Action::Left => Action::Right,
        Action::Down => Action::Down,
        action => return vec![(place, action)],
    };
    let first = if action == Action::Down { Action::Up } else { action };
    let key = Rect { width: place.width.min(1), ..place };
    let rest = Rect { x: place.x + key.width, width: place.width - key.width, ..place };
    vec![(key, first), (rest, second)]
}

/// Columns between two actions of a footer: with room to spare, and where some would not fit otherwise.
const GAPS: (usize, usize) = (3, 2);
/// What help is called where it tells of actions that the footer has no room for.
const MORE: &str = "more";

/// An action of a footer, as it is shown.
struct FooterEntry {
    action: Action,
    key: String,
    word: String,
}

impl FooterEntry {
    fn columns(&self) -> usize {
        width(&self.key) + 1 + width(&self.word)
    }
}

/// The columns that these take, with so many between two of them.
fn columns_of<'a>(entries: impl Iterator<Item = &'a FooterEntry>, gap: usize) -> usize {
    entries.map(|entry| entry.columns() + gap).sum::<usize>().saturating_sub(gap)
}

impl Footer<'_> {
    /// Draws it. Gives where each action is.
    fn draw(&self, area: Rect, theme: &Theme, buf: &mut Buffer) -> Vec<(Rect, Action)> {
        let (entries, gap) = self.fitting(area.width.into());
        let mut line = Line::default();
        let mut places = Vec::new();
        for FooterEntry { action, key, word } in entries {
            let left = area.x.saturating_add(u16::try_from(line.width()).unwrap_or(u16::MAX));
            line.spans.extend([Span::styled(key, theme.accent), Span::styled(format!(" {word}"), theme.dim)]);
            let end = area.x.saturating_add(u16::try_from(line.width()).unwrap_or(u16::MAX));
            places.extend(halves(action, Rect { x: left, width: end - left, ..area }.intersection(area)));
            // What stands between two actions belongs to neither.
            line.spans.push(Span::raw(" ".repeat(gap)));
        }
        line.render(area, buf);
        places
    }

    /// The actions that there is room for, and the columns between them. The last ones, which matter least, are dropped first,
    /// but never help, quitting and the way back.
    fn fitting(&self, columns: usize) -> (Vec<FooterEntry>, usize) {
        let last = |action: Action| matches!(action, Action::Help | Action::Quit | Action::Back);
        let (always, others): (Vec<_>, Vec<_>) = self.actions.iter().copied().partition(|(action, _)| last(*action));
        let mut always: Vec<_> = always.into_iter().map(|(action, word)| self.entry(action, word)).collect();
        let mut others: Vec<_> = others.into_iter().map(|(action, word)| self.entry(action, word)).collect();
        if columns_of(others.iter().chain(&always), GAPS.0) <= columns {
            others.extend(always);
            return (others, GAPS.0);
        }
        let all = others.len();
        while !others.is_empty() && columns_of(others.iter().chain(&always), GAPS.1) > columns {
            others.pop();
        }
        if let Some(help) = always.iter_mut().find(|entry| entry.action == Action::Help && others.len() < all) {
            MORE.clone_into(&mut help.word);
        }
        others.extend(always);
        (others, GAPS.1)
    }

    /// Where left or down means something, so do right and up: they are shown as one.
    fn entry(&self, action: Action, word: &str) -> FooterEntry {
        let both = |a, b| format!("{} {}", self.keys.shown(a), self.keys.shown(b));
        let key = match action {
            Action::Left => both(Action::Left, Action::Right),
            Action::Down => both(Action::Up, Action::Down),
            action => self.keys.shown(action),
        };
        FooterEntry { action, key, word: word.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::Palette;

    fn drawn(actions: &[Action], columns: u16) -> (String, Vec<(Rect, Action)>) {
        let keys = KeyMap::default();
        let area = Rect::new(0, 0, columns, 1);
        let mut buf = Buffer::empty(area);
        let footer = Footer::new(&keys, actions.iter().map(|action| (*action, action.label())));
        let places = footer.draw(area, &Theme::new(Palette::NoColor), &mut buf);
        ((0..columns).map(|x| buf[(x, 0)].symbol()).collect::<String>().trim_end().to_owned(), places)
    }

    #[test]
    fn what_matters_least_is_dropped_first_and_help_tells_of_it() {
        use Action::{Correct, Go, Help, Next, Note, Play, Quit};
        let actions = [Go, Next, Play, Correct, Note, Help, Quit];
        let all = "space open   n next   p play   c correct a word   e note   ? keys   q quit";
        assert_eq!(drawn(&actions, 80).0, all);
        assert_eq!(drawn(&actions, 74).0, all, "what is as wide as the line fits");
        assert_eq!(drawn(&actions, 70).0, all.replace("   ", "  "), "closer together before anything is dropped");
        // A note would fit, but it matters less than what is dropped.
        assert_eq!(drawn(&actions, 50).0, "space open  n next  p play  ? more  q quit");
        assert_eq!(drawn(&actions, 12).0, "? more  q qu");
    }

    #[test]
    fn an_action_is_clicked_where_it_is_drawn() {
        let (line, places) = drawn(&[Action::Go, Action::Down, Action::Quit], 40);
        assert_eq!(line, "space open   ↑ ↓ choose   q quit");
        let at = |action| places.iter().find(|(_, a)| *a == action).map(|(place, _)| (place.x, place.width));
        assert_eq!([at(Action::Go), at(Action::Up), at(Action::Quit)], [Some((0, 10)), Some((13, 1)), Some((26, 6))]);
    }
}
