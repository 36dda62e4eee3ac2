//! What faces show, as plain data. The full screen draws it, plain lines and commands print it; none of them decides again
//! what is shown, in which words and with which marks. It is here and not beside the faces so that reports can use it too.

mod change;
mod document;
mod figures;
mod heard;
mod preparation;
mod score_row;
mod scorecard;
mod waveform;

pub use change::{Compared, MarkChange, Outcome, OutcomeKind, compare, outcomes};
pub use document::{Document, DocumentRow, RowMark, RowPart, Tone};
pub use figures::{clock, count, countdown, seconds_of};
pub use preparation::{bank_document, before_document, preparation_document};
pub use score_row::ScoreRow;
pub use scorecard::{ScoreGroup, ScorecardView};
pub use waveform::{PEAKS, wave_heights};
