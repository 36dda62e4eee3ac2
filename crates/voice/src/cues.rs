//! Short soft tones that tell what the clock and the microphone do. Those that sound while an answer is recorded lie above
//! 8 kHz: a recording holds nothing above that, so that no cue is ever part of an answer, wherever the loudspeaker stands.

use std::f32::consts::{PI, TAU};

/// Samples a second of a cue.
pub const SAMPLE_RATE_HZ: u32 = 48_000;

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cue {
    /// The microphone records.
    Started,
    /// The microphone is closed.
    Stopped,
    /// Half a minute of the answer is left.
    HalfMinute,
    /// Ten seconds of the answer are left.
    TenSeconds,
    /// One, two or three seconds to think are left.
    Count,
}

/// Peak of a tone: a third of full scale above 8 kHz, where ears are less keen, and less below.
const HIGH_PEAK: f32 = 0.3;
const LOW_PEAK: f32 = 0.12;
/// Silence between two tones, in seconds.
const GAP_S: f32 = 0.06;

impl Cue {
    /// Its tones: frequency in Hz, length in seconds.
    fn tones(self) -> &'static [(f32, f32)] {
        match self {
            Self::Started => &[(9_000.0, 0.07), (10_500.0, 0.09)],
            Self::Stopped => &[(660.0, 0.09), (440.0, 0.12)],
            Self::HalfMinute => &[(9_600.0, 0.06)],
            Self::TenSeconds => &[(9_600.0, 0.06), (9_600.0, 0.06)],
            Self::Count => &[(880.0, 0.06)],
        }
    }

    /// Its samples: mono, [`SAMPLE_RATE_HZ`].
    #[must_use]
    pub fn samples(self) -> Vec<f32> {
        let mut out = Vec::new();
        for (at, (hz, length_s)) in self.tones().iter().enumerate() {
            if at > 0 {
                out.resize(out.len() + samples_in(GAP_S), 0.0);
            }
            let (count, peak) = (samples_in(*length_s), if *hz > 8_000.0 { HIGH_PEAK } else { LOW_PEAK });
            out.extend((0..count).map(|n| {
                // It swells and fades over its whole length, so that it has no click and stays in its band.
                let envelope = 0.5 - 0.5 * (TAU * n as f32 / count as f32).cos();
                peak * envelope * (2.0 * PI * hz * n as f32 / SAMPLE_RATE_HZ as f32).sin()
            }));
        }
        out
    }
}

fn samples_in(seconds: f32) -> usize {
    (seconds * SAMPLE_RATE_HZ as f32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The power at one frequency, by Goertzel's algorithm.
    fn power(samples: &[f32], hz: f32) -> f32 {
        let turn = 2.0 * (TAU * hz / SAMPLE_RATE_HZ as f32).cos();
        let (mut last, mut before) = (0.0, 0.0);
        for sample in samples {
            (last, before) = (sample + turn * last - before, last);
        }
        last * last + before * before - turn * last * before
    }

    #[test]
    fn what_sounds_beside_an_answer_lies_above_what_a_recording_holds() {
        for cue in [Cue::Started, Cue::HalfMinute, Cue::TenSeconds] {
            let samples = cue.samples();
            let inside = (100..8_000).step_by(20).map(|hz| power(&samples, hz as f32)).fold(0.0, f32::max);
            let above = (8_500..11_500).step_by(20).map(|hz| power(&samples, hz as f32)).fold(0.0, f32::max);
            assert!(inside < above * 1e-4, "{cue:?}: {inside} and {above}");
        }
    }

    #[test]
    fn cues_are_short_soft_and_begin_and_end_in_silence() {
        for cue in [Cue::Started, Cue::Stopped, Cue::HalfMinute, Cue::TenSeconds, Cue::Count] {
            let samples = cue.samples();
            assert!(samples.len() < samples_in(0.4), "{cue:?}");
            assert!(samples.iter().all(|s| s.abs() <= HIGH_PEAK));
            assert!(samples[0].abs() < 1e-3 && samples[samples.len() - 1].abs() < 1e-2, "{cue:?}");
        }
        assert!(Cue::TenSeconds.samples().len() > 2 * Cue::HalfMinute.samples().len());
    }
}
