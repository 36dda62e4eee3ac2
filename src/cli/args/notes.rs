//! `outloud notes`.

use clap::{Args, ValueEnum};

/// Shown below the help.
pub const NOTES_HELP: &str = "\
Examples:
  outloud notes                                        both files
  outloud notes to-ask --add 'Who is on call here?'    one more question to ask them
  outloud notes mine --edit                            opens $VISUAL or $EDITOR";

/// `outloud notes`.
#[derive(Debug, Args)]
pub struct NotesArgs {
    /// Which of the two files; none: both
    #[arg(value_enum, required_if_eq("edit", "true"))]
    pub which: Option<WhichNotes>,
    /// Add a line at the end
    #[arg(long, value_name = "TEXT", requires = "which")]
    pub add: Option<String>,
    /// Open the file in $VISUAL or $EDITOR
    #[arg(long, requires = "which", conflicts_with = "add")]
    pub edit: bool,
}

/// Which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WhichNotes {
    /// Notes to yourself.
    Mine,
    /// Questions to ask them.
    ToAsk,
}
