//! `outloud drill`: the screen of what is due, or its questions in lines.

use jiff::{SignedDuration, Timestamp};

use super::{context::Context, equipment::equipment, failure::CommandResult, output::print_line, screens, session};
use crate::{
    app::{Library, Plan},
    tui::{screens::drill::due, start::Start},
};
use outloud_engine::Rules;

/// Runs `outloud drill`.
///
/// # Errors
/// If the terminal cannot be used, or something cannot be recorded or stored.
pub fn run(context: &Context, plain: bool) -> CommandResult {
    if !screens::in_lines(context, plain)? {
        return screens::open(context, Start::Drill);
    }
    let library = Library::load(&context.sessions());
    let banks = context.every_bank(&[]);
    let now_s = Timestamp::now().as_second();
    let queue = due(&library.review_states, banks.all(), now_s);
    if queue.is_empty() {
        let next = library.review_states.iter().map(|s| s.due_s).filter(|due_s| *due_s > now_s).min();
        return print_line(&nothing_due(next.map(|due_s| due_s - now_s)));
    }
    session::hold(context, equipment(context), true, Plan::new(Rules::drill(), queue), &[], false)
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
