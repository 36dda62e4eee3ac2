//! `outloud bank show`: a bank with what is worth knowing around it, or one question in full.

use std::{collections::BTreeMap, path::Path};

use owo_colors::{OwoColorize, Stream};
use serde::Serialize;

use super::{
    context::{Context, find_question},
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
    painter::painted,
    table::{table, text},
};
use outloud_core::{
    bank::{Bank, Confusion, Kind, Question},
    preparation::Preparation,
    view::{bank_document, preparation_document},
};
use outloud_store::banks::StoredBank;

/// A question and what its bank holds around it.
#[derive(Serialize)]
struct QuestionJson<'a> {
    #[serde(flatten)]
    question: &'a Question,
    bank: &'a str,
    rules_of_thumb: Vec<&'a str>,
    commonly_confused: Vec<&'a Confusion>,
    glossary: BTreeMap<&'a str, &'a str>,
}

/// Shows a bank, by its id or file, or the question with an id, of that bank if both are named.
///
/// # Errors
/// For unknown or malformed banks and unknown questions.
pub fn run(context: &Context, what: Option<&str>, question: Option<&str>) -> CommandResult {
    let is_file = what.is_some_and(|what| Path::new(what).is_file());
    let banks = context.banks(&what.filter(|_| is_file).map(str::to_owned).into_iter().collect::<Vec<_>>())?;
    let bank = banks.iter().position(|b| is_file || what == Some(b.bank.id.as_str()));
    match (bank, question, what) {
        (Some(at), Some(id), _) => show_question(context, &banks[at..=at], id),
        (Some(at), None, _) if context.global.json => print_json(&banks[at].bank),
        (Some(at), None, _) => show_bank(&banks[at].bank),
        (None, Some(_), Some(what)) => {
            let known = banks.iter().map(|b| b.bank.id.as_str()).collect::<Vec<_>>().join(", ");
            Err(Failure::new(format!("there is no bank '{what}'; those there are: {known}")))
        }
        (None, question, what) => show_question(context, &banks, question.or(what).unwrap_or_default()),
    }
}

fn show_question(context: &Context, banks: &[StoredBank], id: &str) -> CommandResult {
    let (bank, question) = find_question(banks, id)?;
    let preparation = Preparation::of(question, Some(bank));
    if !context.global.json {
        return print_line(&question_text(question, &preparation));
    }
    let Preparation { rules_of_thumb, commonly_confused, glossary, .. } = preparation;
    print_json(&QuestionJson { question, bank: &bank.id, rules_of_thumb, commonly_confused, glossary })
}

fn show_bank(bank: &Bank) -> CommandResult {
    print_line(&format!("{}\n", bank.title.if_supports_color(Stream::Stdout, |t| t.bold())))?;
    let around = bank_document(bank);
    if !around.rows.is_empty() {
        print_line(&format!("{}\n", painted(&around)))?;
    }
    let mut out = table(&["question", "kind", "level", "asks"]);
    for q in &bank.questions {
        out.add_row([q.id.as_str(), q.kind.as_str(), q.level.as_str(), &q.prompt]);
    }
    print_line(&text(&out))?;
    let of_kind = |k: &Kind| bank.questions.iter().filter(|q| q.kind == *k).count();
    let kinds: Vec<_> = Kind::ALL.iter().filter(|k| of_kind(k) > 0).map(|k| format!("{} {k}", of_kind(k))).collect();
    print_line(&format!("\n{} questions: {}", bank.questions.len(), kinds.join(", ")))
}

/// A question whole, as text for people.
fn question_text(q: &Question, preparation: &Preparation<'_>) -> String {
    let head = |t: &str| format!("\n{}\n", t.if_supports_color(Stream::Stdout, |t| t.bold()));
    let mut out = format!("{}\n{} · {} · {} · {} s\n", q.prompt, q.id, q.kind, q.level, q.answer_time_s);
    if let Some(context) = &q.context {
        out += &format!("\n{context}\n");
    }
    out += &format!("{}{}\n", head("Why they ask"), q.why_asked);
    out += &head("Hints");
    for hint in &q.hints {
        out += &format!("- {hint}\n");
    }
    out += &format!("{}{}\n", head("Model answer"), q.model_answer);
    out += &head("Keywords");
    for k in &q.keywords {
        let others = if k.any.is_empty() { String::new() } else { format!(" (or: {})", k.any.join(", ")) };
        out += &format!("- {} ×{}{others}\n", k.term, k.weight);
    }
    out += &head("What the recruiter wants to hear");
    for r in &q.points {
        out += &format!("- [{}] {}\n", r.priority, r.point);
    }
    out += &head("Follow-ups");
    for f in &q.follow_ups {
        let when = f.when_missing.as_deref().map(|w| format!(" (asked when this is missing: {w})")).unwrap_or_default();
        out += &format!("- {}{when}\n", f.prompt);
    }
    out += &head("Pitfalls");
    for p in &q.pitfalls {
        out += &format!("- {p}\n");
    }
    out += &format!("\n{}", painted(&preparation_document(preparation)));
    out.trim_end().to_owned()
}
