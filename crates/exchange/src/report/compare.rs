//! Take against take: what a second try of the same question gained and lost.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::time::minute;
use outloud_core::{
    scorecard::Scorecard,
    session::{Session, Take},
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
    pub made: bool,
    /// "gained" or "lost" against the take before, else "".
    pub change: &'static str,
}

/// The questions with two scored takes or more, in the order in which they were first asked. `sessions` oldest first.
pub(super) fn takes(sessions: &[&Session]) -> Vec<Comparison> {
    let mut by_question: BTreeMap<(&str, &str), (usize, Vec<ScoredTake<'_>>)> = BTreeMap::new();
    for (number, session) in (1..).zip(sessions) {
        for take in &session.takes {
            let Some(card) = &take.scorecard else { continue };
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
    for scored in takes {
        let keywords = &scored.card.keywords;
        let terms = keywords.hit.iter().map(|h| h.term.as_str()).chain(keywords.missed.iter().map(|m| m.term.as_str()));
        let points = scored.card.rubric.iter().map(|p| ("point", p.point.as_str()));
        names.extend(points.chain(terms.map(|t| ("keyword", t))).filter(|name| known.insert(*name)));
    }
    names.sort_by_key(|(kind, _)| *kind != "point");
    let made: Vec<HashSet<Name<'_>>> = takes.iter().map(|t| made(t.card)).collect();
    names.into_iter().map(|name| row(name, &made)).collect()
}

/// "point" or "keyword", and which.
type Name<'a> = (&'static str, &'a str);

/// Everything that a take made.
fn made(card: &Scorecard) -> HashSet<Name<'_>> {
    let points = card.rubric.iter().filter(|p| p.met).map(|p| ("point", p.point.as_str()));
    points.chain(card.keywords.hit.iter().map(|h| ("keyword", h.term.as_str()))).collect()
}

fn row(name: Name<'_>, takes: &[HashSet<Name<'_>>]) -> ComparisonRow {
    let mut before = None;
    let cell = |take: &HashSet<Name<'_>>| {
        let made = take.contains(&name);
        let change = match before.replace(made) {
            Some(false) if made => "gained",
            Some(true) if !made => "lost",
            _ => "",
        };
        TakeCell { made, change }
    };
    ComparisonRow { kind: name.0, name: name.1.to_owned(), cells: takes.iter().map(cell).collect() }
}
