//! Sessions as documents: an HTML report, Markdown, tables. Pure text out of pure data: the caller reads the recordings
//! and writes the files, so the same sessions give the same bytes on every machine.
//!
//! `view` says what a document shows, `render` and the templates how; `rows` is the same as flat tables, `table` makes CSV of
//! them and `dataset` Parquet.

mod card;
mod columnar;
mod compare;
pub mod dataset;
mod error;
mod limits;
pub mod names;
mod recording;
mod render;
pub mod rows;
pub mod table;
mod time;
mod timeline;
mod view;
mod words;

pub use error::ReportError;
pub use recording::{Recordings, ReportRecording};

use outloud_core::session::Session;

/// A self-contained HTML document: no network, no other file but recordings beside it, if any.
///
/// # Errors
/// [`ReportError`] if there is more than a document can hold, or a template fails: a bug of ours, not of the sessions.
pub fn html(sessions: &[Session], recordings: &Recordings) -> Result<String, ReportError> {
    limits::check(sessions)?;
    render::html(&view::report(sessions, recordings))
}

/// A Markdown document without sound.
///
/// # Errors
/// As [`html`].
pub fn markdown(sessions: &[Session]) -> Result<String, ReportError> {
    limits::check(sessions)?;
    render::markdown(&view::report(sessions, &Recordings::new()))
}
