//! The full-screen commands: the home screen, practice, mock, drill and review all open the same screens.

use super::{
    context::{Context, is_terminal},
    equipment::equipment,
    failure::{CommandResult, Failure},
    output::print_line,
};
use crate::{
    app::{App, Settings, signals},
    tui::{
        background,
        look::Look,
        message::Ended,
        start::{self, Start},
        theme::{AUTO, Palette},
    },
};

/// `outloud` without a command: the home screen; in lines, the commands that do the same.
///
/// # Errors
/// As [`run`].
pub fn home(context: &Context) -> CommandResult {
    if context.in_lines()? { print_line(HOME) } else { open(context, Start::Home) }
}

const HOME: &str = "\
outloud: a mock interview simulator that listens. The commands that the home screen offers:

  outloud practice         one question at a time, with hints
  outloud mock             a timed round, then a debrief
  outloud drill            the questions that are due
  outloud plan             what to practise today for an interview
  outloud review           past sessions
  outloud bank list        question banks
  outloud doctor           what works on this machine, the microphone included
  outloud settings         the settings, and how to change one
  outloud --help           everything else";

/// Opens the screens.
///
/// # Errors
/// As [`run`].
pub fn open(context: &Context, start: Start) -> CommandResult {
    run(context, &App::new(&context.home, context.every_bank(&[]), equipment(context)), start)
}

/// `outloud review`: the list of sessions, or one of them.
///
/// # Errors
/// As [`run`], and if there is no such session.
pub fn review(context: &Context, session: Option<&str>) -> CommandResult {
    if context.in_lines()? {
        return super::sessions::review(context, session);
    }
    let session = session.map(|id| context.sessions().find(Some(id))).transpose()?;
    open(context, Start::Review(session.map(Box::new)))
}

/// Shows the screens, beginning with `start`.
///
/// # Errors
/// If there is no terminal, the settings are wrong, or the session that should go on cannot be opened.
pub fn run(context: &Context, app: &App, start: Start) -> CommandResult {
    if !is_terminal() {
        return Err(Failure::new(
            "the full screen needs a terminal, and there is none. `outloud practice --plain` works with lines, `outloud score` scores one answer",
        ));
    }
    let settings = Settings::load(&context.home).map_err(|e| Failure::new(e.to_string()))?;
    let no_color = context.global.no_color || std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let auto = if no_color || settings.colors != AUTO { Palette::default() } else { background::palette() };
    let (look, problem) = Look::of(&settings, &context.home, no_color, auto);
    if let Some(problem) = problem {
        return Err(Failure::new(problem));
    }
    match start::run(app, settings, look, start)? {
        Ended::Left => Ok(()),
        Ended::Signal(signal) => Ok(signals::end_by(signal)?),
    }
}
