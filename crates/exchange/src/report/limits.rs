//! What a document can hold. Sessions are untrusted: a few megabytes of them can ask for words that are marked a thousand
//! times over, or for a table with a million columns, and a browser opens neither.

use std::collections::{HashMap, HashSet};

use super::error::ReportError;
use outloud_core::{
    scorecard::Scorecard,
    session::{MOST_WORDS, Session, Take},
};

/// The most marks on words: of each piece of evidence, filler and hedge on each of its words.
const MOST_MARKS: usize = 4 * MOST_WORDS;
/// The most cells of all the tables that set take against take.
const MOST_CELLS: usize = 500_000;

/// Refuses sessions whose document would be too large for a browser.
pub(super) fn check(sessions: &[Session]) -> Result<(), ReportError> {
    let marks = sessions.iter().flat_map(|s| &s.takes).map(marks).fold(0, usize::saturating_add);
    let words = sessions.iter().map(Session::words).sum();
    for (what, count, most) in [
        ("words", words, MOST_WORDS),
        ("marked words", marks, MOST_MARKS),
        ("comparisons of takes", cells(sessions), MOST_CELLS),
    ] {
        if count > most {
            return Err(ReportError::TooMuch { what, count, most });
        }
    }
    Ok(())
}

fn marks(take: &Take) -> usize {
    let words = take.transcript.as_ref().map_or(0, |t| t.words.len());
    let covered = |(first, count): (usize, usize)| count.min(words.saturating_sub(first));
    let Some(card) = &take.scorecard else { return 0 };
    let hits = card.keywords.hit.iter().map(|h| &h.evidence);
    let against = card.rubric.iter().filter_map(|p| p.contradiction.as_ref()).map(|c| &c.evidence);
    let against = against.chain(card.misconceptions.iter().map(|m| &m.evidence));
    let evidence = hits.chain(card.rubric.iter().flat_map(|p| &p.evidence)).chain(against);
    let evidence = evidence.map(|e| (e.first_word, e.word_count));
    let d = &card.delivery;
    let habits = d.filler_marks.iter().chain(&d.hedges).chain(&d.repeats).map(|m| (m.first_word, m.word_count));
    evidence.chain(habits).map(covered).fold(0, usize::saturating_add)
}

/// For each question with several scored takes, a row for each name and a column for each take.
fn cells(sessions: &[Session]) -> usize {
    let mut tables: HashMap<(&str, &str), (usize, HashSet<&str>)> = HashMap::new();
    for take in sessions.iter().flat_map(|s| &s.takes) {
        let Some(card) = &take.scorecard else { continue };
        let (takes, rows) = tables.entry((&take.bank, &take.question.id)).or_default();
        *takes += 1;
        rows.extend(names(card));
    }
    let several = tables.into_values().filter(|(takes, _)| *takes > 1);
    several.map(|(takes, rows)| takes.saturating_mul(rows.len())).fold(0, usize::saturating_add)
}

fn names(card: &Scorecard) -> impl Iterator<Item = &str> {
    let hit = card.keywords.hit.iter().map(|h| h.term.as_str());
    let missed = card.keywords.missed.iter().map(|m| m.term.as_str());
    hit.chain(missed).chain(card.rubric.iter().map(|p| p.point.as_str()))
}
