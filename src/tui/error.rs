//! What can go wrong on the screens and in plain lines. Messages say what failed and what to do; the cause is kept as the source.

use std::io;

use crate::app::{AppError, signals::SignalError};
use outloud_store::StoreError;

/// A failed job of a face.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// A job of the program.
    #[error(transparent)]
    App(#[from] AppError),
    /// The disk.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The end that a signal asked for.
    #[error(transparent)]
    Signal(#[from] SignalError),
    /// A take without sound.
    #[error("this take has no recording any more; its scores are kept")]
    NoRecording,
    /// A second recovery beside the first.
    #[error("an interrupted answer is being scored already")]
    Recovering,
    /// A second retranscription beside the first.
    #[error("recordings are being heard again already")]
    Retranscribing,
    /// A session was asked for that no larger model can hear.
    #[error("no larger model is here. `outloud models pull base.en-q8_0` gets one")]
    NoOtherModel,
    /// No thread for a recovery.
    #[error("the system gives no thread: {0}. Close other programs")]
    Thread(#[source] io::Error),
    /// No full screen.
    #[error("the terminal cannot be used for full-screen drawing: {0}. `--plain` does the same with lines")]
    Terminal(#[source] io::Error),
    /// No lines.
    #[error("cannot print: {0}. Is the output closed?")]
    Print(#[source] io::Error),
}
