//! What `score`, `transcribe` and `evaluate` share: a loaded model, and recordings transcribed with progress on stderr.

use std::path::Path;

use indicatif::ProgressBar;

use super::{context::Context, equipment::equipment, failure::Failure, progress};
use crate::app::transcribe::transcribe_files;
use outloud_audio::file;
use outloud_core::{sound::Sound, transcript::Transcript};
use outloud_recognition::{DecoderPool, Transcribed};

/// A loaded model with a decoder for each thread, which transcribes files and shows its progress.
pub struct FileTranscriber {
    pool: DecoderPool,
    quiet: bool,
}

impl FileTranscriber {
    /// Loads the model that the user asked for, or the one that ships.
    ///
    /// # Errors
    /// If there is none or it cannot be loaded.
    pub fn load(context: &Context) -> Result<Self, Failure> {
        Ok(Self { pool: equipment(context).decoder_pool()?, quiet: context.global.json })
    }

    /// The model's name.
    #[must_use]
    pub fn model_name(&self) -> String {
        self.pool.model_name()
    }

    /// Transcribes one recording.
    ///
    /// # Errors
    /// If the file cannot be read or decoded.
    pub fn transcribe(&mut self, wav: &Path) -> Result<Transcribed, Failure> {
        let (mut transcript, mut sound) = (Transcript::default(), Sound::default());
        self.transcribe_all(&[wav], |text, measured| (transcript, sound) = (text, measured))?;
        Ok(Transcribed { model: self.model_name(), transcript, sound })
    }

    /// Transcribes recordings, several at a time; `done` receives each in their order.
    ///
    /// # Errors
    /// At the first file that cannot be read or decoded; `done` has received those before it.
    pub fn transcribe_all(&mut self, wavs: &[&Path], done: impl FnMut(Transcript, Sound)) -> Result<(), Failure> {
        let bar = if self.quiet { ProgressBar::hidden() } else { bar(wavs) };
        let progress = |decoded_s| bar.set_position(decoded_s as u64);
        let result = transcribe_files(&mut self.pool, wavs.iter().copied(), done, progress);
        bar.finish_and_clear();
        Ok(result?)
    }
}

/// A bar in seconds of sound, on stderr; hidden when that is no terminal.
fn bar(wavs: &[&Path]) -> ProgressBar {
    let what = match wavs {
        [one] => one.display().to_string(),
        several => format!("{} recordings", several.len()),
    };
    // A file that cannot be read is reported when its turn comes.
    let total_s: f64 = wavs.iter().filter_map(|wav| Some(file::blocks(wav).ok()?.duration_s())).sum();
    let template = "{spinner} transcribing {msg} {bar:24} {pos} of {len} s";
    progress::bar(total_s.ceil() as u64, template, &format!("transcribing {what}")).with_message(what)
}
