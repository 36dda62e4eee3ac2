//! Events of the Markdown reader, and tags of HTML, made into blocks.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{
    block::{BlockKind, NotesBlock},
    line_text::{HARD_BREAK, LineText, Style},
};
use crate::import::html::{HtmlPiece, pieces};

/// Builds blocks of one stretch of Markdown.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    out: &'a mut Vec<NotesBlock>,
    /// How many lists the notes had so far.
    pub lists: usize,
    /// The line of the event, and whether a heading there is indented.
    pub line: usize,
    pub indented: bool,
    text: LineText,
    /// Where the text under construction began.
    begun: usize,
    style: Style,
    depth: usize,
    opens_item: bool,
    /// The HTML block that is being read.
    html: Option<String>,
    /// Inside code between fences, a table, a picture.
    code: bool,
    table: bool,
    picture: usize,
}

impl<'a> Builder<'a> {
    pub fn new(out: &'a mut Vec<NotesBlock>, lists: usize) -> Self {
        Self {
            out,
            lists,
            line: 1,
            indented: false,
            text: LineText::default(),
            begun: 1,
            style: Style::default(),
            depth: 0,
            opens_item: false,
            html: None,
            code: false,
            table: false,
            picture: 0,
        }
    }

    pub fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.add(&text),
            Event::SoftBreak => self.add("\n"),
            Event::HardBreak => self.add(&HARD_BREAK.to_string()),
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.tags(&html),
            },
            Event::InlineHtml(html) => self.tags(&html),
            Event::Rule => self.flush(BlockKind::Text),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::BlockQuote(_) => self.flush(BlockKind::Text),
            Tag::CodeBlock(_) => {
                self.flush(BlockKind::Text);
                self.code = true;
            }
            Tag::HtmlBlock => {
                self.flush(BlockKind::Text);
                self.html = Some(String::new());
            }
            Tag::List(_) => {
                self.flush(BlockKind::Text);
                self.lists += usize::from(self.depth == 0);
                self.depth += 1;
            }
            Tag::Item => {
                self.flush(BlockKind::Text);
                self.opens_item = true;
            }
            Tag::Table(_) => {
                self.flush(BlockKind::Text);
                self.table = true;
            }
            Tag::TableCell if !self.text.text.is_empty() && !self.text.text.ends_with(HARD_BREAK) => self.add(" | "),
            Tag::Strong => self.style.bold += 1,
            Tag::Link { link_type, dest_url, .. } => {
                self.style.links += 1;
                self.style.outside = !dest_url.starts_with('#') || matches!(link_type, LinkType::Autolink);
            }
            Tag::Image { .. } => {
                self.picture += 1;
                self.text.picture();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::BlockQuote(_) => self.flush(BlockKind::Text),
            TagEnd::Heading(level) => self.flush(BlockKind::Heading(level as u8)),
            TagEnd::CodeBlock => {
                self.flush(BlockKind::Code);
                self.code = false;
            }
            TagEnd::HtmlBlock => {
                let html = self.html.take().unwrap_or_default();
                self.tags(&html);
                self.flush(BlockKind::Text);
            }
            TagEnd::List(_) => {
                self.flush(BlockKind::Text);
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::Item => {
                self.flush(BlockKind::Text);
                self.opens_item = false;
            }
            TagEnd::TableHead | TagEnd::TableRow => self.add(&HARD_BREAK.to_string()),
            TagEnd::Table => {
                self.flush(BlockKind::Table);
                self.table = false;
            }
            TagEnd::Strong => self.style.bold = self.style.bold.saturating_sub(1),
            TagEnd::Link => self.style.links = self.style.links.saturating_sub(1),
            TagEnd::Image => self.picture = self.picture.saturating_sub(1),
            _ => {}
        }
    }

    /// HTML: text between block tags is a block, `<b>` is bold, `<a>` is a link.
    fn tags(&mut self, html: &str) {
        for piece in pieces(html) {
            match piece {
                HtmlPiece::Text(text) => self.add(if self.text.text.is_empty() { text.trim_start() } else { &text }),
                HtmlPiece::Open(tag) => match tag.as_str() {
                    "br" if self.table => self.add(" "),
                    "br" => self.add(&HARD_BREAK.to_string()),
                    "b" | "strong" => self.style.bold += 1,
                    "img" => self.text.picture(),
                    "a" => {
                        self.style.links += 1;
                        self.style.outside = true;
                    }
                    _ if is_block(&tag) => self.flush(BlockKind::Text),
                    _ => {}
                },
                HtmlPiece::Close(tag) => match tag.as_str() {
                    "b" | "strong" => self.style.bold = self.style.bold.saturating_sub(1),
                    "a" => self.style.links = self.style.links.saturating_sub(1),
                    _ => match heading(&tag) {
                        Some(level) => self.flush(BlockKind::Heading(level)),
                        None if is_block(&tag) => self.flush(BlockKind::Text),
                        None => {}
                    },
                },
            }
        }
    }

    fn add(&mut self, text: &str) {
        if self.text.text.is_empty() {
            self.begun = self.line;
        }
        // What a picture shows is read as part of a sentence, but is no text of its own.
        let style = if self.picture > 0 { Style { links: 1, outside: true, ..self.style } } else { self.style };
        self.text.push(text, style);
    }

    /// Ends the block under construction.
    pub fn flush(&mut self, kind: BlockKind) {
        let text = std::mem::take(&mut self.text);
        // Bold or a link that nothing closes ends with its block.
        self.style = Style::default();
        if text.is_empty() {
            return;
        }
        let mut block = NotesBlock {
            kind,
            text: if kind == BlockKind::Code { text.text.trim_matches(['\n', '\r']) } else { text.text.trim() }
                .to_owned(),
            line: self.begun.max(1),
            depth: self.depth,
            list: if self.depth > 0 { self.lists } else { 0 },
            opens_item: std::mem::take(&mut self.opens_item),
            bold: text.bold(0, usize::MAX),
            links: text.links(kind == BlockKind::Table),
            indented: self.indented,
        };
        // "**Question?**" with its answer in the next line.
        let first = block.text.find(['\n', HARD_BREAK]).unwrap_or(block.text.len());
        let (head, tail) = block.text.split_at(first);
        if kind == BlockKind::Text && !tail.is_empty() && !block.bold && text.bold(0, 1) {
            let tail =
                NotesBlock { text: tail.trim().to_owned(), line: block.line + 1, opens_item: false, ..block.clone() };
            let head = head.trim().to_owned();
            block.text = head;
            block.bold = true;
            self.out.push(block);
            self.out.push(tail);
        } else {
            self.out.push(block);
        }
    }
}

fn is_block(tag: &str) -> bool {
    const BLOCKS: [&str; 18] = [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "tr",
        "td",
        "th",
        "table",
        "center",
        "blockquote",
        "pre",
        "hr",
        "dl",
        "dt",
        "dd",
        "section",
        "article",
    ];
    BLOCKS.contains(&tag) || heading(tag).is_some()
}

fn heading(tag: &str) -> Option<u8> {
    let level = tag.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}
