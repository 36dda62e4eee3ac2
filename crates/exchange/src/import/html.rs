//! The little HTML that notes contain (`<details>`, Anki fields) as plain text.

use html5gum::{Token, Tokenizer};

/// A piece of HTML as the Markdown reader needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HtmlPiece {
    /// Text between tags, never empty; white space folded, also where it touches a tag.
    Text(String),
    /// `<name>`.
    Open(String),
    /// `</name>`.
    Close(String),
}

/// The pieces of an HTML text, in order. Malformed HTML is read as a browser would; styles and scripts are no text.
pub(super) fn pieces(html: &str) -> Vec<HtmlPiece> {
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut found = Vec::new();
    let mut hidden: Option<String> = None;
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = lossy(&tag.name);
                if matches!(name.as_str(), "style" | "script") && hidden.is_none() {
                    hidden = Some(name.clone());
                }
                found.push(HtmlPiece::Open(name));
            }
            Token::EndTag(tag) => {
                let name = lossy(&tag.name);
                hidden = hidden.filter(|open| *open != name);
                found.push(HtmlPiece::Close(name));
            }
            Token::String(text) if hidden.is_none() => found.push(HtmlPiece::Text(folded(&lossy(&text)))),
            _ => {}
        }
    }
    found
}

/// Every run of white space as one space.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if !c.is_whitespace() => out.push(c),
            _ if out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    out
}

/// An HTML fragment as text: tags gone, entities resolved, list items and blocks apart.
#[must_use]
pub fn plain_text(html: &str) -> String {
    let mut out = String::new();
    for piece in pieces(html) {
        match piece {
            HtmlPiece::Text(text) => {
                let apart = out.is_empty() || out.ends_with(char::is_whitespace);
                out.push_str(if apart { text.trim_start() } else { &text });
            }
            HtmlPiece::Open(tag) | HtmlPiece::Close(tag) => {
                if matches!(tag.as_str(), "br" | "p" | "div" | "li" | "ul" | "ol" | "tr" | "td" | "pre" | "hr")
                    && !out.is_empty()
                {
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
            ("micro<b>service</b>s <i>talk</i> .", "microservices talk ."),
            ("<style>.card { color: red }</style>Why?<script>alert(1)</script>", "Why?"),
            ("<div>unclosed <b", "unclosed"),
            ("", ""),
        ];
        for (html, text) in cases {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }
}
