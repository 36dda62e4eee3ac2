//! The text of a block while it is read, with what is bold and what is a link counted by line.

use super::block::Links;

/// Ends a line where the notes say so; `\n` is where they only wrap.
pub(super) const HARD_BREAK: char = '\u{2028}';

/// A text under construction. Letters and digits are counted; signs, spaces and pictures are neither bold nor plain.
#[derive(Debug, Default)]
pub(super) struct LineText {
    pub text: String,
    /// Of each line: bold, plain.
    counts: Vec<(usize, usize)>,
    inside: usize,
    outside: usize,
    other: usize,
    pictures: usize,
}

/// What the text that is added stands in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    pub bold: usize,
    /// Links around it, and whether the innermost leads elsewhere.
    pub links: usize,
    pub outside: bool,
}

impl LineText {
    pub fn push(&mut self, text: &str, style: Style) {
        for c in text.chars() {
            if self.counts.is_empty() || matches!(c, '\n' | HARD_BREAK) {
                self.counts.push((0, 0));
            }
            if c.is_alphanumeric()
                && let Some(line) = self.counts.last_mut()
            {
                *(if style.bold > 0 { &mut line.0 } else { &mut line.1 }) += 1;
                *match (style.links > 0, style.outside) {
                    (false, _) => &mut self.other,
                    (true, false) => &mut self.inside,
                    (true, true) => &mut self.outside,
                } += 1;
            }
        }
        // A space that must not break a line is a space.
        for (n, part) in text.split('\u{a0}').enumerate() {
            self.text.push_str(if n > 0 && !self.text.ends_with(' ') { " " } else { "" });
            self.text.push_str(part);
        }
    }

    pub fn picture(&mut self) {
        self.pictures += 1;
    }

    /// Whether the lines from `from` to before `to` are all bold.
    pub fn bold(&self, from: usize, to: usize) -> bool {
        let lines = self.counts.get(from..to.min(self.counts.len())).unwrap_or_default();
        lines.iter().all(|line| line.1 == 0) && lines.iter().any(|line| line.0 > 0)
    }

    /// `table`: a little text besides, such as headings and numbers, does not make a table of links another one.
    pub fn links(&self, table: bool) -> Links {
        let other = if table && self.other * 4 < self.inside + self.outside { 0 } else { self.other };
        match (other, self.inside, self.outside + self.pictures) {
            (0, inside, 0) if inside > 0 => Links::Inside,
            (0, inside, outside) if inside + outside > 0 => Links::Outside,
            _ => Links::Mixed,
        }
    }

    /// Whether there is neither text nor a picture.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.pictures == 0
    }
}
