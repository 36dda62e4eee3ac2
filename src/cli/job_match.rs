//! `outloud match`: the questions that a job description or a CV calls for.

use std::{
    io::{self, Read as _},
    path::Path,
};

use super::{
    args::{
        job::MatchArgs,
        practice::{FilterArgs, MockArgs},
    },
    context::Context,
    failure::{CommandResult, Failure},
    mock,
    output::{print_json, print_line},
    pdf_text,
};
use outloud_engine::job_match::{JobMatch, match_text};
use outloud_exchange::import::decode;
use outloud_store::files;

/// No job description is longer.
const MAX_BYTES: u64 = 8 * 1024 * 1024;
/// How many terms that no bank has are printed; `--json` has all.
const UNKNOWN_SHOWN: usize = 20;

/// Runs `outloud match`.
///
/// # Errors
/// If the text cannot be read, or calls for no question of the banks.
pub fn run(context: &Context, args: &MatchArgs) -> CommandResult {
    let text = read(&args.file)?;
    let banks = context.banks(&args.bank)?;
    let banks: Vec<_> = banks.iter().map(|b| &b.bank).collect();
    let mut found = match_text(&text, &banks);
    if args.each > 0 {
        found.topics.iter_mut().for_each(|topic| topic.questions.truncate(args.each));
    }
    if found.topics.is_empty() && !context.global.json {
        let many = found.unknown.iter().take(UNKNOWN_SHOWN).map(|u| u.term.as_str()).collect::<Vec<_>>().join(", ");
        let unknown = if many.is_empty() { String::new() } else { format!(" No bank knows: {many}.") };
        return Err(Failure::new(format!(
            "'{}' calls for no question of the banks.{unknown} `outloud bank import` makes a bank of your notes",
            args.file.display()
        )));
    }
    if args.round {
        let ids = found.topics.iter().flat_map(|t| &t.questions).map(|q| q.question.clone()).collect();
        let filter = FilterArgs { question: ids, bank: args.bank.clone(), ..FilterArgs::default() };
        return mock::run(context, &MockArgs::of(filter));
    }
    if context.global.json { print_json(&found) } else { print(&found, args) }
}

fn print(found: &JobMatch, args: &MatchArgs) -> CommandResult {
    for topic in &found.topics {
        print_line(&format!("{}  ({})", topic.topic, topic.words.join(", ")))?;
        for question in &topic.questions {
            let words =
                if question.words.is_empty() { String::new() } else { format!("  [{}]", question.words.join(", ")) };
            print_line(&format!("  {}: {}{words}", question.question, question.prompt))?;
        }
    }
    if !found.unknown.is_empty() {
        let terms: Vec<&str> = found.unknown.iter().take(UNKNOWN_SHOWN).map(|u| u.term.as_str()).collect();
        let more = found.unknown.len().saturating_sub(UNKNOWN_SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        print_line(&format!("\nNo bank knows: {}{more}", terms.join(", ")))?;
    }
    print_line(&format!("\nA mock interview with these: outloud match {} --round", args.file.display()))
}

/// The text of a job description or a CV; `-` is standard input.
///
/// # Errors
/// If it cannot be read, or is no text.
pub(super) fn read(file: &Path) -> Result<String, Failure> {
    let fail = |e: io::Error| Failure::new(format!("cannot read '{}': {e}. Check the path", file.display()));
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(fail)?;
        bytes
    } else {
        files::read(file, MAX_BYTES).map_err(fail)?
    };
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::new(format!("'{}' has more than {} MB", file.display(), MAX_BYTES >> 20)));
    }
    if bytes.starts_with(b"%PDF") {
        return pdf_text::of(bytes, &file.display().to_string());
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(Failure::new(format!(
            "'{}' is an office document. Copy its text: outloud match - reads it from stdin",
            file.display()
        )));
    }
    Ok(decode(&bytes, None)?.text)
}
