//! What a terminal, a spreadsheet or a reader's eye would obey instead of showing. Banks, sessions and transcripts come from
//! anywhere; what is printed of them goes through here.

use std::borrow::Cow;

/// Control characters (escape sequences begin with one), marks that turn the direction of writing, and line separators.
#[must_use]
pub fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// The colours that outloud's own lines have.
const OWN_STYLES: [&str; 9] = ["0", "1", "2", "22", "31", "32", "33", "36", "39"];

/// `text` for a terminal: line feeds and tabs stay, and, with `styles`, the few colour sequences that outloud prints
/// itself; of everything else that would be obeyed the bare letters remain.
#[must_use]
pub fn for_terminal(text: &str, styles: bool) -> Cow<'_, str> {
    let kept = |c: char| !is_obeyed(c) || matches!(c, '\n' | '\t');
    if text.chars().all(kept) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(style) = own_style(rest).filter(|_| styles) {
            out.push_str(style);
            rest = &rest[style.len()..];
        } else {
            if kept(c) {
                out.push(c);
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    Cow::Owned(out)
}

/// The colour sequence of ours that `text` begins with.
fn own_style(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("\u{1b}[")?;
    let end = inside.bytes().take(12).position(|b| b == b'm')?;
    inside[..end].split(';').all(|n| OWN_STYLES.contains(&n)).then(|| &text[..end + 3])
}

/// `text` in one line, with nothing in it that would be obeyed.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match c {
        '\n' | '\t' | '\r' => Some(' '),
        c if is_obeyed(c) => None,
        c => Some(c),
    };
    Cow::Owned(text.chars().filter_map(shown).collect())
}

/// A JSON document with every such character written as an escape: the same document, harmless on a terminal.
#[must_use]
pub fn json(document: &str) -> Cow<'_, str> {
    let escaped = |c: char| is_obeyed(c) && c != '\n';
    if !document.contains(escaped) {
        return Cow::Borrowed(document);
    }
    let mut out = String::with_capacity(document.len());
    for c in document.chars() {
        if escaped(c) { out.push_str(&format!("\\u{:04x}", u32::from(c))) } else { out.push(c) }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_a_terminal_would_obey() {
        let hostile = "\u{1b}[2Jgone\u{1b}]0;title\u{7}\u{9b}31m a\u{202e}b\tc\nd\r";
        assert_eq!(for_terminal(hostile, true), "[2Jgone]0;title31m ab\tc\nd");
        assert_eq!(one_line(hostile), "[2Jgone]0;title31m ab c d ");
        assert!(matches!(for_terminal("naïve 日本", true), Cow::Borrowed(_)));
    }

    #[test]
    fn our_own_colours_stay_and_only_those() {
        let own = "\u{1b}[1mScore\u{1b}[0m \u{1b}[31mno\u{1b}[39m";
        assert_eq!(for_terminal(own, true), own);
        assert_eq!(for_terminal(own, false), "[1mScore[0m [31mno[39m");
        assert_eq!(for_terminal("\u{1b}[8mhidden\u{1b}[1;8m", true), "[8mhidden[1;8m");
    }

    #[test]
    fn json_says_the_same_without_what_is_obeyed() {
        let text = "a\u{9b}b\u{202e}\u{7f}\u{1b}";
        let document = serde_json::to_string(text).unwrap();
        let shown = json(&document);
        assert!(!shown.contains(is_obeyed), "{shown}");
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), text);
    }
}
