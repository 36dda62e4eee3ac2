//! Any rate to 16 kHz, as a stream. The output depends on the samples only, never on how they were cut into pieces on
//! their way, and it is rounded to 16 bit, so that live sound and the stored WAV are the same numbers.

use rubato::{Fft, FixedSync, Resampler as _, audioadapter_buffers::direct::SequentialSlice};

use outloud_core::sound::SAMPLE_RATE_HZ;

/// The rates that can be resampled, in Hz. The lower bound keeps hostile headers from costing gigabytes.
pub const RATES_HZ: std::ops::RangeInclusive<u32> = 1_000..=768_000;

/// The most channels that are mixed down.
pub const MAX_CHANNELS: u16 = 64;

/// Frames per step of the FFT, about: a compromise of delay (20 ms at 48 kHz) and speed.
const STEP_FRAMES: usize = 1024;

/// A stream of mono samples on its way to 16 kHz.
pub struct Resampler {
    /// None if the rate is 16 kHz already.
    stage: Option<Stage>,
}

struct Stage {
    fft: Fft<f32>,
    rate_hz: u32,
    pending: Vec<f32>,
    step_out: Vec<f32>,
    /// Samples of start-up delay still to be dropped.
    skip: usize,
    taken: u64,
    given: u64,
}

impl Resampler {
    /// A resampler from `rate_hz` to 16 kHz; none if the rate is outside [`RATES_HZ`].
    #[must_use]
    pub fn new(rate_hz: u32) -> Option<Self> {
        if !RATES_HZ.contains(&rate_hz) {
            return None;
        }
        if rate_hz == SAMPLE_RATE_HZ {
            return Some(Self { stage: None });
        }
        let fft = Fft::new(rate_hz as usize, SAMPLE_RATE_HZ as usize, STEP_FRAMES, 1, FixedSync::Both).ok()?;
        let skip = fft.output_delay();
        let step_out = vec![0.0; fft.output_frames_max()];
        Some(Self { stage: Some(Stage { fft, rate_hz, pending: Vec::new(), step_out, skip, taken: 0, given: 0 }) })
    }

    /// Takes `samples` (f32, mono, at the input rate) and appends what is ready to `out` (f32, mono, 16 kHz, rounded to
    /// 16 bit, -1..=1).
    pub fn push(&mut self, samples: &[f32], out: &mut Vec<f32>) {
        match &mut self.stage {
            None => out.extend(samples.iter().map(|s| round_to_16_bit(*s))),
            Some(stage) => {
                stage.taken += samples.len() as u64;
                stage.pending.extend_from_slice(samples);
                stage.run(out);
            }
        }
    }

    /// Appends what is still inside, so that the output lasts as long as the input did. The resampler is empty after.
    pub fn finish(&mut self, out: &mut Vec<f32>) {
        let Some(stage) = &mut self.stage else { return };
        let wanted = (stage.taken * u64::from(SAMPLE_RATE_HZ)).div_ceil(u64::from(stage.rate_hz));
        while stage.given < wanted {
            let missing = stage.fft.input_frames_next().saturating_sub(stage.pending.len());
            stage.pending.resize(stage.pending.len() + missing, 0.0);
            let before = out.len();
            stage.run(out);
            let surplus = stage.given.saturating_sub(wanted) as usize;
            out.truncate(out.len().saturating_sub(surplus).max(before));
        }
        stage.reset();
    }
}

impl Stage {
    fn run(&mut self, out: &mut Vec<f32>) {
        let step = self.fft.input_frames_next();
        let mut used = 0;
        while self.pending.len() - used >= step {
            let made = self.step(used, step);
            let skipped = self.skip.min(made);
            self.skip -= skipped;
            self.given += (made - skipped) as u64;
            out.extend(self.step_out[skipped..made].iter().map(|s| round_to_16_bit(*s)));
            used += step;
        }
        self.pending.drain(..used);
    }

    /// Resamples one step; the buffers have the sizes that the resampler asked for, so it cannot fail.
    fn step(&mut self, from: usize, step: usize) -> usize {
        let capacity = self.step_out.len();
        let input = SequentialSlice::new(&self.pending[from..from + step], 1, step);
        let output = SequentialSlice::new_mut(&mut self.step_out, 1, capacity);
        let (Ok(input), Ok(mut output)) = (input, output) else { return 0 };
        self.fft.process_into_buffer(&input, &mut output, None).map_or(0, |(_, made)| made)
    }

    fn reset(&mut self) {
        self.fft.reset();
        self.pending.clear();
        self.skip = self.fft.output_delay();
        self.taken = 0;
        self.given = 0;
    }
}

/// The sample as a 16-bit WAV holds it, as f32 again.
#[must_use]
pub fn round_to_16_bit(sample: f32) -> f32 {
    f32::from(to_i16(sample)) / 32_768.0
}

/// The sample in 16 bit; what is beyond full scale is clipped, what is not a number is silence.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "clamped to the range just before")]
pub fn to_i16(sample: f32) -> i16 {
    (sample * 32_768.0).round().clamp(-32_768.0, 32_767.0) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(rate_hz: u32, seconds: f64) -> Vec<f32> {
        let step = 440.0 * std::f64::consts::TAU / f64::from(rate_hz);
        (0..(f64::from(rate_hz) * seconds) as usize).map(|i| ((i as f64 * step).sin() * 0.5) as f32).collect()
    }

    fn resample(rate_hz: u32, samples: &[f32], piece: usize) -> Vec<f32> {
        let mut resampler = Resampler::new(rate_hz).expect("a sane rate");
        let mut out = Vec::new();
        samples.chunks(piece).for_each(|c| resampler.push(c, &mut out));
        resampler.finish(&mut out);
        out
    }

    #[test]
    fn the_output_does_not_depend_on_the_pieces() {
        for rate in [8_000, 11_025, 16_000, 44_100, 48_000] {
            let samples = tone(rate, 0.337);
            let whole = resample(rate, &samples, samples.len());
            for piece in [1, 480, 1024, 4_801] {
                assert_eq!(whole, resample(rate, &samples, piece), "{rate} Hz in pieces of {piece}");
            }
        }
    }

    #[test]
    fn length_and_shape_are_kept() {
        for rate in [8_000, 11_025, 22_050, 44_100, 48_000, 96_000, 192_000] {
            let out = resample(rate, &tone(rate, 1.0), 500);
            assert_eq!(out.len(), 16_000, "{rate} Hz");
            let ideal = tone(16_000, 1.0);
            let worst =
                out[800..15_200].iter().zip(&ideal[800..15_200]).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            // How far a tone of this pitch and loudness moves within a sample; a shift of less is not heard by anybody.
            let one_sample = 0.5 * 440.0 * std::f32::consts::TAU / 16_000.0;
            assert!(worst < 0.8 * one_sample, "{rate} Hz is off by {worst}");
        }
    }

    #[test]
    fn sixteen_bit_numbers_pass_unchanged() {
        let samples: Vec<f32> = (-32_768..=32_767).map(|i| i as f32 / 32_768.0).collect();
        assert_eq!(resample(16_000, &samples, 1000), samples);
    }

    #[test]
    fn nonsense_is_refused_or_silenced() {
        assert!(Resampler::new(0).is_none());
        assert!(Resampler::new(u32::MAX).is_none());
        assert_eq!(to_i16(f32::NAN), 0);
        assert_eq!(to_i16(f32::INFINITY), i16::MAX);
        assert_eq!(to_i16(-7.0), i16::MIN);
    }

    #[test]
    fn a_short_take_is_not_swallowed_by_the_delay() {
        assert_eq!(resample(48_000, &tone(48_000, 0.01), 10).len(), 160);
    }
}
