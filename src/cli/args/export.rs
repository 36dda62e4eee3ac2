//! `outloud sessions export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Shown below the help.
pub const EXPORT_HELP: &str = "\
Examples:
  outloud sessions export                                  the latest as one HTML file with its recordings inside
  outloud sessions export --all --output progress.html     every session, take against take, with the trend
  outloud sessions export 2026-11 --format csv --output answers.csv      all of November's
  outloud sessions export --format srt --output subtitles/
  outloud sessions export --format md --output -           on standard output
  outloud sessions export --leave-out Ann --leave-out 'Acme Corp'     to show it to others
  outloud sessions export --all --format parquet --candidate 'Ann' --output cohort/

csv writes two tables: PATH with a row per take and PATH-points with a row per keyword and rubric point. srt and vtt write
one file per take into the folder PATH, or one file if there is one take. json is an array of sessions. parquet adds tables of \
takes, points and words to the folder PATH, by date, for DuckDB, Polars and Spark; docs/queries.md has questions to ask it.";

/// `outloud sessions export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The sessions' ids; the start of an id means all sessions that begin with it; none: the latest
    #[arg(value_name = "SESSION", conflicts_with = "all")]
    pub sessions: Vec<String>,
    /// Every session
    #[arg(long)]
    pub all: bool,
    /// The format
    #[arg(long, value_enum, default_value_t = ExportFormat::Html)]
    pub format: ExportFormat,
    /// Where to write; - is standard output; by default a file named after the session in the current folder
    #[arg(long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Where to put the recordings of the HTML report: inside the file, in a folder beside it, or nowhere
    #[arg(long, value_enum, default_value_t = AudioPlace::Embed)]
    pub audio: AudioPlace,
    /// A name to leave out, as the transcript spells it: [name] replaces it, and recordings are left out too, since they say it; repeatable
    #[arg(long, value_name = "NAME")]
    pub leave_out: Vec<String>,
    /// Who answered, for the column `candidate` of the tables; left out unless given
    #[arg(long, value_name = "NAME")]
    pub candidate: Option<String>,
}

/// What an export is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One file for a browser, no network.
    Html,
    /// Markdown.
    Md,
    /// The sessions as they are stored.
    Json,
    /// Tables: takes and points.
    Csv,
    /// SubRip subtitles, a file per take.
    Srt,
    /// WebVTT subtitles, a file per take.
    Vtt,
    /// A data set: takes, points and words as Parquet, a folder per date.
    Parquet,
}

/// Where a report has its recordings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AudioPlace {
    /// Inside the file.
    Embed,
    /// In a folder beside it.
    Beside,
    /// Nowhere.
    None,
}
