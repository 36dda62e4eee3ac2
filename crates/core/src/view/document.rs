//! A page as rows of text whose parts have a meaning instead of a colour.

use crate::{challenge::Judged, scorecard::Verdict};

/// What a part of a row means. Faces that have colours choose one for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Ordinary text.
    Text,
    /// Labels, times, details.
    Dim,
    /// The question, the score.
    Strong,
    /// A heading.
    Heading,
    /// A sign that leads a row.
    Accent,
    /// Said, better.
    Good,
    /// Missed, worse.
    Bad,
    /// Doubtful, to be looked at.
    Warn,
}

/// What an answer did with a keyword or point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowMark {
    /// Said it.
    Said,
    /// Left it out.
    Missed,
    /// Said the opposite.
    Contradicted,
}

impl RowMark {
    /// The sign of a mark, which says the same as its colour.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Said => "✓",
            Self::Missed => "✗",
            Self::Contradicted => "!",
        }
    }
}

impl From<Verdict> for RowMark {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Met => Self::Said,
            Verdict::Missed => Self::Missed,
            Verdict::Contradicted => Self::Contradicted,
        }
    }
}

impl From<RowMark> for Verdict {
    fn from(mark: RowMark) -> Self {
        match mark {
            RowMark::Said => Self::Met,
            RowMark::Missed => Self::Missed,
            RowMark::Contradicted => Self::Contradicted,
        }
    }
}

/// A part of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum RowPart {
    /// Text.
    Text(Tone, String),
    /// Text that may be cut to the room that the other parts of its row leave.
    Cut(Tone, String),
    /// A bar of so many columns, filled to a share of 0..=1. Its figure stands beside it, so faces may leave it out.
    Gauge(f64, usize),
}

/// A row of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentRow {
    /// What the answer did with it, for keywords and points.
    pub mark: Option<RowMark>,
    /// The second of the recording that it is about.
    pub at_s: Option<f64>,
    /// Its parts.
    pub parts: Vec<RowPart>,
    /// What its verdict is on, where it can be challenged.
    pub judged: Option<Judged>,
    /// Columns before its second and further lines.
    pub indent: usize,
    /// Whether it can be chosen.
    pub is_choice: bool,
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Its rows; an empty one is a gap.
    pub rows: Vec<DocumentRow>,
}

impl DocumentRow {
    /// A row of one part.
    #[must_use]
    pub fn text(tone: Tone, text: impl Into<String>) -> Self {
        Self::of(vec![RowPart::Text(tone, text.into())], 0)
    }

    /// A row of several parts.
    #[must_use]
    pub fn of(parts: Vec<RowPart>, indent: usize) -> Self {
        Self { parts, indent, ..Self::default() }
    }
}

impl Document {
    /// Adds a row.
    pub fn push(&mut self, row: DocumentRow) {
        self.rows.push(row);
    }

    /// Adds a row of one part.
    pub fn line(&mut self, tone: Tone, text: impl Into<String>) {
        self.push(DocumentRow::text(tone, text));
    }

    /// Adds a heading with figures beside it.
    pub fn heading(&mut self, title: &str, figures: &str) {
        let mut parts = vec![RowPart::Text(Tone::Heading, title.to_owned())];
        if !figures.is_empty() {
            parts.push(RowPart::Text(Tone::Dim, format!("\u{a0} {figures}")));
        }
        self.push(DocumentRow::of(parts, 0));
    }

    /// Adds an empty row, but never two and none at the top.
    pub fn gap(&mut self) {
        if self.rows.last().is_some_and(|row| !row.parts.is_empty()) {
            self.rows.push(DocumentRow::default());
        }
    }

    /// Adds a row that a sign leads.
    pub fn item(&mut self, sign: (Tone, &str), tone: Tone, text: &str) {
        let parts = vec![RowPart::Text(sign.0, sign.1.to_owned()), RowPart::Text(tone, text.to_owned())];
        self.push(DocumentRow::of(parts, 2));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_never_double_and_never_lead() {
        let mut page = Document::default();
        page.gap();
        page.line(Tone::Text, "one");
        page.gap();
        page.gap();
        page.line(Tone::Text, "two");
        assert_eq!(page.rows.iter().map(|r| r.parts.len()).collect::<Vec<_>>(), [1, 0, 1]);
    }
}
