//! The wave of spectra and pitch: pulses at the pitch, filtered, and noise, filtered, added and transformed back.

use std::{f32::consts::TAU, sync::Arc};

use rand::{RngExt, SeedableRng, rngs::Xoshiro256PlusPlus};
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex, num_complex::Complex};

use super::network::{BINS, Spectra};

/// Samples a second of what the voice makes.
pub const SAMPLE_RATE_HZ: u32 = 24_000;
/// Samples of a window.
const WINDOW: usize = 1200;
/// Samples from one frame to the next: 12.5 ms.
const HOP: usize = 300;
/// Logs of magnitudes end here.
const HIGHEST_LOG: f32 = 7.0;
/// Harmonics of the pulses end here.
const HIGHEST_HZ: f32 = 11_000.0;
/// A pitch below this is none.
const LOWEST_HZ: f32 = 40.0;

/// The transforms, planned once.
pub(crate) struct Vocoder {
    forward: Arc<dyn RealToComplex<f32>>,
    inverse: Arc<dyn ComplexToReal<f32>>,
    window: Vec<f32>,
}

impl Vocoder {
    pub(crate) fn new() -> Self {
        let mut planner = RealFftPlanner::new();
        let hann = |n: usize| 0.5 - 0.5 * (TAU * n as f32 / WINDOW as f32).cos();
        Self {
            forward: planner.plan_fft_forward(WINDOW),
            inverse: planner.plan_fft_inverse(WINDOW),
            window: (0..WINDOW).map(hann).collect(),
        }
    }

    /// Samples at 24 kHz, one hop for each frame. The noise follows from the seed alone.
    pub(crate) fn wave(&self, spectra: &Spectra, seed: u64) -> Vec<f32> {
        let frames = spectra.pitch_hz.len();
        let excitation = centred(&pulses(&spectra.pitch_hz));
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut sum = vec![0.0_f32; frames * HOP + WINDOW];
        let mut weight = vec![0.0_f32; sum.len()];
        let mut time = vec![0.0_f32; WINDOW];
        let mut bins = self.forward.make_output_vec();
        for frame in 0..frames {
            let start = frame * HOP;
            for (n, t) in time.iter_mut().enumerate() {
                *t = excitation[start + n] * self.window[n];
            }
            // The buffers have the lengths that were planned.
            let _ = self.forward.process(&mut time, &mut bins);
            for (bin, value) in bins.iter_mut().enumerate() {
                *value = filtered(spectra, bin, frame, *value / HOP as f32, complex_gaussian(&mut random));
            }
            bins[0].im = 0.0;
            bins[BINS - 1].im = 0.0;
            let _ = self.inverse.process(&mut bins, &mut time);
            for (n, t) in time.iter().enumerate() {
                sum[start + n] += t * self.window[n] / WINDOW as f32;
                weight[start + n] += self.window[n] * self.window[n];
            }
        }
        let half = WINDOW / 2;
        let inside = sum.iter().zip(&weight).skip(half).take(frames * HOP);
        inside.map(|(s, w)| if *w > 1e-8 { s / w } else { 0.0 }).collect()
    }
}

fn filtered(spectra: &Spectra, bin: usize, frame: usize, pulse: Complex<f32>, noise: Complex<f32>) -> Complex<f32> {
    let at = [0, bin, frame];
    let magnitude = |log: f32| log.min(HIGHEST_LOG).exp();
    let harmonic_phase = std::f32::consts::PI * spectra.harmonic_phase[at].tanh();
    let harmonic = Complex::from_polar(magnitude(spectra.harmonic[at]), harmonic_phase) * pulse;
    let rest = Complex::from_polar(magnitude(spectra.rest[at]), spectra.rest_phase[at]);
    harmonic + noise * magnitude(spectra.noise[at]) + rest
}

/// Real and imaginary part of unit variance, by Box and Muller.
fn complex_gaussian(random: &mut Xoshiro256PlusPlus) -> Complex<f32> {
    let uniform: f32 = 1.0 - random.random::<f32>();
    Complex::from_polar((-2.0 * uniform.ln()).sqrt(), TAU * random.random::<f32>())
}

/// Half a window of mirrored sound at both ends, so that frames are centred on their samples.
fn centred(samples: &[f32]) -> Vec<f32> {
    let half = WINDOW / 2;
    let last = samples.len().saturating_sub(1);
    let mirrored = |at: isize| {
        let at = at.unsigned_abs();
        samples.get(if at > last { (2 * last).saturating_sub(at) } else { at }).copied().unwrap_or(0.0)
    };
    (-(half as isize)..(samples.len() + half) as isize).map(mirrored).collect()
}

/// The sum of cosines at all multiples of the pitch below [`HIGHEST_HZ`], as a train of pulses.
fn pulses(pitch_hz: &[f32]) -> Vec<f32> {
    let mut phase = 0.0_f64;
    let mut out = Vec::with_capacity(pitch_hz.len() * HOP);
    for n in 0..pitch_hz.len() * HOP {
        let pitch = interpolated(pitch_hz, n);
        phase = (phase + f64::from(pitch) / f64::from(SAMPLE_RATE_HZ)).fract();
        out.push(if pitch < LOWEST_HZ { 0.0 } else { cosines(phase, (HIGHEST_HZ / pitch).floor()) });
    }
    out
}

/// The pitch at a sample: linear between the middles of frames.
fn interpolated(pitch_hz: &[f32], sample: usize) -> f32 {
    let place = ((sample as f32 + 0.5) / HOP as f32 - 0.5).max(0.0);
    let (left, share) = (place.floor() as usize, place.fract());
    let right = (left + 1).min(pitch_hz.len() - 1);
    pitch_hz[left] + share * (pitch_hz[right] - pitch_hz[left])
}

/// `cos(x) + cos(2x) + ... + cos(count x)` for `x` = `turns` of the circle, by Dirichlet's kernel.
fn cosines(turns: f64, count: f32) -> f32 {
    let (half, count) = (std::f64::consts::PI * turns, f64::from(count));
    let sine = half.sin();
    let kernel = if sine.abs() < 1e-6 { 2.0 * count + 1.0 } else { ((2.0 * count + 1.0) * half).sin() / sine };
    ((kernel - 1.0) / 2.0) as f32
}
