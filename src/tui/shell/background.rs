//! What the screens have done behind them, so that drawing waits for no disk and no device: reading, storing, trying.

use std::sync::mpsc::{Sender, channel};

use super::{Shell, look_of};
use crate::{
    app::{Library, Settings, rescore},
    tui::{
        app::{Mailbox, Message},
        screens::{Change, Place},
        theme::{Palette, Theme},
    },
};
use outloud_core::session::Session;

/// What is stored, one after the other and in the order in which it was asked for. Dropping it waits for the last.
pub(super) struct Clerk {
    ask: Option<Sender<Chore>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

type Chore = Box<dyn FnOnce() + Send>;

impl Clerk {
    pub(super) fn hire() -> Self {
        let (ask, asked) = channel::<Chore>();
        let work = move || asked.into_iter().for_each(|chore| chore());
        Self { ask: Some(ask), thread: std::thread::Builder::new().name("clerk".to_owned()).spawn(work).ok() }
    }

    /// Has something done. Without a thread it is done here and now.
    pub(super) fn ask(&self, chore: impl FnOnce() + Send + 'static) {
        let refused = match (&self.ask, &self.thread) {
            (Some(ask), Some(_)) => ask.send(Box::new(chore)).err().map(|e| e.0),
            _ => Some(Box::new(chore) as Chore),
        };
        if let Some(chore) = refused {
            chore();
        }
    }
}

impl Drop for Clerk {
    fn drop(&mut self) {
        self.ask = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Shell<'_> {
    /// Does something slow on a thread of its own. Without a thread what it would tell stays untold, and the screens say
    /// that they wait for it.
    fn aside(&self, name: &str, work: impl FnOnce(&Mailbox) + Send + 'static) {
        let mailbox = self.mailbox.clone();
        let _ = std::thread::Builder::new().name(name.to_owned()).spawn(move || work(&mailbox));
    }

    /// Has everything read that the places show, once there is a place.
    pub fn read(&mut self) {
        if !self.places.is_empty() && !std::mem::replace(&mut self.reading, true) {
            let banks = self.app.banks().clone();
            self.aside("banks", move |mailbox| {
                let _ = banks.all();
                mailbox.send(Message::Banks);
            });
            // Once, at the start: a setting that is only tried out deletes nothing.
            self.load_library(self.settings.keep_audio_days);
        }
    }

    /// The places that were opened without banks get theirs.
    pub(super) fn banks_read(&mut self) {
        self.banks_read = true;
        if let Some(problem) = self.app.banks().problem() {
            self.notice = Some(problem.to_owned());
        }
        let mut places = std::mem::take(&mut self.places);
        let cx = self.context();
        for place in &mut places {
            place.banks_read(&cx);
        }
        self.places = places;
    }

    /// Reads what was practised before.
    pub(super) fn read_library(&self) {
        self.load_library(0);
    }

    /// The same; recordings that are older than so many days go first, unless there are 0.
    fn load_library(&self, days: u32) {
        let store = self.app.sessions().clone();
        self.aside("library", move |mailbox| {
            if let Some(told) = crate::app::expire(&store, days).unwrap_or_else(|e| Some(e.to_string())) {
                mailbox.send(Message::Told(told));
            }
            mailbox.send(Message::Library(Box::new(Library::load(&store))));
        });
    }

    /// Tries every part of the machine.
    pub(super) fn check_up(&self) {
        let app = self.app.clone();
        self.aside("doctor", move |mailbox| {
            app.run_checks(&|check| mailbox.send(Message::Check(Some(check))));
            mailbox.send(Message::Check(None));
        });
    }

    /// Asks the system for microphones and the disk for models.
    pub(super) fn look_for_choices(&self) {
        let app = self.app.clone();
        self.aside("choices", move |mailbox| mailbox.send(Message::Choices(app.choices())));
    }

    /// The settings hold at once and are stored when the disk is ready.
    pub(super) fn save(&mut self, settings: Settings) {
        // Colours that were refused for this run (NO_COLOR, --no-color) stay off.
        let no_color =
            self.settings.colors != Palette::NoColor.name() && self.look.theme == Theme::new(Palette::NoColor);
        self.look = look_of(&settings, no_color).0;
        self.app.apply_settings(&settings);
        self.settings = settings.clone();
        let (home, mailbox) = (self.app.home().clone(), self.mailbox.clone());
        self.clerk.ask(move || {
            if let Err(why) = settings.save(&home) {
                mailbox.send(Message::Told(why.to_string()));
            }
        });
    }

    /// Changes a stored take.
    pub(super) fn change(&self, session: String, take: u32, change: Change) {
        let (app, mailbox) = (self.app.clone(), self.mailbox.clone());
        self.clerk.ask(move || {
            let changed = match change {
                Change::Word { word, text } => {
                    rescore::correct(app.sessions(), app.scorer(), &session, take, word, &text)
                }
                Change::Note(text) => rescore::note(app.sessions(), &session, take, &text),
            };
            mailbox.send(Message::Changed(changed.map(Box::new).map_err(|e| e.to_string())));
        });
    }

    pub(super) fn changed(&mut self, changed: Result<Session, String>) {
        let (session, notice) = changed.map_or_else(|why| (None, Some(why)), |session| (Some(session), None));
        if let Some(Place::Session(page)) = self.places.last_mut() {
            page.stored(session);
        }
        self.notice = notice;
        self.read_library();
    }

    /// Removes a session's recordings; then what is left is read anew.
    pub(super) fn delete_audio(&self, id: String) {
        let (store, mailbox) = (self.app.sessions().clone(), self.mailbox.clone());
        self.clerk.ask(move || {
            let done = store.delete_audio(&id).map(|_| ()).map_err(|e| e.to_string());
            mailbox.send(Message::Deleted(done));
        });
    }
}
