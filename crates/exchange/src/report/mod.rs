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
mod preparation;
mod recording;
mod render;
pub mod rows;
mod surroundings;
pub mod table;
mod time;
mod timeline;
mod view;
mod words;

pub use error::ReportError;
pub use recording::{Recordings, ReportRecording};
pub use surroundings::{ReportPeaks, ReportSurroundings};

use outloud_core::session::Session;

/// A self-contained HTML document: no network, no other file but recordings beside it, if any.
///
/// # Errors
/// [`ReportError`] if there is more than a document can hold, or a template fails: a bug of ours, not of the sessions.
pub fn html(sessions: &[Session], recordings: &Recordings) -> Result<String, ReportError> {
    html_with(sessions, recordings, ReportSurroundings::default())
}

/// The same with what is known besides the sessions.
///
/// # Errors
/// As [`html`].
pub fn html_with(
    sessions: &[Session],
    recordings: &Recordings,
    surroundings: ReportSurroundings<'_>,
) -> Result<String, ReportError> {
    limits::check(sessions)?;
    render::html(&view::report(sessions, recordings, surroundings))
}

/// A Markdown document without sound.
///
/// # Errors
/// As [`html`].
pub fn markdown(sessions: &[Session]) -> Result<String, ReportError> {
    markdown_with(sessions, ReportSurroundings::default())
}

/// The same with what is known besides the sessions.
///
/// # Errors
/// As [`html`].
pub fn markdown_with(sessions: &[Session], surroundings: ReportSurroundings<'_>) -> Result<String, ReportError> {
    limits::check(sessions)?;
    render::markdown(&view::report(sessions, &Recordings::new(), surroundings))
}
