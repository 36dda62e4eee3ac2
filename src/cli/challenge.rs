//! `outloud sessions challenge`: says that a verdict is wrong; and `outloud evaluate mine`: how often that was so.

use super::{
    args::sessions::ChallengeArgs,
    context::Context,
    failure::{CommandResult, Failure},
    output::{print_json, print_line, say},
    table::table,
};
use crate::app::rescore;
use outloud_core::{challenge::judged_of, scorecard::Scorecard};
use outloud_evaluation::mine::{MineReport, Tally, report};

/// Runs `outloud sessions challenge`.
///
/// # Errors
/// For unknown sessions, takes and verdicts, and if the session cannot be stored.
pub fn run(context: &Context, args: &ChallengeArgs) -> CommandResult {
    let store = context.sessions();
    let session = store.find(Some(&args.session))?;
    let take = session.take(args.take);
    let card: Option<&Scorecard> = take.and_then(|t| t.scorecard.as_ref());
    let Some(card) = card else {
        return Err(Failure::new(format!("take {} of '{}' has no scorecard to challenge", args.take, session.id)));
    };
    let Some(judged) = judged_of(card, &args.what) else {
        return Err(Failure::new(format!(
            "'{}' does not name one verdict of take {}. Give words of a keyword, point or false belief as `sessions show` prints it",
            args.what, args.take
        )));
    };
    let changed = rescore::challenge(&store, &session.id, args.take, &judged)?;
    let take = changed.take(args.take);
    let challenges = take.map_or(&[][..], |t| &t.challenges);
    if context.global.json {
        return print_json(&challenges);
    }
    match challenges.iter().find(|c| c.judged == judged) {
        Some(challenge) => print_line(&format!("{}: {}. The score stays as it was.", judged.name, challenge.claim())),
        None => print_line(&format!("{}: the challenge is taken back.", judged.name)),
    }
}

/// Runs `outloud evaluate mine`.
///
/// # Errors
/// If the sessions cannot be read.
pub fn mine(context: &Context) -> CommandResult {
    let listing = context.sessions().list()?;
    listing.problems.iter().for_each(|problem| say(problem));
    let report = report(&listing.sessions);
    if context.global.json {
        return print_json(&report);
    }
    if report.takes == 0 {
        return print_line("No scored answers yet. `outloud practice` makes some.");
    }
    print_line(&format!(
        "{} verdicts on {} answers; you challenged {} in {} of them, and {} that are settled since.",
        report.all.verdicts, report.takes, report.all.challenged, report.takes_looked_at, report.settled
    ))?;
    print_line(&rows(&report))?;
    print_line(
        "What you did not challenge counts as right; \"looked at\" counts the answers in which you challenged anything.",
    )
}

fn rows(report: &MineReport) -> String {
    let mut out = table(&["", "verdicts", "challenged", "right", "right where looked at"]);
    let share = |share: Option<f64>| share.map_or("-".to_owned(), |s| format!("{:.1} %", s * 100.0));
    let mut row = |name: &str, tally: &Tally| {
        let counts = (tally.verdicts.to_string(), tally.challenged.to_string());
        out.add_row([name, &counts.0, &counts.1, &share(tally.right), &share(tally.right_looked_at)]);
    };
    row("all", &report.all);
    report.verdicts.iter().for_each(|v| row(v.verdict.as_str(), &v.tally));
    let heard = report.ways.iter().filter(|w| w.tally.verdicts > 0);
    heard.for_each(|w| row(&format!("heard by {}", w.how.as_str()), &w.tally));
    out.to_string()
}
