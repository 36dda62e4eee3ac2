//! Text on its way to the screen: made harmless, wrapped to a width with its styles kept, times in words.

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::Widget,
};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use outloud_core::sanitize;
pub use outloud_core::view::{clock, count, countdown};

/// `text` with everything taken out that a terminal would obey instead of showing: control characters (escape sequences
/// with them), and marks that turn the direction of writing. Line feeds and tabs become spaces.
#[must_use]
pub fn safe(text: &str) -> Cow<'_, str> {
    sanitize::one_line(text)
}

/// The columns that `text` takes on screen.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` made harmless and cut to `columns`, with an ellipsis if something is missing.
#[must_use]
pub fn fit(text: &str, columns: usize) -> String {
    let text = safe(text);
    if text.width() <= columns {
        return text.into_owned();
    }
    let mut cut = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = grapheme.width();
        if used + wide + 1 > columns {
            break;
        }
        cut.push_str(grapheme);
        used += wide;
    }
    if columns > 0 {
        cut.push('…');
    }
    cut
}

/// Paragraphs of one style, wrapped to `columns`. Empty lines of `text` stay.
#[must_use]
pub fn wrap(text: &str, columns: usize, style: Style) -> Vec<Line<'static>> {
    text.lines().flat_map(|line| flow([(line, style)], columns, 0)).collect()
}

/// Styled pieces of text, broken at spaces into lines of at most `columns`; every line but the first begins with
/// `indent` columns. A word wider than a line is broken where the line ends. Always gives at least one line.
#[must_use]
pub fn flow<'a>(
    pieces: impl IntoIterator<Item = (&'a str, Style)>,
    columns: usize,
    indent: usize,
) -> Vec<Line<'static>> {
    let mut lines = Flow { columns: columns.max(1), indent, lines: vec![Line::default()], used: 0, gap: false };
    for (text, style) in pieces {
        lines.piece(&safe(text), style);
    }
    lines.lines
}

/// Draws lines from the top of `area` down, as many as it has rows.
pub fn draw_lines<'a>(lines: impl IntoIterator<Item = Line<'a>>, area: Rect, buf: &mut Buffer) {
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        line.render(Rect { y, height: 1, ..area }, buf);
    }
}

/// What is left of `area` below `list` and a free row.
#[must_use]
pub fn below(list: Rect, area: Rect) -> Rect {
    let y = list.bottom() + 1;
    Rect { y, height: area.bottom().saturating_sub(y), ..area }
}

/// A space at which no line is broken and which is kept as it is; on screen a space like any other.
pub const FIXED: char = '\u{a0}';

fn breaks(c: char) -> bool {
    c.is_whitespace() && c != FIXED
}

struct Flow {
    columns: usize,
    indent: usize,
    lines: Vec<Line<'static>>,
    used: usize,
    gap: bool,
}

impl Flow {
    fn piece(&mut self, text: &str, style: Style) {
        let mut rest = text;
        while !rest.is_empty() {
            let spaces = rest.len() - rest.trim_start_matches(breaks).len();
            if spaces > 0 {
                self.gap = true;
                rest = &rest[spaces..];
                continue;
            }
            let end = rest.find(breaks).unwrap_or(rest.len());
            self.word(&rest[..end].replace(FIXED, " "), style);
            rest = &rest[end..];
        }
    }

    fn word(&mut self, word: &str, style: Style) {
        let wide = word.width();
        let gap = usize::from(self.gap && self.used > 0);
        if self.used + gap + wide > self.columns && self.used > 0 {
            self.new_line();
        } else if gap == 1 {
            self.push(" ", style);
        }
        self.gap = false;
        if self.used + wide <= self.columns {
            return self.push(word, style);
        }
        for grapheme in word.graphemes(true) {
            if self.used + grapheme.width() > self.columns {
                self.new_line();
            }
            self.push(grapheme, style);
        }
    }

    fn new_line(&mut self) {
        let indent = self.indent.min(self.columns / 2);
        self.lines.push(Line::default());
        self.used = 0;
        if indent > 0 {
            self.push(&" ".repeat(indent), Style::default());
        }
        self.used = indent;
    }

    fn push(&mut self, text: &str, style: Style) {
        self.used += text.width();
        let Some(line) = self.lines.last_mut() else { return };
        match line.spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push_str(text),
            _ => line.spans.push(Span::styled(text.to_owned(), style)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(lines: &[Line<'_>]) -> Vec<String> {
        lines.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn nothing_is_left_that_a_terminal_would_obey() {
        assert_eq!(safe("\u{1b}[2Jgone\u{1b}]0;title\u{7}\u{9b}31m"), "[2Jgone]0;title31m");
        assert_eq!(safe("a\u{202e}b\u{2066}c\nd\te"), "abc d e");
        assert!(matches!(safe("naïve 日本"), Cow::Borrowed(_)));
    }

    #[test]
    fn words_stay_whole_and_keep_their_style() {
        let bold = Style::new().bold();
        let lines =
            flow([("merge keeps ", Style::new()), ("history", bold), (", rebase rewrites it", Style::new())], 14, 2);
        assert_eq!(plain(&lines), ["merge keeps", "  history,", "  rebase", "  rewrites it"]);
        assert!(lines[1].spans.iter().any(|s| s.content == "history" && s.style == bold));
    }

    #[test]
    fn what_is_wider_than_the_screen_is_broken() {
        assert_eq!(plain(&flow([("aaaaaaa bb", Style::new())], 3, 0)), ["aaa", "aaa", "a", "bb"]);
        assert_eq!(plain(&flow([("日本語", Style::new())], 4, 0)), ["日本", "語"]);
        assert_eq!(plain(&flow([("x", Style::new())], 0, 9)), ["x"]);
        assert_eq!(plain(&wrap("a\n\nb", 9, Style::new())), ["a", "", "b"]);
    }

    #[test]
    fn what_does_not_fit_is_cut_with_a_sign() {
        assert_eq!([fit("abcd", 4), fit("abcde", 4), fit("日本語", 4), fit("ab", 0)], ["abcd", "abc…", "日…", ""]);
    }

    #[test]
    fn clocks_round_the_way_people_expect() {
        assert_eq!([clock(65.9), clock(0.0), clock(-61.0), clock(-0.5)], ["1:05", "0:00", "-1:01", "0:00"]);
        assert_eq!([countdown(0.2), countdown(5.0), countdown(-0.2)], ["0:01", "0:05", "-0:01"]);
    }
}
