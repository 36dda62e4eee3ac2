//! Loudness for the meter: about twenty readings a second, from the samples themselves.

use super::Level;
use outloud_core::sound::SAMPLE_RATE_HZ;

/// Samples per reading: 50 ms.
const READING_SAMPLES: usize = SAMPLE_RATE_HZ as usize / 20;

/// Collects samples and gives a [`Level`] for every 50 ms.
#[derive(Debug, Default)]
pub struct LevelMeter {
    squares: f64,
    peak: f32,
    count: usize,
    total: u64,
}

impl LevelMeter {
    /// Takes samples (f32, mono, 16 kHz, -1..=1). Gives a reading if 50 ms or more have come together; of several in
    /// one call the last, because nobody sees the others.
    pub fn push(&mut self, samples: &[f32]) -> Option<Level> {
        let mut reading = None;
        for sample in samples {
            self.squares += f64::from(sample * sample);
            self.peak = self.peak.max(sample.abs());
            self.count += 1;
            self.total += 1;
            if self.count == READING_SAMPLES {
                reading = Some(self.reading());
            }
        }
        reading
    }

    #[expect(clippy::cast_possible_truncation, reason = "decibels need no more than f32")]
    fn reading(&mut self) -> Level {
        let mean = self.squares / self.count as f64;
        let level = Level {
            rms_dbfs: (10.0 * mean.log10()) as f32,
            peak_dbfs: 20.0 * self.peak.log10(),
            elapsed_s: self.total as f64 / f64::from(SAMPLE_RATE_HZ),
        };
        (self.squares, self.peak, self.count) = (0.0, 0.0, 0);
        level
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_scale_is_zero_and_silence_is_minus_infinity() {
        let loud = LevelMeter::default().push(&[1.0; READING_SAMPLES]).expect("50 ms make a reading");
        assert!(loud.rms_dbfs.abs() < 0.01 && loud.peak_dbfs.abs() < 0.01);
        let silent = LevelMeter::default().push(&[0.0; READING_SAMPLES]).expect("50 ms make a reading");
        assert_eq!(silent.rms_dbfs, f32::NEG_INFINITY);
    }

    #[test]
    fn twenty_readings_a_second_however_the_samples_come() {
        let mut meter = LevelMeter::default();
        let readings: Vec<_> = [0.5; 16_000].chunks(123).filter_map(|c| meter.push(c)).collect();
        assert_eq!(readings.len(), 20);
        assert!((readings[19].elapsed_s - 1.0).abs() < 1e-9);
        assert!((readings[0].rms_dbfs + 6.02).abs() < 0.1);
    }
}
