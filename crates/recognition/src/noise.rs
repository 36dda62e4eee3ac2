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
    let mut spectra = Spectra::of(samples)?;
    let noise = spectra.noise()?;
    let mut left = vec![1.0; noise.len()];
    for spectrum in &mut spectra.frames {
        for ((value, noise), left) in spectrum.iter_mut().zip(&noise).zip(&mut left) {
            let above = value.norm_sqr() / noise;
            let speech = MEMORY * *left + (1.0 - MEMORY) * (above - 1.0).max(0.0);
            let gain = (speech / (1.0 + speech)).max(LEAST_GAIN);
            *left = gain * gain * above;
            *value *= gain;
        }
    }
    Some(spectra.into_samples())
}

/// The spectra of a chunk, with silence of a window before it and behind it.
struct Spectra {
    inverse: Arc<dyn ComplexToReal<f32>>,
    /// The root of a Hann window, applied before and after.
    window: Vec<f32>,
    frames: Vec<Vec<Complex<f32>>>,
    /// Samples of the chunk.
    length: usize,
}

impl Spectra {
    /// None of a chunk shorter than a few windows.
    fn of(samples: &[f32]) -> Option<Self> {
        if samples.len() < 8 * WINDOW {
            return None;
        }
        let mut planner = RealFftPlanner::new();
        let forward: Arc<dyn RealToComplex<f32>> = planner.plan_fft_forward(WINDOW);
        let angle = |i: usize| std::f32::consts::PI * i as f32 / WINDOW as f32;
        let window: Vec<f32> = (0..WINDOW).map(|i| angle(i).sin()).collect();
        let silence = vec![0.0; WINDOW];
        let padded = [&silence, samples, &silence].concat();
        let (mut input, mut scratch) = (forward.make_input_vec(), forward.make_scratch_vec());
        let mut frames = Vec::with_capacity(padded.len() / HOP);
        for at in padded.windows(WINDOW).step_by(HOP) {
            for (to, (sample, weight)) in input.iter_mut().zip(at.iter().zip(&window)) {
                *to = sample * weight;
            }
            let mut spectrum = forward.make_output_vec();
            forward.process_with_scratch(&mut input, &mut spectrum, &mut scratch).ok()?;
            frames.push(spectrum);
        }
        Some(Self { inverse: planner.plan_fft_inverse(WINDOW), window, frames, length: samples.len() })
    }

    /// The power of the noise in each band; none if it is far below the chunk's own.
    fn noise(&self) -> Option<Vec<f32>> {
        let lead = WINDOW / HOP;
        let inside = &self.frames[lead..self.frames.len() - lead];
        let power = |spectrum: &Vec<Complex<f32>>| spectrum.iter().map(Complex::norm_sqr).sum::<f32>();
        let powers: Vec<f32> = inside.iter().map(power).collect();
        let even = |at: usize| {
            let near = &powers[at.saturating_sub(EVEN / 2)..(at + EVEN / 2 + 1).min(powers.len())];
            near.iter().sum::<f32>() / near.len() as f32
        };
        let mut by_power: Vec<(usize, f32)> = (0..inside.len()).map(|at| (at, even(at))).collect();
        by_power.sort_by(|a, b| a.1.total_cmp(&b.1));
        by_power.truncate(((inside.len() as f64 * QUIET_SHARE) as usize).max(1));
        let quiet: Vec<f32> = (0..inside[0].len())
            .map(|band| {
                let sum: f32 = by_power.iter().map(|(at, _)| inside[*at][band].norm_sqr()).sum();
                sum / by_power.len() as f32 + SILENCE
            })
            .collect();
        let ratio = powers.iter().sum::<f32>() / powers.len() as f32 / quiet.iter().sum::<f32>();
        (10.0 * ratio.log10() < CLEAN_DB).then_some(quiet)
    }

    fn into_samples(mut self) -> Vec<f32> {
        let mut samples = vec![0.0; self.length + 2 * WINDOW];
        let mut weights = vec![0.0; samples.len()];
        let (mut output, mut scratch) = (self.inverse.make_output_vec(), self.inverse.make_scratch_vec());
        for (turn, spectrum) in self.frames.iter_mut().enumerate() {
            // The first and the last value of a real signal's spectrum are real; a gain keeps them so.
            if self.inverse.process_with_scratch(spectrum, &mut output, &mut scratch).is_err() {
                continue;
            }
            let at = turn * HOP;
            for (i, (value, weight)) in output.iter().zip(&self.window).enumerate() {
                samples[at + i] += value * weight / WINDOW as f32;
                weights[at + i] += weight * weight;
            }
        }
        let part = WINDOW..WINDOW + self.length;
        samples[part.clone()].iter().zip(&weights[part]).map(|(s, w)| (s / w.max(1e-6)).clamp(-1.0, 1.0)).collect()
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
