//! What a report knows besides its sessions.

use outloud_core::bank::Bank;

/// What a report knows besides its sessions.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReportSurroundings<'a> {
    /// The banks, for what is worth knowing around their questions.
    pub banks: &'a [Bank],
    /// The candidate's usual pace in words a minute.
    pub usual_words_per_minute: Option<f64>,
}
