//! The actions of a session's screen: which of them can be done in which phase, and what the footer calls them.

use super::{
    pages::page_label,
    preparation,
    story::open_story,
    ui::SessionUi,
    view::{self, SessionView},
};
use crate::tui::keys::Action;
use outloud_core::session::SessionKind;
use outloud_engine::{Command, Interview, Page, Phase};

/// What a hint is called, with its cost ([`outloud_core::session::HINT_COST`]).
const HINT_LABEL: &str = "hint (-4)";

/// The actions of the phase, in the order of the footer.
pub fn actions(interview: &Interview, ui: &SessionUi) -> &'static [Action] {
    use Action::{
        Bottom, Challenge, Correct, Down, Finish, FollowUp, Go, Hint, Left, Live, Model, Next, Note, Open, PageDown,
        PageUp, Pause, Play, Prepare, Recruiter, Repeat, Retake, Right, Save, Score, Story, Top, Type, Up,
    };
    match interview.phase() {
        _ if open_story(interview, ui).is_some() => &[Story, Down, Up, PageDown, PageUp, Top, Bottom],
        _ if preparation::is_open(interview, ui) => &[Go, Prepare, Down, Up, PageDown, PageUp, Top, Bottom],
        Phase::Typing { .. } => &[Save],
        Phase::Estimating { .. } => &[Open, Left, Right],
        Phase::Scored { .. } if ui.word.is_some() => &[Left, Right, Open],
        Phase::Scored { page: Page::FollowUp, .. } => &[
            FollowUp, Go, Next, Retake, Play, Note, Story, Prepare, Finish, Score, Hint, Model, Recruiter, Down, Up,
            PageDown, PageUp, Top, Bottom,
        ],
        Phase::Scored { .. } => &[
            Go, Challenge, Next, Retake, Play, Correct, Note, Story, Prepare, Finish, Score, Hint, Model, Recruiter,
            FollowUp, Down, Up, PageDown, PageUp, Top, Bottom,
        ],
        Phase::Debrief => &[Open, Down, Repeat, Up, PageDown, PageUp, Top, Bottom],
        _ => &[Go, Hint, Prepare, Story, Type, Next, Pause, Live, Finish],
    }
}

impl SessionView<'_> {
    /// Whether `action`, one of `actions` or common to all screens, can be done now.
    #[must_use]
    pub fn allows(&self, action: Action) -> bool {
        let phase = self.interview.phase();
        let scored = matches!(phase, Phase::Scored { .. });
        let asks = |command| self.engine_allows(&command);
        match action {
            Action::Help | Action::Quit | Action::Suspend => true,
            Action::Back => {
                let inner = self.open_story().is_some() || self.is_preparation_open() || self.ui.word.is_some();
                let discard = matches!(phase, Phase::Recording { .. }) && asks(Command::Discard);
                inner || discard || matches!(phase, Phase::Debrief | Phase::Typing { .. } | Phase::Estimating { .. })
            }
            Action::Story => self.story().is_some(),
            Action::Prepare => self.has_preparation() || self.is_preparation_refused(),
            Action::Go if scored => true,
            Action::Go => asks(Command::Go),
            Action::Hint if scored => self.can_turn_to(Page::Hints),
            Action::Hint => asks(Command::Hint),
            Action::Score => self.can_turn_to(Page::Score),
            Action::Model => self.can_turn_to(Page::Model),
            Action::Recruiter => self.can_turn_to(Page::Recruiter),
            Action::FollowUp if self.shown_page() == Some(Page::FollowUp) => asks(Command::FollowUp),
            Action::FollowUp => self.can_turn_to(Page::FollowUp),
            Action::Type => asks(Command::Type),
            Action::Next => asks(Command::Next),
            Action::Retake => asks(Command::Retake),
            Action::Challenge => self.chosen_verdict().is_some(),
            Action::Note => asks(Command::Note(String::new())),
            Action::Correct => asks(Command::Correct { word: 0, text: String::new() }),
            Action::Play => self.can_play && self.interview.current_take().is_some_and(|t| t.take.audio.is_some()),
            Action::Pause => {
                let timed = self.interview.rules().think_s.is_some() || self.interview.paused();
                timed && asks(Command::Pause)
            }
            Action::Live => matches!(phase, Phase::Recording { .. }),
            Action::Finish => asks(Command::Finish),
            Action::Repeat => self.interview.rules().kind == SessionKind::Mock,
            Action::Open if matches!(phase, Phase::Estimating { .. }) => true,
            Action::Open => self.ui.word.is_some() || self.debrief_choice().is_some(),
            _ => true,
        }
    }

    /// What the footer calls `action`.
    #[must_use]
    pub fn label(&self, action: Action) -> &'static str {
        let phase = self.interview.phase();
        match (action, phase) {
            (Action::Story | Action::Back, _) if self.open_story().is_some() => "back to the question",
            (Action::Prepare | Action::Back, _) if self.is_preparation_open() => "back to the question",
            (Action::Down, _) if self.open_story().is_some() || self.is_preparation_open() => "scroll",
            // It is no choice there: the key says why.
            (Action::Prepare, _) if self.is_preparation_refused() => "",
            (Action::Prepare, Phase::Asking { .. } | Phase::Thinking { .. }) => "how to build it",
            (Action::Open, Phase::Estimating { .. }) if self.ui.estimate.is_some() => "take it",
            (Action::Open, Phase::Estimating { .. }) => "skip",
            (Action::Back, Phase::Estimating { .. }) if view::is_over(self.interview) => "skip all",
            (Action::Back, Phase::Estimating { .. }) => "skip",
            (Action::Left | Action::Right, _) => "choose",
            (Action::Open, _) if self.ui.word.is_some() => "correct it",
            (Action::Back, _) if self.ui.word.is_some() => "done",
            (Action::Back, Phase::Recording { .. }) => "discard",
            (Action::Open, _) => "open it",
            (Action::Go, Phase::Asking { .. }) => "show all",
            (Action::Go, Phase::Thinking { .. }) => "start",
            (Action::Go, Phase::Scored { .. }) => self.next_page().map_or("next question", page_label),
            (Action::Go, _) => "done",
            (Action::Hint, Phase::Scored { .. }) => page_label(Page::Hints),
            (Action::Hint, _) => HINT_LABEL,
            (Action::FollowUp, _) if self.shown_page() == Some(Page::FollowUp) => "answer it",
            (Action::Next, Phase::Scored { .. }) => "next",
            (Action::Next, _) => "skip",
            (Action::Pause, _) if self.interview.paused() => "go on",
            (Action::Quit, _) if self.ui.leaving => "really quit",
            (Action::Play, _) if self.is_playing => "stop",
            (Action::Challenge, _) => self.challenge_label(),
            (action, _) => action.label(),
        }
    }

    /// What the help says of `action`.
    #[must_use]
    pub fn help(&self, action: Action) -> &'static str {
        match (action, self.interview.phase()) {
            (Action::Go, Phase::Asking { .. }) => "Show the whole question at once",
            (Action::Go, Phase::Thinking { .. }) => "Start the recording",
            (Action::Go, Phase::Scored { .. }) if self.next_page().is_some() => "Turn to the next page",
            (Action::Go, Phase::Scored { .. }) => Action::Next.help(),
            (Action::Go, _) => "Stop the recording; the answer is transcribed and scored",
            (Action::Open, Phase::Estimating { .. }) => "Take the chosen value; without one skip the estimate",
            (Action::Open, _) if self.ui.word.is_some() => "Type what you really said in the place of the word",
            (Action::Next, Phase::Asking { .. } | Phase::Thinking { .. }) => "Skip the question",
            (action, _) => action.help(),
        }
    }

    fn shown_page(&self) -> Option<Page> {
        match self.interview.phase() {
            Phase::Scored { page, .. } => Some(*page),
            _ => None,
        }
    }

    /// The page that turning leads to; none on the last one.
    pub(super) fn next_page(&self) -> Option<Page> {
        self.shown_page().and_then(Page::next).filter(|page| self.interview.has_page(*page))
    }

    fn can_turn_to(&self, page: Page) -> bool {
        self.shown_page() != Some(page) && self.engine_allows(&Command::Page(page))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_names_what_a_hint_costs() {
        assert_eq!(HINT_LABEL, format!("hint (-{})", outloud_core::session::HINT_COST));
    }
}
