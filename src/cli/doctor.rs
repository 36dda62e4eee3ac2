//! `outloud doctor`: what works on this machine, each part tried for real, and what to do about the rest.

use std::io::IsTerminal;

use indicatif::ProgressBar;
use serde::Serialize;

use super::{
    context::Context,
    equipment::equipment,
    failure::{CommandResult, Failure},
    output::{is_plain, print_json, print_line},
    progress,
    table::{table, text},
};
use crate::app::{
    doctor::{self, Check, Measured, Recommendation, State},
    equipment::Equipment,
};

/// The smallest screen that everything fits on.
const SMALLEST: (u16, u16) = (60, 18);

/// The document of `doctor --json`.
#[derive(Debug, Serialize)]
struct DoctorDocument {
    version: &'static str,
    home: String,
    checks: Vec<Check>,
    /// Every model that is here.
    models: Vec<Measured>,
    /// Models that can be pulled and should keep up here.
    promising: Vec<Measured>,
    /// The model to use; none if none keeps up.
    recommended: Option<Recommendation>,
}

/// Runs `outloud doctor`.
///
/// # Errors
/// If something is broken without which no answer can be scored and kept.
pub fn run(context: &Context) -> CommandResult {
    let bar = if context.global.json { ProgressBar::hidden() } else { progress::spinner() };
    let quiet = context.global.json;
    let step = |text: &str| {
        if !quiet {
            progress::step(&bar, text);
        }
    };
    let own = equipment(context);
    step("listening to the microphone for two seconds");
    let mut checks = vec![doctor::microphone(own.recorder()), doctor::speaker(), doctor::voice(&own)];
    step("measuring how fast the models run");
    let (check, models) = recogniser(&own)?;
    checks.push(check);
    checks.extend([
        doctor::disk(&context.home),
        doctor::banks(&context.home),
        doctor::settings(&context.home),
        terminal(),
    ]);
    let (promising, recommended) = (doctor::promising(&models), doctor::recommend(&models));
    bar.finish_and_clear();
    let home = context.home.root().display().to_string();
    let document = DoctorDocument { version: env!("CARGO_PKG_VERSION"), home, checks, models, promising, recommended };
    if context.global.json {
        print_json(&document)?;
    } else {
        print(&document)?;
    }
    let broken: Vec<&str> = document.checks.iter().filter(|c| c.state == State::Broken).map(|c| c.what).collect();
    if broken.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("broken: {}. What to do is said above", broken.join(", "))))
}

/// The model in use, then how fast it and every other one here runs.
fn recogniser(own: &Equipment) -> Result<(Check, Vec<Measured>), Failure> {
    match doctor::model(own) {
        Ok((check, transcriber)) => Ok((check, doctor::measure_all(own, transcriber)?)),
        Err(check) => Ok((check, Vec::new())),
    }
}

fn terminal() -> Check {
    let what = "terminal";
    if !std::io::stdout().is_terminal() {
        return Check::limited(
            what,
            "the output goes into a file or a pipe",
            "full screens need a terminal; --plain does not",
        );
    }
    match crossterm::terminal::size() {
        Ok((columns, rows)) if columns < SMALLEST.0 || rows < SMALLEST.1 => {
            let advice = format!("make it at least {} by {}, or use --plain", SMALLEST.0, SMALLEST.1);
            Check::limited(what, format!("{columns} by {rows}"), advice)
        }
        Ok((columns, rows)) => Check::works(what, format!("{columns} by {rows}")),
        Err(e) => Check::limited(what, "its size is unknown", format!("{e}; use --plain if the screen looks wrong")),
    }
}

fn print(document: &DoctorDocument) -> CommandResult {
    let mut out = table(&["", "", ""]);
    for check in &document.checks {
        let mark = match check.state {
            State::Works if is_plain() => "works",
            State::Limited if is_plain() => "limited",
            State::Broken if is_plain() => "broken",
            State::Works => "✓",
            State::Limited => "!",
            State::Broken => "✗",
        };
        let gap = if is_plain() { ": " } else { "\n" };
        let advice = check.advice.as_ref().map(|a| format!("{gap}{a}")).unwrap_or_default();
        out.add_row([mark, check.what, &format!("{}{advice}", check.found)]);
    }
    print_line(&text(&out))?;
    let rows = document.models.iter().chain(&document.promising);
    if rows.clone().next().is_none() {
        return Ok(());
    }
    let mut out = table(&["model", "seconds per second of speech", "longest wait for the score", "while you speak"]);
    for row in rows {
        let about = if row.measured { "" } else { "about " };
        let keeps_up = match (row.keeps_up, row.measured) {
            (true, true) => "keeps up",
            (false, _) => "too slow: use a smaller one",
            (true, false) => "should keep up; not here, `outloud models pull` gets it",
        };
        out.add_row([
            row.model.clone(),
            format!("{about}{:.2}", row.real_time_factor),
            format!("{about}{:.1} s", row.longest_wait_s),
            keeps_up.to_owned(),
        ]);
    }
    print_line(&format!("\n{}", text(&out)))?;
    let told = document.recommended.as_ref();
    told.map_or(Ok(()), |told| print_line(&format!("\nRecommended: {}", told.sentence)))
}
