//! The path of sound: microphone, ring, resampling, levels, voice activity, WAV, playback. Folders follow the signal.
//!
//! A [`Recorder`] opens a source and calls a sink, on the capture thread, with everything that happens to a take. The
//! microphone, the simulated microphone and the scripted one are its implementations.

use std::path::Path;

use outloud_core::sound::{Sound, SoundBlock};

mod capture;
mod compressed;
mod container;
#[cfg(feature = "mic")]
pub mod devices;
mod error;
pub mod file;
mod level;
#[cfg(feature = "mic")]
pub mod microphone;
mod mixdown;
mod opus;
#[cfg(feature = "mic")]
mod output;
mod peaks;
#[cfg(feature = "mic")]
pub mod playback;
mod resample;
mod ring;
pub mod scripted;
mod signal;
pub mod simulated;
#[cfg(feature = "mic")]
pub mod speaker;
pub mod stderr;
pub mod take;
mod voice;
mod watchdog;
pub mod wav;

pub use error::AudioError;
pub use peaks::peaks;

/// Where [`AudioEvent`]s go. Called on the capture thread, never in the operating system's audio callback.
pub type AudioSink = Box<dyn FnMut(AudioEvent) + Send>;

/// What happens while a take is recorded.
#[derive(Debug, Clone, PartialEq)]
pub enum AudioEvent {
    /// The first samples arrived: from now on the take is recording.
    Started,
    /// More sound, already written to the WAV.
    Block(SoundBlock),
    /// About twenty times a second, for the meter.
    Level(Level),
    /// The microphone misbehaves; each kind is reported once for each device.
    Warning(MicWarning),
    /// A warning that was given holds no more.
    Recovered(MicWarning),
    /// A simulated microphone has played its file to the end. Real ones never send this.
    SourceEnded,
    /// The stream died; what was recorded so far is safe. [`Recording::stop`] still gives it.
    Failed(String),
}

/// Loudness of the last moments, in dB full scale (0 loudest, -inf silence).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// Root mean square.
    pub rms_dbfs: f32,
    /// Highest sample.
    pub peak_dbfs: f32,
    /// Length of the take so far, in seconds.
    pub elapsed_s: f64,
}

/// What a microphone can do wrong. `Display` says it with a remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MicWarning {
    /// No samples arrive.
    NoSamples,
    /// Every sample is zero: a muted or null device, or permission denied on macOS.
    AllZeros,
    /// Samples at full scale.
    Clipping,
    /// Samples arrive more slowly than the device's rate.
    RateCollapsed,
    /// The ring overflowed; frames are missing.
    Dropped,
    /// The device is gone, and another is looked for.
    Lost,
    /// Another device took the place of the one that the take began with, or that one came back.
    DeviceChanged,
    /// The recording cannot be written; it goes on in memory.
    DiskRefuses,
}

/// Starts takes.
pub trait Recorder: Send {
    /// What is recorded from, for people: the device's name or the file's.
    fn source_name(&self) -> String;

    /// Opens the source and starts recording into `wav` (created, 16 kHz mono 16-bit, header kept valid). Returns when
    /// the stream runs or its error is known; sound arrives at `sink`.
    ///
    /// # Errors
    /// An [`AudioError`] with cause and remedy if the source or the file cannot be opened.
    fn start(&mut self, wav: &Path, sink: AudioSink) -> Result<Box<dyn Recording>, AudioError>;
}

/// A take that is being recorded.
pub trait Recording: Send {
    /// Ends the stream, drains the ring, completes the WAV. After it returns, the sink has received every block.
    ///
    /// # Errors
    /// An [`AudioError`] if the file could not be completed; the samples written before are still on disk.
    fn stop(self: Box<Self>) -> Result<Sound, AudioError>;
}

impl MicWarning {
    /// Whether it is about one device; the others are about the machine, whatever the device.
    #[must_use]
    pub fn of_the_device(self) -> bool {
        !matches!(self, Self::Dropped | Self::DiskRefuses)
    }
}

impl std::fmt::Display for MicWarning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NoSamples => "the microphone sends nothing; check its cable or its Bluetooth connection",
            Self::AllZeros if cfg!(target_os = "macos") => {
                "the microphone sends only zeros; allow your terminal app to use it under System Settings, \
                 Privacy & Security, Microphone, and check that it is not muted"
            }
            Self::AllZeros => {
                "the microphone sends only zeros; check that it is not muted and is the one you mean (outloud devices)"
            }
            Self::Clipping => "the microphone is too loud and distorts; turn its input level down",
            Self::RateCollapsed => "the microphone delivers less sound than it should; words may be missing",
            Self::Dropped => "the machine was too busy to take all of the sound; some of it is missing",
            Self::Lost => "the microphone is gone; looking for another one, what was recorded is safe",
            Self::DeviceChanged => "the microphone changed or was lost during the take; it went on with the default one",
            Self::DiskRefuses => {
                "the disk does not take the recording; it goes on in memory for ten minutes at most, free some space now"
            }
        })
    }
}
