//! What is seen of a take while it lasts and forgotten afterwards: the level, the progress, the keywords said so far.

use std::collections::VecDeque;

use outloud_audio::Level;
use outloud_core::scorecard::Ticks;

/// Levels kept for the meter's trace: 20 a second, the last 6 s.
const TRACE: usize = 120;

/// What is seen of the current take while it lasts.
#[derive(Debug, Clone, Default)]
pub struct Live {
    /// What is recorded from, for people.
    pub source: String,
    /// The latest level; none before the first sound.
    pub level: Option<Level>,
    /// The last levels in dB full scale, oldest first.
    pub trace: VecDeque<f32>,
    /// Seconds of the take that are transcribed, and seconds there are.
    pub progress: Option<(f64, f64)>,
    /// The keywords and points heard so far; empty while nothing is known.
    pub ticks: Ticks,
    /// How far transcribing the round again is, or what it came to.
    pub again: Option<String>,
    /// The loudest sample since the take began, in dB full scale.
    pub peak_dbfs: Option<f32>,
}

impl Live {
    /// Forgets the last take.
    pub(super) fn begin(&mut self) {
        *self = Self { source: std::mem::take(&mut self.source), ..Self::default() };
    }

    pub(super) fn hear(&mut self, level: Level) {
        self.level = Some(level);
        self.peak_dbfs = Some(self.peak_dbfs.map_or(level.peak_dbfs, |p| p.max(level.peak_dbfs)));
        if self.trace.len() == TRACE {
            self.trace.pop_front();
        }
        self.trace.push_back(level.rms_dbfs);
    }

    /// How much of the take is transcribed, 0..=1.
    #[must_use]
    pub fn share_transcribed(&self) -> Option<f64> {
        self.progress.map(|(done, total)| if total > 0.0 { (done / total).clamp(0.0, 1.0) } else { 0.0 })
    }
}
