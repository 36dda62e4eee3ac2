//! `outloud match`.

use std::path::PathBuf;

use clap::Args;

/// `outloud match`.
#[derive(Debug, Args)]
pub struct MatchArgs {
    /// The job description or CV: text, Markdown or PDF; - reads standard input
    pub file: PathBuf,
    /// Begin a mock interview with the questions
    #[arg(long)]
    pub round: bool,
    /// How many questions a topic are shown, and taken into a round; 0: all
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub each: usize,
    /// Only these banks: a file, a folder, or the id of a known bank; repeatable
    #[arg(long, value_name = "PATH|ID")]
    pub bank: Vec<String>,
}
