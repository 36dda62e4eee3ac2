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
use crate::app::{App, Retranscribed, WordChange, take_back};
use outloud_core::{session::Session, view::count};

/// The document of `sessions retranscribe --json`.
#[derive(Default, Serialize)]
struct RetranscribeDocument {
    /// The model that was asked for; none if the last time was taken back.
    model: Option<String>,
    takes: Vec<Retranscribed>,
    skipped: Vec<Skipped>,
    failed: Vec<FailedTake>,
    words_changed: usize,
    /// The mean of the scores before, of takes that had one before and have one now.
    mean_score_before: Option<f64>,
    mean_score_after: Option<f64>,
    corrections_kept: usize,
    corrections_lost: usize,
}

/// A take that is as it was, because there was nothing to do.
#[derive(Serialize)]
struct Skipped {
    session: String,
    take: u32,
    reason: &'static str,
}

/// A take that is as it was, because of an error.
#[derive(Serialize)]
struct FailedTake {
    session: String,
    take: u32,
    error: String,
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
    let mut document = RetranscribeDocument::default();
    if args.undo {
        undo(context, &sessions, &mut document)?;
    } else {
        transcribe(context, &sessions, &mut document)?;
    }
    document.sum_up();
    if context.global.json {
        print_json(&document)?;
    } else {
        print(&document)?;
    }
    match document.failed.as_slice() {
        [] => Ok(()),
        [one] => Err(Failure::new(format!("take {} of '{}': {}", one.take, one.session, one.error))),
        [one, rest @ ..] => {
            let (take, session, error) = (one.take, &one.session, &one.error);
            Err(Failure::new(format!("take {take} of '{session}': {error} (and {} more failed)", rest.len())))
        }
    }
}

fn transcribe(context: &Context, sessions: &[Session], document: &mut RetranscribeDocument) -> CommandResult {
    let equipment = equipment(context);
    let set = equipment.settings.retranscribe_model.clone();
    let wanted =
        context.global.model.clone().or(set).or_else(|| context.global.speech_from.as_ref().map(|_| String::new()));
    let Some(wanted) = wanted else {
        let why = "no model is named; give --model NAME, or set retranscribe_model. `outloud models list` shows names";
        return Err(Failure::usage(why));
    };
    let again = App::new(&context.home, context.every_bank(&[]), equipment).retranscription(&wanted)?;
    let model = again.model()?;
    for session in sessions {
        for take in &session.takes {
            let (id, number) = (session.id.clone(), take.number);
            if let Some(skip) = again.skips(session, take, &model) {
                document.skipped.push(Skipped { session: id, take: number, reason: skip.as_str() });
                continue;
            }
            let bar = bar(context, &take.question.id);
            let done = again.stored(&session.id, number, |done_s, total_s| {
                bar.set_length(total_s.ceil() as u64);
                bar.set_position(done_s as u64);
            });
            bar.finish_and_clear();
            match done {
                Ok(done) => document.takes.push(done),
                Err(why) => document.failed.push(FailedTake { session: id, take: number, error: why.to_string() }),
            }
        }
    }
    document.model = Some(model);
    Ok(())
}

fn undo(context: &Context, sessions: &[Session], document: &mut RetranscribeDocument) -> CommandResult {
    let store = context.sessions();
    let (_, scorer) = context.banks_and_scorer(&[])?;
    for session in sessions {
        for take in &session.takes {
            match take_back(&store, &scorer, &session.id, take.number)? {
                Some(done) => document.takes.push(done),
                None => document.skipped.push(Skipped {
                    session: session.id.clone(),
                    take: take.number,
                    reason: "no other model has heard it",
                }),
            }
        }
    }
    Ok(())
}

impl RetranscribeDocument {
    fn sum_up(&mut self) {
        self.words_changed = self.takes.iter().map(|t| t.words_changed).sum();
        self.corrections_kept = self.takes.iter().map(|t| t.corrections_kept.len()).sum();
        self.corrections_lost = self.takes.iter().map(|t| t.corrections_lost.len()).sum();
        let scores: Vec<(f64, f64)> = self.takes.iter().filter_map(|t| t.score_before.zip(t.score_after)).collect();
        let mean = |of: fn(&(f64, f64)) -> f64| {
            (!scores.is_empty()).then(|| scores.iter().map(of).sum::<f64>() / scores.len() as f64)
        };
        (self.mean_score_before, self.mean_score_after) = (mean(|s| s.0), mean(|s| s.1));
    }
}

fn bar(context: &Context, question: &str) -> ProgressBar {
    if context.global.json {
        return ProgressBar::hidden();
    }
    let what = format!("transcribing {question} again");
    progress::bar(0, "{spinner} {msg} {bar:24} {pos} of {len} s", &what).with_message(what)
}

fn print(document: &RetranscribeDocument) -> CommandResult {
    for done in &document.takes {
        let what = match document.model {
            Some(_) => done.to_string(),
            None => format!("back to {}: {}", done.model_name(), done.figures()),
        };
        print_line(&format!("{}: take {}, {}: {what}", done.session, done.take, done.question))?;
        for WordChange { before, after } in &done.changes {
            print_line(&format!("  \"{before}\" -> \"{after}\""))?;
        }
    }
    for Skipped { session, take, reason } in &document.skipped {
        print_line(&format!("{session}: take {take} is as it was: {reason}"))?;
    }
    let takes = count(document.takes.len(), "take");
    let how = document.model.as_ref().map_or("taken back".to_owned(), |model| format!("heard again with {model}"));
    let words = count(document.words_changed, "word");
    let means = document.mean_score_before.zip(document.mean_score_after);
    let means = means.map_or(String::new(), |(before, after)| format!(", mean score {before:.0} -> {after:.0}"));
    let (kept, lost) = (document.corrections_kept, document.corrections_lost);
    let fixes = if kept + lost > 0 { format!("; corrections: {kept} kept, {lost} lost") } else { String::new() };
    print_line(&format!("{takes} {how}: {words} changed{means}{fixes}"))
}
