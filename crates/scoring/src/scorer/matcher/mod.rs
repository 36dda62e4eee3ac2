//! The six ways to hear a term, tried in this order: exact, stem, alias, joined, fuzzy, sound.
//!
//! Each way yields places in the transcript; the first way with a place that the speaker does not disown wins.

mod joined;
mod sound;
mod words;

use outloud_core::scorecard::How;

use crate::pronounce::PhoneCosts;

use super::{heard::Heard, negation, target::Target};

/// A place in the transcript where a target was heard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hit {
    /// Index of the first token.
    pub first: usize,
    /// Index of the last token.
    pub last: usize,
    /// The way.
    pub how: How,
    /// How good the match is, 0..=1, before the recogniser's probability.
    pub quality: f64,
}

/// Adds the places where one way hears a target.
type Way<'a> = &'a dyn Fn(&mut Vec<Hit>);

/// Where and how `target` was said in `heard`, if it was.
pub(super) fn find(heard: &Heard, target: &Target, costs: &PhoneCosts) -> Option<Hit> {
    let fuzzy = |hits: &mut Vec<Hit>| words::nearly_said(heard, target, hits);
    let sound = |hits: &mut Vec<Hit>| sound::heard(heard, target, costs, hits);
    find_plainly(heard, target).or_else(|| first_way(&[&fuzzy, &sound], heard, target))
}

/// The same without near spelling and sound.
pub(super) fn find_plainly(heard: &Heard, target: &Target) -> Option<Hit> {
    let own = |hits: &mut Vec<Hit>| words::said(heard, target, false, hits);
    let aliases = |hits: &mut Vec<Hit>| words::said(heard, target, true, hits);
    let joined = |hits: &mut Vec<Hit>| joined::said(heard, target, hits);
    first_way(&[&own, &aliases, &joined], heard, target)
}

/// Adds the places where `target` was said by another name, or written apart or together.
pub(crate) fn other_names(heard: &Heard, target: &Target, hits: &mut Vec<Hit>) {
    words::said(heard, target, true, hits);
    joined::said(heard, target, hits);
}

/// Adds the places where `target` was nearly spelt, or, if there are none, where it sounds alike.
pub(crate) fn nearly(heard: &Heard, target: &Target, costs: &PhoneCosts, hits: &mut Vec<Hit>) {
    words::nearly_said(heard, target, hits);
    if hits.is_empty() {
        sound::heard(heard, target, costs, hits);
    }
}

/// The best place that the first of `ways` with one knows.
fn first_way(ways: &[Way<'_>], heard: &Heard, target: &Target) -> Option<Hit> {
    let mut hits = Vec::new();
    for way in ways {
        way(&mut hits);
        hits.retain(|hit| target.negated_in_model || !negation::disowned(&heard.tokens, hit.first, hit.last));
        let best = hits.iter().copied().reduce(|a, b| if better(&b, &a, heard) { b } else { a });
        if best.is_some() {
            return best;
        }
    }
    None
}

/// The surer hit is better; of two equals the earlier.
fn better(a: &Hit, b: &Hit, heard: &Heard) -> bool {
    if a.how != b.how {
        return a.how < b.how;
    }
    let sure = |hit: &Hit| hit.quality * heard.certainty(hit.first, hit.last);
    let (sure_a, sure_b) = (sure(a), sure(b));
    sure_a > sure_b + 1e-9 || (sure_a > sure_b - 1e-9 && a.first < b.first)
}
