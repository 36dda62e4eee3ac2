//! Take against take: what a second try of the same question gained and lost.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use super::{card::mark_name, time::minute};
use outloud_core::{
    scorecard::Scorecard,
    session::{Session, Take},
    view::{MarkChange, OutcomeKind, RowMark, outcomes},
};

/// All scored takes of one question, oldest first.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Comparison {
    pub question: String,
    pub prompt: String,
    pub takes: Vec<TakeColumn>,
    pub rows: Vec<ComparisonRow>,
}

/// One take.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct TakeColumn {
    /// Its anchor in the document.
    pub anchor: String,
    pub label: String,
    pub score: f64,
    /// Against the take before.
    pub change: Option<f64>,
    pub words_per_minute: Option<f64>,
    pub fillers_per_minute: Option<f64>,
}

/// One keyword or rubric point through the takes.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct ComparisonRow {
    /// "keyword" or "point".
    pub kind: &'static str,
    pub name: String,
    pub cells: Vec<TakeCell>,
}

/// What became of it in one take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct TakeCell {
    /// "said", "missed" or "contradicted".
    pub mark: &'static str,
    pub sign: &'static str,
    /// What changed against the take before, else "".
    pub change: &'static str,
    pub better: bool,
}

/// The questions with two scored takes or more, in the order in which they were first asked. `sessions` oldest first.
pub(super) fn takes(sessions: &[&Session]) -> Vec<Comparison> {
    let mut by_question: BTreeMap<(&str, &str), (usize, Vec<ScoredTake<'_>>)> = BTreeMap::new();
    for (number, session) in (1..).zip(sessions) {
        for take in &session.takes {
            let Some(card) = take.scorecard.as_ref().filter(|card| card.unheard().is_none()) else { continue };
            let first_seen = by_question.len();
            let entry = by_question.entry((&take.bank, &take.question.id)).or_insert((first_seen, Vec::new()));
            entry.1.push(ScoredTake { anchor: format!("s{number}t{}", take.number), take, card });
        }
    }
    let mut several: Vec<_> = by_question.into_values().filter(|(_, takes)| takes.len() > 1).collect();
    several.sort_by_key(|(first_seen, _)| *first_seen);
    several.iter().map(|(_, takes)| comparison(takes)).collect()
}

struct ScoredTake<'a> {
    anchor: String,
    take: &'a Take,
    card: &'a Scorecard,
}

fn comparison(takes: &[ScoredTake<'_>]) -> Comparison {
    let question = takes.last().map(|t| &t.take.question);
    let mut columns: Vec<TakeColumn> = Vec::new();
    for scored in takes {
        let score = scored.take.final_score().unwrap_or(scored.card.score);
        columns.push(TakeColumn {
            anchor: scored.anchor.clone(),
            label: minute(&scored.take.started_at),
            score,
            change: columns.last().map(|before| score - before.score),
            words_per_minute: scored.card.delivery.words_per_minute,
            fillers_per_minute: scored.card.delivery.fillers_per_minute,
        });
    }
    Comparison {
        question: question.map(|q| q.id.clone()).unwrap_or_default(),
        prompt: question.map(|q| q.prompt.clone()).unwrap_or_default(),
        takes: columns,
        rows: rows(takes),
    }
}

/// A row for everything that any of the takes was measured by: the bank may have changed in between. Points first.
fn rows(takes: &[ScoredTake<'_>]) -> Vec<ComparisonRow> {
    let mut names: Vec<Name<'_>> = Vec::new();
    let mut known = HashSet::new();
    let marks: Vec<HashMap<Name<'_>, RowMark>> = takes.iter().map(|t| marks(t.card)).collect();
    for outcome in takes.iter().flat_map(|t| outcomes(t.card)) {
        let name = (outcome.kind, outcome.name);
        names.extend(known.insert(name).then_some(name));
    }
    names.sort_by_key(|(kind, _)| *kind);
    names.into_iter().map(|name| row(name, &marks)).collect()
}

/// A point or a keyword, and which.
type Name<'a> = (OutcomeKind, &'a str);

fn marks(card: &Scorecard) -> HashMap<Name<'_>, RowMark> {
    outcomes(card).map(|o| ((o.kind, o.name), o.mark)).collect()
}

fn row(name: Name<'_>, takes: &[HashMap<Name<'_>, RowMark>]) -> ComparisonRow {
    let mut before = None;
    let cell = |take: &HashMap<Name<'_>, RowMark>| {
        let mark = take.get(&name).copied().unwrap_or(RowMark::Missed);
        let change = before.replace(mark).and_then(|before| MarkChange::between(before, mark));
        TakeCell {
            mark: mark_name(mark),
            sign: mark.sign(),
            change: change.map_or("", MarkChange::label),
            better: change.is_some_and(MarkChange::is_better),
        }
    };
    let kind = match name.0 {
        OutcomeKind::Point => "point",
        OutcomeKind::Keyword => "keyword",
    };
    ComparisonRow { kind, name: name.1.to_owned(), cells: takes.iter().map(cell).collect() }
}
