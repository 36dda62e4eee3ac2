//! How long nobody has spoken in an answer that is being recorded.

use outloud_core::sound::{SAMPLE_RATE_HZ, SoundBlock};
use outloud_recognition::chunker::SPEECH;

/// Seconds without a voice after which an answer counts as silent.
const SILENT_S: f64 = 8.0;

/// The silence at the end of what was recorded so far.
#[derive(Debug, Default)]
pub(super) struct Silence {
    silent_s: f64,
    told: bool,
}

impl Silence {
    /// Whether nobody has spoken for so long now that it should be said; once in a silence.
    pub(super) fn hear(&mut self, block: &SoundBlock) -> bool {
        if block.voice.iter().any(|probability| *probability >= SPEECH) {
            *self = Self::default();
            return false;
        }
        self.silent_s += block.samples.len() as f64 / f64::from(SAMPLE_RATE_HZ);
        let now = self.silent_s >= SILENT_S && !self.told;
        self.told |= now;
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silence_is_told_once_and_again_after_words() {
        let second = |voice| SoundBlock { samples: vec![0.0; 16_000], voice: vec![voice; 62] };
        let mut silence = Silence::default();
        let mut after = |voice, seconds| (0..seconds).filter(|_| silence.hear(&second(voice))).count();
        assert_eq!(after(0.1, 7), 0);
        assert_eq!(after(0.1, 60), 1);
        assert_eq!(after(0.9, 1) + after(0.1, 7), 0);
        assert_eq!(after(0.1, 1), 1);
    }
}
