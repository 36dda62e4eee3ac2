//! A transcriber that follows a script: the real program runs on it without a model.

use super::{SpeechError, Transcriber};
use outloud_core::{sound::SAMPLE_RATE_HZ, transcript::Word};

/// Says the same thing in every take, whatever is heard: its words, spread evenly over the first chunk.
#[derive(Debug, Clone)]
pub struct ScriptedTranscriber {
    text: Result<String, String>,
    said: bool,
    /// Whether it was said before the last chunk was decoded.
    said_before: bool,
}

impl ScriptedTranscriber {
    /// A transcriber that hears `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: Ok(text.to_owned()), said: false, said_before: false }
    }

    /// A transcriber that fails for this reason.
    #[must_use]
    pub fn failing(why: &str) -> Self {
        Self { text: Err(why.to_owned()), said: false, said_before: false }
    }
}

impl Transcriber for ScriptedTranscriber {
    fn model_name(&self) -> String {
        "script".to_owned()
    }

    fn begin(&mut self) {
        self.said = false;
    }

    fn roll_back_language(&mut self) {
        self.said = self.said_before;
    }

    fn transcribe(&mut self, samples: &[f32]) -> Result<Vec<Word>, SpeechError> {
        let text = self.text.as_ref().map_err(|why| SpeechError::Decode { at_s: 0.0, why: why.clone() })?;
        self.said_before = std::mem::replace(&mut self.said, true);
        if self.said_before {
            return Ok(Vec::new());
        }
        let count = text.split_whitespace().count().max(1) as f64;
        let step_s = samples.len() as f64 / f64::from(SAMPLE_RATE_HZ) / count;
        let word = |(i, text): (usize, &str)| Word {
            text: text.to_owned(),
            start_s: Some(i as f64 * step_s),
            end_s: Some((i as f64 + 0.9) * step_s),
            probability: Some(1.0),
        };
        Ok(text.split_whitespace().enumerate().map(word).collect())
    }
}
