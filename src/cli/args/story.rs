//! `outloud story`.

use clap::{Args, Subcommand};

/// `outloud story ...`.
#[derive(Debug, Subcommand)]
pub enum StoryCommand {
    /// Write a commented file for a story of your own: context, stack, what I did, numbers, what I learned
    #[command(
        after_help = "Examples:\n  outloud story new 'My first job'\n  outloud practice --kind experience --story my-first-job"
    )]
    New {
        /// Its name; the file is stories/<name>.md of the home
        name: String,
    },
    /// List every story
    List,
    /// Show a story
    Show {
        /// A story's name, or a file
        #[arg(value_name = "NAME|PATH")]
        story: String,
    },
    /// Show which of your stories answer which questions, and which questions have none yet
    #[command(
        after_help = "Examples:\n  outloud story map\n  outloud story map my-first-job --bank behavioural-star\n  outloud story map --json"
    )]
    Map(MapArgs),
    /// Check what stories lack; exit code 1 if something is missing
    #[command(after_help = "Examples:\n  outloud story check\n  outloud story check my-first-job")]
    Check {
        /// Stories' names, or files; none: every story
        #[arg(value_name = "NAME|PATH")]
        stories: Vec<String>,
    },
}

/// `outloud story map`.
#[derive(Debug, Args)]
pub struct MapArgs {
    /// Stories' names, or files; none: every story of your own
    #[arg(value_name = "NAME|PATH")]
    pub stories: Vec<String>,
    /// Only the questions of this bank: an id, a file or a folder; may be repeated
    #[arg(long, value_name = "BANK")]
    pub bank: Vec<String>,
}
