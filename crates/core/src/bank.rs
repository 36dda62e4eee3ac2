//! A bank of questions as it stands in `questions/<id>.json`: schema 2, and schema 1 read into the same shape. The format is documented
//! in `questions/README.md`; ids never change, because history refers to them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{pattern, story::Story};

pub use super::bank_names::{Kind, Level, Priority, UnknownNameError};

/// The bank schema that this version writes. It reads this one and every older one.
pub const BANK_SCHEMA: u32 = 2;

/// A set of questions on one subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bank {
    /// The schema number of the file: 1 or 2.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 2)))]
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
    /// Shared terms and the ways to say each: patterns use them as `{term}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub terms: BTreeMap<String, Vec<String>>,
    /// Words worth knowing, each explained in one sentence.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub glossary: BTreeMap<String, String>,
    /// Pairs that people mix up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commonly_confused: Vec<Confusion>,
    /// Rules of thumb and numbers worth knowing, one sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules_of_thumb: Vec<RuleOfThumb>,
    /// The questions, in the order in which a reader should meet them.
    pub questions: Vec<Question>,
}

/// Two or more things that people mix up, and how to keep them apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Confusion {
    /// Their names.
    pub these: Vec<String>,
    /// The difference in one sentence.
    pub difference: String,
}

/// A rule of thumb or a number worth knowing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleOfThumb {
    /// The topic of the questions that it serves.
    pub topic: String,
    /// The rule in one sentence.
    pub rule: String,
}

/// Where to read more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// What stands there.
    pub title: String,
    /// The address, `https://...`.
    pub url: String,
}

fn english() -> String {
    "en".to_owned()
}

/// One question with everything needed to ask it, help with it and score the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question {
    /// Unique in the bank, stable for ever: lower-case letters, digits and hyphens.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")))]
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
    /// Shared terms of its patterns. Those of the bank that it uses are added when the bank is read.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub terms: BTreeMap<String, Vec<String>>,
    /// Subjects that the answer must not confuse, in groups of rivals: name -> other ways to say it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<BTreeMap<String, Vec<String>>>,
    /// What the recruiter wants to hear. Schema 1 calls it `rubric`.
    #[serde(default, alias = "rubric")]
    pub points: Vec<Point>,
    /// Typical false beliefs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misconceptions: Vec<Misconception>,
    /// How to build the answer, in steps, shown on demand before one speaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skeleton: Vec<String>,
    /// For experience questions: what to say if one has never done it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_never_done: Option<String>,
    /// What the interviewer asks next if a point is missing.
    #[serde(default)]
    pub follow_ups: Vec<FollowUp>,
    /// Typical mistakes.
    #[serde(default)]
    pub pitfalls: Vec<String>,
    /// Primary documentation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The month in which facts that age were last looked up, `2026-11`; none: nothing in the answer ages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// A fair time for the answer, in seconds.
    #[serde(default = "ninety_seconds")]
    pub answer_time_s: u32,
    /// The candidate's own story that it is answered from; put there when it is asked, no bank has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub story: Option<Story>,
}

fn ninety_seconds() -> u32 {
    90
}

/// A term of the answer and the other ways to say it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Keyword {
    /// The term as a reader should see it.
    pub term: String,
    /// Other ways to say the same.
    #[serde(default)]
    pub any: Vec<String>,
    /// 1 (nice) to 3 (the heart of the answer).
    #[serde(default = "one")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 3)))]
    pub weight: u8,
}

fn one() -> u8 {
    1
}

/// One thing the recruiter wants to hear.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "PointFile")]
pub struct Point {
    /// Unique in the question; empty where the bank gives none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The point, addressed to the candidate: "You weigh both sides".
    pub point: String,
    /// How much its absence costs.
    pub priority: Priority,
    /// Patterns ([`pattern::Pattern`]) of which one is enough.
    pub says: Vec<String>,
    /// Patterns of its typical reversal: heard, they contradict the point.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wrong: Vec<String>,
}

impl Point {
    /// A point that each of `says` makes.
    #[must_use]
    pub fn new(point: &str, priority: Priority, says: &[&str]) -> Self {
        let says = says.iter().map(|&p| p.to_owned()).collect();
        Self { id: String::new(), point: point.to_owned(), priority, says, wrong: Vec::new() }
    }
}

/// A point as either schema writes it.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct PointFile {
    /// Unique in the question; empty where the bank gives none.
    #[serde(default)]
    id: String,
    /// The point, addressed to the candidate: "You weigh both sides".
    point: String,
    /// How much its absence costs.
    priority: Priority,
    /// Patterns of which one is enough: `merge: keep history`, `not touch|change files`. questions/README.md has the notation.
    #[serde(default)]
    says: Vec<String>,
    /// Patterns of its typical reversal: heard, they contradict the point.
    #[serde(default)]
    wrong: Vec<String>,
    /// Schema 1: phrases of which one is enough.
    #[serde(default)]
    any: Vec<String>,
    /// Schema 1: phrases of which every one is needed.
    #[serde(default)]
    all: Vec<String>,
}

impl From<PointFile> for Point {
    fn from(file: PointFile) -> Self {
        let mut says = file.says;
        let all: Vec<String> = file.all.iter().map(|p| pattern::of_phrase(p)).filter(|p| !p.is_empty()).collect();
        let all = all.join(" ");
        // Schema 1 set no distance between the phrases of `all`.
        let joined = |any: &str| match (any, all.as_str()) {
            (any, "") => any.to_owned(),
            ("", all) => format!("{all} /200"),
            (any, all) => format!("{any} {all} /200"),
        };
        if file.any.is_empty() && !all.is_empty() {
            says.push(joined(""));
        }
        says.extend(file.any.iter().map(|p| pattern::of_phrase(p)).filter(|p| !p.is_empty()).map(|p| joined(&p)));
        Self { id: file.id, point: file.point, priority: file.priority, says, wrong: file.wrong }
    }
}

/// A typical false belief about the question's subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Misconception {
    /// The belief in one sentence.
    pub belief: String,
    /// Why it is false, for the candidate.
    pub why_wrong: String,
    /// Patterns of which one is enough.
    pub says: Vec<String>,
}

/// What the interviewer asks next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// As in [`Question::subjects`]; none: the question's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<BTreeMap<String, Vec<String>>>,
    /// What the recruiter wants to hear.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Point>,
    /// Typical false beliefs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misconceptions: Vec<Misconception>,
}

/// What stands between the id of a question and the number of its follow-up.
pub const FOLLOW_UP: &str = ".follow-up-";

impl Question {
    /// Whether it is a follow-up of another question.
    #[must_use]
    pub fn is_follow_up(&self) -> bool {
        self.id.contains(FOLLOW_UP)
    }

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
            terms: BTreeMap::new(),
            subjects: Vec::new(),
            points: Vec::new(),
            misconceptions: Vec::new(),
            skeleton: Vec::new(),
            if_never_done: None,
            follow_ups: Vec::new(),
            pitfalls: Vec::new(),
            links: Vec::new(),
            as_of: None,
            answer_time_s: ninety_seconds(),
            story: None,
        }
    }
}

impl Bank {
    /// A bank of the newest schema, in English, with these questions and nothing else.
    #[must_use]
    pub fn new(id: &str, title: &str, questions: Vec<Question>) -> Self {
        Self {
            schema: BANK_SCHEMA,
            id: id.to_owned(),
            title: title.to_owned(),
            language: english(),
            description: String::new(),
            terms: BTreeMap::new(),
            glossary: BTreeMap::new(),
            commonly_confused: Vec::new(),
            rules_of_thumb: Vec::new(),
            questions,
        }
    }

    /// The question with this id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.id == id)
    }

    /// The question with this id, as it is asked; `ID.follow-up-N` is a follow-up of one.
    #[must_use]
    pub fn asked(&self, id: &str) -> Option<Question> {
        self.question(id).cloned().or_else(|| {
            let (parent, number) = id.rsplit_once(FOLLOW_UP)?;
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
            id: format!("{}{FOLLOW_UP}{number}", parent.id),
            prompt: self.prompt.clone(),
            context: None,
            why_asked: String::new(),
            hints: Vec::new(),
            model_answer: self.model_answer.clone(),
            keywords: self.keywords.clone(),
            subjects: if self.subjects.is_empty() { parent.subjects.clone() } else { self.subjects.clone() },
            points: self.points.clone(),
            misconceptions: self.misconceptions.clone(),
            skeleton: Vec::new(),
            if_never_done: None,
            follow_ups: Vec::new(),
            pitfalls: Vec::new(),
            links: Vec::new(),
            as_of: None,
            answer_time_s: 60,
            ..parent.clone()
        }
    }
}
