//! What the microphone tells about a take apart from its words: how long it was, where somebody spoke, what went wrong.
//! Also the shape in which sound travels from the microphone to the recogniser.

use serde::{Deserialize, Serialize};

/// The sample rate of everything behind the resampler.
pub const SAMPLE_RATE_HZ: u32 = 16_000;

/// Samples in a voice-activity frame: 16 ms at 16 kHz.
pub const FRAME_SAMPLES: usize = 256;

/// A stretch of sound: f32 samples, mono, 16 kHz, -1..=1, already rounded to 16 bit (so that live and stored sound are
/// the same), and one voice probability (0..=1) for each started frame of `FRAME_SAMPLES`.
///
/// Every block of a take but the last holds a whole number of frames.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SoundBlock {
    /// The samples.
    pub samples: Vec<f32>,
    /// Voice probability per frame.
    pub voice: Vec<f32>,
}

/// A stretch of time in a take.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// Start in seconds from the start of the take.
    pub start_s: f64,
    /// End in seconds from the start of the take.
    pub end_s: f64,
}

/// What is known of a take's sound.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sound {
    /// Length of the take in seconds.
    pub duration_s: f64,
    /// Where somebody spoke, by voice activity, in order, not overlapping.
    pub speech: Vec<Span>,
    /// Voiced stretches that no transcribed word covers: hesitations that the recogniser leaves out.
    #[serde(default)]
    pub hesitations: Vec<Span>,
    /// Frames that the ring could not take. 0 on a healthy machine.
    #[serde(default)]
    pub dropped_frames: u64,
    /// Whether the recogniser told that another language than English is spoken.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub other_language: bool,
    /// What the microphone did wrong, in plain words.
    #[serde(default)]
    pub warnings: Vec<String>,
}
