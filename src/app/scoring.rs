//! From a take to its scorecard: the only place that asks the scorer.

use outloud_core::{hearing::Heard, scorecard::Scorecard, session::Take};
use outloud_scoring::{Answer, CompiledQuestion};

/// What a take answered, with its own time limit; none until it is transcribed.
pub fn answer_of(take: &Take) -> Option<Answer<'_>> {
    Some(Answer { transcript: take.transcript.as_ref()?, sound: take.sound.as_ref(), time_limit_s: take.time_limit_s })
}

/// What a take earns by `question`, which is its own question compiled, or that question as its bank has it today. None
/// until it is transcribed.
pub fn score_take(question: &CompiledQuestion, take: &Take) -> Option<Scorecard> {
    let mut card = question.score(&answer_of(take)?);
    if take.heard.is_some() {
        // Who corrected a word has read the words.
        card.heard = Some(Heard::default());
    }
    tracing::info!(question = take.question.id, take = take.number, score = card.score, "scored");
    Some(card)
}
