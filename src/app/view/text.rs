//! A page as lines of text.

use super::without_signs;
use outloud_core::{
    sanitize,
    view::{Document, DocumentRow, RowMark, RowPart, Tone, clock},
};

/// Columns of printed text.
const COLUMNS: usize = 78;
/// Columns of the mark, and of the time beside it.
const MARK: usize = 4;
const TIME: usize = 6;

/// How a face prints marks, tones and bars.
pub trait Painter {
    /// The sign or word for a mark, at most three columns wide.
    fn mark(&self, mark: RowMark) -> String;

    /// Text in the colour of its tone.
    fn paint(&self, _tone: Tone, text: &str) -> String {
        text.to_owned()
    }

    /// A bar of so many columns; empty where bars are not printed.
    fn gauge(&self, _share: f64, _columns: usize) -> String {
        String::new()
    }

    /// The last change to the whole page.
    fn finish(&self, page: String) -> String {
        page
    }
}

/// Text without signs and bars, as a screen reader should say it.
pub struct PlainPainter;

impl Painter for PlainPainter {
    fn mark(&self, mark: RowMark) -> String {
        match mark {
            RowMark::Said => "yes",
            RowMark::Missed => "no",
            RowMark::Contradicted => "not",
        }
        .to_owned()
    }

    fn finish(&self, page: String) -> String {
        without_signs(&page).into_owned()
    }
}

/// The page as text, without a newline at its end.
#[must_use]
pub fn text(page: &Document, painter: &dyn Painter) -> String {
    painter.finish(page.rows.iter().map(|row| row_text(row, painter)).collect::<Vec<_>>().join("\n"))
}

fn row_text(row: &DocumentRow, painter: &dyn Painter) -> String {
    let mut line = String::new();
    if let Some(mark) = row.mark {
        let word = painter.mark(mark);
        let tone = if mark == RowMark::Said { Tone::Good } else { Tone::Bad };
        let air = MARK.saturating_sub(word.chars().count());
        let time = row.at_s.map_or_else(String::new, clock);
        line = format!("{}{}{time:<TIME$}", painter.paint(tone, &word), " ".repeat(air)).replace(' ', "\u{a0}");
    }
    for part in &row.parts {
        line.push_str(&match part {
            RowPart::Text(tone, text) | RowPart::Cut(tone, text) => painter.paint(*tone, &sanitize::one_line(text)),
            RowPart::Gauge(share, columns) => painter.gauge(*share, *columns),
        });
    }
    let indent = " ".repeat(row.indent);
    let options = textwrap::Options::new(COLUMNS).subsequent_indent(&indent).break_words(false);
    textwrap::fill(line.trim_end(), options).replace('\u{a0}', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_words_and_bars_are_left_out() {
        let mut page = Document::default();
        page.push(DocumentRow::of(
            vec![
                RowPart::Text(Tone::Strong, "62".to_owned()),
                RowPart::Gauge(0.62, 8),
                RowPart::Text(Tone::Dim, " of 100".to_owned()),
            ],
            0,
        ));
        let said = vec![RowPart::Text(Tone::Text, "kernel".to_owned())];
        page.push(DocumentRow { mark: Some(RowMark::Said), at_s: Some(5.0), ..DocumentRow::of(said.clone(), 10) });
        page.push(DocumentRow { mark: Some(RowMark::Missed), ..DocumentRow::of(said, 10) });
        assert_eq!(text(&page, &PlainPainter), "62 of 100\nyes 0:05  kernel\nno        kernel");
    }

    #[test]
    fn long_rows_are_wrapped_under_their_text_and_control_characters_removed() {
        let mut page = Document::default();
        page.item((Tone::Accent, "→ "), Tone::Text, &format!("\u{1b}[2J{}", "word ".repeat(20)));
        let text = text(&page, &PlainPainter);
        assert!(!text.contains('\u{1b}') && text.lines().count() == 2, "{text}");
        assert!(text.starts_with("- [2J") && text.lines().nth(1).unwrap().starts_with("  word"), "{text}");
    }
}
