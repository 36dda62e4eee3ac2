//! Sessions as documents: an HTML report, Markdown, tables. Pure text out of pure data: whoever calls brings the recordings
//! and writes the files, so that the same sessions give the same bytes on every machine.
//!
//! `view` says what a document shows, `render` and the templates how; `rows` is the same as flat tables, `table` makes CSV of
//! them and `dataset` Parquet.

mod columnar;
mod compare;
pub mod dataset;
mod limits;
pub mod names;
mod render;
pub mod rows;
pub mod table;
mod timeline;
mod view;
mod words;

use std::collections::HashMap;

pub use render::ReportError;

use outloud_core::session::Session;

/// What the `src` of a take's player says: a `data:` URI or a path beside the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recording {
    /// The bytes of a WAV, to be put into the document.
    Embedded(Vec<u8>),
    /// The parts of a path relative to the document.
    Beside(Vec<String>),
}

/// The recordings of a report, by session id and take number. A take without one is shown without a player.
pub type Recordings = HashMap<(String, u32), Recording>;

/// A self-contained HTML document: no network, no file but the recordings that lie beside it, if any.
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
