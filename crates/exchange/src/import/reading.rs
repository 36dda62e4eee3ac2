//! What reading notes gives: questions, and what was left out of them.

use std::{collections::BTreeMap, fmt};

use outloud_core::bank::{Kind, Level};
use serde::Serialize;

/// A question as the notes have it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// The question.
    pub prompt: String,
    /// What it shows or lists beside what it asks: code, options. May be empty.
    pub context: String,
    /// The answer; may be empty.
    pub answer: String,
    /// Hints, in order.
    pub hints: Vec<String>,
    /// The subject: the heading it stood under, a column, an Anki tag or deck.
    pub topic: String,
    /// A level, if the notes name one.
    pub level: Option<Level>,
    /// A kind, if the notes name one.
    pub kind: Option<Kind>,
    /// Where it began, counted from 1: a line, or a note of a package.
    pub line: usize,
}

/// How the questions of Markdown are set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum QuestionLayout {
    /// `Q:` and `A:`, flashcards.
    Labels,
    /// Headings with the answer below.
    Headings,
    /// `<summary>` with the answer in its `<details>`.
    Details,
    /// Bold lines with the answer below.
    Bold,
    /// Items of lists.
    Lists,
}

impl fmt::Display for QuestionLayout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Labels => "labels",
            Self::Headings => "headings",
            Self::Details => "details",
            Self::Bold => "bold",
            Self::Lists => "lists",
        })
    }
}

/// How notes are to be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Keep what may be a question but neither asks nor has an answer.
    pub keep_unanswered: bool,
    /// Take only what is set apart so for a question, in Markdown.
    pub layout: Option<QuestionLayout>,
}

/// What notes hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The title that the notes give themselves.
    pub title: Option<String>,
    /// The questions, in order.
    pub drafts: Vec<Draft>,
    /// What was left out, in order.
    pub left_out: Vec<LeftOut>,
    /// How many questions each layout made, in Markdown.
    pub layouts: BTreeMap<QuestionLayout, usize>,
    /// How many lines inside answers ask as well: questions, if that layout is the one that is meant.
    pub inside_answers: BTreeMap<QuestionLayout, usize>,
}

impl Reading {
    /// How many questions have no answer.
    #[must_use]
    pub fn unanswered(&self) -> usize {
        self.drafts.iter().filter(|draft| draft.answer.is_empty()).count()
    }

    /// A layout by which the notes could be read just as well: it would find at least half as many questions again.
    #[must_use]
    pub fn other_layout(&self) -> Option<(QuestionLayout, usize)> {
        let most = self.inside_answers.iter().max_by_key(|(_, count)| **count)?;
        (*most.1 >= 3 && most.1 * 2 >= self.drafts.len()).then_some((*most.0, *most.1))
    }

    /// Adds a draft, or leaves it out: without a prompt, or without an answer and without asking.
    pub(super) fn add(&mut self, draft: Draft, options: ReadOptions) {
        if draft.prompt.is_empty() {
            let name = if draft.answer.is_empty() { "(nothing)" } else { &draft.answer };
            self.left_out.push(LeftOut::new(Reason::NoText, name, draft.line));
        } else if draft.answer.is_empty() && !options.keep_unanswered && !super::asking::asks(&draft.prompt) {
            self.left_out.push(LeftOut::new(Reason::Unanswered, &draft.prompt, draft.line));
        } else {
            self.drafts.push(draft);
        }
    }
}

/// Something that did not become a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Why.
    pub reason: Reason,
    /// The text it begins with.
    pub name: String,
    /// Where it stands, counted from 1: a line, or a note of a package.
    pub line: usize,
}

/// The longest name of something left out, in characters.
const MAX_NAME_CHARS: usize = 60;

impl LeftOut {
    pub(super) fn new(reason: Reason, text: &str, line: usize) -> Self {
        Self { reason, name: name(text), line }
    }

    pub(super) fn is_named(&self, text: &str) -> bool {
        self.name == name(text)
    }
}

fn name(text: &str) -> String {
    let mut words = text.split_whitespace().take(MAX_NAME_CHARS).collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = words.char_indices().nth(MAX_NAME_CHARS) {
        words.truncate(at);
        words.push('…');
    }
    words
}

/// Why something did not become a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It neither asks nor has an answer: a title, or a question still to be written.
    Unanswered,
    /// It stands among questions and asks nothing.
    NotAsking,
    /// It is nothing but links.
    Links,
    /// It is a list of contents.
    Contents,
    /// A card or row without text to ask: pictures, sounds, empty cells.
    NoText,
    /// An empty row.
    EmptyRow,
    /// Text that belongs to no question.
    Prose,
    /// A column or field whose meaning is not known.
    Column,
}

impl Reason {
    /// "3 are lists of links", for `count` of them.
    #[must_use]
    pub fn count(self, count: usize) -> String {
        let one = count == 1;
        match self {
            Self::Unanswered => {
                format!("{count} {} (--keep-unanswered)", if one { "has no answer" } else { "have no answer" })
            }
            Self::NotAsking => format!("{count} {} nothing", if one { "asks" } else { "ask" }),
            Self::Links => format!("{count} {} of links", if one { "is a list" } else { "are lists" }),
            Self::Contents => format!("{count} {} of contents", if one { "is a list" } else { "are lists" }),
            Self::NoText => {
                format!("{count} {} no text to ask (pictures or sounds only)", if one { "has" } else { "have" })
            }
            Self::EmptyRow => format!("{count} {}", if one { "is an empty row" } else { "are empty rows" }),
            Self::Prose => {
                format!("{count} {} outside of questions", if one { "is a text" } else { "are texts" })
            }
            Self::Column => format!("{count} {} of unknown meaning", if one { "is a column" } else { "are columns" }),
        }
    }
}

/// Why notes could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct ImportError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong there and what to do.
    pub problem: String,
}
