//! `outloud bank import`: a bank made of notes, with what was left out named.

mod read;
mod report;

use std::{
    collections::HashSet,
    io::{BufRead as _, IsTerminal as _, Write as _},
    path::Path,
};

use super::{
    args::bank::{ImportArgs, NotesFormat},
    bank_new::save,
    context::Context,
    failure::{CommandResult, Failure},
    output::{print_line, say},
};
use outloud_core::{
    bank::{Bank, Keyword, Question},
    transcript::Transcript,
};
use outloud_exchange::import::{self, QuestionLayout, Reading, slug};
use outloud_scoring::Scorer;
use outloud_store::banks::{self, StoredBank};
use read::Imported;
use report::Report;

/// Reads notes, writes a bank and says what was left out and what `bank check` would find.
///
/// # Errors
/// With the line for notes that cannot be read or are more than a bank holds; if the bank exists and `--force` is not given.
pub fn run(context: &Context, args: &ImportArgs) -> CommandResult {
    let format = format(args)?;
    let imported = read::read(args, format, read::layout(args)).map_err(|e| failed(&args.notes, &e))?;
    let (bank, json, reading, proposed) = match imported {
        Imported::Bank(bank, text) => (*bank, text, Reading::default(), false),
        Imported::Questions(reading, guessed) => {
            if let Some(encoding) = guessed {
                let notes = args.notes.display();
                say(&format!("'{notes}' is no UTF-8: read as {encoding}. --encoding NAME reads it otherwise"));
            }
            let reading = clear_up(context, args, format, reading)?;
            let bank = bank_of(context, args, &reading)?;
            let json = banks::to_json(&bank).map_err(|e| failed(&args.notes, &e))?;
            (bank, json, reading, args.propose)
        }
    };
    let to = args.to.clone().unwrap_or_else(|| context.home.questions_dir().join(format!("{}.json", bank.id)));
    if !args.dry_run {
        save(&to, &json, args.force)?;
    }
    let report =
        Report { notes: &args.notes, to: &to, bank: &bank, reading: &reading, dry_run: args.dry_run, proposed };
    if context.global.json { report.print_json() } else { report.print() }
}

/// The bank of what was read: its id comes from the file's name.
fn bank_of(context: &Context, args: &ImportArgs, reading: &Reading) -> Result<Bank, Failure> {
    let stem =
        args.notes.file_stem().map(|s| s.to_string_lossy().into_owned()).filter(|s| s != "-").unwrap_or_default();
    let id = Some(slug(&stem, 8)).filter(|id| banks::is_id(id)).unwrap_or_else(|| "my-notes".to_owned());
    let title = reading.title.clone().unwrap_or(if stem.is_empty() { id.clone() } else { stem });
    if !args.propose {
        return Ok(import::to_bank(&id, &title, &reading.drafts, |_| Vec::new()));
    }
    let (banks, scorer) = context.banks_and_scorer(&[])?;
    let known = known_terms(&banks);
    Ok(import::to_bank(&id, &title, &reading.drafts, |question| proposed(&scorer, &known, question)))
}

/// The format that the arguments or the file's name tell; none leaves it to the content.
fn format(args: &ImportArgs) -> Result<Option<NotesFormat>, Failure> {
    let extension = args.notes.extension().map(|e| e.to_string_lossy().to_lowercase());
    match args.format.or_else(|| NotesFormat::of(&args.notes)) {
        None if !matches!(extension.as_deref(), None | Some("txt" | "text")) => Err(Failure::usage(format!(
            "the name of '{}' does not say its format. Add --format markdown, csv, tsv, anki, apkg or json",
            args.notes.display()
        ))),
        found => Ok(found),
    }
}

/// On a terminal: asks which layout is meant if the notes can be read in two.
fn clear_up(
    context: &Context,
    args: &ImportArgs,
    format: Option<NotesFormat>,
    reading: Reading,
) -> Result<Reading, Failure> {
    let asked = std::io::stdin().is_terminal() && std::io::stderr().is_terminal() && !context.global.json;
    let Some((other, count)) = reading.other_layout().filter(|_| asked && args.notes != Path::new("-")) else {
        return Ok(reading);
    };
    let first =
        reading.layouts.iter().max_by_key(|(_, count)| **count).map_or(QuestionLayout::Headings, |(layout, _)| *layout);
    print_line(&format!(
        "These notes can be read in two ways:\n  1  {} questions, most of them from {first}\n  2  {count} questions from {other}, which stand inside the answers of 1",
        reading.drafts.len()
    ))?;
    let mut err = std::io::stderr().lock();
    // Nothing can be asked once stderr is closed; then the first way is taken.
    let _ = write!(err, "Which one? [1] ").and_then(|()| err.flush());
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    if line.trim() != "2" {
        return Ok(reading);
    }
    match read::read(args, format, Some(other)).map_err(|e| failed(&args.notes, &e))? {
        Imported::Questions(reading, _) => Ok(reading),
        Imported::Bank(..) => Ok(reading),
    }
}

/// The terms that any bank has among its keywords that count, in lower case.
fn known_terms(banks: &[StoredBank]) -> HashSet<String> {
    let keywords = banks.iter().flat_map(|b| &b.bank.questions).flat_map(|q| &q.keywords);
    keywords.filter(|k| k.weight > 1).map(|k| k.term.to_lowercase()).collect()
}

/// Keywords worth proposing: terms, and none that the question or a hint says already.
fn proposed(scorer: &Scorer, known: &HashSet<String>, question: &Question) -> Vec<Keyword> {
    let keywords = scorer.propose_keywords(question);
    let compiled = scorer.compile(&Question { keywords: keywords.clone(), ..question.clone() });
    let given = std::iter::once(&question.prompt).chain(&question.context).chain(&question.hints);
    let ticked: Vec<Vec<bool>> = given.map(|text| compiled.ticks(&Transcript::from_text(text)).keywords).collect();
    let fresh = |n: usize| !ticked.iter().any(|t| t[n]);
    let worth = |(n, k): (usize, Keyword)| (fresh(n) && is_term(&k.term, &question.model_answer, known)).then_some(k);
    keywords.into_iter().enumerate().filter_map(worth).collect()
}

/// Whether a word or phrase is a term: a bank knows it, it is written as a name, or it is a noun by its ending. Everyday words
/// are told by none of these.
fn is_term(term: &str, answer: &str, known: &HashSet<String>) -> bool {
    const NOUNS: [&str; 12] =
        ["tion", "sion", "ment", "ance", "ence", "ency", "ancy", "ility", "ology", "ization", "isation", "ware"];
    let lower = term.to_lowercase();
    let names = || {
        // Not the capital at the start of a sentence.
        let mut from = 0;
        while let Some(at) = answer[from..].find(term).map(|at| at + from) {
            let before = answer[..at].trim_end();
            if !before.is_empty() && !before.ends_with(['.', '?', '!', ':', '-', '|', '"']) {
                return true;
            }
            from = at + term.len().max(1);
        }
        false
    };
    let signs = term.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit() || "/._+#".contains(c));
    let named = term.chars().next().is_some_and(char::is_uppercase) && names();
    known.contains(&lower)
        || signs
        || named
        || NOUNS.iter().any(|end| lower.len() > end.len() + 2 && lower.ends_with(end))
}

fn failed(notes: &Path, error: &dyn std::error::Error) -> Failure {
    Failure::new(format!("cannot import '{}': {error}", notes.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_formats() {
        assert_eq!(NotesFormat::of(Path::new("a/NOTES.MD")), Some(NotesFormat::Markdown));
        assert_eq!(NotesFormat::of(Path::new("deck.txt")), None);
        assert_eq!(NotesFormat::of(Path::new("deck.apkg")), Some(NotesFormat::Apkg));
        assert_eq!(NotesFormat::of(Path::new("x.pdf")), None);
    }
}
