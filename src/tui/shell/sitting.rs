//! The sitting on top of the places: its driver, its keys, and the way back from it. A sitting that was left goes on behind
//! the screens until its last answer is scored and stored.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::Shell;
use crate::{
    app::{Driver, Plan, Player, PortEvent},
    tui::{
        app::{Ended, Look, Message},
        screens::{
            Place,
            sitting::{Reaction, Ui, View},
        },
    },
};
use outloud_core::session::{RoundSettings, Session};
use outloud_engine::{Command, repeat};

/// A sitting under way.
pub(super) struct Sitting {
    pub(super) number: u64,
    /// The settings of a timed round.
    pub(super) round: Option<RoundSettings>,
    pub(super) driver: Driver,
    pub(super) ui: Ui,
}

/// A sitting that was left.
pub(super) struct Left {
    number: u64,
    driver: Driver,
    /// The take to be looked at when all is stored.
    then: Option<u32>,
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
            Reaction::Repeat => self.repeat(),
            Reaction::Leave => return self.leave_sitting(),
        }
        None
    }

    /// A port of the sitting with this number reported something; what comes of one that is closed is passed over.
    pub(super) fn port(&mut self, number: u64, event: PortEvent) {
        if let Some(sitting) = self.sitting.as_mut().filter(|s| s.number == number) {
            sitting.driver.receive(event);
        } else if let Some(left) = self.left.iter_mut().find(|l| l.number == number) {
            left.driver.receive(event);
            self.let_go();
        }
    }

    /// Ends the round and begins the same one again.
    fn repeat(&mut self) {
        let settings = self.sitting.as_ref().and_then(|s| s.round.clone());
        let Some(round) = settings.and_then(|settings| repeat(&settings, self.app.banks().all())) else { return };
        self.leave(None);
        self.notice = self.sit(Plan::round(round)).err();
    }

    /// Ends the sitting; one of its answers is opened as soon as it is stored.
    fn review(&mut self, take: u32) {
        if self.places.is_empty() {
            self.open(Place::sessions());
        }
        self.leave(Some(take));
    }

    /// Back to where one came from; out, if one came from the command line.
    fn leave_sitting(&mut self) -> Option<Ended> {
        if self.places.is_empty() {
            return Some(Ended::Left);
        }
        self.leave(None);
        None
    }

    fn leave(&mut self, then: Option<u32>) {
        let Some(Sitting { number, mut driver, .. }) = self.sitting.take() else { return };
        driver.finish_recording();
        if !driver.settled() {
            self.notice = Some("Your last answer is being written down and scored. Go on meanwhile.".to_owned());
        }
        self.left.push(Left { number, driver, then });
        self.let_go();
    }

    /// Closes the sittings that were left and have nothing on its way any more.
    fn let_go(&mut self) {
        let (settled, waiting) = std::mem::take(&mut self.left).into_iter().partition(|l| l.driver.settled());
        self.left = waiting;
        for Left { driver, then, .. } in settled {
            let mailbox = self.mailbox.clone();
            self.clerk.ask(move || {
                mailbox.send(Message::Closed(driver.close().map(Box::new).map_err(|e| e.to_string()), then));
            });
        }
    }

    pub(super) fn closed(&mut self, closed: Result<Box<Session>, String>, then: Option<u32>) {
        self.notice = None;
        match (closed, then) {
            (Ok(session), Some(take)) => self.open(Place::session(*session, Some(take))),
            (Ok(_), None) => {}
            (Err(why), _) => self.notice = Some(why),
        }
        self.read_library();
    }

    /// Before the end: stops what is recorded, in the sitting and in those that were left. Says whether sound is still to
    /// come.
    pub fn finish_recordings(&mut self) -> bool {
        let sitting = self.sitting.as_mut().map(|s| &mut s.driver);
        let drivers = sitting.into_iter().chain(self.left.iter_mut().map(|l| &mut l.driver));
        // Each of them is asked, whatever the one before says.
        drivers.filter_map(|driver| driver.finish_recording().then_some(())).count() > 0
    }

    /// Tells on whatever is shown that it is being saved.
    pub fn tell_saving(&mut self) {
        let told = Some("Saving …".to_owned());
        match &mut self.sitting {
            Some(sitting) => sitting.ui.notice = told,
            None => self.notice = told,
        }
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
