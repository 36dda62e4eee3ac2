//! When a question is due again: FSRS, graded by what was measured and not by how the candidate felt. Derived from the
//! stored takes every time, so that there is no second book to keep.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rs_fsrs::{Card, FSRS, Rating, State};

use super::debrief::missed;
use outloud_core::session::Take;

/// How a question stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The bank's id.
    pub bank: String,
    /// The question's id.
    pub question: String,
    /// What is asked.
    pub prompt: String,
    /// Its topic.
    pub topic: String,
    /// When it should be answered again, in seconds since 1970.
    pub due_s: i64,
    /// How often it was answered.
    pub answers: usize,
    /// The scores after hints, oldest first.
    pub scores: Vec<f64>,
    /// What was left out in each of the last three answers, or in all if there were fewer; none after one answer.
    pub always_missed: Vec<String>,
}

/// How every question that was ever answered stands, the most overdue first. `takes` come with the time of their answer in
/// seconds since 1970, oldest first; those without a score are passed over.
#[must_use]
pub fn standings<'a>(takes: impl IntoIterator<Item = (i64, &'a Take)>) -> Vec<Standing> {
    let mut by_question: BTreeMap<(&str, &str), Vec<(i64, &Take)>> = BTreeMap::new();
    for (at_s, take) in takes.into_iter().filter(|(_, take)| take.scorecard.is_some()) {
        by_question.entry((&take.bank, &take.question.id)).or_default().push((at_s, take));
    }
    let mut standings: Vec<Standing> = by_question.into_values().filter_map(|takes| standing(&takes)).collect();
    standings.sort_by_key(|s| s.due_s);
    standings
}

fn standing(takes: &[(i64, &Take)]) -> Option<Standing> {
    let (_, last) = takes.last()?;
    let scores: Vec<f64> = takes.iter().filter_map(|(_, t)| t.final_score()).collect();
    Some(Standing {
        bank: last.bank.clone(),
        question: last.question.id.clone(),
        prompt: last.question.prompt.clone(),
        topic: last.question.topic.clone(),
        due_s: due(takes)?,
        answers: takes.len(),
        scores,
        always_missed: always_missed(takes),
    })
}

/// Replays the answers through the scheduler.
fn due(takes: &[(i64, &Take)]) -> Option<i64> {
    let fsrs = FSRS::default();
    let mut card: Option<Card> = None;
    for (at_s, take) in takes {
        let now: DateTime<Utc> = DateTime::from_timestamp(*at_s, 0)?;
        let before = card.take().unwrap_or_else(|| new_card(now));
        card = Some(fsrs.next(before, now, rating(take.final_score()?)).card);
    }
    card.map(|c| c.due.timestamp())
}

fn new_card(now: DateTime<Utc>) -> Card {
    Card {
        due: now,
        stability: 0.0,
        difficulty: 0.0,
        elapsed_days: 0,
        scheduled_days: 0,
        reps: 0,
        lapses: 0,
        state: State::New,
        last_review: now,
    }
}

/// The grade that an answer earned. An answer that covers half of what matters is hard going, not forgotten.
fn rating(score: f64) -> Rating {
    match score {
        s if s < 35.0 => Rating::Again,
        s if s < 60.0 => Rating::Hard,
        s if s < 85.0 => Rating::Good,
        _ => Rating::Easy,
    }
}

fn always_missed(takes: &[(i64, &Take)]) -> Vec<String> {
    if takes.len() < 2 {
        return Vec::new();
    }
    let mut last = takes.iter().rev().take(3).map(|(_, take)| missed(take, usize::MAX));
    let newest = last.next().unwrap_or_default();
    let others: Vec<Vec<String>> = last.collect();
    newest.into_iter().filter(|what| others.iter().all(|o| o.contains(what))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{card, question};
    use outloud_core::scorecard::KeywordMiss;

    const DAY_S: i64 = 86_400;

    fn take(id: &str, score: f64, missed: &[&str]) -> Take {
        let mut scorecard = card(&[]);
        scorecard.score = score;
        scorecard.keywords.missed = missed.iter().map(|t| KeywordMiss { term: (*t).to_owned(), weight: 1 }).collect();
        Take { scorecard: Some(scorecard), ..Take::new(1, "b", question(id)) }
    }

    fn due_days(takes: &[(i64, &Take)]) -> f64 {
        (standings(takes.iter().copied())[0].due_s - takes.last().unwrap().0) as f64 / DAY_S as f64
    }

    #[test]
    fn the_better_the_answer_the_later_it_comes_back() {
        let (bad, fair, good, best) =
            (take("q", 10.0, &[]), take("q", 50.0, &[]), take("q", 70.0, &[]), take("q", 95.0, &[]));
        let first = [due_days(&[(0, &bad)]), due_days(&[(0, &fair)]), due_days(&[(0, &good)]), due_days(&[(0, &best)])];
        assert!(first[0] < 1.0 && first.is_sorted() && first[3] > 1.0, "{first:?}");
        let later = due_days(&[(0, &best), (20 * DAY_S, &best)]);
        assert!(later > first[3], "{later} after {}", first[3]);
    }

    #[test]
    fn hints_lower_the_grade() {
        let helped = Take { hints_seen: 3, ..take("q", 65.0, &[]) };
        let alone = take("q", 65.0, &[]);
        assert!(due_days(&[(0, &helped)]) < due_days(&[(0, &alone)]));
    }

    #[test]
    fn points_that_are_always_left_out_are_named() {
        let (a, b) = (take("q", 50.0, &["x", "y"]), take("q", 60.0, &["y", "z"]));
        assert_eq!(standings([(0, &a), (DAY_S, &b)])[0].always_missed, ["y"]);
        assert!(standings([(0, &a)])[0].always_missed.is_empty(), "once is not always");
    }

    #[test]
    fn the_most_overdue_comes_first_and_unscored_takes_do_not_count() {
        let (known, weak) = (take("known", 95.0, &[]), take("weak", 10.0, &[]));
        let unscored = Take { scorecard: None, ..take("silent", 0.0, &[]) };
        let order = standings([(0, &known), (0, &weak), (0, &unscored)]);
        assert_eq!(order.iter().map(|s| s.question.as_str()).collect::<Vec<_>>(), ["weak", "known"]);
    }
}
