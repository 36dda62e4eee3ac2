//! `outloud evaluate answers`: how the score orders answers that people wrote and graded.

use std::path::Path;

use serde::Serialize;

use super::{
    args::evaluate::AnswersArgs,
    context::Context,
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
    table::{table, text},
};
use outloud_core::{
    bank::{Priority, Question},
    transcript::Transcript,
};
use outloud_evaluation::answers::{self, AnswersReport, GradedAnswer, ScoredAnswer};
use outloud_scoring::{Answer, Scorer};
use outloud_store::{banks::StoredBank, files};

/// The largest file of graded answers that is read.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// The document of `evaluate answers --json`.
#[derive(Debug, Serialize)]
struct AnswersDocument {
    #[serde(flatten)]
    report: AnswersReport,
    /// Answers to questions that no bank has, or that were not wanted.
    left_out: usize,
}

/// Runs `outloud evaluate answers`.
///
/// # Errors
/// For files that cannot be read, and where no answer belongs to a known question.
pub fn run(context: &Context, args: &AnswersArgs) -> CommandResult {
    if args.file.is_empty() {
        return Err(Failure::usage("say which answers: --file FILE"));
    }
    let (banks, scorer) = context.banks_and_scorer(&args.bank)?;
    let mut graded = Vec::new();
    for file in &args.file {
        graded.extend(read(file)?);
    }
    let wanted = |q: &Question| args.kind.is_empty() || args.kind.contains(&q.kind);
    let found: Vec<(&GradedAnswer, Question)> = graded
        .iter()
        .filter_map(|answer| Some((answer, question(&banks, answer)?)))
        .filter(|(_, question)| wanted(question))
        .collect();
    if found.is_empty() {
        return Err(Failure::new("none of the answers belongs to a question of these banks; --bank names others"));
    }
    let scored = score_all(&scorer, &found, args.notes);
    if args.each {
        let line = |(a, s): (&(&GradedAnswer, Question), &ScoredAnswer)| {
            let bank = a.0.bank.as_deref().unwrap_or("-");
            format!("{:5.1}  {:5.1}  {:10} {bank}/{}", s.score, s.grade, s.variant, s.question)
        };
        let lines: Vec<String> = found.iter().zip(&scored).map(line).collect();
        print_line(&lines.join("\n"))?;
    }
    let document = AnswersDocument { report: answers::report(&scored), left_out: graded.len() - found.len() };
    if context.global.json { print_json(&document) } else { print(&document) }
}

fn score_all(scorer: &Scorer, found: &[(&GradedAnswer, Question)], notes: bool) -> Vec<ScoredAnswer> {
    let mut compiled = None;
    let mut scored = Vec::with_capacity(found.len());
    for (answer, question) in found {
        let question = if notes { as_notes(question) } else { question.clone() };
        let ready = match compiled.take() {
            Some((id, ready)) if id == question.id => ready,
            _ => scorer.compile(&question),
        };
        let transcript = Transcript::from_text(&answer.text);
        let card = ready.score(&Answer { transcript: &transcript, sound: None, time_limit_s: None });
        let musts = || card.rubric.iter().filter(|p| p.priority == Priority::Must);
        scored.push(ScoredAnswer {
            question: answer.question.clone(),
            variant: answer.variant().to_owned(),
            grade: answer.figure(),
            score: card.score,
            musts: (musts().filter(|p| p.met).count(), musts().count()),
        });
        compiled = Some((question.id.clone(), ready));
    }
    scored
}

/// The question as it would be imported from notes: prompt and model answer.
fn as_notes(question: &Question) -> Question {
    let bare = Question::bare(&question.id, &question.prompt, &question.model_answer);
    Question { kind: question.kind, topic: question.topic.clone(), context: question.context.clone(), ..bare }
}

fn question(banks: &[StoredBank], answer: &GradedAnswer) -> Option<Question> {
    let named = banks.iter().filter(|b| answer.bank.as_ref().is_none_or(|id| *id == b.bank.id));
    named.map(|b| &b.bank).find_map(|bank| bank.asked(&answer.question))
}

fn read(file: &Path) -> Result<Vec<GradedAnswer>, Failure> {
    let text = files::read_text(file, MAX_BYTES)
        .map_err(|e| Failure::new(format!("cannot read '{}': {e}. Check the path", file.display())))?;
    serde_json::from_str(&text).map_err(|e| {
        let wanted = "a JSON list of {question, bank?, variant?, grade, text}";
        Failure::new(format!("cannot read '{}': {e}. It must be {wanted}", file.display()))
    })
}

fn print(document: &AnswersDocument) -> CommandResult {
    let AnswersDocument { report, left_out } = document;
    let skipped = if *left_out > 0 { format!(", {left_out} left out") } else { String::new() };
    print_line(&format!("{} answers to {} questions{skipped}", report.answers, report.questions))?;
    let mut kinds = table(&["answers", "n", "graded", "mean", "p10", "median", "p90", "musts met"]);
    for v in &report.variants {
        let figures = [v.grade, v.mean, v.p10, v.median, v.p90].map(|x| format!("{x:.1}"));
        let [graded, mean, p10, median, p90] = figures;
        let musts = format!("{:.0} %", 100.0 * v.musts_met);
        kinds.add_row([v.variant.clone(), v.n.to_string(), graded, mean, p10, median, p90, musts]);
    }
    print_line(&text(&kinds))?;
    print_line(&format!(
        "r {:.3}, rho {:.3}; within questions r {:.3}, rho {:.3}; weighted kappa {:.3}",
        report.pearson, report.spearman, report.pearson_within, report.spearman_within, report.kappa
    ))?;
    let mut order = table(&["better", "worse", "pairs", "in the right order"]);
    for p in &report.pairs {
        let share = format!("{:.0} %", 100.0 * p.right_order);
        order.add_row([p.better.clone(), p.worse.clone(), p.n.to_string(), share]);
    }
    if report.pairs.is_empty() { Ok(()) } else { print_line(&text(&order)) }
}
