//! The full-screen commands: the home screen, practice, mock, drill and review all open the same screens.

use std::io::IsTerminal;

use super::{Outcome, context::Context, failure::Failure};
use crate::{
    app::{Kit, Settings, signals},
    tui::{self, Start, app::Ended, shell::look_of},
};

/// Opens the screens with everything at hand.
///
/// # Errors
/// As [`run`].
pub fn open(context: &Context, start: Start) -> Outcome {
    let kit = super::alone::kit(context, context.every_bank(&[]), super::listening::equipment(context));
    run(context, &kit, start)
}

/// `outloud review`: the list of sessions, or one of them.
///
/// # Errors
/// As [`run`], and if there is no such session.
pub fn review(context: &Context, session: Option<&str>) -> Outcome {
    let session = session.map(|id| context.sessions().find(Some(id))).transpose()?;
    open(context, Start::Review(session.map(Box::new)))
}

/// Shows the screens, beginning with `start`.
///
/// # Errors
/// If there is no terminal, the settings are wrong, or the session that should go on cannot be opened.
pub fn run(context: &Context, kit: &Kit, start: Start) -> Outcome {
    if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
        return Err(Failure::new(
            "this draws on a terminal and there is none. `outloud practice --plain` works with lines, `outloud score` scores one answer",
        ));
    }
    let settings = Settings::load(&context.home).map_err(|e| Failure::new(e.to_string()))?;
    let no_color = context.global.no_color || std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let (look, problem) = look_of(&settings, no_color);
    if let Some(problem) = problem {
        return Err(Failure::new(problem));
    }
    match tui::run(kit, &context.home, settings, look, start).map_err(Failure::new)? {
        Ended::Left => Ok(()),
        Ended::Signal(signal) => signals::end_by(signal).map_err(Failure::new),
    }
}
