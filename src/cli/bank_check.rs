//! `outloud bank check`: what is wrong with banks, and what to do about it.

use std::path::PathBuf;

use owo_colors::{OwoColorize, Stream};
use serde::Serialize;

use super::{
    context::Context,
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
};
use outloud_bank_check::{Filed, Finding, Severity, check};
use outloud_store::{
    StoreError,
    banks::{self, StoredBank, UnreadField},
};

/// The document of `bank check --json`.
#[derive(Serialize)]
struct CheckDocument<'a> {
    banks: usize,
    questions: usize,
    errors: usize,
    warnings: usize,
    findings: &'a [Finding],
}

/// Checks the banks in `paths` (files or folders), or every bank there is.
///
/// # Errors
/// If there are findings of severity error, or a path cannot be read.
pub fn run(context: &Context, paths: &[PathBuf], only: &[String]) -> CommandResult {
    let mut findings = Vec::new();
    let stored = if paths.is_empty() { banks::load_all(&context.home, &[])? } else { load(paths, &mut findings)? };
    let filed: Vec<Filed<'_>> = stored.iter().map(|b| Filed { file: &b.origin, bank: &b.bank }).collect();
    findings.extend(stored.iter().flat_map(unread));
    findings.extend(check(&filed, only));
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let questions = stored.iter().map(|b| b.bank.questions.len()).sum();
    if context.global.json {
        print_json(&CheckDocument { banks: stored.len(), questions, errors, warnings, findings: &findings })?;
    } else {
        for finding in &findings {
            print_line(&line(finding))?;
        }
        print_line(&format!("{questions} questions in {} banks: {errors} errors, {warnings} warnings", stored.len()))?;
    }
    if errors == 0 {
        Ok(())
    } else {
        Err(Failure::new(format!("{errors} errors found. Correct them, then check again")))
    }
}

/// Every bank that can be read; those that cannot become findings.
fn load(paths: &[PathBuf], findings: &mut Vec<Finding>) -> Result<Vec<StoredBank>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() { files.extend(banks::json_files(path)?) } else { files.push(path.clone()) }
    }
    if files.is_empty() {
        return Err(Failure::new("there is no bank. Banks are *.json files; `outloud bank new` makes one"));
    }
    let mut stored = Vec::new();
    for file in files {
        match banks::load(&file) {
            Ok(bank) => stored.push(bank),
            Err(StoreError::Bank(bad)) => findings.push(Finding {
                severity: Severity::Error,
                file: bad.file,
                question: None,
                path: bad.path,
                message: bad.problem,
                remedy: bad.remedy,
            }),
            Err(other) => return Err(other.into()),
        }
    }
    Ok(stored)
}

/// Warnings about fields that nothing reads: what stands in them is lost on the candidate.
fn unread(stored: &StoredBank) -> Vec<Finding> {
    let finding = |field: &UnreadField| Finding {
        severity: Severity::Warning,
        file: stored.origin.clone(),
        question: field.question.and_then(|n| stored.bank.questions.get(n)).map(|q| q.id.clone()),
        path: field.path.clone(),
        message: "no such field is known, so nothing reads it".to_owned(),
        remedy: "Check the spelling, or let a comment's name begin with '_'; `outloud bank new` shows every field"
            .to_owned(),
    };
    stored.unread.iter().map(finding).collect()
}

fn line(f: &Finding) -> String {
    let severity = match f.severity {
        Severity::Error => "error".if_supports_color(Stream::Stdout, |t| t.red()).to_string(),
        Severity::Warning => "warning".if_supports_color(Stream::Stdout, |t| t.yellow()).to_string(),
    };
    let question = f.question.as_deref().map(|q| format!(" {q}")).unwrap_or_default();
    format!("{severity}: {}:{question} at {}: {}. {}", f.file, f.path, f.message, f.remedy)
}
