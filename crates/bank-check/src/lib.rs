//! The bank linter: what keeps a question from measuring what it should. A malformed bank never gets here (the store refuses
//! it); what is found here is a bank that works and yet is not good.

mod across;
mod common;
mod finding;
mod question;
pub mod story;

pub use finding::{Filed, Finding, Severity};

use finding::QuestionFindings;
use outloud_core::transcript::Transcript;
use outloud_scoring::scorer::Scorer;

/// Everything worth mending in `banks`, in their order. Questions are compared across all of them. Takes about as long as
/// compiling every question and scoring its model answer.
#[must_use]
pub fn check(banks: &[Filed<'_>]) -> Vec<Finding> {
    let scorer = Scorer::new(banks.iter().map(|b| b.bank));
    let mut findings = Vec::new();
    for filed in banks {
        let compiled: Vec<_> = filed.bank.questions.iter().map(|q| scorer.compile(q)).collect();
        let read = |text: &str| scorer.prepare(Transcript::from_text(text));
        for (i, (q, compiled)) in filed.bank.questions.iter().zip(&compiled).enumerate() {
            let mut report = QuestionFindings { file: filed.file, index: i, question: &q.id, findings: &mut findings };
            question::check(q, compiled, &read, &mut report);
        }
        let answers: Vec<_> = filed.bank.questions.iter().map(|q| read(&q.model_answer)).collect();
        common::check(filed, &compiled, &answers, &mut findings);
    }
    across::check(banks, &mut findings);
    findings
}

#[cfg(test)]
mod tests;
