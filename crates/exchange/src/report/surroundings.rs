//! What a report knows besides its sessions.

use std::collections::HashMap;

use outloud_core::bank::Bank;

/// The peaks of recordings, 0..=1, in equal stretches of their time; by session id and take number.
pub type ReportPeaks = HashMap<(String, u32), Vec<f32>>;

/// What a report knows besides its sessions.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReportSurroundings<'a> {
    /// The banks, for what is worth knowing around their questions.
    pub banks: &'a [Bank],
    /// The candidate's usual pace in words a minute.
    pub usual_words_per_minute: Option<f64>,
    /// The waveforms of the takes that have one.
    pub peaks: Option<&'a ReportPeaks>,
}
