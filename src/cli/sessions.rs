//! `outloud sessions`: what was said before and what it earned.

use comfy_table::{Cell, CellAlignment};

use super::{
    args::sessions::SessionsCommand,
    context::Context,
    failure::CommandResult,
    output::{print_json, print_line, say},
    scorecard,
    table::{table, text},
};
use outloud_engine::debrief;

/// Runs `outloud sessions ...`.
///
/// # Errors
/// For unknown or damaged sessions.
pub fn run(context: &Context, command: &SessionsCommand) -> CommandResult {
    match command {
        SessionsCommand::List => list(context),
        SessionsCommand::Show { session } => show(context, session.as_deref()),
        SessionsCommand::Export(args) => super::export::run(context, args),
        SessionsCommand::Rescore(args) => super::rescore::run(context, args),
        SessionsCommand::Retranscribe(args) => super::retranscribe::run(context, args),
        SessionsCommand::Correct(args) => super::rescore::correct(context, args),
        SessionsCommand::Challenge(args) => super::challenge::run(context, args),
        SessionsCommand::Recover { list } => super::recover::run(context, *list),
        SessionsCommand::Import(args) => super::sessions_import::run(context, args),
        SessionsCommand::Delete(args) => super::delete::run(context, args),
    }
}

fn list(context: &Context) -> CommandResult {
    let listing = context.sessions().list()?;
    for problem in &listing.problems {
        say(problem);
    }
    if context.global.json {
        return print_json(&listing.sessions);
    }
    if listing.sessions.is_empty() {
        return print_line("No sessions yet. `outloud demo` makes one in seconds, `outloud practice` one of your own.");
    }
    let mut out = table(&["session", "answers", "score", "questions"]);
    for s in &listing.sessions {
        let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
        let score = debrief(&s.takes).overall.map_or("-".to_owned(), |score| format!("{score:.0}"));
        let asked = s.takes.iter().map(|t| t.question.id.as_str()).collect::<Vec<_>>().join(", ");
        out.add_row([Cell::new(&s.id), right(s.takes.len().to_string()), right(score), Cell::new(asked)]);
    }
    print_line(&text(&out))?;
    print_line("\n`outloud sessions show SESSION` prints one; the start of its name is enough.")
}

/// `outloud review` in lines: the list, or one session.
///
/// # Errors
/// For unknown or damaged sessions.
pub(super) fn review(context: &Context, session: Option<&str>) -> CommandResult {
    if session.is_some() { show(context, session) } else { list(context) }
}

fn show(context: &Context, wanted: Option<&str>) -> CommandResult {
    let session = context.sessions().find(wanted)?;
    if context.global.json {
        return print_json(&session);
    }
    let settings = session.round.as_ref().map(|r| format!(" · seed {}", r.seed)).unwrap_or_default();
    print_line(&format!("{} · {} · {} answers{settings}", session.id, session.kind, session.takes.len()))?;
    for take in &session.takes {
        print_line(&format!("\n{}. {}", take.number, take.question.prompt))?;
        match (scorecard::text(take), &take.transcript) {
            (Some(card), _) => print_line(&card)?,
            (None, Some(transcript)) => print_line(&transcript.text)?,
            (None, None) => print_line("   not transcribed: `outloud sessions recover` scores it")?,
        }
        if let Some(path) = context.sessions().audio_of(&session, take) {
            print_line(&format!("Recording: {}", path.display()))?;
        }
    }
    Ok(())
}
