//! The model that the recogniser's thread owns, or why there is none.

use std::{
    error::Error,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use super::{SpeechError, SpeechEvent, Transcriber, decoder_thread::catching_panics};

/// Loads the model, on the recogniser's thread.
pub type Loader = Box<dyn FnOnce() -> Result<Box<dyn Transcriber>, SpeechError> + Send>;

/// The loaded model, or why there is none.
pub(crate) enum Model {
    Loaded {
        /// None while it is with the decoder.
        transcriber: Option<Box<dyn Transcriber>>,
        name: String,
        load_ms: u64,
        /// Ends a preview.
        interrupt: Option<Arc<AtomicBool>>,
    },
    Unavailable(Arc<SpeechError>),
}

impl Model {
    pub(crate) fn load(loader: Loader) -> Self {
        let begun = Instant::now();
        match catching_panics(loader) {
            Ok(transcriber) => {
                let load_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
                let (name, interrupt) = (transcriber.model_name(), transcriber.interrupt());
                tracing::info!(model = name, load_ms, "model loaded");
                Self::Loaded { transcriber: Some(transcriber), name, load_ms, interrupt }
            }
            Err(error) => {
                tracing::warn!(error = &error as &dyn Error, "no model can be used");
                Self::Unavailable(Arc::new(error))
            }
        }
    }

    pub(crate) fn announcement(&self) -> SpeechEvent {
        match self {
            Self::Loaded { name, load_ms, .. } => SpeechEvent::Ready { model: name.clone(), load_ms: *load_ms },
            Self::Unavailable(why) => SpeechEvent::Unavailable(Arc::clone(why)),
        }
    }

    /// Has a preview that is under way end, or lets the next one begin.
    pub(crate) fn interrupt_preview(&self, now: bool) {
        if let Self::Loaded { interrupt: Some(interrupt), .. } = self {
            interrupt.store(now, Ordering::Relaxed);
        }
    }
}
