//! `outloud sessions import`: recordings made elsewhere become a session that can be reviewed, or takes of one.

use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use jiff::Zoned;
use serde::Serialize;

use super::{
    args::sessions::ImportRecordingsArgs,
    context::{Context, find_question},
    equipment::equipment,
    failure::{CommandResult, Failure},
    output::{print_json, print_line, say},
    progress,
};
use crate::app::{App, Interrupted, Recovered, Recovery, add_recording};
use outloud_audio::file::is_recording;
use outloud_core::{bank::Question, session::SessionKind};
use outloud_store::banks::StoredBank;

/// The document of `sessions import --json`.
#[derive(Default, Serialize)]
struct ImportedRecordings {
    session: Option<String>,
    takes: Vec<ImportedTake>,
    left_out: Vec<LeftOutFile>,
}

/// A recording that is a take now.
#[derive(Serialize)]
struct ImportedTake {
    take: u32,
    question: String,
    file: PathBuf,
    duration_s: f64,
    score: f64,
    /// Whether it was heard well enough for the score to be shown.
    heard_enough: bool,
}

/// A file that is none.
#[derive(Serialize)]
struct LeftOutFile {
    file: PathBuf,
    why: String,
}

/// Runs `outloud sessions import`.
///
/// # Errors
/// For an unknown question or session, if nothing could be imported, and if a recording could not be read; the others are
/// imported all the same.
pub fn run(context: &Context, args: &ImportRecordingsArgs) -> CommandResult {
    let banks = context.banks(args.bank.as_slice())?;
    let mut report = ImportedRecordings::default();
    let mut wanted = Vec::new();
    for file in recordings(&args.paths, &mut report)? {
        match question_of(&banks, args.question.as_deref(), &file)? {
            Some((bank, question)) => wanted.push((file, bank, question)),
            None => report.left_out.push(LeftOutFile {
                file,
                why: "its name holds no question's id; rename it, or add --question ID".to_owned(),
            }),
        }
    }
    let waiting = store(context, args, wanted, &mut report)?;
    score(context, waiting, &mut report)?;
    if context.global.json {
        print_json(&report)?;
    } else {
        print(&report)?;
    }
    match report.left_out.as_slice() {
        [first, ..] if report.takes.is_empty() => {
            Err(Failure::new(format!("nothing was imported. '{}': {}", first.file.display(), first.why)))
        }
        [] if report.takes.is_empty() => Err(Failure::new("there is no recording in what was named")),
        _ => Ok(()),
    }
}

/// The files that are named, and the recordings of the folders that are, by name. Other files of a folder are left out.
fn recordings(paths: &[PathBuf], report: &mut ImportedRecordings) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let fail = |e| Failure::new(format!("cannot read '{}': {e}", path.display()));
        let entries = std::fs::read_dir(path).map_err(fail)?;
        let mut inside: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
        inside.sort();
        for file in inside {
            let hidden = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if is_recording(&file) {
                files.push(file);
            } else if !hidden {
                report.left_out.push(LeftOutFile { file, why: "it is no recording by its name".to_owned() });
            }
        }
    }
    Ok(files)
}

/// The question that a recording answers: the one that is named, else the one whose id is in the file's name, the longest if
/// there are several.
fn question_of(banks: &[StoredBank], id: Option<&str>, file: &Path) -> Result<Option<(String, Question)>, Failure> {
    if let Some(id) = id {
        let asked = banks.iter().find_map(|b| Some((b.bank.id.clone(), b.bank.asked(id)?)));
        return match asked {
            Some(found) => Ok(Some(found)),
            None => find_question(banks, id).map(|(bank, question)| Some((bank.id.clone(), question.clone()))),
        };
    }
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let plain: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let all = banks.iter().flat_map(|b| b.bank.questions.iter().map(|q| (&b.bank.id, q)));
    let named = all.filter(|(_, q)| format!("-{plain}-").contains(&format!("-{}-", q.id)));
    Ok(named.max_by_key(|(_, q)| q.id.len()).map(|(bank, q)| (bank.clone(), q.clone())))
}

/// Stores the recordings as takes. One that cannot be read is left out.
fn store(
    context: &Context,
    args: &ImportRecordingsArgs,
    wanted: Vec<(PathBuf, String, Question)>,
    report: &mut ImportedRecordings,
) -> Result<Vec<(PathBuf, Interrupted)>, Failure> {
    let sessions = context.sessions();
    let mut writer = match &args.session {
        Some(id) => sessions.open(id)?,
        None => sessions.create(SessionKind::Practice, None, &Zoned::now()),
    };
    let mut waiting = Vec::new();
    for (file, bank, question) in wanted {
        match add_recording(&mut writer, &file, &bank, question) {
            Ok(take) => waiting.push((file, take)),
            Err(why) => report.left_out.push(LeftOutFile { file, why: why.to_string() }),
        }
    }
    report.session = (!waiting.is_empty()).then(|| writer.session().id.clone());
    Ok(waiting)
}

fn score(context: &Context, waiting: Vec<(PathBuf, Interrupted)>, report: &mut ImportedRecordings) -> CommandResult {
    if waiting.is_empty() {
        return Ok(());
    }
    let recovery = App::new(&context.home, context.every_bank(&[]), equipment(context)).recovery()?;
    for (file, take) in waiting {
        match score_one(context, &recovery, &take) {
            Ok(Some((score, heard_enough))) => {
                let Interrupted { take, question, duration_s, .. } = take;
                report.takes.push(ImportedTake { take, question, file, duration_s, score, heard_enough });
            }
            Ok(None) => report.left_out.push(LeftOutFile { file, why: "it has no sound".to_owned() }),
            Err(why) => report.left_out.push(LeftOutFile {
                file,
                why: format!("{}. It is stored: `outloud sessions recover` tries again", why.message),
            }),
        }
    }
    Ok(())
}

fn score_one(context: &Context, recovery: &Recovery, take: &Interrupted) -> Result<Option<(f64, bool)>, Failure> {
    let bar = if context.global.json {
        ProgressBar::hidden()
    } else {
        let template = "{spinner} transcribing {msg} {bar:24} {pos} of {len} s";
        progress::bar(0, template, &format!("transcribing {}", take.question))
    };
    bar.set_message(take.question.clone());
    let outcome = recovery.score(take, |done_s, total_s| {
        bar.set_length(total_s.ceil() as u64);
        bar.set_position(done_s as u64);
    });
    bar.finish_and_clear();
    Ok(match outcome? {
        Recovered::Scored(take) => Some((take.measured_score().unwrap_or(0.0), take.final_score().is_some())),
        Recovered::Nothing => None,
    })
}

fn print(report: &ImportedRecordings) -> CommandResult {
    for left_out in &report.left_out {
        say(&format!("left out: '{}': {}", left_out.file.display(), left_out.why));
    }
    for ImportedTake { take, question, file, duration_s, score, heard_enough } in &report.takes {
        let result = if *heard_enough { format!("{score:.0} of 100") } else { "not heard well enough".to_owned() };
        print_line(&format!("{take}. {question}, {duration_s:.0} s: {result} ({})", file.display()))?;
    }
    match &report.session {
        Some(id) => print_line(&format!("In session {id}: outloud review {id}")),
        None => Ok(()),
    }
}
