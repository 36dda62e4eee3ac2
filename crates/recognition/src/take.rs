//! One take on its way through the recogniser. Blocks go in, chunks come out at pauses, and decoded words are put at their
//! time in the take. Live takes and whole recordings both go through here.

use std::{ops::Range, time::Instant};

use super::{
    Decoded, SpeechError, Transcriber,
    chunker::{Chunk, ChunkRules, Chunker, SPEECH},
    hallucination_filter::{cut_loops, without_unvoiced},
    take_warnings::Findings,
};
use outloud_core::{
    sound::{SAMPLE_RATE_HZ, Sound, SoundBlock},
    transcript::{Transcript, Word},
    voice::{SpeechSpans, hesitations},
};

/// A chunk with less speech than this, in seconds, is a noise.
const SHORTEST_SPEECH_S: f64 = 0.15;

/// The words of one decoded chunk.
#[derive(Debug)]
pub struct ChunkTranscript {
    /// Where the chunk began and ended, in samples from the start of the take.
    place: Range<usize>,
    /// Their times count from the start of the take.
    words: Vec<Word>,
    findings: Findings,
}

impl ChunkTranscript {
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
    let place = chunk.place();
    if chunk.voiced_s(SPEECH) < SHORTEST_SPEECH_S {
        return Ok(ChunkTranscript { place, words: Vec::new(), findings: Findings::default() });
    }
    let at_s = chunk.start_s();
    let begun = Instant::now();
    let Decoded { mut words, foreign, language } =
        transcriber.transcribe(&chunk.samples, at_s).map_err(|e| match e {
            SpeechError::Decode { at_s: within_s, why } => SpeechError::Decode { at_s: at_s + within_s, why },
            other => other,
        })?;
    let (seconds, work_ms) = (chunk.samples.len() as f64 / f64::from(SAMPLE_RATE_HZ), begun.elapsed().as_millis());
    tracing::debug!(at_s, seconds, work_ms, words = words.len(), "chunk decoded");
    let placed = |w: Word| Word { start_s: w.start_s.map(|s| s + at_s), end_s: w.end_s.map(|s| s + at_s), ..w };
    let findings = Findings { foreign, language, repetitions: cut_loops(&mut words) };
    let words = without_unvoiced(words, &chunk.voice).into_iter().map(placed).collect();
    Ok(ChunkTranscript { place, words, findings })
}

/// A take that is being transcribed.
#[derive(Debug)]
pub struct TakeDecoder {
    chunker: Chunker,
    speech: SpeechSpans,
    samples: usize,
    decoded: usize,
    words: Vec<Word>,
    findings: Findings,
    /// The open chunk, decoded speculatively.
    ahead: Option<ChunkTranscript>,
}

impl TakeDecoder {
    /// A new take, cut by these rules.
    #[must_use]
    pub fn new(rules: ChunkRules) -> Self {
        Self {
            chunker: Chunker::new(rules),
            speech: SpeechSpans::default(),
            samples: 0,
            decoded: 0,
            words: Vec::new(),
            findings: Findings::default(),
            ahead: None,
        }
    }

    /// Takes a block and gives the chunks that are ready for [`decode`].
    pub fn push(&mut self, block: &SoundBlock) -> Vec<Chunk> {
        self.samples += block.samples.len();
        self.speech.extend(&block.voice);
        self.chunker.push(block)
    }

    /// The last chunk, if there is speech in it.
    pub fn rest(&mut self) -> Option<Chunk> {
        self.chunker.finish()
    }

    /// The open chunk, if the speaker pauses in it and it was not decoded speculatively yet.
    #[must_use]
    pub fn next_ahead(&self) -> Option<Chunk> {
        let place = self.chunker.ahead()?;
        if self.ahead.as_ref().is_some_and(|known| known.place == place) { None } else { self.chunker.open() }
    }

    /// Keeps the words of a chunk that may not be complete. Gives whether there are any.
    pub fn add_ahead(&mut self, chunk: ChunkTranscript) -> bool {
        let any = !chunk.words.is_empty();
        self.ahead = Some(chunk);
        any
    }

    /// The result of the speculative decode.
    pub fn take_ahead(&mut self) -> Option<ChunkTranscript> {
        self.ahead.take()
    }

    /// Appends the words of the next chunk. Gives whether there are any.
    pub fn add(&mut self, chunk: ChunkTranscript) -> bool {
        self.decoded = chunk.place.end;
        let any = !chunk.words.is_empty();
        self.words.extend(chunk.words);
        self.findings.add(chunk.findings);
        any
    }

    /// Seconds decoded (silence between chunks counts once it is passed) and seconds received.
    #[must_use]
    pub fn progress(&self) -> (f64, f64) {
        let seconds = |samples: usize| samples as f64 / f64::from(SAMPLE_RATE_HZ);
        (seconds(self.decoded), seconds(self.samples))
    }

    /// The words so far, with those of the speculative decode.
    #[must_use]
    pub fn transcript(&self) -> Transcript {
        let ahead = self.ahead.iter().flat_map(|chunk| &chunk.words);
        Transcript::from_words(self.words.iter().chain(ahead).cloned().collect())
    }

    /// The words, and what is known of the sound: voice activity, and warnings about the transcript. The recorder adds its own
    /// warnings and dropped frames.
    #[must_use]
    pub fn finish(self) -> (Transcript, Sound) {
        let speech = self.speech.spans();
        let duration_s = self.samples as f64 / f64::from(SAMPLE_RATE_HZ);
        let hesitations = hesitations(&speech, &self.words);
        let warnings = self.findings.warnings(&self.words, &speech);
        let sound = Sound { duration_s, speech, hesitations, warnings, dropped_frames: 0 };
        (Transcript::from_words(self.words), sound)
    }
}
