//! A bank of questions, schema 1, exactly as it stands in `questions/<id>.json`. The format is documented in
//! `questions/README.md`; ids are for ever, because history hangs on them.

use serde::{Deserialize, Serialize};

use super::story::Story;

/// The bank schema that this version reads and writes.
pub const BANK_SCHEMA: u32 = 1;

/// A set of questions on one subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bank {
    /// The schema number, 1 today.
    pub schema: u32,
    /// The bank's name in commands and files, for example `devops-core`.
    pub id: String,
    /// The name that people read.
    pub title: String,
    /// BCP 47 language of the questions, for example `en`.
    #[serde(default = "english")]
    pub language: String,
    /// One or two sentences on what it is for.
    #[serde(default)]
    pub description: String,
    /// The questions, in the order in which a reader should meet them.
    pub questions: Vec<Question>,
}

fn english() -> String {
    "en".to_owned()
}

/// One question with everything needed to ask it, help with it and score the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Unique in the bank, stable for ever.
    pub id: String,
    /// What sort of answer is expected.
    pub kind: Kind,
    /// The subject within the field, for example `git`.
    #[serde(default)]
    pub topic: String,
    /// How senior the candidate is who should have no trouble with it.
    #[serde(default)]
    pub level: Level,
    /// The question as an interviewer says it.
    pub prompt: String,
    /// The situation, where a scenario needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
    /// What the interviewer is finding out.
    #[serde(default)]
    pub why_asked: String,
    /// Leads that do not give the answer away, revealed one by one.
    #[serde(default)]
    pub hints: Vec<String>,
    /// The answer as one would say it out loud.
    #[serde(default)]
    pub model_answer: String,
    /// The terms that the answer is measured by. Empty: they are drawn from the model answer.
    #[serde(default)]
    pub keywords: Vec<Keyword>,
    /// What the recruiter wants to hear.
    #[serde(default)]
    pub rubric: Vec<RubricPoint>,
    /// What the interviewer asks next if a point is missing.
    #[serde(default)]
    pub follow_ups: Vec<FollowUp>,
    /// Typical mistakes.
    #[serde(default)]
    pub pitfalls: Vec<String>,
    /// A fair time for the answer, in seconds.
    #[serde(default = "ninety_seconds")]
    pub answer_time_s: u32,
    /// The candidate's own story that it is answered from; put there when it is asked, no bank has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story: Option<Story>,
}

fn ninety_seconds() -> u32 {
    90
}

/// What sort of answer a question expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// "What is X?"
    Definition,
    /// "This happens. What do you do?"
    Scenario,
    /// How a thing works, and its trade-offs.
    Technical,
    /// "Tell me about a time when you built or fixed something."
    Experience,
    /// "Tell me about a time when people were the difficulty."
    Behavioural,
}

/// How senior the candidate is who should have no trouble with a question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// First job.
    #[default]
    Entry,
    /// A few years in.
    Mid,
    /// Leads others.
    Senior,
}

/// A term of the answer and the other ways to say it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Keyword {
    /// The term as a reader should see it.
    pub term: String,
    /// Other ways to say the same.
    #[serde(default)]
    pub any: Vec<String>,
    /// 1 (nice) to 3 (the heart of the answer).
    #[serde(default = "one")]
    pub weight: u8,
}

fn one() -> u8 {
    1
}

/// One thing the recruiter wants to hear.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RubricPoint {
    /// The point, addressed to the candidate: "You weigh both sides".
    pub point: String,
    /// How much its absence costs.
    pub priority: Priority,
    /// Phrasings of which one is enough.
    #[serde(default)]
    pub any: Vec<String>,
    /// Phrasings of which every one is needed.
    #[serde(default)]
    pub all: Vec<String>,
}

/// How much a rubric point matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// Without it the answer fails.
    Must,
    /// A solid answer has it.
    Should,
    /// It makes the answer stand out.
    Bonus,
}

/// What the interviewer asks next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The follow-up question as an interviewer says it.
    pub prompt: String,
    /// The keyword term or rubric point whose absence triggers it; none: any time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_missing: Option<String>,
    /// The answer as one would say it out loud.
    #[serde(default)]
    pub model_answer: String,
    /// The terms that the answer is measured by.
    #[serde(default)]
    pub keywords: Vec<Keyword>,
}

macro_rules! named {
    ($name:ident { $($variant:ident => $text:literal),+ }) => {
        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The name as banks and commands write it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(s: &str) -> Result<Self, String> {
                match s {
                    $($text => Ok(Self::$variant),)+
                    _ => Err(format!("'{s}' is not one of {}", [$($text),+].join(", "))),
                }
            }
        }
    };
}

named!(Kind {
    Definition => "definition", Scenario => "scenario", Technical => "technical",
    Experience => "experience", Behavioural => "behavioural"
});
named!(Level { Entry => "entry", Mid => "mid", Senior => "senior" });
named!(Priority { Must => "must", Should => "should", Bonus => "bonus" });

impl Question {
    /// A question with a model answer and nothing else: its keywords are drawn from the model answer.
    #[must_use]
    pub fn bare(id: &str, prompt: &str, model_answer: &str) -> Self {
        Self {
            id: id.to_owned(),
            kind: Kind::Definition,
            topic: String::new(),
            level: Level::default(),
            prompt: prompt.to_owned(),
            context: None,
            why_asked: String::new(),
            hints: Vec::new(),
            model_answer: model_answer.to_owned(),
            keywords: Vec::new(),
            rubric: Vec::new(),
            follow_ups: Vec::new(),
            pitfalls: Vec::new(),
            answer_time_s: ninety_seconds(),
            story: None,
        }
    }
}

impl Kind {
    /// Whether it asks for something that the candidate lived through.
    #[must_use]
    pub fn asks_for_a_story(self) -> bool {
        matches!(self, Self::Experience | Self::Behavioural)
    }
}

impl Bank {
    /// The question with this id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.id == id)
    }

    /// The question with this id, as it is asked; `ID.follow-up-N` is a follow-up of one.
    #[must_use]
    pub fn asked(&self, id: &str) -> Option<Question> {
        self.question(id).cloned().or_else(|| {
            let (parent, number) = id.rsplit_once(".follow-up-")?;
            let (parent, number) = (self.question(parent)?, number.parse::<usize>().ok()?);
            Some(parent.follow_ups.get(number.checked_sub(1)?)?.as_question(parent, number))
        })
    }
}

impl FollowUp {
    /// The follow-up as a question of its own, so that it is asked and scored like any other. `number` counts from 1.
    #[must_use]
    pub fn as_question(&self, parent: &Question, number: usize) -> Question {
        Question {
            id: format!("{}.follow-up-{number}", parent.id),
            prompt: self.prompt.clone(),
            context: None,
            why_asked: String::new(),
            hints: Vec::new(),
            model_answer: self.model_answer.clone(),
            keywords: self.keywords.clone(),
            rubric: Vec::new(),
            follow_ups: Vec::new(),
            pitfalls: Vec::new(),
            answer_time_s: 60,
            ..parent.clone()
        }
    }
}
