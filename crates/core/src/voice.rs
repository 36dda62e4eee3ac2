//! From voice probabilities to stretches of speech: where somebody spoke, where they paused, and where a voice was heard
//! that no transcribed word covers. Pure, so that a stored take gives the same answer as a live one.

use super::{
    sound::{FRAME_SAMPLES, SAMPLE_RATE_HZ, Span},
    transcript::Word,
};

/// Length of a voice frame in seconds.
pub const FRAME_S: f64 = FRAME_SAMPLES as f64 / SAMPLE_RATE_HZ as f64;

/// A stretch of speech begins at a frame of at least this probability ...
const BEGINS_AT: f32 = 0.5;
/// ... and goes on while the frames keep this one.
const GOES_ON_AT: f32 = 0.3;
/// Gaps shorter than this, in frames, are stops inside words, not pauses: about 0.2 s.
const SHORTEST_GAP: usize = 12;
/// Stretches shorter than this, in frames, are clicks and breaths: about 0.1 s.
const SHORTEST_SPEECH: usize = 6;

/// A hesitation is at least this long: "uh" takes a quarter of a second.
const SHORTEST_HESITATION_S: f64 = 0.18;
/// A longer uncovered stretch is speech that was not recognised, not an "um".
const LONGEST_HESITATION_S: f64 = 1.2;
/// Word times are this inexact, in seconds on either side.
const WORD_SLACK_S: f64 = 0.12;

/// Where somebody spoke, found while the voice probabilities of the frames arrive; they need not be kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpeechSpans {
    /// Frames so far.
    frames: usize,
    speaking: bool,
    /// In frames: (first, one past the last).
    found: Vec<(usize, usize)>,
}

impl SpeechSpans {
    /// Adds the next frames, one probability (0..=1) each.
    pub fn extend(&mut self, voice: &[f32]) {
        for p in voice {
            self.speaking = *p >= if self.speaking { GOES_ON_AT } else { BEGINS_AT };
            let at = self.frames;
            self.frames += 1;
            if !self.speaking {
                continue;
            }
            match self.found.last_mut() {
                Some((_, end)) if at - *end < SHORTEST_GAP => *end = at + 1,
                _ => self.found.push((at, at + 1)),
            }
        }
    }

    /// The spans so far: in seconds, in order, not overlapping.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        self.long_enough()
            .map(|(start, end)| Span { start_s: start as f64 * FRAME_S, end_s: end as f64 * FRAME_S })
            .collect()
    }

    fn long_enough(&self) -> impl Iterator<Item = (usize, usize)> {
        self.found.iter().copied().filter(|(start, end)| end - start >= SHORTEST_SPEECH)
    }
}

/// Stretches of voice that no word covers, of the length of an "um": hesitations that the recogniser leaves out.
///
/// Words without times cover nothing; without any timed word there is nothing to compare with, and the result is empty.
#[must_use]
pub fn hesitations(speech: &[Span], words: &[Word]) -> Vec<Span> {
    let plausible = |s: &Span| (SHORTEST_HESITATION_S..=LONGEST_HESITATION_S).contains(&(s.end_s - s.start_s));
    let uncovered = if words.is_empty() { Vec::new() } else { uncovered_voice(speech, words) };
    uncovered.into_iter().filter(plausible).collect()
}

/// Stretches of voice that no word covers, whatever their length: all of the voice if there is no word, nothing if the words
/// have no times.
#[must_use]
pub fn uncovered_voice(speech: &[Span], words: &[Word]) -> Vec<Span> {
    let mut covered: Vec<Span> = words
        .iter()
        .filter_map(|w| Some(Span { start_s: w.start_s? - WORD_SLACK_S, end_s: w.end_s? + WORD_SLACK_S }))
        .collect();
    if covered.is_empty() && !words.is_empty() {
        return Vec::new();
    }
    covered.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    speech.iter().flat_map(|s| uncovered(*s, &covered)).collect()
}

fn uncovered(span: Span, covered: &[Span]) -> Vec<Span> {
    let mut rest = Vec::new();
    let mut from = span.start_s;
    for c in covered.iter().filter(|c| c.end_s > span.start_s && c.start_s < span.end_s) {
        if c.start_s > from {
            rest.push(Span { start_s: from, end_s: c.start_s });
        }
        from = from.max(c.end_s);
    }
    if from < span.end_s {
        rest.push(Span { start_s: from, end_s: span.end_s });
    }
    rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn frames(pattern: &[(f32, usize)]) -> Vec<f32> {
        pattern.iter().flat_map(|(p, n)| std::iter::repeat_n(*p, *n)).collect()
    }

    fn speech_frames(voice: &[f32]) -> Vec<(usize, usize)> {
        let mut speech = SpeechSpans::default();
        speech.extend(voice);
        speech.long_enough().collect()
    }

    fn word(start_s: f64, end_s: f64) -> Word {
        Word {
            text: "word".to_owned(),
            start_s: Some(start_s),
            end_s: Some(end_s),
            probability: Some(0.9),
            hearings: Vec::new(),
        }
    }

    #[test]
    fn a_pause_splits_and_a_stop_consonant_does_not() {
        let voice = frames(&[(0.0, 10), (0.9, 20), (0.0, 5), (0.9, 20), (0.0, 60), (0.9, 20)]);
        assert_eq!(speech_frames(&voice), [(10, 55), (115, 135)]);
    }

    #[test]
    fn a_click_is_not_speech_and_a_fading_voice_still_is() {
        assert_eq!(speech_frames(&frames(&[(0.0, 30), (0.9, 3), (0.0, 30)])), []);
        assert_eq!(speech_frames(&frames(&[(0.4, 10), (0.9, 10), (0.4, 10), (0.1, 30)])), [(10, 30)]);
    }

    #[test]
    fn a_voice_without_a_word_is_a_hesitation() {
        let speech = [Span { start_s: 1.0, end_s: 4.0 }];
        let found = hesitations(&speech, &[word(1.0, 2.0), word(2.8, 4.0)]);
        assert_eq!(found.len(), 1);
        assert!((found[0].start_s - 2.12).abs() < 1e-9 && (found[0].end_s - 2.68).abs() < 1e-9);
    }

    #[test]
    fn without_timed_words_nothing_is_claimed() {
        let speech = [Span { start_s: 1.0, end_s: 2.0 }];
        assert!(hesitations(&speech, &[]).is_empty());
        let typed = Word { start_s: None, end_s: None, ..word(0.0, 0.0) };
        assert!(hesitations(&speech, &[typed]).is_empty());
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_inside_the_take(voice in proptest::collection::vec(0.0f32..=1.0, 0..600)) {
            let mut speech = SpeechSpans::default();
            speech.extend(&voice);
            let spans = speech.spans();
            let mut in_pieces = SpeechSpans::default();
            voice.chunks(7).for_each(|piece| in_pieces.extend(piece));
            prop_assert_eq!(in_pieces, speech);
            let end = voice.len() as f64 * FRAME_S;
            prop_assert!(spans.iter().all(|s| s.start_s >= 0.0 && s.start_s < s.end_s && s.end_s <= end));
            prop_assert!(spans.windows(2).all(|w| w[0].end_s < w[1].start_s));
        }
    }
}
