//! Which follow-up an interviewer would ask: the one about what was left out.

use outloud_core::{bank::Question, scorecard::Scorecard};

/// Index of the first follow-up of `question`, not in `asked`, that the answer triggered by leaving out what it is about.
#[must_use]
pub fn triggered_by(question: &Question, card: &Scorecard, asked: &[usize]) -> Option<usize> {
    let missing = |what: &str| {
        card.keywords.missed.iter().any(|k| same(&k.term, what))
            || card.rubric.iter().any(|p| !p.met && same(&p.point, what))
    };
    let about_missing = |i: &usize| question.follow_ups[*i].when_missing.as_deref().is_some_and(missing);
    open(question, asked).find(about_missing)
}

/// Like [`triggered_by`], and if nothing was left out, the next one that may be asked any time, else any that is open.
pub(super) fn best(question: &Question, card: Option<&Scorecard>, asked: &[usize]) -> Option<usize> {
    card.and_then(|card| triggered_by(question, card, asked))
        .or_else(|| open(question, asked).find(|i| question.follow_ups[*i].when_missing.is_none()))
        .or_else(|| open(question, asked).next())
}

fn open<'a>(question: &Question, asked: &'a [usize]) -> impl Iterator<Item = usize> + use<'a> {
    (0..question.follow_ups.len()).filter(|i| !asked.contains(i))
}

fn same(a: &str, b: &str) -> bool {
    a.trim().eq_ignore_ascii_case(b.trim())
}
