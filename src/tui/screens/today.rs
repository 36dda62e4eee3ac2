//! Today's list of the practice plan on the home screen, and the session that begins its next thing.

use ratatui::text::{Line, Span};

use crate::{
    app::view::item_words,
    tui::{
        screen::{Context, HomeEntry, Transition},
        text::fit,
    },
};
use outloud_engine::practice_plan::{PlanDay, PlanItem, Reason, Task};

/// Columns for why it is a thing's turn.
const WHY: usize = 7;

/// Its line on the home screen.
pub const ENTRY: HomeEntry = HomeEntry {
    name: "Today's plan",
    shown: |cx| today(cx).is_some(),
    about: |cx| format!("{}, interview {}", progress(cx), away(cx)),
    open: begin,
};

fn today<'a>(cx: &Context<'a>) -> Option<&'a PlanDay> {
    cx.plan?.today()
}

/// Whether something of today's list is not done.
#[must_use]
pub fn is_left(cx: &Context<'_>) -> bool {
    today(cx).is_some_and(|day| day.left().next().is_some())
}

/// Begins the next thing that is not done.
#[must_use]
pub fn begin(cx: &Context<'_>) -> Transition {
    let plan_input = cx.library.and_then(|library| library.plan_input.as_ref());
    let next = plan_input.zip(today(cx)).and_then(|(plan_input, day)| plan_input.next_session(day, cx.banks));
    next.map_or(Transition::Stay, Transition::begin)
}

fn progress(cx: &Context<'_>) -> String {
    let Some(day) = today(cx) else { return String::new() };
    let (all, left) = (day.items.len(), day.left().count());
    match (all, left) {
        (0, _) => "nothing is due today".to_owned(),
        (_, 0) => "all done today".to_owned(),
        _ => format!("{} of {all} done", all - left),
    }
}

fn away(cx: &Context<'_>) -> String {
    let goal = cx.library.and_then(|library| library.plan_input.as_ref()).map(|p| &p.goal);
    let days = goal.zip(today(cx)).and_then(|(goal, day)| day.date.until(goal.until).ok()).map_or(0, |s| s.get_days());
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    }
}

/// The list in at most `rows` rows with an empty one at its end, beginning with what is not done; nothing without a plan or
/// without room for one thing.
#[must_use]
pub fn list(cx: &Context<'_>, columns: usize, rows: usize) -> Vec<Line<'static>> {
    let Some(day) = today(cx).filter(|day| !day.items.is_empty() && rows > 2) else { return Vec::new() };
    let (done, left): (Vec<&PlanItem>, Vec<&PlanItem>) = day.items.iter().partition(|item| item.done);
    let items: Vec<&PlanItem> = left.into_iter().chain(done).collect();
    // The last row but one says how many there are beside those that are shown.
    let room = if items.len() < rows { items.len() } else { rows.saturating_sub(2) };
    let mut lines: Vec<Line<'static>> = items[..room].iter().map(|item| row(item, cx, columns)).collect();
    if room < items.len() {
        lines.push(Line::styled(format!("  and {} more", items.len() - room), cx.theme.dim));
    }
    lines.push(Line::default());
    lines
}

/// Why it is a thing's turn stands first, as questions are longer than a row.
fn row(item: &PlanItem, cx: &Context<'_>, columns: usize) -> Line<'static> {
    let (why, words) = match &item.task {
        Task::Round(_) => ("round", item_words(item)),
        Task::Question { prompt, reason, .. } => match reason {
            Reason::Due => ("due", prompt.clone()),
            Reason::Missed(_) | Reason::Contradicted(_) => ("weak", prompt.clone()),
            Reason::New => ("new", prompt.clone()),
        },
    };
    let words = fit(&words, columns.saturating_sub(2 + WHY));
    let (mark, style) = match item.done {
        true => (Span::styled("✓ ", cx.theme.good), cx.theme.dim),
        false => (Span::styled("· ", cx.theme.accent), cx.theme.text),
    };
    Line::from(vec![mark, Span::styled(format!("{why:<WHY$}"), cx.theme.dim), Span::styled(words, style)])
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::Date, tz::TimeZone};

    use super::*;
    use crate::{
        app::practice_plan::PlanInput,
        tui::screens::{home::HomeScreen, testing::Stage},
    };
    use outloud_engine::practice_plan::{GOAL_SCHEMA, Goal, History};

    /// A stage whose home has a goal two days ahead.
    fn with_goal() -> Stage {
        let mut stage = Stage::of(HomeScreen::default());
        let today: Date = "2026-03-05".parse().unwrap();
        let goal = Goal {
            schema: GOAL_SCHEMA,
            until: today.checked_add(2.days()).unwrap(),
            since: today,
            minutes_per_day: 30,
            topics: Vec::new(),
            questions: Vec::new(),
        };
        let history = History::of(&stage.library.sessions, today, &TimeZone::UTC);
        let plan_input = PlanInput { goal, history };
        stage.plan = Some(plan_input.plan(&stage.banks));
        stage.library.plan_input = Some(plan_input);
        stage
    }

    #[test]
    fn todays_list_stands_on_home_and_one_key_begins_its_next_thing() {
        insta::assert_snapshot!("home-plan", with_goal().picture(80, 24));
        let mut stage = with_goal();
        let Transition::Begin(plan) = stage.press("down down n") else { panic!("no session") };
        let ids: Vec<&str> = plan.queue.iter().map(|a| a.question.id.as_str()).collect();
        assert_eq!(ids, ["what-is-a-pod", "conflict", "hpa"], "the topics take turns");
        assert!(matches!(with_goal().press("enter"), Transition::Begin(_)), "it is the first entry");
        let mut done = with_goal();
        done.plan.as_mut().unwrap().days[0].items.iter_mut().for_each(|item| item.done = true);
        assert!(done.picture(80, 24).contains("all done today"));
        assert!(matches!(done.press("enter"), Transition::Stay));
        assert!(!matches!(done.press("n"), Transition::Begin(_)), "nothing is left");
        assert!(!Stage::of(HomeScreen::default()).picture(80, 24).contains("plan"), "no goal, no list");
        let narrow = with_goal().picture(60, 19);
        assert!(narrow.contains("0 of 3 done, interview in 2 days") && !narrow.contains("more"), "{narrow}");
    }
}
