//! `outloud score`, `outloud batch` and `outloud transcribe`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `outloud score`.
#[derive(Debug, Args)]
pub struct ScoreArgs {
    /// The question's id, from `outloud bank show`
    #[arg(long, value_name = "ID")]
    pub question: String,
    /// A bank file, or the id of a known bank
    #[arg(long, value_name = "PATH|ID")]
    pub bank: Option<String>,
    /// The recorded answer: WAV, MP3, M4A, AAC, Ogg, Opus, FLAC or webm
    #[arg(long, value_name = "RECORDING", required_unless_present = "text", conflicts_with = "text")]
    pub audio: Option<PathBuf>,
    /// The answer as text; - reads standard input
    #[arg(long, value_name = "FILE|-")]
    pub text: Option<PathBuf>,
    /// Your own story to score the answer against as well: a name from `outloud story list`, or a file
    #[arg(long, value_name = "NAME|PATH")]
    pub story: Option<String>,
    /// Print the arithmetic, line by line
    #[arg(long)]
    pub explain: bool,
}

/// Shown below the help of `outloud batch`.
pub const BATCH_HELP: &str = "\
A request is {\"id\", \"question\", \"bank\"?, \"text\" or \"audio\"}, its answer the document of `score --json` with the id.
A line that cannot be answered becomes {\"id\"?, \"line\", \"error\"}, and the rest goes on.

Example:
  echo '{\"id\":1,\"question\":\"git-merge-vs-rebase\",\"text\":\"a merge keeps history\"}' | outloud batch";

/// `outloud batch`.
#[derive(Debug, Args)]
pub struct BatchArgs {
    /// Answers scored in parallel; each job loads the model once
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// `outloud transcribe`.
#[derive(Debug, Args)]
pub struct TranscribeArgs {
    /// The recordings: WAV, MP3, M4A, AAC, Ogg, Opus, FLAC or webm
    #[arg(required = true, value_name = "RECORDING")]
    pub files: Vec<PathBuf>,
    /// The format
    #[arg(long, value_enum, default_value_t = TranscriptFormat::Txt)]
    pub format: TranscriptFormat,
}

/// How a transcript is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TranscriptFormat {
    /// The text.
    Txt,
    /// Text and words with times and probabilities.
    Json,
    /// SubRip subtitles.
    Srt,
    /// WebVTT subtitles.
    Vtt,
}
