//! Clicks on a stored take: a word is heard, the time line is a place to go on from, a point is chosen and its evidence heard.

use ratatui::layout::Position;

use super::ReviewScreen;
use crate::tui::{
    keys::Action,
    screen::{Context, Screen, Transition},
    widgets::Scroll,
};

/// Lines that one step of the wheel scrolls.
pub(super) const WHEEL: isize = 3;

/// What follows from a click at `at`. Unhandled where the page has nothing to be clicked.
pub(super) fn click(screen: &mut ReviewScreen, at: Position, cx: &Context<'_>) -> Transition {
    if !cx.body.contains(at) {
        return Transition::Unhandled;
    }
    let pane = screen.pane(cx);
    let (column, row) = (usize::from(at.x - cx.body.x), usize::from(at.y - cx.body.y));
    let Some(line) = pane.line_at(screen.scroll, row, cx.rows()) else { return Transition::Unhandled };
    let from_s = if let Some(second) = pane.second_at(line, column) {
        Some(second)
    } else if let Some(word) = pane.word_at(line, column).filter(|word| *word < screen.words().len()) {
        if screen.word.is_some() {
            screen.word = Some(word);
        }
        screen.words()[word].start_s
    } else if let Some(stop) = pane.stop_at(line).filter(|_| screen.word.is_none()) {
        screen.scroll = Scroll { chosen: Some(stop), ..screen.scroll };
        pane.stops[stop].at_s
    } else {
        return Transition::Unhandled;
    };
    screen.paused_s = None;
    match from_s {
        Some(from_s) if screen.allows(Action::Play, cx) => screen.play_from(from_s, true),
        _ => Transition::Stay,
    }
}
