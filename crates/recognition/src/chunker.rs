//! Cuts a take into chunks for the recogniser, at pauses, while it is still being spoken. Pure and frame by frame: the
//! same sound gives the same chunks whether it comes live in small blocks or from a file in large ones.
//!
//! Whisper reads windows of at most 30 s, and hears best what it hears in context. So a chunk grows until the window is
//! full, and is then cut at the longest pause of its second half; a speaker who never pauses is cut at the quietest moment.
//! Only when somebody stops to think is what was said before cut off at once. Silence between chunks is not decoded at all:
//! that is where recognisers invent text.

use std::ops::Range;

use outloud_core::{
    sound::{FRAME_SAMPLES, SAMPLE_RATE_HZ, SoundBlock},
    voice::FRAME_S,
};

/// A frame of at least this voice probability is speech. Whispering reaches it, noise and music do not.
pub const SPEECH: f32 = 0.3;

/// How chunks are cut. The default was chosen by measurement, see `script/bench`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChunkRules {
    /// No cut before this length, in seconds, except at a `long_pause_s`.
    pub shortest_s: f64,
    /// A chunk of this length is cut, in seconds; at most 30.
    pub longest_s: f64,
    /// Less silence than this between two words is no pause, in seconds.
    pub least_pause_s: f64,
    /// A pause of this length ends a chunk of at least `early_s`, in seconds: what was said is decoded while the speaker
    /// thinks.
    pub long_pause_s: f64,
    /// No cut before this length at all, in seconds.
    pub early_s: f64,
    /// A frame of at least this voice probability is speech.
    pub voice: f32,
    /// Silence kept before the first and after the last word of a chunk, in seconds.
    pub pad_s: f64,
    /// Silence after which the open chunk is decoded ahead, in seconds; no less than `pad_s`, or it would be another one
    /// when the take ends.
    pub ahead_s: f64,
}

impl Default for ChunkRules {
    fn default() -> Self {
        Self {
            shortest_s: 16.0,
            longest_s: 27.0,
            least_pause_s: 0.12,
            long_pause_s: 1.5,
            early_s: 8.0,
            voice: SPEECH,
            pad_s: 0.4,
            ahead_s: 0.5,
        }
    }
}

/// A stretch of a take for the recogniser.
#[derive(Debug, Clone, PartialEq)]
pub struct Chunk {
    /// Its first sample, counted from the start of the take.
    pub start_sample: usize,
    /// f32, mono, 16 kHz, -1..=1; at most 30 s.
    pub samples: Vec<f32>,
    /// Voice probability per frame.
    pub voice: Vec<f32>,
}

impl Chunk {
    /// Where it is in the take, in samples.
    #[must_use]
    pub fn place(&self) -> Range<usize> {
        self.start_sample..self.start_sample + self.samples.len()
    }

    /// Where it begins, in seconds from the start of the take.
    #[must_use]
    pub fn start_s(&self) -> f64 {
        self.start_sample as f64 / f64::from(SAMPLE_RATE_HZ)
    }

    /// How much of it is voice, in seconds, counting frames of at least this probability.
    #[must_use]
    pub fn voiced_s(&self, probability: f32) -> f64 {
        self.voice.iter().filter(|p| **p >= probability).count() as f64 * FRAME_S
    }
}

/// The chunker of one take.
#[derive(Debug)]
pub struct Chunker {
    rules: ChunkRules,
    /// Sound that is in no chunk yet, and before it, until there is much of it, sound that is done with.
    samples: Vec<f32>,
    voice: Vec<f32>,
    /// Where the sound that counts begins in the two, in frames.
    head: usize,
    /// Where the two begin in the take, in frames.
    origin: usize,
    /// Frames after `head` that were looked at.
    seen: usize,
    /// One past the last frame of speech, after `head`; 0: nobody has spoken yet.
    speech_end: usize,
}

impl Chunker {
    /// A chunker with these rules.
    #[must_use]
    pub fn new(rules: ChunkRules) -> Self {
        Self { rules, samples: Vec::new(), voice: Vec::new(), head: 0, origin: 0, seen: 0, speech_end: 0 }
    }

    /// The same for the sound of a take from this frame on.
    #[must_use]
    pub fn starting_at(rules: ChunkRules, frame: usize) -> Self {
        Self { origin: frame, ..Self::new(rules) }
    }

    /// Takes the next block and gives the chunks that it completes.
    pub fn push(&mut self, block: &SoundBlock) -> Vec<Chunk> {
        self.samples.extend_from_slice(&block.samples);
        self.voice.extend_from_slice(&block.voice);
        let mut chunks = Vec::new();
        while self.head + self.seen < self.voice.len() {
            self.look();
            if let Some(cut) = self.cut() {
                chunks.extend(self.take(cut));
            }
        }
        self.forget();
        chunks
    }

    /// Gives the rest of the take, if anybody spoke in it.
    pub fn finish(&mut self) -> Option<Chunk> {
        let chunk = self.open();
        *self = Self::new(self.rules);
        chunk
    }

    /// What would be the rest of the take if it ended now.
    #[must_use]
    pub fn open(&self) -> Option<Chunk> {
        self.chunk(self.open_end()?)
    }

    /// The place of the same in the take, in samples, once nobody has spoken for so long that the take may well be over.
    #[must_use]
    pub fn ahead(&self) -> Option<Range<usize>> {
        let silent_s = (self.seen - self.speech_end) as f64 * FRAME_S;
        let end = self.open_end().filter(|_| silent_s >= self.rules.ahead_s)?;
        let start_sample = (self.origin + self.head) * FRAME_SAMPLES;
        Some(start_sample..start_sample + self.samples_before(end).len())
    }

    /// One past the last frame of the open chunk, after `head`, with its padding.
    fn open_end(&self) -> Option<usize> {
        let end = (self.speech_end + frames(self.rules.pad_s)).min(self.voice.len() - self.head);
        (self.speech_end > 0).then_some(end)
    }

    /// Looks at the next frame: is it speech, and if nobody has spoken yet, does the silence before it grow too long?
    fn look(&mut self) {
        if self.voice[self.head + self.seen] >= self.rules.voice {
            self.speech_end = self.seen + 1;
        }
        self.seen += 1;
        let pad = frames(self.rules.pad_s);
        if self.speech_end == 0 && self.seen > pad {
            self.head += self.seen - pad;
            self.seen = pad;
        }
    }

    /// Where to cut now, in frames after `head`, if anywhere.
    fn cut(&self) -> Option<usize> {
        let silent = self.seen - self.speech_end;
        if self.speech_end == 0 {
            None
        } else if silent >= frames(self.rules.long_pause_s) && self.seen >= frames(self.rules.early_s) {
            Some(self.cut_in(self.speech_end, silent))
        } else if self.seen >= frames(self.rules.longest_s) {
            Some(self.longest_pause().unwrap_or_else(|| self.quietest()))
        } else {
            None
        }
    }

    /// The middle of a pause, so that both sides keep some of it; of a long one no more than the padding.
    fn cut_in(&self, pause: usize, length: usize) -> usize {
        pause + (length / 2).min(frames(self.rules.pad_s))
    }

    /// Where to cut in the longest pause of what may be cut, in frames after `head`; of equal ones the last.
    fn longest_pause(&self) -> Option<usize> {
        let voice = &self.voice[self.head..self.head + self.seen];
        let mut at = frames(self.rules.shortest_s).min(self.seen);
        let mut longest = (frames(self.rules.least_pause_s), None);
        for run in voice[at..].chunk_by(|a, b| (*a < self.rules.voice) == (*b < self.rules.voice)) {
            if run[0] < self.rules.voice && run.len() >= longest.0 {
                longest = (run.len(), Some(self.cut_in(at, run.len())));
            }
            at += run.len();
        }
        longest.1
    }

    /// The quietest tenth of a second in the second half of what may be cut.
    fn quietest(&self) -> usize {
        let from = frames(f64::midpoint(self.rules.shortest_s, self.rules.longest_s)).min(self.seen - 1);
        let width = frames(0.1).max(1);
        let loudness = |at: usize| {
            let (from, to) = (self.head + at, self.head + at + width);
            let voice: f32 = self.voice[from..to.min(self.voice.len())].iter().sum();
            let samples = from * FRAME_SAMPLES..(to * FRAME_SAMPLES).min(self.samples.len());
            let energy: f32 = self.samples[samples].iter().map(|s| s * s).sum();
            (voice + 0.5) * energy
        };
        let best = (from..self.seen.saturating_sub(width)).min_by(|a, b| loudness(*a).total_cmp(&loudness(*b)));
        best.map_or(self.seen, |at| at + width / 2)
    }

    /// Takes the frames before `cut` as a chunk. None if there is no sample in them.
    fn take(&mut self, cut: usize) -> Option<Chunk> {
        let chunk = self.chunk(cut);
        self.head += cut;
        // What follows the cut is looked at again, as the beginning of the next chunk.
        (self.seen, self.speech_end) = (0, 0);
        chunk
    }

    fn chunk(&self, cut: usize) -> Option<Chunk> {
        let samples = self.samples_before(cut);
        (!samples.is_empty()).then(|| Chunk {
            start_sample: (self.origin + self.head) * FRAME_SAMPLES,
            samples: samples.to_vec(),
            voice: self.voice[self.head..self.head + cut].to_vec(),
        })
    }

    /// The samples of so many frames after `head`; the last frame of a take may not be whole.
    fn samples_before(&self, cut: usize) -> &[f32] {
        let from = self.head * FRAME_SAMPLES;
        &self.samples[from.min(self.samples.len())..(from + cut * FRAME_SAMPLES).min(self.samples.len())]
    }

    /// Frees what is done with.
    fn forget(&mut self) {
        let samples = (self.head * FRAME_SAMPLES).min(self.samples.len());
        self.samples.drain(..samples);
        self.voice.drain(..self.head);
        self.origin += self.head;
        self.head = 0;
    }
}

fn frames(seconds: f64) -> usize {
    (seconds / FRAME_S).round() as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Sound from (voice probability, seconds); the samples count up, so that a chunk's place shows in its content.
    fn sound(pattern: &[(f32, f64)]) -> SoundBlock {
        let voice: Vec<f32> =
            pattern.iter().flat_map(|(p, s)| std::iter::repeat_n(*p, (s / FRAME_S).round() as usize)).collect();
        let samples = (0..voice.len() * FRAME_SAMPLES).map(|i| (i % 30_000) as f32 / 32_768.0).collect();
        SoundBlock { samples, voice }
    }

    fn chunks(sound: &SoundBlock, frames_per_block: usize) -> Vec<Chunk> {
        let mut chunker = Chunker::new(ChunkRules::default());
        let samples = sound.samples.chunks(frames_per_block * FRAME_SAMPLES);
        let blocks = samples.zip(sound.voice.chunks(frames_per_block));
        let mut all: Vec<Chunk> =
            blocks.flat_map(|(s, v)| chunker.push(&SoundBlock { samples: s.to_vec(), voice: v.to_vec() })).collect();
        all.extend(chunker.finish());
        all
    }

    fn bounds(chunks: &[Chunk]) -> Vec<(f64, f64)> {
        let round = |s: f64| (s * 10.0).round() / 10.0;
        chunks.iter().map(|c| (round(c.start_s()), round(c.start_s() + c.samples.len() as f64 / 16_000.0))).collect()
    }

    #[test]
    fn a_short_answer_is_one_chunk_without_its_silence() {
        let found = chunks(&sound(&[(0.0, 3.0), (0.9, 8.0), (0.0, 1.0), (0.9, 2.0), (0.0, 5.0)]), 10);
        assert_eq!(bounds(&found), [(2.6, 14.4)]);
    }

    #[test]
    fn what_fits_a_window_is_not_cut_and_more_is_cut_in_its_longest_pause() {
        let pauses = [(0.9, 9.0), (0.0, 0.9), (0.9, 7.0), (0.0, 0.6), (0.9, 6.0), (0.0, 0.3), (0.9, 3.0)];
        let found = chunks(&sound(&pauses), 10);
        assert_eq!(bounds(&found), [(0.0, 26.8)]);
        let found = chunks(&sound(&[&pauses[..], &[(0.9, 5.0)]].concat()), 10);
        assert_eq!(bounds(&found), [(0.0, 17.2), (17.2, 31.8)]);
    }

    #[test]
    fn a_thinking_pause_ends_a_chunk_early() {
        let found = chunks(&sound(&[(0.9, 7.0), (0.0, 4.0), (0.9, 5.0)]), 10);
        assert_eq!(bounds(&found), [(0.0, 7.4), (10.6, 16.0)]);
    }

    #[test]
    fn a_speaker_who_never_pauses_is_cut_before_the_window_ends() {
        let found = chunks(&sound(&[(0.9, 70.0)]), 10);
        assert!(found.len() >= 3);
        assert!(found.iter().all(|c| c.samples.len() <= 27 * 16_000));
        let total: usize = found.iter().map(|c| c.samples.len()).sum();
        assert_eq!(total, 70 * 16_000);
    }

    #[test]
    fn what_is_decoded_ahead_is_the_chunk_that_comes_unless_somebody_speaks_again() {
        let mut chunker = Chunker::new(ChunkRules::default());
        assert!(chunker.push(&sound(&[(0.9, 3.0), (0.0, 0.4)])).is_empty());
        assert_eq!(chunker.ahead(), None, "the speaker may only be breathing");
        chunker.push(&sound(&[(0.0, 0.2)]));
        let (ahead, place) = (chunker.open(), chunker.ahead());
        assert_eq!(bounds(ahead.as_slice()), [(0.0, 3.4)]);
        assert_eq!(place, ahead.as_ref().map(Chunk::place));
        chunker.push(&sound(&[(0.0, 0.2)]));
        assert_eq!(chunker.ahead(), place);
        assert_eq!(chunker.finish(), ahead);
        chunker.push(&sound(&[(0.9, 3.0), (0.0, 0.6), (0.9, 0.1)]));
        assert_eq!(chunker.ahead(), None);
        assert_eq!(bounds(chunker.finish().as_slice()), [(0.0, 3.7)]);
    }

    #[test]
    fn silence_gives_nothing() {
        assert!(chunks(&sound(&[(0.1, 60.0)]), 10).is_empty());
        assert!(chunks(&SoundBlock::default(), 10).is_empty());
    }

    #[test]
    fn a_last_frame_that_is_not_whole_is_kept() {
        let mut short = sound(&[(0.9, 2.0)]);
        short.samples.truncate(short.samples.len() - 100);
        let found = chunks(&short, 10);
        assert_eq!(found[0].samples.len(), short.samples.len());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn blocks_do_not_matter_and_no_speech_is_lost(
            pattern in proptest::collection::vec((0.0f32..=1.0, 0.05f64..4.0), 1..40),
            piece in 1usize..300,
        ) {
            let sound = sound(&pattern);
            let live = chunks(&sound, piece);
            prop_assert_eq!(&live, &chunks(&sound, 100_000));
            let mut covered = vec![false; sound.voice.len()];
            let mut end = 0;
            for chunk in &live {
                prop_assert!(chunk.start_sample >= end && chunk.samples.len() <= 27 * 16_000);
                end = chunk.start_sample + chunk.samples.len();
                prop_assert_eq!(&sound.samples[chunk.start_sample..end], &chunk.samples[..]);
                covered[chunk.start_sample / FRAME_SAMPLES..end / FRAME_SAMPLES].fill(true);
            }
            let lost = sound.voice.iter().zip(&covered).filter(|(p, c)| **p >= 0.3 && !**c).count();
            prop_assert_eq!(lost, 0);
        }
    }
}
