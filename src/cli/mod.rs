//! The command line: arguments as typed, resolved to a plan, printed as tables or JSON, with exit codes.

mod alone;
mod args;
mod bank;
mod bank_check;
mod bank_import;
mod bank_new;
mod batch;
mod context;
mod delete;
mod demo;
mod devices;
mod doctor;
mod drill;
mod evaluate;
mod evaluate_latency;
mod evaluate_speech;
mod export;
mod failure;
mod listening;
mod mock;
mod models;
mod models_pull;
mod notes;
mod packaging;
mod practice;
mod privacy;
mod recover;
mod rescore;
mod score;
mod scorecard;
mod screens;
mod sessions;
mod sitting;
mod stats;
mod story;
mod table;
mod transcribe;

use std::{io::Write, process::ExitCode};

use clap::Parser;
use owo_colors::{OwoColorize, Stream};

use args::{Cli, Command};
use context::Context;
use failure::Failure;

use outloud_core::sanitize;

/// What a command ends with.
pub(crate) type Outcome = Result<(), Failure>;

/// Runs the command line of this process. 0 done, 1 failed (one line on stderr), 2 wrong usage.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let context = Context::new(cli.global);
    match run(&context, cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&failure.message);
            ExitCode::from(failure.code)
        }
    }
}

fn run(context: &Context, command: Option<Command>) -> Outcome {
    match command {
        Some(Command::Practice(args)) => practice::run(context, &args),
        Some(Command::Mock(args)) => mock::run(context, &args),
        Some(Command::Drill { plain }) => drill::run(context, plain),
        Some(Command::Review { session, plain }) => screens::review(context, session.as_deref(), plain),
        Some(Command::Score(args)) => score::run(context, &args),
        Some(Command::Transcribe(args)) => transcribe::run(context, &args),
        Some(Command::Batch(args)) => batch::run(context, &args),
        Some(Command::Stats) => stats::run(context),
        Some(Command::Completions { shell }) => packaging::completions(shell),
        Some(Command::Man) => packaging::man(),
        Some(Command::Demo) => demo::run(context),
        Some(Command::Devices) => devices::run(context),
        Some(Command::Doctor) => doctor::run(context),
        Some(Command::Models(command)) => models::run(context, &command),
        Some(Command::Bank(command)) => bank::run(context, &command),
        Some(Command::Notes(args)) => notes::run(context, &args),
        Some(Command::Story(command)) => story::run(context, &command),
        Some(Command::Evaluate(command)) => evaluate::run(context, &command),
        Some(Command::Sessions(command)) => sessions::run(context, &command),
        Some(Command::Privacy(args)) => privacy::run(context, &args),
        None => screens::home(context),
    }
}

/// Says something on stderr, in one line and with nothing in it that a terminal would obey.
pub(crate) fn say(text: &str) {
    // A stderr that is closed hears nothing, and there is nobody else to tell.
    let _ = writeln!(std::io::stderr().lock(), "outloud: {}", sanitize::one_line(text));
}

/// Prints a line on stdout: outloud's own colours as they are, of all else only what is shown and not obeyed.
pub(crate) fn print_line(text: &str) -> Outcome {
    let colours = !"".if_supports_color(Stream::Stdout, |t| t.bold()).to_string().is_empty();
    print_raw(&sanitize::for_terminal(text, colours))
}

/// Prints a line on stdout. A closed pipe ends the program quietly, as it does for every Unix tool.
pub(crate) fn print_raw(text: &str) -> Outcome {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(e) => Err(Failure::new(format!("cannot write to stdout: {e}"))),
        Ok(()) => Ok(()),
    }
}
