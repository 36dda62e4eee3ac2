//! Question-and-answer notes in Markdown, whichever of the common layouts they have: `Q:` and `A:`, headings with answers below,
//! `<details>`, bold lines, lists, flashcards. The notes are read as a flat list of blocks first, surveyed as a whole, and only
//! then is it decided which blocks are questions.

mod block;
mod blocks;
mod builder;
mod cut;
mod front;
mod label;
mod line_text;
mod opened;
mod reader;
mod survey;
#[cfg(test)]
mod tests;

use super::{ImportError, LeftOut, ReadOptions, Reading, Reason};
use block::{BlockKind, NotesBlock};
use reader::PieceReader;
use survey::Survey;

/// The questions in a Markdown text, and what is left out.
///
/// # Errors
/// [`ImportError`] if nothing in it looks like a question.
pub fn from_markdown(text: &str, options: ReadOptions) -> Result<Reading, ImportError> {
    let (front, body, line) = front::matter(text);
    let cards = label::marks_cards(body);
    let blocks = blocks::blocks(body, line);
    let plain = plain_questions(&blocks);
    let (mut reading, lonely) = read(label::pieces(blocks, cards), options, &front.topic);
    if reading.drafts.is_empty() && options.layout.is_none() {
        (reading, _) = read(label::pieces(plain, cards), options, &front.topic);
    }
    reading.title = front.title;
    if !reading.drafts.is_empty() {
        return Ok(reading);
    }
    Err(match lonely {
        Some((line, text)) => {
            let text = LeftOut::new(Reason::Prose, &text, line).name;
            ImportError { line, problem: format!("'A: {text}' stands before any question. Put the question above it") }
        }
        None => ImportError {
            line: 1,
            problem:
                "nothing here looks like a question. Write `Q: ...` and `A: ...`, or a heading with its answer below"
                    .to_owned(),
        },
    })
}

fn read(pieces: Vec<label::NotesPiece>, options: ReadOptions, topic: &str) -> (Reading, Option<(usize, String)>) {
    let survey = Survey::new(&pieces, options.layout);
    PieceReader::new(options, &survey, &pieces, topic.to_owned()).read()
}

/// For notes in which nothing is set apart: lines that end in a question mark, as if they were bold.
fn plain_questions(blocks: &[NotesBlock]) -> Vec<NotesBlock> {
    let mut out = Vec::new();
    for block in blocks {
        let lines: Vec<&str> = block.text.split(['\n', line_text::HARD_BREAK]).map(str::trim).collect();
        let asking = lines.iter().take_while(|line| line.ends_with('?')).count();
        if block.kind != BlockKind::Text || block.depth > 0 || asking == 0 {
            out.push(block.clone());
            continue;
        }
        let line =
            |n: usize, text: String, bold: bool| NotesBlock { text, bold, line: block.line + n, ..block.clone() };
        out.extend(lines[..asking].iter().enumerate().map(|(n, text)| line(n, (*text).to_owned(), true)));
        if asking < lines.len() {
            out.push(line(asking, lines[asking..].join("\n"), false));
        }
    }
    out
}
