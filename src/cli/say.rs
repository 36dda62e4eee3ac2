//! `outloud say`: a text in the voice that reads the questions, through the loudspeaker or into a WAV.

use std::{path::Path, time::Instant};

use serde::Serialize;

use super::{
    args::voice::SayArgs,
    context::Context,
    equipment::equipment,
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
};
use crate::app::narrator::{Narrator, natural::NaturalNarrator};
use outloud_audio::file;
use outloud_voice::natural::{NaturalVoice, SAMPLE_RATE_HZ, Tone};

/// The document of `say --json`.
#[derive(Debug, Serialize)]
struct SayDocument {
    sentences: Vec<Sentence>,
    duration_s: f64,
    sample_rate_hz: u32,
    /// From the command to the first samples: loading the voice and making the first sentence.
    first_sound_ms: f64,
    /// Seconds of work per second of sound, without loading.
    real_time_factor: f64,
}

#[derive(Debug, Serialize)]
struct Sentence {
    text: String,
    phonemes: String,
    duration_s: f64,
}

/// Runs `outloud say`.
///
/// # Errors
/// If there is nothing to say, nothing to say it with, or the WAV cannot be written.
pub fn run(context: &Context, args: &SayArgs) -> CommandResult {
    let text = args.read_text().map_err(|e| Failure::new(format!("cannot read the text from standard input: {e}")))?;
    let sentences = NaturalVoice::sentences(&text);
    if sentences.is_empty() {
        return Err(Failure::usage("there is nothing to say in this text; give it words"));
    }
    let equipment = equipment(context);
    let usual = equipment.tone();
    let (speed, volume) = (args.speed.unwrap_or(usual.speed), args.volume.unwrap_or(usual.volume));
    let tone = Tone { speed, volume, seed: args.seed };
    if args.output.is_none() && !args.phonemes && !context.global.json {
        return play(&Narrator::Natural(NaturalNarrator::new(equipment.shipped_voice.0, tone)), &text);
    }
    let begun = Instant::now();
    let voice = NaturalVoice::load()?;
    let loaded_s = begun.elapsed().as_secs_f64();
    let (mut wave, mut said, mut first_s) = (Vec::new(), Vec::new(), None);
    for text in sentences {
        let samples = if args.phonemes { Vec::new() } else { voice.speak(&text, tone)? };
        first_s.get_or_insert(begun.elapsed().as_secs_f64());
        let phonemes = voice.phonemes(&text)?;
        said.push(Sentence { text, phonemes, duration_s: seconds(samples.len()) });
        wave.extend(samples);
    }
    let work_s = begun.elapsed().as_secs_f64() - loaded_s;
    if let Some(path) = &args.output {
        write(path, &wave)?;
    }
    if context.global.json {
        return print_json(&SayDocument {
            sentences: said,
            duration_s: seconds(wave.len()),
            sample_rate_hz: SAMPLE_RATE_HZ,
            first_sound_ms: first_s.unwrap_or_default() * 1000.0,
            real_time_factor: if wave.is_empty() { 0.0 } else { work_s / seconds(wave.len()) },
        });
    }
    match args.phonemes {
        true => said.iter().try_for_each(|sentence| print_line(&sentence.phonemes)),
        false => Ok(()),
    }
}

fn seconds(samples: usize) -> f64 {
    samples as f64 / f64::from(SAMPLE_RATE_HZ)
}

fn write(path: &Path, wave: &[f32]) -> CommandResult {
    Ok(file::write(path, wave, SAMPLE_RATE_HZ)?)
}

/// Plays it to its end.
fn play(narrator: &Narrator, text: &str) -> CommandResult {
    let mut speaking = narrator.speak(text)?;
    while !speaking.is_over() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    match speaking.failure() {
        Some(why) => Err(Failure::new(format!("{why}; --output WAV writes a file instead"))),
        None => Ok(()),
    }
}
