//! `outloud bank`: which banks there are, what is in them, what is wrong with them.

use std::collections::BTreeMap;

use comfy_table::Cell;
use serde::Serialize;

use super::{
    args::bank::BankCommand,
    bank_check, bank_import, bank_new, bank_search, bank_show, bank_upgrade,
    context::Context,
    failure::CommandResult,
    output::{print_json, print_line},
    table::{table, text},
};
use outloud_core::{bank::Bank, terms};
use outloud_store::banks::StoredBank;

/// Runs `outloud bank ...`.
///
/// # Errors
/// For unknown or malformed banks, and if `check` finds errors.
pub fn run(context: &Context, command: &BankCommand) -> CommandResult {
    match command {
        BankCommand::List => list(context),
        BankCommand::Show { what, question } => bank_show::run(context, what.as_deref(), question.as_deref()),
        BankCommand::Search { text } => bank_search::run(context, &text.join(" ")),
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
    print_line(&text(&out))?;
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
