//! One chunk through the decoder: its words at their time in the take, and what is wrong with them.

use std::{ops::Range, time::Instant};

use super::{
    Decoded, SpeechError, Transcriber,
    chunker::{Chunk, SPEECH},
    hallucination_filter::{cut_loops, without_unvoiced},
    take_warnings::Findings,
};
use outloud_core::{sound::SAMPLE_RATE_HZ, transcript::Word};

/// A chunk with less speech than this, in seconds, is a noise.
const SHORTEST_SPEECH_S: f64 = 0.15;

/// The words of one decoded chunk.
#[derive(Debug)]
pub struct ChunkTranscript {
    /// Where the chunk began and ended, in samples from the start of the take.
    pub(crate) place: Range<usize>,
    /// Their times count from the start of the take.
    pub(crate) words: Vec<Word>,
    pub(crate) findings: Findings,
}

impl ChunkTranscript {
    /// These words of a chunk, without more that would be known of it.
    pub(crate) fn of(chunk: &Chunk, words: Vec<Word>) -> Self {
        Self { place: chunk.place(), words, findings: Findings::default() }
    }

    /// How long the chunk is, in seconds.
    pub(crate) fn seconds(&self) -> f64 {
        self.place.len() as f64 / f64::from(SAMPLE_RATE_HZ)
    }

    /// Whether it was decoded from exactly this chunk.
    #[must_use]
    pub fn is_of(&self, chunk: &Chunk) -> bool {
        self.place == chunk.place()
    }
}

/// Decodes a chunk.
///
/// # Errors
/// A [`SpeechError`] of the transcriber, with its place in the take.
pub fn decode(chunk: &Chunk, transcriber: &mut dyn Transcriber) -> Result<ChunkTranscript, SpeechError> {
    if chunk.voiced_s(SPEECH) < SHORTEST_SPEECH_S {
        return Ok(ChunkTranscript::of(chunk, Vec::new()));
    }
    let at_s = chunk.start_s();
    let begun = Instant::now();
    let decoded = transcriber.transcribe(&chunk.samples, at_s).map_err(|e| match e {
        SpeechError::Decode { at_s: within_s, why } => SpeechError::Decode { at_s: at_s + within_s, why },
        other => other,
    })?;
    let (seconds, work_ms) = (chunk.samples.len() as f64 / f64::from(SAMPLE_RATE_HZ), begun.elapsed().as_millis());
    tracing::debug!(at_s, seconds, work_ms, words = decoded.words.len(), "chunk decoded");
    Ok(placed(chunk, decoded))
}

/// Decodes a stretch in the middle of which somebody speaks. None if that was interrupted.
///
/// # Errors
/// A [`SpeechError`] of the transcriber.
pub fn preview(chunk: &Chunk, transcriber: &mut dyn Transcriber) -> Result<Option<ChunkTranscript>, SpeechError> {
    if chunk.voiced_s(SPEECH) < SHORTEST_SPEECH_S {
        return Ok(Some(ChunkTranscript::of(chunk, Vec::new())));
    }
    let begun = Instant::now();
    let decoded = transcriber.preview(&chunk.samples, chunk.start_s())?;
    let (work_ms, whole) = (begun.elapsed().as_millis(), decoded.is_some());
    tracing::debug!(at_s = chunk.start_s(), work_ms, whole, "stretch decoded");
    Ok(decoded.map(|decoded| placed(chunk, decoded)))
}

/// The words of a chunk at their time in the take, without loops and without words where nobody spoke.
fn placed(chunk: &Chunk, decoded: Decoded) -> ChunkTranscript {
    let Decoded { mut words, foreign, language } = decoded;
    let at_s = chunk.start_s();
    let place = |w: Word| Word { start_s: w.start_s.map(|s| s + at_s), end_s: w.end_s.map(|s| s + at_s), ..w };
    let findings = Findings { foreign, language, repetitions: cut_loops(&mut words) };
    let words = without_unvoiced(words, &chunk.voice).into_iter().map(place).collect();
    ChunkTranscript { place: chunk.place(), words, findings }
}
