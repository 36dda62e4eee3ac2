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

use crossterm::event::{self, Event, KeyEvent};
use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    keys::KeyMap,
    screens::sitting::{Reaction, Ui, View},
    terminal::Screen,
    theme::Theme,
};
use crate::{
    engine::Phase,
    runtime::{Driver, Outlet, PortEvent},
};

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
    /// A port of the sitting.
    Port(PortEvent),
    /// The system asks to end: the signal's number.
    Signal(i32),
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

/// The screens' end of the channel.
pub struct App {
    look: Look,
    inbox: Receiver<Message>,
    sender: Sender<Message>,
}

impl App {
    /// An app that nothing reports to yet.
    #[must_use]
    pub fn new(look: Look) -> Self {
        let (sender, inbox) = channel();
        Self { look, inbox, sender }
    }

    /// Where the ports of a sitting report to.
    #[must_use]
    pub fn outlet(&self) -> Outlet {
        let sender = self.sender.clone();
        Arc::new(move |event| {
            // The loop has ended: nobody wants to know any more.
            let _ = sender.send(Message::Port(event));
        })
    }

    /// Shows a sitting until the user leaves it or a signal arrives.
    ///
    /// # Errors
    /// If the terminal cannot be drawn on.
    pub fn run(self, mut sitting: Sitting, screen: &mut Screen) -> std::io::Result<Ended> {
        listen(&self.sender);
        let ended = loop {
            let area = Rect::from((ratatui::layout::Position::ORIGIN, screen.terminal.size()?));
            sitting.driver.tick();
            screen.terminal.draw(|frame| sitting.draw(&self.look, frame.area(), frame.buffer_mut()))?;
            let wait = if sitting.lively() { LIVELY } else { CALM };
            let first = match self.inbox.recv_timeout(wait) {
                Ok(message) => Some(message),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break Ended::Left,
            };
            // Everything that waits is dealt with before the next frame.
            let messages = first.into_iter().chain(std::iter::from_fn(|| self.inbox.try_recv().ok()));
            let mut end = None;
            for message in messages {
                end = end.or(sitting.handle(message, &self.look, area));
            }
            if let Some(end) = end {
                break end;
            }
        };
        self.close(sitting);
        Ok(ended)
    }

    /// A recording that runs is ended and stored, however the user left.
    fn close(&self, mut sitting: Sitting) {
        let until = Instant::now() + CLOSING;
        while sitting.driver.finish_recording() && Instant::now() < until {
            if let Ok(Message::Port(event)) = self.inbox.recv_timeout(LIVELY) {
                sitting.driver.receive(event);
            }
        }
    }
}

/// A sitting and its screen.
pub struct Sitting {
    driver: Driver,
    ui: Ui,
}

impl Sitting {
    /// The screen of this sitting.
    #[must_use]
    pub fn new(mut driver: Driver, look: &Look) -> Self {
        driver.set_live_ticks(look.live);
        Self { driver, ui: Ui { live: look.live, ..Ui::default() } }
    }

    fn view<'a>(&'a self, look: &'a Look) -> View<'a> {
        View {
            interview: self.driver.interview(),
            live: self.driver.live(),
            ui: &self.ui,
            keys: &look.keys,
            theme: &look.theme,
            can_play: false,
        }
    }

    fn draw(&self, look: &Look, area: Rect, buf: &mut Buffer) {
        self.view(look).draw(area, buf);
    }

    fn lively(&self) -> bool {
        let interview = self.driver.interview();
        let waits = matches!(interview.phase(), Phase::Scored { .. } | Phase::Debrief | Phase::Typing { .. });
        !waits && !interview.paused()
    }

    fn handle(&mut self, message: Message, look: &Look, area: Rect) -> Option<Ended> {
        match message {
            Message::Port(event) => self.driver.receive(event),
            Message::Terminal(Event::Key(key)) => return self.key(&key, look, area),
            Message::Terminal(Event::Paste(text)) => {
                let phase = self.driver.interview().phase().clone();
                self.ui.paste(&text, &phase);
            }
            Message::Terminal(_) => {}
            Message::TerminalGone => return Some(Ended::Left),
            Message::Signal(signal) => return Some(Ended::Signal(signal)),
        }
        None
    }

    fn key(&mut self, key: &KeyEvent, look: &Look, area: Rect) -> Option<Ended> {
        let mut ui = std::mem::take(&mut self.ui);
        let view = View { ui: &ui.clone(), ..self.view(look) };
        let reaction = ui.key(key, &view, area);
        self.ui = ui;
        self.driver.set_live_ticks(self.ui.live);
        match reaction {
            Reaction::Command(command) => self.driver.command(command),
            Reaction::Leave => return Some(Ended::Left),
            Reaction::Play(_) | Reaction::None => {}
        }
        None
    }
}

/// Starts the threads that hear the terminal and the system's signals.
fn listen(sender: &Sender<Message>) {
    let to_loop = sender.clone();
    let _ = thread::Builder::new().name("terminal".to_owned()).spawn(move || {
        while let Ok(event) = event::read() {
            if to_loop.send(Message::Terminal(event)).is_err() {
                return;
            }
        }
        let _ = to_loop.send(Message::TerminalGone);
    });
    #[cfg(unix)]
    listen_for_signals(sender.clone());
}

#[cfg(unix)]
fn listen_for_signals(sender: Sender<Message>) {
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM},
        iterator::Signals,
    };
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
    let _ = thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            if sender.send(Message::Signal(signal)).is_err() {
                return;
            }
        }
    });
}
