//! What can be chosen: a voice, and when cues sound.

#[cfg(feature = "voice")]
use std::fmt;

#[cfg(feature = "voice")]
use super::natural::{SharedVoice, shared};

/// Which voice reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoiceChoice {
    /// The one that ships.
    Natural,
    /// The platform's.
    System,
    /// None.
    Silent,
}

impl VoiceChoice {
    /// Every choice with its name in the settings.
    pub const ALL: [(Self, &str); 3] = [(Self::Natural, "natural"), (Self::System, "system"), (Self::Silent, "none")];

    /// The choice of this name; the voice that ships for a name that there is not.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|(_, n)| *n == name).map_or(Self::Natural, |(choice, _)| choice)
    }
}

/// When cues sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueChoice {
    /// In timed rounds.
    Rounds,
    /// In every session.
    Always,
    /// Never.
    Never,
}

impl CueChoice {
    /// Every choice with its name in the settings.
    pub const ALL: [(Self, &str); 3] = [(Self::Rounds, "rounds"), (Self::Always, "always"), (Self::Never, "never")];

    /// The choice of this name; rounds for a name that there is not.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|(_, n)| *n == name).map_or(Self::Rounds, |(choice, _)| choice)
    }
}

/// The voice that ships, loaded when it is first used.
#[cfg(feature = "voice")]
#[derive(Clone)]
pub struct ShippedVoice(pub SharedVoice);

#[cfg(feature = "voice")]
impl Default for ShippedVoice {
    fn default() -> Self {
        Self(shared())
    }
}

#[cfg(feature = "voice")]
impl fmt::Debug for ShippedVoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ShippedVoice")
    }
}
