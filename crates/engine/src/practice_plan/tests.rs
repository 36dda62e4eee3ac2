//! Plans for small banks and made-up histories.

use jiff::{ToSpan, civil::Date, tz::TimeZone};

use super::*;
use crate::tests::{card, question};
use outloud_core::{
    bank::{Bank, Priority, Question},
    scorecard::{PointScore, Verdict},
    session::{SESSION_SCHEMA, Session, SessionKind, Take},
};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

const SINCE: &str = "2026-12-01";

/// Questions of two minutes each: one to answer, one beside it.
fn bank(questions: usize) -> Bank {
    let topic = |n: usize| if n.is_multiple_of(2) { "git" } else { "linux" };
    let asked = |n: usize| Question { topic: topic(n).to_owned(), ..question(&format!("q{n:02}")) };
    Bank::new("b", "B", (0..questions).map(asked).collect())
}

fn goal(until: &str, minutes_per_day: u32) -> Goal {
    Goal {
        schema: GOAL_SCHEMA,
        until: date(until),
        since: date(SINCE),
        minutes_per_day,
        topics: Vec::new(),
        questions: Vec::new(),
    }
}

fn session(day: &str, kind: SessionKind, answers: &[(&str, f64)]) -> Session {
    let started_at = format!("{day}T18:00:00Z");
    let take = |(n, (id, score)): (usize, &(&str, f64))| {
        let mut scorecard = card(&[]);
        scorecard.score = *score;
        let question = bank(40).asked(id).unwrap();
        Take { scorecard: Some(scorecard), started_at: started_at.clone(), ..Take::new(n as u32 + 1, "b", question) }
    };
    let takes = answers.iter().enumerate().map(take).collect();
    Session {
        schema: SESSION_SCHEMA,
        id: day.to_owned(),
        kind,
        started_at: started_at.clone(),
        round: None,
        takes,
        ended_early: false,
    }
}

fn practice(day: &str, answers: &[(&str, f64)]) -> Session {
    session(day, SessionKind::Practice, answers)
}

fn plan_on(today: &str, goal: &Goal, sessions: &[Session], questions: usize) -> PracticePlan {
    plan(goal, &History::of(sessions, date(today), &TimeZone::UTC), &[bank(questions)])
}

/// What a day asks: ids, `+` before new ones, `!` before weak ones, `round` for a round.
fn words(day: &PlanDay) -> String {
    let word = |item: &PlanItem| match &item.task {
        Task::Round(_) => "round".to_owned(),
        Task::Question { asked, reason: Reason::New, .. } => format!("+{}", asked.question),
        Task::Question { asked, reason: Reason::Due, .. } => asked.question.clone(),
        Task::Question { asked, .. } => format!("!{}", asked.question),
    };
    day.items.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn new_ones(day: &PlanDay) -> usize {
    words(day).matches('+').count()
}

#[test]
fn new_questions_are_spread_and_the_topics_take_turns() {
    let made = plan_on(SINCE, &goal("2026-12-06", 30), &[], 8);
    let dates: Vec<String> = made.days.iter().map(|d| d.date.to_string()).collect();
    assert_eq!(dates, ["2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-05"]);
    assert_eq!(made.days.iter().map(new_ones).collect::<Vec<_>>(), [2, 2, 2, 2, 0], "four days, then a light one");
    assert_eq!(words(&made.days[0]), "+q00 +q01", "one of each topic");
    assert_eq!((made.questions, made.answered, made.left_over), (8, 0, 0));
    assert_eq!(words(&made.days[1]), "q00 q01 +q02 +q03", "what is learnt comes back");
}

#[test]
fn what_was_answered_today_counts_at_once() {
    let sessions = [practice("2026-12-02", &[("q00", 50.0)]), practice(SINCE, &[("q01", 50.0)])];
    let made = plan_on("2026-12-02", &goal("2026-12-06", 30), &sessions, 8);
    assert_eq!((made.questions, made.answered), (8, 2));
}

#[test]
fn the_last_day_is_light_and_rounds_have_their_days() {
    let made = plan_on(SINCE, &goal("2026-12-12", 20), &[], 40);
    let rounds: Vec<bool> = made.days.iter().map(|d| words(d).contains("round")).collect();
    assert_eq!(rounds, [false, true, false, false, false, true, false, false, false, true, false]);
    let last = made.days.last().unwrap();
    assert!(last.light && new_ones(last) == 0 && last.duration_s() <= 10 * 60, "{}", words(last));
    let later = plan_on("2026-12-05", &goal("2026-12-12", 20), &[], 40);
    let days = |plan: &PracticePlan| {
        let rounds = plan.days.iter().filter(|d| words(d).contains("round")).map(|d| d.date);
        rounds.filter(|d| *d >= date("2026-12-05")).collect::<Vec<_>>()
    };
    assert_eq!(days(&later), days(&made), "the days of rounds do not move");
    let Task::Round(settings) = &made.days[1].items[0].task else { panic!("{}", words(&made.days[1])) };
    assert_eq!((settings.minutes, settings.questions), (Some(13), 5), "two thirds of the day");
}

#[test]
fn missed_days_are_spread_and_no_day_is_longer_than_it_may_be() {
    let seen: Vec<(String, f64)> = (0..20).map(|n| (format!("q{n:02}"), 50.0)).collect();
    let seen: Vec<(&str, f64)> = seen.iter().map(|(id, score)| (id.as_str(), *score)).collect();
    let sessions = [practice(SINCE, &seen)];
    for minutes in [10, 20, 30] {
        let goal = goal("2026-12-21", minutes);
        for today in ["2026-12-02", "2026-12-05", "2026-12-12", "2026-12-18"] {
            let made = plan_on(today, &goal, &sessions, 40);
            for day in &made.days {
                let room = if day.light { minutes * 30 } else { minutes * 60 };
                assert!(day.duration_s() <= room, "{minutes} min, {today}: {} {}", day.date, words(day));
            }
        }
        let after_a_week = plan_on("2026-12-09", &goal, &sessions, 40);
        let new: Vec<usize> = after_a_week.days.iter().filter(|d| !words(d).contains("round")).map(new_ones).collect();
        assert!(new.iter().all(|n| *n <= 3), "20 new ones over eleven days: {new:?}");
        assert_eq!(plan_on("2026-12-09", &goal, &sessions, 40), after_a_week, "the same history, the same plan");
    }
}

#[test]
fn what_is_due_comes_on_its_day_and_weak_musts_after_a_rest() {
    let mut weak = practice(SINCE, &[("q00", 95.0), ("q01", 95.0), ("q02", 95.0)]);
    let mut point = |take: usize, verdict: Verdict| {
        let mut point = PointScore::new("You name the cost", Priority::Must, Vec::new());
        point.verdict = verdict;
        weak.takes[take].scorecard.as_mut().unwrap().rubric.push(point);
    };
    point(1, Verdict::Missed);
    point(2, Verdict::Contradicted);
    let made = plan_on("2026-12-02", &goal("2026-12-30", 30), &[weak], 3);
    let of = |id: &str| made.days.iter().find(|d| words(d).contains(id)).map(|d| d.date.to_string());
    assert_eq!(of("!q02"), Some("2026-12-02".to_owned()), "contradicted: learnt again at once");
    assert_eq!(of("!q01"), Some("2026-12-03".to_owned()), "left out: after a day's rest");
    let known = made.days.iter().position(|d| words(d).contains("q00")).unwrap();
    assert!(known > 5, "said well: when it is due, {known}");
    let reason = made.days[0].items.iter().find_map(|item| match &item.task {
        Task::Question { reason, .. } => Some(reason.clone()),
        Task::Round(_) => None,
    });
    assert_eq!(reason, Some(Reason::Contradicted("You name the cost".to_owned())));
}

#[test]
fn todays_list_stays_while_it_is_worked_off() {
    let goal = goal("2026-12-12", 20);
    let morning = plan_on("2026-12-02", &goal, &[], 40);
    let today = morning.today().unwrap();
    assert_eq!((words(today).split(' ').next(), today.left().count()), (Some("round"), today.items.len()));
    let first = today.items.iter().find_map(|item| match &item.task {
        Task::Question { asked, .. } => Some(asked.question.clone()),
        Task::Round(_) => None,
    });
    let first = first.unwrap();
    let one = practice("2026-12-02", &[(first.as_str(), 20.0)]);
    let noon = plan_on("2026-12-02", &goal, std::slice::from_ref(&one), 40);
    assert_eq!(words(noon.today().unwrap()), words(today), "the list is that of the morning");
    assert_eq!(noon.today().unwrap().left().count(), today.items.len() - 1);
    assert!(words(&noon.days[1]).contains(&first), "a bad answer comes back on the next day");
    let round = session("2026-12-02", SessionKind::Mock, &[("q30", 60.0)]);
    let evening = plan_on("2026-12-02", &goal, &[one, round], 40);
    assert_eq!(evening.today().unwrap().left().count(), today.items.len() - 2);
}

#[test]
fn only_the_goals_questions_are_asked_and_their_follow_ups() {
    let planned = |id: &str| Planned { bank: "b".to_owned(), question: id.to_owned() };
    let questions = vec![planned("q07"), planned("q03"), planned("gone")];
    let goal = Goal { questions, ..goal("2026-12-21", 30) };
    let sessions = [practice(SINCE, &[("q00", 10.0), ("q03", 10.0), ("q03.follow-up-1", 10.0)])];
    let made = plan_on("2026-12-02", &goal, &sessions, 40);
    assert_eq!(words(&made.days[0]), "q03 q03.follow-up-1 +q07");
    assert_eq!(made.questions, 2, "one is not in the banks any more");
}

#[test]
fn a_day_before_the_day_itself_and_after_it() {
    let tomorrow = plan_on(SINCE, &goal("2026-12-02", 30), &[], 40);
    assert_eq!((tomorrow.days.len(), tomorrow.days[0].light), (1, false), "there is no other day");
    assert!(new_ones(&tomorrow.days[0]) > 10 && tomorrow.left_over > 0);
    let itself = plan_on(SINCE, &goal(SINCE, 30), &[], 40);
    assert!(itself.days.len() == 1 && itself.days[0].light && new_ones(&itself.days[0]) == 7);
    assert_eq!(plan_on("2026-12-03", &goal("2026-12-02", 30), &[], 40).days, []);
    let year = date(SINCE).checked_add(366.days()).unwrap().to_string();
    assert_eq!(plan_on(SINCE, &goal(&year, 30), &[], 40).days.len(), 366);
}
