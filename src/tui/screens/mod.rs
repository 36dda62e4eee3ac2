//! The screens: each a pure function of its state, and what its keys do to that state.

pub mod banks;
pub mod browse;
pub mod doctor;
pub mod drill;
pub mod filter;
pub mod help;
pub mod home;
pub mod keys;
pub mod mic_test;
pub mod round;
pub mod session;
pub mod sessions;
pub mod settings;
pub mod sitting;
#[cfg(test)]
mod stage;
#[cfg(test)]
mod tests;
pub mod trends;

use ratatui::{buffer::Buffer, layout::Rect};

use self::{
    banks::Banks, browse::Browse, doctor::Doctor, drill::Drill, home::Home, keys::KeysPage, round::RoundForm,
    session::SessionPage, sessions::Sessions, settings::SettingsPage, trends::Trends,
};
pub use drill::due;

use super::{
    keys::{Action, Key, KeyMap},
    theme::Theme,
    widgets::{Chrome, Footer, too_small},
};
use crate::app::{Choices, Interrupted, Library, Plan, Settings};
use outloud_core::{bank::Bank, session::Session};

/// What every screen can see.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Every bank; none while they are being read.
    pub banks: &'a [Bank],
    /// What was practised before; none while it is being read.
    pub library: Option<&'a Library>,
    /// The settings.
    pub settings: &'a Settings,
    /// The key table.
    pub keys: &'a KeyMap,
    /// The colours.
    pub theme: &'a Theme,
    /// Seconds since 1970.
    pub now_s: i64,
    /// Whether recordings can be played here.
    pub can_play: bool,
    /// What the settings can choose from; none while the system is being asked.
    pub choices: Option<&'a Choices>,
    /// What is heard now, if something is.
    pub playing: Option<Playing<'a>>,
    /// Something to tell.
    pub notice: Option<&'a str>,
}

/// A take that is being played.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Playing<'a> {
    /// The session's id.
    pub session: &'a str,
    /// The take's number.
    pub take: u32,
    /// The second that is heard.
    pub at_s: f64,
}

/// Where a key leads.
#[derive(Debug)]
pub enum Next {
    /// It stays.
    Stay,
    /// Back to where one came from.
    Back,
    /// Another screen; back leads here again.
    To(Place),
    /// A sitting.
    Sit(Plan),
    /// The microphone test.
    MicTest,
    /// The settings changed: store them.
    Save(Settings),
    /// Play this take of this session from a second, or stop playing.
    Play {
        /// The session's id.
        session: String,
        /// The take's number.
        take: u32,
        /// The second.
        from_s: f64,
        /// Whether to go on from there even if something plays.
        seek: bool,
    },
    /// Change this take of this session and store it.
    Change {
        /// The session's id.
        session: String,
        /// The take's number.
        take: u32,
        /// The change.
        change: Change,
    },
    /// Score an answer whose recording was interrupted.
    Recover(Interrupted),
    /// Delete the recordings of this session; its scores stay.
    DeleteAudio(String),
    /// Leave outloud.
    Leave,
}

/// A change to a stored take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The right text in the place of the mis-heard word at this index; the take is scored again.
    Word {
        /// The index.
        word: usize,
        /// What was really said; empty: nothing.
        text: String,
    },
    /// A note to self; empty: none.
    Note(String),
}

/// The screens that are not a sitting.
#[derive(Debug, Clone)]
pub enum Place {
    /// The home screen.
    Home(Home),
    /// The questions.
    Browse(Browse),
    /// A mock interview to be set up.
    Round(RoundForm),
    /// What is due.
    Drill(Drill),
    /// Past sessions.
    Sessions(Sessions),
    /// One of them.
    Session(Box<SessionPage>),
    /// Progress.
    Trends(Trends),
    /// The banks.
    Banks(Banks),
    /// Settings.
    Settings(SettingsPage),
    /// The key bindings.
    Keys(KeysPage),
    /// What works on this machine.
    Doctor(Doctor),
}

impl Place {
    pub(super) fn home() -> Self {
        Self::Home(Home::default())
    }

    fn browse(cx: &Context<'_>) -> Self {
        Self::Browse(Browse::new(cx))
    }

    fn round(cx: &Context<'_>) -> Self {
        Self::Round(RoundForm::new(cx))
    }

    pub(super) fn drill() -> Self {
        Self::Drill(Drill::default())
    }

    /// Past sessions.
    #[must_use]
    pub fn sessions() -> Self {
        Self::Sessions(Sessions::default())
    }

    /// One session, from the take with this number on.
    #[must_use]
    pub fn session(session: Session, take: Option<u32>) -> Self {
        Self::Session(Box::new(SessionPage::new(session, take)))
    }

    fn settings() -> Self {
        Self::Settings(SettingsPage::default())
    }

    fn title(&self) -> &'static str {
        match self {
            Self::Home(_) => "rehearse your answers out loud",
            Self::Browse(_) => "practice",
            Self::Round(_) => "mock interview",
            Self::Drill(_) => "drill",
            Self::Sessions(_) | Self::Session(_) => "review",
            Self::Trends(_) => "progress",
            Self::Banks(_) => "banks",
            Self::Settings(_) => "settings",
            Self::Keys(_) => "keys",
            Self::Doctor(_) => "doctor",
        }
    }

    /// What `action` does here, in a word or two; none if nothing.
    #[must_use]
    pub fn word(&self, action: Action, cx: &Context<'_>) -> Option<&'static str> {
        let own = match self {
            Self::Home(place) => place.word(action),
            Self::Browse(place) => place.word(action),
            Self::Round(place) => place.word(action),
            Self::Drill(place) => place.word(action, cx),
            Self::Sessions(place) => place.word(action),
            Self::Session(place) => place.word(action, cx),
            Self::Trends(place) => place.word(action),
            Self::Banks(place) => place.word(action),
            Self::Settings(place) => place.word(action),
            Self::Keys(place) => place.word(action, cx),
            Self::Doctor(place) => place.word(action),
        };
        let typing = self.typing();
        own.or(match action {
            Action::Help if !typing => Some("keys"),
            Action::Back if !matches!(self, Self::Home(_)) => Some("back"),
            Action::Quit if !typing => Some("quit"),
            _ => None,
        })
    }

    /// Whether letters are text here.
    #[must_use]
    pub fn typing(&self) -> bool {
        match self {
            Self::Browse(place) => place.typing,
            Self::Sessions(place) => place.typing,
            Self::Session(place) => place.typing(),
            _ => false,
        }
    }

    /// A letter of a text; none takes one away.
    pub fn type_in(&mut self, letter: Option<char>, cx: &Context<'_>) {
        match self {
            Self::Browse(place) => place.type_in(letter, cx),
            Self::Sessions(place) => place.type_in(letter, cx),
            Self::Session(place) => place.type_in(letter),
            _ => {}
        }
    }

    /// What a key leads to that is wanted as it is, whatever it means elsewhere; none if it is not.
    pub fn take_key(&mut self, key: Key, cx: &Context<'_>) -> Option<Next> {
        match self {
            Self::Keys(place) if place.waiting() => Some(place.bind(key, cx)),
            _ => None,
        }
    }

    /// The banks are read.
    pub fn banks_read(&mut self, cx: &Context<'_>) {
        match self {
            Self::Browse(place) => place.banks_read(cx),
            Self::Round(place) => place.banks_read(cx),
            _ => {}
        }
    }

    /// Does what `action` means here, on a terminal of this size.
    pub fn act(&mut self, action: Action, cx: &Context<'_>, area: Rect) -> Next {
        let rows = usize::from(area.height.saturating_sub(4));
        let columns = usize::from(super::widgets::body_width(area));
        match action {
            Action::Quit => return Next::Leave,
            Action::Back if !self.back_is_its_own() => return Next::Back,
            _ => {}
        }
        match self {
            Self::Home(place) => place.act(action, cx),
            Self::Browse(place) => place.act(action, cx, rows),
            Self::Round(place) => place.act(action, cx),
            Self::Drill(place) => place.act(action, cx, rows),
            Self::Sessions(place) => place.act(action, cx, rows),
            Self::Session(place) => place.act(action, cx, columns, rows),
            Self::Trends(place) => place.act(action, cx, columns, rows),
            Self::Banks(place) => place.act(action, cx, rows),
            Self::Settings(place) => place.act(action, cx),
            Self::Keys(place) => place.act(action, cx, rows),
            Self::Doctor(place) => place.act(action, cx, columns, rows),
        }
    }

    /// Whether back ends something here instead of leaving.
    fn back_is_its_own(&self) -> bool {
        let words = matches!(self, Self::Session(place) if place.on_words());
        self.typing() || words || matches!(self, Self::Home(_))
    }

    /// Draws the screen.
    pub fn draw(&self, cx: &Context<'_>, help: bool, area: Rect, buf: &mut Buffer) {
        if too_small(area, buf) {
            return;
        }
        let actions = if help { vec![(Action::Back, "back")] } else { self.footer(cx) };
        let footer = Footer { keys: cx.keys, actions };
        let chrome = Chrome { title: self.title(), place: "", notice: cx.notice, footer, theme: cx.theme };
        let body = chrome.draw(area, buf);
        if help {
            return help::draw(cx.keys, |a| self.word(a, cx).is_some(), body, cx.theme, buf);
        }
        match self {
            Self::Home(place) => place.draw(cx, body, buf),
            Self::Browse(place) => place.draw(cx, body, buf),
            Self::Round(place) => place.draw(cx, body, buf),
            Self::Drill(place) => place.draw(cx, body, buf),
            Self::Sessions(place) => place.draw(cx, body, buf),
            Self::Session(place) => place.draw(cx, body, buf),
            Self::Trends(place) => place.draw(cx, body, buf),
            Self::Banks(place) => place.draw(cx, body, buf),
            Self::Settings(place) => place.draw(cx, body, buf),
            Self::Keys(place) => place.draw(cx, body, buf),
            Self::Doctor(place) => place.draw(cx, body, buf),
        }
    }

    fn footer(&self, cx: &Context<'_>) -> Vec<(Action, &'static str)> {
        use Action::{
            Back, Compare, Compress, Correct, Delete, Down, Filter, Help, Left, Note, Open, Play, Quit, Repeat, Retake,
            Search, Sort, Trends,
        };
        let order = [
            Open, Search, Filter, Play, Repeat, Correct, Left, Compare, Compress, Down, Sort, Trends, Retake, Note,
            Delete, Back, Help, Quit,
        ];
        order.into_iter().filter_map(|a| self.word(a, cx).map(|w| (a, w))).collect()
    }
}
