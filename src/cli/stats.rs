//! `outloud stats`: progress as bars and lines in the terminal.

use owo_colors::{OwoColorize, Stream};
use serde::Serialize;

use super::{
    context::Context,
    failure::CommandResult,
    output::{is_plain, print_json, print_line, say},
    painter::painted,
    table::{table, text},
};
use crate::{
    app::view::{habits_document, weak_points_document},
    tui::text::count,
};
use outloud_engine::{
    WeakPoint,
    progress::{self, Progress},
    weak_points,
};
use outloud_store::StoreError;

/// What `--json` prints.
#[derive(Serialize)]
struct StatsJson<'a> {
    #[serde(flatten)]
    progress: &'a Progress,
    weak_points: &'a [WeakPoint],
}

/// Rows of the two longest lists.
const ROWS: usize = 10;

/// Runs `outloud stats`.
///
/// # Errors
/// If the sessions cannot be read, or there is none.
pub fn run(context: &Context) -> CommandResult {
    let listing = context.sessions().list()?;
    for problem in &listing.problems {
        say(problem);
    }
    let progress = progress::of(&listing.sessions);
    let banks = context.every_bank(&[]);
    let weak = weak_points(listing.sessions.iter().flat_map(|s| &s.takes), banks.all());
    if context.global.json {
        return print_json(&StatsJson { progress: &progress, weak_points: &weak });
    }
    let Some(mean) = progress.mean_score else { return Err(StoreError::NoSessions.into()) };
    print_line(&format!(
        "{} in {}, {} spoken, mean score {mean:.0}",
        count(progress.answers, "answer"),
        count(progress.sessions, "session"),
        count((progress.spoken_s / 60.0).round() as usize, "minute")
    ))?;
    if let Some(calibration) = &progress.calibration {
        print_line(&format!("{} ({} in all)", calibration.sentence(), count(calibration.answers, "estimate")))?;
    }
    groups("Weeks", &progress.weeks[progress.weeks.len().saturating_sub(ROWS)..])?;
    groups("Topics, the weakest first", &progress.topics)?;
    head("Questions, the weakest first")?;
    let mut out = table(&["question", "answers", "latest", "", "best", "course"]);
    let cells = bar_cells(&out);
    for q in progress.questions.iter().take(ROWS) {
        let (latest, best) = (format!("{:.0}", q.latest), format!("{:.0}", q.best));
        out.add_row([
            q.question.as_str(),
            &q.scores.len().to_string(),
            &latest,
            &bar(q.latest, cells),
            &best,
            &course(&q.scores),
        ]);
    }
    print_line(&text(&out))?;
    let missed: Vec<_> = progress.points.iter().filter(|p| p.made < p.asked).take(ROWS).collect();
    if !missed.is_empty() {
        head("Most often left out")?;
        let mut out = table(&["point", "question", "made"]);
        for p in missed {
            out.add_row([p.point.as_str(), &p.question, &format!("{} of {}", p.made, p.asked)]);
        }
        print_line(&text(&out))?;
    }
    for page in [weak_points_document(&weak), habits_document(&progress.habits)] {
        if !page.rows.is_empty() {
            print_line(&format!("\n{}", painted(&page)))?;
        }
    }
    match weak.first() {
        Some(weak) => print_line(&format!("\n`outloud drill --concept '{}'` asks what is about it.", weak.concept)),
        None => Ok(()),
    }
}

fn head(text: &str) -> CommandResult {
    print_line(&format!("\n{}", text.if_supports_color(Stream::Stdout, |t| t.bold())))
}

fn groups(title: &str, groups: &[progress::Group]) -> CommandResult {
    head(title)?;
    let mut out = table(&["", "answers", "score", "", "words a minute", "fillers a minute"]);
    let number = |value: Option<f64>, places: usize| value.map_or("-".to_owned(), |n| format!("{n:.places$}"));
    let cells = bar_cells(&out);
    for g in groups.iter().take(ROWS) {
        let score = format!("{:.0}", g.mean_score);
        let (pace, fillers) = (number(g.words_per_minute, 0), number(g.fillers_per_minute, 1));
        let name = if g.name.is_empty() { "(none)" } else { &g.name };
        out.add_row([name, &g.answers.to_string(), &score, &bar(g.mean_score, cells), &pace, &fillers]);
    }
    print_line(&text(&out))
}

/// How long a bar is, so that it does not break into two lines in a narrow terminal.
fn bar_cells(table: &comfy_table::Table) -> usize {
    if table.width().is_some_and(|width| width < 90) { 8 } else { 20 }
}

/// A score of 0..=100 as so many cells; plain output has the number alone.
fn bar(score: f64, cells: usize) -> String {
    if is_plain() {
        return String::new();
    }
    let filled = ((score / 100.0 * cells as f64).round().max(0.0) as usize).min(cells);
    format!("{}{}", "█".repeat(filled), "░".repeat(cells - filled))
}

/// The latest scores as a line of blocks, in plain output as numbers.
fn course(scores: &[f64]) -> String {
    let scores = &scores[scores.len().saturating_sub(20)..];
    if is_plain() {
        return scores.iter().map(|score| format!("{score:.0}")).collect::<Vec<_>>().join(" ");
    }
    let blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let block = |score: &f64| blocks[((score / 100.0 * 8.0).max(0.0) as usize).min(7)];
    scores.iter().map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_and_courses_stay_in_bounds() {
        assert_eq!((bar(-5.0, 20), bar(100.0, 8)), ("░".repeat(20), "█".repeat(8)));
        assert_eq!(course(&[0.0, 50.0, 100.0, 1000.0, f64::NAN]), "▁▅██▁");
        assert_eq!(course(&[]), "");
    }
}
