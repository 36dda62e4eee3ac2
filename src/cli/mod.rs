//! The command line: arguments as typed, resolved to a plan, printed as tables or JSON, with exit codes.

mod answer;
mod args;
mod bank;
mod bank_check;
mod bank_import;
mod bank_new;
mod bank_search;
mod bank_show;
mod bank_upgrade;
mod batch;
mod challenge;
mod context;
mod day;
mod delete;
mod demo;
mod devices;
mod doctor;
mod drill;
mod equipment;
mod evaluate;
mod evaluate_answers;
mod evaluate_latency;
mod evaluate_speech;
#[cfg(feature = "voice")]
mod evaluate_voice;
mod export;
mod failure;
mod headless;
mod job_match;
mod mock;
mod models;
mod models_pull;
mod notes;
mod output;
mod packaging;
mod painter;
mod pdf_text;
mod plan;
mod plan_report;
mod practice;
mod privacy;
mod progress;
mod recover;
mod rescore;
mod retranscribe;
#[cfg(feature = "voice")]
mod say;
#[cfg(not(feature = "voice"))]
#[path = "say_by_the_platform.rs"]
mod say;
mod score;
mod scorecard;
mod screens;
mod session;
mod sessions;
mod sessions_import;
mod settings;
mod stats;
mod story;
mod story_map;
mod table;
mod transcribe;
mod transcriber;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, CliCommand};
use context::Context;
use failure::CommandResult;
use output::say;

use crate::app::logging;

/// Runs the command line of this process. 0 done, 1 failed (one line on stderr), 2 wrong usage.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let context = Context::new(cli.global);
    logging::start(&context.home.log_file(), context.global.verbose);
    if !matches!(
        cli.command,
        Some(CliCommand::Doctor | CliCommand::Completions { .. } | CliCommand::Man | CliCommand::PdfText)
    ) {
        context.warn_of_unknown_settings();
    }
    match run(&context, cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&failure.message);
            ExitCode::from(failure.code)
        }
    }
}

fn run(context: &Context, command: Option<CliCommand>) -> CommandResult {
    match command {
        Some(CliCommand::Practice(args)) => practice::run(context, &args),
        Some(CliCommand::Mock(args)) => mock::run(context, &args),
        Some(CliCommand::Match(args)) => job_match::run(context, &args),
        Some(CliCommand::Plan(args)) => plan::run(context, &args),
        Some(CliCommand::Drill { concept }) => drill::run(context, concept.as_deref()),
        Some(CliCommand::Review { session }) => screens::review(context, session.as_deref()),
        Some(CliCommand::Settings { name, value }) => settings::run(context, name.as_deref(), value.as_deref()),
        Some(CliCommand::Score(args)) => score::run(context, &args),
        Some(CliCommand::Transcribe(args)) => transcribe::run(context, &args),
        Some(CliCommand::Batch(args)) => batch::run(context, &args),
        Some(CliCommand::Stats) => stats::run(context),
        Some(CliCommand::Completions { shell }) => packaging::completions(shell),
        Some(CliCommand::Man) => packaging::man(),
        Some(CliCommand::Demo) => demo::run(context),
        Some(CliCommand::Devices) => devices::run(context),
        Some(CliCommand::Doctor) => doctor::run(context),
        Some(CliCommand::Models(command)) => models::run(context, &command),
        Some(CliCommand::Bank(command)) => bank::run(context, &command),
        Some(CliCommand::Notes(args)) => notes::run(context, &args),
        Some(CliCommand::Story(command)) => story::run(context, &command),
        Some(CliCommand::Evaluate(command)) => evaluate::run(context, &command),
        Some(CliCommand::Say(args)) => say::run(context, &args),
        Some(CliCommand::Sessions(command)) => sessions::run(context, &command),
        Some(CliCommand::Privacy(args)) => privacy::run(context, &args),
        Some(CliCommand::PdfText) => pdf_text::run(),
        None => screens::home(context),
    }
}
