//! `outloud privacy`: every path that outloud writes, how much is there, and how long recordings are kept.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{
    args::privacy::PrivacyArgs,
    context::Context,
    delete::size,
    failure::{CommandResult, Failure},
    output::{print_json, print_line, say},
    table::{table, text},
};
use crate::app::Settings;

/// The document of `privacy --json`.
#[derive(Serialize)]
struct PrivacyDocument {
    home: PathBuf,
    paths: Vec<Written>,
    /// Days that recordings are kept; 0: for ever.
    keep_audio_days: u32,
    /// What can open a connection to another machine.
    network: &'static str,
}

/// A place that outloud writes to.
#[derive(Serialize)]
struct Written {
    path: PathBuf,
    what: &'static str,
    files: u64,
    bytes: u64,
}

const NETWORK: &str = if cfg!(feature = "download") {
    "only `models pull`, when you run it"
} else {
    "nothing: this build has no network code"
};

/// Runs `outloud privacy`.
///
/// # Errors
/// If the settings cannot be read or written.
pub fn run(context: &Context, args: &PrivacyArgs) -> CommandResult {
    let mut settings = settings(context)?;
    if let Some(days) = args.keep_audio {
        settings.keep_audio_days = days;
        settings.save(&context.home).map_err(|e| Failure::new(e.to_string()))?;
        expire(context)?;
    }
    let report = report(context, &settings);
    if context.global.json {
        return print_json(&report);
    }
    let mut out = table(&["path", "what", "files", "size"]);
    for w in &report.paths {
        out.add_row([w.path.display().to_string(), w.what.to_owned(), w.files.to_string(), size(w.bytes)]);
    }
    print_line(&text(&out))?;
    let kept = match report.keep_audio_days {
        0 => "for ever".to_owned(),
        days => format!("{days} days; transcripts and scores stay"),
    };
    print_line(&format!("\nRecordings are kept {kept}. `outloud privacy --keep-audio DAYS` changes that."))?;
    print_line(&format!("What can open a network connection: {NETWORK}."))?;
    print_line(
        "Folders are readable by you alone. `outloud sessions delete` removes sessions, --audio-only their recordings.",
    )?;
    print_line("Exports and imported banks are where you put them.")
}

fn settings(context: &Context) -> Result<Settings, Failure> {
    Settings::load(&context.home).map_err(|e| Failure::new(e.to_string()))
}

fn report(context: &Context, settings: &Settings) -> PrivacyDocument {
    let home = &context.home;
    let places = [
        (home.sessions_dir(), "recordings, transcripts, scores; the log of the full screen"),
        (home.stories_dir(), "your own stories"),
        (home.notes_dir(), "your notes, and the questions that you want to ask"),
        (home.questions_dir(), "your own question banks"),
        (home.models_dir(), "models that you pulled"),
        (home.plan_file(), "the goal of your practice plan"),
        (home.settings_file(), "settings"),
    ];
    let written = |(path, what): (PathBuf, &'static str)| {
        let (files, bytes) = weigh(&path, 0);
        Written { path, what, files, bytes }
    };
    PrivacyDocument {
        home: home.root().to_owned(),
        paths: places.into_iter().map(written).chain([temporary()]).collect(),
        keep_audio_days: settings.keep_audio_days,
        network: NETWORK,
    }
}

/// Temporary files of every run of outloud on this machine.
fn temporary() -> Written {
    const PREFIX: &str = "outloud-";
    let folder = std::env::temp_dir();
    let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let own = entries.filter(|e| e.file_name().to_string_lossy().starts_with(PREFIX));
    let (files, bytes) = own.map(|e| weigh(&e.path(), 0)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    let what = "sound of the demo, of doctor and of the microphone test, while they run";
    Written { path: folder.join(format!("{PREFIX}*")), what, files, bytes }
}

/// Files and bytes at `path`; links are counted as nothing and not followed.
fn weigh(path: &Path, depth: usize) -> (u64, u64) {
    const DEEPEST: usize = 16;
    let Ok(about) = std::fs::symlink_metadata(path) else { return (0, 0) };
    if about.is_file() {
        return (1, about.len());
    }
    if !about.is_dir() || depth > DEEPEST {
        return (0, 0);
    }
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|e| weigh(&e.path(), depth + 1)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
}

/// Removes the recordings that are older than the user keeps them, and says so.
///
/// # Errors
/// If one cannot be removed.
pub fn expire(context: &Context) -> CommandResult {
    // Settings that cannot be read are reported where they are shown.
    let days = Settings::load(&context.home).map_or(0, |s| s.keep_audio_days);
    if let Some(sentence) = crate::app::expire(&context.sessions(), days)? {
        say(&sentence);
    }
    Ok(())
}
