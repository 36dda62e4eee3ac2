//! `outloud evaluate latency`: a recording played at real-time speed into the simulated microphone, through the same
//! driver as every sitting; the time from its last sample to the scorecard.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    time::{Duration, Instant},
};

use indicatif::ProgressBar;
use serde::Serialize;

use super::{
    args::evaluate::LatencyArgs,
    context::{Context, find_question},
    failure::{Failure, Outcome},
    listening::equipment,
    output::{print_json, print_line},
};
use crate::app::{Alone, Banks, Choices, Kit, Outlet, Plan, PortEvent, equipment::Equipment, run_alone};
use outloud_audio::AudioEvent;
use outloud_core::transcript::Word;
use outloud_engine::{Asked, Rules, TakeState};
use outloud_evaluation::times::quantile;
use outloud_recognition::{SpeechError, SpeechSink, Transcriber, worker::SpeechWorker};
use outloud_store::{home::Home, sessions::SessionStore};

/// One run.
#[derive(Debug, Clone, Copy, Serialize)]
struct Run {
    audio_s: f64,
    /// From the last sample to the scorecard.
    stop_to_score_s: f64,
    /// All decoding, most of it while the answer was being spoken.
    decode_total_s: f64,
    dropped_frames: u64,
}

/// The document of `evaluate latency --json`: of several runs the median, and the worst.
#[derive(Debug, Serialize)]
struct Document {
    audio_s: f64,
    stop_to_score_s: f64,
    worst_stop_to_score_s: f64,
    decode_total_s: f64,
    dropped_frames: u64,
    model: String,
    runs: Vec<Run>,
}

/// Runs `outloud evaluate latency`.
///
/// # Errors
/// If the recording cannot be played, or its answer not be scored.
pub fn run(context: &Context, args: &LatencyArgs) -> Outcome {
    let banks = context.banks(&[])?;
    let (bank, question) = find_question(&banks, &args.question)?;
    let kept = Banks::of(banks.iter().map(|b| b.bank.clone()).collect());
    let equipment = Equipment { mic: None, mic_from: Some(args.audio.clone()), ..equipment(context) };
    let stage =
        Stage { equipment, banks: kept, asked: Asked::new(&bank.id, question.clone()), quiet: context.global.json };
    let mut runs = Vec::new();
    let mut model = String::new();
    for number in 1..=args.runs {
        let (run, heard_by) = stage.play(&format!("run {number} of {}", args.runs))?;
        if !context.global.json {
            print_line(&format!(
                "{:.1} s of sound, {:.3} s to the scorecard, {:.2} s of decoding in all, {} frames dropped",
                run.audio_s, run.stop_to_score_s, run.decode_total_s, run.dropped_frames
            ))?;
        }
        runs.push(run);
        model = heard_by;
    }
    let document = document(runs, model);
    if context.global.json {
        return print_json(&document);
    }
    print_line(&format!(
        "median {:.3} s, worst {:.3} s in {} runs, {}",
        document.stop_to_score_s,
        document.worst_stop_to_score_s,
        document.runs.len(),
        document.model
    ))
}

fn document(runs: Vec<Run>, model: String) -> Document {
    let sorted = |of: fn(&Run) -> f64| {
        let mut values: Vec<f64> = runs.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let waits = sorted(|r| r.stop_to_score_s);
    Document {
        audio_s: quantile(&sorted(|r| r.audio_s), 0.5),
        stop_to_score_s: quantile(&waits, 0.5),
        worst_stop_to_score_s: quantile(&waits, 1.0),
        decode_total_s: quantile(&sorted(|r| r.decode_total_s), 0.5),
        dropped_frames: runs.iter().map(|r| r.dropped_frames).max().unwrap_or(0),
        model,
        runs,
    }
}

/// What every run has in common.
struct Stage {
    equipment: Equipment,
    banks: Banks,
    asked: Asked,
    quiet: bool,
}

/// What is noted while a run goes on, on whichever thread it happens.
#[derive(Debug, Default)]
struct Notes {
    over: Option<Instant>,
    scored: Option<Instant>,
    decoded: Duration,
    model: String,
}

impl Stage {
    fn play(&self, name: &str) -> Result<(Run, String), Failure> {
        let unwritable =
            |e: std::io::Error| Failure::new(format!("cannot write a temporary folder: {e}. Free some space"));
        let home = tempfile::Builder::new().prefix("outloud-latency-").tempdir().map_err(unwritable)?;
        let notes = Arc::new(Mutex::new(Notes::default()));
        let (sender, inbox) = channel();
        let take = self.sit(&home, &notes, sender, &inbox, name)?;
        let notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = notes.over.zip(notes.scored).map(|(over, scored)| scored.saturating_duration_since(over));
        let missing = || Failure::new("the recording ended, but no scorecard came; try `outloud score --audio` on it");
        let sound = take.take.sound.unwrap_or_default();
        let run = Run {
            audio_s: sound.duration_s,
            stop_to_score_s: wait.ok_or_else(missing)?.as_secs_f64(),
            decode_total_s: notes.decoded.as_secs_f64(),
            dropped_frames: sound.dropped_frames,
        };
        Ok((run, notes.model.clone()))
    }

    /// Holds the sitting, and gives its one take.
    fn sit(
        &self,
        home: &tempfile::TempDir,
        notes: &Arc<Mutex<Notes>>,
        sender: Sender<PortEvent>,
        inbox: &Receiver<PortEvent>,
        name: &str,
    ) -> Result<TakeState, Failure> {
        let noting = Arc::clone(notes);
        let outlet: Outlet = Arc::new(move |event| {
            note(&noting, &event);
            let _ = sender.send(event);
        });
        let kit = self.kit(&Home::at(home.path()), notes);
        let mut driver =
            kit.sit(Plan::new(Rules::practice(), vec![self.asked.clone()]), &outlet).map_err(Failure::new)?;
        let bar = if self.quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        let mut done = None;
        run_alone(&mut driver, inbox, Alone { questions: 1, think: false }, &mut |step| match step {
            crate::app::Step::Recording(live) => {
                bar.set_message(format!("{name}: {:.0} s played", live.level.map_or(0.0, |l| l.elapsed_s)));
                bar.tick();
            }
            crate::app::Step::Done(take) => done = Some(take.clone()),
            _ => {}
        })
        .map_err(Failure::new)?;
        bar.finish_and_clear();
        driver.close().map_err(Failure::new)?;
        done.ok_or_else(|| Failure::new("the sitting ended without an answer"))
    }

    fn kit(&self, home: &Home, notes: &Arc<Mutex<Notes>>) -> Kit {
        let (microphone, recogniser, notes) = (self.equipment.clone(), self.equipment.clone(), Arc::clone(notes));
        Kit {
            sessions: SessionStore::new(home),
            banks: self.banks.clone(),
            recorder: Box::new(move || microphone.recorder()),
            speech: Box::new(move |sink: SpeechSink| {
                let (loader, notes) = (recogniser.loader(), Arc::clone(&notes));
                let timed = move || Ok(Box::new(Timed { inner: loader()?, notes }) as Box<dyn Transcriber>);
                SpeechWorker::spawn(Box::new(timed), sink)
            }),
            voice: Box::new(|| None),
            equip: Box::new(|_| {}),
            choices: Arc::new(Choices::default),
            checkup: Arc::new(|_| {}),
        }
    }
}

fn note(notes: &Mutex<Notes>, event: &PortEvent) {
    let mut notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
    match event {
        PortEvent::Audio(_, AudioEvent::SourceEnded) => notes.over = Some(Instant::now()),
        PortEvent::Scored(..) => notes.scored = Some(Instant::now()),
        _ => {}
    }
}

/// A transcriber whose time is taken.
struct Timed {
    inner: Box<dyn Transcriber>,
    notes: Arc<Mutex<Notes>>,
}

impl Transcriber for Timed {
    fn model_name(&self) -> String {
        self.inner.model_name()
    }

    fn begin(&mut self) {
        self.inner.begin();
    }

    fn unlearn(&mut self) {
        self.inner.unlearn();
    }

    fn transcribe(&mut self, samples: &[f32]) -> Result<Vec<Word>, SpeechError> {
        let begun = Instant::now();
        let words = self.inner.transcribe(samples);
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.decoded += begun.elapsed();
        notes.model = self.inner.model_name();
        words
    }
}
