//! What can be clicked in the last frame. Whatever draws a list or a footer notes where; a click is looked up there.

use std::cell::RefCell;

use ratatui::layout::{Position, Rect};

use super::keys::Action;

/// What a place on the screen stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// A row of a list, so many rows below the chosen one; negative above it.
    Row(isize),
    /// An action of the footer.
    Action(Action),
}

/// The places of the last frame.
#[derive(Debug, Default)]
pub struct Hits(RefCell<Vec<(Rect, Hit)>>);

impl Hits {
    /// Forgets every place: what is drawn next covers it.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    /// Notes a place.
    pub fn add(&self, place: Rect, hit: Hit) {
        self.0.borrow_mut().push((place, hit));
    }

    /// What was drawn at `at`.
    #[must_use]
    pub fn at(&self, at: Position) -> Option<Hit> {
        self.0.borrow().iter().rev().find(|(place, _)| place.contains(at)).map(|(_, hit)| *hit)
    }
}
