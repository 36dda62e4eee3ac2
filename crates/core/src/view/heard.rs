//! What is shown in the place of a score where an answer was not heard well enough.

use crate::{hearing::Heard, sound::Span};

use super::{
    document::{Document, DocumentRow, RowPart, Tone},
    figures::clock,
};

/// Stretches that are listed.
const MOST_LISTED: usize = 6;

impl Heard {
    /// The sentence, why it is so, the stretches to listen to, and what to change. `recording_s`: how long the recording is.
    pub fn rows(&self, page: &mut Document, recording_s: Option<f64>) {
        page.line(Tone::Strong, self.sentence());
        for reason in &self.reasons {
            page.item((Tone::Warn, "! "), Tone::Warn, reason.text());
        }
        for stretch in self.stretches.iter().take(MOST_LISTED) {
            page.push(stretch_row(*stretch, recording_s));
        }
        if self.stretches.len() > MOST_LISTED {
            page.line(Tone::Dim, format!("and {} more", self.stretches.len() - MOST_LISTED));
        }
        let mut advice: Vec<&str> = self.reasons.iter().map(|reason| reason.advice()).collect();
        advice.dedup();
        for advice in advice {
            page.item((Tone::Accent, "→ "), Tone::Text, advice);
        }
    }
}

/// A stretch ends with the second that it ends in, but not behind the recording as every face tells its length.
fn stretch_row(stretch: Span, recording_s: Option<f64>) -> DocumentRow {
    let end_s = stretch.end_s.ceil().min(recording_s.unwrap_or(f64::INFINITY));
    let text = format!("{} to {}", clock(stretch.start_s), clock(end_s));
    let parts = vec![RowPart::Text(Tone::Text, text)];
    DocumentRow { at_s: Some(stretch.start_s), is_choice: true, ..DocumentRow::of(parts, 2) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::Unheard;

    #[test]
    fn what_was_not_heard_is_told_with_its_seconds_and_what_to_change() {
        let span = |start_s| Span { start_s, end_s: start_s + 2.5 };
        let heard = Heard {
            enough: false,
            stretches: (0..8).map(|n| span(f64::from(n) * 10.0)).collect(),
            reasons: vec![Unheard::FewWords, Unheard::UnsureWords],
            guessed: None,
        };
        assert_eq!(heard.sentence(), "I did not hear you well enough: 8 stretches; listen, correct, or answer again.");
        let mut page = Document::default();
        heard.rows(&mut page, Some(72.4));
        let choices: Vec<_> = page.rows.iter().filter(|row| row.is_choice).map(|row| row.at_s).collect();
        assert_eq!((choices.len(), choices[1]), (6, Some(10.0)));
        let text = format!("{page:?}");
        assert!(
            text.contains("0:10 to 0:13") && text.contains("and 2 more") && text.contains("closer to the microphone")
        );
        heard.rows(&mut page, Some(52.7));
        let text = format!("{page:?}");
        assert!(text.contains("0:50 to 0:53") && text.contains("0:50 to 0:52"), "no end behind the recording: {text}");
        assert_eq!(serde_json::to_value(Unheard::NoWords).unwrap(), "no_words");
    }
}
