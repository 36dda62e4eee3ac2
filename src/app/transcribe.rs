//! Whole recordings in words, for the commands that read files.

use std::path::Path;

use outloud_audio::{AudioError, file};
use outloud_core::{sound::Sound, transcript::Transcript};
use outloud_recognition::{DecoderPool, SpeechError, Transcribed};

/// Why a recording could not be transcribed.
#[derive(Debug, thiserror::Error)]
pub enum TranscribeError {
    /// The recording.
    #[error(transparent)]
    Audio(#[from] AudioError),
    /// The recogniser.
    #[error(transparent)]
    Speech(#[from] SpeechError),
}

/// Transcribes recordings. `done` is given each in their order; `progress` is told the seconds decoded.
///
/// # Errors
/// A [`TranscribeError`] at the first file that cannot be read or decoded; `done` was given those before it.
pub fn transcribe_files<'a>(
    pool: &mut DecoderPool,
    wavs: impl IntoIterator<Item = &'a Path>,
    done: impl FnMut(Transcript, Sound),
    progress: impl FnMut(f64),
) -> Result<(), TranscribeError> {
    let takes = wavs.into_iter().map(|wav| Ok(file::blocks(wav)?.map(|block| block.map_err(TranscribeError::from))));
    pool.transcribe(takes, done, progress)
}

/// Transcribes one recording.
///
/// # Errors
/// As [`transcribe_files`].
pub fn transcribe_file(
    pool: &mut DecoderPool,
    wav: &Path,
    progress: impl FnMut(f64),
) -> Result<Transcribed, TranscribeError> {
    let mut transcribed =
        Transcribed { model: pool.model_name(), transcript: Transcript::default(), sound: Sound::default() };
    let done = |transcript, sound| (transcribed.transcript, transcribed.sound) = (transcript, sound);
    transcribe_files(pool, [wav], done, progress)?;
    Ok(transcribed)
}
