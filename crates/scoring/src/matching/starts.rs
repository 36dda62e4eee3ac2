//! How the words of a transcript begin: most terms sound like the beginning of few of them, and only those are aligned.

use std::collections::HashMap;

use crate::pronounce::{Phone, PhoneSequence};

use super::oov::OovClass;

/// The beginnings of all words of a transcript.
#[derive(Default)]
pub(crate) struct WordStarts {
    /// Each beginning once.
    kinds: Vec<WordStart>,
    /// For each word, which of `kinds` it is.
    kind_of: Vec<u16>,
}

/// What decides whether a match may begin with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct WordStart {
    /// What a match that passes here may hope for.
    pub oov: OovClass,
    /// The first phone and what leaving it out costs; none for a word without sound.
    pub first: Option<(Phone, u8)>,
}

/// The words with which a match of one term may begin.
pub(super) struct Candidates<'a> {
    starts: &'a WordStarts,
    accepted: Vec<bool>,
}

impl WordStarts {
    pub fn new(sounds: &PhoneSequence, oov_near: &[OovClass]) -> Self {
        let mut known = HashMap::new();
        let mut starts = Self::default();
        for (at, &oov) in oov_near.iter().enumerate() {
            let first = sounds.word(at).next().map(|phone| (sounds.phones[phone], sounds.gaps[phone]));
            let start = WordStart { oov, first };
            let kind = *known.entry(start).or_insert(starts.kinds.len());
            if kind == starts.kinds.len() {
                starts.kinds.push(start);
            }
            // Three classes, 39 phones and a dozen costs of a gap.
            starts.kind_of.push(kind as u16);
        }
        starts
    }

    /// The words whose beginning `accepts`.
    pub(super) fn candidates(&self, accepts: impl Fn(WordStart) -> bool) -> Candidates<'_> {
        Candidates { starts: self, accepted: self.kinds.iter().map(|start| accepts(*start)).collect() }
    }
}

impl Candidates<'_> {
    /// The first of them at or after word `from`.
    pub fn next(&self, from: usize) -> Option<usize> {
        let rest = &self.starts.kind_of[from..];
        rest.iter().position(|&kind| self.accepted[usize::from(kind)]).map(|at| from + at)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::indexed;

    #[test]
    fn words_are_found_by_their_first_sound_alone() {
        let indexed = indexed("the pods and pipes и a pod");
        let starts = &indexed.sounds().starts;
        let first = starts.kinds[usize::from(starts.kind_of[1])].first.map(|(phone, _)| phone);
        let candidates = starts.candidates(|start| start.first.map(|(phone, _)| phone) == first);
        let all: Vec<usize> = (0..indexed.tokens.len()).filter(|at| candidates.next(*at) == Some(*at)).collect();
        assert_eq!(all, [1, 3, 6]);
        let silent = starts.candidates(|start| start.first.is_none());
        assert_eq!((silent.next(0), silent.next(5)), (Some(4), None));
    }
}
