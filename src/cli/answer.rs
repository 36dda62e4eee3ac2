//! One answer for `score` and `batch`: transcribed or typed, scored, and as the JSON document of both.

use serde::Serialize;

use crate::app::score_take;
use outloud_core::{scorecard::Scorecard, session::Take, sound::Sound, transcript::Transcript};
use outloud_recognition::Transcribed;
use outloud_scoring::CompiledQuestion;

/// Longer texts are refused.
pub const MAX_TEXT_BYTES: u64 = 1024 * 1024;

/// The answer to be scored.
pub struct AnswerInput {
    transcript: Transcript,
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
    /// What the transcript is doubted for: it does not sound like English, or repetitions were cut.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    warnings: &'a [String],
    #[serde(flatten)]
    card: &'a Scorecard,
}

impl AnswerInput {
    /// A typed answer.
    pub fn typed(text: &str) -> Self {
        Self { transcript: Transcript::from_text(text), sound: None, model: None }
    }

    /// The answer as a scored take of a question of `bank`.
    pub fn score(self, question: &CompiledQuestion, bank: &str) -> Take {
        let Self { transcript, sound, model } = self;
        let transcript = Some(transcript);
        let mut take = Take { transcript, sound, model, ..Take::new(1, bank, question.question().clone()) };
        take.scorecard = score_take(question, &take);
        take
    }
}

/// What `--json` prints of a scored take; none if it is not scored.
pub fn document(take: &Take) -> Option<ScoreDocument<'_>> {
    Some(ScoreDocument {
        question: &take.question.id,
        model: take.model.as_deref(),
        transcript: take.transcript.as_ref()?,
        warnings: take.sound.as_ref().map_or(&[], |sound| &sound.warnings),
        card: take.scorecard.as_ref()?,
    })
}

impl From<Transcribed> for AnswerInput {
    fn from(Transcribed { model, transcript, sound }: Transcribed) -> Self {
        Self { transcript, sound: Some(sound), model: Some(model) }
    }
}
