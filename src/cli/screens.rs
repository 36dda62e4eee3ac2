//! The full-screen commands: the home screen, practice, mock, drill and review all open the same screens.

use std::io::IsTerminal;

use super::{
    context::Context,
    equipment::equipment,
    failure::{CommandResult, Failure},
    output::print_line,
};
use crate::{
    app::{App, Settings, signals},
    tui::{
        look::Look,
        message::Ended,
        start::{self, Start},
    },
};

/// Whether a command prints lines instead of drawing on the full screen: because it was asked to, because the settings say
/// so, or because the terminal can do nothing else.
///
/// # Errors
/// If the settings cannot be read.
pub fn in_lines(context: &Context, asked: bool) -> Result<bool, Failure> {
    let always = || Settings::load(&context.home).map(|settings| settings.plain);
    let dumb = cfg!(unix) && is_terminal() && std::env::var("TERM").map_or(true, |t| t.is_empty() || t == "dumb");
    Ok(asked || dumb || always().map_err(|e| Failure::new(e.to_string()))?)
}

fn is_terminal() -> bool {
    std::io::stdout().is_terminal() && std::io::stdin().is_terminal()
}

/// `outloud` without a command: the home screen; in lines, the commands that do the same.
///
/// # Errors
/// As [`run`].
pub fn home(context: &Context) -> CommandResult {
    if in_lines(context, false)? { print_line(HOME) } else { open(context, Start::Home) }
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
pub fn review(context: &Context, session: Option<&str>, plain: bool) -> CommandResult {
    if in_lines(context, plain)? {
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
    let (look, problem) = Look::of(&settings, no_color);
    if let Some(problem) = problem {
        return Err(Failure::new(problem));
    }
    match start::run(app, settings, look, start)? {
        Ended::Left => Ok(()),
        Ended::Signal(signal) => Ok(signals::end_by(signal)?),
    }
}
