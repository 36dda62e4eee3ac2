//! Runs a session in lines: reads words, waits for recorder and recogniser, prints what is new.

use std::{
    collections::VecDeque,
    io::{BufRead, Write},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::Duration,
};

use super::{
    commands::{BUILD, choices, command},
    printer::{Printer, printed},
};
use crate::{
    app::{
        App, Banks, Driver, EventSender, Plan, PortEvent,
        signals::{self, Signals},
        usual_pace,
        view::session_preparation,
    },
    tui::{
        error::TuiError,
        text::{countdown, safe},
    },
};
use outloud_core::session::Session;
use outloud_engine::{Command, Phase, TakeState, Urgency};

enum PlainEvent {
    Port(PortEvent),
    Line(String),
    EndOfInput,
}

/// Runs a session in lines until it is over, the user says quit, or the input ends. Gives the session as it was stored.
///
/// # Errors
/// A [`TuiError`] if the output is closed, the session that should go on cannot be opened, or it cannot be stored.
pub fn run(
    app: &App,
    plan: Plan,
    input: impl BufRead + Send + 'static,
    output: &mut dyn Write,
) -> Result<Session, TuiError> {
    let (sender, inbox) = channel();
    let to_loop = sender.clone();
    let events: EventSender = Arc::new(move |event| {
        // After the session is over there is no receiver.
        let _ = to_loop.send(PlainEvent::Port(event));
    });
    let driver = app.begin(plan, &events)?;
    let unread = read_lines(input, sender);
    let mut plain = PlainSession {
        driver,
        printer: Printer::new(output, usual_pace(app.sessions())),
        banks: app.banks().clone(),
        typed: None,
        announced_end: false,
    };
    let signals = Signals::catch();
    let left = plain.run(&inbox, &signals).map_err(TuiError::Print);
    let driver = plain.close(&inbox);
    drop(unread);
    let closed = driver.close().map_err(TuiError::from);
    if let Some(signal) = signals.received() {
        // Best effort: the output may be closed.
        let _ = writeln!(output, "\nInterrupted. What was recorded is kept; `outloud sessions recover` scores it.");
        signals::end_by(signal)?;
    }
    left.and(closed)
}

fn read_lines(input: impl BufRead + Send + 'static, sender: Sender<PlainEvent>) -> Option<thread::JoinHandle<()>> {
    let read = move || {
        for line in input.lines() {
            let Ok(line) = line else { break };
            if sender.send(PlainEvent::Line(line)).is_err() {
                return;
            }
        }
        let _ = sender.send(PlainEvent::EndOfInput);
    };
    thread::Builder::new().name("input".to_owned()).spawn(read).ok()
}

struct PlainSession<'a> {
    driver: Driver,
    printer: Printer<'a>,
    banks: Banks,
    /// The lines of a typed answer so far.
    typed: Option<Vec<String>>,
    /// Whether it was said that the recording ends by itself.
    announced_end: bool,
}

impl PlainSession<'_> {
    fn run(&mut self, inbox: &Receiver<PlainEvent>, signals: &Signals) -> std::io::Result<()> {
        let mut lines = VecDeque::new();
        let mut ended = false;
        loop {
            self.printer.update(self.driver.interview())?;
            // The interviewer's last words are read to their end, unless somebody types something.
            let over = matches!(self.driver.interview().phase(), Phase::Debrief) && self.settled();
            if over && (!self.driver.is_reading() || ended || !lines.is_empty()) {
                return Ok(());
            }
            match inbox.recv_timeout(Duration::from_millis(50)) {
                Ok(PlainEvent::Port(event)) => self.driver.receive(event),
                Ok(PlainEvent::Line(line)) => lines.push_back((line, self.recording())),
                Ok(PlainEvent::EndOfInput) => ended = true,
                Err(_) => {}
            }
            self.driver.tick();
            self.printer.update(self.driver.interview())?;
            if signals.received().is_some() {
                return Ok(());
            }
            if self.busy() {
                continue;
            }
            let next = if self.recording() { lines.iter().position(|(_, meant)| *meant) } else { Some(0) };
            match next.and_then(|n| lines.remove(n)) {
                Some((line, _)) if self.follow(&line)? => return Ok(()),
                Some(_) => {}
                None if ended && self.typed.is_some() => self.submit(),
                None if ended && self.estimating() => self.driver.command(Command::Estimate(None)),
                None if ended && self.recording() => self.stop_in_time()?,
                None if ended && !self.runs_by_itself() => return Ok(()),
                None => {}
            }
        }
    }

    /// While an answer is transcribed, lines wait: they were written for what comes after.
    fn busy(&self) -> bool {
        matches!(
            self.driver.interview().phase(),
            Phase::Transcribing { .. } | Phase::Recording { since_ms: None, .. } | Phase::Debrief
        )
    }

    /// While sound is recorded, only lines that came since it began are meant for the recording.
    fn recording(&self) -> bool {
        matches!(self.driver.interview().phase(), Phase::Recording { since_ms: Some(_), .. })
    }

    fn estimating(&self) -> bool {
        matches!(self.driver.interview().phase(), Phase::Estimating { .. })
    }

    /// Whether the session goes on without the user: while sound is recorded or transcribed.
    fn runs_by_itself(&self) -> bool {
        self.busy() || self.recording()
    }

    fn settled(&self) -> bool {
        !self.driver.interview().takes().iter().any(TakeState::pending)
    }

    /// After the end of the input a recording ends when the answer's time is over.
    fn stop_in_time(&mut self) -> std::io::Result<()> {
        let Some(clock) = self.driver.interview().clock() else { return Ok(()) };
        if clock.urgency == Urgency::Over {
            self.driver.command(Command::Go);
        } else if let (false, Some(limit)) = (std::mem::replace(&mut self.announced_end, true), clock.limit_s) {
            self.printer.say(&format!("The input has ended: the recording stops after {}.", countdown(limit)))?;
        }
        Ok(())
    }

    /// A recording that runs is ended and stored.
    fn close(self, inbox: &Receiver<PlainEvent>) -> Driver {
        let mut driver = self.driver;
        while driver.finish_recording() {
            match inbox.recv_timeout(Duration::from_secs(3)) {
                Ok(PlainEvent::Port(event)) => driver.receive(event),
                Ok(_) => {}
                Err(_) => break,
            }
        }
        driver
    }

    /// Does what a line says. True if the user leaves.
    fn follow(&mut self, line: &str) -> std::io::Result<bool> {
        if let Some(typed) = &mut self.typed {
            if !line.trim().is_empty() {
                typed.push(line.to_owned());
                return Ok(false);
            }
            self.submit();
            return Ok(false);
        }
        let (word, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        if matches!(word, "quit" | "q") {
            return Ok(true);
        }
        if word == BUILD {
            let page = session_preparation(self.driver.interview(), self.banks.all());
            let text = page.map_or_else(|why| why.to_string(), |page| printed(&page));
            self.printer.say(&text)?;
            return Ok(false);
        }
        match command(self.driver.interview(), word, rest) {
            Some(command) if self.driver.interview().allows(&command) => self.driver.command(command),
            _ => {
                let choices = choices(self.driver.interview());
                self.printer.say(&format!("'{}' cannot be done here. You can type: {choices}", safe(word)))?;
            }
        }
        if matches!(self.driver.interview().phase(), Phase::Typing { .. }) {
            self.typed = Some(Vec::new());
        }
        Ok(false)
    }

    fn submit(&mut self) {
        let text = self.typed.take().unwrap_or_default().join("\n");
        let command = if text.trim().is_empty() { Command::Discard } else { Command::Submit(text) };
        self.driver.command(command);
    }
}
