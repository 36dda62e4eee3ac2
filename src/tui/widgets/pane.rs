//! A page of text that may be longer than the screen: scrolled by hand, with a cursor on the lines one can act on.

use ratatui::{buffer::Buffer, layout::Rect, text::Line, widgets::Widget};

use crate::tui::{keys::Action, theme::Theme};

/// A page of lines, some of which can be chosen.
#[derive(Debug, Clone, Default)]
pub struct Pane {
    /// The lines, already as wide as the area.
    pub lines: Vec<Line<'static>>,
    /// The lines that can be chosen, top to bottom.
    pub stops: Vec<Stop>,
    /// The line that is to be seen, wherever one has scrolled to.
    pub mark: Option<usize>,
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

    /// Draws what is visible, and a sign at the right where there is more.
    pub fn draw(&self, mut scroll: Scroll, area: Rect, theme: &Theme, buf: &mut Buffer) {
        let rows = usize::from(area.height);
        if let Some(line) = self.mark {
            scroll.reveal(line, self, rows);
        }
        let most = self.lines.len().saturating_sub(rows);
        let top = scroll.top.min(most);
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::Palette;

    fn pane(lines: usize, stops: &[usize]) -> Pane {
        let stops = stops.iter().map(|line| Stop { line: *line, at_s: None }).collect();
        Pane { lines: (0..lines).map(|n| Line::from(n.to_string())).collect(), stops, mark: None }
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
    fn drawing_keeps_inside_its_area() {
        let theme = Theme::new(Palette::NoColor);
        let area = Rect::new(0, 0, 6, 3);
        let mut buf = Buffer::empty(area);
        let scroll = Scroll { top: 99, chosen: Some(9) };
        pane(10, &[1]).draw(scroll, Rect::new(0, 0, 5, 3), &theme, &mut buf);
        let row = |y| (0..6).map(|x| buf[(x, y)].symbol()).collect::<String>();
        assert_eq!([row(0), row(1), row(2)], ["7    ↑", "8     ", "9     "]);
    }
}
