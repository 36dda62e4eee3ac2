//! Challenges: what the candidate says to a verdict that is wrong. "I did say that", "I did not say that". They are kept beside
//! the scorecard and change no score.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    scorecard::{How, PointScore, Scorecard, Verdict},
    session::Take,
};

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

impl Take {
    /// The challenge that stands against this verdict, if there is one.
    #[must_use]
    pub fn challenge_of(&self, judged: &Judged, verdict: Verdict) -> Option<&Challenge> {
        self.challenges.iter().find(|c| c.judged == *judged && c.disputes(verdict))
    }

    /// Challenges the verdict on `judged`, or takes the challenge back. Gives whether the card has such a verdict.
    pub fn challenge(&mut self, judged: &Judged) -> bool {
        let found = self.scorecard.as_ref().and_then(|card| judgements(card).find(|j| j.judged == *judged));
        let Some(Judgement { judged, verdict, how }) = found else { return false };
        let stands = self.challenge_of(&judged, verdict).is_some();
        self.challenges.retain(|c| c.judged != judged);
        if !stands {
            self.challenges.push(Challenge { judged, verdict, how });
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bank::{Priority, Question},
        scorecard::{Delivery, Evidence, KeywordHit, KeywordMiss, KeywordScore},
    };

    fn take() -> Take {
        let evidence = Evidence {
            text: "linear hysteria".to_owned(),
            start_s: None,
            end_s: None,
            how: How::Sound,
            confidence: 0.4,
            first_word: 0,
            word_count: 2,
            hearing: None,
        };
        let hit = KeywordHit { term: "linear history".to_owned(), weight: 2, evidence: evidence.clone() };
        let card = Scorecard {
            score: 50.0,
            doubtful: 0.0,
            scorer_version: 1,
            basis: String::new(),
            heard: None,
            keywords: KeywordScore {
                coverage: 0.5,
                hit: vec![hit],
                missed: vec![KeywordMiss { term: "shared branch".to_owned(), weight: 1 }],
            },
            rubric: vec![PointScore::new("You weigh both sides", Priority::Must, vec![evidence])],
            misconceptions: Vec::new(),
            story: None,
            telling: None,
            delivery: Delivery::default(),
            advice: Vec::new(),
        };
        Take { scorecard: Some(card), ..Take::new(1, "b", Question::bare("q", "Why?", "")) }
    }

    #[test]
    fn a_verdict_is_challenged_with_its_way_of_hearing_and_taken_back() {
        let mut take = take();
        let heard = Judged::new(JudgedKind::Keyword, "linear history");
        assert!(take.challenge(&heard));
        assert_eq!((take.challenges[0].how, take.challenges[0].claim()), (Some(WayHeard::Sound), Claim::NotSaid));
        assert!(take.challenge(&Judged::new(JudgedKind::Keyword, "shared branch")));
        assert_eq!((take.challenges[1].how, take.challenges[1].claim()), (None, Claim::Said));
        assert!(take.challenge(&heard) && take.challenges.len() == 1, "the second time takes it back");
        assert!(!take.challenge(&Judged::new(JudgedKind::Point, "linear history")), "there is no such point");
        let card = take.scorecard.as_ref().unwrap();
        let found = |words| judged_of(card, words).map(|judged| judged.name);
        assert_eq!(found("both SIDES").as_deref(), Some("You weigh both sides"));
        assert_eq!((found("h"), found(""), found("banana")), (None, None, None), "of several none is meant");
    }

    #[test]
    fn a_challenge_that_came_true_stands_no_more_and_is_kept() {
        let mut take = take();
        let missed = Judged::new(JudgedKind::Keyword, "shared branch");
        take.challenge(&missed);
        assert!(take.challenge_of(&missed, Verdict::Missed).is_some());
        assert!(take.challenge_of(&missed, Verdict::Contradicted).is_some(), "it was said, says the candidate");
        assert!(take.challenge_of(&missed, Verdict::Met).is_none() && take.challenges.len() == 1);
    }

    #[test]
    fn stored_challenges_say_what_they_are_about() {
        let mut take = take();
        take.challenge(&Judged::new(JudgedKind::Point, "You weigh both sides"));
        let json = serde_json::to_value(&take.challenges).unwrap();
        let stored = serde_json::json!([
            {"kind": "point", "name": "You weigh both sides", "verdict": "met", "how": "sound"}
        ]);
        assert_eq!(json, stored);
        assert_eq!(serde_json::from_value::<Vec<Challenge>>(json).unwrap(), take.challenges);
    }
}
