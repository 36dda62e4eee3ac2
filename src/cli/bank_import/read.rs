//! Notes read into questions: what they are encoded in, what format they have, and which reader takes them.

use std::{
    io::{self, Read as _},
    path::Path,
};

use super::super::args::bank::{ImportArgs, NotesFormat, NotesLayout};
use outloud_core::bank::Bank;
use outloud_exchange::import::{self, QuestionLayout, ReadOptions, Reading, TextFormat};
use outloud_store::{banks, files};

/// Notes are read whole, and no bank holds more.
const MAX_NOTES_BYTES: u64 = 16 * 1024 * 1024;

/// Why notes make no bank.
#[derive(Debug, thiserror::Error)]
pub enum NotesError {
    /// The file cannot be read.
    #[error("{source}. {remedy}")]
    Read {
        /// What the system says.
        source: io::Error,
        /// What to do.
        remedy: &'static str,
    },
    /// Its content is no text.
    #[error("{0}")]
    NoText(&'static str),
    /// The encoding is not known.
    #[error(transparent)]
    Encoding(#[from] import::UnknownEncoding),
    /// Nothing in it can be asked.
    #[error(transparent)]
    Format(#[from] import::ImportError),
    /// It is a bank with a mistake.
    #[error(transparent)]
    Bank(#[from] outloud_store::BankError),
    /// The package cannot be read.
    #[cfg(feature = "anki")]
    #[error(transparent)]
    Package(#[from] outloud_exchange::anki_package::AnkiError),
    /// The package has nothing to ask.
    #[cfg(feature = "anki")]
    #[error("none of its {0} notes has text to ask. Export a deck with text on its cards")]
    NothingToAsk(usize),
    /// This build has no reader of packages.
    #[cfg(not(feature = "anki"))]
    #[error("this build reads no Anki packages. Export the deck from Anki as text, with tags, and import that")]
    NoAnki,
    /// More than a bank holds.
    #[error("its {0} questions are more than a bank holds, {max}. Split the notes", max = banks::MAX_QUESTIONS)]
    TooMany(usize),
}

/// What was read.
pub enum Imported {
    /// Questions, with the name of an encoding that was guessed.
    Questions(Reading, Option<&'static str>),
    /// A bank as it is, with its text.
    Bank(Box<Bank>, Vec<u8>),
}

/// Reads the notes that the arguments name.
///
/// # Errors
/// [`NotesError`] for what cannot be read, holds no question, or holds more than a bank does.
pub fn read(
    args: &ImportArgs,
    format: Option<NotesFormat>,
    layout: Option<QuestionLayout>,
) -> Result<Imported, NotesError> {
    let options = ReadOptions { keep_unanswered: args.keep_unanswered, layout };
    let (reading, guessed) = if format == Some(NotesFormat::Apkg) {
        (package(&args.notes, options)?, None)
    } else {
        let bytes = bytes(&args.notes)?;
        let decoded = import::decode(&bytes, args.encoding.as_deref())?;
        let text = decoded.text;
        refuse_binary(&bytes, &text)?;
        let format = match format {
            Some(NotesFormat::Markdown) => TextFormat::Markdown,
            Some(NotesFormat::Csv) => TextFormat::Table(b','),
            Some(NotesFormat::Tsv) => TextFormat::Table(b'\t'),
            Some(NotesFormat::Anki) => TextFormat::Anki,
            Some(NotesFormat::Json) => TextFormat::Json,
            Some(NotesFormat::Apkg) | None => import::sniff(&text),
        };
        if format == TextFormat::Json && is_bank(&text) {
            let stored = banks::parse(&args.notes.display().to_string(), text.as_bytes())?;
            return Ok(Imported::Bank(Box::new(stored.bank), text.into_bytes()));
        }
        let reading = match format {
            TextFormat::Markdown => import::from_markdown(&text, options),
            TextFormat::Table(delimiter) => import::from_table(&text, delimiter, options),
            TextFormat::Anki => import::from_anki_text(&text, options),
            TextFormat::Json => import::from_json(&text, options),
        }?;
        (reading, decoded.guessed.then_some(decoded.encoding))
    };
    match reading.drafts.len() {
        many if many > banks::MAX_QUESTIONS => Err(NotesError::TooMany(many)),
        _ => Ok(Imported::Questions(reading, guessed)),
    }
}

/// The layout of the arguments in the reader's terms.
pub fn layout(args: &ImportArgs) -> Option<QuestionLayout> {
    args.layout.map(|layout| match layout {
        NotesLayout::Labels => QuestionLayout::Labels,
        NotesLayout::Headings => QuestionLayout::Headings,
        NotesLayout::Details => QuestionLayout::Details,
        NotesLayout::Bold => QuestionLayout::Bold,
        NotesLayout::Lists => QuestionLayout::Lists,
    })
}

/// Whether JSON says that it is a bank.
fn is_bank(text: &str) -> bool {
    let value: Option<serde_json::Value> = serde_json::from_str(text).ok();
    value.is_some_and(|bank| bank.get("schema").is_some() && bank.get("questions").is_some())
}

/// What is plainly no text, with the way out.
fn refuse_binary(bytes: &[u8], text: &str) -> Result<(), NotesError> {
    let refuse = |what| Err(NotesError::NoText(what));
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => refuse("it is a PDF. Copy its text into a file of its own"),
        [b'P', b'K', 3, 4, ..] => refuse(
            "it is an archive or an office document. Save a spreadsheet as CSV, a text as Markdown; a deck ends in .apkg",
        ),
        _ if text.contains('\0') => refuse("it is no text"),
        _ => Ok(()),
    }
}

fn bytes(notes: &Path) -> Result<Vec<u8>, NotesError> {
    let failed = |source: io::Error| {
        let remedy = match source.kind() {
            io::ErrorKind::FileTooLarge => "Split the file",
            _ => "Check the path",
        };
        NotesError::Read { source, remedy }
    };
    if notes != Path::new("-") {
        return files::read(notes, MAX_NOTES_BYTES).map_err(failed);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().take(MAX_NOTES_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    let too_large =
        || io::Error::new(io::ErrorKind::FileTooLarge, format!("it has more than {} MB", MAX_NOTES_BYTES >> 20));
    if bytes.len() as u64 > MAX_NOTES_BYTES { Err(failed(too_large())) } else { Ok(bytes) }
}

#[cfg(feature = "anki")]
fn package(notes: &Path, options: ReadOptions) -> Result<Reading, NotesError> {
    let all = outloud_exchange::anki_package::notes(notes)?;
    let reading = import::from_anki_notes(&all, options);
    if reading.drafts.is_empty() { Err(NotesError::NothingToAsk(all.len())) } else { Ok(reading) }
}

#[cfg(not(feature = "anki"))]
fn package(_: &Path, _: ReadOptions) -> Result<Reading, NotesError> {
    Err(NotesError::NoAnki)
}
