//! `outloud bank check`: what is wrong with banks, and what to do about it.

use std::path::PathBuf;

use owo_colors::{OwoColorize, Stream};
use serde::Serialize;

use super::{
    context::Context,
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
};
use outloud_bank_check::{
    Filed, Finding, Severity, check,
    examples::{self, Example, ExampleMean},
};
use outloud_scoring::Scorer;
use outloud_store::{
    StoreError,
    banks::{self, StoredBank, UnreadField},
    examples as stored_examples,
};

/// The document of `bank check --json`.
#[derive(Serialize)]
struct CheckDocument<'a> {
    banks: usize,
    questions: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    findings: &'a [Finding],
    /// Mean scores of the example answers, by bank and grade.
    examples: &'a [ExampleMean],
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
    let means = if only.is_empty() { score_examples(&stored, &filed, &mut findings)? } else { Vec::new() };
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    let questions = stored.iter().map(|b| b.bank.questions.len()).sum();
    if context.global.json {
        let (banks, findings, examples) = (stored.len(), &findings, &means);
        print_json(&CheckDocument { banks, questions, errors, warnings, notes, findings, examples })?;
    } else {
        for finding in &findings {
            print_line(&line(finding))?;
        }
        for bank in &stored {
            let of: Vec<String> = means.iter().filter(|m| m.bank == bank.bank.id).map(mean).collect();
            if !of.is_empty() {
                print_line(&format!("{}: example answers score {} in the mean", bank.bank.id, of.join(", ")))?;
            }
        }
        let all = format!("{errors} errors, {warnings} warnings, {notes} notes");
        print_line(&format!("{questions} questions in {} banks: {all}", stored.len()))?;
    }
    if errors == 0 {
        Ok(())
    } else {
        Err(Failure::new(format!("{errors} errors found. Correct them, then check again")))
    }
}

/// Scores the example answers that stand beside the banks.
fn score_examples(
    stored: &[StoredBank],
    filed: &[Filed<'_>],
    findings: &mut Vec<Finding>,
) -> Result<Vec<ExampleMean>, Failure> {
    let scorer = Scorer::new(stored.iter().map(|b| &b.bank));
    let mut means = Vec::new();
    for (bank, filed) in stored.iter().zip(filed) {
        let Some(json) = stored_examples::json(bank)? else { continue };
        let all: Vec<Example> = serde_json::from_str(&json).map_err(|e| {
            let what = "a JSON list of {question, grade, text}";
            Failure::new(format!("cannot read the examples of {}: {e}. They must be {what}", bank.bank.id))
        })?;
        let (of_bank, found) = examples::check(filed, &all, &scorer);
        means.extend(of_bank);
        findings.extend(found);
    }
    Ok(means)
}

/// "right 81 (40)": the mean score of a grade and how many answers it has.
fn mean(m: &ExampleMean) -> String {
    format!("{:?} {:.0} ({})", m.grade, m.mean, m.n).to_lowercase()
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
        Severity::Note => "note".to_owned(),
        Severity::Warning => "warning".if_supports_color(Stream::Stdout, |t| t.yellow()).to_string(),
    };
    let question = f.question.as_deref().map(|q| format!(" {q}")).unwrap_or_default();
    format!("{severity}: {}:{question} at {}: {}. {}", f.file, f.path, f.message, f.remedy)
}
