//! Plays a stored take from any second, for the review screens.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use cpal::{Stream, traits::StreamTrait};

use super::{
    AudioError,
    output::{Output, STEP_FRAMES, cannot_play, resampled},
    signal::SignalChain,
    wav::WavFile,
};
use crate::stderr::silenced;
use outloud_core::sound::SAMPLE_RATE_HZ;

/// A take that is being played. Dropping it stops the sound.
pub struct Playback {
    /// Held for its life: the sound ends with it.
    _stream: Stream,
    shared: Arc<Shared>,
    from_s: f64,
    rate_hz: u32,
}

#[derive(Default)]
struct Shared {
    /// Frames handed to the loudspeaker.
    played: AtomicU64,
    over: Arc<AtomicBool>,
}

impl Playback {
    /// Plays a WAV from `from_s` seconds on, through the default output device. Returns at once.
    ///
    /// # Errors
    /// An [`AudioError`] if the file cannot be read or nothing can play it.
    pub fn start(wav: &Path, from_s: f64) -> Result<Self, AudioError> {
        silenced(|| Self::open(wav, from_s))
    }

    fn open(wav: &Path, from_s: f64) -> Result<Self, AudioError> {
        let output = Output::find()?;
        let rate_hz = output.rate_hz();
        let samples = resampled(&sound_from(wav, from_s)?, SAMPLE_RATE_HZ, rate_hz)?;
        let shared = Arc::new(Shared::default());
        let heard = Arc::clone(&shared);
        let mut next = 0;
        let next_sample = move || {
            let sample = samples.get(next).copied().unwrap_or(0.0);
            next += 1;
            heard.played.store(next.min(samples.len()) as u64, Ordering::Relaxed);
            heard.over.fetch_or(next >= samples.len(), Ordering::Relaxed);
            sample
        };
        let stream = output.stream(Box::new(next_sample), Arc::clone(&shared.over))?;
        stream.play().map_err(cannot_play)?;
        Ok(Self { _stream: stream, shared, from_s: from_s.max(0.0), rate_hz })
    }

    /// The second of the take that is being heard.
    #[must_use]
    pub fn position_s(&self) -> f64 {
        self.from_s + self.shared.played.load(Ordering::Relaxed) as f64 / f64::from(self.rate_hz)
    }

    /// Whether the end was reached (or the device was lost).
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.shared.over.load(Ordering::Relaxed)
    }
}

/// The take from a second on, mono, 16 kHz.
fn sound_from(wav: &Path, from_s: f64) -> Result<Vec<f32>, AudioError> {
    let mut file = WavFile::open_at(wav, from_s)?;
    let mut chain = SignalChain::new(&wav.display().to_string(), file.rate_hz(), file.channels())?;
    let (mut samples, mut buffer) = (Vec::new(), Vec::new());
    loop {
        buffer.clear();
        let block = if file.read_frames(STEP_FRAMES, &mut buffer)? == 0 { chain.finish() } else { chain.push(&buffer) };
        samples.extend(block.into_iter().flat_map(|b| b.samples));
        if buffer.is_empty() {
            return Ok(samples);
        }
    }
}
