//! Plays takes, one at a time. Reading one and opening the loudspeaker take a moment: that is a thread's business. Without the
//! `mic` feature nothing can be played, and every attempt says so.

use std::path::Path;

/// The player of a run.
#[derive(Default)]
pub struct Player {
    #[cfg(feature = "mic")]
    playing: Option<playing::Playing>,
}

impl Player {
    /// Whether this build can play.
    #[must_use]
    pub fn available() -> bool {
        cfg!(feature = "mic")
    }

    /// Plays `wav` from a second on, in the place of whatever plays. Returns at once; if the file or the loudspeaker cannot
    /// be opened, `failed` is told a sentence with cause and remedy on another thread.
    pub fn start(&mut self, wav: &Path, from_s: f64, failed: impl FnOnce(String) + Send + 'static) {
        #[cfg(feature = "mic")]
        {
            self.playing = playing::Playing::start(wav, from_s, failed);
        }
        #[cfg(not(feature = "mic"))]
        {
            let _ = (wav, from_s);
            failed(
                "this outloud was built without sound. Build it with the feature `mic` to hear recordings".to_owned(),
            );
        }
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
        return self.playing.as_ref().and_then(playing::Playing::position_s);
        #[cfg(not(feature = "mic"))]
        None
    }
}

#[cfg(feature = "mic")]
mod playing {
    //! The thread that holds the loudspeaker.

    use std::{
        path::Path,
        sync::{
            Arc, Mutex, PoisonError,
            mpsc::{RecvTimeoutError, Sender, channel},
        },
        time::Duration,
    };

    use outloud_audio::playback::Playback;

    /// How often the position is noted.
    const TICK: Duration = Duration::from_millis(20);

    /// A take that is being played. Dropping it stops the sound.
    pub(super) struct Playing {
        _stop: Sender<()>,
        /// The second that is heard; none when it is over.
        heard_s: Arc<Mutex<Option<f64>>>,
    }

    impl Playing {
        /// None if the system gives no thread.
        pub(super) fn start(wav: &Path, from_s: f64, failed: impl FnOnce(String) + Send + 'static) -> Option<Self> {
            let (stop, stopped) = channel::<()>();
            let heard_s = Arc::new(Mutex::new(Some(from_s)));
            let (wav, noted) = (wav.to_owned(), Arc::clone(&heard_s));
            let note = move |second| *noted.lock().unwrap_or_else(PoisonError::into_inner) = second;
            let work = move || {
                match Playback::start(&wav, from_s) {
                    Ok(playback) => {
                        while !playback.is_over() && stopped.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                            note(Some(playback.position_s()));
                        }
                    }
                    Err(why) => failed(why.to_string()),
                }
                note(None);
            };
            std::thread::Builder::new().name("player".to_owned()).spawn(work).ok()?;
            Some(Self { _stop: stop, heard_s })
        }

        pub(super) fn position_s(&self) -> Option<f64> {
            *self.heard_s.lock().unwrap_or_else(PoisonError::into_inner)
        }
    }
}
