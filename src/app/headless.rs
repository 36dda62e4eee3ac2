//! A session without a user interface: asked, recorded until the source ends, transcribed, scored, stored. `outloud demo` and
//! `--plain` without a terminal run it on the same driver as the screens.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::Duration,
};

use super::{driver::Driver, events::PortEvent, live::Live, signals::Signals};
use outloud_core::session::TakeId;
use outloud_engine::{Command, Interview, Phase, TakeState};

/// How long the end of a recording is waited for.
const CLOSING: Duration = Duration::from_secs(3);

/// How a session runs by itself.
#[derive(Debug, Clone, Copy)]
pub struct Headless {
    /// How many questions are answered; follow-ups that the rules trigger are answered besides.
    pub questions: usize,
    /// Whether think time passes before each answer, as it would for a person.
    pub think: bool,
}

/// What happens meanwhile, for the caller to print.
#[derive(Debug)]
pub enum Step<'a> {
    /// A question is asked.
    Asked(&'a Interview),
    /// The recording runs; once per report of the microphone.
    Recording(&'a Live),
    /// The recording is over; once per report of the recogniser.
    Transcribing(&'a Live),
    /// A problem, in plain words.
    Notice(&'a str),
    /// An answer is scored, or could not be.
    Done(&'a TakeState),
}

/// Why a headless session ended before its questions were answered.
#[derive(Debug, thiserror::Error)]
pub enum HeadlessError {
    /// A signal asked the program to end.
    #[error("interrupted; what was recorded is kept, `outloud sessions recover` scores it")]
    Interrupted,
    /// The microphone could not be opened, or an answer not be transcribed or stored: the interview's notice, which says what
    /// to do.
    #[error("{0}")]
    Failed(String),
    /// The threads behind the session are gone.
    #[error("every thread behind the session is gone. Start outloud again; what was recorded is kept")]
    Disconnected,
}

/// Runs the session until `headless.questions` are answered or the interview is over. `inbox` receives what the driver's
/// event sender sends.
///
/// # Errors
/// A [`HeadlessError`] at the first failure: no user is there to mend it.
pub fn run_headless(
    driver: &mut Driver,
    inbox: &Receiver<PortEvent>,
    headless: Headless,
    on: &mut dyn FnMut(Step<'_>),
) -> Result<(), HeadlessError> {
    let mut reported = Reported::default();
    let signals = Signals::catch();
    loop {
        match inbox.recv_timeout(Duration::from_millis(50)) {
            Ok(event) => driver.receive(event),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(HeadlessError::Disconnected),
        }
        driver.tick();
        reported.report(driver, on);
        if signals.received().is_some() {
            keep_recording(driver, inbox);
            return Err(HeadlessError::Interrupted);
        }
        if let Some(why) = trouble(driver.interview()) {
            return Err(HeadlessError::Failed(why));
        }
        match next(driver.interview(), headless) {
            Next::Wait => {}
            Next::Do(command) => driver.command(command),
            Next::End => return Ok(()),
        }
    }
}

/// A recording that runs is ended and its file completed.
fn keep_recording(driver: &mut Driver, inbox: &Receiver<PortEvent>) {
    while driver.finish_recording() {
        match inbox.recv_timeout(CLOSING) {
            Ok(event) => driver.receive(event),
            Err(_) => return,
        }
    }
}

enum Next {
    Wait,
    Do(Command),
    End,
}

/// What a candidate with nothing but a voice would do now.
fn next(interview: &Interview, headless: Headless) -> Next {
    let pending = interview.takes().iter().any(TakeState::pending);
    match interview.phase() {
        Phase::Asking { .. } => Next::Do(Command::Go),
        Phase::Thinking { .. } if !headless.think || interview.clock().is_none_or(|c| c.limit_s.is_none()) => {
            Next::Do(Command::Go)
        }
        Phase::Estimating { .. } => Next::Do(Command::Estimate(None)),
        Phase::Scored { .. } if interview.position().0 >= headless.questions => Next::End,
        Phase::Scored { .. } => Next::Do(Command::Next),
        Phase::Debrief if !pending => Next::End,
        _ => Next::Wait,
    }
}

/// The first failure.
fn trouble(interview: &Interview) -> Option<String> {
    if let Phase::Thinking { held: true, .. } = interview.phase() {
        return interview.notice().map(str::to_owned);
    }
    interview.takes().iter().find_map(|t| t.failed.clone())
}

/// What was reported already.
#[derive(Default)]
struct Reported {
    asked: Option<String>,
    notice: Option<String>,
    done: Vec<TakeId>,
}

impl Reported {
    fn report(&mut self, driver: &Driver, on: &mut dyn FnMut(Step<'_>)) {
        let interview = driver.interview();
        let current = interview.current().map(|a| a.question.id.clone());
        if current != self.asked && *interview.phase() != Phase::Debrief {
            self.asked = current;
            on(Step::Asked(interview));
        }
        match interview.phase() {
            Phase::Recording { since_ms: Some(_), .. } => on(Step::Recording(driver.live())),
            Phase::Transcribing { .. } => on(Step::Transcribing(driver.live())),
            _ => {}
        }
        if let Some(notice) = interview.notice().filter(|n| self.notice.as_deref() != Some(n)) {
            self.notice = Some(notice.to_owned());
            on(Step::Notice(notice));
        }
        for take in interview.takes().iter().filter(|t| !t.pending()) {
            if !self.done.contains(&take.take.number) {
                self.done.push(take.take.number);
                on(Step::Done(take));
            }
        }
    }
}
