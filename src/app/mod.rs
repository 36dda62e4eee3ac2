//! The driver: executes the engine's effects, owns threads and channels, returns events.
//!
//! Three threads stand behind a sitting: the microphone opens devices and ends recordings, the recogniser is the speech
//! port's own, and the desk scores and files. Everything they report is a [`PortEvent`] in one channel of the main loop,
//! so that the loop that draws never waits for a device, a model or a disk.

mod alone;
mod banks;
mod choices;
mod desk;
pub mod doctor;
mod driver;
pub mod equipment;
mod kit;
mod library;
mod live;
mod microphone;
pub mod ordered;
mod player;
mod reader;
mod recovery;
pub mod rescore;
mod settings;
pub mod signals;

use std::sync::Arc;

use outloud_audio::AudioEvent;
use outloud_core::{scorecard::Scorecard, sound::Sound};
use outloud_engine::TakeId;
use outloud_recognition::{SpeechEvent, SpeechSink};

// The faces reach the ports through here, so that this layer is the one place that knows who uses what.
pub use alone::{Alone, Step, run_alone};
pub use banks::Banks;
pub use choices::Choices;
pub use driver::{Driver, Ports};
pub use kit::{Kit, MakeRecorder, Plan, StartSpeech};
pub use library::{Library, Summary, expire, seconds};
pub use live::Live;
pub use outloud_audio;
pub use outloud_recognition;
pub use outloud_store;
pub use player::Player;
pub use recovery::{Interrupted, Recovered, Recovery, interrupted};
pub use settings::{Settings, SettingsError};

/// What a port reports to the main loop.
#[derive(Debug)]
pub enum PortEvent {
    /// The microphone, during a take; blocks go straight to the recogniser and never come here.
    Audio(TakeId, AudioEvent),
    /// The microphone could not be opened, or the file not be made.
    NotOpened(TakeId, String),
    /// The recording is complete.
    Recorded(TakeId, Sound),
    /// The recogniser.
    Speech(SpeechEvent),
    /// The scorer.
    Scored(TakeId, Box<Scorecard>),
    /// Which of the question's keywords were said so far, in the bank's order.
    Ticks(TakeId, Vec<bool>),
    /// The disk refused.
    NotSaved(TakeId, String),
}

/// Where [`PortEvent`]s go: into the main loop's channel. Called on every thread.
pub type Outlet = Arc<dyn Fn(PortEvent) + Send + Sync>;

/// The sink that a speech port is started with, so that it reports into `outlet`.
#[must_use]
pub fn speech_sink(outlet: &Outlet) -> SpeechSink {
    let outlet = Arc::clone(outlet);
    Box::new(move |event| outlet(PortEvent::Speech(event)))
}
