//! Every place where patterns of everyday words are met, whoever says it of whatever: what the elements of a story are told by.

use crate::{
    matching::{Hit, IndexedTranscript},
    pronounce::PhoneCosts,
};

use super::{
    clauses::Clauses,
    combine::{self, Combination, SlotHits},
    compile::{CompiledPattern, CompiledSlot, CompiledStatements},
    lookup::Lookup,
    phrase::{Phrase, PhraseKind},
    places,
    polarity::Polarity,
};

/// A place where a pattern is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Occurrence {
    /// The list of the pattern, counted from 0.
    pub list: usize,
    /// The pattern within the list, counted from 0.
    pub pattern: usize,
    /// First and last token.
    pub first: usize,
    pub last: usize,
}

impl CompiledStatements {
    /// Every place where a pattern is met, overlapping ones of one pattern once. What a pattern does not ask to be denied must not be.
    pub fn occurrences(&self, indexed: &IndexedTranscript, clauses: &Clauses, costs: &PhoneCosts) -> Vec<Occurrence> {
        let lookup = Lookup::new(indexed);
        let polarity = Polarity::new(&indexed.tokens, clauses);
        let hits: Vec<Vec<Hit>> = self.phrases.iter().map(|p| said(p, &lookup, costs)).collect();
        let fills = |slot: &CompiledSlot| slot.optional || slot.phrases.iter().any(|&p| !hits[p].is_empty());
        let mut found = Vec::new();
        for (list, patterns) in self.points.iter().enumerate() {
            let possible = |(_, pattern): &(usize, &CompiledPattern)| pattern.slots.iter().all(fills);
            for (pattern, compiled) in patterns.says.iter().enumerate().filter(possible) {
                let slots: Vec<SlotHits> = compiled.slots.iter().map(|slot| of_slot(&slot.phrases, &hits)).collect();
                let from = found.len();
                combine::each(compiled, &slots, clauses, |combination| {
                    let place = Occurrence { list, pattern, first: combination.first(), last: combination.last() };
                    let known =
                        found[from..].iter().any(|o: &Occurrence| o.first <= place.last && place.first <= o.last);
                    if !known && is_as_wanted(compiled, combination, &polarity) {
                        found.push(place);
                    }
                    false
                });
            }
        }
        found
    }
}

/// The places of a phrase. Most phrases have a word that the transcript lacks.
fn said(phrase: &Phrase, lookup: &Lookup<'_>, costs: &PhoneCosts) -> Vec<Hit> {
    match &phrase.kind {
        PhraseKind::Words(words) if !words.iter().all(|word| lookup.has(word)) => Vec::new(),
        _ => places::of(phrase, lookup, costs),
    }
}

fn of_slot(phrases: &[usize], hits: &[Vec<Hit>]) -> SlotHits {
    let mut all: SlotHits =
        phrases.iter().enumerate().flat_map(|(n, &p)| hits[p].iter().map(move |h| (n, *h))).collect();
    all.sort_by_key(|(_, h)| (h.first, h.last));
    all.dedup_by_key(|(_, h)| (h.first, h.last));
    all
}

/// Whether exactly what the pattern wants to be denied is denied.
fn is_as_wanted(pattern: &CompiledPattern, combination: &Combination, polarity: &Polarity) -> bool {
    let spans = combination.spans();
    let wanted_from = pattern.denied_from.unwrap_or(usize::MAX);
    pattern.mention
        || combination.hits.iter().all(|(slot, hit)| {
            let denied = polarity.of(hit.first, hit.last, &spans);
            (denied.hard || denied.soft) == (*slot >= wanted_from)
        })
}
