//! Why a report cannot be made.

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A template does not work: a bug.
    #[error("the report could not be made: {0}. This is a bug in outloud; `--format json` still has everything")]
    Template(#[from] minijinja::Error),
    /// More than one document can hold.
    #[error(
        "a report of {count} {what} is more than can be read, {most} at most: export fewer sessions, or all of it with --format json"
    )]
    TooMuch {
        /// What there is too much of.
        what: &'static str,
        /// How much there is.
        count: usize,
        /// How much there may be.
        most: usize,
    },
}
