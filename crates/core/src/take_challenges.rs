//! The challenges of a take: verdicts that the candidate says are wrong.

use crate::{
    challenge::{Challenge, Judged, Judgement, judgements},
    scorecard::Verdict,
    session::Take,
};

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
        challenge::{Claim, JudgedKind, WayHeard, judged_of},
        scorecard::{Evidence, How, KeywordHit, KeywordMiss, KeywordScore, PointScore, Scorecard},
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
            scorer_version: 1,
            keywords: KeywordScore {
                coverage: 0.5,
                hit: vec![hit],
                missed: vec![KeywordMiss { term: "shared branch".to_owned(), weight: 1 }],
            },
            rubric: vec![PointScore::new("You weigh both sides", Priority::Must, vec![evidence])],
            ..Scorecard::default()
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
