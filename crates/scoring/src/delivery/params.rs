//! What is measured of the delivery. Facts only: none of it changes a score, so no evaluation decides here.

/// How many of the most-used words are listed.
pub(super) const TOP_WORDS: usize = 8;

/// How often a word must be said to be listed.
pub(super) const TOP_WORD_FROM: usize = 2;

/// How many sentences must open with the same two words to be listed.
pub(super) const OPENING_FROM: usize = 3;

/// A silence of more seconds is a pause.
pub(super) const PAUSE_S: f64 = 2.0;

/// Tokens that may stand between two measures that are one: "from 2.5 seconds to 150 milliseconds".
pub(super) const MEASURES_APART: usize = 4;
/// The length of a burst of fillers, in seconds.
pub(super) const BURST_S: f64 = 10.0;
/// From so many fillers and hesitations on it is one: as many again would be 24 a minute.
pub(super) const BURST_FROM: usize = 4;
