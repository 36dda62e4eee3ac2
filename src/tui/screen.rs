//! What a screen is. A screen is one type with its actions, its handling of them and its picture; the compositor keeps a
//! stack of them and knows nothing else of any.

use std::path::PathBuf;

use crossterm::event::KeyEvent;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    hits::Hits,
    keys::{Action, KeyMap},
    message::Message,
    running::RunningSession,
    theme::Theme,
};
use crate::app::{Choices, Interrupted, Library, Plan, Settings};
use outloud_core::{bank::Bank, challenge::Judged};
use outloud_engine::practice_plan::PracticePlan;

/// A screen or a pop-up.
pub trait Screen {
    /// What the screen is called, at the top left.
    fn title(&self) -> String;

    /// Where in the screen the user is, at the top right.
    fn position(&self) -> String {
        String::new()
    }

    /// The actions that mean something here besides [`COMMON`], in the order in which the footer shows them.
    fn actions(&self) -> &'static [Action];

    /// Whether `action`, one of [`Self::actions`] or [`COMMON`], can be done now.
    fn allows(&self, _action: Action, _cx: &Context<'_>) -> bool {
        true
    }

    /// What the footer calls `action`.
    fn label(&self, action: Action, _cx: &Context<'_>) -> &'static str {
        action.label()
    }

    /// What the help says of `action`.
    fn help(&self, action: Action, _cx: &Context<'_>) -> &'static str {
        action.help()
    }

    /// Does `action`, which is allowed.
    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition;

    /// A click that is neither on a row of a list nor on the footer, or on what the screen wants to handle itself.
    fn click(&mut self, _at: Position, _cx: &Context<'_>) -> Transition {
        Transition::Unhandled
    }

    /// The wheel, turned down by so many steps, negative up. Unhandled: as the keys up and down.
    fn wheel(&mut self, _steps: isize, _cx: &Context<'_>) -> Transition {
        Transition::Unhandled
    }

    /// Draws the screen into the context's body.
    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer);

    /// How keys are read now.
    fn input(&self) -> Input {
        Input::Actions
    }

    /// A key that is text or wanted as it is; see [`Input`].
    fn take_key(&mut self, _key: &KeyEvent, _cx: &Context<'_>) -> Transition {
        Transition::Stay
    }

    /// Text that was pasted.
    fn paste(&mut self, _text: &str, _cx: &Context<'_>) {}

    /// The text that was typed into the pop-up that this screen opened.
    fn submitted(&mut self, _text: String, _cx: &Context<'_>) -> Transition {
        Transition::Stay
    }

    /// A message. Returns it if it is not for this screen, or for others too.
    fn receive(&mut self, message: Message, _cx: &Context<'_>) -> Option<Message> {
        Some(message)
    }

    /// What the screen needs as soon as it is open.
    fn opened(&self) -> Transition {
        Transition::Stay
    }

    /// Whether it covers only a part of the screen below, which stays visible.
    fn is_popup(&self) -> bool {
        false
    }

    /// A problem to show for as long as it lasts.
    fn notice(&self) -> Option<&str> {
        None
    }

    /// Advances what depends on time. Called before every frame.
    fn tick(&mut self) {}

    /// Whether the picture changes without a key.
    fn is_animated(&self) -> bool {
        false
    }

    /// Stops a recording before the program ends. Whether sound of it is still to come.
    fn finish_recording(&mut self) -> bool {
        false
    }

    /// What has to go on after the screen is closed.
    fn into_running(self: Box<Self>) -> Option<RunningSession> {
        None
    }
}

/// The actions that every screen has unless it says otherwise.
pub const COMMON: [Action; 4] = [Action::Back, Action::Help, Action::Suspend, Action::Quit];

/// Whether `screen` offers `action` now.
#[must_use]
pub fn offers(screen: &dyn Screen, action: Action, cx: &Context<'_>) -> bool {
    let common = match action {
        Action::Help | Action::Quit => matches!(screen.input(), Input::Actions | Input::Digits),
        Action::Suspend => cfg!(unix),
        action => COMMON.contains(&action),
    };
    (common || screen.actions().contains(&action)) && screen.allows(action, cx)
}

/// How a screen reads keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Every key is an action.
    Actions,
    /// Digits are values, other keys actions.
    Digits,
    /// Letters and Backspace are text for one line, other keys actions.
    Line,
    /// Keys are text for a text area unless they are an action that is offered. Alt has its meaning there.
    Area,
    /// The next key is taken as it is.
    Raw,
}

/// What every screen can see.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Every bank; none while they are being read.
    pub banks: &'a [Bank],
    /// The stored sessions; none while they are being read.
    pub library: Option<&'a Library>,
    /// The practice plan; none without a goal, and while it is being read.
    pub plan: Option<&'a PracticePlan>,
    /// The settings.
    pub settings: &'a Settings,
    /// The key table.
    pub keys: &'a KeyMap,
    /// The colours.
    pub theme: &'a Theme,
    /// Seconds since 1970.
    pub now_s: i64,
    /// Whether recordings can be played on this machine.
    pub can_play: bool,
    /// The values that the settings can take; none while the system is being asked.
    pub choices: Option<&'a Choices>,
    /// The take that is being played.
    pub playing: Option<Playing<'a>>,
    /// Where rows and actions are on the screen.
    pub hits: &'a Hits,
    /// The area between title and footer.
    pub body: Rect,
}

impl Context<'_> {
    /// Rows of the body.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.body.height.into()
    }

    /// Columns of the body.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.body.width.into()
    }
}

/// A take that is being played.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Playing<'a> {
    /// The session's id.
    pub session: &'a str,
    /// The take's number.
    pub take: u32,
    /// The current second.
    pub at_s: f64,
}

/// What follows from an action.
pub enum Transition {
    /// The screen did not handle the action: it has its common meaning.
    Unhandled,
    /// The screen stays.
    Stay,
    /// The screen closes.
    Pop,
    /// Another screen opens on top.
    Push(Box<dyn Screen>),
    /// A pop-up closes and gives its text to the screen below.
    Submit(String),
    /// The screen closes and this follows instead.
    Instead(Box<Transition>),
    /// The program ends.
    Leave,
    /// The program stops until the shell continues it.
    Suspend,
    /// A session begins.
    Begin(Box<Plan>),
    /// A microphone test begins.
    TestMicrophone,
    /// The settings are stored.
    Save(Box<Settings>),
    /// The values that the settings can take are looked for.
    FindChoices,
    /// Every part of the machine is checked.
    CheckMachine,
    /// A take of a stored session is played; what plays is stopped instead.
    Play {
        /// The session's id.
        session: String,
        /// The take's number.
        take: u32,
        /// From this second.
        from_s: f64,
        /// Whether to go on from that second even if something plays.
        seek: bool,
    },
    /// The peaks of a stored session's recordings are read, for drawings: of the take `first` first.
    ReadPeaks {
        /// The session's id.
        session: String,
        /// The take's number.
        first: u32,
    },
    /// A file is played; what plays is stopped instead.
    PlayFile(PathBuf),
    /// A stored take is changed.
    Change {
        /// The session's id.
        session: String,
        /// The take's number.
        take: u32,
        /// The change.
        change: TakeChange,
    },
    /// The recordings of a session are transcribed again with a larger model in the background.
    Retranscribe {
        /// The session's id.
        session: String,
        /// Whether the last time is taken back instead.
        undo: bool,
    },
    /// The models on this machine are measured, and the best that keeps up is used.
    RecommendModel,
    /// An answer whose recording was interrupted is scored.
    Recover(Box<Interrupted>),
    /// The recordings of the session with this id are deleted; its scores stay.
    DeleteAudio(String),
}

impl Transition {
    /// Opens `screen` on top.
    pub fn push(screen: impl Screen + 'static) -> Self {
        Self::Push(Box::new(screen))
    }

    /// Begins a session, if it has a question.
    #[must_use]
    pub fn begin(plan: Plan) -> Self {
        if plan.queue.is_empty() { Self::Stay } else { Self::Begin(Box::new(plan)) }
    }
}

/// A change to a stored take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TakeChange {
    /// Replaces the mis-heard word at this index; the take is scored again.
    Word {
        /// The index.
        word: usize,
        /// What was really said; empty: nothing.
        text: String,
    },
    /// The verdict on this is challenged, or the challenge taken back.
    Challenge(Judged),
    /// The note; empty: none.
    Note(String),
}

/// A line of the home screen: what opens a screen.
#[derive(Clone, Copy)]
pub struct HomeEntry {
    /// Its name.
    pub name: &'static str,
    /// Whether it is there.
    pub shown: fn(&Context<'_>) -> bool,
    /// What it says beside the name.
    pub about: fn(&Context<'_>) -> String,
    /// Opens the screen.
    pub open: fn(&Context<'_>) -> Transition,
}
