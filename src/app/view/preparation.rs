//! The preparation beside the question that is asked: before the answer only what gives nothing away, after it everything.

use outloud_core::{
    bank::Bank,
    preparation::Preparation,
    view::{Document, before_document, preparation_document},
};
use outloud_engine::{Asked, Interview, Phase};

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

/// Why nothing of the current question's preparation may be read now, if so; `banks`: those of which its own is one, if they are
/// read.
#[must_use]
pub fn no_preparation(interview: &Interview, banks: &[Bank]) -> Option<NoPreparation> {
    let Some(asked) = interview.current() else { return Some(NoPreparation::Nothing) };
    let own = Preparation::of(&asked.question, None);
    match interview.phase() {
        Phase::Asking { .. } | Phase::Thinking { .. } if !own.helps_before() => Some(NoPreparation::Nothing),
        Phase::Asking { .. } | Phase::Thinking { .. } => (!interview.rules().hints).then_some(NoPreparation::Round),
        Phase::Scored { .. } => {
            let is_empty = own.is_empty() && with_bank(asked, banks).is_empty();
            is_empty.then_some(NoPreparation::Nothing)
        }
        _ => Some(NoPreparation::Speaking),
    }
}

/// What may be read now of the current question's preparation.
///
/// # Errors
/// Why there is nothing to read, as [`no_preparation`] says.
pub fn session_preparation(interview: &Interview, banks: &[Bank]) -> Result<Document, NoPreparation> {
    let asked = interview.current().ok_or(NoPreparation::Nothing)?;
    match no_preparation(interview, banks) {
        Some(why) => Err(why),
        None if matches!(interview.phase(), Phase::Scored { .. }) => Ok(preparation_document(&with_bank(asked, banks))),
        None => Ok(before_document(&Preparation::of(&asked.question, None))),
    }
}

fn with_bank<'a>(asked: &'a Asked, banks: &'a [Bank]) -> Preparation<'a> {
    Preparation::of(&asked.question, banks.iter().find(|bank| bank.id == asked.bank))
}
