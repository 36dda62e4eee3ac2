//! Which terms the recogniser verifies by ear: those of every bank, whatever question is asked.

use std::sync::{Arc, LazyLock};

use super::{banks::Banks, scoring_worker::SharedScorer};
use outloud_recognition::TermFinder;
use outloud_scoring::{Scorer, Vocabulary};

/// Proposes terms of `banks`, for commands that score with a scorer of their own or not at all.
#[must_use]
pub fn of_banks(banks: Banks) -> TermFinder {
    let known = banks.clone();
    finder(banks, Arc::new(LazyLock::new(Box::new(move || Scorer::new(known.all())))))
}

/// Proposes terms of `banks`. Nothing is read before the first words are transcribed.
pub(super) fn finder(banks: Banks, scorer: SharedScorer) -> TermFinder {
    let vocabulary = LazyLock::new(move || Vocabulary::new(banks.all()));
    TermFinder::new(move |words| scorer.propose_terms(words, &vocabulary))
}
