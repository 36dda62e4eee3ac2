//! The bank linter: what keeps a question from measuring what it should. A malformed bank never gets here (the store refuses
//! it); what is found here is a bank that works and yet is not good.

mod across;
mod common;
mod question;
pub mod story;

use serde::Serialize;

use outloud_core::{bank::Bank, transcript::Transcript};
use outloud_scoring::scorer::Scorer;

/// Something to mend in a bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The bank's file, or `built-in:<id>.json`.
    pub file: String,
    /// The question's id; none for the bank itself.
    pub question: Option<String>,
    /// The JSON path in the file: `questions[3].keywords[0].term`.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The bank cannot be used, or two banks contradict each other.
    Error,
    /// It works, but does not measure what it should.
    Warning,
}

/// A bank and the file it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Filed<'a> {
    /// The file's name, for findings.
    pub file: &'a str,
    /// Its content.
    pub bank: &'a Bank,
}

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
            let mut report = Report { file: filed.file, index: i, question: &q.id, findings: &mut findings };
            question::check(q, compiled, &read, &mut report);
        }
        let answers: Vec<_> = filed.bank.questions.iter().map(|q| read(&q.model_answer)).collect();
        common::check(filed, &compiled, &answers, &mut findings);
    }
    across::check(banks, &mut findings);
    findings
}

/// Where the findings about one question go.
struct Report<'a> {
    file: &'a str,
    index: usize,
    question: &'a str,
    findings: &'a mut Vec<Finding>,
}

impl Report<'_> {
    fn warn(&mut self, field: &str, message: String, remedy: &str) {
        self.findings.push(Finding {
            severity: Severity::Warning,
            file: self.file.to_owned(),
            question: Some(self.question.to_owned()),
            path: format!("questions[{}].{field}", self.index),
            message,
            remedy: remedy.to_owned(),
        });
    }
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

#[cfg(test)]
mod tests;
