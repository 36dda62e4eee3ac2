//! `outloud bank`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

/// `outloud bank ...`.
#[derive(Debug, Subcommand)]
pub enum BankCommand {
    /// List every bank
    List,
    /// Show a bank's glossary, what people mix up, its rules of thumb and its questions; or one question in full
    #[command(
        after_help = "Examples:\n  outloud bank show devops-core\n  outloud bank show --question git-merge-vs-rebase\n  outloud bank show --question git-merge-vs-rebase --json"
    )]
    Show {
        /// A bank's id, a bank file, or a question's id
        #[arg(value_name = "BANK|QUESTION", required_unless_present = "question")]
        what: Option<String>,
        /// The question with this id: how to build the answer, the model answer, and what is worth knowing around it
        #[arg(long, value_name = "ID")]
        question: Option<String>,
    },
    /// Find words of the glossaries, what people mix up, rules of thumb and questions by what they speak of
    #[command(after_help = "Examples:\n  outloud bank search canary\n  outloud bank search error budget --json")]
    Search {
        /// Words, or their beginnings
        #[arg(required = true, value_name = "WORD")]
        text: Vec<String>,
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
    /// Print the JSON Schema of banks, by which editors complete and check them
    Schema,
    /// Make a bank from notes: Markdown, spreadsheets, Anki decks, Quizlet, Notion, Obsidian, JSON
    #[command(
        after_help = "Examples:\n  outloud bank import notes.md --dry-run\n  outloud bank import deck.apkg\n  outloud bank import questions.csv --to questions/mine.json --propose\n  pbpaste | outloud bank import - --to questions/pasted.json"
    )]
    Import(ImportArgs),
}

/// `outloud bank import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The notes; - reads them from stdin
    pub notes: PathBuf,
    /// Their format; by default the file's name decides, else its content
    #[arg(long, value_enum)]
    pub format: Option<NotesFormat>,
    /// How the questions of Markdown are set apart; by default found out
    #[arg(long, value_enum)]
    pub layout: Option<NotesLayout>,
    /// How the text is encoded, for example windows-1252 or iso-8859-15; by default found out
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The bank to write; by default questions/<name>.json of the home
    #[arg(long, value_name = "PATH")]
    pub to: Option<PathBuf>,
    /// Replace the bank if it exists
    #[arg(long)]
    pub force: bool,
    /// Show what was understood and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Keep what neither asks nor has an answer
    #[arg(long)]
    pub keep_unanswered: bool,
    /// Propose keywords from the answers and write them into the bank
    #[arg(long)]
    pub propose: bool,
}

/// How the questions of Markdown are set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NotesLayout {
    /// Q: and A:, flashcards.
    Labels,
    /// Headings with the answer below.
    Headings,
    /// <summary> with the answer in its <details>.
    Details,
    /// Bold lines with the answer below.
    Bold,
    /// Items of lists.
    Lists,
}

/// What notes are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NotesFormat {
    /// Markdown in any common layout, and plain text.
    Markdown,
    /// A table, comma-separated unless its content says otherwise.
    Csv,
    /// A table, tab-separated unless its content says otherwise.
    Tsv,
    /// Anki's text export.
    Anki,
    /// An Anki package: .apkg or .colpkg.
    Apkg,
    /// A bank, or a list of objects with questions and answers.
    Json,
}

impl NotesFormat {
    /// The format that a file's name tells.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            "json" => Some(Self::Json),
            "apkg" | "colpkg" => Some(Self::Apkg),
            _ => None,
        }
    }
}
