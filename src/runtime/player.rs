//! Plays takes, one at a time. Without the `mic` feature nothing can be played and everybody is told.

use std::path::Path;

#[cfg(feature = "mic")]
use crate::audio::playback::Playback;

/// The player of a run.
#[derive(Default)]
pub struct Player {
    #[cfg(feature = "mic")]
    playing: Option<Playback>,
}

impl Player {
    /// Whether this build can play.
    #[must_use]
    pub fn available() -> bool {
        cfg!(feature = "mic")
    }

    /// Plays `wav` from a second on, in the place of whatever plays.
    ///
    /// # Errors
    /// A sentence with cause and remedy if the file or the loudspeaker cannot be opened.
    #[cfg(feature = "mic")]
    pub fn start(&mut self, wav: &Path, from_s: f64) -> Result<(), String> {
        self.playing = None;
        self.playing = Some(Playback::start(wav, from_s).map_err(|e| e.to_string())?);
        Ok(())
    }

    /// Says that this build cannot play.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "mic"))]
    pub fn start(&mut self, _: &Path, _: f64) -> Result<(), String> {
        Err("this outloud was built without sound. Build it with the feature `mic` to hear recordings".to_owned())
    }

    /// Stops. Says whether something was playing.
    pub fn stop(&mut self) -> bool {
        let playing = self.position_s().is_some();
        *self = Self::default();
        playing
    }

    /// The second that is heard now; none if nothing plays.
    #[must_use]
    pub fn position_s(&self) -> Option<f64> {
        #[cfg(feature = "mic")]
        return self.playing.as_ref().filter(|p| !p.is_over()).map(Playback::position_s);
        #[cfg(not(feature = "mic"))]
        None
    }
}
