//! The little HTML that notes contain (`<details>`, Anki fields) as plain text.

use html5gum::{Token, Tokenizer};

/// A piece of HTML as the Markdown reader needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text between tags, white space folded, never empty.
    Text(String),
    /// `<name>`.
    Open(String),
    /// `</name>`.
    Close(String),
}

/// The pieces of an HTML text, in order. Malformed HTML is read as a browser would.
pub(super) fn pieces(html: &str) -> Vec<Piece> {
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut found = Vec::new();
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) => found.push(Piece::Open(lossy(&tag.name))),
            Token::EndTag(tag) => found.push(Piece::Close(lossy(&tag.name))),
            Token::String(text) => {
                let folded = lossy(&text).split_whitespace().collect::<Vec<_>>().join(" ");
                if !folded.is_empty() {
                    found.push(Piece::Text(folded));
                }
            }
            _ => {}
        }
    }
    found
}

/// An HTML fragment as text: tags gone, entities resolved, list items and blocks apart.
#[must_use]
pub fn plain_text(html: &str) -> String {
    let mut out = String::new();
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => {
                let glued = out.is_empty()
                    || out.ends_with(char::is_whitespace)
                    || text.starts_with(['.', ',', ';', ':', '?', '!', ')']);
                if !glued {
                    out.push(' ');
                }
                out.push_str(&text);
            }
            Piece::Open(tag) | Piece::Close(tag) => {
                if matches!(tag.as_str(), "br" | "p" | "div" | "li" | "ul" | "ol" | "tr") && !out.is_empty() {
                    let kept = out.trim_end().len();
                    out.truncate(kept);
                    out.push('\n');
                }
            }
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_lose_their_markup_and_keep_their_words() {
        let cases = [
            ("a <b>branch</b>, really", "a branch, really"),
            ("1 &lt; 2 &amp;&nbsp;so", "1 < 2 & so"),
            ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
            ("<div>unclosed <b", "unclosed"),
            ("", ""),
        ];
        for (html, text) in cases {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }
}
