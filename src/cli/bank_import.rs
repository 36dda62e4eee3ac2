//! `outloud bank import`: a bank made of notes, with keywords proposed and what is left to do said.

use std::{io, path::Path};

use super::{
    args::bank::NotesFormat,
    bank_new::save,
    context::Context,
    failure::{CommandResult, Failure},
    output::{print_json, print_line, say},
};
use outloud_bank_check::{Filed, check};
use outloud_core::{
    bank::{Bank, Keyword, Question},
    transcript::Transcript,
};
use outloud_exchange::import::{self, Draft, slug};
use outloud_scoring::Scorer;
use outloud_store::{banks, files};

/// Notes are read whole, and no bank holds more.
const MAX_NOTES_BYTES: u64 = 16 * 1024 * 1024;

/// Reads notes, proposes keywords, writes a bank and says what `bank check` would still find.
///
/// # Errors
/// With the line for notes that cannot be read or are more than a bank holds; if the bank exists and `force` is off.
pub fn import(
    context: &Context,
    notes: &Path,
    format: Option<NotesFormat>,
    to: Option<&Path>,
    force: bool,
) -> CommandResult {
    let format = format.or_else(|| NotesFormat::of(notes)).ok_or_else(|| {
        let message = format!(
            "the name of '{}' does not say its format. Add --format markdown, csv, tsv, anki or apkg",
            notes.display()
        );
        Failure::usage(message)
    })?;
    let name = notes.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let (drafts, left_out) = read(notes, format).map_err(|e| failed(notes, &e))?;
    if left_out > 0 {
        let (notes, have) = if left_out == 1 { ("note", "has") } else { ("notes", "have") };
        say(&format!("{left_out} {notes} {have} no text to ask (pictures or sounds only): left out"));
    }
    let (_, scorer) = context.banks_and_scorer(&[])?;
    let id = Some(slug(&name, 8)).filter(|id| banks::is_id(id)).unwrap_or_else(|| "my-notes".to_owned());
    let bank = import::to_bank(&id, &name, &drafts, |question| proposed(&scorer, question));
    let path = to.map_or_else(|| context.home.questions_dir().join(format!("{id}.json")), Path::to_path_buf);
    save(&path, &banks::to_json(&bank).map_err(|e| failed(notes, &e))?, force)?;
    report(context, notes, &path, &bank, left_out)
}

/// Keywords worth proposing: those that neither the question nor a hint says already.
fn proposed(scorer: &Scorer, question: &Question) -> Vec<Keyword> {
    let keywords = scorer.propose_keywords(question);
    let compiled = scorer.compile(&Question { keywords: keywords.clone(), ..question.clone() });
    let given = std::iter::once(&question.prompt).chain(&question.context).chain(&question.hints);
    let ticked: Vec<Vec<bool>> = given.map(|text| compiled.ticks(&Transcript::from_text(text))).collect();
    let fresh = |(n, keyword): (usize, Keyword)| (!ticked.iter().any(|t| t[n])).then_some(keyword);
    keywords.into_iter().enumerate().filter_map(fresh).collect()
}

/// What was made, and what `bank check` finds in it: a line a question.
fn report(context: &Context, notes: &Path, path: &Path, bank: &Bank, left_out: usize) -> CommandResult {
    let findings = check(&[Filed { file: &path.display().to_string(), bank }], &[]);
    let left = |q: &Question| {
        let of_it = findings.iter().filter(|f| f.question.as_deref() == Some(&q.id));
        let messages: Vec<&str> = of_it.map(|f| f.message.as_str()).collect();
        (!messages.is_empty()).then(|| format!("{}: {}", q.id, messages.join("; ")))
    };
    let todo: Vec<String> = bank.questions.iter().filter_map(left).collect();
    if context.global.json {
        let questions = bank.questions.len();
        return print_json(
            &serde_json::json!({ "bank": path, "questions": questions, "left_out": left_out, "left_to_do": todo }),
        );
    }
    print_line(&format!("{} questions from {} into {}", bank.questions.len(), notes.display(), path.display()))?;
    if !todo.is_empty() {
        print_line("Left to do:")?;
    }
    for line in &todo {
        print_line(&format!("  {line}"))?;
    }
    print_line(&format!("Keywords are proposals: read them. Then: outloud bank check {}", path.display()))
}

/// Why notes make no bank.
#[derive(Debug, thiserror::Error)]
enum NotesError {
    #[error("{source}. {remedy}")]
    Read { source: io::Error, remedy: &'static str },
    #[error(transparent)]
    Format(#[from] import::ImportError),
    #[cfg(feature = "anki")]
    #[error(transparent)]
    Package(#[from] outloud_exchange::anki_package::AnkiError),
    #[cfg(feature = "anki")]
    #[error("none of its {0} notes has text to ask. Export a deck with text on its cards")]
    NothingToAsk(usize),
    #[cfg(not(feature = "anki"))]
    #[error("this build reads no Anki packages. Export the deck from Anki as text, with tags, and import that")]
    NoAnki,
    #[error("its {0} questions are more than a bank holds, {max}. Split the notes", max = banks::MAX_QUESTIONS)]
    TooMany(usize),
}

/// The drafts in the notes, and how many notes have no text to ask.
fn read(notes: &Path, format: NotesFormat) -> Result<(Vec<Draft>, usize), NotesError> {
    let (drafts, left_out) = match format {
        NotesFormat::Apkg => package(notes)?,
        NotesFormat::Markdown => (import::from_markdown(&text(notes)?)?, 0),
        NotesFormat::Csv => (import::from_table(&text(notes)?, b',')?, 0),
        NotesFormat::Tsv => (import::from_table(&text(notes)?, b'\t')?, 0),
        NotesFormat::Anki => (import::from_anki_text(&text(notes)?)?, 0),
    };
    if drafts.len() > banks::MAX_QUESTIONS { Err(NotesError::TooMany(drafts.len())) } else { Ok((drafts, left_out)) }
}

fn failed(notes: &Path, error: &dyn std::error::Error) -> Failure {
    Failure::new(format!("cannot import '{}': {error}", notes.display()))
}

fn text(notes: &Path) -> Result<String, NotesError> {
    files::read_text(notes, MAX_NOTES_BYTES).map_err(|source| {
        let remedy = match source.kind() {
            io::ErrorKind::FileTooLarge => "Split the file",
            io::ErrorKind::InvalidData => "Save the file as UTF-8",
            _ => "Check the path",
        };
        NotesError::Read { source, remedy }
    })
}

#[cfg(feature = "anki")]
fn package(notes: &Path) -> Result<(Vec<Draft>, usize), NotesError> {
    let all = outloud_exchange::anki_package::notes(notes)?;
    let drafts = import::from_anki_notes(&all);
    if drafts.is_empty() {
        return Err(NotesError::NothingToAsk(all.len()));
    }
    let left_out = all.len() - drafts.len();
    Ok((drafts, left_out))
}

#[cfg(not(feature = "anki"))]
fn package(_: &Path) -> Result<(Vec<Draft>, usize), NotesError> {
    Err(NotesError::NoAnki)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn names_tell_formats() {
        assert_eq!(NotesFormat::of(&PathBuf::from("a/NOTES.MD")), Some(NotesFormat::Markdown));
        assert_eq!(NotesFormat::of(&PathBuf::from("deck.txt")), Some(NotesFormat::Anki));
        assert_eq!(NotesFormat::of(&PathBuf::from("deck.apkg")), Some(NotesFormat::Apkg));
        assert_eq!(NotesFormat::of(&PathBuf::from("x.pdf")), None);
    }
}
