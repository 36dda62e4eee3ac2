//! Punctuation around words, abbreviations, and the names of signs that stand alone.

use std::{collections::HashMap, sync::LazyLock};

/// An abbreviation or sign, a tab, what is said for it.
static ABBREVIATIONS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/abbreviations.tsv").lines();
    lines.filter(|l| !l.starts_with("# ")).filter_map(|l| l.split_once('\t')).collect()
});

/// What is said for an abbreviation or for a sign that stands alone.
pub(super) fn expanded(token: &str) -> Option<&'static str> {
    ABBREVIATIONS.get(token).copied()
}

/// Whether a full stop at the end of this word belongs to it.
pub(super) fn is_abbreviation(word: &str) -> bool {
    word.ends_with('.') && expanded(word.trim_start_matches(['(', '"', '“'])).is_some() && !word.ends_with("etc.")
}

/// A token without the punctuation around it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bare<'a> {
    pub(super) before: Vec<char>,
    pub(super) core: &'a str,
    pub(super) after: Vec<char>,
}

/// Takes the punctuation off a token.
pub(super) fn bare(token: &str) -> Bare<'_> {
    if let Some(sign) = dash(token) {
        return Bare { before: vec![sign], core: "", after: Vec::new() };
    }
    if expanded(token).is_some() {
        return Bare { before: Vec::new(), core: token, after: Vec::new() };
    }
    let opening = |c: char| matches!(c, '(' | '[' | '{' | '"' | '“' | '”' | '\'' | '‘' | '`' | '*' | '_');
    let closing = |c: char| {
        matches!(
            c,
            ')' | ']'
                | '}'
                | '"'
                | '“'
                | '”'
                | '\''
                | '’'
                | '`'
                | '*'
                | '_'
                | '.'
                | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '…'
                | '—'
        )
    };
    let start = token.trim_start_matches(opening);
    let mut core = start.trim_end_matches(closing);
    // A full stop may belong to an abbreviation in front of other punctuation.
    let end = &start[core.len()..];
    if end.starts_with('.') && expanded(&start[..=core.len()]).is_some() {
        core = &start[..=core.len()];
    }
    let signs = |text: &str, first: bool| -> Vec<char> {
        let dots = text.contains("..");
        let mut signs: Vec<char> = text.chars().filter_map(|c| sign(c, first)).collect();
        if dots {
            signs.retain(|c| *c != '.');
            signs.push('…');
        }
        signs
    };
    let before = signs(&token[..token.len() - start.len()], true);
    let after = signs(&start[core.len()..], false);
    Bare { before, core, after }
}

fn dash(token: &str) -> Option<char> {
    matches!(token, "-" | "--" | "---" | "–" | "—").then_some('—')
}

/// The sign that stands for a mark of punctuation in a sentence that is said.
fn sign(c: char, first: bool) -> Option<char> {
    match c {
        '(' | '[' | '{' => Some('('),
        ')' | ']' | '}' => Some(')'),
        '"' | '“' | '”' => Some(if first { '“' } else { '”' }),
        '.' | ',' | ';' | ':' | '!' | '?' | '…' | '—' => Some(c),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_is_taken_off() {
        let of = |token| {
            let Bare { before, core, after } = bare(token);
            (before.into_iter().collect::<String>(), core.to_owned(), after.into_iter().collect::<String>())
        };
        let case = |b: &str, c: &str, a: &str| (b.to_owned(), c.to_owned(), a.to_owned());
        assert_eq!(of("\"pod\"?"), case("“", "pod", "”?"));
        assert_eq!(of("(e.g.,"), case("(", "e.g.", ","));
        assert_eq!(of("`kubectl`"), case("", "kubectl", ""));
        assert_eq!(of("wait..."), case("", "wait", "…"));
        assert_eq!(of("-"), case("—", "", ""));
        assert_eq!(of("/24?"), case("", "/24", "?"));
        assert_eq!(of("&"), case("", "&", ""));
    }
}
