//! How often the verdicts on one's own answers were right, by what one challenged.

use serde::Serialize;

use outloud_core::{
    challenge::{Judgement, WayHeard, judgements},
    scorecard::Verdict,
    session::{Session, Take},
};

/// What the challenges of some sessions come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MineReport {
    /// Answers with a scorecard.
    pub takes: usize,
    /// Those in which a verdict was ever challenged: that one has certainly looked at.
    pub takes_looked_at: usize,
    /// Challenges that the candidate made and that scorer or corrections have made right since.
    pub settled: usize,
    /// All verdicts.
    pub all: Tally,
    /// By verdict: met, missed, contradicted.
    pub verdicts: Vec<VerdictTally>,
    /// Of what was heard, by the way in which it was.
    pub ways: Vec<WayTally>,
    /// The challenges that stand, session by session.
    pub challenges: Vec<StandingChallenge>,
}

/// How many verdicts there are and how many were challenged. What was not challenged counts as right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Tally {
    /// Verdicts.
    pub verdicts: usize,
    /// Those that are challenged.
    pub challenged: usize,
    /// Share that is not, 0..=1; null without verdicts.
    pub right: Option<f64>,
    /// The same share in the answers that were looked at; null without any.
    pub right_looked_at: Option<f64>,
    #[serde(skip)]
    looked_at: usize,
}

/// The tally of a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct VerdictTally {
    /// Which.
    pub verdict: Verdict,
    /// Its tally.
    #[serde(flatten)]
    pub tally: Tally,
}

/// The tally of a way of hearing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WayTally {
    /// Which.
    pub how: WayHeard,
    /// Its tally.
    #[serde(flatten)]
    pub tally: Tally,
}

/// A challenge that stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StandingChallenge {
    /// The session's id.
    pub session: String,
    /// The take's number.
    pub take: u32,
    /// The question's id.
    pub question: String,
    /// keyword, point or misconception.
    pub kind: outloud_core::challenge::JudgedKind,
    /// The bank's words for it.
    pub name: String,
    /// The verdict.
    pub verdict: Verdict,
    /// How it was heard; null if nothing was.
    pub how: Option<WayHeard>,
    /// What the candidate says: `said` or `not_said`.
    pub claim: outloud_core::challenge::Claim,
}

impl Tally {
    fn add(&mut self, challenged: bool, looked_at: bool) {
        self.verdicts += 1;
        self.challenged += usize::from(challenged);
        self.looked_at += usize::from(looked_at);
        let right = |of: usize| (of > 0).then(|| 1.0 - self.challenged as f64 / of as f64);
        (self.right, self.right_looked_at) = (right(self.verdicts), right(self.looked_at));
    }
}

/// The report on these sessions.
#[must_use]
pub fn report(sessions: &[Session]) -> MineReport {
    let verdict = |verdict| VerdictTally { verdict, tally: Tally::default() };
    let mut report = MineReport {
        takes: 0,
        takes_looked_at: 0,
        settled: 0,
        all: Tally::default(),
        verdicts: [Verdict::Met, Verdict::Missed, Verdict::Contradicted].map(verdict).to_vec(),
        ways: WayHeard::ALL.map(|how| WayTally { how, tally: Tally::default() }).to_vec(),
        challenges: Vec::new(),
    };
    for (session, take) in sessions.iter().flat_map(|s| s.takes.iter().map(move |take| (s, take))) {
        report.add(session, take);
    }
    report
}

impl MineReport {
    fn add(&mut self, session: &Session, take: &Take) {
        let Some(card) = &take.scorecard else { return };
        let looked_at = !take.challenges.is_empty();
        let before = self.challenges.len();
        self.takes += 1;
        self.takes_looked_at += usize::from(looked_at);
        for Judgement { judged, verdict, how } in judgements(card) {
            let challenge = take.challenge_of(&judged, verdict);
            let tallies = self.verdicts.iter_mut().filter(|t| t.verdict == verdict).map(|t| &mut t.tally);
            let ways = self.ways.iter_mut().filter(|t| Some(t.how) == how).map(|t| &mut t.tally);
            [&mut self.all].into_iter().chain(tallies).chain(ways).for_each(|t| t.add(challenge.is_some(), looked_at));
            self.challenges.extend(challenge.map(|challenge| StandingChallenge {
                session: session.id.clone(),
                take: take.number,
                question: take.question.id.clone(),
                kind: judged.kind,
                name: judged.name,
                verdict,
                how,
                claim: challenge.claim(),
            }));
        }
        self.settled += take.challenges.len().saturating_sub(self.challenges.len() - before);
    }
}

#[cfg(test)]
mod tests {
    use outloud_core::{
        bank::{Priority, Question},
        challenge::{Judged, JudgedKind},
        scorecard::{Evidence, How, KeywordHit, KeywordMiss, KeywordScore, PointScore, Scorecard},
        session::{SESSION_SCHEMA, SessionKind},
    };

    use super::*;

    fn evidence(how: How) -> Evidence {
        let text = "x".to_owned();
        Evidence { text, start_s: None, end_s: None, how, confidence: 1.0, first_word: 0, word_count: 1, hearing: None }
    }

    fn take() -> Take {
        let hit = |term: &str, how| KeywordHit { term: term.to_owned(), weight: 1, evidence: evidence(how) };
        let card = Scorecard {
            score: 50.0,
            scorer_version: 1,
            keywords: KeywordScore {
                coverage: 0.5,
                hit: vec![hit("pod", How::Exact), hit("kernel", How::Sound)],
                missed: vec![KeywordMiss { term: "node".to_owned(), weight: 1 }],
            },
            rubric: vec![PointScore::new("It starts fast", Priority::Must, Vec::new())],
            ..Scorecard::default()
        };
        Take { scorecard: Some(card), ..Take::new(1, "b", Question::bare("q", "Why?", "")) }
    }

    fn session(takes: Vec<Take>) -> Session {
        let (id, started_at) = ("s".to_owned(), "2026-11-21T09:30:00+01:00".to_owned());
        Session {
            schema: SESSION_SCHEMA,
            id,
            kind: SessionKind::Practice,
            started_at,
            round: None,
            takes,
            ended_early: false,
        }
    }

    #[test]
    fn challenges_are_counted_by_verdict_and_way_of_hearing() {
        let mut challenged = take();
        challenged.challenge(&Judged::new(JudgedKind::Keyword, "kernel"));
        challenged.challenge(&Judged::new(JudgedKind::Point, "It starts fast"));
        let report = report(&[session(vec![take(), challenged])]);
        assert_eq!((report.takes, report.takes_looked_at, report.all.verdicts, report.all.challenged), (2, 1, 8, 2));
        assert_eq!((report.all.right, report.all.right_looked_at), (Some(0.75), Some(0.5)));
        let sound = report.ways.iter().find(|w| w.how == WayHeard::Sound).unwrap().tally;
        assert_eq!((sound.verdicts, sound.challenged, sound.right_looked_at), (2, 1, Some(0.0)));
        let missed = report.verdicts.iter().find(|v| v.verdict == Verdict::Missed).unwrap().tally;
        assert_eq!((missed.verdicts, missed.challenged), (4, 1));
        let unheard = report.verdicts.iter().find(|v| v.verdict == Verdict::Contradicted).unwrap().tally;
        assert_eq!((unheard.verdicts, unheard.right), (0, None));
        let claims: Vec<_> = report.challenges.iter().map(|c| (c.name.as_str(), c.claim.as_str())).collect();
        assert_eq!(claims, [("It starts fast", "said"), ("kernel", "not_said")]);
    }

    #[test]
    fn what_came_true_is_settled() {
        let mut heard = take();
        heard.challenge(&Judged::new(JudgedKind::Point, "It starts fast"));
        let card = heard.scorecard.as_mut().unwrap();
        card.rubric = vec![PointScore::new("It starts fast", Priority::Must, vec![evidence(How::Exact)])];
        let report = report(&[session(vec![heard])]);
        assert_eq!((report.settled, report.all.challenged, report.takes_looked_at), (1, 0, 1));
    }
}
