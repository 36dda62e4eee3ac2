//! Statements with gaps: Anki's `{{c1::deletions::hint}}` and the `[gaps]` of hashcards.

/// A text with `{{c1::deletions::hint}}`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cloze {
    /// With "..." for each gap.
    pub gapped: String,
    /// With what fills the gaps.
    pub whole: String,
    pub hints: Vec<String>,
}

impl Cloze {
    /// None if the text has no deletion. Deletions inside deletions become part of the outer gap.
    pub fn read(text: &str) -> Option<Self> {
        let mut cloze = Self::default();
        let (mut rest, mut depth, mut any) = (text, 0_usize, false);
        while let Some(next) = rest.chars().next() {
            if let Some(inner) = deletion(rest) {
                cloze.gapped.push_str(if depth == 0 { "..." } else { "" });
                (rest, depth, any) = (inner, depth + 1, true);
            } else if let Some(after) = rest.strip_prefix("}}").filter(|_| depth > 0) {
                (rest, depth) = (after, depth - 1);
            } else if let Some(hint) = rest.strip_prefix("::").filter(|_| depth > 0) {
                let end = hint.find("}}").unwrap_or(hint.len());
                cloze.hints.push(hint[..end].trim().to_owned());
                rest = &hint[end..];
            } else {
                cloze.whole.push(next);
                if depth == 0 {
                    cloze.gapped.push(next);
                }
                rest = &rest[next.len_utf8()..];
            }
        }
        any.then_some(cloze)
    }

    /// A text whose gaps stand in brackets; `\\[` is a bracket.
    pub fn bracketed(text: &str) -> Self {
        let mut cloze = Self::default();
        let mut chars = text.chars();
        let mut inside = false;
        while let Some(c) = chars.next() {
            let (c, escaped) = if c == '\\' { (chars.next().unwrap_or(c), true) } else { (c, false) };
            match c {
                '[' if !escaped && !inside => {
                    inside = true;
                    cloze.gapped.push_str("...");
                }
                ']' if !escaped && inside => inside = false,
                _ => {
                    cloze.whole.push(c);
                    if !inside {
                        cloze.gapped.push(c);
                    }
                }
            }
        }
        cloze
    }
}

/// What stands behind `{{c1::` at the start of `text`.
fn deletion(text: &str) -> Option<&str> {
    let number = text.strip_prefix("{{c")?;
    let after = number.trim_start_matches(|c: char| c.is_ascii_digit());
    after.strip_prefix("::").filter(|_| after.len() < number.len())
}
