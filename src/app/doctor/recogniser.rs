//! The recogniser: whether the model loads, and how fast each model that is here runs, measured on real speech.

use std::{cmp::Ordering, io, time::Instant};

use serde::Serialize;
use tempfile::NamedTempFile;

use super::Check;
use crate::app::equipment::Equipment;
use outloud_audio::{AudioError, file};
use outloud_core::sound::SAMPLE_RATE_HZ;
use outloud_recognition::{LoadedModel, SpeechError, Transcriber, catalogue, models};

/// The speech that is measured on, in seconds: about what is left to do when somebody stops speaking.
const MEASURED_S: f64 = 12.0;
/// A model keeps up if it needs at most this much time per second of speech: the machine has other things to do.
const KEEPS_UP: f64 = 0.5;
/// The longest piece that can be left when somebody stops speaking, in seconds.
const LONGEST_REST_S: f64 = 28.0;

/// What a model costs, relative to tiny: by the size of its encoder, which is the larger half of the work.
const COST: [(&str, f64); 5] =
    [("tiny", 1.0), ("base", 2.0), ("small", 7.0), ("large-v3-turbo", 45.0), ("medium", 22.0)];

/// A model is recommended if one waits at most this long for the score, in seconds.
const BEARABLE_WAIT_S: f64 = 6.0;

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
fn speed(transcriber: &mut dyn Transcriber, speech: &[f32]) -> Option<Measured> {
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

/// The spoken answer that ships with outloud, as a WAV file that is gone when it is dropped: 39 s, a few fillers, a long pause.
///
/// # Errors
/// If there is no room for it.
pub fn spoken_answer() -> io::Result<NamedTempFile> {
    let wav = tempfile::Builder::new().prefix("outloud-").suffix(".wav").tempfile()?;
    std::fs::write(wav.path(), include_bytes!("../../../assets/demo.wav"))?;
    Ok(wav)
}

/// Measures the model that is in use, which is loaded already, then every other one that is here. One that cannot be measured is left
/// out.
///
/// # Errors
/// An [`AudioError`] if there is no room for the speech.
pub fn measure_all(equipment: &Equipment, mut used: Box<dyn Transcriber>) -> Result<Vec<Measured>, AudioError> {
    let wav = spoken_answer().map_err(|source| AudioError::Write { path: std::env::temp_dir(), source })?;
    let speech = file::read_all(wav.path())?.samples;
    let name = used.model_name();
    let mut measured: Vec<_> = speed(used.as_mut(), &speech).into_iter().collect();
    drop(used);
    measured.extend(measure_others(equipment, &name, &speech));
    Ok(measured)
}

/// Measures every model that is here, on disk or inside the program, but the one of this name.
fn measure_others(equipment: &Equipment, used: &str, speech: &[f32]) -> Vec<Measured> {
    let on_disk = models::list(&equipment.model_folders);
    let shipped = on_disk.iter().all(|m| m.name != models::DEFAULT_MODEL).then(|| models::DEFAULT_MODEL.to_owned());
    let files = on_disk.into_iter().filter(|m| m.name != used).map(|m| m.path.display().to_string());
    let measured = shipped.filter(|name| name != used).into_iter().chain(files).filter_map(|model| {
        // `models verify` reports damaged files.
        speed(equipment.with_model(&model).load().ok()?.as_mut(), speech)
    });
    measured.collect()
}

/// Which model to use.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recommendation {
    /// The model.
    #[serde(flatten)]
    pub model: Measured,
    /// Whether it is on disk.
    pub here: bool,
    /// The recommendation in a sentence.
    pub sentence: String,
}

/// The most accurate model that keeps up, the first of `measured` being the one in use: the largest on disk for whose score one does not
/// wait long, an English one before one of many languages; or a larger one still that can be pulled. If one waits long for all, the
/// fastest. None if none keeps up.
#[must_use]
pub fn recommend(measured: &[Measured]) -> Option<Recommendation> {
    let used = measured.first()?;
    let rank = |m: &Measured| (cost(&m.model).unwrap_or_default(), u8::from(m.model.contains(".en")));
    let bearable = |m: &&Measured| m.keeps_up && m.longest_wait_s <= BEARABLE_WAIT_S;
    let fastest = || {
        let all = measured.iter().filter(|m| m.keeps_up);
        all.min_by(|a, b| a.real_time_factor.total_cmp(&b.real_time_factor))
    };
    let by_rank = |a: &&Measured, b: &&Measured| {
        let (rank, time) = (rank(a).partial_cmp(&rank(b)), b.real_time_factor.total_cmp(&a.real_time_factor));
        rank.unwrap_or(Ordering::Equal).then(time)
    };
    let ranked = measured.iter().filter(bearable).max_by(by_rank).or_else(fastest)?;
    let better = promising(measured).into_iter().filter(|m| bearable(&m) && cost(&m.model) > cost(&ranked.model));
    // Of those that cost alike the 8 bit one: as accurate as the whole one, and half as large.
    let pulled = better.max_by(|a, b| {
        a.real_time_factor
            .total_cmp(&b.real_time_factor)
            .then_with(|| a.model.ends_with("q8_0").cmp(&b.model.ends_with("q8_0")))
    });
    let figures = |m: &Measured| format!("{:.2} s of work for a second of speech here", m.real_time_factor);
    let sentence = match &pulled {
        Some(larger) => format!(
            "{} should keep up here (about {}) and make fewer mistakes: outloud models pull {}",
            larger.model,
            figures(larger),
            larger.model
        ),
        None if ranked.model == used.model => format!("{} fits this machine: {}", used.model, figures(used)),
        None if rank(ranked) < rank(used) => {
            format!("{} is faster than {}: {}", ranked.model, used.model, figures(ranked))
        }
        None => format!("{} makes fewer mistakes than {} and keeps up: {}", ranked.model, used.model, figures(ranked)),
    };
    Some(Recommendation { here: pulled.is_none(), model: pulled.unwrap_or_else(|| ranked.clone()), sentence })
}

/// What the models that can be pulled should cost here, worked out from one that was measured; the dearest that keeps up
/// comes last. Models that were measured are left out. Rough: a model's precision is left out.
#[must_use]
pub fn promising(measured: &[Measured]) -> Vec<Measured> {
    let Some(used) = measured.first() else { return Vec::new() };
    let Some(own) = cost(&used.model) else { return Vec::new() };
    let unit = used.real_time_factor / own;
    let mut all: Vec<Measured> = catalogue::names()
        .filter(|name| measured.iter().all(|m| m.model != *name))
        .filter(|name| name.contains(".en") == used.model.contains(".en") || name.starts_with("large"))
        .filter_map(|name| Some(Measured::new(name, unit * cost(name)?, false)))
        .filter(|m| m.keeps_up && m.real_time_factor > used.real_time_factor * 1.5)
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
            promising(&[Measured::new("tiny.en-q8_0", factor, true)]).into_iter().map(|m| m.model).collect::<Vec<_>>()
        };
        assert!(names(0.03).contains(&"small.en-q8_0".to_owned()) && names(0.03).contains(&"base.en".to_owned()));
        assert!(names(0.2).iter().all(|n| n.starts_with("base")), "{:?}", names(0.2));
        assert!(names(0.6).is_empty());
        assert!(promising(&[Measured::new("my-own", 0.1, true)]).is_empty());
    }

    #[test]
    fn the_largest_model_is_recommended_for_whose_score_one_does_not_wait_long() {
        for (what, measured, wanted, here) in [
            ("fast", &[("tiny.en-q8_0", 0.03)][..], "small.en-q8_0", false),
            ("slow", &[("tiny.en-q8_0", 0.15)], "tiny.en-q8_0", true),
            ("here", &[("tiny.en-q8_0", 0.06), ("base-q8_0", 0.12), ("base.en-q8_0", 0.13)], "base.en-q8_0", true),
            ("of many languages", &[("tiny.en-q8_0", 0.06), ("base-q8_0", 0.12)], "base-q8_0", true),
            ("here and too slow", &[("tiny.en-q8_0", 0.12), ("base-q8_0", 0.4)], "tiny.en-q8_0", true),
            ("busy", &[("base-q8_0", 0.45), ("tiny.en-q8_0", 0.3)], "tiny.en-q8_0", true),
            ("used", &[("base-q8_0", 0.13), ("tiny.en-q8_0", 0.06)], "base-q8_0", true),
        ] {
            let measured: Vec<_> = measured.iter().map(|(name, factor)| Measured::new(name, *factor, true)).collect();
            let told = recommend(&measured).unwrap();
            assert_eq!((told.model.model.as_str(), told.here), (wanted, here), "{what}: {told:?}");
            assert!(told.sentence.contains(wanted), "{what}: {told:?}");
        }
        assert!(recommend(&[Measured::new("tiny.en-q8_0", 0.7, true)]).is_none());
        assert!(
            !promising(&[Measured::new("tiny.en", 0.03, true), Measured::new("base.en", 0.06, true)])
                .iter()
                .any(|m| m.model == "base.en")
        );
    }
}
