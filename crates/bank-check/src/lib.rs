//! The bank linter: what keeps a question from measuring what it should. A malformed bank never gets here (the store refuses
//! it); what is found here is a bank that works and yet is not good.

mod across;
mod common;
pub mod examples;
mod finding;
mod question;
mod spoken;
mod statements;
pub mod story;
pub mod story_map;

pub use finding::{Filed, Finding, Severity};

use finding::QuestionFindings;
use outloud_core::{bank::Question, transcript::Transcript};
use outloud_scoring::{Prepared, Scorer};
use rayon::prelude::*;

/// How many answers to other questions each pattern is tried on.
const MOST_FOREIGN: usize = 120;

/// Everything worth mending in `banks`, in their order. Questions are compared across all of them. Takes about as long as
/// compiling every question and scoring its model answer. `only`: the ids of the questions to check; empty: all.
#[must_use]
pub fn check(banks: &[Filed<'_>], only: &[String]) -> Vec<Finding> {
    let scorer = Scorer::new(banks.iter().map(|b| b.bank));
    let foreign = foreign(banks, &scorer);
    let of_banks = banks.par_iter().flat_map_iter(|filed| of_bank(filed, only, &scorer, &foreign));
    let mut findings: Vec<Finding> = of_banks.collect();
    across::check(banks, &mut findings);
    if !only.is_empty() {
        findings.retain(|f| f.question.as_ref().is_some_and(|id| only.contains(id)));
    }
    findings
}

/// What is found in one bank; nothing if none of its questions is wanted.
fn of_bank(filed: &Filed<'_>, only: &[String], scorer: &Scorer, foreign: &[(&str, Prepared)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let wanted = |q: &&Question| only.is_empty() || only.contains(&q.id);
    if !filed.bank.questions.iter().any(|q| wanted(&q)) {
        return findings;
    }
    let compiled: Vec<_> = filed.bank.questions.iter().map(|q| scorer.compile(q)).collect();
    let read = |text: &str| scorer.prepare(Transcript::from_text(text));
    let questions = filed.bank.questions.iter().zip(&compiled).enumerate();
    for (i, (q, compiled)) in questions.filter(|(_, (q, _))| wanted(q)) {
        let mut report = QuestionFindings { file: filed.file, index: i, question: &q.id, findings: &mut findings };
        question::check(q, compiled, &read, &mut report);
        spoken::check(q, &mut report);
        let others = foreign.iter().filter(|(topic, _)| *topic != q.topic).map(|(_, answer)| answer);
        statements::check(q, compiled, &read, &others.collect::<Vec<_>>(), &mut report);
        for (n, follow_up) in q.follow_ups.iter().enumerate().filter(|(_, f)| !f.points.is_empty()) {
            let asked = follow_up.as_question(q, n + 1);
            statements::check_follow_up(n, &asked, &scorer.compile(&asked), &read, &mut report);
        }
    }
    let answers: Vec<_> = filed.bank.questions.iter().map(|q| read(&q.model_answer)).collect();
    common::check(filed, &compiled, &answers, &mut findings);
    findings
}

/// Model answers of all banks, at most [`MOST_FOREIGN`] spread evenly, each with its topic.
fn foreign<'a>(banks: &[Filed<'a>], scorer: &Scorer) -> Vec<(&'a str, Prepared)> {
    let all: Vec<_> = banks.iter().flat_map(|b| &b.bank.questions).filter(|q| !q.model_answer.is_empty()).collect();
    let step = all.len().div_ceil(MOST_FOREIGN).max(1);
    let read = |text: &str| scorer.prepare(Transcript::from_text(text));
    all.into_iter().step_by(step).map(|q| (q.topic.as_str(), read(&q.model_answer))).collect()
}

#[cfg(test)]
mod tests;
