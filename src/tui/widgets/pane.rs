//! A page of text that may be longer than the screen: scrolled by hand, with a cursor on the lines one can act on.

use std::ops::Range;

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

use unicode_width::UnicodeWidthChar;

use crate::tui::{
    keys::{Action, KeyMap},
    theme::Theme,
};
use outloud_core::view::count;

/// A page of lines, some of which can be chosen.
#[derive(Debug, Clone, Default)]
pub struct Pane {
    /// The lines, already as wide as the area.
    pub lines: Vec<Line<'static>>,
    /// The lines that can be chosen, top to bottom.
    pub stops: Vec<Stop>,
    /// The line that is to be seen, wherever one has scrolled to.
    pub mark: Option<usize>,
    /// The lines of the time line, if there is one.
    pub timeline: Option<Timeline>,
    /// The lines of the words that can be clicked.
    pub words: Range<usize>,
}

/// Lines on which columns are seconds.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// The lines.
    pub lines: Range<usize>,
    /// Columns for the whole time.
    pub columns: usize,
    /// The whole time.
    pub duration_s: f64,
}

/// A line that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stop {
    /// Its place among the lines.
    pub line: usize,
    /// The second of the recording that it is about.
    pub at_s: Option<f64>,
}

/// How far a pane is scrolled, and which of its stops is chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scroll {
    /// Lines above the screen.
    pub top: usize,
    /// The chosen stop, if one was chosen.
    pub chosen: Option<usize>,
}

impl Scroll {
    /// The actions that move in a page.
    pub const ACTIONS: [Action; 6] =
        [Action::Down, Action::Up, Action::PageDown, Action::PageUp, Action::Top, Action::Bottom];

    /// Moves by `step` lines, or stops where the pane has some; `rows` are visible.
    pub fn step(&mut self, step: isize, pane: &Pane, rows: usize) {
        if pane.stops.is_empty() {
            return self.scroll(step, pane, rows);
        }
        let last = pane.stops.len() - 1;
        let chosen = match self.chosen {
            None if step > 0 => 0,
            None => return self.scroll(step, pane, rows),
            Some(0) if step < 0 => {
                self.chosen = None;
                return self.scroll(isize::MIN / 2, pane, rows);
            }
            Some(now) if now == last && step > 0 => return self.scroll(step, pane, rows),
            Some(now) => now.saturating_add_signed(step).min(last),
        };
        self.chosen = Some(chosen);
        self.reveal(pane.stops[chosen].line, pane, rows);
    }

    /// Chooses or scrolls as `action` says; to the top nothing is chosen any more.
    pub fn act(&mut self, action: Action, pane: &Pane, rows: usize) {
        match action {
            Action::Up => self.step(-1, pane, rows),
            Action::Down => self.step(1, pane, rows),
            Action::Top => *self = Self::default(),
            action => self.turn(action, pane, rows),
        }
    }

    /// Scrolls as `action` says, without choosing.
    pub fn turn(&mut self, action: Action, pane: &Pane, rows: usize) {
        let page = isize::try_from(rows.max(2) - 1).unwrap_or(1);
        let step = match action {
            Action::Up => -1,
            Action::Down => 1,
            Action::PageUp => -page,
            Action::PageDown => page,
            Action::Top => isize::MIN / 2,
            _ => isize::MAX / 2,
        };
        self.scroll(step, pane, rows);
    }

    /// Scrolls by `step` lines without choosing.
    pub fn scroll(&mut self, step: isize, pane: &Pane, rows: usize) {
        let most = pane.lines.len().saturating_sub(rows);
        self.top = self.top.min(most).saturating_add_signed(step).min(most);
    }

    fn reveal(&mut self, line: usize, pane: &Pane, rows: usize) {
        let margin = usize::from(rows > 4);
        if line < self.top + margin {
            self.top = line.saturating_sub(margin);
        } else if line + margin + 1 > self.top + rows {
            self.top = line + margin + 1 - rows;
        }
        self.top = self.top.min(pane.lines.len().saturating_sub(rows));
    }
}

impl Pane {
    /// Adds a line.
    pub fn push(&mut self, line: impl Into<Line<'static>>) {
        self.lines.push(line.into());
    }

    /// Adds an empty line, but never two.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|l| l.width() > 0) {
            self.lines.push(Line::default());
        }
    }

    /// Adds lines of which the first can be chosen.
    pub fn stop(&mut self, at_s: Option<f64>, lines: Vec<Line<'static>>) {
        self.stops.push(Stop { line: self.lines.len(), at_s });
        self.lines.extend(lines);
    }

    /// The second that the chosen line is about.
    #[must_use]
    pub fn chosen_s(&self, scroll: Scroll) -> Option<f64> {
        scroll.chosen.and_then(|n| self.stops.get(n)).and_then(|s| s.at_s)
    }

    /// The first line that is visible.
    fn top(&self, mut scroll: Scroll, rows: usize) -> usize {
        if let Some(line) = self.mark {
            scroll.reveal(line, self, rows);
        }
        scroll.top.min(self.lines.len().saturating_sub(rows))
    }

    /// The line that is drawn in this row of the area.
    #[must_use]
    pub fn line_at(&self, scroll: Scroll, row: usize, rows: usize) -> Option<usize> {
        Some(self.top(scroll, rows) + row).filter(|line| row < rows && *line < self.lines.len())
    }

    /// The stop that a line belongs to: its first line, or one that goes on with it.
    #[must_use]
    pub fn stop_at(&self, line: usize) -> Option<usize> {
        let at = self.stops.iter().rposition(|stop| stop.line <= line)?;
        self.lines.get(self.stops[at].line..=line)?.iter().all(|l| l.width() > 0).then_some(at)
    }

    /// The second that a column of a line stands for.
    #[must_use]
    pub fn second_at(&self, line: usize, column: usize) -> Option<f64> {
        let time = self.timeline.as_ref().filter(|t| t.lines.contains(&line) && column < t.columns)?;
        Some(time.duration_s * column as f64 / time.columns as f64)
    }

    /// Which of the words stands at a column of a line, counted from the first one.
    #[must_use]
    pub fn word_at(&self, line: usize, column: usize) -> Option<usize> {
        let lines = self.lines.get(self.words.clone())?;
        let row = line.checked_sub(self.words.start).filter(|row| *row < lines.len())?;
        let before: usize = lines[..row].iter().map(|l| l.to_string().split_whitespace().count()).sum();
        let mut cells = Vec::new();
        let mut word = None;
        let mut in_word = false;
        for (letter, wide) in lines[row].to_string().chars().map(|c| (c, c.width().unwrap_or(0))) {
            let space = letter.is_whitespace();
            if !space && !in_word {
                word = Some(word.map_or(0, |n: usize| n + 1));
            }
            in_word = !space;
            cells.extend(std::iter::repeat_n(word.filter(|_| !space), wide));
        }
        cells.get(column).copied().flatten().map(|n| before + n)
    }

    /// Draws what is visible, and a sign at the right where there is more. The line below the area says how much more there is
    /// and which key shows it.
    pub fn draw(&self, scroll: Scroll, area: Rect, keys: &KeyMap, theme: &Theme, buf: &mut Buffer) {
        let rows = usize::from(area.height);
        let most = self.lines.len().saturating_sub(rows);
        let top = self.top(scroll, rows);
        let chosen = scroll.chosen.and_then(|n| self.stops.get(n)).map(|s| s.line);
        for (row, (n, line)) in (0..area.height).zip(self.lines.iter().enumerate().skip(top)) {
            let place = Rect { y: area.y + row, height: 1, ..area };
            line.render(place, buf);
            if chosen == Some(n) {
                buf.set_style(place, theme.chosen);
            }
        }
        let at_right = area.right();
        if top > 0 && area.height > 0 {
            buf.set_string(at_right, area.y, "↑", theme.accent);
        }
        if top < most && area.height > 0 {
            buf.set_string(at_right, area.bottom() - 1, "↓", theme.accent);
        }
        // A page with a mark goes with it, not with keys.
        if top < most && self.mark.is_none() {
            let below = Rect { y: area.bottom(), height: 1, ..area };
            let more = count(self.lines.len() - top - rows, "more line");
            let told =
                [Span::styled(keys.shown(Action::PageDown), theme.accent), Span::styled(format!(" {more}"), theme.dim)];
            Line::from_iter(told).right_aligned().render(below.intersection(buf.area), buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::Palette;

    fn pane(lines: usize, stops: &[usize]) -> Pane {
        let stops = stops.iter().map(|line| Stop { line: *line, at_s: None }).collect();
        Pane { lines: (0..lines).map(|n| Line::from(n.to_string())).collect(), stops, ..Pane::default() }
    }

    #[test]
    fn text_without_stops_scrolls_and_ends_at_its_end() {
        let (pane, mut scroll) = (pane(10, &[]), Scroll::default());
        scroll.step(1, &pane, 4);
        assert_eq!(scroll.top, 1);
        scroll.scroll(99, &pane, 4);
        assert_eq!(scroll.top, 6);
        scroll.scroll(-99, &pane, 40);
        assert_eq!(scroll.top, 0);
    }

    #[test]
    fn the_chosen_line_is_always_visible() {
        let (pane, mut scroll) = (pane(30, &[2, 12, 29]), Scroll::default());
        for line in [2, 12, 29] {
            scroll.step(1, &pane, 8);
            let chosen = pane.stops[scroll.chosen.unwrap()].line;
            assert_eq!(chosen, line);
            assert!((scroll.top..scroll.top + 8).contains(&chosen), "{scroll:?}");
        }
        scroll.step(-1, &pane, 8);
        scroll.step(-1, &pane, 8);
        scroll.step(-1, &pane, 8);
        assert_eq!(scroll, Scroll::default(), "above the first stop is the top of the page");
    }

    #[test]
    fn places_on_the_screen_are_lines_words_and_seconds() {
        let mut page = pane(3, &[0]);
        page.gap();
        let words = ["日本 keeps  history", "of ~um~ commits"];
        page.words = page.lines.len()..page.lines.len() + 2;
        page.lines.extend(words.map(Line::from));
        page.timeline = Some(Timeline { lines: 0..2, columns: 20, duration_s: 40.0 });
        assert_eq!(
            (page.line_at(Scroll { top: 1, chosen: None }, 2, 4), page.line_at(Scroll::default(), 9, 4)),
            (Some(3), None)
        );
        assert_eq!((page.stop_at(2), page.stop_at(3)), (Some(0), None), "an empty line ends what can be chosen");
        assert_eq!((page.second_at(1, 5), page.second_at(1, 20), page.second_at(2, 5)), (Some(10.0), None, None));
        let at = |line, column| page.word_at(page.words.start + line, column);
        assert_eq!([at(0, 0), at(0, 3), at(0, 4), at(0, 5), at(0, 12)], [Some(0), Some(0), None, Some(1), Some(2)]);
        assert_eq!([at(1, 0), at(1, 5), at(1, 99), at(2, 0)], [Some(3), Some(4), None, None]);
        assert_eq!(page.word_at(0, 0), None);
    }

    #[test]
    fn drawing_keeps_inside_its_area() {
        let theme = Theme::new(Palette::NoColor);
        let area = Rect::new(0, 0, 6, 3);
        let mut buf = Buffer::empty(area);
        let scroll = Scroll { top: 99, chosen: Some(9) };
        pane(10, &[1]).draw(scroll, Rect::new(0, 0, 5, 3), &KeyMap::default(), &theme, &mut buf);
        let row = |y| (0..6).map(|x| buf[(x, y)].symbol()).collect::<String>();
        assert_eq!([row(0), row(1), row(2)], ["7    ↑", "8     ", "9     "]);
    }

    #[test]
    fn the_line_below_says_how_much_more_there_is_and_which_key_shows_it() {
        let mut keys = KeyMap::default();
        keys.rebind("page-down", "f2").unwrap();
        let theme = Theme::new(Palette::NoColor);
        let below = |pane: &Pane, top| {
            let mut buf = Buffer::empty(Rect::new(0, 0, 21, 4));
            pane.draw(Scroll { top, chosen: None }, Rect::new(0, 0, 20, 3), &keys, &theme, &mut buf);
            (0..21).map(|x| buf[(x, 3)].symbol()).collect::<String>()
        };
        let page = pane(10, &[]);
        assert_eq!([below(&page, 0), below(&page, 6)], ["     f2 7 more lines ", "      f2 1 more line "]);
        assert_eq!([below(&page, 7), below(&pane(3, &[]), 0)], [" ".repeat(21), " ".repeat(21)]);
        assert_eq!(below(&Pane { mark: Some(1), ..page }, 0), " ".repeat(21));
    }
}
