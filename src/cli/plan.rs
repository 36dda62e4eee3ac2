//! `outloud plan`: sets the goal, shows what to practise on each day until it, and begins today's next thing.

use std::{collections::BTreeMap, path::Path};

use jiff::{Zoned, civil::Date};

use super::{
    args::{
        plan::PlanArgs,
        practice::{FilterArgs, VoiceArgs},
    },
    context::Context,
    day,
    equipment::equipment_that_speaks,
    failure::{CommandResult, Failure},
    job_match,
    output::{print_json, print_line, say},
    plan_report::{self, PlanDocument},
    practice::{chosen, engine_filter, is_unfiltered},
    session,
};
use crate::app::practice_plan::{PlanInput, clear_goal, load_goal, save_goal};
use outloud_core::{
    bank::{Bank, Question},
    session::Planned,
};
use outloud_engine::{
    job_match::match_text,
    practice_plan::{GOAL_SCHEMA, Goal, MOST_DAYS, PlanDay},
};
use outloud_exchange::calendar::calendar;
use outloud_store::atomic;

const DEFAULT_MINUTES: u32 = 30;

/// Runs `outloud plan`.
///
/// # Errors
/// For a day that is none, is past or too far away, if no question fits, if there is no plan, and if something cannot be read or
/// stored.
pub fn run(context: &Context, args: &PlanArgs) -> CommandResult {
    if args.clear {
        return match clear_goal(&context.home)? {
            true => print_line("The plan is ended. What you practised stays."),
            false => print_line("There is no plan."),
        };
    }
    let goal = match &args.until {
        Some(until) => {
            let goal = new_goal(context, args, until)?;
            save_goal(&context.home, &goal)?;
            goal
        }
        None if !is_unfiltered(&args.filter) || !args.filter.bank.is_empty() => {
            return Err(Failure::usage("give the day of the interview with these questions: --until 2026-12-10"));
        }
        None => load_goal(&context.home)?.ok_or_else(|| {
            Failure::new("there is no plan. `outloud plan --until 2026-12-10` makes one for an interview on that day")
        })?,
    };
    let banks = banks_of(context, &args.filter)?;
    let plan_input = PlanInput::new(goal, &context.sessions().list()?.sessions);
    let plan = plan_input.plan(&banks);
    if plan.days.is_empty() {
        return Err(Failure::new(format!(
            "the interview on {} is over. `outloud plan --until DATE` plans the next one, `outloud plan --clear` ends the plan",
            plan_report::day_name(plan_input.goal.until)
        )));
    }
    if let Some(file) = &args.ics {
        write_calendar(file, &plan_input, &plan_report::calendar_days(&plan_input.goal, &plan))?;
        say(&format!("the days are in '{}', for any calendar", file.display()));
    }
    if args.begin {
        return begin(context, args, &plan_input, plan.today(), &banks);
    }
    if context.global.json {
        return print_json(&PlanDocument::new(&plan_input, &plan));
    }
    plan_report::lines(&plan_input, &plan).iter().try_for_each(|line| print_line(line))
}

/// Every bank, those that the filter names among them.
fn banks_of(context: &Context, filter: &FilterArgs) -> Result<Vec<Bank>, Failure> {
    let all = context.every_bank(&filter.bank);
    match all.problem() {
        Some(problem) => Err(Failure::new(problem)),
        None => Ok(all.all().to_vec()),
    }
}

fn new_goal(context: &Context, args: &PlanArgs, until: &str) -> Result<Goal, Failure> {
    let today = Zoned::now().date();
    let until = interview_day(until, today)?;
    let (questions, topics) = match &args.job {
        Some(file) => called_for(context, file, &args.filter)?,
        None if is_unfiltered(&args.filter) => (Vec::new(), Vec::new()),
        None => {
            let asked = chosen(context, &args.filter)?;
            (planned(asked.iter().map(|a| (a.bank.as_str(), &a.question))), topics(asked.iter().map(|a| &a.question)))
        }
    };
    let minutes_per_day = args.minutes_per_day.unwrap_or(DEFAULT_MINUTES);
    Ok(Goal { schema: GOAL_SCHEMA, until, since: today, minutes_per_day, topics, questions })
}

fn interview_day(text: &str, today: Date) -> Result<Date, Failure> {
    let until = day::parse(text, today).ok_or_else(|| {
        Failure::usage(format!("'{text}' is no day. Write it like 2026-12-10, '10 December' or tomorrow"))
    })?;
    let away = today.until(until).map_or(0, |span| i64::from(span.get_days()));
    if away < 0 {
        return Err(Failure::usage(format!("{until} is past. Give the day of an interview that is to come")));
    }
    if away > MOST_DAYS as i64 {
        return Err(Failure::usage(format!(
            "{until} is {away} days away, and plans reach {MOST_DAYS}. Until then `outloud practice` and `outloud drill` say what is next"
        )));
    }
    Ok(until)
}

/// The questions that a job description calls for and the filter lets through, and their topics.
fn called_for(context: &Context, file: &Path, filter: &FilterArgs) -> Result<(Vec<Planned>, Vec<String>), Failure> {
    let text = job_match::read(file)?;
    let stored = context.banks(&filter.bank)?;
    let banks: Vec<&Bank> = stored.iter().map(|b| &b.bank).collect();
    let by_id: BTreeMap<&str, &Bank> = banks.iter().map(|b| (b.id.as_str(), *b)).collect();
    let wanted = engine_filter(filter);
    let found = match_text(&text, &banks);
    let matched = found.topics.iter().flat_map(|topic| &topic.questions);
    let questions: Vec<(&str, &Question)> = matched
        .filter_map(|m| Some((m.bank.as_str(), by_id.get(m.bank.as_str())?.question(&m.question)?)))
        .filter(|(bank, question)| wanted.lets(bank, question))
        .filter(|(_, question)| filter.question.is_empty() || filter.question.contains(&question.id))
        .collect();
    if questions.is_empty() {
        return Err(Failure::new(format!(
            "'{}' calls for no question of the banks, or for none that fits. `outloud match {0}` shows what it calls for",
            file.display()
        )));
    }
    let topics = topics(questions.iter().map(|(_, question)| *question));
    Ok((planned(questions.into_iter()), topics))
}

fn planned<'a>(questions: impl Iterator<Item = (&'a str, &'a Question)>) -> Vec<Planned> {
    questions.map(|(bank, q)| Planned { bank: bank.to_owned(), question: q.id.clone() }).collect()
}

/// Their topics, each once, in their order.
fn topics<'a>(questions: impl Iterator<Item = &'a Question>) -> Vec<String> {
    let mut topics: Vec<String> = Vec::new();
    for question in questions {
        if !topics.contains(&question.topic) {
            topics.push(question.topic.clone());
        }
    }
    topics
}

fn write_calendar(
    file: &Path,
    plan_input: &PlanInput,
    days: &[outloud_exchange::calendar::CalendarDay],
) -> CommandResult {
    let name = format!("outloud until {}", plan_input.goal.until);
    let text = calendar(&name, plan_input.history.today(), days);
    Ok(atomic::write(file, text.as_bytes())?)
}

fn begin(
    context: &Context,
    args: &PlanArgs,
    plan_input: &PlanInput,
    today: Option<&PlanDay>,
    banks: &[Bank],
) -> CommandResult {
    let plain = context.in_lines()?;
    let Some(mut next) = today.and_then(|day| plan_input.next_session(day, banks)) else {
        return print_line("Everything on today's list is done. Well done; tomorrow's follows tomorrow.");
    };
    let is_round = next.round.is_some();
    if session::is_unattended(context, plain) && !is_round {
        // One recording answers one question.
        next.queue.truncate(1);
    }
    let equipment = equipment_that_speaks(context, VoiceArgs::default())?;
    session::hold(context, equipment, plain, next, &args.filter.bank, is_round)
}
