//! A story's Markdown as blocks to show and points to listen for.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use outloud_core::story::{Block, Part, SECTIONS, StoryFile, StoryPoint};

/// Reads a story. Whatever the text, something comes of it; `outloud_bank_check::story::check` says what it lacks.
#[must_use]
pub fn read(id: &str, markdown: &str) -> StoryFile {
    let story = StoryFile {
        id: id.to_owned(),
        title: id.to_owned(),
        banks: Vec::new(),
        blocks: Vec::new(),
        points: Vec::new(),
    };
    let mut reader = Reader { story, part: None, text: String::new(), items: 0 };
    let line_ends: Vec<usize> = markdown.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect();
    for (event, range) in Parser::new_ext(markdown, Options::empty()).into_offset_iter() {
        reader.take(&event, line_ends.partition_point(|end| *end < range.start) + 1);
    }
    reader.story
}

struct Reader {
    story: StoryFile,
    /// The sort of the points that follow.
    part: Option<Part>,
    text: String,
    /// How many list items are open.
    items: usize,
}

impl Reader {
    fn take(&mut self, event: &Event<'_>, line: usize) {
        match event {
            Event::Text(text) | Event::Code(text) => self.text.push_str(text),
            Event::SoftBreak | Event::HardBreak => self.text.push('\n'),
            Event::Start(Tag::Item) => {
                self.item(line);
                self.items += 1;
            }
            // What stands before a list inside an item is a point by itself.
            Event::Start(Tag::List(_)) if self.items > 0 => self.item(line),
            Event::End(TagEnd::Item) => {
                self.item(line);
                self.items = self.items.saturating_sub(1);
            }
            Event::End(TagEnd::Paragraph) if self.items > 0 => self.text.push('\n'),
            Event::End(TagEnd::Paragraph | TagEnd::CodeBlock) => self.paragraph(),
            Event::End(TagEnd::Heading(level)) => self.heading(*level, line),
            _ => {}
        }
    }

    /// The text collected, as one line.
    fn taken(&mut self) -> Option<String> {
        let text = std::mem::take(&mut self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }

    fn heading(&mut self, level: HeadingLevel, line: usize) {
        let Some(text) = self.taken() else { return };
        if level == HeadingLevel::H1 && self.story.blocks.is_empty() {
            self.story.title.clone_from(&text);
        } else {
            let known = SECTIONS.iter().find(|(name, _)| name.eq_ignore_ascii_case(&text));
            self.part = known.and_then(|(_, part)| *part);
        }
        self.story.blocks.push(Block::Heading(level as u8, text, line));
    }

    fn paragraph(&mut self) {
        let Some(text) = self.taken() else { return };
        match text.strip_prefix("For:").filter(|_| self.story.blocks.len() <= 1) {
            Some(banks) => {
                self.story.banks = banks.split([',', ' ']).filter(|b| !b.is_empty()).map(str::to_owned).collect();
            }
            None => self.story.blocks.push(Block::Paragraph(text)),
        }
    }

    fn item(&mut self, line: usize) {
        let Some(text) = self.taken() else { return };
        if let Some(part) = self.part {
            self.story.points.push((line, point(part, &text)));
        }
        self.story.blocks.push(Block::Item(text));
    }
}

/// `Moved the x-rays to S3 (or: object storage; the bucket)`: the point, and other ways to say it.
fn point(part: Part, text: &str) -> StoryPoint {
    let others = text.strip_suffix(')').and_then(|t| t.rsplit_once("(or:"));
    let (point, any) = match others {
        Some((point, others)) => (point, others.split(';').map(str::trim).filter(|o| !o.is_empty()).collect()),
        None => (text, Vec::new()),
    };
    StoryPoint { part, point: point.trim().to_owned(), any: any.into_iter().map(str::to_owned).collect() }
}
