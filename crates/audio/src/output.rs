//! A stream to the default output device, in whichever format the device wants.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use cpal::{
    FromSample, SampleFormat, SizedSample, Stream, SupportedStreamConfig,
    traits::{DeviceTrait, HostTrait},
};
use rubato::{Fft, FixedSync, Resampler as _};

use super::{AudioError, file::seconds};

/// Frames per step of the resampler.
pub(super) const STEP_FRAMES: usize = 1024;

/// Gives the next mono sample, in the system's audio callback: it must not wait.
pub(super) type NextSample = Box<dyn FnMut() -> f32 + Send>;

/// The default output device with the format it prefers.
pub(super) struct Output {
    device: cpal::Device,
    config: SupportedStreamConfig,
}

impl Output {
    pub(super) fn find() -> Result<Self, AudioError> {
        let device = cpal::default_host().default_output_device();
        let device = device.ok_or_else(|| AudioError::Playback("there is no output device".to_owned()))?;
        let config = device.default_output_config().map_err(cannot_play)?;
        Ok(Self { device, config })
    }

    pub(super) fn rate_hz(&self) -> u32 {
        self.config.sample_rate()
    }

    /// A stream that does not run yet. `lost` is set when the device is gone.
    pub(super) fn stream(&self, next: NextSample, lost: Arc<AtomicBool>) -> Result<Stream, AudioError> {
        let stream = match self.config.sample_format() {
            SampleFormat::I16 => self.typed::<i16>(next, lost),
            SampleFormat::I24 => self.typed::<cpal::I24>(next, lost),
            SampleFormat::I32 => self.typed::<i32>(next, lost),
            SampleFormat::U8 => self.typed::<u8>(next, lost),
            SampleFormat::U16 => self.typed::<u16>(next, lost),
            SampleFormat::F32 => self.typed::<f32>(next, lost),
            SampleFormat::F64 => self.typed::<f64>(next, lost),
            other => return Err(AudioError::Playback(format!("the output device wants {other} samples"))),
        };
        stream.map_err(cannot_play)
    }

    fn typed<T: SizedSample + FromSample<f32> + Send + 'static>(
        &self,
        mut next: NextSample,
        lost: Arc<AtomicBool>,
    ) -> Result<Stream, cpal::Error> {
        let channels = usize::from(self.config.channels().max(1));
        self.device.build_output_stream(
            self.config.into(),
            move |out: &mut [T], _| {
                for frame in out.chunks_mut(channels) {
                    frame.fill(T::from_sample(next()));
                }
            },
            move |error| {
                if error.kind() == cpal::ErrorKind::DeviceNotAvailable {
                    lost.store(true, Ordering::Relaxed);
                }
            },
            None,
        )
    }
}

pub(super) fn cannot_play(error: cpal::Error) -> AudioError {
    AudioError::Playback(error.to_string().trim_end_matches('.').to_owned())
}

/// The samples at another rate.
pub(super) fn resampled(samples: &[f32], from_hz: u32, to_hz: u32) -> Result<Vec<f32>, AudioError> {
    if to_hz == from_hz || samples.is_empty() {
        return Ok(samples.to_vec());
    }
    let unplayable = |e: String| AudioError::Playback(format!("{:.1} s at {to_hz} Hz: {e}", seconds(samples.len())));
    let mut fft = Fft::<f32>::new(from_hz as usize, to_hz as usize, STEP_FRAMES, 1, FixedSync::Both)
        .map_err(|e| unplayable(e.to_string()))?;
    let input = rubato::audioadapter_buffers::direct::SequentialSlice::new(samples, 1, samples.len())
        .map_err(|e| unplayable(e.to_string()))?;
    let output = fft.process_all(&input, samples.len(), None).map_err(|e| unplayable(e.to_string()))?;
    Ok(output.take_data())
}
