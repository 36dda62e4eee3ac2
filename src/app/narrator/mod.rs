//! What reads aloud: the voice that ships, or a command of the platform.

mod choice;
mod cues;
mod loudspeaker;
#[cfg(feature = "voice")]
pub mod natural;
mod reader;
mod wanted;

use outloud_voice::{SystemVoice, VoiceError};

#[cfg(feature = "voice")]
pub use choice::ShippedVoice;
pub use choice::{CueChoice, VoiceChoice};
pub(super) use cues::Cues;
pub(super) use reader::Reader;

/// A voice that reads aloud.
#[derive(Clone)]
pub enum Narrator {
    /// The one that ships.
    #[cfg(feature = "voice")]
    Natural(natural::NaturalNarrator),
    /// The platform's.
    System(SystemVoice),
}

/// A text that is being read. Dropping it stops the voice; when that returns, it is silent.
pub(crate) enum Speaking {
    /// By the voice that ships.
    #[cfg(feature = "voice")]
    Natural(loudspeaker::Played),
    /// By the platform's.
    System(outloud_voice::Speaking),
}

impl Narrator {
    /// Starts reading and returns at once.
    ///
    /// # Errors
    /// [`VoiceError`] if the platform's command or a thread cannot be started.
    pub(crate) fn speak(&self, text: &str) -> Result<Speaking, VoiceError> {
        match self {
            #[cfg(feature = "voice")]
            Self::Natural(narrator) => narrator.speak(text).map(Speaking::Natural),
            Self::System(voice) => voice.speak(text).map(Speaking::System),
        }
    }

    /// Has what takes a moment done on another thread, before the first text is read.
    pub fn prepare(&self) {
        match self {
            #[cfg(feature = "voice")]
            Self::Natural(narrator) => narrator.prepare(),
            Self::System(_) => {}
        }
    }
}

impl Speaking {
    /// Whether it has come to its end.
    pub(crate) fn is_over(&mut self) -> bool {
        match self {
            #[cfg(feature = "voice")]
            Self::Natural(speaking) => speaking.is_over(),
            Self::System(speaking) => speaking.is_over(),
        }
    }

    /// Why nothing could be heard, once it is over.
    #[cfg(feature = "voice")]
    pub(crate) fn failure(&self) -> Option<String> {
        match self {
            Self::Natural(speaking) => speaking.failure(),
            Self::System(_) => None,
        }
    }
}
