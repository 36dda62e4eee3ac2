//! Plays a stored take from any second, for the review screens.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use cpal::{
    FromSample, SampleFormat, SizedSample, Stream, StreamConfig,
    traits::{DeviceTrait, HostTrait, StreamTrait},
};
use rubato::{Fft, FixedSync, Resampler as _};

use super::{AudioError, file::seconds, signal::SignalChain, wav::WavFile};
use crate::stderr::silenced;
use outloud_core::sound::SAMPLE_RATE_HZ;

/// Frames per step of the resampler.
const STEP_FRAMES: usize = 1024;

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
    over: AtomicBool,
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
        let device = cpal::default_host().default_output_device();
        let device = device.ok_or_else(|| AudioError::Playback("there is no output device".to_owned()))?;
        let config = device.default_output_config().map_err(cannot_play)?;
        let rate_hz = config.sample_rate();
        let samples = resampled(&sound_from(wav, from_s)?, rate_hz)?;
        let shared = Arc::new(Shared::default());
        let stream = build(&device, config.sample_format(), config.into(), samples, &shared)?;
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

pub(super) fn cannot_play(error: cpal::Error) -> AudioError {
    AudioError::Playback(error.to_string().trim_end_matches('.').to_owned())
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

fn resampled(samples: &[f32], rate_hz: u32) -> Result<Vec<f32>, AudioError> {
    if rate_hz == SAMPLE_RATE_HZ || samples.is_empty() {
        return Ok(samples.to_vec());
    }
    let unplayable = |e: String| AudioError::Playback(format!("{:.1} s at {rate_hz} Hz: {e}", seconds(samples.len())));
    let mut fft = Fft::<f32>::new(SAMPLE_RATE_HZ as usize, rate_hz as usize, STEP_FRAMES, 1, FixedSync::Both)
        .map_err(|e| unplayable(e.to_string()))?;
    let input = rubato::audioadapter_buffers::direct::SequentialSlice::new(samples, 1, samples.len())
        .map_err(|e| unplayable(e.to_string()))?;
    let output = fft.process_all(&input, samples.len(), None).map_err(|e| unplayable(e.to_string()))?;
    Ok(output.take_data())
}

fn build(
    device: &cpal::Device,
    format: SampleFormat,
    config: StreamConfig,
    samples: Vec<f32>,
    shared: &Arc<Shared>,
) -> Result<Stream, AudioError> {
    let shared = Arc::clone(shared);
    let stream = match format {
        SampleFormat::I16 => typed::<i16>(device, config, samples, shared),
        SampleFormat::I24 => typed::<cpal::I24>(device, config, samples, shared),
        SampleFormat::I32 => typed::<i32>(device, config, samples, shared),
        SampleFormat::U8 => typed::<u8>(device, config, samples, shared),
        SampleFormat::U16 => typed::<u16>(device, config, samples, shared),
        SampleFormat::F32 => typed::<f32>(device, config, samples, shared),
        SampleFormat::F64 => typed::<f64>(device, config, samples, shared),
        other => return Err(AudioError::Playback(format!("the output device wants {other} samples"))),
    };
    stream.map_err(cannot_play)
}

fn typed<T: SizedSample + FromSample<f32> + Send + 'static>(
    device: &cpal::Device,
    config: StreamConfig,
    samples: Vec<f32>,
    shared: Arc<Shared>,
) -> Result<Stream, cpal::Error> {
    let channels = usize::from(config.channels.max(1));
    let on_error = Arc::clone(&shared);
    let mut next = 0;
    device.build_output_stream(
        config,
        move |out: &mut [T], _| {
            for frame in out.chunks_mut(channels) {
                let sample = samples.get(next).copied().unwrap_or(0.0);
                frame.fill(T::from_sample(sample));
                next += 1;
            }
            shared.played.store(next.min(samples.len()) as u64, Ordering::Relaxed);
            shared.over.fetch_or(next >= samples.len(), Ordering::Relaxed);
        },
        move |error| {
            if error.kind() == cpal::ErrorKind::DeviceNotAvailable {
                on_error.over.store(true, Ordering::Relaxed);
            }
        },
        None,
    )
}
