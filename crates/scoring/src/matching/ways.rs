//! The six ways to find a term, tried in this order: exact, stem, alias, joined, fuzzy, sound.
//!
//! Each way yields places in the transcript; the first way with a place that the speaker does not deny wins. Terms heard by ear
//! come before fuzzy ones and count as found by sound.

use crate::pronounce::PhoneCosts;

use super::{heard, hit::Hit, joined, negation, sound, target::Target, transcript::IndexedTranscript, words};

/// Adds the places where one way hears a target.
type Way<'a> = &'a dyn Fn(&mut Vec<Hit>);

/// Where and how `target` was said, if it was.
pub(crate) fn find(indexed: &IndexedTranscript, target: &Target, costs: &PhoneCosts) -> Option<Hit> {
    let fuzzy = |hits: &mut Vec<Hit>| words::find_nearly(indexed, target, hits);
    let sound = |hits: &mut Vec<Hit>| sound::find(indexed, target, costs, hits);
    let ear = |hits: &mut Vec<Hit>| heard::find_target(indexed, target, hits);
    find_as_written(indexed, target).or_else(|| first_way(&[&ear, &fuzzy, &sound], indexed, target))
}

/// The same without near spelling and sound: for written text, which has no recogniser errors.
pub(crate) fn find_as_written(indexed: &IndexedTranscript, target: &Target) -> Option<Hit> {
    let own = |hits: &mut Vec<Hit>| words::find(indexed, target, false, hits);
    let aliases = |hits: &mut Vec<Hit>| words::find(indexed, target, true, hits);
    let joined = |hits: &mut Vec<Hit>| joined::find(indexed, target, hits);
    first_way(&[&own, &aliases, &joined], indexed, target)
}

/// Adds the places where `target` was said by another name, or written apart or together.
pub(crate) fn find_other_names(indexed: &IndexedTranscript, target: &Target, hits: &mut Vec<Hit>) {
    words::find(indexed, target, true, hits);
    joined::find(indexed, target, hits);
}

/// Adds the places where `target` was nearly spelt, or, if there are none, where it sounds alike; those that the
/// ear speaks against are doubtful.
pub(crate) fn find_nearly(indexed: &IndexedTranscript, target: &Target, costs: &PhoneCosts, hits: &mut Vec<Hit>) {
    words::find_nearly(indexed, target, hits);
    if hits.is_empty() {
        sound::find(indexed, target, costs, hits);
    }
    heard::doubt(indexed, target, hits);
}

/// The best place that the first of `ways` with one knows.
fn first_way(ways: &[Way<'_>], indexed: &IndexedTranscript, target: &Target) -> Option<Hit> {
    let mut hits = Vec::new();
    for way in ways {
        way(&mut hits);
        hits.retain(|hit| {
            target.negated_in_model || !negation::denied_by_speaker(&indexed.tokens, hit.first, hit.last)
        });
        heard::doubt(indexed, target, &mut hits);
        let best = hits.iter().copied().reduce(|a, b| if better(&b, &a, indexed) { b } else { a });
        if best.is_some() {
            return best;
        }
    }
    None
}

/// The surer hit is better; of two equals the earlier.
fn better(a: &Hit, b: &Hit, indexed: &IndexedTranscript) -> bool {
    if a.how != b.how {
        return a.how < b.how;
    }
    let sure = |hit: &Hit| hit.quality * indexed.certainty(hit.first, hit.last);
    let (sure_a, sure_b) = (sure(a), sure(b));
    sure_a > sure_b + 1e-9 || (sure_a > sure_b - 1e-9 && a.first < b.first)
}
