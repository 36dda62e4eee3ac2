//! A list of which one row is chosen.

use ratatui::{buffer::Buffer, layout::Rect, text::Line, widgets::Widget};

use crate::tui::{
    hits::{Hit, Hits},
    keys::Action,
    theme::Theme,
};

/// Which row of a list is chosen. What is visible follows from it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Choice {
    /// The row.
    pub at: usize,
}

impl Choice {
    /// Moves in a list of `len` rows of which `rows` are visible. Says whether the action was one that moves.
    pub fn act(&mut self, action: Action, len: usize, rows: usize) -> bool {
        let page = rows.max(2) - 1;
        let last = len.saturating_sub(1);
        self.at = match action {
            Action::Up => self.at.saturating_sub(1),
            Action::Down => self.at + 1,
            Action::PageUp => self.at.saturating_sub(page),
            Action::PageDown => self.at + page,
            Action::Top => 0,
            Action::Bottom => last,
            _ => return false,
        }
        .min(last);
        true
    }

    /// Draws the rows around the chosen one, and notes in `hits` where each is; `row` makes the line of one.
    pub fn draw(
        self,
        len: usize,
        area: Rect,
        theme: &Theme,
        hits: &Hits,
        buf: &mut Buffer,
        row: impl Fn(usize) -> Line<'static>,
    ) {
        let rows = usize::from(area.height);
        let top = self.at.saturating_sub(rows / 2).min(len.saturating_sub(rows));
        for (y, n) in (area.y..area.bottom()).zip(top..len) {
            let place = Rect { y, height: 1, ..area };
            row(n).render(Rect { x: place.x + 2, width: place.width.saturating_sub(2), ..place }, buf);
            hits.add(place, Hit::Row(n as isize - self.at as isize));
            if n == self.at {
                buf.set_string(place.x, y, "›", theme.accent);
                buf.set_style(place, theme.chosen);
            }
        }
        if rows > 0 && top > 0 {
            buf.set_string(area.right(), area.y, "↑", theme.accent);
        }
        if rows > 0 && top + rows < len {
            buf.set_string(area.right(), area.bottom() - 1, "↓", theme.accent);
        }
    }
}
