//! ALSA, JACK and their plugins print to stderr whatever they try in vain while devices are looked for and opened. It helps
//! nobody and tears screens and lines, so stderr is turned away meanwhile; what matters comes back as an error.

use std::sync::{Mutex, PoisonError};

/// Only one may turn stderr away at a time, or the second would take the first's silence for its own stderr.
static TURNED_AWAY: Mutex<()> = Mutex::new(());

/// Does the work with stderr turned away. Keep it short: other threads' words are lost as well. It must not be nested.
pub fn hushed<T>(work: impl FnOnce() -> T) -> T {
    let _alone = TURNED_AWAY.lock().unwrap_or_else(PoisonError::into_inner);
    let _away = Away::new();
    work()
}

/// Gives stderr back when it is dropped.
#[cfg(unix)]
struct Away(Option<std::os::fd::OwnedFd>);

#[cfg(unix)]
impl Away {
    fn new() -> Self {
        let nowhere = std::fs::OpenOptions::new().write(true).open("/dev/null").ok();
        let own = nowhere.and_then(|nowhere| {
            let own = rustix::io::dup(rustix::stdio::stderr()).ok()?;
            rustix::stdio::dup2_stderr(&nowhere).ok().map(|()| own)
        });
        Self(own)
    }
}

#[cfg(unix)]
impl Drop for Away {
    fn drop(&mut self) {
        if let Some(own) = &self.0 {
            // If this fails there is no stderr to report it on.
            let _ = rustix::stdio::dup2_stderr(own);
        }
    }
}

/// Left where it is: the sound libraries of this platform do not print.
#[cfg(not(unix))]
struct Away;

#[cfg(not(unix))]
impl Away {
    fn new() -> Self {
        Self
    }
}
