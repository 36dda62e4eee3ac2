//! The parts of a story, opened by the elements that were heard in it: situation, task, action, result. So the shares of time and the score
//! speak of the same words.

use outloud_core::scorecard::{Evidence, Telling};

use crate::text::Token;

/// Each part and the elements that open it; a kind of an element opens what its element opens.
const OPENED_BY: [(&str, &[&str]); 4] = [
    ("situation", &["frame"]),
    ("task", &["need"]),
    ("action", &["action", "together"]),
    ("result", &["outcome", "figure.effect", "change", "learning", "insight"]),
];

/// The names of the parts.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    OPENED_BY.iter().map(|(name, _)| *name)
}

/// Where parts open: token, length of the words, part; in order.
pub(super) fn openings(telling: &Telling, tokens: &[Token]) -> Vec<(usize, usize, usize)> {
    let mut opened: Vec<(usize, usize, usize)> = Vec::new();
    for element in &telling.elements {
        let opens = |names: &[&str]| names.iter().any(|name| element.id.starts_with(name));
        if let Some(part) = OPENED_BY.iter().position(|(_, names)| opens(names)) {
            opened.extend(element.evidence.iter().map(|e| place(e, part, tokens)));
        }
    }
    opened.sort_unstable();
    opened.dedup_by_key(|(token, ..)| *token);
    opened
}

fn place(evidence: &Evidence, part: usize, tokens: &[Token]) -> (usize, usize, usize) {
    let first = tokens.partition_point(|t| t.last_word < evidence.first_word);
    let end = tokens.partition_point(|t| t.first_word < evidence.first_word + evidence.word_count);
    (first, end.saturating_sub(first).max(1), part)
}
