//! The six ways to hear a term, tried in this order: exact, stem, alias, joined, fuzzy, sound.
//!
//! Each way yields places in the transcript; the first way with a place that the speaker does not disown wins.

mod joined;
mod sound;
mod words;

use outloud_core::scorecard::How;

use super::{
    ear::{Ear, Ingredient},
    heard::Heard,
    negation,
    target::Target,
};

/// A place in the transcript where a target was heard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Hit {
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
pub(super) fn find(heard: &Heard, target: &Target, ear: &Ear) -> Option<Hit> {
    let unsure: [(Ingredient, Way<'_>); 2] = [
        (Ingredient::Fuzzy, &|hits| words::nearly_said(heard, target, hits)),
        (Ingredient::Sound, &|hits| sound::heard(heard, target, &ear.costs, hits)),
    ];
    find_plainly(heard, target, ear).or_else(|| first_way(&unsure, heard, target, ear))
}

/// The same without near spelling and sound.
pub(super) fn find_plainly(heard: &Heard, target: &Target, ear: &Ear) -> Option<Hit> {
    let plain: [(Ingredient, Way<'_>); 3] = [
        (Ingredient::Stems, &|hits| words::said(heard, target, false, hits)),
        (Ingredient::Aliases, &|hits| words::said(heard, target, true, hits)),
        (Ingredient::Joined, &|hits| joined::said(heard, target, hits)),
    ];
    first_way(&plain, heard, target, ear)
}

/// The best place that the first of `ways` with one knows.
fn first_way(ways: &[(Ingredient, Way<'_>)], heard: &Heard, target: &Target, ear: &Ear) -> Option<Hit> {
    let mut hits = Vec::new();
    for (ingredient, way) in ways {
        match ingredient {
            // Without stems, the same words are still heard.
            Ingredient::Stems => way(&mut hits),
            _ if ear.has(*ingredient) => way(&mut hits),
            _ => continue,
        }
        hits.retain(|hit| {
            let meant = target.negated_in_model || !ear.has(Ingredient::Negation);
            let known = hit.how != How::Stem || ear.has(Ingredient::Stems);
            known && (meant || !negation::disowned(&heard.tokens, hit.first, hit.last))
        });
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
