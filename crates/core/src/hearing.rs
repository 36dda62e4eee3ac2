//! Whether an answer was heard well enough to be measured. Where it was not, no score is shown: a number that rests on guesses is
//! worse than none.

use serde::{Deserialize, Serialize};

use crate::{
    sound::Span,
    view::{Document, DocumentRow, RowPart, Tone, clock},
};

/// Stretches that are listed.
const MOST_LISTED: usize = 6;

/// How an answer was heard. Typed answers, and those whose words were corrected by hand, are heard well enough.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heard {
    /// Whether the transcript can be trusted.
    pub enough: bool,
    /// Where it cannot, in order; empty if it can.
    pub stretches: Vec<Span>,
    /// Why it cannot; empty if it can.
    pub reasons: Vec<Unheard>,
}

/// Why a transcript is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unheard {
    /// Another language than English is spoken.
    OtherLanguage,
    /// A voice was heard and not one word.
    NoWords,
    /// Much of the voice came to no words.
    FewWords,
    /// Most words are guesses: the recogniser was unsure of them, or no dictionary and no bank has them.
    UnsureWords,
}

impl Unheard {
    /// The reason in words.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::OtherLanguage => "this does not sound like English",
            Self::NoWords => "your voice was heard and not one word",
            Self::FewWords => "much of your voice came to no words",
            Self::UnsureWords => "most of the words are guesses",
        }
    }

    fn advice(self) -> &'static str {
        match self {
            Self::OtherLanguage => "Answer in English.",
            _ => {
                "Come closer to the microphone, find a quieter room, or choose a larger model (`outloud models list` shows them)."
            }
        }
    }
}

impl Default for Heard {
    fn default() -> Self {
        Self { enough: true, stretches: Vec::new(), reasons: Vec::new() }
    }
}

impl Heard {
    /// What is said in the place of a score.
    #[must_use]
    pub fn sentence(&self) -> String {
        let stretches = match self.stretches.len() {
            0 => String::new(),
            1 => ": one stretch".to_owned(),
            n => format!(": {n} stretches"),
        };
        format!("I did not hear you well enough{stretches}; listen, correct, or answer again.")
    }

    /// The sentence, why it is so, the stretches to listen to, and what to change.
    pub fn rows(&self, page: &mut Document) {
        page.line(Tone::Strong, self.sentence());
        for reason in &self.reasons {
            page.item((Tone::Warn, "! "), Tone::Warn, reason.text());
        }
        for stretch in self.stretches.iter().take(MOST_LISTED) {
            page.push(stretch_row(*stretch));
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

fn stretch_row(stretch: Span) -> DocumentRow {
    let text = format!("{} to {}", clock(stretch.start_s), clock(stretch.end_s.ceil()));
    let parts = vec![RowPart::Text(Tone::Text, text)];
    DocumentRow { at_s: Some(stretch.start_s), is_choice: true, ..DocumentRow::of(parts, 2) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_heard_is_told_with_its_seconds_and_what_to_change() {
        let span = |start_s| Span { start_s, end_s: start_s + 2.5 };
        let heard = Heard {
            enough: false,
            stretches: (0..8).map(|n| span(f64::from(n) * 10.0)).collect(),
            reasons: vec![Unheard::FewWords, Unheard::UnsureWords],
        };
        assert_eq!(heard.sentence(), "I did not hear you well enough: 8 stretches; listen, correct, or answer again.");
        let mut page = Document::default();
        heard.rows(&mut page);
        let choices: Vec<_> = page.rows.iter().filter(|row| row.is_choice).map(|row| row.at_s).collect();
        assert_eq!((choices.len(), choices[1]), (6, Some(10.0)));
        let text = format!("{page:?}");
        assert!(
            text.contains("0:10 to 0:13") && text.contains("and 2 more") && text.contains("closer to the microphone")
        );
        assert_eq!(serde_json::to_value(Unheard::NoWords).unwrap(), "no_words");
    }
}
