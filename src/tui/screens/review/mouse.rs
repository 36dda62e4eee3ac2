//! Clicks on a stored take: a word is heard, the time line is a place to go on from, a point is chosen and its evidence heard.

use ratatui::layout::Position;

use super::ReviewScreen;
use crate::tui::{
    keys::Action,
    screen::{Context, Screen, Transition},
    widgets::Scroll,
};

impl ReviewScreen {
    /// What follows from a click at `at`. Unhandled where the page has nothing to be clicked.
    pub(super) fn clicked(&mut self, at: Position, cx: &Context<'_>) -> Transition {
        if !cx.body.contains(at) {
            return Transition::Unhandled;
        }
        let pane = self.pane(cx);
        let (column, row) = (usize::from(at.x - cx.body.x), usize::from(at.y - cx.body.y));
        let Some(line) = pane.line_at(self.scroll, row, cx.rows()) else { return Transition::Unhandled };
        let from_s = if let Some(second) = pane.second_at(line, column) {
            Some(second)
        } else if let Some(word) = pane.word_at(line, column).filter(|word| *word < self.words().len()) {
            if self.word.is_some() {
                self.word = Some(word);
            }
            self.words()[word].start_s
        } else if let Some(stop) = pane.stop_at(line).filter(|_| self.word.is_none()) {
            self.scroll = Scroll { chosen: Some(stop), ..self.scroll };
            pane.stops[stop].at_s
        } else {
            return Transition::Unhandled;
        };
        self.paused_s = None;
        match from_s {
            Some(from_s) if self.allows(Action::Play, cx) => self.play_from(from_s, true),
            _ => Transition::Stay,
        }
    }
}
