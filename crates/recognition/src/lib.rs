//! From sound to words: Whisper models, chunking at pauses, decoding, merging, and the thread it happens on.
//!
//! Live recording and files take the same path: blocks go in, chunks are cut at pauses and decoded at once, words come
//! out. [`Transcriber`] is the decoder of one chunk; Whisper and the scripted one implement it.

use outloud_core::{
    sound::{Sound, SoundBlock},
    transcript::{Transcript, Word},
};

pub mod catalogue;
pub mod chunker;
#[cfg(feature = "whisper")]
mod cpu;
mod error;
pub mod ggml;
pub mod guards;
pub mod models;
pub mod offline;
mod priority;
#[cfg(feature = "download")]
pub mod pull;
pub mod scripted;
pub mod take;
#[cfg(feature = "whisper")]
mod threads;
#[cfg(feature = "whisper")]
mod tokens;
#[cfg(feature = "whisper")]
pub mod whisper;
pub mod worker;

pub use error::SpeechError;

/// Names a take across threads, so that late results can be told from wanted ones.
pub type TakeId = u64;

/// Where [`SpeechEvent`]s go. Called on the speech thread.
pub type SpeechSink = Box<dyn FnMut(SpeechEvent) + Send>;

/// Decodes one chunk of sound.
pub trait Transcriber: Send {
    /// The model's name, for scorecards: `tiny.en-q8_0`.
    fn model_name(&self) -> String;

    /// A new take begins: what was learnt from the last one (its language) no longer holds.
    fn begin(&mut self) {}

    /// What was learnt from the last chunk (its language) does not hold: it was heard ahead, and the speaker went on.
    fn unlearn(&mut self) {}

    /// More decoders of the same model, to work beside this one on a thread each, as this one will then: for recordings,
    /// whose chunks are all there at once. None if a take must be heard by one decoder.
    ///
    /// # Errors
    /// A [`SpeechError`] if there is no room for them.
    fn helpers(&mut self) -> Result<Vec<Box<dyn Transcriber>>, SpeechError> {
        Ok(Vec::new())
    }

    /// The words in `samples` (f32, mono, 16 kHz, -1..=1; at most 30 s), times in seconds from the first sample.
    ///
    /// # Errors
    /// A [`SpeechError`] if the decoder failed.
    fn transcribe(&mut self, samples: &[f32]) -> Result<Vec<Word>, SpeechError>;
}

/// What the speech thread is asked to do.
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

/// What the speech thread reports.
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
    Unavailable(String),
    /// All words of the take so far.
    Partial(TakeId, Transcript),
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
    Failed(TakeId, String),
}
