//! Sound that is played while it is made: a thread that opens the loudspeaker, plays what arrives, and closes it.

use std::{
    io,
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::Receiver,
    },
};

/// What the threads and the owner of a sound share.
#[derive(Default)]
pub(super) struct State {
    stopped: AtomicBool,
    over: AtomicBool,
    /// Whether the device is open to play.
    sounding: Mutex<bool>,
    silent: Condvar,
    failure: Mutex<Option<String>>,
}

impl State {
    /// Whether the sound is still wanted.
    pub(super) fn wanted(&self) -> bool {
        !self.stopped.load(Ordering::Relaxed)
    }

    /// Notes why nothing can be heard.
    pub(super) fn fail(&self, why: String) {
        tracing::warn!(why, "nothing can be heard");
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(why);
    }
}

/// A sound that is being played. Dropping it ends the sound; when that returns, it is silent.
pub(crate) struct Played(Arc<State>);

impl Played {
    /// Plays mono samples of a rate as they arrive, until there are no more.
    pub(super) fn start(waves: Receiver<Vec<f32>>, rate_hz: u32) -> io::Result<Self> {
        let state = Arc::new(State::default());
        let playing = Arc::clone(&state);
        std::thread::Builder::new().name("loudspeaker".to_owned()).spawn(move || {
            if let Err(why) = play(&waves, rate_hz, &playing) {
                playing.fail(why);
            }
            playing.over.store(true, Ordering::Relaxed);
        })?;
        Ok(Self(state))
    }

    #[cfg(feature = "voice")]
    pub(super) fn state(&self) -> Arc<State> {
        Arc::clone(&self.0)
    }

    /// Whether it has come to its end.
    #[cfg(feature = "voice")]
    pub(super) fn is_over(&self) -> bool {
        self.0.over.load(Ordering::Relaxed)
    }

    /// Why nothing could be heard.
    #[cfg(feature = "voice")]
    pub(super) fn failure(&self) -> Option<String> {
        self.0.failure.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Played {
    fn drop(&mut self) {
        self.0.stopped.store(true, Ordering::Relaxed);
        // A device that is being opened will not begin to play any more; one that plays is waited for.
        let mut sounding = self.0.sounding.lock().unwrap_or_else(PoisonError::into_inner);
        while *sounding {
            sounding = self.0.silent.wait(sounding).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Tells whoever waits that it is silent, however playing ends.
struct Sounding<'a>(&'a State);

impl<'a> Sounding<'a> {
    /// None if the sound is not wanted any more.
    fn begin(state: &'a State) -> Option<Self> {
        let mut sounding = state.sounding.lock().unwrap_or_else(PoisonError::into_inner);
        *sounding = state.wanted();
        sounding.then_some(Self(state))
    }
}

impl Drop for Sounding<'_> {
    fn drop(&mut self) {
        *self.0.sounding.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.silent.notify_all();
    }
}

/// Plays until there is no more or it is not wanted.
#[cfg(feature = "mic")]
fn play(waves: &Receiver<Vec<f32>>, rate_hz: u32, state: &State) -> Result<(), String> {
    let mut speaker = outloud_audio::speaker::Speaker::open().map_err(|e| e.to_string())?;
    let Some(sounding) = Sounding::begin(state) else { return Ok(()) };
    let wanted = || state.wanted();
    let mut play_all = || {
        speaker.start()?;
        while let Some(wave) = next(waves, state) {
            speaker.push(&wave, rate_hz, &wanted)?;
        }
        speaker.finish(&wanted)
    };
    let played: Result<(), outloud_audio::AudioError> = play_all();
    drop(speaker);
    drop(sounding);
    played.map_err(|e| e.to_string())
}

/// The next wave; looks again and again, so that it ends soon after nothing is wanted any more.
#[cfg(feature = "mic")]
fn next(waves: &Receiver<Vec<f32>>, state: &State) -> Option<Vec<f32>> {
    use std::{sync::mpsc::RecvTimeoutError, time::Duration};
    while state.wanted() {
        match waves.recv_timeout(Duration::from_millis(10)) {
            Ok(wave) => return Some(wave),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    None
}

/// Says that this build has no sound.
#[cfg(not(feature = "mic"))]
fn play(waves: &Receiver<Vec<f32>>, rate_hz: u32, state: &State) -> Result<(), String> {
    let _ = (waves, rate_hz, Sounding::begin(state));
    Err("this outloud was built without sound; build it with the feature `mic`".to_owned())
}
