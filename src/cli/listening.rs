//! What `score`, `transcribe` and `evaluate` share: a loaded model, and recordings transcribed with progress on stderr.

use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use super::{context::Context, failure::Failure};
use crate::app::{
    Settings,
    equipment::{Equipment, ModelSource, SoundSource},
    transcribe::transcribe_files,
};
use outloud_audio::file;
use outloud_core::{sound::Sound, transcript::Transcript};
use outloud_recognition::DecoderPool;
use outloud_voice::Voice;

/// A loaded model, with as many decoders as there are threads.
pub struct Listener {
    pool: DecoderPool,
    quiet: bool,
}

impl Listener {
    /// Loads the model that the user asked for, or the one that ships.
    ///
    /// # Errors
    /// If there is none or it cannot be loaded.
    pub fn new(context: &Context) -> Result<Self, Failure> {
        Ok(Self { pool: equipment(context).decoder_pool()?, quiet: context.global.json })
    }

    /// The model's name.
    #[must_use]
    pub fn model_name(&self) -> String {
        self.pool.model_name()
    }

    /// Writes down a recording.
    ///
    /// # Errors
    /// If the file cannot be read or decoded.
    pub fn listen(&mut self, wav: &Path) -> Result<(Transcript, Sound), Failure> {
        let mut said = (Transcript::default(), Sound::default());
        self.listen_all(&[wav], |transcript, sound| said = (transcript, sound))?;
        Ok(said)
    }

    /// Writes down recordings, several at a time; `heard` is given each in their order. A bar on stderr shows how far it is.
    ///
    /// # Errors
    /// At the first file that cannot be read or decoded; `heard` was given those before it.
    pub fn listen_all(&mut self, wavs: &[&Path], heard: impl FnMut(Transcript, Sound)) -> Result<(), Failure> {
        let bar = if self.quiet { ProgressBar::hidden() } else { bar(wavs) };
        let progress = |decoded_s| bar.set_position(decoded_s as u64);
        let done = transcribe_files(&mut self.pool, wavs.iter().copied(), heard, progress);
        bar.finish_and_clear();
        Ok(done?)
    }
}

/// The equipment that the global arguments ask for.
#[must_use]
pub fn equipment(context: &Context) -> Equipment {
    let global = &context.global;
    // Settings that cannot be read are reported where they are shown; a recording need not fail for them.
    let settings = Settings::load(&context.home).unwrap_or_default();
    let wav = global.mic_from.clone().map(|file| SoundSource::Wav { file, speed: 1.0 });
    Equipment {
        source: wav.or_else(|| global.mic.clone().map(SoundSource::Microphone)),
        model: global.model.clone().map(ModelSource::Named),
        language: global.language.clone(),
        threads: global.threads.map(usize::from),
        ..Equipment::of(&context.home, settings)
    }
}

/// [`equipment`] that reads questions aloud if `speak`, or if the settings say so.
///
/// # Errors
/// If `speak` and this machine has no voice.
pub fn equipment_that_speaks(context: &Context, speak: bool) -> Result<Equipment, Failure> {
    if speak {
        Voice::find()?;
    }
    Ok(Equipment { speak, ..equipment(context) })
}

/// A bar in seconds of sound, on stderr; hidden when that is no terminal.
fn bar(wavs: &[&Path]) -> ProgressBar {
    let what = match wavs {
        [one] => one.display().to_string(),
        several => format!("{} recordings", several.len()),
    };
    // A file that cannot be read is told of when its turn comes.
    let total_s: f64 = wavs.iter().filter_map(|wav| Some(file::blocks(wav).ok()?.duration_s())).sum();
    let style = ProgressStyle::with_template("{spinner} listening to {msg} {bar:24} {pos} of {len} s");
    ProgressBar::new(total_s.ceil() as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(what)
}
