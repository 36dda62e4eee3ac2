//! The shape of the tables that say what opens a part of an answer.

/// Each part and the words that open it.
pub(super) type Cues = &'static [(&'static str, &'static [&'static str])];
