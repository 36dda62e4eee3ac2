//! Numbers and quotations as the explanation writes them.

use outloud_core::{scorecard::Evidence, transcript::Hearing};

/// Whole weights without decimals.
pub(super) fn number(x: f64) -> String {
    if x.fract() == 0.0 { format!("{x:.0}") } else { format!("{x:.2}") }
}

pub(super) fn cited(evidence: &Evidence) -> String {
    let at = evidence.start_s.map(|s| format!(" at {s:.1} s")).unwrap_or_default();
    let doubt = if evidence.is_doubtful() { ", in doubt" } else { "" };
    let heard = |h: &Hearing| format!(", by ear {} {:+.1} nats", h.term, h.evidence_nats);
    let ear = evidence.hearing.as_ref().map(heard).unwrap_or_default();
    format!("\"{}\"{at} ({}{ear}, {:.2}{doubt})", evidence.text, evidence.how.as_str(), evidence.confidence)
}
