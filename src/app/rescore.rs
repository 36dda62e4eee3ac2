//! Stored takes scored again: by today's banks and scorer, or because a misrecognised word was corrected.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use serde::Serialize;

use super::scoring::{answer_of, score_take};
use outloud_core::{
    bank::{Bank, Question},
    challenge::Judged,
    scorecard::{Scorecard, Verdict},
    session::{Session, Take},
    view::{self, Compared, RowMark},
};
use outloud_scoring::{CompiledQuestion, InputHash, Scorer};
use outloud_store::{StoreError, sessions::SessionStore};

/// What scoring a take again changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The session's id.
    pub session: String,
    /// The take's number.
    pub take: u32,
    /// The question's id.
    pub question: String,
    /// The score it had, after hints, 0..=100; none if it had none.
    pub before: Option<f64>,
    /// The score it has, after hints, 0..=100.
    pub after: f64,
    /// Keywords and points that it earns now and did not before.
    pub gained: Vec<String>,
    /// Keywords and points that it no longer earns.
    pub lost: Vec<String>,
    /// Points that it contradicts now and did not before, or the other way.
    pub verdicts: Vec<VerdictChange>,
    /// What else is not as it was: "delivery", "advice", "story", "false beliefs".
    pub other: Vec<&'static str>,
}

/// A point whose verdict changed from or to contradicted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerdictChange {
    /// The bank's words for it.
    pub point: String,
    /// The verdict it had.
    pub before: Verdict,
    /// The verdict it has.
    pub after: Verdict,
}

/// What scoring sessions again came to.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Outcome {
    /// Takes scored again.
    pub takes: usize,
    /// Those whose scorecard changed, in the order of the sessions.
    pub changed: Vec<Change>,
    /// A sentence for each session that could not be read or stored; its file is as it was.
    pub problems: Vec<String>,
}

/// Scores takes again, on several threads; compiles each question once, and only if a take needs it.
struct Judge<'a> {
    banks: &'a [&'a Bank],
    scorer: &'a Scorer,
    compiled: Mutex<HashMap<InputHash, Arc<OnceLock<CompiledQuestion>>>>,
}

/// Scores every take of the sessions `ids` again, by the banks' questions as they are today, else by the question as it was
/// asked, and stores what changed, session by session, on all cores. `step` is called after each session, on any thread.
#[must_use]
pub fn rescore_all(
    store: &SessionStore,
    scorer: &Scorer,
    banks: &[&Bank],
    ids: &[String],
    step: impl Fn() + Sync,
) -> Outcome {
    let next = AtomicUsize::new(0);
    let judge = Judge { banks, scorer, compiled: Mutex::default() };
    let work = || {
        let mut done = Vec::new();
        while let Some((at, id)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, ids.get(at)?))) {
            done.push((at, judge.session(store, id).map_err(|e| e.to_string())));
            step();
        }
        done
    };
    let cores = thread::available_parallelism().map_or(1, usize::from).min(ids.len().max(1));
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        let own = work();
        own.into_iter().chain(others.into_iter().flat_map(|t| t.join().unwrap_or_default())).collect::<Vec<_>>()
    });
    done.sort_by_key(|(at, _)| *at);
    let mut outcome = Outcome::default();
    for (_, result) in done {
        match result {
            Ok((takes, mut changed)) => {
                outcome.takes += takes;
                outcome.changed.append(&mut changed);
            }
            Err(problem) => outcome.problems.push(problem),
        }
    }
    outcome
}

impl Judge<'_> {
    /// Scores a session's takes again and stores it if that changed any: how many have a score, and what changed.
    fn session(&self, store: &SessionStore, id: &str) -> Result<(usize, Vec<Change>), StoreError> {
        let read = store.load(id)?;
        let mut changed = self.takes(&read);
        if !changed.is_empty() {
            let mut writer = store.open_listed(id)?;
            if *writer.session() != read {
                changed = self.takes(writer.session());
            }
            writer.replace_takes(changed.clone())?;
        }
        let new = |old: &Take| changed.iter().find(|t| t.number == old.number);
        let scored = read.takes.iter().filter(|old| {
            let take = new(old).unwrap_or(old);
            take.scorecard.is_some() && take.transcript.is_some()
        });
        Ok((scored.count(), read.takes.iter().filter_map(|old| change(id, old, new(old)?)).collect()))
    }

    /// Those takes that today's questions and scorer change, as they are then.
    fn takes(&self, session: &Session) -> Vec<Take> {
        session.takes.iter().filter_map(|take| self.take(take)).collect()
    }

    fn take(&self, take: &Take) -> Option<Take> {
        let question = today(self.banks, take).unwrap_or_else(|| take.question.clone());
        let answer = answer_of(take)?;
        let input_hash = self.scorer.input_hash(&question);
        if take.scorecard.as_ref().is_some_and(|card| card.heard.is_some() && card.basis == input_hash.with(&answer)) {
            return None;
        }
        let compiled = {
            let mut all = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(input_hash).or_default())
        };
        let card = score_take(compiled.get_or_init(|| self.scorer.compile(&question)), take)?;
        let same = take.question == question && take.scorecard.as_ref().is_some_and(|old| same_result(old, &card));
        (!same).then(|| Take { question, scorecard: Some(card), ..take.clone() })
    }
}

/// The question of `take` as its bank has it today, with the story it was answered from.
fn today(banks: &[&Bank], take: &Take) -> Option<Question> {
    let question = banks.iter().find(|b| b.id == take.bank)?.asked(&take.question.id)?;
    Some(Question { story: take.question.story.clone(), ..question })
}

/// Whether two cards say the same. A bank edited elsewhere changes every basis, and is no reason to write every session.
fn same_result(old: &Scorecard, new: &Scorecard) -> bool {
    *old == Scorecard { basis: old.basis.clone(), ..new.clone() }
}

/// What changed, if anything on the scorecard did.
fn change(session: &str, old: &Take, new: &Take) -> Option<Change> {
    let card = new.scorecard.as_ref()?;
    let before = old.scorecard.as_ref();
    let points = view::compare(before, card);
    let names = |is: fn(&Compared<'_>) -> bool| {
        let names: BTreeSet<&str> = points.iter().filter(|p| is(p)).map(|p| p.name).collect();
        names.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let gained = names(|p| p.now == RowMark::Said && p.before != RowMark::Said);
    let lost = names(|p| p.before == RowMark::Said && p.now != RowMark::Said);
    let verdicts: Vec<VerdictChange> = points.iter().filter_map(verdict_change).collect();
    let other = before.map(|b| other_changes(b, card)).unwrap_or_default();
    let same_score = before.is_some_and(|b| (b.score - card.score).abs() < 0.05);
    let same = same_score && gained.is_empty() && lost.is_empty() && verdicts.is_empty() && other.is_empty();
    let after = new.measured_score()?;
    (!same).then(|| Change {
        session: session.to_owned(),
        take: new.number,
        question: new.question.id.clone(),
        before: old.measured_score(),
        after,
        gained,
        lost,
        verdicts,
        other,
    })
}

/// The parts of a card that differ, but for score, keywords and points.
fn other_changes(old: &Scorecard, new: &Scorecard) -> Vec<&'static str> {
    let parts = [
        ("hearing", old.heard.is_some() && old.heard != new.heard),
        ("delivery", old.delivery != new.delivery),
        ("advice", old.advice != new.advice),
        ("story", old.story != new.story),
        ("telling", old.telling != new.telling),
        ("false beliefs", old.misconceptions != new.misconceptions),
    ];
    parts.into_iter().filter(|(_, changed)| *changed).map(|(part, _)| part).collect()
}

/// The change of a point from or to contradicted.
fn verdict_change(point: &Compared<'_>) -> Option<VerdictChange> {
    let is_contradicted = [point.before, point.now].contains(&RowMark::Contradicted);
    (is_contradicted && point.before != point.now).then(|| VerdictChange {
        point: point.name.to_owned(),
        before: point.before.into(),
        after: point.now.into(),
    })
}

/// Replaces the misrecognised word at `word` by `text` (counted from 0; an empty text removes it), scores the take
/// again and stores both. What the recogniser wrote stays on record in the take's `heard`. Gives the session as stored.
///
/// # Errors
/// A [`StoreError`] if there is no such session, take or word, or it cannot be stored; the file is then the old one.
pub fn correct(
    store: &SessionStore,
    scorer: &Scorer,
    session: &str,
    take: u32,
    word: usize,
    text: &str,
) -> Result<Session, StoreError> {
    let mut writer = store.open(session)?;
    let mut changed = stored(writer.session(), take)?;
    if !changed.correct(word, text) {
        return Err(missing(writer.session(), format!("word {} in take {take}", word + 1)));
    }
    changed.scorecard = score_take(&scorer.compile(&changed.question), &changed);
    writer.put_take(changed)?;
    Ok(writer.session().clone())
}

/// Puts a note to self on a stored take; an empty one removes it. Gives the session as stored.
///
/// # Errors
/// As [`correct`].
pub fn note(store: &SessionStore, session: &str, take: u32, text: &str) -> Result<Session, StoreError> {
    let mut writer = store.open(session)?;
    let take = stored(writer.session(), take)?;
    let note = Some(text.trim()).filter(|t| !t.is_empty()).map(str::to_owned);
    writer.put_take(Take { note, ..take })?;
    Ok(writer.session().clone())
}

/// Challenges the verdict on `judged` in a stored take, or takes the challenge back. Gives the session as stored.
///
/// # Errors
/// As [`correct`], and if the take's card has no such verdict.
pub fn challenge(store: &SessionStore, session: &str, take: u32, judged: &Judged) -> Result<Session, StoreError> {
    let mut writer = store.open(session)?;
    let mut changed = stored(writer.session(), take)?;
    if !changed.challenge(judged) {
        return Err(missing(writer.session(), format!("verdict on '{}' in take {take}", judged.name)));
    }
    writer.put_take(changed)?;
    Ok(writer.session().clone())
}

/// A copy of the take of this number.
fn stored(session: &Session, take: u32) -> Result<Take, StoreError> {
    session.take(take).cloned().ok_or_else(|| missing(session, format!("take {take}")))
}

fn missing(session: &Session, what: String) -> StoreError {
    StoreError::NotInSession { session: session.id.clone(), what }
}
