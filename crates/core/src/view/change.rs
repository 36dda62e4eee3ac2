//! What became of a keyword or point from one answer to the next.

use std::collections::{HashMap, HashSet};

use super::document::RowMark;
use crate::scorecard::Scorecard;

/// What an answer did with each of its keywords and points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// Which of the two.
    pub kind: OutcomeKind,
    /// The bank's words for it.
    pub name: &'a str,
    /// What the answer did with it.
    pub mark: RowMark,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutcomeKind {
    /// A point that the recruiter wants to hear.
    Point,
    /// A keyword.
    Keyword,
}

/// How a mark changed. Faces tell better from worse by colour, [`MarkChange::label`] says it in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkChange {
    /// It is said now and was left out before.
    Gained,
    /// It was said before and is left out now.
    Lost,
    /// It is said now and was contradicted before.
    Corrected,
    /// It is contradicted now and was not before.
    Contradicted,
    /// It was contradicted before and is left out now.
    NotContradicted,
}

impl MarkChange {
    /// The change between two answers; none if both did the same.
    #[must_use]
    pub fn between(before: RowMark, now: RowMark) -> Option<Self> {
        match (before, now) {
            (RowMark::Missed, RowMark::Said) => Some(Self::Gained),
            (RowMark::Said, RowMark::Missed) => Some(Self::Lost),
            (RowMark::Contradicted, RowMark::Said) => Some(Self::Corrected),
            (RowMark::Said | RowMark::Missed, RowMark::Contradicted) => Some(Self::Contradicted),
            (RowMark::Contradicted, RowMark::Missed) => Some(Self::NotContradicted),
            (RowMark::Said, RowMark::Said)
            | (RowMark::Missed, RowMark::Missed)
            | (RowMark::Contradicted, RowMark::Contradicted) => None,
        }
    }

    /// The change in words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Gained => "gained",
            Self::Lost => "lost",
            Self::Corrected => "corrected",
            Self::Contradicted => "now contradicted",
            Self::NotContradicted => "no longer contradicted",
        }
    }

    /// Whether the later answer is the better one.
    #[must_use]
    pub fn is_better(self) -> bool {
        matches!(self, Self::Gained | Self::Corrected | Self::NotContradicted)
    }
}

/// A keyword or point in two answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared<'a> {
    /// Which of the two.
    pub kind: OutcomeKind,
    /// The bank's words for it.
    pub name: &'a str,
    /// What the earlier answer did with it; what it was not measured by, it left out.
    pub before: RowMark,
    /// What the later answer did with it.
    pub now: RowMark,
}

/// Every point and keyword of two cards, first those of the later one. Without an earlier card nothing was said before.
#[must_use]
pub fn compare<'a>(before: Option<&'a Scorecard>, now: &'a Scorecard) -> Vec<Compared<'a>> {
    let marks = |card: &'a Scorecard| -> HashMap<_, _> { outcomes(card).map(|o| ((o.kind, o.name), o.mark)).collect() };
    let (old, new) = (before.map(marks).unwrap_or_default(), marks(now));
    let mut known = HashSet::new();
    let all = outcomes(now).chain(before.into_iter().flat_map(outcomes));
    all.map(|o| (o.kind, o.name))
        .filter(|name| known.insert(*name))
        .map(|name| {
            let of = |marks: &HashMap<_, RowMark>| marks.get(&name).copied().unwrap_or(RowMark::Missed);
            Compared { kind: name.0, name: name.1, before: of(&old), now: of(&new) }
        })
        .collect()
}

/// The points of a card, then its keywords.
pub fn outcomes(card: &Scorecard) -> impl Iterator<Item = Outcome<'_>> {
    let keyword = |name, mark| Outcome { kind: OutcomeKind::Keyword, name, mark };
    let points =
        card.rubric.iter().map(|p| Outcome { kind: OutcomeKind::Point, name: &p.point, mark: p.verdict.into() });
    let hit = card.keywords.hit.iter().map(move |k| keyword(&k.term, RowMark::Said));
    let missed = card.keywords.missed.iter().map(move |k| keyword(&k.term, RowMark::Missed));
    points.chain(hit).chain(missed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contradictions_are_a_change_of_their_own() {
        use RowMark::{Contradicted, Missed, Said};
        for (before, now, label, better) in [
            (Missed, Said, "gained", true),
            (Said, Missed, "lost", false),
            (Contradicted, Said, "corrected", true),
            (Said, Contradicted, "now contradicted", false),
            (Missed, Contradicted, "now contradicted", false),
            (Contradicted, Missed, "no longer contradicted", true),
        ] {
            let change = MarkChange::between(before, now).unwrap();
            assert_eq!((change.label(), change.is_better()), (label, better));
        }
        assert!([Said, Missed, Contradicted].into_iter().all(|mark| MarkChange::between(mark, mark).is_none()));
    }
}
