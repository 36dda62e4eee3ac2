//! `outloud drill`: the screen of what is due, or its questions in lines, or the questions about one concept.

use jiff::{SignedDuration, Timestamp};

use super::{
    context::Context,
    equipment::equipment,
    failure::{CommandResult, Failure},
    output::print_line,
    screens, session,
};
use crate::{
    app::{Library, Plan},
    tui::{screens::drill::due, start::Start},
};
use outloud_core::bank::Bank;
use outloud_engine::{Asked, Rules, drill_of};

/// Concepts that an error names.
const MOST_NAMED: usize = 8;

/// Runs `outloud drill`.
///
/// # Errors
/// If the terminal cannot be used, or something cannot be recorded or stored.
pub fn run(context: &Context, concept: Option<&str>) -> CommandResult {
    let in_lines = context.in_lines()?;
    let banks = context.every_bank(&[]);
    if let Some(concept) = concept {
        let queue = about(concept, &Library::load(&context.sessions(), banks.all()), banks.all())?;
        return session::hold(context, equipment(context), in_lines, Plan::new(Rules::drill(), queue), &[], false);
    }
    if !in_lines {
        return screens::open(context, Start::Drill);
    }
    let library = Library::load(&context.sessions(), banks.all());
    let now_s = Timestamp::now().as_second();
    let queue = due(&library.review_states, banks.all(), now_s);
    if queue.is_empty() {
        let next = library.review_states.iter().map(|s| s.due_s).filter(|due_s| *due_s > now_s).min();
        return print_line(&nothing_due(next.map(|due_s| due_s - now_s)));
    }
    session::hold(context, equipment(context), true, Plan::new(Rules::drill(), queue), &[], false)
}

/// The questions about a concept.
fn about(concept: &str, library: &Library, banks: &[Bank]) -> Result<Vec<Asked>, Failure> {
    let queue = drill_of(concept, &library.weak_points, banks);
    if !queue.is_empty() {
        return Ok(queue);
    }
    let weak: Vec<&str> = library.weak_points.iter().take(MOST_NAMED).map(|weak| weak.concept.as_str()).collect();
    let known = match weak.as_slice() {
        [] => "`outloud bank search` finds words that the banks know".to_owned(),
        weak => format!("your weak ones are {}", weak.join(", ")),
    };
    Err(Failure::new(format!("no question is about '{concept}'; {known}")))
}

fn nothing_due(in_s: Option<i64>) -> String {
    match in_s {
        None => "Nothing to drill yet. Answer a few questions first: `outloud practice`.".to_owned(),
        Some(in_s) => {
            let at = Timestamp::now().saturating_add(SignedDuration::from_secs(in_s)).unwrap_or(Timestamp::MAX);
            let day = at.to_zoned(jiff::tz::TimeZone::system()).strftime("%A %d %B, %H:%M");
            format!("Nothing is due. The next question is due on {day}.")
        }
    }
}
