//! `outloud evaluate latency`: a recording played at real-time speed into the simulated microphone, through the same
//! driver as every session; the time from its last sample to the scorecard.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicBool, mpsc::channel},
    time::{Duration, Instant},
};

use indicatif::ProgressBar;
use serde::Serialize;

use super::{
    args::evaluate::LatencyArgs,
    context::{Context, find_question},
    equipment::equipment,
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
    progress,
};
use crate::app::{
    App, EventSender, Headless, Plan, PortEvent, Settings, Step,
    equipment::{CustomModel, Equipment, ModelSource, SoundSource},
    run_headless,
};
use outloud_audio::AudioEvent;
use outloud_core::transcript::Partial;
use outloud_engine::{Asked, Rules, TakeState};
use outloud_evaluation::{
    times::quantile,
    word_lag::{WordLag, word_lag},
};
use outloud_recognition::{Decoded, SpeechError, SpeechEvent, Transcriber};
use outloud_store::home::Home;

/// One run.
#[derive(Debug, Clone, Copy, Serialize)]
struct Run {
    audio_s: f64,
    /// From the last sample to the scorecard.
    stop_to_score_s: f64,
    /// All decoding, most of it while the answer was being spoken.
    decode_total_s: f64,
    dropped_frames: u64,
    /// How far words came behind the speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    word_lag: Option<WordLag>,
}

/// The document of `evaluate latency --json`: of several runs the median, and the worst.
#[derive(Debug, Serialize)]
struct LatencyDocument {
    audio_s: f64,
    stop_to_score_s: f64,
    worst_stop_to_score_s: f64,
    decode_total_s: f64,
    dropped_frames: u64,
    model: String,
    runs: Vec<Run>,
    /// The same recording with words decoded while they are said.
    #[serde(skip_serializing_if = "Option::is_none")]
    partials: Option<PartialsDocument>,
}

/// What changes with words that are decoded while they are said.
#[derive(Debug, Serialize)]
struct PartialsDocument {
    stop_to_score_s: f64,
    worst_stop_to_score_s: f64,
    /// Its ratio to the time without.
    stop_to_score_ratio: f64,
    decode_total_s: f64,
    dropped_frames: u64,
    runs: Vec<Run>,
}

/// Runs `outloud evaluate latency`.
///
/// # Errors
/// If the recording cannot be played, or its answer not be scored.
pub fn run(context: &Context, args: &LatencyArgs) -> CommandResult {
    let banks = context.banks(&[])?;
    let (bank, question) = find_question(&banks, &args.question)?;
    let unwritable = |e: std::io::Error| Failure::new(format!("cannot write a temporary folder: {e}. Free some space"));
    let home = tempfile::Builder::new().prefix("outloud-latency-").tempdir().map_err(unwritable)?;
    let notes = Arc::default();
    let app = timed_app(&Home::at(home.path()), context, &args.audio, &notes);
    let series = Runs { app, notes, asked: Asked::new(&bank.id, question.clone()), quiet: context.global.json };
    let (mut without, mut with) = (Vec::new(), Vec::new());
    let mut model = String::new();
    for number in 1..=args.runs {
        let name = format!("run {number} of {}", args.runs);
        for partials in [false, true] {
            if partials && !args.partials {
                continue;
            }
            let (mut run, heard_by) = series.play(&name, partials)?;
            // Without the comparison nobody asks when the words came.
            run.word_lag = run.word_lag.filter(|_| args.partials);
            if !context.global.json {
                print_line(&described(&run, partials))?;
            }
            if partials { &mut with } else { &mut without }.push(run);
            model = heard_by;
        }
    }
    let document = document(without, with, model);
    if context.global.json {
        return print_json(&document);
    }
    print_line(&format!(
        "median {:.3} s, worst {:.3} s in {} runs, {}",
        document.stop_to_score_s,
        document.worst_stop_to_score_s,
        document.runs.len(),
        document.model
    ))?;
    document.partials.as_ref().map_or(Ok(()), |partials| {
        print_line(&format!(
            "with partial words: median {:.3} s, worst {:.3} s, {:.2} times the median without",
            partials.stop_to_score_s, partials.worst_stop_to_score_s, partials.stop_to_score_ratio
        ))
    })
}

fn described(run: &Run, partials: bool) -> String {
    let mut text = format!(
        "{:.1} s of sound, {:.3} s to the scorecard, {:.2} s of decoding in all, {} frames dropped",
        run.audio_s, run.stop_to_score_s, run.decode_total_s, run.dropped_frames
    );
    if let Some(lag) = run.word_lag {
        text += &format!(
            "; {}, words {:.1} s behind (95 in 100 within {:.1} s), firm {:.1} s ({:.1} s)",
            if partials { "with partial words" } else { "without" },
            lag.median_s,
            lag.p95_s,
            lag.firm_median_s,
            lag.firm_p95_s
        );
    }
    text
}

fn document(without: Vec<Run>, with: Vec<Run>, model: String) -> LatencyDocument {
    let sorted = |runs: &[Run], of: fn(&Run) -> f64| {
        let mut values: Vec<f64> = runs.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let dropped = |runs: &[Run]| runs.iter().map(|r| r.dropped_frames).max().unwrap_or(0);
    let waits = sorted(&without, |r| r.stop_to_score_s);
    let median = quantile(&waits, 0.5);
    let partials = (!with.is_empty()).then(|| {
        let waits = sorted(&with, |r| r.stop_to_score_s);
        PartialsDocument {
            stop_to_score_s: quantile(&waits, 0.5),
            worst_stop_to_score_s: quantile(&waits, 1.0),
            stop_to_score_ratio: quantile(&waits, 0.5) / median.max(1e-9),
            decode_total_s: quantile(&sorted(&with, |r| r.decode_total_s), 0.5),
            dropped_frames: dropped(&with),
            runs: with,
        }
    });
    LatencyDocument {
        audio_s: quantile(&sorted(&without, |r| r.audio_s), 0.5),
        stop_to_score_s: median,
        worst_stop_to_score_s: quantile(&waits, 1.0),
        decode_total_s: quantile(&sorted(&without, |r| r.decode_total_s), 0.5),
        dropped_frames: dropped(&without),
        model,
        runs: without,
        partials,
    }
}

/// What every run has in common.
struct Runs {
    app: App,
    notes: Arc<Mutex<RunTimes>>,
    asked: Asked,
    quiet: bool,
}

/// Measurements of a run, written by several threads.
#[derive(Debug, Default)]
struct RunTimes {
    over: Option<Instant>,
    scored: Option<Instant>,
    decoded: Duration,
    model: String,
    /// When the microphone began.
    started: Option<Instant>,
    /// The words so far, and when they came.
    seen: Vec<(Instant, Partial)>,
}

impl Runs {
    fn notes(&self) -> MutexGuard<'_, RunTimes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn play(&self, name: &str, partials: bool) -> Result<(Run, String), Failure> {
        *self.notes() = RunTimes::default();
        let take = self.answer(name, partials)?;
        let notes = self.notes();
        let wait = notes.over.zip(notes.scored).map(|(over, scored)| scored.saturating_duration_since(over));
        let missing = || Failure::new("the recording ended, but no scorecard came; try `outloud score --audio` on it");
        let sound = take.take.sound.unwrap_or_default();
        let run = Run {
            audio_s: sound.duration_s,
            stop_to_score_s: wait.ok_or_else(missing)?.as_secs_f64(),
            decode_total_s: notes.decoded.as_secs_f64(),
            dropped_frames: sound.dropped_frames,
            word_lag: notes.started.zip(take.take.transcript.as_ref()).and_then(|(started, transcript)| {
                let final_s = notes.scored.map_or(f64::INFINITY, |at| (at - started).as_secs_f64());
                let seen: Vec<_> = notes.seen.iter().map(|(at, p)| ((*at - started).as_secs_f64(), p)).collect();
                word_lag(&transcript.words, &seen, final_s)
            }),
        };
        Ok((run, notes.model.clone()))
    }

    /// Runs the session and returns its one take.
    fn answer(&self, name: &str, partials: bool) -> Result<TakeState, Failure> {
        let (sender, inbox) = channel();
        let notes = Arc::clone(&self.notes);
        let events: EventSender = Arc::new(move |event| {
            note(&notes, &event);
            let _ = sender.send(event);
        });
        let mut driver = self.app.begin(Plan::new(Rules::practice(), vec![self.asked.clone()]), &events)?;
        if partials {
            driver.set_live(true);
        }
        let bar = if self.quiet { ProgressBar::hidden() } else { progress::spinner() };
        let mut done = None;
        run_headless(&mut driver, &inbox, Headless { questions: 1, think: false }, &mut |step| match step {
            Step::Recording(live) => {
                bar.set_message(format!("{name}: {:.0} s played", live.level.map_or(0.0, |l| l.elapsed_s)));
                bar.tick();
            }
            Step::Done(take) => done = Some(take.clone()),
            _ => {}
        })?;
        bar.finish_and_clear();
        driver.close()?;
        done.ok_or_else(|| Failure::new("the session ended without an answer"))
    }
}

/// The services of the runs: this recording as the microphone, and a model whose time is taken.
fn timed_app(home: &Home, context: &Context, wav: &Path, notes: &Arc<Mutex<RunTimes>>) -> App {
    let (own, notes) = (equipment(context), Arc::clone(notes));
    let model = own.clone();
    let load = move || Ok(Box::new(Timed { inner: model.load()?, notes: Arc::clone(&notes) }) as Box<dyn Transcriber>);
    let timed = Equipment {
        source: Some(SoundSource::Wav { file: wav.to_owned(), speed: 1.0 }),
        model: Some(ModelSource::Custom(CustomModel(Arc::new(load)))),
        settings: Settings { speak: false, partials: true, ..own.settings.clone() },
        no_partials: false,
        ..own
    };
    App::new(home, context.every_bank(&[]), timed)
}

fn note(notes: &Mutex<RunTimes>, event: &PortEvent) {
    let mut notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
    match event {
        PortEvent::Audio(_, AudioEvent::Started) => notes.started = Some(Instant::now()),
        PortEvent::Speech(SpeechEvent::Partial(_, words)) => notes.seen.push((Instant::now(), words.clone())),
        PortEvent::Audio(_, AudioEvent::SourceEnded) => notes.over = Some(Instant::now()),
        PortEvent::Scored(..) => notes.scored = Some(Instant::now()),
        _ => {}
    }
}

/// A transcriber whose time is taken.
struct Timed {
    inner: Box<dyn Transcriber>,
    notes: Arc<Mutex<RunTimes>>,
}

impl Transcriber for Timed {
    fn model_name(&self) -> String {
        self.inner.model_name()
    }

    fn another(&self) -> Result<Box<dyn Transcriber>, SpeechError> {
        Ok(Box::new(Self { inner: self.inner.another()?, notes: Arc::clone(&self.notes) }))
    }

    fn begin(&mut self) {
        self.inner.begin();
    }

    fn roll_back_language(&mut self) {
        self.inner.roll_back_language();
    }

    fn transcribe(&mut self, samples: &[f32], at_s: f64) -> Result<Decoded, SpeechError> {
        let begun = Instant::now();
        let words = self.inner.transcribe(samples, at_s);
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.decoded += begun.elapsed();
        notes.model = self.inner.model_name();
        words
    }

    fn interrupt(&self) -> Option<Arc<AtomicBool>> {
        self.inner.interrupt()
    }

    fn preview(&mut self, samples: &[f32], at_s: f64) -> Result<Option<Decoded>, SpeechError> {
        let begun = Instant::now();
        let words = self.inner.preview(samples, at_s);
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).decoded += begun.elapsed();
        words
    }
}
