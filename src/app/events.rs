//! What the threads behind a session report to the main loop.

use std::sync::Arc;

use outloud_audio::{AudioError, AudioEvent};
use outloud_core::{
    scorecard::{Scorecard, Ticks},
    session::{Take, TakeId},
    sound::Sound,
};
use outloud_recognition::{SpeechEvent, SpeechSink};
use outloud_store::StoreError;

/// A report of a thread behind a session.
#[derive(Debug)]
pub enum PortEvent {
    /// From the microphone, during a take. Sound blocks go straight to the recogniser and never come here.
    Audio(TakeId, AudioEvent),
    /// Nobody has spoken for a while in a take that is being recorded.
    Silent(TakeId),
    /// The recording could not be started.
    NotOpened(TakeId, RecordError),
    /// The recording is complete.
    Recorded(TakeId, Sound),
    /// From the recogniser.
    Speech(SpeechEvent),
    /// The scorecard of a take.
    Scored(TakeId, Box<Scorecard>),
    /// Which of the question's keywords were said so far, in the bank's order.
    Ticks(TakeId, Ticks),
    /// The take could not be stored.
    NotSaved(TakeId, StoreError),
    /// How far transcribing the round again is, or what it came to, in a line.
    HearingAgain(String),
    /// A take that was transcribed again and scored.
    HeardAgain(Box<Take>),
}

/// Why a recording could not be started.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The microphone or the file.
    #[error(transparent)]
    Audio(#[from] AudioError),
    /// The session file, in which a take is put on record first.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sends [`PortEvent`]s into the main loop's channel. Called on every thread.
pub type EventSender = Arc<dyn Fn(PortEvent) + Send + Sync>;

/// A recogniser's sink that reports into `events`.
pub(super) fn speech_sink(events: &EventSender) -> SpeechSink {
    let events = Arc::clone(events);
    Box::new(move |event| events(PortEvent::Speech(event)))
}
