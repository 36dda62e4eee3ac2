//! A place where a term was found.

use outloud_core::scorecard::How;

/// A place in the transcript where a target was said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hit {
    /// Index of the first token.
    pub first: usize,
    /// Index of the last token.
    pub last: usize,
    /// The way that found it.
    pub how: How,
    /// How good the match is, 0..=1, before the recogniser's probability.
    pub quality: f64,
}
