//! A block of notes: a heading, a paragraph, an item, code, a table.

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    Heading(u8),
    Text,
    Code,
    Table,
    /// The text of a `<summary>` until its first list or code.
    Summary,
    /// What follows in the `<summary>`.
    SummaryMore,
    /// `<details>`.
    Open,
    /// `</details>`.
    Close,
}

impl BlockKind {
    /// The level of a heading, 1 to 6; 7 for what is none.
    pub fn level(self) -> usize {
        if let Self::Heading(level) = self { usize::from(level).min(6) } else { 7 }
    }
}

/// Whether a block is nothing but links.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Links {
    #[default]
    Mixed,
    /// To places in the same notes.
    Inside,
    /// To elsewhere, or pictures.
    Outside,
}

/// A block of notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotesBlock {
    pub kind: BlockKind,
    /// Its text; `\n` only where a line has to end.
    pub text: String,
    /// Counted from 1.
    pub line: usize,
    /// How many lists it stands in.
    pub depth: usize,
    /// Which of the lists of the notes it stands in; 0 for none.
    pub list: usize,
    /// Whether it is the first of its list item.
    pub opens_item: bool,
    /// Whether all of it is bold.
    pub bold: bool,
    pub links: Links,
    /// Whether its line is indented: a heading that goes on with the item before it.
    pub indented: bool,
}

impl NotesBlock {
    pub fn bare(kind: BlockKind, text: String, line: usize) -> Self {
        let (depth, list, opens_item, bold, links) = (0, 0, false, false, Links::Mixed);
        Self { kind, text, line, depth, list, opens_item, bold, links, indented: false }
    }
}
