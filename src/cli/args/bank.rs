//! `outloud bank`.

use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};

/// `outloud bank ...`.
#[derive(Debug, Subcommand)]
pub enum BankCommand {
    /// List every bank
    List,
    /// Show the questions of a bank, or one question in full
    #[command(after_help = "Examples:\n  outloud bank show devops-core\n  outloud bank show git-merge-vs-rebase")]
    Show {
        /// A bank's id, a bank file, or a question's id
        #[arg(value_name = "BANK|QUESTION")]
        what: String,
    },
    /// Check banks for mistakes; exit code 1 if there are errors
    #[command(
        after_help = "Examples:\n  outloud bank check\n  outloud bank check questions/my-bank.json\n  outloud bank check --question git-merge-vs-rebase"
    )]
    Check {
        /// Bank files or folders; none: every bank there is
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Check this question only; may be repeated
        #[arg(long = "question", value_name = "ID")]
        questions: Vec<String>,
    },
    /// The terms that every bank may use in its patterns
    Terms,
    /// Rewrite a bank of schema 1 as schema 2: phrases become patterns
    #[command(
        after_help = "Examples:\n  outloud bank upgrade questions/my-bank.json\n  outloud bank upgrade questions/my-bank.json --to new.json"
    )]
    Upgrade {
        /// The bank
        file: PathBuf,
        /// Write it here and leave the bank as it is
        #[arg(long, value_name = "PATH")]
        to: Option<PathBuf>,
    },
    /// Write a bank with one commented question that explains itself
    New {
        /// The file to write; by default questions/my-bank.json of the home
        path: Option<PathBuf>,
    },
    /// Make a bank from notes: Markdown questions and answers, CSV or TSV, Anki decks (.apkg or text export)
    #[command(
        after_help = "Examples:\n  outloud bank import notes.md\n  outloud bank import deck.apkg\n  outloud bank import deck.txt --format anki --to questions/deck.json"
    )]
    Import {
        /// The notes
        notes: PathBuf,
        /// Their format; by default the file's name decides
        #[arg(long, value_enum)]
        format: Option<NotesFormat>,
        /// The bank to write; by default questions/<name>.json of the home
        #[arg(long, value_name = "PATH")]
        to: Option<PathBuf>,
        /// Replace the bank if it exists
        #[arg(long)]
        force: bool,
    },
}

/// What notes are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NotesFormat {
    /// Q: and A: lines, headings with answers, <details> hints.
    Markdown,
    /// Comma-separated.
    Csv,
    /// Tab-separated.
    Tsv,
    /// Anki's text export.
    Anki,
    /// An Anki package: .apkg or .colpkg.
    Apkg,
}

impl NotesFormat {
    /// The format that a file's name tells.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            "txt" => Some(Self::Anki),
            "apkg" | "colpkg" => Some(Self::Apkg),
            _ => None,
        }
    }
}
