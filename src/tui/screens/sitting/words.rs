//! What each action does now, in a word or two; none if it does nothing. Keys, footer and help all follow from it.

use super::{Ui, View, pages::page_word};
use crate::tui::keys::Action;
use outloud_core::session::SessionKind;
use outloud_engine::{Command, Page, Phase};

impl Ui {
    pub(super) fn footer_order(&self, phase: &Phase) -> &'static [Action] {
        use Action::{
            Back, Compare, Correct, Down, Finish, FollowUp, Go, Help, Hint, Left, Live, Next, Note, Open, Pause, Play,
            Quit, Repeat, Retake, Save, Story, Type,
        };
        match phase {
            Phase::Scored { page: Page::FollowUp, .. } => {
                &[Open, FollowUp, Next, Retake, Play, Note, Story, Compare, Finish, Back, Help, Quit]
            }
            Phase::Scored { .. } => {
                &[Left, Open, Save, Go, Next, Retake, Play, Correct, Note, Story, Compare, Finish, Back, Help, Quit]
            }
            Phase::Debrief => &[Open, Down, Repeat, Back, Help, Quit],
            _ => &[Save, Go, Hint, Story, Type, Next, Pause, Live, Finish, Down, Back, Help, Quit],
        }
    }

    /// What `action` does now, in a word; none if nothing.
    pub(super) fn word(&self, action: Action, view: &View<'_>) -> Option<&'static str> {
        match (self.help, action) {
            (false, action) => self.word_behind_help(action, view),
            (true, Action::Back | Action::Help) => Some("back"),
            (true, _) => None,
        }
    }

    /// The same, as if the keys were not being explained.
    pub(super) fn word_behind_help(&self, action: Action, view: &View<'_>) -> Option<&'static str> {
        let phase = view.interview.phase();
        let yes = |allowed: bool, word: &'static str| allowed.then_some(word);
        if self.typing(phase) {
            return match action {
                Action::Open => yes(self.field.is_some(), "done"),
                Action::Save => yes(self.field.is_none(), "done"),
                Action::Back => Some("back"),
                _ => None,
            };
        }
        if self.word.is_some() {
            return match action {
                Action::Left | Action::Right => Some("choose"),
                Action::Open => Some("correct it"),
                Action::Back => Some("done"),
                _ => None,
            };
        }
        match (action, phase) {
            _ if view.open_story().is_some() => super::story::word(action),
            (Action::Story, _) => yes(view.story().is_some(), "story"),
            (_, Phase::Scored { page, .. }) => self.scored_word(action, *page, view),
            _ => answering_word(action, view),
        }
    }

    fn scored_word(&self, action: Action, page: Page, view: &View<'_>) -> Option<&'static str> {
        let yes = |allowed: bool, word: &'static str| allowed.then_some(word);
        let to = |to: Page| yes(to != page && view.allows(&Command::Page(to)), page_word(to));
        match action {
            Action::Go => page.next().filter(|_| view.allows(&Command::Go)).map(page_word),
            Action::Score => to(Page::Score),
            Action::Hint => to(Page::Hints),
            Action::Model => to(Page::Model),
            Action::Recruiter => to(Page::Recruiter),
            Action::FollowUp if page == Page::FollowUp => yes(view.allows(&Command::FollowUp), "answer it"),
            Action::FollowUp => to(Page::FollowUp),
            Action::Retake => yes(view.allows(&Command::Retake), "retake"),
            Action::Next => yes(view.allows(&Command::Next), "next"),
            Action::Note => yes(view.allows(&Command::Note(String::new())), "note"),
            Action::Correct => yes(view.allows(&Command::Correct { word: 0, text: String::new() }), "correct a word"),
            Action::Play => {
                let recorded = view.interview.current_take().is_some_and(|t| t.take.audio.is_some());
                yes(recorded && view.can_play, "play")
            }
            Action::Finish => yes(view.allows(&Command::Finish), "end"),
            Action::Up | Action::Down => Some("choose"),
            Action::PageUp | Action::PageDown | Action::Top | Action::Bottom => Some("scroll"),
            Action::Help => Some("keys"),
            Action::Quit => Some("quit"),
            _ => None,
        }
    }
}

/// The footer's word for a hint names its cost ([`outloud_core::session::HINT_COST`]).
const HINT_WORD: &str = "hint (-4)";

/// The words of the phases before the scorecard, and of the debrief.
fn answering_word(action: Action, view: &View<'_>) -> Option<&'static str> {
    let phase = view.interview.phase();
    let yes = |allowed: bool, word: &'static str| allowed.then_some(word);
    match (action, phase) {
        (Action::Go, Phase::Asking { .. }) => yes(view.allows(&Command::Go), "show all"),
        (Action::Go, Phase::Thinking { .. }) => yes(view.allows(&Command::Go), "start"),
        (Action::Go, Phase::Recording { .. }) => yes(view.allows(&Command::Go), "done"),
        (Action::Hint, _) => yes(view.hint_allowed(), HINT_WORD),
        (Action::Back, Phase::Debrief) => Some("back"),
        (Action::Repeat, Phase::Debrief) => yes(view.interview.rules().kind == SessionKind::Mock, "round again"),
        (Action::Open, Phase::Debrief) => view.debrief_choice().map(|_| "look at it"),
        (Action::Type, _) => yes(view.allows(&Command::Type), "type instead"),
        (Action::Next, _) => yes(view.allows(&Command::Next), "skip"),
        (Action::Pause, _) if view.interview.rules().think_s.is_none() && !view.interview.paused() => None,
        (Action::Pause, _) => {
            yes(view.allows(&Command::Pause), if view.interview.paused() { "go on" } else { "pause" })
        }
        (Action::Live, Phase::Recording { .. }) => Some("words"),
        (Action::Finish, _) => yes(view.allows(&Command::Finish), "end"),
        (Action::Back, Phase::Recording { .. }) => yes(view.allows(&Command::Discard), "throw away"),
        (Action::Up | Action::Down, Phase::Debrief) => Some("choose"),
        (Action::PageUp | Action::PageDown | Action::Top | Action::Bottom, Phase::Debrief) => Some("scroll"),
        (Action::Help, _) => Some("keys"),
        (Action::Quit, _) => Some(if view.ui.leaving { "really quit" } else { "quit" }),
        _ => None,
    }
}
