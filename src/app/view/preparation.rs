//! The preparation beside the question that is asked: before the answer only what gives nothing away, after it everything.

use outloud_core::{
    bank::Bank,
    preparation::Preparation,
    view::{Document, before_document, preparation_document},
};
use outloud_engine::{Interview, Phase};

/// Why there is no preparation to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPreparation {
    /// Nobody reads while speaking.
    #[error("The preparation is shown before and after an answer.")]
    Speaking,
    /// It is off in rounds, as hints are.
    #[error("In a round nobody shows you how to build the answer. Practice and drill do.")]
    Round,
    /// The bank has none.
    #[error("The bank does not say how to build this answer.")]
    Nothing,
}

/// What may be read now of the current question's preparation; `banks`: those of which its own is one, if they are read.
///
/// # Errors
/// Why there is nothing to read.
pub fn session_preparation(interview: &Interview, banks: &[Bank]) -> Result<Document, NoPreparation> {
    let asked = interview.current().ok_or(NoPreparation::Nothing)?;
    let preparation = Preparation::of(&asked.question, banks.iter().find(|bank| bank.id == asked.bank));
    match interview.phase() {
        Phase::Asking { .. } | Phase::Thinking { .. } if !preparation.helps_before() => Err(NoPreparation::Nothing),
        Phase::Asking { .. } | Phase::Thinking { .. } if !interview.rules().hints => Err(NoPreparation::Round),
        Phase::Asking { .. } | Phase::Thinking { .. } => Ok(before_document(&preparation)),
        Phase::Scored { .. } if preparation.is_empty() => Err(NoPreparation::Nothing),
        Phase::Scored { .. } => Ok(preparation_document(&preparation)),
        _ => Err(NoPreparation::Speaking),
    }
}
