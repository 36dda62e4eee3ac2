//! A session without a user interface, printed as it goes: `demo`, and `--plain` with `--mic-from`.

use std::sync::{Arc, mpsc::channel};

use indicatif::ProgressBar;

use super::{
    context::Context,
    failure::Failure,
    output::{is_plain, print_line, say},
    progress, scorecard,
};
use crate::app::{
    App, EventSender, Headless, HeadlessError, Live, Plan, Step, run_headless,
    signals::{self, Signals},
};
use outloud_core::{session::Session, view::clock};
use outloud_engine::TakeState;

/// Runs the session and returns it as stored. `think`: whether think time passes as it would for a person.
///
/// # Errors
/// If the microphone cannot be opened, an answer not be transcribed, or a take not be stored.
pub fn run(context: &Context, app: &App, plan: Plan, think: bool) -> Result<Session, Failure> {
    let (sender, inbox) = channel();
    let events: EventSender = Arc::new(move |event| {
        // The receiver is dropped when the session is over.
        let _ = sender.send(event);
    });
    let questions = plan.queue.len();
    let mut driver = app.begin(plan, &events)?;
    let mut progress = HeadlessProgress::new(context.global.json);
    let mut printed = Ok(());
    let ran = run_headless(&mut driver, &inbox, Headless { questions, think }, &mut |step| {
        if let Err(failure) = progress.show(&step) {
            printed = Err(failure);
        }
    });
    progress.bar.finish_and_clear();
    if let Err(why) = ran {
        // The failure repeats the notice of what ended the run: print it once.
        progress.notices.retain(|notice| !matches!(&why, HeadlessError::Failed(failed) if failed == notice));
        progress.print_notices();
        // The session's threads store what is left to store before they end.
        drop(driver);
        if let Some(signal) = Signals::catch().received() {
            say(&why.to_string());
            signals::end_by(signal)?;
        }
        return Err(why.into());
    }
    progress.print_notices();
    printed?;
    let session = driver.close()?;
    if !context.global.json {
        let folder = context.sessions().folder_of(&session);
        print_line(&format!("\nStored in {}", folder.display()))?;
    }
    Ok(session)
}

/// Questions and scorecards on stdout, what goes on meanwhile as a line on stderr.
struct HeadlessProgress {
    bar: ProgressBar,
    quiet: bool,
    /// Not printed yet.
    notices: Vec<String>,
}

impl HeadlessProgress {
    fn new(quiet: bool) -> Self {
        let bar = if quiet { ProgressBar::hidden() } else { progress::spinner() };
        Self { bar, quiet, notices: Vec::new() }
    }

    fn show(&mut self, step: &Step<'_>) -> Result<(), Failure> {
        match step {
            Step::Asked(interview) => {
                let (at, of) = interview.position();
                let question = interview.current().map(|a| a.spoken()).unwrap_or_default();
                self.say(&format!("Question {at} of {of}: {question}\n"))
            }
            Step::Recording(live) => {
                self.step(&if is_plain() { "recording".to_owned() } else { recording(live) });
                Ok(())
            }
            Step::Transcribing(live) => {
                let share = live.share_transcribed().filter(|_| !is_plain()).map(|s| format!(" {:.0} %", s * 100.0));
                self.step(&format!("transcribing{}", share.unwrap_or_default()));
                Ok(())
            }
            Step::Notice(text) => {
                self.notices.push((*text).to_owned());
                Ok(())
            }
            Step::Done(take) => {
                self.print_notices();
                self.scored(take)
            }
        }
    }

    fn step(&self, text: &str) {
        if !self.quiet {
            progress::step(&self.bar, text);
        }
    }

    fn print_notices(&mut self) {
        for notice in self.notices.drain(..) {
            self.bar.suspend(|| say(&notice));
        }
    }

    fn scored(&mut self, state: &TakeState) -> Result<(), Failure> {
        scorecard::text(&state.take).map_or(Ok(()), |card| self.say(&card))
    }

    fn say(&mut self, text: &str) -> Result<(), Failure> {
        if self.quiet { Ok(()) } else { self.bar.suspend(|| print_line(text)) }
    }
}

fn recording(live: &Live) -> String {
    let level = live.level.map_or(-60.0, |l| l.rms_dbfs.max(-60.0));
    let bars = ((level + 60.0) / 3.0) as usize;
    let elapsed = live.level.map_or(0.0, |l| l.elapsed_s);
    format!("recording {} {}{}", clock(elapsed), "▮".repeat(bars.min(20)), "▯".repeat(20 - bars.min(20)))
}
