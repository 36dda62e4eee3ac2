//! `outloud sessions`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::export::{EXPORT_HELP, ExportArgs};

/// `outloud sessions ...`.
#[derive(Debug, Subcommand)]
pub enum SessionsCommand {
    /// List every session, newest first
    List,
    /// Show a session with its scorecards
    Show {
        /// The session's id or the start of it; none: the latest
        session: Option<String>,
    },
    /// Write sessions as a report, as tables or as subtitles
    #[command(after_help = EXPORT_HELP)]
    Export(ExportArgs),
    /// Score stored takes again with today's banks and scorer, and print what changed
    #[command(after_help = "Examples:\n  outloud sessions rescore\n  outloud sessions rescore 2026-11-02 --json")]
    Rescore(RescoreArgs),
    /// Transcribe stored recordings again with another model, and print what changed; what was heard before stays on record
    #[command(
        after_help = "Examples:\n  outloud sessions retranscribe --last --model base.en-q8_0\n  outloud sessions retranscribe 2026-11-21T09 --model small.en --json\n  outloud sessions retranscribe --last --undo\n\nWithout --model, the setting retranscribe_model names it. Words that you corrected by hand are put into the new\ntranscript; what finds no place is told. Ctrl-C loses nothing: each take is stored when it is done."
    )]
    Retranscribe(RetranscribeArgs),
    /// Correct a misheard word of a transcript and score the take again
    #[command(after_help = "Example:\n  outloud sessions correct 2026-11-21 1 --word Putin --to idempotent")]
    Correct(CorrectArgs),
    /// Say that a verdict of a scorecard is wrong: "I did say that", "I did not say that". Again: take it back
    #[command(after_help = "Example:\n  outloud sessions challenge 2026-11-21 1 \"rolls back\"")]
    Challenge(ChallengeArgs),
    /// Score answers whose recording was interrupted; make damaged sessions readable again
    #[command(after_help = "Examples:\n  outloud sessions recover --list\n  outloud sessions recover")]
    Recover {
        /// Only list what could be recovered
        #[arg(long)]
        list: bool,
    },
    /// Make a session of recordings from a phone or a browser, or add them to one
    #[command(
        after_help = "Examples:\n  outloud sessions import answer.m4a --question git-merge-vs-rebase\n  outloud sessions import ~/Recordings\n  outloud sessions import bus.ogg --question git-merge-vs-rebase --session 2026-11-21T09\n\nWithout --question, the file's name holds the question's id: git-merge-vs-rebase.m4a, 03-git-merge-vs-rebase take 2.mp3.\nRead are WAV, MP3, M4A, AAC, Ogg, Opus, FLAC and WebM; the files stay where they are."
    )]
    Import(ImportRecordingsArgs),
    /// Remove sessions for good, or their recordings alone
    #[command(
        after_help = "Examples:\n  outloud sessions delete 2026-11-21T09\n  outloud sessions delete --all --audio-only --yes"
    )]
    Delete(DeleteArgs),
}

/// `outloud sessions import`.
#[derive(Debug, Args)]
pub struct ImportRecordingsArgs {
    /// Recordings, or folders of them
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// The question that they answer; by default the id in each file's name
    #[arg(long, value_name = "ID")]
    pub question: Option<String>,
    /// Add them to this session, by its id or the start of it
    #[arg(long, value_name = "SESSION")]
    pub session: Option<String>,
    /// Where to look for the questions, beside the known banks: an id, a file or a folder
    #[arg(long, value_name = "BANK|PATH")]
    pub bank: Option<String>,
}

/// `outloud sessions rescore`.
#[derive(Debug, Args)]
pub struct RescoreArgs {
    /// The sessions' ids or the start of them; none: every session
    #[arg(value_name = "SESSION")]
    pub sessions: Vec<String>,
}

/// `outloud sessions retranscribe`.
#[derive(Debug, Args)]
pub struct RetranscribeArgs {
    /// The sessions' ids or the start of them
    #[arg(value_name = "SESSION", required_unless_present = "last", conflicts_with = "last")]
    pub sessions: Vec<String>,
    /// The latest session
    #[arg(long)]
    pub last: bool,
    /// Take the last time back: the words and corrections of before count again
    #[arg(long)]
    pub undo: bool,
}

/// `outloud sessions correct`.
#[derive(Debug, Args)]
pub struct CorrectArgs {
    /// The session's id or the start of it
    pub session: String,
    /// The take's number
    pub take: u32,
    /// Which word of the transcript, counted from 1, or the word itself if it stands there once
    #[arg(long, value_name = "N|WORD")]
    pub word: String,
    /// What was said instead; empty: the word was not said
    #[arg(long, value_name = "TEXT")]
    pub to: String,
}

/// `outloud sessions challenge`.
#[derive(Debug, Args)]
pub struct ChallengeArgs {
    /// The session's id or the start of it
    pub session: String,
    /// The take's number
    pub take: u32,
    /// Words of the keyword, point or false belief whose verdict is wrong
    #[arg(value_name = "WORDS")]
    pub what: String,
}

/// `outloud sessions delete`.
#[derive(Debug, Args)]
pub struct DeleteArgs {
    /// The sessions' ids or the start of them
    #[arg(value_name = "SESSION", conflicts_with = "all")]
    pub sessions: Vec<String>,
    /// Every session
    #[arg(long)]
    pub all: bool,
    /// Only the recordings; transcripts and scores stay
    #[arg(long)]
    pub audio_only: bool,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
}
