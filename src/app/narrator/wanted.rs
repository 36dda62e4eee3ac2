//! Which voice reads, who asks and when cues sound, by what the command line asks for and the settings say.

#[cfg(feature = "voice")]
use std::sync::Arc;

use outloud_core::session::Persona;
use outloud_voice::SystemVoice;

#[cfg(feature = "voice")]
use super::natural::NaturalNarrator;
use super::{
    Narrator,
    choice::{CueChoice, VoiceChoice},
};
use crate::app::equipment::{Equipment, SoundSource};

impl Equipment {
    /// Which voice reads where one is wanted.
    #[must_use]
    pub fn voice_choice(&self) -> VoiceChoice {
        match (self.voice, VoiceChoice::named(&self.settings.voice)) {
            (Some(voice), _) => voice,
            // Who asks for reading on the command line wants to hear something.
            (None, VoiceChoice::Silent) if self.speak => VoiceChoice::Natural,
            (None, voice) => voice,
        }
    }

    /// What reads the questions of a session aloud, if anything. In a timed round that is the default, unless a recording
    /// answers; `doctor` tells if this machine has no voice.
    #[must_use]
    pub fn narrator(&self, round: bool) -> Option<Narrator> {
        let wanted = self.speak || self.voice.is_some() || self.settings.speak || round && self.somebody_answers();
        if wanted { self.reading_voice() } else { None }
    }

    /// Whether tones tell what the clock and the microphone do.
    #[must_use]
    pub fn cues(&self, round: bool) -> bool {
        match CueChoice::named(&self.settings.cues) {
            CueChoice::Rounds => round && self.somebody_answers(),
            CueChoice::Always => true,
            CueChoice::Never => false,
        }
    }

    /// Who asks. Outside timed rounds, and where a recording answers, the questions stand for themselves.
    #[must_use]
    pub fn persona(&self, round: bool) -> Persona {
        let usual = || Persona::named(&self.settings.interviewer).unwrap_or_default();
        match self.persona {
            Some(persona) if round => persona,
            None if round && self.somebody_answers() => usual(),
            _ => Persona::Silent,
        }
    }

    /// No recording answers.
    fn somebody_answers(&self) -> bool {
        !matches!(self.source, Some(SoundSource::Wav { .. } | SoundSource::Script(_)))
    }

    /// The voice of the choice; none if it is silence, or if the platform has none.
    fn reading_voice(&self) -> Option<Narrator> {
        match self.voice_choice() {
            VoiceChoice::Silent => None,
            #[cfg(feature = "voice")]
            VoiceChoice::Natural => {
                Some(Narrator::Natural(NaturalNarrator::new(Arc::clone(&self.shipped_voice.0), self.tone())))
            }
            _ => SystemVoice::find().ok().map(Narrator::System),
        }
    }

    /// Pace and volume of the settings.
    #[cfg(feature = "voice")]
    #[must_use]
    pub fn tone(&self) -> outloud_voice::natural::Tone {
        let share = |percent: u32| percent as f32 / 100.0;
        let (speed, volume) = (share(self.settings.voice_speed), share(self.settings.voice_volume));
        outloud_voice::natural::Tone { speed, volume, ..Default::default() }
    }
}

#[cfg(all(test, feature = "voice"))]
mod tests {
    use super::*;
    use crate::app::Settings;

    #[test]
    fn rounds_are_read_aloud_and_practice_if_wanted() {
        let of = |voice: &str, speak: bool| Equipment {
            settings: Settings { voice: voice.to_owned(), speak, ..Settings::default() },
            ..Equipment::default()
        };
        let natural = |narrator: Option<Narrator>| matches!(narrator, Some(Narrator::Natural(_)));
        assert!(natural(of("natural", false).narrator(true)));
        assert!(of("natural", false).narrator(false).is_none());
        assert!(natural(of("natural", true).narrator(false)));
        assert!(of("none", true).narrator(true).is_none(), "silence is a choice");
        assert!(natural(Equipment { speak: true, ..of("none", false) }.narrator(false)), "the command line wins");
        let silent = Equipment { voice: Some(VoiceChoice::Silent), ..of("natural", true) };
        assert!(silent.narrator(true).is_none());
        let cues = |choice: &str, round| {
            Equipment { settings: Settings { cues: choice.to_owned(), ..Settings::default() }, ..Equipment::default() }
                .cues(round)
        };
        assert!(cues("rounds", true) && cues("always", false) && !cues("rounds", false) && !cues("never", true));
        let wav = SoundSource::Wav { file: "answer.wav".into(), speed: 1.0 };
        assert!(Equipment { source: Some(wav), ..of("natural", false) }.narrator(true).is_none(), "nobody listens");
    }
}
