//! `outloud sessions rescore` and `outloud sessions correct`: stored takes scored again.

use comfy_table::{Cell, CellAlignment};
use serde::Serialize;

use super::{
    args::sessions::{CorrectArgs, RescoreArgs},
    context::Context,
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
    progress, scorecard,
    table::{table, text},
};
use crate::{app::rescore, tui::text::count};
use outloud_core::{bank::Bank, scorecard::Scorecard, session::Take, transcript::Transcript};
use outloud_scoring::SCORER_VERSION;

/// The document of `sessions rescore --json`.
#[derive(Debug, Serialize)]
struct RescoreDocument {
    scorer_version: u32,
    #[serde(flatten)]
    outcome: rescore::Outcome,
}

/// Runs `outloud sessions rescore`.
///
/// # Errors
/// For unknown sessions and malformed banks, and if a session could not be read or stored; the others are done then.
pub fn run(context: &Context, args: &RescoreArgs) -> CommandResult {
    let store = context.sessions();
    let ids = match args.sessions.as_slice() {
        [] => store.ids()?,
        wanted => wanted.iter().map(|w| store.resolve(w)).collect::<Result<_, _>>()?,
    };
    let (stored, scorer) = context.banks_and_scorer(&[])?;
    let banks: Vec<&Bank> = stored.iter().map(|b| &b.bank).collect();
    let template = "{spinner} scoring {bar:24} {pos} of {len} sessions";
    let bar = progress::bar(ids.len() as u64, template, &format!("scoring {} sessions", ids.len()));
    let outcome = rescore::rescore_all(&store, &scorer, &banks, &ids, || bar.inc(1));
    bar.finish_and_clear();
    for problem in &outcome.problems {
        eprintln!("outloud: {problem}");
    }
    let failed = outcome.problems.len();
    print(context, RescoreDocument { scorer_version: SCORER_VERSION, outcome })?;
    match failed {
        0 => Ok(()),
        n => Err(Failure::new(format!("{n} of {} sessions could not be scored again; see above", ids.len()))),
    }
}

fn print(context: &Context, document: RescoreDocument) -> CommandResult {
    if context.global.json {
        return print_json(&document);
    }
    let rescore::Outcome { takes, changed, .. } = &document.outcome;
    if !changed.is_empty() {
        let mut out =
            table(&["session", "take", "question", "before", "now", "gained", "lost", "verdicts", "also changed"]);
        for c in changed {
            let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
            let before = c.before.map_or("-".to_owned(), |b| format!("{b:.1}"));
            out.add_row([
                Cell::new(&c.session),
                right(c.take.to_string()),
                Cell::new(&c.question),
                right(before),
                right(format!("{:.1}", c.after)),
                Cell::new(c.gained.join("; ")),
                Cell::new(c.lost.join("; ")),
                Cell::new(c.verdicts.iter().map(verdict).collect::<Vec<_>>().join("; ")),
                Cell::new(c.other.join(", ")),
            ]);
        }
        print_line(&format!("{}\n", text(&out)))?;
    }
    let scored = count(*takes, "take");
    print_line(&format!("{scored} scored by scorer {SCORER_VERSION}, {} changed", changed.len()))
}

/// "A gauge goes up and down: met -> contradicted".
fn verdict(change: &rescore::VerdictChange) -> String {
    format!("{}: {} -> {}", change.point, change.before.as_str(), change.after.as_str())
}

/// The document of `sessions correct --json`.
#[derive(Debug, Serialize)]
struct CorrectDocument<'a> {
    session: &'a str,
    take: u32,
    before: Option<f64>,
    transcript: &'a Transcript,
    #[serde(flatten)]
    card: &'a Scorecard,
}

/// Runs `outloud sessions correct`.
///
/// # Errors
/// For unknown sessions, takes and words, and if the session cannot be stored.
pub fn correct(context: &Context, args: &CorrectArgs) -> CommandResult {
    let store = context.sessions();
    let session = store.find(Some(&args.session))?;
    let earlier = session.take(args.take);
    let word = earlier.map_or(Ok(0), |take| word_at(take, &args.word))?;
    let before = earlier.and_then(|t| t.scorecard.as_ref()).map(|c| c.score);
    let (_, scorer) = context.banks_and_scorer(&[])?;
    let corrected = rescore::correct(&store, &scorer, &session.id, args.take, word, &args.to)?;
    let take = corrected.take(args.take);
    let scored = take.and_then(|t| Some((t, t.transcript.as_ref()?, t.scorecard.as_ref()?)));
    let Some((take, transcript, card)) = scored else {
        return Err(Failure::new(format!("take {} of '{}' has no transcript to correct", args.take, session.id)));
    };
    if context.global.json {
        let document = CorrectDocument { session: &session.id, take: take.number, before, transcript, card };
        return print_json(&document);
    }
    print_line(&scorecard::text(take).unwrap_or_default())?;
    let before = earlier.and_then(|t| t.final_score()).map_or("no score".to_owned(), |b| format!("{b:.1}"));
    let now = take.final_score().map_or("no score".to_owned(), |now| format!("{now:.1}"));
    print_line(&format!("\nCorrected: {before} before, {now} now. The recognised words stay on record."))
}

/// The place of a word, counted from 0.
fn word_at(take: &Take, wanted: &str) -> Result<usize, Failure> {
    let words = take.transcript.as_ref().map_or(&[][..], |t| &t.words);
    if let Ok(number) = wanted.parse::<usize>()
        && (1..=words.len()).contains(&number)
    {
        return Ok(number - 1);
    }
    let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let same = words.iter().enumerate().filter(|(_, w)| bare(&w.text) == bare(wanted)).map(|(at, _)| at);
    match same.collect::<Vec<_>>().as_slice() {
        [at] => Ok(*at),
        [] => Err(Failure::new(format!(
            "take {} has {} words and none is '{wanted}'. Give the word as `sessions show` prints it, or its number",
            take.number,
            words.len()
        ))),
        several => {
            let numbers = several.iter().map(|at| (at + 1).to_string()).collect::<Vec<_>>().join(", ");
            Err(Failure::new(format!("'{wanted}' occurs {} times: give --word {numbers}", several.len())))
        }
    }
}
