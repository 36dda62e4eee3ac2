//! A scorecard as coloured lines.

use super::painter::painted;
use outloud_core::{session::Take, view::ScorecardView};

/// The transcript of a take and its card for people, several lines, no newline at the end; none until it is scored.
#[must_use]
pub fn text(take: &Take) -> Option<String> {
    let (card, transcript) = (ScorecardView::of(take)?, take.transcript.as_ref()?);
    let said = textwrap::fill(&transcript.text, 78);
    Some(format!("{said}\n\n{}", painted(&card.document())))
}
