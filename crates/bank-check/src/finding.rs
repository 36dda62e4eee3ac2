//! What the checks find, and where it stands in a bank.

use serde::Serialize;

use outloud_core::bank::Bank;

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
    /// It works and could be sharper.
    Note,
}

/// A bank and the file it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Filed<'a> {
    /// The file's name, for findings.
    pub file: &'a str,
    /// Its content.
    pub bank: &'a Bank,
}

/// Where the findings about one question go.
pub(super) struct QuestionFindings<'a> {
    pub file: &'a str,
    pub index: usize,
    pub question: &'a str,
    pub findings: &'a mut Vec<Finding>,
}

impl QuestionFindings<'_> {
    pub fn warn(&mut self, field: &str, message: String, remedy: &str) {
        self.push(Severity::Warning, field, message, remedy);
    }

    pub fn note(&mut self, field: &str, message: String, remedy: &str) {
        self.push(Severity::Note, field, message, remedy);
    }

    fn push(&mut self, severity: Severity, field: &str, message: String, remedy: &str) {
        self.findings.push(Finding {
            severity,
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
            Self::Note => "note",
        })
    }
}
