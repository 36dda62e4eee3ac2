//! SIGINT, SIGTERM and SIGHUP set a flag. The loop that records saves the take and ends the program.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicUsize, Ordering},
};

/// The signals that were caught since the first [`Signals::catch`].
#[derive(Debug, Clone, Default)]
pub struct Signals(Arc<AtomicUsize>);

impl Signals {
    /// Catches what asks the program to end: a closed terminal, Ctrl-C, a polite kill. The second of them ends it at once.
    #[must_use]
    pub fn catch() -> Self {
        static ONE: OnceLock<Signals> = OnceLock::new();
        let this = ONE.get_or_init(|| {
            let this = Self::default();
            #[cfg(unix)]
            this.register();
            this
        });
        this.clone()
    }

    #[cfg(unix)]
    fn register(&self) {
        use signal_hook::{
            consts::{SIGHUP, SIGINT, SIGTERM},
            flag,
        };
        let armed = Arc::new(std::sync::atomic::AtomicBool::new(false));
        for signal in [SIGHUP, SIGINT, SIGTERM] {
            let number = usize::try_from(signal).unwrap_or(usize::MAX);
            // Without the first registration the signal does what it always does, which is to end the program.
            let _ = flag::register_conditional_default(signal, Arc::clone(&armed))
                .and_then(|_| flag::register(signal, Arc::clone(&armed)))
                .and_then(|_| flag::register_usize(signal, Arc::clone(&self.0), number));
        }
    }

    /// The number of the latest signal, if there was one.
    #[must_use]
    pub fn received(&self) -> Option<i32> {
        i32::try_from(self.0.load(Ordering::Relaxed)).ok().filter(|signal| *signal != 0)
    }
}

/// A signal that asked the program to end and cannot be passed on.
#[derive(Debug, thiserror::Error)]
#[error("signal {signal} asked outloud to end: {source}")]
pub struct SignalError {
    signal: i32,
    source: std::io::Error,
}

/// Ends the process as the signal would have ended it, so that the caller sees why.
///
/// # Errors
/// A [`SignalError`] if the signal cannot be raised.
#[cfg(unix)]
pub fn end_by(signal: i32) -> Result<(), SignalError> {
    signal_hook::low_level::emulate_default_handler(signal).map_err(|source| SignalError { signal, source })
}

/// This platform has no signals.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn end_by(_: i32) -> Result<(), SignalError> {
    Ok(())
}
