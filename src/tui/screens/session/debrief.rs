//! Looking back at a session.

use super::view::SessionView;
use crate::{
    app::view::debrief_document,
    tui::{document::pane, widgets::Pane},
};
use outloud_engine::{TakeState, debrief};

impl SessionView<'_> {
    pub(super) fn debrief_pane(&self, columns: usize) -> Pane {
        pane(&debrief_document(self.interview, self.live.again.as_deref()), columns, self.theme)
    }

    /// The take whose answer is chosen in the debrief, else that of the weakest; none while answers are still being worked on.
    pub(super) fn debrief_choice(&self) -> Option<u32> {
        let takes = self.interview.takes();
        if takes.iter().any(TakeState::pending) {
            return None;
        }
        let figures = debrief(takes.iter().map(|t| &t.take));
        let chosen = self.ui.scroll.chosen.or(figures.weakest).unwrap_or(0);
        figures.answers.get(chosen).map(|a| a.take)
    }
}
