//! What an answer earned, and the words and the second that earned it. The shape is the contract of `score --json`.

use serde::{Deserialize, Serialize};

pub use super::delivery::Delivery;
use super::{bank::Priority, hearing::Heard, story::Part, transcript::Hearing};

/// Evidence and words below this confidence, 0..=1, are marked as doubtful on every face.
pub const DOUBTFUL_BELOW: f64 = 0.5;

/// The result of scoring one answer to one question.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Scorecard {
    /// 0..=100, rounded to one decimal.
    pub score: f64,
    /// How many of those points rest on words that the recogniser was unsure of.
    #[serde(default)]
    pub doubtful: f64,
    /// The version of the scorer that made this card.
    pub scorer_version: u32,
    /// A hash of what the card rests on: scorer, banks, question and answer. The same hash gives the same card. Empty in
    /// cards of older versions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// Whether the answer was heard well enough for the score to be shown. None in cards of older versions, which are shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<Heard>,
    /// Keyword coverage.
    pub keywords: KeywordScore,
    /// The recruiter's points, in the bank's order.
    pub rubric: Vec<PointScore>,
    /// Typical false beliefs that the answer tells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misconceptions: Vec<MisconceptionHeard>,
    /// The points of the candidate's own story, if the question was answered from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story: Option<StoryScore>,
    /// How a story was told, for behavioural and experience questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telling: Option<Telling>,
    /// How it was said.
    pub delivery: Delivery,
    /// At most five lines, the most valuable first.
    pub advice: Vec<String>,
}

impl Scorecard {
    /// Why the score is not shown; none if it is.
    #[must_use]
    pub fn unheard(&self) -> Option<&Heard> {
        self.heard.as_ref().filter(|heard| !heard.enough)
    }
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
    /// What earned it.
    pub evidence: Evidence,
}

/// A keyword that was not said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeywordMiss {
    /// The bank's term.
    pub term: String,
    /// 1..=3.
    pub weight: u8,
}

/// A point and what the answer says about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "PointScoreFile")]
pub struct PointScore {
    /// The bank's words for it.
    pub point: String,
    /// must, should or bonus.
    pub priority: Priority,
    /// Whether the answer makes the point.
    pub met: bool,
    /// The same with contradiction told from silence.
    pub verdict: Verdict,
    /// What earned it; empty if not met.
    pub evidence: Vec<Evidence>,
    /// What the answer says against it, if it contradicts the point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contradiction: Option<Contradiction>,
    /// The statement that decided, for the explanation; none if nothing was heard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<Statement>,
}

impl PointScore {
    /// A point that the answer makes with `evidence`, or that it does not speak of if there is none.
    #[must_use]
    pub fn new(point: &str, priority: Priority, evidence: Vec<Evidence>) -> Self {
        let met = !evidence.is_empty();
        let verdict = if met { Verdict::Met } else { Verdict::Missed };
        Self { point: point.to_owned(), priority, met, verdict, evidence, contradiction: None, statement: None }
    }
}

/// What an answer says about a point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It makes the point.
    Met,
    /// It does not speak of it.
    #[default]
    Missed,
    /// It says the opposite.
    Contradicted,
}

/// What was heard of an answer so far, while it is still spoken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ticks {
    /// Which keywords were said, in the order of the question.
    pub keywords: Vec<bool>,
    /// What was said about each point, in the order of the question.
    pub points: Vec<Verdict>,
}

impl Verdict {
    /// The name of the documents.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Contradicted => "contradicted",
        }
    }
}

/// Words that contradict a point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// The subject that it was said of, where a rival was meant: "gauge".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_of: Option<String>,
    /// Whether it was denied.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub denied: bool,
    /// The words.
    pub evidence: Evidence,
}

/// A statement as it was heard: the bank's pattern and what filled each of its slots.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The pattern.
    pub pattern: String,
    /// The subject that it was said of, if the pattern has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Whether it stands there denied.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub denied: bool,
    /// What filled each slot.
    pub slots: Vec<Evidence>,
}

/// A typical false belief that the answer tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MisconceptionHeard {
    /// The belief.
    pub belief: String,
    /// Why it is false.
    pub why_wrong: String,
    /// The words.
    pub evidence: Evidence,
}

/// A point as cards of every version hold it.
#[derive(Deserialize)]
struct PointScoreFile {
    point: String,
    priority: Priority,
    met: bool,
    verdict: Option<Verdict>,
    #[serde(default)]
    evidence: Vec<Evidence>,
    contradiction: Option<Contradiction>,
    statement: Option<Statement>,
}

impl From<PointScoreFile> for PointScore {
    fn from(file: PointScoreFile) -> Self {
        let verdict = file.verdict.unwrap_or(if file.met { Verdict::Met } else { Verdict::Missed });
        let PointScoreFile { point, priority, met, evidence, contradiction, statement, .. } = file;
        Self { point, priority, met, verdict, evidence, contradiction, statement }
    }
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

/// How a story was told: the elements of a story that were heard, and what speaks against it. Facts with their words, no verdicts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// How many times as many words the answer shares with the question as by chance; 0 and more.
    pub topic_words: f64,
    /// How much of the story counts for this question, 0..=1: little if it answers another one.
    pub counts: f64,
    /// Every element that is listened for, heard or not.
    pub elements: Vec<ElementScore>,
    /// What speaks against the story, where it was heard.
    pub against: Vec<ElementScore>,
}

impl Telling {
    /// What speaks against the story and is worth telling: acts, and habits of speech that were heard often.
    pub fn told_against(&self) -> impl Iterator<Item = &ElementScore> {
        self.against.iter().filter(|e| {
            let habit = HABITS.contains(&e.id.as_str());
            e.evidence.len() >= if habit { HABIT_FROM } else { 1 }
        })
    }
}

/// Elements that count against a story only where they are heard often.
const HABITS: [&str; 3] = ["said", "they", "general"];
/// How often.
const HABIT_FROM: usize = 3;

/// An element of a story, or something that speaks against it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ElementScore {
    /// The element and, after a dot, its kind: "frame.when".
    pub id: String,
    /// What people call it: "When it was".
    pub title: String,
    /// What each place earns, or costs if it speaks against the story.
    pub each: f64,
    /// How many places count.
    pub most: usize,
    /// The words, in the order in which they were said; empty if it was not heard.
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
    /// What the ear says there, for evidence by sound or near spelling: the term that the sound speaks for most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hearing: Option<Hearing>,
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

impl How {
    /// The name that explanations, exports and JSON use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Stem => "stem",
            Self::Alias => "alias",
            Self::Joined => "joined",
            Self::Fuzzy => "fuzzy",
            Self::Sound => "sound",
        }
    }
}

impl Evidence {
    /// Whether it is in doubt: the recogniser was unsure of the words, or the match is far-fetched.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.confidence < DOUBTFUL_BELOW
    }
}
