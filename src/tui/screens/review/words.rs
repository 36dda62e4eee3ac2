//! The keys while words of a take are chosen.

use super::screen::{ReviewScreen, Typing};
use crate::tui::{
    keys::Action,
    screen::{Context, Transition},
    screens::prompt::PromptScreen,
    text::safe,
};

/// Words that up and down jump over.
const JUMP: usize = 10;

impl ReviewScreen {
    pub(super) fn act_on_words(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        let now = self.focus(cx).unwrap_or(0);
        let last = self.words().len().saturating_sub(1);
        let to = match action {
            Action::Left => now.saturating_sub(1),
            Action::Right => now + 1,
            Action::Up => now.saturating_sub(JUMP),
            Action::Down => now + JUMP,
            Action::Open => {
                let text = self.words().get(now).map_or(String::new(), |w| safe(&w.text).into_owned());
                (self.word, self.typing) = (Some(now), Some(Typing::Word(now)));
                let question = format!("What did you really say for “{text}”? Empty: the word is removed.");
                return Transition::push(PromptScreen::new(&question, &text));
            }
            Action::Back => {
                self.word = None;
                return Transition::Stay;
            }
            _ => return Transition::Unhandled,
        }
        .min(last);
        (self.word, self.paused_s) = (Some(to), None);
        match self.words().get(to).and_then(|w| w.start_s) {
            Some(from_s) if self.now_s(cx).is_some() => self.play_from(from_s, true),
            _ => Transition::Stay,
        }
    }
}
