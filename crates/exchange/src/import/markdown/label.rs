//! Labels: `Q:`, `Answer -`, `Hint 2:`, Obsidian's `::`, `?` and `#card`, the `C:` of hashcards. A block is split where one begins.

use super::{
    block::{BlockKind, NotesBlock},
    line_text::HARD_BREAK,
};
use crate::import::asking::asks;

/// What the text behind a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Question,
    Answer,
    Hint,
    /// A statement with `[gaps]`.
    Cloze,
}

/// A block, or the part of one behind a label; the label itself is gone from the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotesPiece {
    pub block: NotesBlock,
    pub label: Option<Label>,
}

const LABELS: &[(&str, Label)] = &[
    ("question", Label::Question),
    ("q", Label::Question),
    ("[!question]", Label::Question),
    ("[!faq]", Label::Question),
    ("answer", Label::Answer),
    ("ans", Label::Answer),
    ("a", Label::Answer),
    ("solution", Label::Answer),
    ("hints", Label::Hint),
    ("hint", Label::Hint),
    ("frage", Label::Question),
    ("pregunta", Label::Question),
    ("pergunta", Label::Question),
    ("domanda", Label::Question),
    ("вопрос", Label::Question),
    ("antwort", Label::Answer),
    ("lösung", Label::Answer),
    ("réponse", Label::Answer),
    ("respuesta", Label::Answer),
    ("resposta", Label::Answer),
    ("risposta", Label::Answer),
    ("antwoord", Label::Answer),
    ("ответ", Label::Answer),
    ("答案", Label::Answer),
];

/// Words that only label what they hide: "Show the solution", "Click here to see the answer".
const LABEL_WORDS: &[&str] = &[
    "answer",
    "answers",
    "solution",
    "solutions",
    "hint",
    "hints",
    "show",
    "hide",
    "reveal",
    "click",
    "here",
    "to",
    "see",
    "view",
    "the",
    "me",
    "expand",
    "collapse",
    "more",
    "details",
    "for",
    "toggle",
    "open",
    "spoiler",
    "possible",
    "sample",
    "example",
    "model",
    "suggested",
    "read",
    "your",
    "contents",
    "content",
    "a",
    "an",
    "and",
    "explanation",
];

/// The label that a whole line is; for a `<summary>`, a heading or a bold line.
pub(super) fn label_only(text: &str) -> Option<Label> {
    // "Solution 2 (one line)".
    let lower = text.split('(').next().unwrap_or_default().to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    let any = |wanted: &[&str]| words.iter().any(|w| wanted.contains(w));
    // "Antwort" and its like.
    if let [word] = words.as_slice()
        && let Some((_, label)) = LABELS.iter().find(|(known, _)| known.len() > 3 && known == word)
        && *label != Label::Question
    {
        return Some(*label);
    }
    if words.is_empty() || !words.iter().all(|w| LABEL_WORDS.contains(w)) || text.contains('?') {
        None
    } else if any(&["hint", "hints"]) {
        Some(Label::Hint)
    } else {
        any(&[
            "answer",
            "answers",
            "solution",
            "solutions",
            "show",
            "reveal",
            "click",
            "spoiler",
            "view",
            "see",
            "expand",
            "toggle",
        ])
        .then_some(Label::Answer)
    }
}

/// `Q: text`, `Answer - text`, `Q1. text`, `Hint 2: text`: the label and the text behind it.
fn labelled(line: &str) -> Option<(Label, &str)> {
    let start = line.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '[' | '{' | '<' | '`'));
    LABELS.iter().find_map(|(label, target)| {
        let head = start.get(..label.len()).filter(|h| h.eq_ignore_ascii_case(label))?;
        let rest = start[head.len()..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        if label.starts_with('[') {
            return Some((*target, rest.trim_start_matches(['-', '+']).trim()));
        }
        let dashed = || ["- ", "– ", "— "].iter().find_map(|dash| rest.strip_prefix(dash));
        // "a::b" is a path.
        let behind = rest.strip_prefix([':', '.', ')', '：']).filter(|text| !text.starts_with(':')).or_else(dashed);
        // "Question 7" names a question that stands below.
        let numbered = rest.is_empty() && start.len() > head.len() && *target == Label::Question;
        // "a small letter - so" opens a sentence.
        let letter = label.len() > 1 || head.starts_with(char::is_uppercase) || start[1..].starts_with(':');
        behind
            .or(numbered.then_some(""))
            .filter(|_| letter)
            .map(|text| (*target, text.trim_start_matches(['*', '_']).trim()))
    })
}

/// `C: The port of [HTTPS] is [443].`
fn gapped<'a>(line: &'a str, block: &NotesBlock) -> Option<&'a str> {
    // "- C: third" is an option.
    if block.depth > 0 || block.kind != BlockKind::Text {
        return None;
    }
    let text = line.strip_prefix("C:")?.trim();
    (text.contains('[') && text.contains(']')).then_some(text)
}

/// Whether the notes mark flashcards, so that `::` parts a question from its answer wherever it stands.
pub(super) fn marks_cards(text: &str) -> bool {
    text.contains("#flashcard") || text.contains("#card")
}

/// Splits blocks at the labels in them.
pub(super) fn pieces(blocks: Vec<NotesBlock>, cards: bool) -> Vec<NotesPiece> {
    let mut out: Vec<NotesPiece> = Vec::new();
    let openings: Vec<bool> = blocks.iter().map(|b| is_option_b(&b.text)).collect();
    for (n, block) in blocks.into_iter().enumerate() {
        match block.kind {
            BlockKind::Text | BlockKind::Heading(_) => {
                let options = openings.get(n + 1).is_some_and(|b| *b);
                split(block, cards, options, &mut out);
            }
            BlockKind::Table => out.push(plain(NotesBlock { text: block.text.replace(HARD_BREAK, "\n"), ..block })),
            BlockKind::Code | BlockKind::SummaryMore => out.push(plain(block)),
            _ => out.push(plain(NotesBlock { text: unwrapped(&block.text), ..block })),
        }
    }
    out
}

fn plain(block: NotesBlock) -> NotesPiece {
    NotesPiece { block, label: None }
}

/// "B: second", "B) second": what stands before it is "A: first", an option and no answer.
fn is_option_b(text: &str) -> bool {
    text.trim_start_matches(['-', '*', ' '])
        .strip_prefix(['B', 'b'])
        .is_some_and(|rest| rest.starts_with([':', ')', '.']))
}

fn split(block: NotesBlock, cards: bool, options: bool, out: &mut Vec<NotesPiece>) {
    let lines: Vec<&str> = block.text.split_inclusive(['\n', HARD_BREAK]).collect();
    let first = out.len();
    let titled = lines.len() == 1 && (matches!(block.kind, BlockKind::Heading(_)) || block.bold);
    let mut callout = false;
    for (n, line) in lines.iter().enumerate() {
        let trimmed = line.trim();
        let next_is_b = lines.get(n + 1).map_or(options, |next| is_option_b(next));
        let is_option = next_is_b && trimmed.trim_start_matches(['-', '*', ' ']).starts_with(['A', 'a']);
        let parts = if std::mem::take(&mut callout) {
            vec![(trimmed, Some(Label::Answer))]
        } else if is_option {
            Vec::new()
        } else if matches!(trimmed, "?" | "??") && turn(out) {
            vec![("", Some(Label::Answer))]
        } else {
            parts(trimmed, &block, cards, n == 0, titled)
        };
        callout = trimmed.starts_with("[!") && !parts.is_empty();
        if parts.is_empty() && out.len() > first {
            append(&mut out[first..], n > 0 && lines[n - 1].ends_with(HARD_BREAK), trimmed);
        } else if parts.is_empty() {
            push(out, &block, (trimmed, None), n, true);
        }
        for part in parts {
            let begins = out.len() == first;
            push(out, &block, part, n, begins);
        }
    }
    out[first..].iter_mut().for_each(|p| p.block.text = unwrapped(&p.block.text));
}

/// Adds a part of a block that stands in its line `n`; `begins`: it is the first.
fn push(out: &mut Vec<NotesPiece>, block: &NotesBlock, (text, label): (&str, Option<Label>), n: usize, begins: bool) {
    let opens_item = block.opens_item && begins;
    let block = NotesBlock { text: text.to_owned(), line: block.line + n, opens_item, ..block.clone() };
    out.push(NotesPiece { block, label });
}

/// The labelled parts of a line; none if it goes on with the line before. `first`: it is the first of its block.
fn parts<'a>(
    line: &'a str,
    block: &NotesBlock,
    cards: bool,
    first: bool,
    titled: bool,
) -> Vec<(&'a str, Option<Label>)> {
    if let Some((label, rest)) = labelled(line) {
        vec![(rest, Some(label))]
    } else if let Some(text) = gapped(line, block) {
        vec![(text, Some(Label::Cloze))]
    } else if let Some(label) = label_only(line).filter(|_| titled) {
        vec![("", Some(label))]
    } else if let Some(prompt) = card(line).filter(|_| first) {
        vec![(prompt, Some(Label::Question).filter(|_| !prompt.is_empty()))]
    } else if let Some((front, back)) = two_sides(line, cards) {
        vec![(front, Some(Label::Question)), (back, Some(Label::Answer))]
    } else {
        Vec::new()
    }
}

/// Adds a line to the last piece, behind the break that the block has there.
fn append(pieces: &mut [NotesPiece], hard: bool, line: &str) {
    let Some(piece) = pieces.last_mut() else { return };
    if !piece.block.text.is_empty() {
        piece.block.text.push(if hard { HARD_BREAK } else { '\n' });
    }
    piece.block.text.push_str(line);
}

/// Makes what stands before a lone `?` a question: the lines above it, or the paragraph above. False if there is neither.
fn turn(out: &mut [NotesPiece]) -> bool {
    let is_text =
        |p: &&mut NotesPiece| p.label.is_none() && p.block.kind == BlockKind::Text && !p.block.text.is_empty();
    out.last_mut().filter(is_text).map(|piece| piece.label = Some(Label::Question)).is_some()
}

/// The text before `#card` or `#flashcards/net` at the end of a line.
fn card(line: &str) -> Option<&str> {
    let at = line.rfind("#card").or_else(|| line.rfind("#flashcard"))?;
    let tag = &line[at + 1..];
    (!tag.contains(' ') && (at == 0 || line[..at].ends_with(' '))).then(|| line[..at].trim())
}

/// The sides of `front::back`. Without flashcards in the notes, the front has to ask: `std::vec` is no card.
fn two_sides(line: &str, cards: bool) -> Option<(&str, &str)> {
    let (front, back) = line.split_once("::")?;
    let (front, back) = (front.trim(), back.trim_start_matches(':').trim());
    let parted = front.ends_with('?') || line.contains(" :: ") || line.contains(" ::: ");
    let alone = !back.contains("::") && !front.is_empty() && !back.is_empty();
    (alone && (cards || (parted && asks(front)))).then_some((front, back))
}

/// A text in which only hard breaks end lines.
fn unwrapped(text: &str) -> String {
    text.replace('\n', " ").replace(HARD_BREAK, "\n")
}
