//! Combinations of places that fill all slots of a pattern within a few words.

use crate::matching::Hit;

use super::{clauses::Clauses, compile::CompiledPattern, params};

/// One place for each slot that has to be filled; optional slots that were not said are missing.
#[derive(Debug, Clone)]
pub(super) struct Combination {
    /// The places, with the index of the slot that each fills.
    pub hits: Vec<(usize, Hit)>,
}

impl Combination {
    pub fn first(&self) -> usize {
        self.hits.iter().map(|(_, h)| h.first).min().unwrap_or(0)
    }

    pub fn last(&self) -> usize {
        self.hits.iter().map(|(_, h)| h.last).max().unwrap_or(0)
    }

    pub fn spans(&self) -> Vec<(usize, usize)> {
        self.hits.iter().map(|(_, h)| (h.first, h.last)).collect()
    }
}

/// What a slot found: its places in order, each with the number of the alternative that filled it.
pub(super) type SlotHits = Vec<(usize, Hit)>;

/// Calls `visit` with every combination; stops when it returns `true`. `slots` holds the places of each slot of `pattern`.
pub(super) fn each(
    pattern: &CompiledPattern,
    slots: &[SlotHits],
    clauses: &Clauses,
    mut visit: impl FnMut(&Combination) -> bool,
) {
    let required = |n: &usize| !pattern.slots[*n].optional;
    if (0..slots.len()).filter(required).any(|n| slots[n].is_empty()) {
        return;
    }
    let Some(anchor) = (0..slots.len()).filter(required).min_by_key(|&n| slots[n].len()) else { return };
    let search = Search { pattern, slots, clauses, reach: reach(pattern) };
    for (_, hit) in &slots[anchor] {
        let mut left = params::MOST_COMBINATIONS;
        let start = Combination { hits: vec![(anchor, *hit)] };
        if search.fill(&start, 0, anchor, &mut left, &mut visit) {
            return;
        }
    }
}

fn reach(pattern: &CompiledPattern) -> usize {
    let slots: usize = pattern.slots.iter().map(|s| s.wanted).sum();
    pattern.reach.unwrap_or(params::REACH + params::REACH_PER_SLOT * slots)
}

struct Search<'a> {
    pattern: &'a CompiledPattern,
    slots: &'a [SlotHits],
    clauses: &'a Clauses,
    reach: usize,
}

impl Search<'_> {
    /// Fills the slots from `slot` on; whether `visit` has had enough.
    fn fill(
        &self,
        so_far: &Combination,
        slot: usize,
        anchor: usize,
        left: &mut usize,
        visit: &mut impl FnMut(&Combination) -> bool,
    ) -> bool {
        if slot == self.slots.len() {
            *left = left.saturating_sub(1);
            return self.in_order(so_far) && visit(so_far);
        }
        let wanted = self.pattern.slots[slot].wanted;
        if slot == anchor && wanted == 1 {
            return self.fill(so_far, slot + 1, anchor, left, visit);
        }
        if wanted > 1 {
            let filled = self.several(so_far, slot, wanted);
            return filled.is_some_and(|next| self.fill(&next, slot + 1, anchor, left, visit));
        }
        let mut any = false;
        for hit in self.nearest(so_far, slot) {
            any = true;
            let mut next = so_far.clone();
            next.hits.push((slot, hit));
            if self.fill(&next, slot + 1, anchor, left, visit) || *left == 0 {
                return *left != 0;
            }
        }
        !any && self.pattern.slots[slot].optional && self.fill(so_far, slot + 1, anchor, left, visit)
    }

    /// The places of a slot that fit beside `so_far`, the nearest first.
    fn nearest(&self, so_far: &Combination, slot: usize) -> Vec<Hit> {
        let hits = self.around(so_far, slot);
        let mut near: Vec<Hit> = hits.iter().map(|(_, h)| *h).filter(|h| self.fits(so_far, h)).collect();
        let (first, last) = (so_far.first(), so_far.last());
        near.sort_by_key(|h| h.first.saturating_sub(last) + first.saturating_sub(h.last));
        near.truncate(params::NEAREST);
        near
    }

    /// Places of `wanted` different alternatives of a slot, the nearest ones.
    fn several(&self, so_far: &Combination, slot: usize, wanted: usize) -> Option<Combination> {
        let mut next = so_far.clone();
        let anchored = next.hits.iter().find(|(s, _)| *s == slot).map(|(_, h)| *h);
        let mut used: Vec<usize> = Vec::new();
        if let Some(hit) = anchored {
            used.extend(
                self.slots[slot].iter().find(|(_, h)| h.first == hit.first && h.last == hit.last).map(|(a, _)| *a),
            );
        }
        while used.len() < wanted {
            let (first, last) = (next.first(), next.last());
            let candidates = self.around(&next, slot).iter();
            let fitting = candidates.filter(|(alternative, h)| !used.contains(alternative) && self.fits(&next, h));
            let (alternative, hit) =
                *fitting.min_by_key(|(_, h)| h.first.saturating_sub(last) + first.saturating_sub(h.last))?;
            used.push(alternative);
            next.hits.push((slot, hit));
        }
        Some(next)
    }

    /// The places of a slot that begin within reach.
    fn around(&self, so_far: &Combination, slot: usize) -> &[(usize, Hit)] {
        let hits = &self.slots[slot];
        let from = hits.partition_point(|(_, h)| h.first + self.reach < so_far.last());
        let to = hits.partition_point(|(_, h)| h.first <= so_far.first() + self.reach);
        &hits[from.min(to)..to]
    }

    /// Whether a place stands clear of the others and near enough.
    fn fits(&self, so_far: &Combination, hit: &Hit) -> bool {
        let clear = so_far.hits.iter().all(|(_, h)| hit.last < h.first || h.last < hit.first);
        let (first, last) = (so_far.first().min(hit.first), so_far.last().max(hit.last));
        let sentences = self.clauses.sentence[last] - self.clauses.sentence[first];
        let one_thought = sentences <= params::SENTENCE_ENDS || self.pattern.reach.is_some();
        clear && last - first < self.reach && one_thought
    }

    fn in_order(&self, combination: &Combination) -> bool {
        (1..self.slots.len()).filter(|&n| self.pattern.slots[n].after_previous).all(|n| {
            let place = |slot: usize| combination.hits.iter().find(|(s, _)| *s == slot).map(|(_, h)| h.first);
            place(n - 1).zip(place(n)).is_none_or(|(a, b)| a < b)
        })
    }
}

#[cfg(test)]
mod tests {
    use outloud_core::scorecard::How;

    use super::*;
    use crate::{
        statements::{compile::CompiledStatements, tests::question},
        text::tokens_of,
    };

    /// The tokens of each combination of a pattern's slots, given the places of each slot's alternatives by word.
    fn combinations(pattern: &str, text: &str) -> Vec<Vec<usize>> {
        let question = question("[]", &[pattern], &[]);
        let statements = CompiledStatements::new(&question);
        let pattern = &statements.points[0].says[0];
        let tokens = tokens_of(text);
        let names = ["a", "b", "c"];
        let places = |n: usize| {
            let at = (0..tokens.len()).filter(|&at| tokens[at].text == format!("x{}", names[n]));
            at.map(|at| (n, Hit { first: at, last: at, how: How::Exact, quality: 1.0 })).collect::<SlotHits>()
        };
        let slots: Vec<SlotHits> = match pattern.slots.as_slice() {
            [only] if only.wanted > 1 => {
                let mut all: SlotHits = (0..3).flat_map(places).collect();
                all.sort_by_key(|(_, h)| h.first);
                vec![all]
            }
            slots => (0..slots.len()).map(places).collect(),
        };
        let mut found = Vec::new();
        each(pattern, &slots, &Clauses::new(&tokens), |c| {
            let mut places: Vec<usize> = c.hits.iter().map(|(_, h)| h.first).collect();
            places.sort_unstable();
            found.push(places);
            false
        });
        found.sort();
        found.dedup();
        found
    }

    #[test]
    fn every_slot_is_filled_within_reach() {
        let filler = "so so so so so so so so so so so so so so so so so so";
        let cases: Vec<(&str, String, Vec<Vec<usize>>)> = vec![
            ("xa xb", "xa and xb".into(), vec![vec![0, 2]]),
            ("xa xb", "xb and xa".into(), vec![vec![0, 2]]),
            ("xa > xb", "xb and xa".into(), vec![]),
            ("xa > xb", "xa and xb".into(), vec![vec![0, 2]]),
            ("xa xb", "xa alone".into(), vec![]),
            ("xa xb?", "xa alone".into(), vec![vec![0]]),
            ("xa xb?", "xa and xb".into(), vec![vec![0, 2]]),
            ("xa xb", format!("xa {filler} xb"), vec![]),
            ("xa xb /30", format!("xa {filler} xb"), vec![vec![0, 19]]),
            ("xa xb", "xa. So. So. xb".into(), vec![]),
            ("xa xb", "xa. So xb".into(), vec![vec![0, 2]]),
            ("2of(xa|xb|xc)", "xa and xc".into(), vec![vec![0, 2]]),
            ("2of(xa|xb|xc)", "xa and xa".into(), vec![]),
        ];
        for (pattern, text, want) in cases {
            assert_eq!(combinations(pattern, &text), want, "{pattern}: {text}");
        }
    }

    #[test]
    fn the_search_stops_when_it_is_told_to() {
        let question = question("[]", &["xa xb"], &[]);
        let statements = CompiledStatements::new(&question);
        let tokens = tokens_of("xa xb xa xb");
        let hit = |at| (0, Hit { first: at, last: at, how: How::Exact, quality: 1.0 });
        let slots = [vec![hit(0), hit(2)], vec![hit(1), hit(3)]];
        let mut seen = 0;
        each(&statements.points[0].says[0], &slots, &Clauses::new(&tokens), |_| {
            seen += 1;
            true
        });
        assert_eq!(seen, 1);
    }
}
