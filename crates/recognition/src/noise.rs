//! Steady noise behind a speaker, taken down before a chunk is decoded.
//!
//! A Wiener filter over short spectra. What the quietest moments of a chunk sound like is its noise. Each band of each moment is multiplied
//! by the share of it that is speech, estimated from the moment itself and from what was left of the one before ("decision-directed":
//! Ephraim and Malah, 1984), never by less than [`LEAST_GAIN`]: whole suppression costs more words than it wins.

use std::sync::Arc;

use realfft::{ComplexToReal, RealFftPlanner, RealToComplex, num_complex::Complex};

/// Samples of a spectrum: 32 ms.
const WINDOW: usize = 512;
/// Samples from one spectrum to the next: 8 ms.
const HOP: usize = 128;
/// The quietest share of a chunk is its noise.
const QUIET_SHARE: f64 = 0.1;
/// Spectra over which loudness is averaged before the quietest are chosen.
const EVEN: usize = 9;
/// Chunks this many decibels louder than their quietest moments are left as they are.
const CLEAN_DB: f32 = 15.0;
/// No band is multiplied by less.
const LEAST_GAIN: f32 = 0.5;
/// What the moment before counts in the estimate of how much is speech, from 0 to 1.
const MEMORY: f32 = 0.92;
/// Power of digital silence.
const SILENCE: f32 = 1e-12;

/// The samples of a chunk (f32, mono, 16 kHz, -1..=1) with their steady noise taken down; none if there is little of it, or if the chunk is
/// too short to tell.
pub(crate) fn suppressed(samples: &[f32]) -> Option<Vec<f32>> {
    if samples.len() < 8 * WINDOW {
        return None;
    }
    let mut transform = Transform::new();
    let noise = noise(samples, &mut transform)?;
    let mut left = vec![1.0; noise.len()];
    let mut quieter = vec![0.0; samples.len()];
    let before = (WINDOW - HOP) as isize;
    for start in (-before..samples.len() as isize).step_by(HOP) {
        let spectrum = transform.spectrum(samples, start)?;
        for ((value, noise), left) in spectrum.iter_mut().zip(&noise).zip(&mut left) {
            let above = value.norm_sqr() / noise;
            let speech = MEMORY * *left + (1.0 - MEMORY) * (above - 1.0).max(0.0);
            let gain = (speech / (1.0 + speech)).max(LEAST_GAIN);
            *left = gain * gain * above;
            *value *= gain;
        }
        transform.add_to(&mut quieter, start)?;
    }
    for sample in &mut quieter {
        *sample = sample.clamp(-1.0, 1.0);
    }
    Some(quieter)
}

/// The power of the noise in each band; none if it is far below the chunk's own.
fn noise(samples: &[f32], transform: &mut Transform) -> Option<Vec<f32>> {
    let starts = (0..=samples.len() - WINDOW).step_by(HOP);
    let mut power =
        |start: usize| Some(transform.spectrum(samples, start as isize)?.iter().map(Complex::norm_sqr).sum());
    let powers: Vec<f32> = starts.map(&mut power).collect::<Option<_>>()?;
    let even = |at: usize| mean(&powers[at.saturating_sub(EVEN / 2)..(at + EVEN / 2 + 1).min(powers.len())]);
    let mut by_power: Vec<(usize, f32)> = (0..powers.len()).map(|at| (at, even(at))).collect();
    by_power.sort_by(|a, b| a.1.total_cmp(&b.1));
    by_power.truncate(((powers.len() as f64 * QUIET_SHARE) as usize).max(1));
    let quiet: Vec<f32> = by_power.iter().map(|(at, _)| powers[*at]).collect();
    if 10.0 * (mean(&powers) / mean(&quiet)).log10() >= CLEAN_DB {
        return None;
    }
    let mut bands = vec![SILENCE; WINDOW / 2 + 1];
    for (at, _) in &by_power {
        for (band, value) in bands.iter_mut().zip(transform.spectrum(samples, (at * HOP) as isize)?) {
            *band += value.norm_sqr() / by_power.len() as f32;
        }
    }
    Some(bands)
}

fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len() as f32
}

/// Where the `i`th sample of a window that begins at `start` is; none before the first one.
fn place(start: isize, i: usize) -> Option<usize> {
    usize::try_from(start.checked_add_unsigned(i)?).ok()
}

/// From samples to a spectrum and back, through the root of a Hann window each way.
struct Transform {
    forward: Arc<dyn RealToComplex<f32>>,
    inverse: Arc<dyn ComplexToReal<f32>>,
    window: Vec<f32>,
    samples: Vec<f32>,
    spectrum: Vec<Complex<f32>>,
    scratch: Vec<Complex<f32>>,
}

impl Transform {
    fn new() -> Self {
        let mut planner = RealFftPlanner::new();
        let (forward, inverse) = (planner.plan_fft_forward(WINDOW), planner.plan_fft_inverse(WINDOW));
        let angle = |i: usize| std::f32::consts::PI * i as f32 / WINDOW as f32;
        Self {
            window: (0..WINDOW).map(|i| angle(i).sin()).collect(),
            samples: forward.make_input_vec(),
            spectrum: forward.make_output_vec(),
            scratch: vec![Complex::default(); forward.get_scratch_len().max(inverse.get_scratch_len())],
            forward,
            inverse,
        }
    }

    /// The spectrum of a window of samples; before and behind them it is silent.
    fn spectrum(&mut self, samples: &[f32], start: isize) -> Option<&mut [Complex<f32>]> {
        for (i, (to, weight)) in self.samples.iter_mut().zip(&self.window).enumerate() {
            *to = place(start, i).and_then(|at| samples.get(at)).map_or(0.0, |sample| sample * weight);
        }
        self.forward.process_with_scratch(&mut self.samples, &mut self.spectrum, &mut self.scratch).ok()?;
        Some(&mut self.spectrum)
    }

    /// Adds what became of the last spectrum to the samples in its place.
    fn add_to(&mut self, samples: &mut [f32], start: isize) -> Option<()> {
        // A gain leaves the first and the last value of the spectrum of a real signal real, so that this cannot fail.
        self.inverse.process_with_scratch(&mut self.spectrum, &mut self.samples, &mut self.scratch).ok()?;
        // The squares of the windows that overlap in a sample add up to half as many as there are of them.
        let scale = 2.0 * HOP as f32 / WINDOW as f32 / WINDOW as f32;
        for (i, (value, weight)) in self.samples.iter().zip(&self.window).enumerate() {
            if let Some(to) = place(start, i).and_then(|at| samples.get_mut(at)) {
                *to += value * weight * scale;
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: usize = 16_000;

    /// Half seconds of a tone and of nothing in turn, over noise.
    fn bursts(noise: f32) -> Vec<f32> {
        let mut state = 1_u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1_u32 << 23) as f32 - 1.0
        };
        let tone = |i: usize| (i as f32 * 0.2).sin() * if i % SECOND < SECOND / 2 { 0.3 } else { 0.0 };
        (0..4 * SECOND).map(|i| tone(i) + noise * random()).collect()
    }

    fn level_db(samples: &[f32]) -> f32 {
        10.0 * (samples.iter().map(|s| s * s).sum::<f32>() / samples.len() as f32).log10()
    }

    #[test]
    fn the_noise_goes_down_and_the_tone_stays() {
        let came = bursts(0.15);
        let quieter = suppressed(&came).expect("noisy");
        assert_eq!(quieter.len(), came.len());
        let change = |part: std::ops::Range<usize>| level_db(&quieter[part.clone()]) - level_db(&came[part]);
        let (pause, tone) = (change(3 * SECOND / 4..SECOND - 1000), change(SECOND + 1000..3 * SECOND / 2 - 1000));
        assert!((-6.5..-4.0).contains(&pause), "{pause} dB in a pause");
        assert!((-1.0..0.5).contains(&tone), "{tone} dB in a tone");
    }

    #[test]
    fn what_has_little_noise_or_is_too_short_is_left_as_it_came() {
        assert_eq!(suppressed(&bursts(0.01)), None);
        assert_eq!(suppressed(&bursts(0.0)), None);
        assert_eq!(suppressed(&bursts(0.15)[..3000]), None);
        assert_eq!(suppressed(&[]), None);
    }

    #[test]
    fn silence_and_extreme_values_stay_finite() {
        for samples in [vec![0.0; SECOND], vec![1.0; SECOND], bursts(40.0)] {
            assert!(suppressed(&samples).is_none_or(|s| s.iter().all(|s| s.is_finite())));
        }
    }
}
