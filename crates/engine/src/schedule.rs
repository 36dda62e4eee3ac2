//! When a question is due again: FSRS, graded by the measured score. Derived from the stored takes every time, so that no
//! second record has to be kept.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use jiff::{Timestamp, tz::TimeZone};
use rs_fsrs::{Card, FSRS, Rating, State};

use super::debrief::missed;
use outloud_core::{
    bank::Priority,
    scorecard::{PointScore, Verdict},
    session::Take,
};

/// The bank that practice begins with.
pub(crate) const CORE_BANK: &str = "devops-core";

/// Where a question stands in spaced repetition.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewState {
    /// The bank's id.
    pub bank: String,
    /// The question's id.
    pub question: String,
    /// What is asked.
    pub prompt: String,
    /// Its topic.
    pub topic: String,
    /// When it should be answered again, in seconds since 1970: the start of that day, or the second if it is still the day
    /// of the last answer.
    pub due_s: i64,
    /// How often it was answered.
    pub answers: usize,
    /// The scores after hints, oldest first.
    pub scores: Vec<f64>,
    /// What was left out in each of the last three answers, or in all if there were fewer; none after one answer.
    pub always_missed: Vec<String>,
}

/// The review state of every question that was ever answered, the most overdue first. `takes` come with the time of their
/// answer in seconds since 1970, oldest first; those without a score are passed over. Days are those of `zone`.
#[must_use]
pub fn review_states<'a>(takes: impl IntoIterator<Item = (i64, &'a Take)>, zone: &TimeZone) -> Vec<ReviewState> {
    let mut by_question: BTreeMap<(&str, &str), Vec<(i64, &Take)>> = BTreeMap::new();
    for (at_s, take) in takes.into_iter().filter(|(_, take)| take.scorecard.is_some()) {
        by_question.entry((&take.bank, &take.question.id)).or_default().push((at_s, take));
    }
    let mut states: Vec<ReviewState> =
        by_question.into_values().filter_map(|takes| review_state(&takes, zone)).collect();
    states.sort_by_key(|s| s.due_s);
    states
}

/// The order in which practice asks: what is due, the most overdue first; then what was never asked, from the core bank on;
/// then the rest, the soonest due first. `id` gives an item's bank and question.
pub fn practice_order<T>(items: &mut [T], id: impl Fn(&T) -> (&str, &str), states: &[ReviewState], now_s: i64) {
    let due: HashMap<(&str, &str), i64> =
        states.iter().map(|s| ((s.bank.as_str(), s.question.as_str()), s.due_s)).collect();
    items.sort_by_key(|item| {
        let id = id(item);
        match due.get(&id) {
            Some(due_s) if *due_s <= now_s => (0, *due_s),
            None => (1, i64::from(id.0 != CORE_BANK)),
            Some(due_s) => (2, *due_s),
        }
    });
}

fn review_state(takes: &[(i64, &Take)], zone: &TimeZone) -> Option<ReviewState> {
    let (answered_s, last) = takes.last()?;
    let scores: Vec<f64> = takes.iter().filter_map(|(_, t)| t.final_score()).collect();
    Some(ReviewState {
        bank: last.bank.clone(),
        question: last.question.id.clone(),
        prompt: last.question.prompt.clone(),
        topic: last.question.topic.clone(),
        due_s: from_morning_on(Memory::of(takes)?.due_s(), *answered_s, zone),
        answers: takes.len(),
        scores,
        always_missed: always_missed(takes),
    })
}

/// The start of the day on which a question is due, so that what was answered late is due in the morning. Within the day of
/// the answer the second counts.
fn from_morning_on(due_s: i64, answered_s: i64, zone: &TimeZone) -> i64 {
    let local = |seconds| Timestamp::from_second(seconds).ok().map(|t| t.to_zoned(zone.clone()));
    let (Some(due), Some(answered)) = (local(due_s), local(answered_s)) else { return due_s };
    if due.date() == answered.date() {
        return due_s;
    }
    due.start_of_day().map_or(due_s, |morning| morning.timestamp().as_second())
}

/// What the scheduler knows of a question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Memory(Card);

impl Memory {
    /// Replays the answers of a question, which come with their second since 1970, oldest first, through the scheduler.
    pub(crate) fn of(takes: &[(i64, &Take)]) -> Option<Self> {
        takes.iter().try_fold(None, |before, (at_s, take)| Some(Some(Self::after(before, *at_s, rating(take)?)?)))?
    }

    /// What it knows after a good answer at this second; `before`: none if it is the first one.
    pub(crate) fn after_good_answer(before: Option<Self>, at_s: i64) -> Option<Self> {
        Self::after(before, at_s, Rating::Good)
    }

    fn after(before: Option<Self>, at_s: i64, rating: Rating) -> Option<Self> {
        let now: DateTime<Utc> = DateTime::from_timestamp(at_s, 0)?;
        let card = before.map_or_else(|| new_card(now), |memory| memory.0);
        Some(Self(FSRS::default().next(card, now, rating).card))
    }

    /// When the question should be answered again, in seconds since 1970.
    pub(crate) fn due_s(&self) -> i64 {
        self.0.due.timestamp()
    }
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

/// The grade that an answer earned. An answer that covers half of what matters is hard going, not forgotten; one that contradicts a must
/// point has to be learnt again, whatever else it says.
fn rating(take: &Take) -> Option<Rating> {
    let score = take.final_score()?;
    let against = |p: &PointScore| p.verdict == Verdict::Contradicted && p.priority == Priority::Must;
    if take.scorecard.as_ref().is_some_and(|card| card.rubric.iter().any(against)) {
        return Some(Rating::Again);
    }
    Some(match score {
        s if s < 35.0 => Rating::Again,
        s if s < 60.0 => Rating::Hard,
        s if s < 85.0 => Rating::Good,
        _ => Rating::Easy,
    })
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
        (review_states(takes.iter().copied(), &TimeZone::UTC)[0].due_s - takes.last().unwrap().0) as f64 / DAY_S as f64
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
    fn what_was_answered_late_in_the_evening_is_due_in_the_morning() {
        let berlin = TimeZone::fixed(jiff::tz::offset(1));
        let second = |time: &str| time.parse::<Timestamp>().unwrap().as_second();
        let evening = second("2026-11-21T22:30:00+01:00");
        let best = take("q", 95.0, &[]);
        let state = &review_states([(evening, &best)], &berlin)[0];
        let due = Timestamp::from_second(state.due_s).unwrap().to_zoned(berlin.clone());
        assert!(due.date() > "2026-11-21".parse().unwrap() && due.hour() == 0 && due.minute() == 0, "{due}");
        assert_eq!(from_morning_on(evening + 600, evening, &berlin), evening + 600, "the same evening");
        assert_eq!(from_morning_on(evening + DAY_S, evening, &berlin), second("2026-11-22T00:00:00+01:00"));
    }

    #[test]
    fn practice_begins_with_what_is_due_then_with_the_core_bank() {
        let (old, new) = (take("old", 10.0, &[]), take("new", 95.0, &[]));
        let states = review_states([(0, &old), (10 * DAY_S, &new)], &TimeZone::UTC);
        let mut items = [("ansible", "first"), ("b", "new"), (CORE_BANK, "x"), (CORE_BANK, "y"), ("b", "old")];
        practice_order(&mut items, |item| *item, &states, 10 * DAY_S);
        assert_eq!(items.map(|(_, question)| question), ["old", "x", "y", "first", "new"]);
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
        assert_eq!(review_states([(0, &a), (DAY_S, &b)], &TimeZone::UTC)[0].always_missed, ["y"]);
        assert!(review_states([(0, &a)], &TimeZone::UTC)[0].always_missed.is_empty(), "once is not always");
    }

    #[test]
    fn the_most_overdue_comes_first_and_unscored_takes_do_not_count() {
        let (known, weak) = (take("known", 95.0, &[]), take("weak", 10.0, &[]));
        let unscored = Take { scorecard: None, ..take("silent", 0.0, &[]) };
        let order = review_states([(0, &known), (0, &weak), (0, &unscored)], &TimeZone::UTC);
        assert_eq!(order.iter().map(|s| s.question.as_str()).collect::<Vec<_>>(), ["weak", "known"]);
    }

    #[test]
    fn a_contradicted_must_is_due_before_a_weak_answer() {
        let mut wrong = take("q1", 80.0, &[]);
        let mut point = PointScore::new("You never rebase what others have", Priority::Must, Vec::new());
        point.verdict = Verdict::Contradicted;
        wrong.scorecard.as_mut().unwrap().rubric = vec![point];
        assert_eq!(rating(&wrong), Some(Rating::Again));
        assert_eq!(rating(&take("q1", 40.0, &[])), Some(Rating::Hard));
    }
}
