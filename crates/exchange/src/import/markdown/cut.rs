//! Notes cut at `<details>` and `<summary>`: Markdown reads HTML and what touches it as one block of HTML, but people write
//! Markdown inside.

use std::borrow::Cow;

/// A piece of the notes between two of those tags, or a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CutPart<'a> {
    /// Markdown, and the line it begins in, counted from 1.
    Text(Cow<'a, str>, usize),
    /// What stands in a `<summary>`.
    Summary(Cow<'a, str>, usize),
    /// `<details>`.
    Open,
    /// `</details>`.
    Close,
}

/// The tags that cut, as they begin.
const TAGS: [&str; 4] = ["<details", "</details", "<summary", "</summary"];

/// A tag with its attributes is not longer than this.
const MAX_TAG_BYTES: usize = 300;

/// Cuts a text. Tags in code are text.
pub(super) fn cut(text: &str) -> Vec<CutPart<'_>> {
    let code = code_lines(text);
    let mut parts = Vec::new();
    let (mut from, mut from_line, mut summary, mut at) = (0, 1, false, 0);
    for (n, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        if code[n] {
            continue;
        }
        for (begin, end, tag) in tags(line) {
            let (begin, end) = (start + begin, start + end);
            push(&mut parts, &text[from..begin.max(from)], from_line, summary);
            summary = false;
            match tag {
                0 => parts.push(CutPart::Open),
                1 => parts.push(CutPart::Close),
                2 => summary = true,
                _ => {}
            }
            (from, from_line) = (end, n + 1);
        }
    }
    push(&mut parts, &text[from..], from_line, summary);
    parts
}

/// Adds a piece, without the tags and blank lines it begins with. A summary that nothing closes is its first line.
fn push<'a>(parts: &mut Vec<CutPart<'a>>, piece: &'a str, line: usize, summary: bool) {
    let mut rest = piece;
    loop {
        let trimmed = rest.trim_start_matches(['\n', '\r']);
        let lead = trimmed.trim_start();
        let tag =
            ["<br>", "<br/>", "<br />", "<b>", "</b>", "<strong>", "<p>", "</p>", "<hr>", "<blockquote>", "</code>"]
                .iter()
                .find(|tag| lead.get(..tag.len()).is_some_and(|t| t.eq_ignore_ascii_case(tag)));
        match tag {
            // A bold or a paragraph inside a summary belongs to its text.
            Some(tag) if !summary => rest = &lead[tag.len()..],
            _ if trimmed.len() < rest.len() => rest = trimmed,
            _ => break,
        }
    }
    if rest.trim().is_empty() {
        return;
    }
    let line = line + piece[..piece.len() - rest.len()].matches('\n').count();
    let dedented = dedent(rest, line > 1 && rest.len() == piece.len());
    parts.push(if summary { CutPart::Summary(dedented, line) } else { CutPart::Text(dedented, line) });
}

/// A piece that is indented as a whole, as inside a list, moved to the margin: else Markdown reads it as code.
///
/// `goes_on`: it goes on in the line of a tag, so that its first line has no indentation of its own.
fn dedent(text: &str, goes_on: bool) -> Cow<'_, str> {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let by = text.lines().skip(goes_on.into()).filter(|l| !l.trim().is_empty()).map(indent).min().unwrap_or(0);
    if by < 3 {
        return Cow::Borrowed(text);
    }
    let moved = |line: &str| line[indent(line).min(by)..].to_owned();
    Cow::Owned(text.split_inclusive('\n').map(moved).collect())
}

/// The tags of a line that cut: where each begins and ends, and which it is.
fn tags(line: &str) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    let (mut at, mut ticks) = (0, 0);
    let last_tick = line.rfind('`').unwrap_or(0);
    while let Some(open) = line[at..].find('<').map(|o| o + at) {
        ticks += line[at..open].matches('`').count();
        at = open + 1;
        let rest = &line[open..];
        let tag = TAGS.iter().position(|tag| {
            rest.get(..tag.len()).is_some_and(|t| t.eq_ignore_ascii_case(tag))
                && !rest[tag.len()..].starts_with(|c: char| c.is_alphanumeric())
        });
        let Some(tag) = tag else { continue };
        if ticks % 2 == 0 || open > last_tick {
            // A tag that lost its ">" ends where its name ends.
            let closed = rest.bytes().take(MAX_TAG_BYTES).skip(1).position(|b| matches!(b, b'<' | b'>'));
            let closed = closed.map(|n| n + 1).filter(|n| rest.as_bytes()[*n] == b'>');
            let end = closed.map_or(TAGS[tag].len(), |n| n + 1);
            ticks += rest[..end].matches('`').count();
            found.push((open, open + end, tag));
            at = open + end;
        }
    }
    found
}

/// Which lines stand in a code block between fences that both exist, the fences among them.
pub(super) fn code_lines(text: &str) -> Vec<bool> {
    let fences: Vec<Option<(u8, usize, bool)>> = text.lines().map(fence).collect();
    let mut code = vec![false; fences.len() + 1];
    // How long a fence of each sign can be so that one closes it, from each line on.
    let mut closing: Vec<[usize; 2]> = vec![[0; 2]; fences.len() + 1];
    for n in (0..fences.len()).rev() {
        closing[n] = closing[n + 1];
        if let Some((sign, length, true)) = fences[n] {
            let best = &mut closing[n][usize::from(sign == b'~')];
            *best = length.max(*best);
        }
    }
    let mut open: Option<(u8, usize)> = None;
    for (n, fence) in fences.iter().enumerate() {
        match (open, fence) {
            (Some((sign, length)), found) => {
                code[n] = true;
                if found.is_some_and(|(s, l, bare)| s == sign && l >= length && bare) {
                    open = None;
                }
            }
            (None, Some((sign, length, _))) if closing[n + 1][usize::from(*sign == b'~')] >= *length => {
                code[n] = true;
                open = Some((*sign, *length));
            }
            _ => {}
        }
    }
    code
}

/// The fence that a line is: its sign, its length, and whether nothing follows, so that it can close.
fn fence(line: &str) -> Option<(u8, usize, bool)> {
    let line = line.trim_start_matches([' ', '\t', '>']);
    let sign = *line.as_bytes().first().filter(|s| matches!(s, b'`' | b'~'))?;
    let rest = line.trim_start_matches(char::from(sign));
    let length = line.len() - rest.len();
    (length >= 3 && !(sign == b'`' && rest.contains('`'))).then_some((sign, length, rest.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, line: usize) -> CutPart<'_> {
        CutPart::Text(text.into(), line)
    }

    #[test]
    fn summaries_and_what_follows_them_are_apart() {
        let parts = cut("# A\n<details>\n<summary>Why <b>so</b>?</summary><br><b>\n- one\n</b></details>\nend");
        let expected = [
            text("# A\n", 1),
            CutPart::Open,
            CutPart::Summary("Why <b>so</b>?".into(), 3),
            text("- one\n</b>", 4),
            CutPart::Close,
            text("end", 6),
        ];
        assert_eq!(parts, expected);
    }

    #[test]
    fn tags_in_code_are_text() {
        for code in ["What does `<details>` do?", "```html\n<details>\n```", "~~~\n<summary>\n~~~"] {
            assert_eq!(cut(code), [text(code, 1)]);
        }
        assert_eq!(cut("```\n<details>").len(), 2, "a fence that nothing closes is none");
    }

    #[test]
    fn what_a_list_indents_is_moved_to_the_margin() {
        let parts = cut("1. Why?\n    <details>\n    Because:\n\n    - one\n    </details>");
        assert_eq!(parts[2], text("Because:\n\n- one\n", 3));
    }
}
