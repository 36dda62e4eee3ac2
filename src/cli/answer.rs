//! One answer for `score` and `batch`: transcribed or typed, scored, and as the JSON document of both.

use serde::Serialize;

use crate::app::score_take;
use outloud_core::{scorecard::Scorecard, session::Take, sound::Sound, transcript::Transcript};
use outloud_recognition::Transcribed;
use outloud_scoring::scorer::CompiledQuestion;

/// Longer texts are refused.
pub const MAX_TEXT_BYTES: u64 = 1024 * 1024;

/// The answer to be scored.
pub struct AnswerInput {
    pub transcript: Transcript,
    /// None for text.
    sound: Option<Sound>,
    /// The recogniser's model; none for text.
    model: Option<String>,
}

/// The document of `score --json`.
#[derive(Debug, Serialize)]
pub struct ScoreDocument<'a> {
    question: &'a str,
    model: Option<&'a str>,
    transcript: &'a Transcript,
    #[serde(flatten)]
    card: &'a Scorecard,
}

impl AnswerInput {
    /// A typed answer.
    pub fn typed(text: &str) -> Self {
        Self { transcript: Transcript::from_text(text), sound: None, model: None }
    }

    /// The scorecard of the answer to a question of `bank`.
    pub fn score(&self, question: &CompiledQuestion, bank: &str) -> Option<Scorecard> {
        let (transcript, sound) = (Some(self.transcript.clone()), self.sound.clone());
        let take = Take { transcript, sound, ..Take::new(1, bank, question.question().clone()) };
        score_take(question, &take)
    }

    /// What `--json` prints.
    pub fn document<'a>(&'a self, question: &'a CompiledQuestion, card: &'a Scorecard) -> ScoreDocument<'a> {
        let (question, model) = (question.question().id.as_str(), self.model.as_deref());
        ScoreDocument { question, model, transcript: &self.transcript, card }
    }
}

impl From<Transcribed> for AnswerInput {
    fn from(Transcribed { model, transcript, sound }: Transcribed) -> Self {
        Self { transcript, sound: Some(sound), model: Some(model) }
    }
}
