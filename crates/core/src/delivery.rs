//! How an answer was said: facts that the microphone and the words give, no verdicts. All fields but the first are absent
//! or empty where nothing is known, and may be missing in older sessions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    sound::Span,
    view::{clock, count},
};

/// How the answer was said: facts, no verdicts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// Words said.
    pub words: usize,
    /// Length of the take; absent for typed answers, like every other time.
    pub duration_s: Option<f64>,
    /// Words over the time from the first to the last word.
    pub words_per_minute: Option<f64>,
    /// Fillers by kind: a lower bound, recognisers leave many out.
    pub fillers: BTreeMap<String, usize>,
    /// All fillers per minute.
    pub fillers_per_minute: Option<f64>,
    /// The longest silence between two stretches of speech.
    pub longest_pause_s: Option<f64>,
    /// Silence before the first word.
    pub time_to_first_word_s: Option<f64>,
    /// Each filler and where it stands.
    #[serde(default)]
    pub filler_marks: Vec<Mark>,
    /// Voiced stretches that no word covers: hesitations that the recogniser leaves out.
    #[serde(default)]
    pub hesitations: usize,
    /// Stretches of ten seconds with many fillers and hesitations, in their order; none overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filler_bursts: Vec<FillerBurst>,
    /// Words that take back what is said: "I think", "maybe".
    #[serde(default)]
    pub hedges: Vec<Mark>,
    /// Words said twice in a row: "the the".
    #[serde(default)]
    pub repeats: Vec<Mark>,
    /// Sentence openings used more than once, the commonest first.
    #[serde(default)]
    pub openings: Vec<WordCount>,
    /// Silences over two seconds between two stretches of speech.
    #[serde(default)]
    pub pauses: Vec<Span>,
    /// Share of the take in which somebody speaks, 0..=1.
    #[serde(default)]
    pub talk_share: Option<f64>,
    /// The time the answer had, in seconds.
    #[serde(default)]
    pub time_limit_s: Option<u32>,
    /// Length of the take over the time it had; above 1 is too long.
    #[serde(default)]
    pub time_limit_share: Option<f64>,
    /// The words used most, small words left out.
    #[serde(default)]
    pub top_words: Vec<WordCount>,
    /// "I" against "we".
    #[serde(default)]
    pub ownership: Ownership,
    /// Results with a number and a unit: "2.5 s to 150 ms".
    #[serde(default)]
    pub quantified: Vec<Mark>,
    /// The parts that an answer to this kind of question should have; absent for definitions.
    #[serde(default)]
    pub structure: Option<Structure>,
    /// It reads as a list of keywords, not as an answer.
    #[serde(default)]
    pub list_like: bool,
    /// It says little more than "I don't know".
    #[serde(default)]
    pub gave_up: bool,
}

/// Words of the transcript that a fact rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// The words as transcribed, or the kind of filler.
    pub text: String,
    /// Start in seconds; absent for typed answers.
    pub start_s: Option<f64>,
    /// Index of the first of the words in the transcript.
    pub first_word: usize,
    /// How many words.
    pub word_count: usize,
}

/// Ten seconds with many fillers and hesitations.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FillerBurst {
    /// Its first second.
    pub start_s: f64,
    /// The second after its last.
    pub end_s: f64,
    /// Fillers in it.
    pub fillers: usize,
    /// Hesitations in it.
    pub hesitations: usize,
}

impl FillerBurst {
    /// "8 fillers between 0:30 and 0:40".
    #[must_use]
    pub fn sentence(&self) -> String {
        let counted = [(self.fillers, "filler"), (self.hesitations, "hesitation")];
        let all: Vec<String> = counted.iter().filter(|(n, _)| *n > 0).map(|(n, one)| count(*n, one)).collect();
        format!("{} between {} and {}", all.join(" and "), clock(self.start_s), clock(self.end_s))
    }
}

/// A word or phrase and how often it was said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WordCount {
    /// The word or phrase.
    pub word: String,
    /// How often.
    pub count: usize,
}

/// Who did it, by the words: "I" against "we".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ownership {
    /// I, me, my, mine, myself.
    pub i: usize,
    /// We, us, our, ours, ourselves.
    pub we: usize,
}

/// The parts of an answer, by the words that open them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Structure {
    /// Which parts are looked for.
    pub kind: StructureKind,
    /// Every part of that kind in its order, heard or not.
    pub parts: Vec<Part>,
}

/// Which parts an answer should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StructureKind {
    /// Situation, task, action, result: experience and behavioural questions.
    Star,
    /// Context, diagnosis, quick fix, permanent fix, communication: scenarios.
    Incident,
    /// Principle, mechanism, trade-off, what to watch: technical questions.
    Design,
}

/// One part of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its name: "situation".
    pub name: String,
    /// Share of the answer's time (or of its words, if typed), 0..=1; 0 if it was not heard.
    pub share: f64,
    /// When it was first heard; absent if it was not, and for typed answers.
    pub start_s: Option<f64>,
    /// The words that showed it.
    pub evidence: Option<Mark>,
}

impl StructureKind {
    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Star => "STAR answer",
            Self::Incident => "scenario answer",
            Self::Design => "technical answer",
        }
    }
}

impl Structure {
    /// The names of the parts that were not heard.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter(|p| p.evidence.is_none()).map(|p| p.name.as_str())
    }
}
