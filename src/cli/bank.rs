//! `outloud bank`: which banks there are, what is in them, what is wrong with them.

use std::{collections::BTreeMap, path::Path};

use comfy_table::Cell;
use owo_colors::{OwoColorize, Stream};
use serde::Serialize;

use super::{
    args::bank::BankCommand,
    bank_check, bank_import, bank_new, bank_upgrade,
    context::{Context, find_question},
    failure::CommandResult,
    output::{print_json, print_line},
    table::table,
};
use outloud_core::{
    bank::{Bank, Kind, Question},
    terms,
};
use outloud_store::banks::StoredBank;

/// Runs `outloud bank ...`.
///
/// # Errors
/// For unknown or malformed banks, and if `check` finds errors.
pub fn run(context: &Context, command: &BankCommand) -> CommandResult {
    match command {
        BankCommand::List => list(context),
        BankCommand::Show { what } => show(context, what),
        BankCommand::Check { paths, questions } => bank_check::run(context, paths, questions),
        BankCommand::Terms => terms(context),
        BankCommand::Upgrade { file, to } => bank_upgrade::run(file, to.as_deref()),
        BankCommand::New { path } => bank_new::new(context, path.as_deref()),
        BankCommand::Schema => print_line(outloud_store::bank_schema::bank_schema().trim_end()),
        BankCommand::Import(args) => bank_import::run(context, args),
    }
}

/// Lists the built-in terms.
fn terms(context: &Context) -> CommandResult {
    let all: BTreeMap<&str, &[&str]> = terms::names().filter_map(|n| Some((n, terms::built_in(n)?))).collect();
    if context.global.json {
        return print_json(&all);
    }
    all.iter().try_for_each(|(name, ways)| print_line(&format!("{{{name}}}: {}", ways.join(", ").replace('_', " "))))
}

#[derive(Serialize)]
struct BankRow<'a> {
    id: &'a str,
    title: &'a str,
    language: &'a str,
    questions: usize,
    follow_ups: usize,
    origin: &'a str,
}

fn list(context: &Context) -> CommandResult {
    let banks = context.banks(&[])?;
    let rows: Vec<BankRow> = banks.iter().map(row).collect();
    if context.global.json {
        return print_json(&rows);
    }
    let mut out = table(&["bank", "questions", "follow-ups", "title", "from"]);
    for r in &rows {
        let from = if r.origin.starts_with("built-in:") { "built in" } else { r.origin };
        out.add_row([r.id.into(), number(r.questions), number(r.follow_ups), Cell::new(r.title), Cell::new(from)]);
    }
    print_line(&out.to_string())?;
    let total: usize = rows.iter().map(|r| r.questions).sum();
    print_line(&format!("\n{total} questions in {} banks. `outloud bank show BANK` lists them.", rows.len()))
}

fn row(stored: &StoredBank) -> BankRow<'_> {
    let Bank { id, title, language, questions, .. } = &stored.bank;
    let follow_ups = questions.iter().map(|q| q.follow_ups.len()).sum();
    BankRow { id, title, language, questions: questions.len(), follow_ups, origin: &stored.origin }
}

fn number(n: usize) -> Cell {
    Cell::new(n).set_alignment(comfy_table::CellAlignment::Right)
}

fn show(context: &Context, what: &str) -> CommandResult {
    let is_file = Path::new(what).is_file();
    let banks = context.banks(
        if is_file { std::slice::from_ref(&what).iter().map(|w| (*w).to_owned()).collect() } else { Vec::new() }
            .as_slice(),
    )?;
    let bank = if is_file { banks.first() } else { banks.iter().find(|b| b.bank.id == what) };
    match bank {
        Some(stored) if context.global.json => print_json(&stored.bank),
        Some(stored) => show_bank(&stored.bank),
        None => {
            let (_, question) = find_question(&banks, what)?;
            if context.global.json { print_json(question) } else { print_line(&question_text(question)) }
        }
    }
}

fn show_bank(bank: &Bank) -> CommandResult {
    print_line(&format!("{}\n{}\n", bank.title.if_supports_color(Stream::Stdout, |t| t.bold()), bank.description))?;
    let mut out = table(&["question", "kind", "level", "asks"]);
    for q in &bank.questions {
        out.add_row([q.id.as_str(), q.kind.as_str(), q.level.as_str(), &q.prompt]);
    }
    print_line(&out.to_string())?;
    let of_kind = |k: &Kind| bank.questions.iter().filter(|q| q.kind == *k).count();
    let kinds: Vec<_> = Kind::ALL.iter().filter(|k| of_kind(k) > 0).map(|k| format!("{} {k}", of_kind(k))).collect();
    print_line(&format!("\n{} questions: {}", bank.questions.len(), kinds.join(", ")))
}

/// A question whole, as text for people.
fn question_text(q: &Question) -> String {
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
    out.trim_end().to_owned()
}
