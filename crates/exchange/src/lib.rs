//! In: notes of every kind. Out: reports, Markdown, CSV, captions, Parquet, calendars.

#[cfg(feature = "anki")]
pub mod anki_package;
pub mod calendar;
pub mod captions;
pub mod import;
pub mod pdf;
pub mod report;
