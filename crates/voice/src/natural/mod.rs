//! The voice that ships: text to phonemes by a lexicon, phonemes to spectra by a network, spectra to sound. It needs no
//! device, no file and no other program, and makes the same samples of the same text, speed and seed.

mod error;
mod phonemes;
mod sound;
mod text;

pub use error::NaturalError;
pub use sound::SAMPLE_RATE_HZ;

use phonemes::Phonemes;
use sound::{AcousticNetwork, Vocoder};

/// How a text is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tone {
    /// The pace, 1 for the usual one, [`SPEEDS`].
    pub speed: f32,
    /// What samples are multiplied by, 1 for the usual volume, 0..=4. What is too loud is limited.
    pub volume: f32,
    /// The seed of the noise: the same text, speed, volume and seed give the same samples.
    pub seed: u64,
}

/// The paces at which a text can be said.
pub const SPEEDS: std::ops::RangeInclusive<f32> = 0.5..=2.0;

impl Default for Tone {
    fn default() -> Self {
        Self { speed: 1.0, volume: 1.0, seed: 1 }
    }
}

/// The voice that ships. Loading it takes about a tenth of a second.
pub struct NaturalVoice {
    phonemes: Phonemes,
    network: AcousticNetwork,
    vocoder: Vocoder,
}

impl NaturalVoice {
    /// Reads networks and tables.
    ///
    /// # Errors
    /// [`NaturalError`] if what is inside the program is damaged.
    pub fn load() -> Result<Self, NaturalError> {
        let network = std::thread::spawn(AcousticNetwork::load);
        let phonemes = Phonemes::load()?;
        let network = network.join().map_err(|_| NaturalError::Again("its network panicked".to_owned()))??;
        Ok(Self { phonemes, network, vocoder: Vocoder::new() })
    }

    /// The sentences of a text; each is said as a whole.
    #[must_use]
    pub fn sentences(text: &str) -> Vec<String> {
        text::sentences(text)
    }

    /// The phonemes of a sentence, as the network takes them.
    ///
    /// # Errors
    /// [`NaturalError`] if a network cannot be run.
    pub fn phonemes(&self, sentence: &str) -> Result<String, NaturalError> {
        self.phonemes.of(sentence)
    }

    /// The sound of a sentence: mono, [`SAMPLE_RATE_HZ`], within -1..=1.
    ///
    /// # Errors
    /// [`NaturalError`] if a network cannot be run.
    pub fn speak(&self, sentence: &str, tone: Tone) -> Result<Vec<f32>, NaturalError> {
        let phonemes = self.phonemes(sentence)?;
        let spectra = self.network.run(&phonemes, tone.speed.clamp(*SPEEDS.start(), *SPEEDS.end()))?;
        let mut wave = self.vocoder.wave(&spectra, tone.seed);
        // The voice's own peaks are near 0.35; the curve is straight up to there and never reaches 1.
        let gain = USUAL_GAIN * tone.volume.clamp(0.0, 4.0);
        for sample in &mut wave {
            *sample = limited(*sample * gain);
        }
        Ok(wave)
    }
}

/// Brings the voice to the loudness of speech in recordings.
const USUAL_GAIN: f32 = 1.6;
/// Louder samples are bent towards full scale.
const STRAIGHT_UNTIL: f32 = 0.7;

fn limited(sample: f32) -> f32 {
    let (loud, room) = (sample.abs(), 1.0 - STRAIGHT_UNTIL);
    if loud <= STRAIGHT_UNTIL {
        sample
    } else {
        sample.signum() * (STRAIGHT_UNTIL + room * ((loud - STRAIGHT_UNTIL) / room).tanh())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "What does kubectl do?";

    #[test]
    fn the_same_seed_gives_the_same_samples_and_another_one_other_noise() {
        let voice = NaturalVoice::load().expect("the voice");
        let say = |tone| voice.speak(SENTENCE, tone).expect("said");
        let once = say(Tone::default());
        assert_eq!(once, say(Tone::default()));
        assert_ne!(once, say(Tone { seed: 2, ..Tone::default() }));
        let seconds = once.len() as f32 / SAMPLE_RATE_HZ as f32;
        assert!((0.8..3.0).contains(&seconds), "{seconds} s");
    }

    #[test]
    fn speed_and_volume_do_what_they_say() {
        let voice = NaturalVoice::load().expect("the voice");
        let say = |speed, volume| voice.speak(SENTENCE, Tone { speed, volume, seed: 1 }).expect("said");
        let power = |wave: &[f32]| wave.iter().map(|s| s * s).sum::<f32>() / wave.len() as f32;
        let usual = say(1.0, 1.0);
        let (fast, soft, loud) = (say(1.5, 1.0), say(1.0, 0.25), say(1.0, 4.0));
        assert!(fast.len() * 4 < usual.len() * 3, "{} and {}", fast.len(), usual.len());
        assert!(power(&soft) < power(&usual) / 10.0 && power(&loud) > power(&usual) * 2.0);
        assert!(loud.iter().all(|s| s.abs() <= 1.0));
        assert!(say(1.0, 0.0).iter().all(|s| *s == 0.0));
    }

    #[test]
    fn sentences_are_said_as_they_are_meant() {
        let voice = NaturalVoice::load().expect("the voice");
        let cases = [
            ("You used to record the record.", "jˌu jˈust tə ɹəkˈɔɹd ðə ɹˈɛkəɹd."),
            ("The API returns a 502.", "ði ˌApˌiˈI ɹətˈɜɹnz ɐ fˈIv ˈO tˈu."),
            ("APIs", "ˌApˌiˈIz"),
            ("nginx's cache", "ˈɛnʤən ˈɛksᵻz kˈæʃ"),
            ("PostgreSQL", "pˈOstɡɹˌɛs kjˌuˈɛl"),
        ];
        for (text, phonemes) in cases {
            assert_eq!(voice.phonemes(text).expect("said"), phonemes, "{text}");
        }
    }

    #[test]
    fn whatever_the_text_is_something_is_said_or_nothing_but_never_a_fault() {
        let voice = NaturalVoice::load().expect("the voice");
        for text in [
            "",
            "\u{1F600}",
            "日本語",
            "a\u{301}b",
            "......",
            "-",
            "/",
            "'s",
            "’",
            "$",
            "€5k",
            "x".repeat(400).as_str(),
            "1e9 0x1F",
        ] {
            let samples = voice.speak(text, Tone::default()).expect(text);
            assert!(samples.iter().all(|s| s.is_finite()), "{text}");
        }
    }
}
