//! `outloud sessions export`: sessions as a report, as tables, as subtitles. Documents are made whole, then written whole.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use super::{
    args::export::{AudioPlace, ExportArgs, ExportFormat},
    context::Context,
    failure::{CommandResult, Failure},
    output::{print_json, print_line, say},
    progress,
};
use outloud_core::{bank::Bank, session::Session, view::PEAKS};
use outloud_engine::Habits;
use outloud_exchange::{
    captions,
    report::{self, Recordings, ReportPeaks, ReportRecording, ReportSurroundings, dataset, names, rows, table},
};
use outloud_store::{atomic, writer::wav_name};

/// Recordings larger than this together are not put into one HTML file, which a browser reads whole.
const MAX_EMBEDDED_BYTES: u64 = 256 * 1024 * 1024;

/// More files than this are counted, not listed.
const MAX_LISTED: usize = 12;

/// A file to be written.
struct ExportFile {
    path: PathBuf,
    bytes: Vec<u8>,
}

/// What a report knows besides its sessions.
#[derive(Default)]
struct Around {
    banks: Vec<Bank>,
    usual_words_per_minute: Option<f64>,
    peaks: ReportPeaks,
}

impl Around {
    /// The banks and the usual pace. Where names are left out no bank is asked: it may hold them.
    fn of(context: &Context, args: &ExportArgs) -> Self {
        let all = context.sessions().list().map(|listing| listing.sessions).unwrap_or_default();
        let habits = Habits::of(all.iter().flat_map(|s| &s.takes));
        let banks = if args.leave_out.is_empty() { context.every_bank(&[]).all().to_vec() } else { Vec::new() };
        Self { banks, usual_words_per_minute: habits.usual_words_per_minute, peaks: ReportPeaks::new() }
    }

    fn surroundings(&self) -> ReportSurroundings<'_> {
        let (banks, peaks) = (&self.banks, Some(&self.peaks));
        ReportSurroundings { banks, usual_words_per_minute: self.usual_words_per_minute, peaks }
    }
}

/// Runs `outloud sessions export`.
///
/// # Errors
/// For unknown or damaged sessions, and where the files cannot be written.
pub fn run(context: &Context, args: &ExportArgs) -> CommandResult {
    let sessions = without_names(chosen(context, args)?, &args.leave_out)?;
    let target = target(args.output.as_deref(), &sessions, args.format);
    let documents = documents(context, args, &sessions, &target)?;
    if target == Path::new("-") {
        return to_stdout(&documents);
    }
    write(context, &documents, &target)
}

fn chosen(context: &Context, args: &ExportArgs) -> Result<Vec<Session>, Failure> {
    let store = context.sessions();
    if args.all {
        let listing = store.list()?;
        for problem in &listing.problems {
            say(problem);
        }
        let mut sessions = listing.sessions;
        sessions.reverse();
        return if sessions.is_empty() { Ok(vec![store.find(None)?]) } else { Ok(sessions) };
    }
    if args.sessions.is_empty() {
        return Ok(vec![store.find(None)?]);
    }
    let ids = store.ids()?;
    let mut chosen: Vec<&str> = Vec::new();
    for wanted in &args.sessions {
        let mut fitting: Vec<&str> = ids.iter().map(String::as_str).filter(|id| id.starts_with(wanted)).collect();
        if fitting.is_empty() || fitting.contains(&wanted.as_str()) {
            fitting = vec![wanted];
        }
        fitting.retain(|id| !chosen.contains(id));
        chosen.extend(fitting);
    }
    chosen.into_iter().map(|id| Ok(store.find(Some(id))?)).collect()
}

fn without_names(sessions: Vec<Session>, names: &[String]) -> Result<Vec<Session>, Failure> {
    if names.is_empty() {
        return Ok(sessions);
    }
    let left_out =
        |s: &Session| names::left_out(s, names).map_err(|e| Failure::new(format!("session '{}': {e}", s.id)));
    sessions.iter().map(left_out).collect()
}

/// The path to write. If it is a folder and there is one document, the document is named after its session.
fn target(output: Option<&Path>, sessions: &[Session], format: ExportFormat) -> PathBuf {
    let usual = default_output(sessions, format);
    match output {
        None => usual,
        Some(path) => {
            let is_folder = path.is_dir() || path.to_string_lossy().ends_with(std::path::is_separator);
            if is_folder && usual.extension().is_some() { path.join(usual) } else { path.to_owned() }
        }
    }
}

/// `<session>.html` in the current folder; subtitles of several takes and the data set make a folder.
fn default_output(sessions: &[Session], format: ExportFormat) -> PathBuf {
    let name = match sessions {
        [one] => one.id.clone(),
        _ => "outloud-sessions".to_owned(),
    };
    match format {
        ExportFormat::Srt | ExportFormat::Vtt if takes(sessions).count() > 1 => PathBuf::from(name),
        ExportFormat::Parquet => PathBuf::from(format!("{name}-parquet")),
        _ => PathBuf::from(format!("{name}.{}", extension(format))),
    }
}

fn extension(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Html => "html",
        ExportFormat::Md => "md",
        ExportFormat::Json => "json",
        ExportFormat::Csv => "csv",
        ExportFormat::Srt => "srt",
        ExportFormat::Vtt => "vtt",
        ExportFormat::Parquet => "parquet",
    }
}

/// Every transcribed take with its session.
fn takes(sessions: &[Session]) -> impl Iterator<Item = (&Session, &outloud_core::session::Take)> {
    sessions.iter().flat_map(|s| s.takes.iter().map(move |t| (s, t))).filter(|(_, t)| t.transcript.is_some())
}

fn documents(
    context: &Context,
    args: &ExportArgs,
    sessions: &[Session],
    target: &Path,
) -> Result<Vec<ExportFile>, Failure> {
    let document = |path: &Path, text: String| ExportFile { path: path.to_owned(), bytes: text.into_bytes() };
    let broken = |e: &dyn std::fmt::Display| Failure::new(e.to_string());
    Ok(match args.format {
        ExportFormat::Html => return html(context, args, sessions, target),
        ExportFormat::Md => {
            let around = Around::of(context, args);
            let text = report::markdown_with(sessions, around.surroundings()).map_err(|e| broken(&e))?;
            vec![document(target, text)]
        }
        ExportFormat::Json => {
            let text = serde_json::to_string_pretty(sessions).map_err(|e| broken(&e))?;
            vec![document(target, text + "\n")]
        }
        ExportFormat::Csv => {
            let candidate = args.candidate.as_deref();
            let takes: Vec<_> = sessions.iter().flat_map(|s| rows::takes(s, candidate)).collect();
            let takes = document(target, table::csv(&takes).map_err(|e| broken(&e))?);
            if target == Path::new("-") {
                return Ok(vec![takes]);
            }
            let points: Vec<_> = sessions.iter().flat_map(|s| rows::points(s, candidate)).collect();
            let points = document(&beside(target, "points"), table::csv(&points).map_err(|e| broken(&e))?);
            let beliefs: Vec<_> = sessions.iter().flat_map(|s| rows::misconceptions(s, candidate)).collect();
            let beliefs = document(&beside(target, "misconceptions"), table::csv(&beliefs).map_err(|e| broken(&e))?);
            vec![takes, points, beliefs]
        }
        ExportFormat::Srt | ExportFormat::Vtt => subtitles(args.format, sessions, target)?,
        ExportFormat::Parquet => parquet(args.candidate.as_deref(), sessions, target)?,
    })
}

/// The tables of a data set below `folder`.
fn parquet(candidate: Option<&str>, sessions: &[Session], folder: &Path) -> Result<Vec<ExportFile>, Failure> {
    if folder == Path::new("-") {
        return Err(Failure::usage("parquet makes a folder of files: give --output FOLDER"));
    }
    let mut documents = Vec::new();
    for session in sessions {
        let files = dataset::files(session, candidate)
            .map_err(|e| Failure::new(format!("session '{}' does not fit into Parquet: {e}", session.id)))?;
        let document = |file: dataset::File| ExportFile { path: folder.join(file.path.join("/")), bytes: file.bytes };
        documents.extend(files.into_iter().map(document));
    }
    Ok(documents)
}

/// `answers.csv` -> `answers-points.csv`.
fn beside(takes: &Path, table: &str) -> PathBuf {
    let stem = takes.file_stem().unwrap_or_default().to_string_lossy();
    takes.with_file_name(format!("{stem}-{table}.csv"))
}

/// One file for one take; a folder with a file per take, named after its recording, for several.
fn subtitles(format: ExportFormat, sessions: &[Session], target: &Path) -> Result<Vec<ExportFile>, Failure> {
    let write = if format == ExportFormat::Srt { captions::srt } else { captions::vtt };
    let takes: Vec<_> = takes(sessions).filter_map(|(s, t)| Some((s, t, t.transcript.as_ref()?))).collect();
    if let [(_, _, transcript)] = takes.as_slice() {
        return Ok(vec![ExportFile { path: target.to_owned(), bytes: write(transcript).into_bytes() }]);
    }
    if takes.is_empty() {
        return Err(Failure::new("none of these answers is transcribed, so there are no subtitles to write"));
    }
    if target == Path::new("-") {
        return Err(Failure::usage(format!(
            "{} answers make as many subtitle files: give --output FOLDER",
            takes.len()
        )));
    }
    let path = |session: &Session, name: &str| match sessions {
        [_] => target.join(name),
        _ => target.join(&session.id).join(name),
    };
    let name = |t: &outloud_core::session::Take| {
        Path::new(&wav_name(t.number, &t.question.id))
            .with_extension(extension(format))
            .to_string_lossy()
            .replace('/', "-")
    };
    Ok(takes
        .iter()
        .map(|(s, t, said)| ExportFile { path: path(s, &name(t)), bytes: write(said).into_bytes() })
        .collect())
}

fn html(context: &Context, args: &ExportArgs, sessions: &[Session], target: &Path) -> Result<Vec<ExportFile>, Failure> {
    let (place, mut around) = (args.audio, Around::of(context, args));
    let store = context.sessions();
    let mut recordings = Recordings::new();
    let mut documents = Vec::new();
    let mut total = 0;
    let folder = format!("{}-audio", target.file_stem().unwrap_or_default().to_string_lossy());
    if place == AudioPlace::Beside && target == Path::new("-") {
        return Err(Failure::usage("recordings beside the report need a file: give --output PATH or --audio embed"));
    }
    for (session, take) in sessions.iter().flat_map(|s| s.takes.iter().map(move |t| (s, t))) {
        let path = store.audio_of(session, take).filter(|p| p.is_file());
        let (Some(path), true) = (path, place != AudioPlace::None) else { continue };
        let bytes = std::fs::read(&path)
            .map_err(|e| Failure::new(format!("cannot read '{}': {e}. --audio none leaves it out", path.display())))?;
        // A recording whose samples cannot be read has no waveform; whether it plays is for the browser to say.
        if let Ok(peaks) = outloud_audio::peaks(&path, PEAKS) {
            around.peaks.insert((session.id.clone(), take.number), peaks);
        }
        total += bytes.len() as u64;
        if place == AudioPlace::Embed && total > MAX_EMBEDDED_BYTES {
            return Err(Failure::new(
                "these recordings are too large for one file: --audio beside puts them into a folder beside it",
            ));
        }
        let recording = if place == AudioPlace::Beside {
            let name = format!("{}-{:02}.wav", session.id, take.number);
            documents.push(ExportFile { path: target.with_file_name(&folder).join(&name), bytes });
            ReportRecording::Beside(vec![folder.clone(), name])
        } else {
            ReportRecording::Embedded(bytes)
        };
        recordings.insert((session.id.clone(), take.number), recording);
    }
    let text =
        report::html_with(sessions, &recordings, around.surroundings()).map_err(|e| Failure::new(e.to_string()))?;
    documents.push(ExportFile { path: target.to_owned(), bytes: text.into_bytes() });
    Ok(documents)
}

fn to_stdout(documents: &[ExportFile]) -> CommandResult {
    let mut out = std::io::stdout().lock();
    for document in documents {
        match out.write_all(&document.bytes).and_then(|()| out.flush()) {
            Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => return Ok(()),
            Err(e) => return Err(Failure::new(format!("cannot write to stdout: {e}"))),
            Ok(()) => {}
        }
    }
    Ok(())
}

fn write(context: &Context, documents: &[ExportFile], target: &Path) -> CommandResult {
    #[derive(serde::Serialize)]
    struct Written<'a> {
        path: &'a Path,
        bytes: usize,
    }
    let template = "{spinner} writing {bar:24} {pos} of {len} files";
    let bar = progress::bar(documents.len() as u64, template, &format!("writing {} files", documents.len()));
    for document in bar.wrap_iter(documents.iter()) {
        if let Some(folder) = document.path.parent().filter(|p| !p.as_os_str().is_empty() && !p.exists()) {
            atomic::create_private_folder(folder)?;
        }
        atomic::write(&document.path, &document.bytes)?;
    }
    bar.finish_and_clear();
    if context.global.json {
        let written: Vec<_> = documents.iter().map(|d| Written { path: &d.path, bytes: d.bytes.len() }).collect();
        return print_json(&written);
    }
    if documents.len() > MAX_LISTED {
        let bytes: usize = documents.iter().map(|d| d.bytes.len()).sum();
        return print_line(&format!("{}: {} files ({} kB)", target.display(), documents.len(), bytes.div_ceil(1000)));
    }
    for document in documents {
        print_line(&format!("{} ({} kB)", document.path.display(), document.bytes.len().div_ceil(1000)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use outloud_core::session::SessionKind;

    #[test]
    fn a_folder_gets_a_document_with_its_usual_name() {
        let sessions = |n: usize| {
            vec![
                Session {
                    schema: 1,
                    id: "s".into(),
                    kind: SessionKind::Demo,
                    started_at: String::new(),
                    round: None,
                    takes: Vec::new(),
                    ended_early: false
                };
                n
            ]
        };
        let target =
            |output: &str, n, format| target(Some(Path::new(output)), &sessions(n), format).display().to_string();
        assert_eq!(target("x/", 1, ExportFormat::Srt), "x/s.srt");
        assert_eq!(target("x/", 2, ExportFormat::Html), "x/outloud-sessions.html");
        assert_eq!(target("x/", 1, ExportFormat::Parquet), "x/");
        assert_eq!(target("-", 1, ExportFormat::Md), "-");
        assert_eq!(target("y.html", 1, ExportFormat::Html), "y.html");
    }

    #[test]
    fn points_lie_beside_the_takes() {
        assert_eq!(beside(Path::new("x/answers.csv"), "points"), Path::new("x/answers-points.csv"));
    }
}
