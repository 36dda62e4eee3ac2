//! What the main loop is told, and where other threads send it.

use std::sync::{
    Arc,
    mpsc::{Receiver, Sender, channel},
};

use crossterm::event::Event;

use crate::app::{AppError, Choices, EventSender, Library, PortEvent, Recovered, doctor::Check};
use outloud_audio::AudioEvent;
use outloud_core::session::Session;
use outloud_store::StoreError;

/// What the main loop is told.
#[derive(Debug)]
pub enum Message {
    /// A key, pasted text, another size.
    Terminal(Event),
    /// The terminal is gone.
    TerminalGone,
    /// An event of the session with this number.
    Port(u64, PortEvent),
    /// A session that was left is stored, or why not; and the take of it to open now.
    Closed(Result<Box<Session>, StoreError>, Option<u32>),
    /// An event of the microphone test.
    Test(AudioEvent),
    /// The banks are read.
    Banks,
    /// The stored sessions are read.
    Library(Box<Library>),
    /// What became of an interrupted answer of the session with this id.
    Recovered(String, Result<Recovered, AppError>),
    /// The values that the settings can take on this machine.
    Choices(Choices),
    /// The result of one check of the doctor; none: the last check is done.
    Check(Option<Check>),
    /// A notice to show.
    Notice(String),
    /// The recordings of a session are deleted, or why not.
    Deleted(Result<(), StoreError>),
    /// A stored take was changed: the session as it is stored now, or why not.
    Changed(Result<Box<Session>, StoreError>),
    /// The peaks of a stored recording, 0..=1, along its time.
    Peaks {
        /// The session's id.
        session: String,
        /// The take's number.
        take: u32,
        /// So many equal stretches.
        peaks: Vec<f32>,
    },
    /// The recordings of a session were transcribed again: the session as it is stored now and what it came to, or why not.
    Retranscribed(Result<(Box<Session>, String), AppError>),
    /// The model to use, none for the one that ships, if it is another one; and a sentence about it.
    Recommended(Option<Option<String>>, String),
    /// A signal of this number asks the program to end.
    Signal(i32),
    /// The system asks the program to stop until the shell continues it.
    Suspend,
    /// The shell continued the program.
    Continued,
}

/// What the main loop does after a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoopStep {
    /// Goes on.
    Go,
    /// Restores the terminal and stops until the shell continues the program.
    Suspend,
    /// Enters full-screen mode again and draws everything.
    Resume,
    /// Ends.
    End(Ended),
}

/// How a run of the screens ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The user left.
    Left,
    /// A signal of this number asked the program to end.
    Signal(i32),
}

/// Sends messages to the main loop, from any thread.
#[derive(Debug, Clone)]
pub struct MessageSender(Sender<Message>);

impl MessageSender {
    /// A sender, and the main loop's end of the channel.
    #[must_use]
    pub fn new() -> (Self, Receiver<Message>) {
        let (sender, inbox) = channel();
        (Self(sender), inbox)
    }

    /// Sends a message. After the loop has ended messages are dropped.
    pub fn send(&self, message: Message) {
        let _ = self.0.send(message);
    }

    /// The sender for the events of the session with this number.
    #[must_use]
    pub fn of_session(&self, number: u64) -> EventSender {
        let sender = self.clone();
        Arc::new(move |event| sender.send(Message::Port(number, event)))
    }
}
