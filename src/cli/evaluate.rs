//! `outloud evaluate`: how good the product is, as numbers that anybody can measure again.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use serde::Serialize;

use super::{
    args::evaluate::EvaluateCommand,
    context::Context,
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
    transcriber::FileTranscriber,
};
use outloud_audio::file;
use outloud_core::transcript::Transcript;
use outloud_evaluation::{
    grading::{self, GradedRow},
    terms::{self, SpokenAnswer},
};

/// Runs `outloud evaluate`.
///
/// # Errors
/// For files that cannot be read.
pub fn run(context: &Context, command: &EvaluateCommand) -> CommandResult {
    match command {
        EvaluateCommand::Grading { csv, damage } => run_grading(context, csv, *damage),
        EvaluateCommand::Answers(args) => super::evaluate_answers::run(context, args),
        EvaluateCommand::Terms { dir } => run_terms(context, dir),
        EvaluateCommand::Speech(args) => super::evaluate_speech::run(context, args),
        EvaluateCommand::Mine => super::challenge::mine(context),
        EvaluateCommand::Latency(args) => super::evaluate_latency::run(context, args),
        #[cfg(feature = "voice")]
        EvaluateCommand::Voice(args) => super::evaluate_voice::run(context, args),
    }
}

/// The document of `evaluate grading --json`.
#[derive(Debug, Serialize)]
struct GradingDocument {
    #[serde(flatten)]
    report: grading::GradingReport,
    damage: f64,
}

fn run_grading(context: &Context, csv: &Path, damage: f64) -> CommandResult {
    if !(0.0..=1.0).contains(&damage) {
        return Err(Failure::usage(format!("--damage '{damage}' is not a share: give a number from 0 to 1")));
    }
    let rows = read_rows(csv)?;
    let report = grading::report(&rows, damage);
    let document = GradingDocument { report, damage };
    if context.global.json {
        return print_json(&document);
    }
    let report = &document.report;
    print_line(&format!("{} answers to {} questions, {} blank", report.rows, report.questions, report.blank_rows))?;
    print_line(&format!(
        "pearson {:.3}, per question {:.3}, rmse {:.3}",
        report.pearson, report.pearson_per_question, report.rmse
    ))?;
    Ok(())
}

fn read_rows(path: &Path) -> Result<Vec<GradedRow>, Failure> {
    let fail = |e: csv::Error| {
        let wanted = "question_id, question, reference_answer, student_answer, score";
        Failure::new(format!("cannot read '{}': {e}. It needs the columns {wanted}", path.display()))
    };
    csv::Reader::from_path(path).map_err(fail)?.deserialize().collect::<Result<_, _>>().map_err(fail)
}

/// The document of `evaluate terms --json`.
#[derive(Debug, Serialize)]
struct TermsDocument {
    #[serde(flatten)]
    report: terms::TermsReport,
    real_time_factor: f64,
    model: String,
}

fn run_terms(context: &Context, dir: &Path) -> CommandResult {
    let answers = read_answers(dir)?;
    let mut transcriber = FileTranscriber::load(context)?;
    let (answers, wavs): (Vec<SpokenAnswer>, Vec<PathBuf>) = answers.into_iter().unzip();
    let (mut transcripts, mut audio_s) = (Vec::new(), 0.0);
    let start = Instant::now();
    transcriber.transcribe_all(&wavs.iter().map(PathBuf::as_path).collect::<Vec<_>>(), |transcript, sound| {
        transcripts.push(transcript);
        audio_s += sound.duration_s;
    })?;
    let work_s = start.elapsed().as_secs_f64();
    let transcribed: Vec<(SpokenAnswer, Transcript)> = answers.into_iter().zip(transcripts).collect();
    let (_, scorer) = context.banks_and_scorer(&[])?;
    let document = TermsDocument {
        report: terms::report(&transcribed, &scorer),
        real_time_factor: if audio_s > 0.0 { work_s / audio_s } else { 0.0 },
        model: transcriber.model_name(),
    };
    if context.global.json {
        return print_json(&document);
    }
    let report = &document.report;
    print_line(&format!("{} terms in {} answers, transcribed by {}", report.terms, report.answers, document.model))?;
    print_line(&format!(
        "recall {:.3}, false positives {:.4}, real-time factor {:.3}",
        report.recall, report.false_positive_rate, document.real_time_factor
    ))?;
    let listed = report.missed.iter().map(|m| ("missed", m)).chain(report.wrong.iter().map(|w| ("wrong", w)));
    listed.into_iter().try_for_each(|(what, (id, term))| print_line(&format!("  {what}: {term} ({id})")))
}

/// The pairs of a folder, by name.
fn read_answers(dir: &Path) -> Result<Vec<(SpokenAnswer, PathBuf)>, Failure> {
    let fail = |what: &Path, e: &dyn std::fmt::Display| Failure::new(format!("cannot read '{}': {e}", what.display()));
    let entries = std::fs::read_dir(dir).map_err(|e| fail(dir, &e))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    let recording = |json: &Path| file::recording_of(dir, &json.file_stem()?.to_string_lossy());
    paths.retain(|p| p.extension().is_some_and(|e| e == "json") && recording(p).is_some());
    paths.sort();
    if paths.is_empty() {
        return Err(Failure::new(format!("'{}' holds no pair of <id>.wav and <id>.json", dir.display())));
    }
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).map_err(|e| fail(&path, &e))?;
        let answer = serde_json::from_str(&text).map_err(|e| fail(&path, &e))?;
        Ok((answer, recording(&path).unwrap_or_default()))
    };
    paths.into_iter().map(read).collect()
}
