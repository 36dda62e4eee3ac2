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
    let met = heard_about.met();
    let decisive = heard_about.contradiction.as_ref().or(heard_about.support.as_ref());
    PointScore {
        point: point.point.clone(),
        priority: point.priority,
        met,
        verdict: match (met, heard_about.contradiction.is_some()) {
            (true, _) => Verdict::Met,
            (false, true) => Verdict::Contradicted,
            (false, false) => Verdict::Missed,
        },
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
