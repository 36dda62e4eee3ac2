//! The thread that decodes, one piece of work at a time. The recogniser's thread hands it the model with each piece and gets it
//! back, so that it can take in sound, and end a preview, while something is being decoded.

use std::{
    any::Any,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{Receiver, Sender, channel},
    thread,
    time::{Duration, Instant},
};

use super::{
    SpeechError, Transcriber,
    chunker::Chunk,
    decode::{ChunkTranscript, decode, preview},
};

/// Why something is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It is a chunk of the take.
    Chunk,
    /// It will be one if the speaker says no more.
    Ahead,
    /// Its words are to be seen while somebody speaks.
    Preview,
}

/// Something to be decoded.
pub(crate) struct Work {
    pub(crate) transcriber: Box<dyn Transcriber>,
    /// Whether a take begins with it, or goes on after chunks of another one.
    pub(crate) first: bool,
    pub(crate) purpose: Purpose,
    pub(crate) chunk: Chunk,
}

/// What came of it.
pub(crate) struct Outcome {
    pub(crate) transcriber: Box<dyn Transcriber>,
    pub(crate) purpose: Purpose,
    /// None if it was interrupted.
    pub(crate) words: Result<Option<ChunkTranscript>, SpeechError>,
    pub(crate) took: Duration,
}

/// The thread's handle. It ends when this is dropped, after the work it is at.
pub(crate) struct DecoderThread(Sender<Work>);

impl DecoderThread {
    /// Starts the thread; it has the priority of the one that starts it.
    pub(crate) fn spawn(done: impl Fn(Outcome) + Send + 'static) -> io::Result<Self> {
        let (work, waiting) = channel();
        thread::Builder::new().name("decoder".to_owned()).spawn(move || serve(&waiting, &done))?;
        Ok(Self(work))
    }

    /// Has something decoded.
    pub(crate) fn decode(&self, work: Work) {
        // A thread that is gone has panicked outside the decoder, which is a bug.
        let _ = self.0.send(work);
    }
}

fn serve(waiting: &Receiver<Work>, done: &impl Fn(Outcome)) {
    for Work { mut transcriber, first, purpose, chunk } in waiting {
        let begun = Instant::now();
        let words = catching_panics(|| {
            if first {
                transcriber.begin();
            }
            match purpose {
                Purpose::Preview => preview(&chunk, transcriber.as_mut()),
                Purpose::Chunk | Purpose::Ahead => decode(&chunk, transcriber.as_mut()).map(Some),
            }
        });
        done(Outcome { transcriber, purpose, words, took: begun.elapsed() });
    }
}

/// Runs code that ends in C++; a panic there must not leave the user waiting for an answer.
pub(crate) fn catching_panics<T>(work: impl FnOnce() -> Result<T, SpeechError>) -> Result<T, SpeechError> {
    let panicked = |_: Box<dyn Any + Send>| SpeechError::Decode {
        at_s: 0.0,
        why: "it panicked; please report this as a bug".to_owned(),
    };
    catch_unwind(AssertUnwindSafe(work)).map_err(panicked)?
}
