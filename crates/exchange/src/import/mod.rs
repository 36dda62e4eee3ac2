//! Notes into banks: Markdown, tables, JSON and Anki become drafts, drafts become a bank. Pure: text in, bank out.

mod anki;
mod anki_text;
mod asking;
mod bank;
mod cloze;
mod columns;
mod encoding;
mod format;
mod html;
mod json;
mod markdown;
mod reading;
mod table;

pub use anki::{AnkiNote, from_anki_notes};
pub use anki_text::from_anki_text;
pub use bank::{slug, to_bank};
pub use encoding::{DecodedText, UnknownEncoding, decode};
pub use format::{TextFormat, sniff};
pub use html::plain_text;
pub use json::from_json;
pub use markdown::from_markdown;
pub use reading::{Draft, ImportError, LeftOut, QuestionLayout, ReadOptions, Reading, Reason};
pub use table::from_table;
