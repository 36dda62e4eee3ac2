//! `outloud bank search`: words, confused things, rules and questions that speak of something.

use super::{
    context::Context,
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
    painter::painted,
};
use crate::app::lookup::{Found, look_up};
use outloud_core::{
    bank::Bank,
    view::{Document, DocumentRow, RowPart, Tone},
};

/// Shows what the banks hold on `text`.
///
/// # Errors
/// If the banks cannot be read, or nothing is found.
pub fn run(context: &Context, text: &str) -> CommandResult {
    let banks: Vec<Bank> = context.banks(&[])?.into_iter().map(|stored| stored.bank).collect();
    let found = look_up(&banks, text);
    if context.global.json {
        return print_json(&found);
    }
    if found.is_empty() {
        return Err(Failure::new(format!("no bank speaks of '{text}'. `outloud bank list` shows what there is")));
    }
    let mut page = Document::default();
    for found in &found {
        page.push(row(found));
    }
    print_line(&painted(&page))
}

fn row(found: &Found<'_>) -> DocumentRow {
    let about = format!("  {} · {}", found.kind(), found.bank());
    let parts = vec![
        RowPart::Text(Tone::Strong, found.name()),
        RowPart::Text(Tone::Text, format!(": {}", found.says())),
        RowPart::Text(Tone::Dim, about),
    ];
    DocumentRow::of(parts, 2)
}
