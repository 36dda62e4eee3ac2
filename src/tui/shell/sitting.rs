//! The sitting on top of the places: its driver, its keys, and the way back from it.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::Shell;
use crate::{
    engine::Command,
    runtime::{Driver, Player},
    tui::{
        app::{Ended, Look},
        screens::{
            Place,
            sitting::{Reaction, Ui, View},
        },
    },
};

/// A sitting under way.
pub(super) struct Sitting {
    pub(super) driver: Driver,
    pub(super) ui: Ui,
}

impl Shell<'_> {
    pub(super) fn sitting_key(&mut self, event: &KeyEvent, area: Rect) -> Option<Ended> {
        let sitting = self.sitting.as_mut()?;
        let mut ui = sitting.ui.clone();
        let reaction = ui.key(event, &sitting.view(&self.look), area);
        sitting.driver.set_live_ticks(ui.live);
        sitting.ui = ui;
        match reaction {
            Reaction::None => {}
            Reaction::Command(Command::Finish) if sitting.driver.interview().takes().is_empty() => {
                return self.leave_sitting();
            }
            Reaction::Command(command) => sitting.driver.command(command),
            Reaction::Play(from_s) => {
                let take = sitting.driver.interview().phase().take();
                let id = sitting.driver.session_id();
                let played = take.map_or(Ok(()), |take| self.play(&id, take, from_s, false));
                if let (Err(why), Some(sitting)) = (played, self.sitting.as_mut()) {
                    sitting.ui.notice = Some(why);
                }
            }
            Reaction::Review(take) => self.review(take),
            Reaction::Leave => return self.leave_sitting(),
        }
        None
    }

    /// Ends the sitting and opens one of its answers.
    fn review(&mut self, take: u32) {
        let Some(mut sitting) = self.sitting.take() else { return };
        sitting.driver.finish_recording();
        match sitting.driver.close() {
            Ok(session) => self.open(Place::session(session, Some(take))),
            Err(why) => {
                self.open(Place::sessions());
                self.notice = Some(why);
            }
        }
        self.read_library();
    }

    /// Back to where one came from; out, if one came from the command line.
    fn leave_sitting(&mut self) -> Option<Ended> {
        if self.places.is_empty() {
            return Some(Ended::Left);
        }
        // What was asked of the ports is completed behind the next screen.
        if let Some(mut sitting) = self.sitting.take() {
            sitting.driver.finish_recording();
            self.notice = sitting.driver.close().err();
        }
        self.read_library();
        None
    }
}

impl Sitting {
    pub(super) fn view<'b>(&'b self, look: &'b Look) -> View<'b> {
        View {
            interview: self.driver.interview(),
            live: self.driver.live(),
            ui: &self.ui,
            keys: &look.keys,
            theme: &look.theme,
            can_play: Player::available(),
        }
    }
}
