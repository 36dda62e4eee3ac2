//! A session: its settings and its takes, as stored in `sessions/<id>/session.json`, schema 1.

use serde::{Deserialize, Serialize};

use super::{bank::Question, challenge::Challenge, scorecard::Scorecard, sound::Sound, transcript::Transcript};

/// The session schema that this version writes. Older ones are read for ever.
pub const SESSION_SCHEMA: u32 = 1;

/// One session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// The schema number.
    pub schema: u32,
    /// The folder's name: `<start time>-<kind>`.
    pub id: String,
    /// What sort of session.
    pub kind: SessionKind,
    /// When it began, RFC 3339 with offset.
    pub started_at: String,
    /// The settings of a timed round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<RoundSettings>,
    /// The takes in the order in which they were recorded. Retakes stay.
    pub takes: Vec<Take>,
    /// Whether a round was brought to its end before all of its questions were answered. It was not interrupted then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended_early: bool,
}

/// What sort of session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SessionKind {
    /// One question at a time, hints at hand.
    Practice,
    /// A timed round.
    Mock,
    /// What is due or weak.
    Drill,
    /// The answer that ships with the product.
    Demo,
}

/// How an interviewer behaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Persona {
    /// Takes time and says why it asks.
    #[default]
    Friendly,
    /// Asks, and goes on.
    Brisk,
    /// Asks the questions and nothing else.
    Silent,
}

impl Persona {
    /// Every persona with its name.
    pub const ALL: [(Self, &str); 3] = [(Self::Friendly, "friendly"), (Self::Brisk, "brisk"), (Self::Silent, "silent")];

    /// The persona of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, n)| *n == name).map(|(persona, _)| persona)
    }
}

/// The settings of a timed round; with the seed, the round can be repeated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoundSettings {
    /// How many questions.
    pub questions: usize,
    /// The limit for the whole round, if any.
    pub minutes: Option<u32>,
    /// Seconds to think before each answer.
    pub think_time_s: u32,
    /// Seconds for each answer; none: each question's own time.
    pub answer_time_s: Option<u32>,
    /// Whether pausing, skipping and retaking are off and the recording stops at the limit.
    pub strict: bool,
    /// Whether the recording stops at the limit although the round is not strict.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hard_stop: bool,
    /// The seed of the shuffle, and of what the interviewer says.
    pub seed: u64,
    /// Who asked; none in rounds of older versions, and before it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<Persona>,
    /// What is asked, in this order, so that an interrupted round can go on and a finished one be repeated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plan: Vec<Planned>,
}

/// A question of a round, or of a plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Planned {
    /// The bank's id.
    pub bank: String,
    /// The question's id.
    pub question: String,
}

/// A take's number in its session, counted from 1; also the number in its WAV's name. Events carry it, so that a late result
/// finds its take.
pub type TakeId = u32;

/// One recorded or typed answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Take {
    /// Its number.
    pub number: TakeId,
    /// The bank the question comes from.
    pub bank: String,
    /// The question as it was asked, so that history outlives edits of the bank.
    pub question: Question,
    /// When the recording began, RFC 3339 with offset.
    pub started_at: String,
    /// The WAV beside `session.json`; none for typed answers or deleted audio.
    pub audio: Option<String>,
    /// The recogniser's model, none for typed answers.
    pub model: Option<String>,
    /// Seconds that the answer was allowed. None in files of older versions; the store derives it when it reads them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_limit_s: Option<u32>,
    /// The words, with those corrected by hand; none until it is transcribed.
    pub transcript: Option<Transcript>,
    /// The words as recognised, if some were corrected since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<Transcript>,
    /// The sound; none for typed answers.
    pub sound: Option<Sound>,
    /// What it earned; none until it is scored.
    pub scorecard: Option<Scorecard>,
    /// How many hints were seen before or during the answer.
    #[serde(default)]
    pub hints_seen: u32,
    /// The candidate's own estimate of the score, 0..=100, given before it was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<u8>,
    /// Verdicts that the candidate says are wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub challenges: Vec<Challenge>,
    /// The candidate's note to self.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What other models heard before, the oldest first, so that it can be compared and taken back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heard_before: Vec<Transcription>,
}

/// What a model made of a take's recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Transcription {
    /// The recogniser's model.
    pub model: Option<String>,
    /// The words, with those corrected by hand.
    pub transcript: Transcript,
    /// The words as recognised, if some were corrected since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<Transcript>,
    /// What the sound told, hesitations beside these words included.
    pub sound: Option<Sound>,
    /// The score that was shown with it, 0..=100; none if there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
}

impl Transcription {
    /// The words as the model wrote them.
    #[must_use]
    pub fn recognised(&self) -> &Transcript {
        self.heard.as_ref().unwrap_or(&self.transcript)
    }
}

/// Points (of 100) that each hint seen before the answer costs.
pub const HINT_COST: f64 = 4.0;

/// More words than this are no session of one person's: 50 hours of talk without a break.
pub const MOST_WORDS: usize = 500_000;

/// The score of a card after so many hints, 0..=100.
#[must_use]
pub fn final_score(card: &Scorecard, hints_seen: u32) -> f64 {
    (card.score - HINT_COST * f64::from(hints_seen)).max(0.0)
}

/// The last take of each question that says something: one without a score does not hide an earlier one that has one. They are
/// what a session is measured by.
#[must_use]
pub fn last_takes<'a>(takes: impl IntoIterator<Item = &'a Take>) -> Vec<&'a Take> {
    let mut last: Vec<&Take> = Vec::new();
    for take in takes {
        match last.iter_mut().find(|t| t.bank == take.bank && t.question.id == take.question.id) {
            Some(old) if take.scorecard.is_some() || old.scorecard.is_none() => *old = take,
            Some(_) => {}
            None => last.push(take),
        }
    }
    last
}

impl Session {
    /// The words of all its transcripts, as they are and as the recogniser wrote them.
    #[must_use]
    pub fn words(&self) -> usize {
        let current = self.takes.iter().flat_map(|t| [&t.transcript, &t.heard]).flatten();
        let before = self.takes.iter().flat_map(|t| &t.heard_before);
        let earlier = before.flat_map(|e| [Some(&e.transcript), e.heard.as_ref()]).flatten();
        current.chain(earlier).map(|t| t.words.len()).sum()
    }

    /// Fills in the time limits that older versions did not store. The limit of a compression drill stands in its scorecard
    /// only; other takes had the round's limit, or else the question's own.
    pub fn derive_time_limits(&mut self) {
        let round = self.round.as_ref().and_then(|r| r.answer_time_s);
        for take in self.takes.iter_mut().filter(|t| t.time_limit_s.is_none()) {
            let scored = take.scorecard.as_ref().and_then(|card| card.delivery.time_limit_s);
            take.time_limit_s = Some(scored.or(round).unwrap_or(take.question.answer_time_s));
        }
    }

    /// The take of this number, counted from 1.
    #[must_use]
    pub fn take(&self, number: u32) -> Option<&Take> {
        self.takes.iter().find(|t| t.number == number)
    }
}

impl Take {
    /// A take of which nothing is known but what was asked; its time limit is the question's own.
    #[must_use]
    pub fn new(number: TakeId, bank: &str, question: Question) -> Self {
        Self {
            number,
            bank: bank.to_owned(),
            time_limit_s: Some(question.answer_time_s),
            question,
            started_at: String::new(),
            audio: None,
            model: None,
            transcript: None,
            heard: None,
            sound: None,
            scorecard: None,
            hints_seen: 0,
            estimate: None,
            challenges: Vec::new(),
            note: None,
            heard_before: Vec::new(),
        }
    }

    /// The current transcription; none until there is one.
    #[must_use]
    pub fn transcription(&self) -> Option<Transcription> {
        Some(Transcription {
            model: self.model.clone(),
            transcript: self.transcript.clone()?,
            heard: self.heard.clone(),
            sound: self.sound.clone(),
            score: self.final_score(),
        })
    }

    /// Puts another transcription in the place of the current one, which is kept in `heard_before`. The scorecard is the old one until
    /// the take is scored again.
    pub fn transcribe_again(&mut self, new: Transcription) {
        self.heard_before.extend(self.transcription());
        self.set_transcription(new);
    }

    /// Takes the last [`Self::transcribe_again`] back; what was heard then is gone. Gives whether there was one. The scorecard is the old
    /// one until the take is scored again.
    pub fn take_back_transcription(&mut self) -> bool {
        let Some(earlier) = self.heard_before.pop() else { return false };
        self.set_transcription(earlier);
        true
    }

    fn set_transcription(&mut self, Transcription { model, transcript, heard, sound, score: _ }: Transcription) {
        (self.model, self.transcript, self.heard, self.sound) = (model, Some(transcript), heard, sound);
    }

    /// The score that every list and screen shows, 0..=100: the scorecard's less what the hints cost. None until it is scored, and
    /// if the answer was not heard well enough.
    #[must_use]
    pub fn final_score(&self) -> Option<f64> {
        self.measured_score().filter(|_| self.scorecard.as_ref().is_some_and(|card| card.unheard().is_none()))
    }

    /// The same score, however the answer was heard: for scripts, and to compare one scorer with another.
    #[must_use]
    pub fn measured_score(&self) -> Option<f64> {
        self.scorecard.as_ref().map(|card| final_score(card, self.hints_seen))
    }

    /// Replaces the misrecognised word at `index` by `text`; an empty text removes it. The recognised words stay in `heard`. The
    /// scorecard is the old one until the take is scored again. Gives whether there is such a word.
    pub fn correct(&mut self, index: usize, text: &str) -> bool {
        let Some(transcript) = self.transcript.as_mut().filter(|t| index < t.words.len()) else { return false };
        self.heard.get_or_insert_with(|| transcript.clone());
        transcript.correct(index, text);
        true
    }
}

impl SessionKind {
    /// The name as folders and commands write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Mock => "mock",
            Self::Drill => "drill",
            Self::Demo => "demo",
        }
    }
}

impl std::fmt::Display for SessionKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}
