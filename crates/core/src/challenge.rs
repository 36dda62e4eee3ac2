//! Challenges: what the candidate says to a verdict that is wrong. "I did say that", "I did not say that". They are kept beside
//! the scorecard and change no score.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::scorecard::{How, PointScore, Scorecard, Verdict};

/// What a verdict is on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Judged {
    /// Keyword, point or misconception.
    pub kind: JudgedKind,
    /// The bank's words for it.
    pub name: String,
}

/// The kinds of things that verdicts are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum JudgedKind {
    /// A keyword: met or missed.
    Keyword,
    /// A recruiter's point.
    Point,
    /// A false belief that was heard: contradicted.
    Misconception,
}

/// A verdict of a scorecard, and the way in which its words were heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// What it is on.
    pub judged: Judged,
    /// The verdict.
    pub verdict: Verdict,
    /// How the words were heard; none if nothing was.
    pub how: Option<WayHeard>,
}

/// The ways in which a keyword can be heard, and the statement, by which points and false beliefs are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WayHeard {
    /// The same words.
    Exact,
    /// Another inflection.
    Stem,
    /// Another way to say it.
    Alias,
    /// Written apart or together.
    Joined,
    /// Nearly the same letters.
    Fuzzy,
    /// The same sounds.
    Sound,
    /// A statement: the pattern of a point or a false belief.
    Statement,
}

/// A verdict that the candidate says is wrong, as it was when the candidate said so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Challenge {
    /// What the verdict is on.
    #[serde(flatten)]
    pub judged: Judged,
    /// The challenged verdict.
    pub verdict: Verdict,
    /// How its words were heard; none if nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<WayHeard>,
}

/// What the candidate says instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// "I did say that."
    Said,
    /// "I did not say that."
    NotSaid,
}

impl Challenge {
    /// What the candidate says: of what was missed that it was said, of what was heard that it was not.
    #[must_use]
    pub fn claim(&self) -> Claim {
        if self.verdict == Verdict::Missed { Claim::Said } else { Claim::NotSaid }
    }

    /// Whether it contradicts `verdict`, which a later scorer or a corrected word may have made right.
    #[must_use]
    pub fn disputes(&self, verdict: Verdict) -> bool {
        match self.claim() {
            Claim::Said => verdict != Verdict::Met,
            Claim::NotSaid => verdict == self.verdict,
        }
    }
}

impl Claim {
    /// The name of exports and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::NotSaid => "not_said",
        }
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Said => "you: I did say that",
            Self::NotSaid => "you: I did not say that",
        })
    }
}

impl WayHeard {
    /// Every way, in the order in which they are tried.
    pub const ALL: [Self; 7] =
        [Self::Exact, Self::Stem, Self::Alias, Self::Joined, Self::Fuzzy, Self::Sound, Self::Statement];

    /// The name of exports and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Stem => "stem",
            Self::Alias => "alias",
            Self::Joined => "joined",
            Self::Fuzzy => "fuzzy",
            Self::Sound => "sound",
            Self::Statement => "statement",
        }
    }
}

impl From<How> for WayHeard {
    fn from(how: How) -> Self {
        match how {
            How::Exact => Self::Exact,
            How::Stem => Self::Stem,
            How::Alias => Self::Alias,
            How::Joined => Self::Joined,
            How::Fuzzy => Self::Fuzzy,
            How::Sound => Self::Sound,
        }
    }
}

impl Judged {
    /// A thing of this kind and name.
    #[must_use]
    pub fn new(kind: JudgedKind, name: &str) -> Self {
        Self { kind, name: name.to_owned() }
    }
}

/// Every verdict of a card: points, keywords, false beliefs.
pub fn judgements(card: &Scorecard) -> impl Iterator<Item = Judgement> {
    let judgement = |kind, name: &str, verdict, how| Judgement { judged: Judged::new(kind, name), verdict, how };
    let way = |p: &PointScore| match (p.verdict, &p.statement) {
        (Verdict::Missed, _) => None,
        (Verdict::Contradicted, _) | (_, Some(_)) => Some(WayHeard::Statement),
        (Verdict::Met, None) => p.evidence.first().map(|e| e.how.into()),
    };
    let points = card.rubric.iter().map(move |p| judgement(JudgedKind::Point, &p.point, p.verdict, way(p)));
    let hit = card.keywords.hit.iter();
    let hit =
        hit.map(move |k| judgement(JudgedKind::Keyword, &k.term, Verdict::Met, Some(WayHeard::from(k.evidence.how))));
    let missed = card.keywords.missed.iter();
    let missed = missed.map(move |k| judgement(JudgedKind::Keyword, &k.term, Verdict::Missed, None));
    let beliefs = card.misconceptions.iter().map(move |m| {
        judgement(JudgedKind::Misconception, &m.belief, Verdict::Contradicted, Some(WayHeard::Statement))
    });
    points.chain(hit).chain(missed).chain(beliefs)
}

/// What the only verdict is on whose text has these words in it, in whichever case; none if there is none, or several.
#[must_use]
pub fn judged_of(card: &Scorecard, words: &str) -> Option<Judged> {
    let words = words.trim().to_lowercase();
    let named = |judged: &Judged| judged.name.to_lowercase();
    let all: Vec<Judged> = judgements(card).map(|j| j.judged).collect();
    let mut same = all.iter().filter(|judged| named(judged) == words);
    if let (Some(one), None) = (same.next(), same.next()) {
        return Some(one.clone());
    }
    let mut found = all.iter().filter(|judged| !words.is_empty() && named(judged).contains(&words));
    found.next().filter(|_| found.next().is_none()).cloned()
}
