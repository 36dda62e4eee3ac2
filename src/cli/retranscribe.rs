//! `outloud sessions retranscribe`: stored recordings transcribed again with another model.

use indicatif::ProgressBar;
use serde::Serialize;

use super::{
    args::sessions::RetranscribeArgs,
    context::Context,
    equipment::equipment,
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
    progress,
};
use crate::app::{App, Report, Settings, Sums, WordChange};
use outloud_core::session::{Session, SessionKind};

/// The document of `sessions retranscribe --json`.
#[derive(Serialize)]
struct RetranscribeDocument<'a> {
    #[serde(flatten)]
    report: &'a Report,
    #[serde(flatten)]
    sums: Sums,
}

/// Runs `outloud sessions retranscribe`.
///
/// # Errors
/// For unknown sessions, models that are missing or damaged, and if a take could not be transcribed; the others are done then.
pub fn run(context: &Context, args: &RetranscribeArgs) -> CommandResult {
    let store = context.sessions();
    let sessions = if args.last {
        vec![store.find(None)?]
    } else {
        args.sessions.iter().map(|wanted| store.find(Some(wanted))).collect::<Result<Vec<_>, _>>()?
    };
    let report = if args.undo { undo(context, &sessions)? } else { transcribe(context, &sessions)? };
    if context.global.json {
        print_json(&RetranscribeDocument { report: &report, sums: report.sums() })?;
    } else {
        print(&report)?;
    }
    match report.failed.as_slice() {
        [] => Ok(()),
        [one] => Err(Failure::new(format!("take {} of '{}': {}", one.take, one.session, one.error))),
        [one, rest @ ..] => {
            let (take, session, error) = (one.take, &one.session, &one.error);
            Err(Failure::new(format!("take {take} of '{session}': {error} (and {} more failed)", rest.len())))
        }
    }
}

/// Transcribes a round again that has just ended, if the settings name a model for that.
///
/// # Errors
/// As [`run`]; the round is stored all the same.
pub fn after_round(context: &Context, app: &App, session: Session) -> Result<Session, Failure> {
    let settings = Settings::load(&context.home).map_err(|e| Failure::new(e.to_string()))?;
    let Some(model) = settings.retranscribe_model.filter(|_| session.kind == SessionKind::Mock) else {
        return Ok(session);
    };
    let report = again(context, app, &model, std::slice::from_ref(&session))?;
    if !context.global.json {
        print_line(&report.to_string())?;
    }
    Ok(app.sessions().load(&session.id)?)
}

fn transcribe(context: &Context, sessions: &[Session]) -> Result<Report, Failure> {
    let equipment = equipment(context);
    let set = equipment.settings.retranscribe_model.clone();
    let scripted = context.global.speech_from.as_ref().map(|_| String::new());
    let Some(wanted) = context.global.model.clone().or(set).or(scripted) else {
        let why = "no model is named; give --model NAME, or set retranscribe_model. `outloud models list` shows names";
        return Err(Failure::usage(why));
    };
    let app = App::new(&context.home, context.every_bank(&[]), equipment);
    again(context, &app, &wanted, sessions)
}

fn again(context: &Context, app: &App, wanted: &str, sessions: &[Session]) -> Result<Report, Failure> {
    let again = app.retranscription(wanted)?;
    let mut report = Report { model: Some(again.model()?), ..Report::default() };
    let bar = bar(context);
    for session in sessions {
        report.transcribe(&again, session, &mut |take, done_s, total_s| {
            bar.set_message(take.question.id.clone());
            bar.set_length(total_s.ceil() as u64);
            bar.set_position(done_s as u64);
        });
    }
    bar.finish_and_clear();
    Ok(report)
}

fn undo(context: &Context, sessions: &[Session]) -> Result<Report, Failure> {
    let store = context.sessions();
    let (_, scorer) = context.banks_and_scorer(&[])?;
    let mut report = Report::default();
    for session in sessions {
        report.take_back(&store, &scorer, session)?;
    }
    Ok(report)
}

fn bar(context: &Context) -> ProgressBar {
    if context.global.json {
        return ProgressBar::hidden();
    }
    progress::bar(0, "{spinner} hearing {msg} again {bar:24} {pos} of {len} s", "hearing the recordings again")
}

fn print(report: &Report) -> CommandResult {
    for done in &report.takes {
        let what = match report.model {
            Some(_) => done.to_string(),
            None => format!("back to {}: {}", done.model_name(), done.figures()),
        };
        print_line(&format!("{}: take {}, {}: {what}", done.session, done.take, done.question))?;
        for WordChange { before, after } in &done.changes {
            print_line(&format!("  \"{before}\" -> \"{after}\""))?;
        }
    }
    for skipped in &report.skipped {
        print_line(&format!("{}: take {} is as it was: {}", skipped.session, skipped.take, skipped.reason))?;
    }
    print_line(&report.to_string())
}
