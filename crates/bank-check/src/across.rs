//! Checks across banks: one id for two questions, one question asked twice.

use std::collections::{HashMap, HashSet};

use super::finding::{Filed, Finding, Severity};
use outloud_core::bank::Question;
use outloud_scoring::text::{self, Class};

/// Prompts that share this much of their content words (Jaccard) ask the same.
const SAME: f64 = 0.75;

struct Placed<'a> {
    file: &'a str,
    index: usize,
    question: &'a Question,
    words: HashSet<String>,
}

pub(super) fn check(banks: &[Filed<'_>], findings: &mut Vec<Finding>) {
    let place = |filed: &Filed<'_>| -> Vec<(usize, HashSet<String>)> {
        filed.bank.questions.iter().enumerate().map(|(i, q)| (i, content(q))).collect()
    };
    let all: Vec<Placed<'_>> = banks
        .iter()
        .flat_map(|b| {
            place(b).into_iter().map(|(index, words)| Placed {
                file: b.file,
                index,
                question: &b.bank.questions[index],
                words,
            })
        })
        .collect();
    let mut ids: HashMap<&str, &Placed<'_>> = HashMap::new();
    for (at, one) in all.iter().enumerate() {
        if let Some(first) = ids.insert(&one.question.id, one) {
            let message = format!("the id '{}' is taken by {}", one.question.id, first.file);
            findings.push(finding(
                Severity::Error,
                one,
                "id",
                message,
                "Ids are unique in all banks: history hangs on them",
            ));
            continue;
        }
        if let Some(twin) = all[..at].iter().find(|other| alike(&one.words, &other.words) >= SAME) {
            let message = format!("asks nearly the same as '{}' in {}", twin.question.id, twin.file);
            findings.push(finding(
                Severity::Warning,
                one,
                "prompt",
                message,
                "Keep one of them, or ask for something else",
            ));
        }
    }
}

fn finding(severity: Severity, at: &Placed<'_>, field: &str, message: String, remedy: &str) -> Finding {
    Finding {
        severity,
        file: at.file.to_owned(),
        question: Some(at.question.id.clone()),
        path: format!("questions[{}].{field}", at.index),
        message,
        remedy: remedy.to_owned(),
    }
}

fn content(q: &Question) -> HashSet<String> {
    let said = format!("{} {}", q.context.as_deref().unwrap_or_default(), q.prompt);
    text::tokens_of(&said).into_iter().filter(|t| t.class == Class::Content).map(|t| t.stem).collect()
}

fn alike(a: &HashSet<String>, b: &HashSet<String>) -> f64 {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}
