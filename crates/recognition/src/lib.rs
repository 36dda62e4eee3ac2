//! From sound to words: Whisper models, chunking at pauses, decoding, merging, and the thread it happens on.
//!
//! Live recording and files take the same path: blocks go in, chunks are cut at pauses and decoded at once, words come
//! out. [`Transcriber`] is the decoder of one chunk; Whisper and the scripted one implement it.

use std::{
    fmt,
    sync::{Arc, atomic::AtomicBool},
};

use outloud_core::{
    session::TakeId,
    sound::{Sound, SoundBlock},
    transcript::{Partial, Proposal, Transcript, Word},
};

#[cfg(feature = "whisper")]
mod attempt;
pub mod catalogue;
pub mod chunker;
#[cfg(feature = "whisper")]
mod cpu;
mod decode;
mod decoder_pool;
mod decoder_thread;
#[cfg(feature = "whisper")]
mod ear;
mod error;
pub mod ggml;
mod hallucination_filter;
#[cfg(feature = "whisper")]
mod language;
mod live_takes;
mod model;
pub mod models;
#[cfg(feature = "whisper")]
mod noise;
#[cfg(feature = "whisper")]
mod options;
#[cfg(feature = "whisper")]
mod parallelism;
mod preview;
mod priority;
#[cfg(feature = "download")]
pub mod pull;
pub mod scripted;
mod service;
mod take;
mod take_warnings;
#[cfg(feature = "whisper")]
mod tokens;
#[cfg(feature = "whisper")]
pub mod whisper;
mod worker;

pub use decoder_pool::DecoderPool;
pub use error::SpeechError;
pub use live_takes::LiveTakes;
pub use model::Loader;
pub use service::{Connection, LoadedModel, Recogniser, TakeSender, Transcribed};
pub use take_warnings::is_about_the_transcript;

/// Where [`SpeechEvent`]s go. Called on the recogniser's thread.
pub type SpeechSink = Box<dyn FnMut(SpeechEvent) + Send>;

/// Proposes terms for words.
type Propose = dyn Fn(&[Word]) -> Vec<Proposal> + Send + Sync;

/// Proposes terms that may have been said where the words of a chunk say something else, the likeliest first.
#[derive(Clone)]
pub struct TermFinder(Arc<Propose>);

impl TermFinder {
    /// Asks `propose`, on the thread that decodes.
    pub fn new(propose: impl Fn(&[Word]) -> Vec<Proposal> + Send + Sync + 'static) -> Self {
        Self(Arc::new(propose))
    }

    /// The terms that it proposes for these words.
    #[must_use]
    pub fn propose(&self, words: &[Word]) -> Vec<Proposal> {
        (self.0)(words)
    }
}

impl fmt::Debug for TermFinder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TermFinder")
    }
}

/// Decodes one chunk of sound.
pub trait Transcriber: Send {
    /// The model's name, for scorecards: `tiny.en-q8_0`.
    fn model_name(&self) -> String;

    /// A take begins, or goes on after chunks of another one: its language is detected anew.
    fn begin(&mut self) {}

    /// Undo the language detection of a speculative decode that was discarded.
    fn roll_back_language(&mut self) {}

    /// Another decoder of the same loaded model with the same options, which knows nothing of this one's takes.
    ///
    /// # Errors
    /// A [`SpeechError`] if there is no room for it.
    fn another(&self) -> Result<Box<dyn Transcriber>, SpeechError>;

    /// More decoders of the same model, for recordings whose chunks are all there at once. Each of them, and this one from
    /// now on, decodes on one thread. None if the chunks of a take must stay with one decoder.
    ///
    /// # Errors
    /// A [`SpeechError`] if there is no room for them.
    fn helpers(&mut self) -> Result<Vec<Box<dyn Transcriber>>, SpeechError> {
        Ok(Vec::new())
    }

    /// Decodes `samples` (f32, mono, 16 kHz, -1..=1; at most 30 s), which begin at `at_s` seconds of the take.
    ///
    /// # Errors
    /// A [`SpeechError`] if the decoder failed.
    fn transcribe(&mut self, samples: &[f32], at_s: f64) -> Result<Decoded, SpeechError>;

    /// Ends a [`preview`](Self::preview) that is under way, once it is true. None: there are no previews.
    fn interrupt(&self) -> Option<Arc<AtomicBool>> {
        None
    }

    /// Decodes sound in the middle of which somebody speaks, as quickly as it goes. What comes later is decoded as if this had
    /// not been. None if it was interrupted.
    ///
    /// # Errors
    /// A [`SpeechError`] if the decoder failed.
    fn preview(&mut self, _samples: &[f32], _at_s: f64) -> Result<Option<Decoded>, SpeechError> {
        Ok(None)
    }
}

/// What a decoder made of a chunk.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decoded {
    /// The words; their times count from the chunk's first sample.
    pub words: Vec<Word>,
    /// Whether the model noted that a foreign language is spoken.
    pub foreign: bool,
    /// The language that a multilingual model detected.
    pub language: Option<DetectedLanguage>,
}

/// A spoken language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetectedLanguage {
    /// Its code: "de".
    pub code: String,
    /// Its English name.
    pub name: String,
}

/// What a session asks of the recogniser.
#[derive(Debug)]
pub enum SpeechRequest {
    /// A take begins.
    Begin(TakeId),
    /// More of its sound.
    Block(TakeId, SoundBlock),
    /// The take is over: decode what is left and report [`SpeechEvent::Final`].
    Finish(TakeId),
    /// The take is not wanted any more.
    Cancel(TakeId),
}

/// What the recogniser reports to a session.
#[derive(Debug)]
pub enum SpeechEvent {
    /// The model is loaded.
    Ready {
        /// Its name.
        model: String,
        /// How long loading took, in ms.
        load_ms: u64,
    },
    /// The model cannot be used; the message says what to do.
    Unavailable(Arc<SpeechError>),
    /// All words of the take so far.
    Partial(TakeId, Partial),
    /// How much of the take is decoded.
    Progress {
        /// The take.
        take: TakeId,
        /// Seconds decoded.
        decoded_s: f64,
        /// Seconds received.
        total_s: f64,
    },
    /// The whole take: its words, and what voice activity says (speech spans, hesitations; `dropped_frames` and
    /// `warnings` are the recorder's to add).
    Final(TakeId, Transcript, Sound),
    /// The take could not be decoded.
    Failed(TakeId, Arc<SpeechError>),
}
