//! Stored takes scored again: by today's scorer, or because a mis-heard word was corrected.

use super::store::{StoreError, sessions::SessionStore};
use crate::domain::{
    scorecard::Scorecard,
    scorer::{Answer, Scorer},
    session::{Session, Take},
};

/// What `take` of `session` earns from this scorer, by the question as it was asked; none if it was never transcribed.
#[must_use]
pub fn rescore(scorer: &Scorer, session: &Session, take: &Take) -> Option<Scorecard> {
    let round = session.round.as_ref().and_then(|r| r.answer_time_s);
    let answer = Answer {
        transcript: take.transcript.as_ref()?,
        sound: take.sound.as_ref(),
        time_limit_s: Some(round.unwrap_or(take.question.answer_time_s)),
    };
    Some(scorer.compile(&take.question).score(&answer))
}

/// Puts `text` in the place of the mis-heard word at `word` (counted from 0; an empty text removes it), scores the take
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
    let missing = |what| StoreError::NotInSession { session: session.to_owned(), what };
    let found = writer.session().takes.iter().find(|t| t.number == take).cloned();
    let mut changed = found.ok_or_else(|| missing(format!("take {take}")))?;
    if !changed.correct(word, text) {
        return Err(missing(format!("word {} in take {take}", word + 1)));
    }
    changed.scorecard = rescore(scorer, writer.session(), &changed);
    writer.put_take(changed)?;
    Ok(writer.session().clone())
}
