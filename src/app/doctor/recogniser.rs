//! The recogniser: whether the model loads, and how fast each model that is here runs, measured on real speech.

use std::time::Instant;

use serde::Serialize;

use super::Check;
use crate::app::equipment::Equipment;
use outloud_core::sound::SAMPLE_RATE_HZ;
use outloud_recognition::{LoadedModel, SpeechError, Transcriber, catalogue};

/// The speech that is measured on, in seconds: about what is left to do when somebody stops speaking.
const MEASURED_S: f64 = 12.0;
/// A model keeps up if it needs at most this much time per second of speech: the machine has other things to do.
const KEEPS_UP: f64 = 0.5;
/// The longest piece that can be left when somebody stops speaking, in seconds.
const LONGEST_REST_S: f64 = 28.0;

/// What a model costs, relative to tiny: by the size of its encoder, which is the larger half of the work.
const COST: [(&str, f64); 5] =
    [("tiny", 1.0), ("base", 2.0), ("small", 7.0), ("large-v3-turbo", 45.0), ("medium", 22.0)];

/// How fast a model ran.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measured {
    /// The model's name.
    pub model: String,
    /// Seconds of work per second of speech.
    pub real_time_factor: f64,
    /// Whether it keeps up with somebody who speaks.
    pub keeps_up: bool,
    /// How long one waits for the score at most, in seconds.
    pub longest_wait_s: f64,
    /// Whether it ran here, or the factor is worked out from another model's.
    pub measured: bool,
}

impl Measured {
    fn new(model: &str, real_time_factor: f64, measured: bool) -> Self {
        let (keeps_up, longest_wait_s) = (real_time_factor <= KEEPS_UP, real_time_factor * LONGEST_REST_S);
        Self { model: model.to_owned(), real_time_factor, keeps_up, longest_wait_s, measured }
    }
}

/// The check of the recogniser's model, once it is loaded.
#[must_use]
pub fn recogniser(loaded: Result<LoadedModel, SpeechError>) -> Check {
    match loaded {
        Ok(LoadedModel { name, load_ms }) => {
            Check::works("model", format!("{name}, loaded in {:.1} s", load_ms as f64 / 1000.0))
        }
        Err(e) => Check::broken("model", "none can be used", e.to_string()),
    }
}

/// Loads the model that would be used.
///
/// # Errors
/// The check that says why it cannot be.
pub fn model(equipment: &Equipment) -> Result<(Check, Box<dyn Transcriber>), Check> {
    let begun = Instant::now();
    match equipment.load() {
        Ok(transcriber) => {
            let found = format!("{}, loaded in {:.1} s", transcriber.model_name(), begun.elapsed().as_secs_f64());
            Ok((Check::works("model", found), transcriber))
        }
        Err(e) => Err(Check::broken("model", "none can be used", e.to_string())),
    }
}

/// Measures a loaded model on speech (f32, mono, 16 kHz, -1..=1), twice, and takes the better: the first run warms up, and
/// other programs are not the model's fault. None if it fails on it.
pub fn speed(transcriber: &mut dyn Transcriber, speech: &[f32]) -> Option<Measured> {
    let piece = &speech[..speech.len().min((MEASURED_S * f64::from(SAMPLE_RATE_HZ)) as usize)];
    let spoken_s = piece.len() as f64 / f64::from(SAMPLE_RATE_HZ);
    let mut run = || {
        let begun = Instant::now();
        transcriber.transcribe(piece, 0.0).ok()?;
        Some(begun.elapsed().as_secs_f64() / spoken_s)
    };
    let factor = run()?.min(run()?);
    Some(Measured::new(&transcriber.model_name(), factor, true))
}

/// What the models that can be pulled should cost here, worked out from one that was measured; the dearest that keeps up
/// comes last. Rough: a model's precision is left out.
#[must_use]
pub fn promising(measured: &Measured) -> Vec<Measured> {
    let Some(own) = cost(&measured.model) else { return Vec::new() };
    let unit = measured.real_time_factor / own;
    let mut all: Vec<Measured> = catalogue::names()
        .filter(|name| name.contains(".en") == measured.model.contains(".en") || name.starts_with("large"))
        .filter_map(|name| Some(Measured::new(name, unit * cost(name)?, false)))
        .filter(|m| m.keeps_up && m.real_time_factor > measured.real_time_factor * 1.5)
        .collect();
    all.sort_by(|a, b| a.real_time_factor.total_cmp(&b.real_time_factor));
    all
}

fn cost(model: &str) -> Option<f64> {
    COST.into_iter().find(|(family, _)| model.starts_with(family)).map(|(_, cost)| cost)
}

#[cfg(test)]
mod tests {
    use super::*;
    use outloud_recognition::scripted::ScriptedTranscriber;

    #[test]
    fn a_model_is_measured_and_larger_ones_are_judged_by_it() {
        let measured = speed(&mut ScriptedTranscriber::new("hello"), &vec![0.0; 20 * 16_000]).expect("it runs");
        assert!(measured.keeps_up && measured.measured);
        assert!(speed(&mut ScriptedTranscriber::failing("no"), &[0.0; 1600]).is_none());
        let names = |factor| {
            promising(&Measured::new("tiny.en-q8_0", factor, true)).into_iter().map(|m| m.model).collect::<Vec<_>>()
        };
        assert!(names(0.03).contains(&"small.en-q8_0".to_owned()) && names(0.03).contains(&"base.en".to_owned()));
        assert!(names(0.2).iter().all(|n| n.starts_with("base")), "{:?}", names(0.2));
        assert!(names(0.6).is_empty());
        assert!(promising(&Measured::new("my-own", 0.1, true)).is_empty());
    }
}
