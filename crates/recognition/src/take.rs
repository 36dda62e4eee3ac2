//! One take on its way through the recogniser. Blocks go in, chunks come out at pauses, and decoded words are put at their
//! time in the take. Live takes and whole recordings both go through here.

use super::{
    chunker::{Chunk, ChunkRules, Chunker},
    decode::ChunkTranscript,
    preview::Preview,
    take_warnings::Findings,
};
use outloud_core::{
    sound::{SAMPLE_RATE_HZ, Sound, SoundBlock},
    transcript::{Partial, Transcript, Word},
    voice::{SpeechSpans, hesitations},
};

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

    /// Takes a block and gives the chunks that are ready to be decoded.
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

    /// Up to which sample there are words, with those of the speculative decode.
    #[must_use]
    pub fn heard(&self) -> usize {
        self.ahead.as_ref().map_or(self.decoded, |chunk| chunk.place.end)
    }

    /// How many samples there are.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.samples
    }

    /// The words so far, with those of the speculative decode and those of a preview after them.
    #[must_use]
    pub(crate) fn partial(&self, preview: Option<&Preview>) -> Partial {
        let ahead = self.ahead.iter().flat_map(|chunk| &chunk.words);
        let mut words: Vec<Word> = self.words.iter().chain(ahead).cloned().collect();
        let (next, next_firm) = preview.map(|preview| preview.words_after(self.heard())).unwrap_or_default();
        let firm = words.len() + next_firm;
        words.extend(next);
        Partial { transcript: Transcript::from_words(words), firm }
    }

    /// The words, and what is known of the sound: voice activity, and warnings about the transcript. The recorder adds its own
    /// warnings and dropped frames.
    #[must_use]
    pub fn finish(self) -> (Transcript, Sound) {
        let speech = self.speech.spans();
        let duration_s = self.samples as f64 / f64::from(SAMPLE_RATE_HZ);
        let hesitations = hesitations(&speech, &self.words);
        let other_language = self.findings.is_other_language();
        let warnings = self.findings.warnings(&self.words, &speech);
        let sound = Sound { duration_s, speech, hesitations, warnings, dropped_frames: 0, other_language };
        (Transcript::from_words(self.words), sound)
    }
}
