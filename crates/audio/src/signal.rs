//! What happens to every sample on its way, whether it comes from a microphone or a file: mixed down to one channel,
//! resampled to 16 kHz, rounded to 16 bit, cut into voice frames. One path for both, so that a stored take is
//! transcribed exactly as it was live.

use super::{
    AudioError,
    mixdown::Mixdown,
    resample::{MAX_CHANNELS, Resampler},
    voice::VoiceDetector,
};
use outloud_core::sound::{FRAME_SAMPLES, SoundBlock};

/// The chain from interleaved device samples to [`SoundBlock`]s.
pub struct SignalChain {
    mixdown: Mixdown,
    resampler: Resampler,
    voice: VoiceDetector,
    mono: Vec<f32>,
    ready: Vec<f32>,
}

impl SignalChain {
    /// A chain for a source of this rate and number of channels; `what` names it in the error.
    ///
    /// # Errors
    /// [`AudioError::UnsupportedFormat`] for a rate or channel count that no real source has.
    pub fn new(what: &str, rate_hz: u32, channels: u16) -> Result<Self, AudioError> {
        let resampler = supported(what, rate_hz, channels)?;
        let voice = VoiceDetector::default();
        let mixdown = Mixdown::new(channels.into());
        Ok(Self { mixdown, resampler, voice, mono: Vec::new(), ready: Vec::new() })
    }

    /// Goes on with a source of another format, after a device was lost; what the old one delivered stays.
    ///
    /// # Errors
    /// [`AudioError::UnsupportedFormat`], as for `new`; the chain then stays as it was.
    pub fn change_source(&mut self, what: &str, rate_hz: u32, channels: u16) -> Result<(), AudioError> {
        let resampler = supported(what, rate_hz, channels)?;
        self.drain();
        self.resampler = resampler;
        self.mixdown = Mixdown::new(channels.into());
        Ok(())
    }

    /// Takes interleaved samples (f32, -1..=1, whole frames of the source) and gives the whole voice frames that are
    /// ready, if any.
    pub fn push(&mut self, interleaved: &[f32]) -> Option<SoundBlock> {
        self.mono.clear();
        self.mixdown.push(interleaved, &mut self.mono);
        self.resampler.push(&self.mono, &mut self.ready);
        let whole = self.ready.len() - self.ready.len() % FRAME_SAMPLES;
        self.block(whole)
    }

    /// The rest of the sound, when the source has ended.
    pub fn finish(&mut self) -> Option<SoundBlock> {
        self.drain();
        self.block(self.ready.len())
    }

    /// Moves what is still inside to what is ready.
    fn drain(&mut self) {
        self.mono.clear();
        self.mixdown.finish(&mut self.mono);
        self.resampler.push(&self.mono, &mut self.ready);
        self.resampler.finish(&mut self.ready);
    }

    fn block(&mut self, length: usize) -> Option<SoundBlock> {
        if length == 0 {
            return None;
        }
        let samples: Vec<f32> = self.ready.drain(..length).collect();
        let voice = samples.chunks(FRAME_SAMPLES).map(|f| self.voice.probability(f)).collect();
        Some(SoundBlock { samples, voice })
    }
}

fn supported(what: &str, rate_hz: u32, channels: u16) -> Result<Resampler, AudioError> {
    let unsupported = || AudioError::UnsupportedFormat { what: what.to_owned(), rate_hz, channels };
    if !(1..=MAX_CHANNELS).contains(&channels) {
        return Err(unsupported());
    }
    Resampler::new(rate_hz).ok_or_else(unsupported)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(channels: u16, rate_hz: u32, samples: &[f32], piece: usize) -> SoundBlock {
        let mut chain = SignalChain::new("test", rate_hz, channels).expect("supported");
        let mut all = SoundBlock::default();
        let mut take = |b: SoundBlock| {
            all.samples.extend(b.samples);
            all.voice.extend(b.voice);
        };
        for piece in samples.chunks(piece * usize::from(channels)) {
            if let Some(block) = chain.push(piece) {
                assert_eq!(block.samples.len() % FRAME_SAMPLES, 0);
                take(block);
            }
        }
        if let Some(block) = chain.finish() {
            take(block);
        }
        all
    }

    #[test]
    fn pieces_do_not_matter_and_every_started_frame_has_a_voice() {
        let samples: Vec<f32> = (0..96_001 * 2).map(|i| ((i / 2) as f32 * 0.05).sin() * 0.3).collect();
        let one = run(2, 48_000, &samples, 100_000);
        assert_eq!(one.samples.len(), 32_001);
        assert_eq!(one.voice.len(), 126);
        assert_eq!(one, run(2, 48_000, &samples, 37));
    }

    #[test]
    fn channels_are_mixed_in_equal_parts() {
        let block = run(2, 16_000, &[0.5, 0.25].repeat(256), 256);
        assert_eq!(block.samples, vec![0.375; 256]);
    }

    #[test]
    fn a_new_device_in_mid_take_loses_nothing() {
        let mut chain = SignalChain::new("old", 48_000, 2).expect("supported");
        let mut samples = chain.push(&[0.1; 9600]).map_or(0, |b| b.samples.len());
        chain.change_source("new", 44_100, 1).expect("supported");
        samples += chain.push(&[0.1; 4410]).map_or(0, |b| b.samples.len());
        samples += chain.finish().map_or(0, |b| b.samples.len());
        assert_eq!(samples, 1600 + 1600);
    }

    #[test]
    fn impossible_formats_are_named() {
        let error = SignalChain::new("odd", 0, 1).err().expect("refused").to_string();
        assert!(error.contains("\"odd\" delivers 0 Hz"), "{error}");
        assert!(SignalChain::new("odd", 16_000, 0).is_err());
    }
}
