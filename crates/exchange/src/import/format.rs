//! What notes are written in, by their content.

use super::{anki_text::is_anki_text, asking::asks, table::delimiter};

/// A format of notes that are text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFormat {
    /// Markdown, and plain text with questions in it.
    Markdown,
    /// Rows with this delimiter.
    Table(u8),
    /// Anki's text export.
    Anki,
    /// A bank, or any JSON with questions in it.
    Json,
}

/// The format that a text is most likely in, if its file's name does not tell.
#[must_use]
pub fn sniff(text: &str) -> TextFormat {
    if is_anki_text(text) {
        return TextFormat::Anki;
    }
    if text.trim_start().starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() {
        return TextFormat::Json;
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(400).collect();
    let tabbed = lines.iter().filter(|line| line.contains('\t')).count();
    if tabbed * 2 > lines.len() {
        return TextFormat::Table(b'\t');
    }
    let marked = lines.iter().any(|line| {
        let heading = line.trim_start_matches('#');
        (heading.len() < line.len() && heading.starts_with(' '))
            || ["Q:", "q:", "Question", "**", "<details", "<summary", "- ", "* ", "1. ", "---"]
                .iter()
                .any(|m| line.starts_with(m))
    });
    match delimiter(text) {
        Some(found) if !marked => TextFormat::Table(found),
        // Several lines that have the same columns, and nothing that asks.
        Some(found) if !lines.iter().any(|line| asks(line)) => TextFormat::Table(found),
        _ => TextFormat::Markdown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_tells_the_format() {
        let cases = [
            ("#separator:tab\nWhy?\tSo\n", TextFormat::Anki),
            ("DNS\tNames to addresses\nMulti\tline one\nline two\n", TextFormat::Table(b'\t')),
            ("Question;Answer\nWhy?;So, so\n", TextFormat::Table(b';')),
            ("Q: Why, and what for?\nA: So, for that.\n", TextFormat::Markdown),
            ("# Git, hub\n\n- What is a branch, really?\n- What is a tag, really?\n", TextFormat::Markdown),
            ("What is a pod?\nWhat is DNS?\n", TextFormat::Markdown),
            ("[{\"q\": \"Why?\"}]", TextFormat::Json),
            ("[a](b) is a link\n\nQ: Why?\n", TextFormat::Markdown),
            ("", TextFormat::Markdown),
        ];
        for (text, format) in cases {
            assert_eq!(sniff(text), format, "{text}");
        }
    }
}
