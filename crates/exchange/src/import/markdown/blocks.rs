//! Markdown and the HTML in it as a flat list of blocks: headings, paragraphs, items, code, tables, in order.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::{
    block::{BlockKind, NotesBlock},
    builder::Builder,
    cut::{CutPart, cut},
    line_text::HARD_BREAK,
};

/// The blocks of a Markdown text.
pub(super) fn blocks(text: &str, first_line: usize) -> Vec<NotesBlock> {
    let mut out = Vec::new();
    let mut lists = 0;
    for part in cut(text) {
        match part {
            CutPart::Open => out.push(NotesBlock::bare(BlockKind::Open, String::new(), 0)),
            CutPart::Close => out.push(NotesBlock::bare(BlockKind::Close, String::new(), 0)),
            CutPart::Text(text, line) => lists = read(&text, line + first_line - 1, lists, &mut out),
            CutPart::Summary(text, line) => {
                let from = out.len();
                lists = read(&text, line + first_line - 1, lists, &mut out);
                let prose = out[from..].iter().take_while(|b| b.kind == BlockKind::Text && b.depth == 0).count();
                let rest = out.split_off(from);
                let prompt: Vec<&str> = rest[..prose].iter().map(|b| b.text.as_str()).collect();
                let line = rest.first().map_or(line, |b| b.line);
                out.push(NotesBlock::bare(BlockKind::Summary, prompt.join(" "), line));
                out.extend(rest.into_iter().skip(prose).map(|b| {
                    let text = if b.kind == BlockKind::Code { b.text } else { b.text.replace(['\n', HARD_BREAK], " ") };
                    let text = if b.opens_item { format!("- {text}") } else { text };
                    NotesBlock::bare(BlockKind::SummaryMore, text, b.line)
                }));
            }
        }
    }
    out
}

/// Reads Markdown without `<details>`. Returns the number of lists so far.
fn read(text: &str, first_line: usize, lists: usize, out: &mut Vec<NotesBlock>) -> usize {
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let mut builder = Builder::new(out, lists);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let before = ends.partition_point(|end| *end < range.start);
        builder.line = before + first_line;
        if matches!(event, Event::Start(Tag::Heading { .. })) {
            let line_start = before.checked_sub(1).map_or(0, |n| ends[n] + 1);
            builder.indented = range.start > line_start;
        }
        builder.event(event);
    }
    builder.flush(BlockKind::Text);
    builder.lists
}
