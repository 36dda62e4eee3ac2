//! Which follow-up an interviewer would ask: the one about what was contradicted, else about what was left out.

use outloud_core::{
    bank::{FollowUp, Question},
    scorecard::{PointScore, Scorecard, Verdict},
};

/// Why a follow-up is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trigger {
    /// The answer contradicted this point of the rubric.
    Contradicted(usize),
    /// It left something out.
    Missed,
}

/// Index of the follow-up of `question`, not in `asked`, that the answer triggered: by contradicting what it is about, else by leaving
/// it out.
#[must_use]
pub fn triggered_by(question: &Question, card: &Scorecard, asked: &[usize]) -> Option<usize> {
    triggered(question, card, asked).map(|(number, _)| number)
}

/// The same with the reason.
pub(super) fn triggered(question: &Question, card: &Scorecard, asked: &[usize]) -> Option<(usize, Trigger)> {
    let contradicted = |what: &str| {
        let point = card.rubric.iter().position(|p| p.verdict == Verdict::Contradicted && same(&p.point, what));
        point.map(Trigger::Contradicted)
    };
    let missing = |what: &str| {
        let missed = card.keywords.missed.iter().any(|k| same(&k.term, what))
            || card.rubric.iter().any(|p| !p.met && same(&p.point, what));
        missed.then_some(Trigger::Missed)
    };
    let first = |test: &dyn Fn(&str) -> Option<Trigger>| {
        open(question, asked).find_map(|i| Some((i, test(question.follow_ups[i].when_missing.as_deref()?)?)))
    };
    first(&contradicted).or_else(|| first(&missing))
}

/// The question about the first point that the answer contradicted and no follow-up is about, in the words that `ask` has for
/// it. The answer to it is judged by that point alone. Comes with a number beyond those of the follow-ups.
pub(super) fn doubt(
    question: &Question,
    card: &Scorecard,
    ask: impl Fn(&PointScore) -> Option<String>,
) -> Option<(usize, Question)> {
    let has_own = |p: &PointScore| {
        question.follow_ups.iter().any(|f| f.when_missing.as_deref().is_some_and(|what| same(&p.point, what)))
    };
    let doubtful = card.rubric.iter().find(|p| p.verdict == Verdict::Contradicted && !has_own(p))?;
    let number = question.points.iter().position(|p| same(&p.point, &doubtful.point))?;
    let asked = FollowUp {
        prompt: ask(doubtful)?,
        when_missing: None,
        model_answer: String::new(),
        keywords: Vec::new(),
        subjects: Vec::new(),
        points: vec![question.points[number].clone()],
        misconceptions: Vec::new(),
    };
    let mut about = asked.as_question(question, 0);
    // No id of the bank: its follow-ups may become more.
    about.id = format!("{}.doubt-{}", question.id, number + 1);
    Some((question.follow_ups.len() + number, about))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{card, question};
    use outloud_core::bank::Priority;

    #[test]
    fn what_was_contradicted_is_asked_about_first() {
        let mut asked = question("q");
        let about = |what: &str| FollowUp { when_missing: Some(what.to_owned()), ..asked.follow_ups[0].clone() };
        asked.follow_ups = vec![about("You say A"), about("You say B")];
        let mut card = card(&[]);
        let missed = PointScore::new("You say A", Priority::Must, Vec::new());
        let contradicted =
            PointScore { verdict: Verdict::Contradicted, ..PointScore::new("You say B", Priority::Should, Vec::new()) };
        card.rubric = vec![missed, contradicted];
        assert_eq!(triggered_by(&asked, &card, &[]), Some(1));
        assert_eq!(triggered_by(&asked, &card, &[1]), Some(0));
    }
}
