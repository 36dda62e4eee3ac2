//! A story to tell in an interview: Markdown with the sections of [`SECTIONS`]. Its points (what I did, the numbers, what I
//! learned) can be listened for in an answer, as the recruiter's points are.

use serde::{Deserialize, Serialize};

/// A story file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryFile {
    /// The file's name without ending: what commands call it.
    pub id: String,
    /// The title, the first heading.
    pub title: String,
    /// The banks whose questions it is told for, from a line `For: bank, bank`; empty: none in particular.
    pub banks: Vec<String>,
    /// The text for reading, in order, comments left out.
    pub blocks: Vec<Block>,
    /// The points to listen for, each with its line, counted from 1.
    pub points: Vec<(usize, StoryPoint)>,
}

/// A piece of a story's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading: its level, 1 the title; its text; its line, counted from 1.
    Heading(u8, String, usize),
    /// A paragraph.
    Paragraph(String),
    /// A list item.
    Item(String),
}

/// What is listened for: carried by a question that is to be answered from a story of the candidate's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// The story's id.
    pub id: String,
    /// Its points, in its order.
    pub points: Vec<StoryPoint>,
}

/// One point of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryPoint {
    /// What sort of point.
    pub part: Part,
    /// The point in the teller's words.
    pub point: String,
    /// Other ways to say it; one is enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<String>,
}

/// The sort of a story's point: the section it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Something done.
    Did,
    /// A figure.
    Number,
    /// Something learned.
    Learned,
}

/// The sections that a story has: the heading, and the sort of the points that stand under it as list items.
pub const SECTIONS: [(&str, Option<Part>); 5] = [
    ("Context", None),
    ("Stack", None),
    ("What I did", Some(Part::Did)),
    ("Numbers", Some(Part::Number)),
    ("What I learned", Some(Part::Learned)),
];

impl Part {
    /// Every part, in the order of the sections.
    pub const ALL: [Self; 3] = [Self::Did, Self::Number, Self::Learned];

    /// The section it stands in, as headings and scorecards name it.
    #[must_use]
    pub fn section(self) -> &'static str {
        match self {
            Self::Did => "What I did",
            Self::Number => "Numbers",
            Self::Learned => "What I learned",
        }
    }
}

impl StoryFile {
    /// What is listened for.
    #[must_use]
    pub fn story(&self) -> Story {
        Story { id: self.id.clone(), points: self.points.iter().map(|(_, point)| point.clone()).collect() }
    }
}
