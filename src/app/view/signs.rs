//! Signs that a screen reader skips, spells out or stumbles over, in words. Banks, stories and notes may hold any of them.

use std::borrow::Cow;

/// Whether plain text has another word for `c`: arrows, box drawing, blocks, shapes, dingbats, braille, dots between words.
#[must_use]
pub fn is_sign(c: char) -> bool {
    matches!(c, '\u{b7}' | '\u{2022}' | '\u{2026}' | '\u{2190}'..='\u{21ff}' | '≈' | '\u{2500}'..='\u{28ff}' | '\u{2900}'..='\u{297f}'
        | '\u{2b00}'..='\u{2bff}')
}

/// `text` with words in the place of its signs. A sign at the start of a line begins an item and becomes a hyphen; one that
/// only decorates is left out.
#[must_use]
pub fn without_signs(text: &str) -> Cow<'_, str> {
    if !text.contains(is_sign) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if !is_sign(c) {
            out.push(c);
            continue;
        }
        let starts_line = out.rsplit('\n').next().is_none_or(|line| line.trim().is_empty());
        // Bullets in a row, or at the end of a line, are the weight of a keyword.
        let mut bullets = usize::from(c == '\u{2022}');
        while bullets > 0 && letters.next_if_eq(&c).is_some() {
            bullets += 1;
        }
        let ends_line = letters.peek().is_none_or(|next| *next == '\n');
        match c {
            '\u{2022}' if !starts_line && (bullets > 1 || ends_line) => out.push_str(&format!("weight {bullets}")),
            '\u{b7}' | '\u{2022}' if !starts_line => {
                // A comma stands right behind the word before.
                out.truncate(out.trim_end_matches(' ').len());
                out.push(',');
            }
            '\u{b7}' | '\u{2022}' | '\u{2190}'..='\u{21ff}' if starts_line => out.push('-'),
            c => out.push_str(word(c)),
        }
    }
    Cow::Owned(out)
}

fn word(c: char) -> &'static str {
    match c {
        '✓' | '✔' => "yes",
        '✗' | '✘' => "no",
        '…' => "...",
        '→' | '⇒' | '➜' => "to",
        '←' | '⇐' => "from",
        '↑' => "up",
        '↓' => "down",
        '≈' => "about",
        '↔' | '⇄' => "and back",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_become_words_and_what_decorates_is_left_out() {
        let cases = [
            ("your takes: 40 → 62", "your takes: 40 to 62"),
            ("→ Name the rate.\n  · one", "- Name the rate.\n  - one"),
            ("git · technical · 90 s", "git, technical, 90 s"),
            ("✓ said, ✗ missed", "yes said, no missed"),
            ("███░░ 62 ⠙ ─┼─ ●", " 62   "),
            ("Looking …", "Looking ..."),
            ("• one\n• two • three", "- one\n- two, three"),
            ("shared branch •••\nkernel •\nend", "shared branch weight 3\nkernel weight 1\nend"),
        ];
        for (text, expected) in cases {
            assert_eq!(without_signs(text), expected);
            assert!(!without_signs(text).contains(is_sign), "{text}");
        }
        assert!(matches!(without_signs("naïve “日本” – 5 °C"), Cow::Borrowed(_)));
    }
}
