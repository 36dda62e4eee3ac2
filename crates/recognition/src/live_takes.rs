//! Whether an answer is being given. Whoever decodes in the background with a model of its own asks before it begins, and stops for it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// How often somebody who waits looks again.
#[cfg(feature = "whisper")]
const LOOK_AGAIN: std::time::Duration = std::time::Duration::from_millis(50);

/// Whether a recogniser has a live take that is not transcribed yet. Clones share one answer.
#[derive(Debug, Clone, Default)]
pub struct LiveTakes(Arc<AtomicBool>);

impl LiveTakes {
    /// Whether there is one now.
    #[must_use]
    pub fn any(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    pub(crate) fn set(&self, any: bool) {
        self.0.store(any, Ordering::Relaxed);
    }

    /// Waits until there is none.
    #[cfg(feature = "whisper")]
    pub(crate) fn wait_for_none(&self) {
        while self.any() {
            std::thread::sleep(LOOK_AGAIN);
        }
    }
}
