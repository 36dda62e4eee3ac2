//! Voice activity: how likely it is, 16 ms by 16 ms, that somebody is speaking. Pauses, chunk borders and talk time come
//! from here and never from the recogniser's gaps between words.

use outloud_core::sound::FRAME_SAMPLES;

/// The voice detector of one take. It remembers the last moments, so every take needs its own.
#[derive(Default)]
pub struct VoiceDetector {
    detector: Box<earshot::Detector>,
}

impl VoiceDetector {
    /// The probability (0..=1) that the next frame holds a voice. `frame`: f32, mono, 16 kHz, -1..=1, at most
    /// `FRAME_SAMPLES`; a shorter one, the last of a take, counts as followed by silence.
    pub fn probability(&mut self, frame: &[f32]) -> f32 {
        let mut whole = [0.0; FRAME_SAMPLES];
        let length = frame.len().min(FRAME_SAMPLES);
        whole[..length].copy_from_slice(&frame[..length]);
        self.detector.predict_f32(&whole).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_no_voice() {
        let mut voice = VoiceDetector::default();
        let loudest = (0..100).map(|_| voice.probability(&[0.0; FRAME_SAMPLES])).fold(0.0, f32::max);
        assert!(loudest < 0.3, "{loudest}");
    }

    #[test]
    fn a_short_last_frame_is_taken() {
        let p = VoiceDetector::default().probability(&[0.1; 7]);
        assert!((0.0..=1.0).contains(&p));
    }
}
