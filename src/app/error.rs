//! What can go wrong above the ports. Messages say what failed and what to do; the cause is kept as the source.

use std::{io, path::PathBuf};

use outloud_audio::AudioError;
use outloud_core::session::TakeId;
use outloud_recognition::SpeechError;
use outloud_store::StoreError;

use super::settings::SettingsError;

/// A failed job of the program.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The disk.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The microphone or a recording.
    #[error(transparent)]
    Audio(#[from] AudioError),
    /// The model or the recogniser.
    #[error(transparent)]
    Speech(#[from] SpeechError),
    /// The settings file.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The story that the settings name.
    #[error("outloud.toml: {0}")]
    SettingsStory(#[source] StoreError),
    /// The interviewer's phrases in the home.
    #[error("the interviewer's phrases '{}' cannot be read: {why}. Correct the line, or delete the file to have those of the program", file.display())]
    Phrases {
        /// The file.
        file: PathBuf,
        /// What the parser said, in one line.
        why: String,
    },
    /// The stored goal of the practice plan.
    #[error("the plan '{}' cannot be read: {why}. Make a new one: outloud plan --until DATE; or end it: outloud plan --clear", file.display())]
    Goal {
        /// The file.
        file: PathBuf,
        /// What is wrong with it, in one line.
        why: String,
    },
    /// An interrupted take that is not there any more.
    #[error("take {take} of '{session}' is gone")]
    TakeGone {
        /// The session's id.
        session: String,
        /// The take's number.
        take: TakeId,
    },
    /// A recording without sound that cannot be removed.
    #[error("cannot remove the empty '{}': {source}. Remove it by hand", path.display())]
    RemoveEmpty {
        /// The recording.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}
