//! A transcriber that follows a script: the real program runs on it without a model. `--speech-from FILE` selects it.

use std::{
    path::Path,
    sync::{Arc, atomic::AtomicBool},
};

use super::{Decoded, SpeechError, Transcriber, hallucination_filter::without_annotations};
use outloud_core::{
    sound::SAMPLE_RATE_HZ,
    transcript::{Transcript, Word},
};

/// Gives every take the same words. Untimed words are spread evenly over the take's first chunk; timed ones are given with the
/// chunk that holds their second of the take.
#[derive(Debug, Clone)]
pub struct ScriptedTranscriber {
    script: Result<Transcript, String>,
    /// How many words of this take were given.
    given: usize,
    /// How many before the last chunk was decoded.
    given_before: usize,
}

impl ScriptedTranscriber {
    /// A transcriber that recognises `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::of(Transcript::from_text(text))
    }

    /// A transcriber that recognises these words.
    #[must_use]
    pub fn of(script: Transcript) -> Self {
        Self { script: Ok(script), given: 0, given_before: 0 }
    }

    /// A transcriber that recognises what stands in a file: a transcript in JSON, or plain text.
    ///
    /// # Errors
    /// [`SpeechError::Script`] if it cannot be read, or begins like JSON and is no transcript.
    pub fn from_file(file: &Path) -> Result<Self, SpeechError> {
        let unusable = |source| SpeechError::Script { path: file.to_owned(), source };
        let text = std::fs::read_to_string(file).map_err(unusable)?;
        if !text.trim_start().starts_with('{') {
            return Ok(Self::new(&text));
        }
        serde_json::from_str(&text).map(Self::of).map_err(|e| unusable(e.into()))
    }

    /// A transcriber that fails for this reason.
    #[must_use]
    pub fn failing(why: &str) -> Self {
        Self { script: Err(why.to_owned()), given: 0, given_before: 0 }
    }
}

impl Transcriber for ScriptedTranscriber {
    fn model_name(&self) -> String {
        "script".to_owned()
    }

    fn another(&self) -> Result<Box<dyn Transcriber>, SpeechError> {
        Ok(Box::new(Self { given: 0, given_before: 0, ..self.clone() }))
    }

    fn begin(&mut self) {
        (self.given, self.given_before) = (0, 0);
    }

    fn roll_back_language(&mut self) {
        self.given = self.given_before;
    }

    fn transcribe(&mut self, samples: &[f32], at_s: f64) -> Result<Decoded, SpeechError> {
        let script = self.script.as_ref().map_err(|why| SpeechError::Decode { at_s: 0.0, why: why.clone() })?;
        let seconds = samples.len() as f64 / f64::from(SAMPLE_RATE_HZ);
        let step_s = seconds / script.words.len().max(1) as f64;
        let left = &script.words[self.given..];
        let next = &left[..left.iter().take_while(|w| w.start_s.is_none_or(|s| s < at_s + seconds)).count()];
        self.given_before = self.given;
        self.given += next.len();
        let timed = |(i, word): (usize, &Word)| Word {
            text: word.text.clone(),
            start_s: Some(word.start_s.map_or(i as f64 * step_s, |s| s - at_s)),
            end_s: Some(word.end_s.map_or((i as f64 + 0.9) * step_s, |s| s - at_s)),
            probability: word.probability.or(Some(1.0)),
            hearings: word.hearings.clone(),
        };
        let cleaned = without_annotations(next.iter().enumerate().map(timed).collect());
        Ok(Decoded { words: cleaned.words, foreign: cleaned.foreign, language: None })
    }

    fn interrupt(&self) -> Option<Arc<AtomicBool>> {
        Some(Arc::default())
    }

    /// The timed words of this sound; of the others nobody knows when they are said.
    fn preview(&mut self, samples: &[f32], at_s: f64) -> Result<Option<Decoded>, SpeechError> {
        let end_s = at_s + samples.len() as f64 / f64::from(SAMPLE_RATE_HZ);
        let script = self.script.iter().flat_map(|script| &script.words);
        let now = script.filter(|w| w.start_s.is_some_and(|s| (at_s..end_s).contains(&s)));
        let placed =
            |w: &Word| Word { start_s: w.start_s.map(|s| s - at_s), end_s: w.end_s.map(|s| s - at_s), ..w.clone() };
        Ok(Some(Decoded { words: now.map(placed).collect(), ..Decoded::default() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn untimed_words_are_spread_over_the_chunk_and_timed_ones_come_at_their_second_of_the_take() {
        let mut untimed = ScriptedTranscriber::new("one two");
        let words = untimed.transcribe(&[0.0; 32_000], 5.0).unwrap().words;
        assert_eq!(words.iter().map(|w| w.start_s.unwrap()).collect::<Vec<_>>(), [0.0, 1.0]);
        assert!(untimed.transcribe(&[0.0; 32_000], 7.0).unwrap().words.is_empty(), "once a take");
        let word = Word {
            text: "late".to_owned(),
            start_s: Some(6.5),
            end_s: Some(7.0),
            probability: Some(0.3),
            hearings: Vec::new(),
        };
        let mut timed = ScriptedTranscriber::of(Transcript::from_words(vec![word]));
        assert!(timed.transcribe(&[0.0; 32_000], 1.0).unwrap().words.is_empty(), "later");
        let words = timed.transcribe(&[0.0; 32_000], 5.0).unwrap().words;
        assert_eq!((words[0].start_s, words[0].end_s, words[0].probability), (Some(1.5), Some(2.0), Some(0.3)));
    }
}
