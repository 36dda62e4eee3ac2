//! The voice that ships, through the loudspeaker. The first sentence sounds while the others are made.

use std::sync::{
    Arc, LazyLock,
    mpsc::{SyncSender, sync_channel},
};

use outloud_voice::{
    VoiceError,
    natural::{NaturalError, NaturalVoice, SAMPLE_RATE_HZ, Tone},
};

use super::loudspeaker::{Played, State};

/// The voice of a run, loaded when it is first used.
pub type SharedVoice = Arc<LazyLock<Result<NaturalVoice, NaturalError>>>;

/// Sentences that may wait to be played.
const AHEAD: usize = 2;
/// Silence behind a sentence.
const PAUSE_SAMPLES: usize = SAMPLE_RATE_HZ as usize / 10;

/// The voice of a run, to be loaded when it is first used.
#[must_use]
pub fn shared() -> SharedVoice {
    Arc::new(LazyLock::new(NaturalVoice::load))
}

/// The voice that ships, at a pace and a volume.
#[derive(Clone)]
pub struct NaturalNarrator {
    voice: SharedVoice,
    tone: Tone,
}

impl NaturalNarrator {
    /// Reads with this voice.
    #[must_use]
    pub fn new(voice: SharedVoice, tone: Tone) -> Self {
        Self { voice, tone }
    }

    pub(super) fn prepare(&self) {
        let voice = Arc::clone(&self.voice);
        // Without a thread it is loaded when the first text is read.
        let _ = std::thread::Builder::new().name("voice".to_owned()).spawn(move || voice.is_ok());
    }

    pub(super) fn speak(&self, text: &str) -> Result<Played, VoiceError> {
        let failed = |source| VoiceError::Speak { command: "outloud".to_owned(), source };
        let (sentences, waiting) = sync_channel(AHEAD);
        let played = Played::start(waiting, SAMPLE_RATE_HZ).map_err(failed)?;
        let (maker, text, state) = (self.clone(), text.to_owned(), played.state());
        let make = move || maker.make(&text, &state, &sentences);
        std::thread::Builder::new().name("voice".to_owned()).spawn(make).map_err(failed)?;
        Ok(played)
    }

    fn make(&self, text: &str, state: &State, sentences: &SyncSender<Vec<f32>>) {
        let voice = match &**self.voice {
            Ok(voice) => voice,
            Err(error) => return state.fail(error.to_string()),
        };
        for sentence in NaturalVoice::sentences(text) {
            if !state.wanted() {
                return;
            }
            let mut wave = match voice.speak(&sentence, self.tone) {
                Ok(wave) => wave,
                Err(error) => {
                    tracing::warn!(%error, sentence, "a sentence cannot be said");
                    continue;
                }
            };
            // A sentence that goes on has no pause between its words.
            let goes_on = sentence.ends_with(char::is_alphanumeric);
            wave.resize(wave.len() + if goes_on { 0 } else { PAUSE_SAMPLES }, 0.0);
            if sentences.send(wave).is_err() {
                return;
            }
        }
    }
}
