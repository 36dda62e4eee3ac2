//! A sitting that runs by itself: asked, recorded until the source ends, transcribed, scored, stored. `outloud demo` and
//! `--plain` without a terminal are this, on the same driver as the screens.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::Duration,
};

use super::{Driver, PortEvent, signals::Signals};
use outloud_engine::{Command, Interview, Phase, TakeId, TakeState};

/// How long the end of a recording is waited for.
const CLOSING: Duration = Duration::from_secs(3);

/// How a sitting runs by itself.
#[derive(Debug, Clone, Copy)]
pub struct Alone {
    /// How many questions are answered; follow-ups that the rules trigger are answered besides.
    pub questions: usize,
    /// Whether think time passes before each answer, as it would for a person.
    pub think: bool,
}

/// What happens meanwhile, for a face that prints it.
#[derive(Debug)]
pub enum Step<'a> {
    /// A question is asked.
    Asked(&'a Interview),
    /// The recording runs; once per report of the microphone.
    Recording(&'a super::Live),
    /// The recording is over; once per report of the recogniser.
    Transcribing(&'a super::Live),
    /// Something to tell, in plain words.
    Notice(&'a str),
    /// An answer is scored, or could not be.
    Done(&'a TakeState),
}

/// Runs the sitting until `alone.questions` are answered or the interview is over. Reports of the ports come in through
/// `inbox`, into which the driver's outlet sends.
///
/// # Errors
/// A sentence with cause and remedy if the microphone cannot be opened, an answer cannot be transcribed or a take not be
/// stored.
pub fn run_alone(
    driver: &mut Driver,
    inbox: &Receiver<PortEvent>,
    alone: Alone,
    on: &mut dyn FnMut(Step<'_>),
) -> Result<(), String> {
    let mut told = Told::default();
    let signals = Signals::catch();
    loop {
        match inbox.recv_timeout(Duration::from_millis(50)) {
            Ok(event) => driver.receive(event),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err("every thread behind the sitting is gone".to_owned()),
        }
        driver.tick();
        told.tell(driver, on);
        if signals.received().is_some() {
            keep_recording(driver, inbox);
            return Err(INTERRUPTED.to_owned());
        }
        if let Some(why) = trouble(driver.interview()) {
            return Err(why);
        }
        match next(driver.interview(), alone) {
            Next::Wait => {}
            Next::Do(command) => driver.command(command),
            Next::End => return Ok(()),
        }
    }
}

/// Said when a signal ends the sitting.
const INTERRUPTED: &str = "interrupted; what was recorded is kept, `outloud sessions recover` scores it";

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
fn next(interview: &Interview, alone: Alone) -> Next {
    let pending = interview.takes().iter().any(TakeState::pending);
    match interview.phase() {
        Phase::Asking { .. } => Next::Do(Command::Go),
        Phase::Thinking { .. } if !alone.think || interview.clock().is_none_or(|c| c.limit_s.is_none()) => {
            Next::Do(Command::Go)
        }
        Phase::Scored { .. } if interview.position().0 >= alone.questions => Next::End,
        Phase::Scored { .. } => Next::Do(Command::Next),
        Phase::Debrief if !pending => Next::End,
        _ => Next::Wait,
    }
}

/// Nobody is there to do anything about it, so the first failure ends the run.
fn trouble(interview: &Interview) -> Option<String> {
    if let Phase::Thinking { held: true, .. } = interview.phase() {
        return interview.notice().map(str::to_owned);
    }
    interview.takes().iter().find_map(|t| t.failed.clone())
}

/// What was told already.
#[derive(Default)]
struct Told {
    asked: Option<String>,
    notice: Option<String>,
    done: Vec<TakeId>,
}

impl Told {
    fn tell(&mut self, driver: &Driver, on: &mut dyn FnMut(Step<'_>)) {
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
