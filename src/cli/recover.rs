//! `outloud sessions recover`: interrupted answers are scored, damaged sessions made readable again. And the sentence that
//! every start says when there is something to recover.

use std::io::IsTerminal;

use indicatif::ProgressBar;
use serde::Serialize;

use super::{
    context::Context,
    equipment::equipment,
    failure::{CommandResult, Failure},
    output::{print_json, print_line, say},
    progress,
};
use crate::app::{App, Interrupted, Recovered, interrupted};
use outloud_store::{rebuild::Rebuilt, sessions::SessionStore};

/// A start looks at so many of the newest sessions; `sessions recover` at all.
const LOOKED_AT: usize = 30;

/// The document of `sessions recover --json`.
#[derive(Default, Serialize)]
struct RecoverDocument {
    rebuilt: Vec<Rebuilt>,
    interrupted: Vec<Interrupted>,
    recovered: Vec<RecoveredTake>,
    empty: Vec<Interrupted>,
    failed: Vec<Failed>,
}

/// An answer that is scored now.
#[derive(Serialize)]
struct RecoveredTake {
    session: String,
    take: u32,
    question: String,
    duration_s: f64,
    score: f64,
    /// Whether it was heard well enough for the score to be shown.
    heard_enough: bool,
}

/// An answer that could not be; its recording is where it was.
#[derive(Serialize)]
struct Failed {
    session: String,
    take: u32,
    error: String,
}

/// Runs `outloud sessions recover`. `list`: only say what there is.
///
/// # Errors
/// If something could not be recovered; everything else is done all the same.
pub fn run(context: &Context, list: bool) -> CommandResult {
    let store = context.sessions();
    let mut report = RecoverDocument::default();
    let mut problems = rebuild(context, &store, list, &mut report)?;
    let listing = store.list()?;
    let found = interrupted(&store, &listing.sessions);
    if list {
        report.interrupted = found;
    } else if !found.is_empty() {
        problems.extend(score_all(context, found, &mut report)?);
    }
    if context.global.json {
        print_json(&report)?;
    } else {
        print(&report, list)?;
    }
    match problems.as_slice() {
        [] => Ok(()),
        [one] => Err(Failure::new(one.clone())),
        [first, rest @ ..] => Err(Failure::new(format!("{first} (and {} more could not be recovered)", rest.len()))),
    }
}

/// Makes damaged sessions readable, or says which there are. Gives what went wrong.
fn rebuild(
    context: &Context,
    store: &SessionStore,
    list: bool,
    report: &mut RecoverDocument,
) -> Result<Vec<String>, Failure> {
    let mut problems = Vec::new();
    let damaged = store.damaged()?;
    // Only the recordings' names say what was asked.
    let banks = if list || damaged.is_empty() { Vec::new() } else { context.banks(&[])? };
    for id in damaged {
        if list {
            report.rebuilt.push(Rebuilt { session: id, set_aside: None, takes: 0 });
            continue;
        }
        match store.rebuild(&id, &|id| banks.iter().find_map(|b| Some((b.bank.id.clone(), b.bank.asked(id)?)))) {
            Ok(rebuilt) => report.rebuilt.push(rebuilt),
            Err(why) => problems.push(why.to_string()),
        }
    }
    Ok(problems)
}

fn score_all(context: &Context, found: Vec<Interrupted>, report: &mut RecoverDocument) -> Result<Vec<String>, Failure> {
    let recovery = App::new(&context.home, context.every_bank(&[]), equipment(context)).recovery()?;
    let mut problems = Vec::new();
    for lost in found {
        let bar = bar(context, &lost);
        let outcome = recovery.score(&lost, |done_s, total_s| {
            bar.set_length(total_s.ceil() as u64);
            bar.set_position(done_s as u64);
        });
        bar.finish_and_clear();
        match outcome {
            Ok(Recovered::Scored(take)) => report.recovered.push(RecoveredTake {
                session: lost.session,
                take: lost.take,
                question: lost.question,
                duration_s: lost.duration_s,
                score: take.measured_score().unwrap_or(0.0),
                heard_enough: take.final_score().is_some(),
            }),
            Ok(Recovered::Nothing) => report.empty.push(lost),
            Err(error) => {
                let error = error.to_string();
                problems.push(format!("take {} of '{}': {error}", lost.take, lost.session));
                report.failed.push(Failed { session: lost.session, take: lost.take, error });
            }
        }
    }
    Ok(problems)
}

fn bar(context: &Context, lost: &Interrupted) -> ProgressBar {
    if context.global.json {
        return ProgressBar::hidden();
    }
    let what = format!("transcribing {}", lost.question);
    progress::bar(0, "{spinner} {msg} {bar:24} {pos} of {len} s", &what).with_message(what)
}

fn print(report: &RecoverDocument, list: bool) -> CommandResult {
    for rebuilt in &report.rebuilt {
        let line = match &rebuilt.set_aside {
            _ if list => format!("{}: damaged. `outloud sessions recover` makes it readable again", rebuilt.session),
            Some(file) => {
                format!(
                    "{}: {} recordings listed again; the damaged file is {}",
                    rebuilt.session,
                    rebuilt.takes,
                    file.display()
                )
            }
            None => format!("{}: {} recordings listed again", rebuilt.session, rebuilt.takes),
        };
        print_line(&line)?;
    }
    for lost in &report.interrupted {
        print_line(&format!("{}: {lost}. `outloud sessions recover` scores it", lost.session))?;
    }
    for scored in &report.recovered {
        let RecoveredTake { session, take, question, duration_s, score, heard_enough } = scored;
        let result = if *heard_enough { format!("{score:.0} of 100") } else { "not heard well enough".to_owned() };
        print_line(&format!("{session}: take {take}, {question}, {duration_s:.0} s: {result}"))?;
    }
    for empty in &report.empty {
        print_line(&format!("{}: take {} has no sound: removed from the session", empty.session, empty.take))?;
    }
    let nothing = report.rebuilt.is_empty()
        && report.interrupted.is_empty()
        && report.recovered.is_empty()
        && report.empty.is_empty()
        && report.failed.is_empty();
    if nothing { print_line("Nothing was interrupted.") } else { Ok(()) }
}

/// Says on stderr what an earlier run left behind, and on a terminal offers to score it now.
///
/// # Errors
/// If scoring it fails in a way that ends everything.
pub fn offer(context: &Context) -> CommandResult {
    let store = context.sessions();
    let Ok(recent) = store.recent(LOOKED_AT) else { return Ok(()) };
    let found: Vec<_> = interrupted(&store, &recent).into_iter().filter(|i| i.duration_s > 0.0).collect();
    let Some(first) = found.first() else { return Ok(()) };
    let more = if found.len() > 1 { format!(" (and {} more)", found.len() - 1) } else { String::new() };
    if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() && !context.global.json {
        eprint!("{}{more}; score it now? [Y/n] ", outloud_core::sanitize::one_line(&first.to_string()));
        let mut line = String::new();
        let read = std::io::stdin().read_line(&mut line).unwrap_or(0);
        if read > 0 && matches!(line.trim(), "" | "y" | "Y" | "yes") {
            return run(context, false);
        }
        return Ok(());
    }
    say(&format!("{first}{more}. `outloud sessions recover` scores it"));
    Ok(())
}
