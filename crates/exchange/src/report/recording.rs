//! The recordings that a report plays.

use std::collections::HashMap;

/// What the `src` of a take's player says: a `data:` URI or a path beside the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportRecording {
    /// The bytes of a WAV, to be put into the document.
    Embedded(Vec<u8>),
    /// The parts of a path relative to the document.
    Beside(Vec<String>),
}

/// The recordings of a report, by session id and take number. A take without one is shown without a player.
pub type Recordings = HashMap<(String, u32), ReportRecording>;
