//! Verdicts of the statement engine as the scorecard shows them: with the words and the second.

use outloud_core::{
    bank::{Misconception, Point},
    scorecard::{self, Contradiction, Evidence, MisconceptionHeard, PointScore, Verdict},
    transcript::Transcript,
};

use crate::{
    matching::{Hit, IndexedTranscript, evidence},
    round::thousandth,
    statements::{FoundStatement, PointVerdict},
};

/// The points with what was said about each.
pub(super) fn scores(
    points: &[Point],
    verdicts: Vec<PointVerdict>,
    indexed: &IndexedTranscript,
    said: &Transcript,
) -> Vec<PointScore> {
    points.iter().zip(verdicts).map(|(point, verdict)| score(point, verdict, indexed, said)).collect()
}

fn score(point: &Point, heard_about: PointVerdict, indexed: &IndexedTranscript, said: &Transcript) -> PointScore {
    let verdict = heard_about.verdict();
    let met = verdict == Verdict::Met;
    let decisive = heard_about.contradiction.as_ref().or(heard_about.support.as_ref());
    PointScore {
        point: point.point.clone(),
        priority: point.priority,
        met,
        verdict,
        statement: decisive.map(|s| shown(s, indexed, said)),
        evidence: heard_about.support.iter().filter(|_| met).map(|s| whole(s, indexed, said)).collect(),
        contradiction: heard_about.contradiction.as_ref().map(|s| Contradiction {
            said_of: s.subject.clone(),
            denied: s.denied,
            evidence: whole(s, indexed, said),
        }),
    }
}

/// The false beliefs that were told.
pub(super) fn misconceptions(
    all: &[Misconception],
    told: Vec<Option<FoundStatement>>,
    indexed: &IndexedTranscript,
    said: &Transcript,
) -> Vec<MisconceptionHeard> {
    let heard_one = |(m, statement): (&Misconception, Option<FoundStatement>)| {
        Some(MisconceptionHeard {
            belief: m.belief.clone(),
            why_wrong: m.why_wrong.clone(),
            evidence: whole(&statement?, indexed, said),
        })
    };
    all.iter().zip(told).filter_map(heard_one).collect()
}

fn shown(statement: &FoundStatement, indexed: &IndexedTranscript, said: &Transcript) -> scorecard::Statement {
    scorecard::Statement {
        pattern: statement.pattern.clone(),
        subject: statement.subject.clone(),
        denied: statement.denied,
        slots: statement.slots.iter().map(|hit| evidence(hit, indexed, said)).collect(),
    }
}

/// All words of a statement as one piece of evidence: as sure as its weakest slot.
fn whole(statement: &FoundStatement, indexed: &IndexedTranscript, said: &Transcript) -> Evidence {
    let slots = statement.slots.iter();
    let quality = slots.clone().map(|h| h.quality * indexed.certainty(h.first, h.last)).fold(1.0, f64::min);
    let how = slots.map(|h| h.how).max().unwrap_or(outloud_core::scorecard::How::Exact);
    let hit = Hit { first: statement.first, last: statement.last, how, quality: 1.0 };
    Evidence { confidence: thousandth(quality), ..evidence(&hit, indexed, said) }
}

#[cfg(test)]
mod tests {
    use outloud_core::{bank::Priority, scorecard::How};

    use super::*;
    use crate::testing::{compiled, indexed, metrics, score as card_of};

    #[test]
    fn each_point_has_a_verdict_with_its_words() {
        use Verdict::{Contradicted, Met, Missed};
        let compiled = compiled(&metrics());
        let cases = [
            ("A counter only goes up. A gauge can fall.", [Met, Met, Missed]),
            // Said of the rival, it contradicts the point of the gauge too.
            ("A counter can go down.", [Contradicted, Contradicted, Missed]),
            ("A gauge only goes up. I take the rate.", [Contradicted, Missed, Met]),
            ("A gauge never falls.", [Missed, Contradicted, Missed]),
            ("If a counter falls, the process restarted.", [Missed, Missed, Missed]),
            ("People think that a counter can fall.", [Missed, Missed, Missed]),
        ];
        for (text, want) in cases {
            let card = card_of(&compiled, text);
            assert_eq!(card.rubric.iter().map(|p| p.verdict).collect::<Vec<_>>(), want, "{text}");
            for point in &card.rubric {
                assert_eq!(point.met, point.verdict == Met, "{text}");
                assert_eq!(point.evidence.is_empty(), !point.met, "{text}");
                assert_eq!(point.contradiction.is_some(), point.verdict == Contradicted, "{text}");
                assert_eq!(point.statement.is_some(), point.verdict != Missed, "{text}");
            }
        }
    }

    #[test]
    fn the_evidence_names_the_subject_and_the_words() {
        let card = card_of(&compiled(&metrics()), "So a gauge only goes up.");
        let against = card.rubric[0].contradiction.as_ref().expect("a contradiction");
        assert_eq!((against.said_of.as_deref(), against.denied), (Some("gauge"), false));
        assert_eq!(against.evidence.text, "gauge only goes up.");
        let card = card_of(&compiled(&metrics()), "A gauge does not fall.");
        assert!(card.rubric[1].contradiction.as_ref().expect("a contradiction").denied);
    }

    #[test]
    fn a_statement_is_as_sure_as_its_weakest_slot() {
        let text = "we compute the rate";
        let hit = |at, how, quality| Hit { first: at, last: at, how, quality };
        let statement = FoundStatement {
            pattern: "compute rate".to_owned(),
            first: 1,
            last: 3,
            slots: vec![hit(1, How::Exact, 1.0), hit(3, How::Sound, 0.7)],
            subject: None,
            denied: false,
        };
        let verdict = PointVerdict { support: Some(statement), contradiction: None };
        let point = crate::testing::point("rate", Priority::Bonus, &[], &[]);
        let shown = scores(&[point], vec![verdict], &indexed(text), &Transcript::from_text(text)).remove(0);
        let evidence = &shown.evidence[0];
        assert_eq!((evidence.text.as_str(), evidence.how, evidence.confidence), ("compute the rate", How::Sound, 0.7));
        assert_eq!(shown.statement.map(|s| s.slots.len()), Some(2));
    }

    #[test]
    fn a_false_belief_is_quoted() {
        let mut question = metrics();
        question.misconceptions = vec![Misconception {
            belief: "Metrics are logs".to_owned(),
            why_wrong: "They are numbers.".to_owned(),
            says: vec!["metric are log".to_owned()],
        }];
        let compiled = compiled(&question);
        let card = card_of(&compiled, "For me metrics are logs.");
        assert_eq!(card.misconceptions[0].evidence.text, "metrics are logs.");
        assert!(card_of(&compiled, "Metrics are not logs.").misconceptions.is_empty());
    }
}
