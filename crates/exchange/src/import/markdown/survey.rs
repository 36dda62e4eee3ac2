//! What the notes as a whole are like: which headings are questions, which lists are lists of questions.

use super::{
    block::{BlockKind, Links, NotesBlock},
    label::{Label, NotesPiece, label_only},
};
use crate::import::{
    QuestionLayout,
    asking::{asks, leans_on_text_before, without_number},
};

/// What a heading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadingRole {
    /// It is a question.
    Question,
    /// It is the title of a question, which is the text below it.
    Title,
    /// It names what the questions below it are about.
    Topic,
    /// It belongs to the answer that it stands in.
    Body,
}

/// What holds for the notes as a whole.
#[derive(Debug)]
pub(super) struct Survey {
    /// Of each piece that is a heading.
    pub headings: Vec<Option<HeadingRole>>,
    /// Of each list, by its number.
    pub lists: Vec<Option<QuestionList>>,
    /// Which levels of headings have questions.
    pub levels: [bool; 8],
    /// How many answers are labelled.
    pub answers: usize,
    /// Whether some `<summary>` asks: then each of them is a question, whatever its `<details>` hold.
    pub summaries: bool,
    /// Whether questions are labelled in headings, so that other headings are topics.
    pub labelled_headings: bool,
    /// Whether bold questions carry a mark of difficulty, so that a bold line with one is a question.
    pub marked: bool,
}

/// A list of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct QuestionList {
    /// How deep in it the items are that are questions.
    pub depth: usize,
    /// Whether there is only one: "1. Question", an answer at the margin, "2. Question" are a list each.
    pub lone: bool,
}

/// Headings of parts that hold no questions, whatever stands beside them.
const ABOUT_THE_NOTES: &[&str] = &[
    "contents",
    "table of contents",
    "toc",
    "index",
    "foreword",
    "preface",
    "introduction",
    "contributing",
    "contributors",
    "contribution",
    "license",
    "licence",
    "credits",
    "references",
    "resources",
    "useful resources",
    "links",
    "disclaimer",
    "about",
    "further reading",
    "acknowledgements",
    "acknowledgments",
    "related topics",
    "related projects",
    "changelog",
    "todo",
    "see also",
    "sources",
    "authors",
    "support",
    "sponsors",
    "installation",
    "usage",
    "getting started",
];

/// Whether a heading names a part about the notes themselves.
pub(super) fn is_about_the_notes(heading: &str) -> bool {
    let plain = heading.to_lowercase();
    ABOUT_THE_NOTES.contains(&plain.trim_matches(|c: char| !c.is_alphanumeric()))
}

impl Survey {
    pub fn new(pieces: &[NotesPiece], layout: Option<QuestionLayout>) -> Self {
        let lists = lists(pieces, layout);
        let asking: Vec<bool> = pieces.iter().map(|p| is_candidate(p, &lists)).collect();
        let bold = pieces.iter().zip(&asking).filter(|(p, asks)| p.block.bold && **asks);
        let (marked, unmarked): (Vec<_>, Vec<_>) = bold.partition(|(p, _)| is_marked(&p.block.text));
        let headings = roles(pieces, &asking, layout);
        let mut levels = [false; 8];
        for (piece, _) in pieces.iter().zip(&headings).filter(|(_, role)| **role == Some(HeadingRole::Question)) {
            levels[piece.block.kind.level()] = true;
        }
        Self {
            headings,
            lists,
            levels,
            answers: pieces.iter().filter(|p| p.label == Some(Label::Answer)).count(),
            summaries: pieces.iter().any(|p| p.block.kind == BlockKind::Summary && asks(&p.block.text)),
            labelled_headings: pieces.iter().any(|p| is_heading(p) && p.label == Some(Label::Question)),
            marked: marked.len() > unmarked.len(),
        }
    }
}

fn is_heading(piece: &NotesPiece) -> bool {
    matches!(piece.block.kind, BlockKind::Heading(_))
}

/// Whether a line ends in a picture that marks how hard it is.
pub(super) fn is_marked(text: &str) -> bool {
    text.chars()
        .rev()
        .find(|c| !matches!(*c as u32, 0x200D | 0xFE0F))
        .is_some_and(|c| !c.is_ascii() && !c.is_alphanumeric())
}

/// Whether a piece could be a question by itself.
fn is_candidate(piece: &NotesPiece, lists: &[Option<QuestionList>]) -> bool {
    let block = &piece.block;
    if matches!(piece.label, Some(Label::Question | Label::Cloze)) {
        return true;
    }
    match block.kind {
        _ if piece.label.is_some() => false,
        BlockKind::Summary => label_only(&block.text).is_none(),
        BlockKind::Heading(_) => asks(&block.text),
        BlockKind::Text if block.opens_item => is_item(block, lists) && asks(&block.text),
        BlockKind::Text => block.bold && block.depth == 0 && asks(&block.text),
        _ => false,
    }
}

/// Whether a block begins an item at the depth at which those of its list are questions.
pub(super) fn is_item(block: &NotesBlock, lists: &[Option<QuestionList>]) -> bool {
    block.opens_item && lists.get(block.list).is_some_and(|list| list.is_some_and(|list| list.depth == block.depth))
}

/// Which lists are lists of questions, and how deep: the least depth at which half of the items ask.
fn lists(pieces: &[NotesPiece], layout: Option<QuestionLayout>) -> Vec<Option<QuestionList>> {
    let count = pieces.iter().map(|p| p.block.list).max().unwrap_or(0) + 1;
    // Of each list and depth: items, those that ask, and those with a question mark.
    let mut items: Vec<Vec<(usize, usize, usize)>> = vec![Vec::new(); count];
    for piece in pieces.iter().filter(|p| p.block.opens_item && p.block.links == Links::Mixed) {
        let depths = &mut items[piece.block.list];
        if depths.len() <= piece.block.depth {
            depths.resize(piece.block.depth + 1, (0, 0, 0));
        }
        let item = &mut depths[piece.block.depth];
        let is_question = piece.label == Some(Label::Question) || (piece.label.is_none() && asks(&piece.block.text));
        let asks = is_question && piece.block.kind == BlockKind::Text;
        let marked = piece.label.is_some() || piece.block.text.contains('?');
        *item = (item.0 + 1, item.1 + usize::from(asks), item.2 + usize::from(asks && marked));
    }
    let wanted = layout.is_none_or(|l| l == QuestionLayout::Lists);
    // Beside questions of another layout, a list of nothing but requests is a list of things to do.
    let beside = pieces.iter().any(|p| {
        p.label == Some(Label::Question)
            || (matches!(p.block.kind, BlockKind::Heading(_) | BlockKind::Summary) && asks(&p.block.text))
    });
    let questions = |depths: Vec<(usize, usize, usize)>| {
        let is_list =
            |(all, ask, marked): &(usize, usize, usize)| *ask > 0 && ask * 2 >= *all && (!beside || marked * 3 >= *ask);
        let depth = depths.iter().position(is_list)?;
        wanted.then_some(QuestionList { depth, lone: depths[depth].0 == 1 })
    };
    items.into_iter().map(questions).collect()
}

/// A heading, its level, and what stands between it and the next one.
struct Heading {
    at: usize,
    level: u8,
    /// Whether it has text of its own, other than links.
    text: bool,
    /// Whether it has text of its own before the first candidate below it.
    leads: bool,
    /// Candidates below it, those of deeper headings too.
    below: usize,
    /// The headings beside it that have text, and those of them that ask.
    siblings: (usize, usize),
    parent: Option<usize>,
    leaf: bool,
    /// Whether the first text below it asks.
    text_asks: bool,
}

fn roles(pieces: &[NotesPiece], asking: &[bool], layout: Option<QuestionLayout>) -> Vec<Option<HeadingRole>> {
    let mut roles = vec![None; pieces.len()];
    let all = survey(pieces, asking, &mut roles);
    let anything = asking.iter().any(|asks| *asks);
    let leaves = all.iter().filter(|h| h.leaf && h.text && !is_about_the_notes(&pieces[h.at].block.text)).count();
    // Nothing asks anywhere: headings with a text each are terms to explain.
    let terms = !anything && leaves >= 2;
    let (titles, others): (Vec<&Heading>, Vec<&Heading>) =
        all.iter().filter(|h| h.leaf && h.text && !asking[h.at]).partition(|h| h.text_asks);
    let titled = titles.len() >= 4 && titles.len() * 2 > titles.len() + others.len();
    for (n, heading) in all.iter().enumerate() {
        let piece = &pieces[heading.at];
        let text = &piece.block.text;
        let mut above = heading.parent;
        while let Some(parent) = above
            && roles[all[parent].at] != Some(HeadingRole::Question)
        {
            above = all[parent].parent;
        }
        let about = is_about_the_notes(text);
        let only_holds = (!heading.leads || heading.level == 1) && heading.below >= 2;
        let beside = heading.siblings.1 * 2 >= heading.siblings.0 && heading.siblings.1 > 0;
        let role = if piece.label == Some(Label::Question) {
            HeadingRole::Question
        } else if above.is_some() || piece.label.is_some() {
            let alone = text.contains('?') || without_number(text).len() < text.len();
            let asks = asking[heading.at] && alone && heading.text && !leans_on_text_before(text);
            if asks && above.is_some() { HeadingRole::Question } else { HeadingRole::Body }
        } else if asking[heading.at] && !only_holds && !about {
            HeadingRole::Question
        } else if titled && heading.leaf && heading.text_asks && !asking[heading.at] {
            HeadingRole::Title
        } else if !about && heading.text && !asking[heading.at] && (beside || (terms && all[n].leaf)) {
            HeadingRole::Question
        } else {
            HeadingRole::Topic
        };
        let wanted = layout.is_none_or(|l| l == QuestionLayout::Headings) || piece.label.is_some();
        roles[heading.at] = Some(if wanted || role == HeadingRole::Body { role } else { HeadingRole::Topic });
    }
    roles
}

/// The headings with their surroundings. Those that go on with the list item of a question get their role at once.
fn survey(pieces: &[NotesPiece], asking: &[bool], roles: &mut [Option<HeadingRole>]) -> Vec<Heading> {
    let mut all: Vec<Heading> = Vec::new();
    let mut stack: Vec<usize> = Vec::new();
    let mut in_item = false;
    for (at, piece) in pieces.iter().enumerate() {
        let block = &piece.block;
        if matches!(piece.label, Some(Label::Answer | Label::Hint)) && is_heading(piece) {
            // "#### Answer" below "###### Question": its level says nothing.
            roles[at] = Some(HeadingRole::Body);
        } else if let BlockKind::Heading(level) = block.kind {
            let continues = in_item && !block.opens_item && (block.depth > 0 || block.indented);
            if continues && piece.label != Some(Label::Question) {
                roles[at] = Some(HeadingRole::Body);
                continue;
            }
            in_item = block.opens_item && asking[at];
            while stack.last().is_some_and(|n| all[*n].level >= level) {
                stack.pop();
            }
            let parent = stack.last().copied();
            if let Some(parent) = parent {
                all[parent].leaf = false;
            }
            for n in &stack {
                all[*n].below += usize::from(asking[at]);
            }
            stack.push(all.len());
            let (text, leads, below, siblings, leaf) = (false, false, 0, (0, 0), true);
            all.push(Heading { at, level, text, leads, below, siblings, parent, leaf, text_asks: false });
        } else if let Some(last) = stack.last().copied() {
            if asking[at] {
                for n in &stack {
                    all[*n].below += 1;
                }
            }
            let is_text = block.links == Links::Mixed
                && !matches!(block.kind, BlockKind::Open | BlockKind::Close)
                && !(block.text.is_empty() && piece.label.is_none());
            if !all[last].text && is_text {
                all[last].text_asks = block.kind == BlockKind::Text && !asking[at] && asks(&block.text);
            }
            all[last].text |= is_text;
            all[last].leads |= is_text && all[last].below == 0;
        }
    }
    count_siblings(&mut all, asking);
    all
}

/// Of each heading: how many of those beside it, itself left out, have text, and how many of them ask.
fn count_siblings(all: &mut [Heading], asking: &[bool]) {
    let mut groups: std::collections::HashMap<(Option<usize>, u8), (usize, usize)> = std::collections::HashMap::new();
    for heading in all.iter().filter(|h| h.text) {
        let group = groups.entry((heading.parent, heading.level)).or_default();
        *group = (group.0 + 1, group.1 + usize::from(asking[heading.at]));
    }
    for heading in all {
        let (texts, asks) = groups.get(&(heading.parent, heading.level)).copied().unwrap_or_default();
        let own = (usize::from(heading.text), usize::from(heading.text && asking[heading.at]));
        heading.siblings = (texts - own.0, asks.saturating_sub(own.1));
    }
}
