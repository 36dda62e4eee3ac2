//! A sitting that runs by itself, printed as it goes: `demo`, and `--plain` with `--mic-from`.

use std::sync::{Arc, Mutex, PoisonError, mpsc::channel};

use indicatif::{ProgressBar, ProgressStyle};

use super::{
    context::Context,
    failure::Failure,
    output::{print_line, say},
    scorecard,
};
use crate::app::{
    Alone, Banks, Choices, Kit, Live, Outlet, Plan, Step, doctor,
    equipment::Equipment,
    run_alone,
    signals::{self, Signals},
};
use outloud_core::session::Session;
use outloud_engine::TakeState;

/// Holds the sitting and gives the stored session. `think`: whether think time passes as it would for a person.
///
/// # Errors
/// If the microphone cannot be opened, an answer not be transcribed, or a take not be stored.
pub fn run(context: &Context, banks: Banks, equipment: Equipment, plan: Plan, think: bool) -> Result<Session, Failure> {
    let (sender, inbox) = channel();
    let outlet: Outlet = Arc::new(move |event| {
        // The receiver goes when the sitting is over: nobody is left to tell.
        let _ = sender.send(event);
    });
    let questions = plan.queue.len();
    let kit = kit(context, banks, equipment);
    let mut driver = kit.sit(plan, &outlet).map_err(Failure::new)?;
    let mut progress = Progress::new(context.global.json);
    let mut printed = Ok(());
    let ran = run_alone(&mut driver, &inbox, Alone { questions, think }, &mut |step| {
        if let Err(failure) = progress.show(&step) {
            printed = Err(failure);
        }
    });
    progress.bar.finish_and_clear();
    if let Err(why) = ran {
        // What ended the run was given notice of already: it is told once, as the failure.
        progress.notices.retain(|notice| *notice != why);
        progress.tell_notices();
        // The sitting's threads file what is left to file before they end.
        drop(driver);
        if let Some(signal) = Signals::catch().received() {
            say(&why);
            signals::end_by(signal).map_err(Failure::new)?;
        }
        return Err(Failure::new(why));
    }
    progress.tell_notices();
    printed?;
    let session = driver.close().map_err(Failure::new)?;
    if !context.global.json {
        let folder = context.sessions().folder_of(&session);
        print_line(&format!("\nStored in {}", folder.display()))?;
    }
    Ok(session)
}

/// What every sitting of this run has in common.
#[must_use]
pub fn kit(context: &Context, banks: Banks, equipment: Equipment) -> Kit {
    let folders = equipment.model_folders.clone();
    let (mic_given, model_given) = (context.global.mic.is_some(), context.global.model.is_some());
    let shared = Arc::new(Mutex::new(equipment));
    let (for_speech, for_voice) = (Arc::clone(&shared), Arc::clone(&shared));
    let (for_settings, for_checkup) = (Arc::clone(&shared), Arc::clone(&shared));
    let (home, own) = (context.home.clone(), context.home.clone());
    let now = |shared: &Mutex<Equipment>| shared.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Kit {
        sessions: context.sessions(),
        banks,
        recorder: Box::new(move || now(&shared).recorder()),
        speech: Box::new(move |sink| now(&for_speech).start_speech(sink)),
        voice: Box::new(move || now(&for_voice).voice()),
        // What was asked for on the command line stays.
        equip: Box::new(move |settings| {
            let mut equipment = for_settings.lock().unwrap_or_else(PoisonError::into_inner);
            if !mic_given {
                equipment.mic.clone_from(&settings.microphone);
            }
            if !model_given {
                equipment.model.clone_from(&settings.model);
            }
            equipment.speak = settings.speak;
        }),
        choices: Arc::new(move || Choices::find(&own, &folders)),
        checkup: Arc::new(move |tell| {
            let equipment = now(&for_checkup);
            tell(doctor::disk(&home));
            tell(doctor::banks(&home));
            tell(doctor::settings(&home));
            tell(doctor::speaker());
            tell(doctor::voice());
            tell(doctor::microphone(equipment.recorder()));
            tell(doctor::model(&equipment).map_or_else(|broken| broken, |(works, _)| works));
        }),
    }
}

/// Questions and scorecards on stdout, what goes on meanwhile as a line on stderr.
struct Progress {
    bar: ProgressBar,
    quiet: bool,
    /// Not told yet.
    notices: Vec<String>,
}

impl Progress {
    fn new(quiet: bool) -> Self {
        let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
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
                self.bar.set_message(recording(live));
                self.bar.tick();
                Ok(())
            }
            Step::Transcribing(live) => {
                let share = live.share_transcribed().map(|s| format!(" {:.0} %", s * 100.0)).unwrap_or_default();
                self.bar.set_message(format!("transcribing{share}"));
                self.bar.tick();
                Ok(())
            }
            Step::Notice(text) => {
                self.notices.push((*text).to_owned());
                Ok(())
            }
            Step::Done(take) => {
                self.tell_notices();
                self.scored(take)
            }
        }
    }

    fn tell_notices(&mut self) {
        for notice in self.notices.drain(..) {
            self.bar.suspend(|| say(&notice));
        }
    }

    fn scored(&mut self, state: &TakeState) -> Result<(), Failure> {
        match (&state.take.transcript, &state.take.scorecard) {
            (Some(transcript), Some(card)) => self.say(&scorecard::text(card, transcript)),
            _ => Ok(()),
        }
    }

    fn say(&mut self, text: &str) -> Result<(), Failure> {
        if self.quiet { Ok(()) } else { self.bar.suspend(|| print_line(text)) }
    }
}

fn recording(live: &Live) -> String {
    let level = live.level.map_or(-60.0, |l| l.rms_dbfs.max(-60.0));
    let bars = ((level + 60.0) / 3.0) as usize;
    let elapsed = live.level.map_or(0.0, |l| l.elapsed_s);
    format!("recording {} {}{}", scorecard::clock(elapsed), "▮".repeat(bars.min(20)), "▯".repeat(20 - bars.min(20)))
}
