//! The words of what is being said right now. The sound is cut once more, into short stretches; the open one is decoded again
//! and again. A word that two decodes in a row agree on is firm. None of it is kept: the words of a take are those of its chunks.

use std::{
    ops::Range,
    time::{Duration, Instant},
};

use super::{
    chunker::{Chunk, ChunkRules, Chunker},
    decode::ChunkTranscript,
};
use outloud_core::{
    sound::{SAMPLE_RATE_HZ, SoundBlock},
    transcript::{Word, letters},
};

/// Stretches are short, so that decoding one takes little time and an interrupted decode ends soon.
const RULES: ChunkRules = ChunkRules {
    shortest_s: 4.0,
    longest_s: 10.0,
    least_pause_s: 0.12,
    long_pause_s: 0.5,
    early_s: 4.0,
    voice: super::chunker::SPEECH,
    pad_s: 0.4,
    ahead_s: 0.5,
};
/// So much new sound is worth another decode.
const STEP_SAMPLES: usize = SAMPLE_RATE_HZ as usize;
/// The recogniser rests for so many times the length of a decode before the next one.
const REST: u32 = 2;
/// A decode that takes longer would show words too late to be of use, and slow down everything else.
const TOO_SLOW: Duration = Duration::from_millis(1200);
/// After such a decode it is tried once more so much later: the machine may only have been busy.
const NEXT_TRIAL: Duration = Duration::from_secs(20);
/// The time that a chunk takes for each second of its sound on a machine that is too slow.
const TOO_SLOW_FOR_A_SECOND: f64 = 0.15;

/// The words of what is being said in one take.
#[derive(Debug)]
pub(crate) struct Preview {
    chunker: Chunker,
    /// A complete stretch that is not decoded yet.
    complete: Option<Chunk>,
    /// The words of complete stretches.
    settled: Vec<Word>,
    /// The words of the open stretch, by its last decode.
    open: Vec<Word>,
    /// How many of them its last two decodes agree on.
    firm: usize,
    /// Where the last decode ended, in samples from the start of the take.
    decoded: usize,
    /// No decode before.
    rests_until: Option<Instant>,
    /// How many decodes in a row were too slow; after two there are no more in this take.
    slow: u32,
}

impl Preview {
    /// A preview that begins at this frame of a take.
    pub(crate) fn starting_at(frame: usize) -> Self {
        Self {
            chunker: Chunker::starting_at(RULES, frame),
            complete: None,
            settled: Vec::new(),
            open: Vec::new(),
            firm: 0,
            decoded: 0,
            rests_until: None,
            slow: 0,
        }
    }

    /// Takes the next block of the take.
    pub(crate) fn push(&mut self, block: &SoundBlock) {
        // If there is more than one, what came before the last will soon be heard as a part of its chunk.
        self.complete = self.chunker.push(block).pop().or(self.complete.take());
    }

    /// The stretch that is to be decoded now, if there is one. `heard`: the sound before this sample has its words already.
    pub(crate) fn next(&self, heard: usize, now: Instant) -> Option<Chunk> {
        if self.slow > 1 || self.rests_until.is_some_and(|until| now < until) {
            return None;
        }
        let complete = self.complete.as_ref().filter(|chunk| chunk.place().end > heard);
        let open = || self.chunker.open().filter(|c| c.place().end >= heard.max(self.decoded) + STEP_SAMPLES);
        complete.cloned().or_else(open)
    }

    /// Takes the words of a decode, and rests.
    pub(crate) fn add(&mut self, decoded: ChunkTranscript, took: Duration, now: Instant) {
        let is_slow = took > TOO_SLOW;
        self.slow = if is_slow { self.slow + 1 } else { 0 };
        self.rests_until = Some(now + if is_slow { NEXT_TRIAL } else { took * REST });
        let Range { end, .. } = decoded.place;
        self.decoded = end;
        if self.complete.take_if(|chunk| chunk.place() == decoded.place).is_some() {
            self.settled.extend(decoded.words);
            let before = self.open.iter().take_while(|word| !is_after(word, end)).count();
            self.open.drain(..before);
            self.firm = self.firm.saturating_sub(before);
        } else {
            self.firm = self.open.iter().zip(&decoded.words).take_while(|(a, b)| same(a, b)).count();
            self.open = decoded.words;
        }
    }

    /// A chunk of so many seconds of the take was decoded in this time.
    pub(crate) fn see_chunk(&mut self, seconds: f64, took: Duration) {
        if took.as_secs_f64() > seconds * TOO_SLOW_FOR_A_SECOND && took > TOO_SLOW {
            self.slow += 1;
        }
    }

    /// Forgets the words before this sample: their chunk is decoded.
    pub(crate) fn forget(&mut self, heard: usize) {
        self.settled.retain(|word| is_after(word, heard));
    }

    /// The words after this sample, and how many of them are firm.
    pub(crate) fn words_after(&self, heard: usize) -> (Vec<Word>, usize) {
        let after = |words: &[Word]| -> Vec<Word> { words.iter().filter(|w| is_after(w, heard)).cloned().collect() };
        let mut words = after(&self.settled);
        words.extend(after(&self.open[..self.firm]));
        let firm = words.len();
        words.extend(after(&self.open[self.firm..]));
        (words, firm)
    }
}

/// Whether a word is said after a sample rather than before it.
fn is_after(word: &Word, sample: usize) -> bool {
    let middle_s = f64::midpoint(word.start_s.unwrap_or(0.0), word.end_s.unwrap_or(0.0));
    middle_s * f64::from(SAMPLE_RATE_HZ) >= sample as f64
}

/// Whether two decodes heard the same word; punctuation comes and goes.
fn same(a: &Word, b: &Word) -> bool {
    letters(&a.text) == letters(&b.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use outloud_core::sound::FRAME_SAMPLES;

    fn sound(seconds: f64, voice: f32) -> SoundBlock {
        let frames = (seconds * 62.5) as usize;
        SoundBlock { samples: vec![0.1; frames * FRAME_SAMPLES], voice: vec![voice; frames] }
    }

    /// Words of a second each, from this second on.
    fn decoded(chunk: &Chunk, text: &str) -> ChunkTranscript {
        let word = |(n, text): (usize, &str)| Word {
            text: text.to_owned(),
            start_s: Some(chunk.start_s() + n as f64),
            end_s: Some(chunk.start_s() + n as f64 + 0.8),
            probability: Some(0.9),
            hearings: Vec::new(),
        };
        ChunkTranscript::of(chunk, text.split_whitespace().enumerate().map(word).collect())
    }

    fn shown(preview: &Preview, heard: usize) -> (String, usize) {
        let (words, firm) = preview.words_after(heard);
        (words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" "), firm)
    }

    const QUICK: Duration = Duration::from_millis(100);

    #[test]
    fn words_are_firm_once_two_decodes_agree() {
        let (mut preview, mut now) = (Preview::starting_at(0), Instant::now());
        preview.push(&sound(0.5, 0.9));
        assert!(preview.next(0, now).is_none(), "too little to be worth it");
        for (text, firm) in [("The git", 0), ("the gift", 1), ("The gift, hub", 2)] {
            preview.push(&sound(1.0, 0.9));
            let chunk = preview.next(0, now).unwrap();
            preview.add(decoded(&chunk, text), QUICK, now);
            assert_eq!(shown(&preview, 0), (text.to_owned(), firm));
            preview.push(&sound(1.0, 0.9));
            assert!(preview.next(0, now).is_none(), "it rests");
            now += QUICK * 3;
        }
    }

    #[test]
    fn what_has_its_words_is_not_decoded_and_not_shown_again() {
        let (mut preview, mut now) = (Preview::starting_at(0), Instant::now());
        preview.push(&sound(3.0, 0.9));
        let chunk = preview.next(0, now).unwrap();
        assert_eq!(chunk.place().start, 0);
        preview.add(decoded(&chunk, "one two three"), QUICK, now);
        now += QUICK * 3;
        assert!(preview.next(0, now).is_none(), "nothing new");
        preview.push(&sound(2.0, 0.9));
        assert!(preview.next(5 * 16_000, now).is_none(), "its chunk is decoded");
        assert_eq!(shown(&preview, 32_000), ("three".to_owned(), 0));
    }

    #[test]
    fn a_complete_stretch_is_decoded_once_and_the_next_begins_behind_it() {
        let (mut preview, mut now) = (Preview::starting_at(0), Instant::now());
        preview.push(&sound(5.0, 0.9));
        let first = preview.next(0, now).unwrap();
        preview.add(decoded(&first, "one two three four five"), QUICK, now);
        now += QUICK * 3;
        preview.push(&sound(0.6, 0.0));
        preview.push(&sound(2.0, 0.9));
        let whole = preview.next(0, now).unwrap();
        assert!(whole.place().end > 5 * 16_000 && whole.place().start == 0, "{:?}", whole.place());
        preview.add(decoded(&whole, "one two three four five"), QUICK, now);
        assert_eq!(shown(&preview, 0), ("one two three four five".to_owned(), 5));
        now += QUICK * 3;
        let second = preview.next(0, now).unwrap();
        assert_eq!(second.place().start, whole.place().end);
        preview.add(decoded(&second, "six seven"), QUICK, now);
        assert_eq!(shown(&preview, 0), ("one two three four five six seven".to_owned(), 5));
        preview.forget(48_000);
        assert_eq!(shown(&preview, 0), ("four five six seven".to_owned(), 2));
    }

    #[test]
    fn a_slow_machine_is_left_alone() {
        let (mut preview, now) = (Preview::starting_at(0), Instant::now());
        preview.push(&sound(3.0, 0.9));
        let chunk = preview.next(0, now).unwrap();
        preview.add(decoded(&chunk, "one two three"), Duration::from_secs(2), now);
        preview.push(&sound(5.0, 0.9));
        assert!(preview.next(0, now + Duration::from_secs(10)).is_none());
        let later = now + Duration::from_secs(25);
        let chunk = preview.next(0, later).expect("it may only have been busy");
        preview.add(decoded(&chunk, "one two three"), QUICK, later);
        preview.see_chunk(20.0, Duration::from_secs(2));
        preview.push(&sound(5.0, 0.9));
        let later = later + Duration::from_secs(25);
        assert!(preview.next(0, later).is_some(), "quick enough");
        preview.see_chunk(20.0, Duration::from_secs(6));
        preview.see_chunk(20.0, Duration::from_secs(6));
        assert!(preview.next(0, later).is_none(), "it is slow");
    }
}
