//! The main loop: one channel of messages in, one screen out. Everything slow is on other threads, so a key is drawn at
//! once, whatever else is going on.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use crossterm::event::{self, Event};
use ratatui::layout::Rect;

use super::{keys::KeyMap, shell::Shell, terminal::FullScreen, theme::Theme};
use crate::app::{Choices, EventSender, Library, PortEvent, Recovered, doctor::Check};
use outloud_audio::AudioEvent;
use outloud_core::session::Session;

/// While something moves on its own, the screen is drawn this often.
const LIVELY: Duration = Duration::from_millis(50);
/// While nothing does.
const CALM: Duration = Duration::from_millis(250);
/// How long leaving waits for a recording to be complete.
const CLOSING: Duration = Duration::from_secs(3);

/// What the main loop hears of.
#[derive(Debug)]
pub enum Message {
    /// A key, a paste, another size.
    Terminal(Event),
    /// The terminal is gone.
    TerminalGone,
    /// A port of the sitting with this number.
    Port(u64, PortEvent),
    /// A sitting that was left is stored, or why not; and the take of it that is to be looked at.
    Closed(Result<Box<Session>, String>, Option<u32>),
    /// The microphone test.
    Test(AudioEvent),
    /// The banks are read.
    Banks,
    /// What was practised before is read.
    Library(Box<Library>),
    /// What became of an interrupted answer of this session.
    Recovered(String, Result<Recovered, String>),
    /// What the settings can choose from.
    Choices(Choices),
    /// What was found out about a part of the machine; none: everything was tried.
    Check(Option<Check>),
    /// Why a recording cannot be played.
    Unplayable(String),
    /// Something to tell that was found out or failed behind the screens.
    Told(String),
    /// The recordings of a session are deleted, or why not.
    Deleted(Result<(), String>),
    /// A stored take was changed; the session as it is stored now, or why not.
    Changed(Result<Box<Session>, String>),
    /// The system asks to end: the signal's number.
    Signal(i32),
    /// The system asks to stop until the shell continues the program.
    Suspend,
    /// The shell continued the program.
    Continued,
}

/// What the main loop does after a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Goes on.
    Go,
    /// Gives the terminal back and stops until the shell continues the program.
    Suspend,
    /// Takes the terminal over again and draws everything anew.
    Resume,
    /// Ends.
    End(Ended),
}

/// How a run of the screens ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The user left.
    Left,
    /// A signal of this number asked to end.
    Signal(i32),
}

/// What the screens look like and what the keys do.
#[derive(Debug, Clone)]
pub struct Look {
    /// The colours.
    pub theme: Theme,
    /// The keys.
    pub keys: KeyMap,
    /// Whether words and ticks are shown while one speaks.
    pub live: bool,
}

/// Where everything that happens elsewhere reports to.
#[derive(Debug, Clone)]
pub struct Mailbox(Sender<Message>);

impl Mailbox {
    /// A mailbox and the loop's end of it.
    #[must_use]
    pub fn new() -> (Self, Receiver<Message>) {
        let (sender, inbox) = channel();
        (Self(sender), inbox)
    }

    /// Sends a message. A loop that has ended does not want to know any more.
    pub fn send(&self, message: Message) {
        let _ = self.0.send(message);
    }

    /// Where the ports of the sitting with this number report to.
    #[must_use]
    pub fn outlet(&self, sitting: u64) -> EventSender {
        let mailbox = self.clone();
        Arc::new(move |event| mailbox.send(Message::Port(sitting, event)))
    }
}

/// Shows the shell's screens until the user leaves or a signal arrives.
///
/// # Errors
/// If the terminal cannot be drawn on.
pub fn run(shell: &mut Shell<'_>, inbox: &Receiver<Message>, screen: &mut FullScreen) -> std::io::Result<Ended> {
    listen(shell.mailbox());
    let ended = loop {
        let area = screen.area()?;
        shell.tick();
        screen.draw(|area, buf| shell.draw(area, buf))?;
        // Not before there is something to look at.
        shell.read();
        let first = match inbox.recv_timeout(if shell.lively() { LIVELY } else { CALM }) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => break Ended::Left,
        };
        // Everything that waits is dealt with before the next frame.
        let mut end = None;
        for message in first.into_iter().chain(std::iter::from_fn(|| inbox.try_recv().ok())) {
            match shell.handle(message, area) {
                Flow::Go => {}
                Flow::Suspend => screen.suspend()?,
                Flow::Resume => screen.resume()?,
                Flow::End(ended) => end = end.or(Some(ended)),
            }
        }
        if let Some(end) = end {
            break end;
        }
    };
    close(shell, inbox, screen)?;
    Ok(ended)
}

/// A recording that runs is ended and stored, however the user left.
fn close(shell: &mut Shell<'_>, inbox: &Receiver<Message>, screen: &mut FullScreen) -> std::io::Result<()> {
    let until = Instant::now() + CLOSING;
    shell.tell_saving();
    while shell.finish_recordings() && Instant::now() < until {
        screen.draw(|area, buf| shell.draw(area, buf))?;
        if let Ok(message @ Message::Port(..)) = inbox.recv_timeout(LIVELY) {
            shell.handle(message, Rect::default());
        }
    }
    Ok(())
}

/// Starts the threads that hear the terminal and the system's signals.
fn listen(mailbox: &Mailbox) {
    let to_loop = mailbox.clone();
    let _ = thread::Builder::new().name("terminal".to_owned()).spawn(move || {
        while let Ok(event) = event::read() {
            to_loop.send(Message::Terminal(event));
        }
        to_loop.send(Message::TerminalGone);
    });
    #[cfg(unix)]
    listen_for_signals(mailbox.clone());
}

#[cfg(unix)]
fn listen_for_signals(mailbox: Mailbox) {
    use signal_hook::{
        consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP},
        iterator::Signals,
    };
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGCONT]) else { return };
    let _ = thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            mailbox.send(match signal {
                SIGTSTP => Message::Suspend,
                SIGCONT => Message::Continued,
                signal => Message::Signal(signal),
            });
        }
    });
}
