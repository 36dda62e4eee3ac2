//! A plan as lines, as JSON and as the days of a calendar.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    app::{practice_plan::PlanInput, view::item_words},
    tui::text::count,
};
use outloud_engine::practice_plan::{Goal, PlanDay, PlanItem, PracticePlan, Reason, Task};
use outloud_exchange::calendar::CalendarDay;

/// How many days after today are printed; `--json` has all.
const DAYS_SHOWN: usize = 14;
/// How many topics are named.
const TOPICS_SHOWN: usize = 6;

/// The document of `plan --json`.
#[derive(Serialize)]
pub struct PlanDocument<'a> {
    until: Date,
    since: Date,
    today: Date,
    minutes_per_day: u32,
    topics: &'a [String],
    questions: usize,
    answered: usize,
    /// Questions of the goal that no bank has any more.
    missing: usize,
    /// New questions that find no room.
    left_over: usize,
    days: Vec<DayDocument<'a>>,
}

#[derive(Serialize)]
struct DayDocument<'a> {
    date: Date,
    light: bool,
    duration_s: u32,
    items: Vec<ItemDocument<'a>>,
}

/// Something to do.
#[derive(Serialize)]
struct ItemDocument<'a> {
    /// round, due, missed, contradicted or new.
    reason: &'static str,
    #[serde(flatten)]
    what: WhatDocument<'a>,
    duration_s: u32,
    done: bool,
}

#[derive(Serialize)]
#[serde(untagged)]
enum WhatDocument<'a> {
    Round {
        questions: usize,
        seed: u64,
    },
    Question {
        bank: &'a str,
        question: &'a str,
        topic: &'a str,
        prompt: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        point: Option<&'a str>,
    },
}

impl<'a> PlanDocument<'a> {
    /// The document of a plan.
    #[must_use]
    pub fn new(plan_input: &'a PlanInput, plan: &'a PracticePlan) -> Self {
        let goal = &plan_input.goal;
        let day = |day: &'a PlanDay| DayDocument {
            date: day.date,
            light: day.light,
            duration_s: day.duration_s(),
            items: day.items.iter().map(item_document).collect(),
        };
        Self {
            until: goal.until,
            since: goal.since,
            today: plan_input.history.today(),
            minutes_per_day: goal.minutes_per_day,
            topics: &goal.topics,
            questions: plan.questions,
            answered: plan.answered,
            missing: missing(goal, plan),
            left_over: plan.left_over,
            days: plan.days.iter().map(day).collect(),
        }
    }
}

fn item_document(item: &PlanItem) -> ItemDocument<'_> {
    let (reason, what) = match &item.task {
        Task::Round(settings) => ("round", WhatDocument::Round { questions: settings.questions, seed: settings.seed }),
        Task::Question { asked, prompt, topic, reason } => {
            let (reason, point) = match reason {
                Reason::Due => ("due", None),
                Reason::Missed(point) => ("missed", Some(point.as_str())),
                Reason::Contradicted(point) => ("contradicted", Some(point.as_str())),
                Reason::New => ("new", None),
            };
            (reason, WhatDocument::Question { bank: &asked.bank, question: &asked.question, topic, prompt, point })
        }
    };
    ItemDocument { reason, what, duration_s: item.duration_s, done: item.done }
}

/// "Thursday 10 December".
#[must_use]
pub fn day_name(date: Date) -> String {
    date.strftime("%A %-d %B").to_string()
}

/// The plan for the terminal: the goal, today's list, the days after it in one line each.
#[must_use]
pub fn lines(plan_input: &PlanInput, plan: &PracticePlan) -> Vec<String> {
    let goal = &plan_input.goal;
    let mut lines = vec![
        format!(
            "Interview on {}, {}; {} a day.",
            day_name(goal.until),
            away(plan_input),
            minutes(goal.minutes_per_day * 60)
        ),
        format!("{}{}: {} answered.", count(plan.questions, "question"), of_topics(goal), plan.answered),
    ];
    for (n, day) in plan.days.iter().enumerate().take(1 + DAYS_SHOWN) {
        if n == 0 {
            lines.push(format!("\nToday, {}{}", day_name(day.date), in_all(day)));
            lines.extend(day.items.iter().map(|item| {
                let mark = if item.done { 'x' } else { ' ' };
                format!("  [{mark}] {}", item_words(item))
            }));
            lines.push(String::new());
        } else {
            lines.push(format!("{:<12} {}{}", day.date.strftime("%a %-d %b").to_string(), summary(day), in_all(day)));
        }
    }
    let more = plan.days.len().saturating_sub(1 + DAYS_SHOWN);
    if more > 0 {
        lines.push(format!("and {} more; --json has them all", count(more, "day")));
    }
    if plan.left_over > 0 {
        lines.push(format!(
            "\n{} find no room. More --minutes-per-day, or fewer topics, make some",
            count(plan.left_over, "new question")
        ));
    }
    let missing = missing(goal, plan);
    if missing > 0 {
        lines.push(format!(
            "\n{} in no bank any more. A bank that was named with --bank must lie in the home's questions/ to stay in the plan",
            if missing == 1 { "1 question is".to_owned() } else { format!("{missing} questions are") }
        ));
    }
    let left = plan.today().is_some_and(|day| day.left().next().is_some());
    lines.extend(left.then(|| "\nBegin with the next thing: outloud plan --begin".to_owned()));
    lines
}

fn missing(goal: &Goal, plan: &PracticePlan) -> usize {
    goal.questions.len().saturating_sub(plan.questions)
}

fn away(plan_input: &PlanInput) -> String {
    let days = plan_input.history.today().until(plan_input.goal.until).map_or(0, |span| span.get_days());
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    }
}

fn of_topics(goal: &Goal) -> String {
    if goal.topics.is_empty() {
        return " of all topics".to_owned();
    }
    let named = goal.topics.iter().take(TOPICS_SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match goal.topics.len().saturating_sub(TOPICS_SHOWN) {
        0 => format!(" of {named}"),
        more => format!(" of {named} and {}", count(more, "more topic")),
    }
}

fn in_all(day: &PlanDay) -> String {
    if day.items.is_empty() { String::new() } else { format!(", {}", minutes(day.duration_s())) }
}

fn minutes(seconds: u32) -> String {
    count(seconds.div_ceil(60) as usize, "minute")
}

/// "a round, 3 to repeat, 2 new".
fn summary(day: &PlanDay) -> String {
    let of = |wanted: fn(&Task) -> bool| day.items.iter().filter(|item| wanted(&item.task)).count();
    let rounds = of(|task| matches!(task, Task::Round(_)));
    let new = of(|task| matches!(task, Task::Question { reason: Reason::New, .. }));
    let known = day.items.len() - rounds - new;
    let mut parts = Vec::new();
    parts.extend((rounds > 0).then(|| "a mock round".to_owned()));
    parts.extend((known > 0).then(|| format!("{known} to repeat")));
    parts.extend((new > 0).then(|| format!("{new} new")));
    match (parts.is_empty(), day.light) {
        (true, _) => "nothing is due: read your notes and stories".to_owned(),
        (false, true) => format!("a light day: {}", parts.join(", ")),
        (false, false) => parts.join(", "),
    }
}

/// The days with something to do, and that of the interview.
#[must_use]
pub fn calendar_days(goal: &Goal, plan: &PracticePlan) -> Vec<CalendarDay> {
    let practice = plan.days.iter().filter(|day| !day.items.is_empty()).map(|day| CalendarDay {
        date: day.date,
        summary: format!("outloud: {}{}", summary(day), in_all(day)),
        description: day.items.iter().map(|item| format!("- {}", item_words(item))).collect::<Vec<_>>().join("\n"),
    });
    let interview = CalendarDay {
        date: goal.until,
        summary: "Interview".to_owned(),
        description: format!("Practised with outloud: {}", of_topics(goal).trim()),
    };
    let mut days: Vec<CalendarDay> = practice.filter(|day| day.date != goal.until).collect();
    days.push(interview);
    days
}
