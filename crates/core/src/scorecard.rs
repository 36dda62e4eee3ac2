//! What an answer earned, and the words and the second that earned it. The shape is the contract of `score --json`.

use serde::{Deserialize, Serialize};

pub use super::delivery::Delivery;
use super::{bank::Priority, story::Part};

/// Evidence and words below this confidence, 0..=1, are marked as doubtful on every face.
pub const DOUBTFUL_BELOW: f64 = 0.5;

/// The result of scoring one answer to one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scorecard {
    /// 0..=100, rounded to one decimal.
    pub score: f64,
    /// How many of those points rest on words that the recogniser was unsure of.
    #[serde(default)]
    pub doubtful: f64,
    /// The version of the scorer that made this card.
    pub scorer_version: u32,
    /// A hash of what the card rests on: scorer, banks, question and answer. The same basis gives the same card. Empty in
    /// cards of older versions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// Keyword coverage.
    pub keywords: KeywordScore,
    /// The recruiter's points, in the bank's order.
    pub rubric: Vec<PointScore>,
    /// The points of the candidate's own story, if the question was answered from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story: Option<StoryScore>,
    /// How it was said.
    pub delivery: Delivery,
    /// At most five lines, the most valuable first.
    pub advice: Vec<String>,
}

/// Which of the question's keywords were said.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct KeywordScore {
    /// Weighted share of the keywords that were said, 0..=1.
    pub coverage: f64,
    /// Those said, in the bank's order.
    pub hit: Vec<KeywordHit>,
    /// Those not said, in the bank's order.
    pub missed: Vec<KeywordMiss>,
}

/// A keyword that was said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeywordHit {
    /// The bank's term.
    pub term: String,
    /// 1..=3.
    pub weight: u8,
    /// The share of the weight that it earns, 0..=1: less than 1 where only a related word was said.
    #[serde(default = "whole")]
    pub credit: f64,
    /// What earned it.
    pub evidence: Evidence,
}

fn whole() -> f64 {
    1.0
}

/// A keyword that was not said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeywordMiss {
    /// The bank's term.
    pub term: String,
    /// 1..=3.
    pub weight: u8,
    /// A word that has to do with it, where the keywords were drawn from the model answer and one was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub near: Option<Near>,
}

/// A word that is not the keyword, but stands under one heading of the thesaurus with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Near {
    /// The share of the keyword's weight that it earns, 0..=1.
    pub credit: f64,
    /// The word.
    pub evidence: Evidence,
}

/// A rubric point and what earned it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PointScore {
    /// The bank's words for it.
    pub point: String,
    /// must, should or bonus.
    pub priority: Priority,
    /// Whether the answer made it.
    pub met: bool,
    /// What earned it; empty if not met.
    pub evidence: Vec<Evidence>,
}

/// What was told of the candidate's own story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoryScore {
    /// The story's id.
    pub story: String,
    /// How much of what one answer needs of a story was told, 0..=1.
    pub share: f64,
    /// Its points, in the story's order.
    pub points: Vec<StoryPointScore>,
}

/// A point of a story and what told it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoryPointScore {
    /// What sort of point.
    pub part: Part,
    /// The story's words for it.
    pub point: String,
    /// Whether the answer told it.
    pub met: bool,
    /// What told it; empty if not met.
    pub evidence: Vec<Evidence>,
}

/// Words of the transcript that earned something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The words as transcribed.
    pub text: String,
    /// Start in seconds; absent for typed answers.
    pub start_s: Option<f64>,
    /// End in seconds; absent for typed answers.
    pub end_s: Option<f64>,
    /// How the term was heard.
    pub how: How,
    /// How sure it is that this was said, 0..=1: the match times the recogniser's word probability.
    pub confidence: f64,
    /// Index of the first of the words in the transcript.
    pub first_word: usize,
    /// How many words.
    pub word_count: usize,
}

/// The ways in which a term can be heard, in the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// The same words.
    Exact,
    /// The same words in another inflection.
    Stem,
    /// Another way to say it: the bank's, or an acronym or number as it is spoken.
    Alias,
    /// Written apart or together: back end, backend.
    Joined,
    /// Nearly the same letters.
    Fuzzy,
    /// The same sounds.
    Sound,
}

impl Evidence {
    /// Whether it is in doubt: the recogniser was unsure of the words, or the match is far-fetched.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.confidence < DOUBTFUL_BELOW
    }
}
