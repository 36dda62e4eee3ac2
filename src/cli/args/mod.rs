//! The arguments as typed: what clap parses and `--help` prints. `Context` and the command modules resolve them; nothing here
//! opens a file or imports another part of the command line.

pub mod answers;
pub mod bank;
pub mod evaluate;
pub mod export;
pub mod global;
pub mod job;
pub mod models;
pub mod notes;
pub mod plan;
pub mod practice;
pub mod privacy;
pub mod sessions;
pub mod story;
pub mod voice;

use clap::{Parser, Subcommand};

use answers::{BATCH_HELP, BatchArgs, ScoreArgs, TranscribeArgs};
use bank::BankCommand;
use evaluate::EvaluateCommand;
use global::Global;
use job::MatchArgs;
use models::ModelsCommand;
use notes::{NOTES_HELP, NotesArgs};
use plan::PlanArgs;
use practice::{MockArgs, PracticeArgs};
use privacy::PrivacyArgs;
use sessions::SessionsCommand;
use story::StoryCommand;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "outloud", version, about, long_about = LONG_ABOUT, after_help = EXAMPLES, max_term_width = 100)]
#[command(propagate_version = true, disable_help_subcommand = true)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// The command; none opens the home screen.
    #[command(subcommand)]
    pub command: Option<CliCommand>,
}

const LONG_ABOUT: &str = "\
A mock interview simulator that listens. It asks a question, records your spoken answer, transcribes it on this \
machine with Whisper, and scores how much of the model answer, and of what the recruiter wants to hear, you said: \
each point with the words and the second that earned it. No AI judge, no account, no network.";

const EXAMPLES: &str = "\
Examples:
  outloud demo                                  the whole thing on a spoken answer that ships with it
  outloud practice --topic git                  one question at a time
  outloud mock --questions 5 --answer-time 90   a timed round
  outloud score --question git-merge-vs-rebase --audio answer.wav
  outloud transcribe talk.wav --format srt";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum CliCommand {
    /// Rehearse one question at a time, with hints at hand
    #[command(
        after_help = "Examples:\n  outloud practice\n  outloud practice --topic git --level entry\n  outloud practice --question git-merge-vs-rebase --mic-from answer.wav\n  outloud practice --kind experience --story my-first-job"
    )]
    Practice(PracticeArgs),
    /// A timed mock interview: no hints, follow-ups by the interviewer, a debrief at the end
    #[command(
        after_help = "Examples:\n  outloud mock --preset phone-screen --persona brisk\n  outloud mock --questions 5 --think-time 10 --answer-time 60 --strict --seed 7"
    )]
    Mock(MockArgs),
    /// The questions that a job description or a CV calls for, with the words that called for them
    #[command(
        after_help = "Examples:\n  outloud match job.md\n  outloud match cv.pdf --round\n  pbpaste | outloud match - --json"
    )]
    Match(MatchArgs),
    /// What to practise on each day until an interview
    Plan(PlanArgs),
    /// Repeat the questions that are due or were answered weakly, or those about one concept
    #[command(after_help = "Examples:\n  outloud drill\n  outloud drill --concept rollback")]
    Drill {
        /// The questions about this concept, the weak ones first; `outloud stats` names weak ones
        #[arg(long, value_name = "NAME")]
        concept: Option<String>,
    },
    /// Look at past sessions: listen again, see where each point landed, compare takes
    Review {
        /// The session's id or the start of it; none: the list
        session: Option<String>,
    },
    /// The settings: change them on a screen; with --plain list them, with NAME print one, with NAME and VALUE change one
    #[command(
        after_help = "Examples:\n  outloud settings\n  outloud settings --plain\n  outloud settings colors light\n  outloud settings microphone \"\""
    )]
    Settings {
        /// A setting, as the file outloud.toml calls it
        name: Option<String>,
        /// Its new value; an empty text is none
        value: Option<String>,
    },
    /// Score one answer, from a recording or from text
    #[command(
        after_help = "Examples:\n  outloud score --question git-merge-vs-rebase --audio answer.wav\n  echo 'merge keeps history' | outloud score --question git-merge-vs-rebase --text - --explain"
    )]
    Score(ScoreArgs),
    /// Transcribe recordings as text, JSON or subtitles
    #[command(after_help = "Examples:\n  outloud transcribe talk.wav\n  outloud transcribe a.wav b.wav --format srt")]
    Transcribe(TranscribeArgs),
    /// Score many answers: one JSON object per line on stdin, one per line on stdout, in the same order
    #[command(after_help = BATCH_HELP)]
    Batch(BatchArgs),
    /// Show progress by week, topic, question and point
    Stats,
    /// Print shell completions, for packagers
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, for packagers
    Man,
    /// Run the whole path on a spoken answer that ships with outloud: no microphone, no input
    Demo,
    /// List the microphones of this machine
    Devices,
    /// Check what works on this machine, and say what to do about the rest
    Doctor,
    /// Whisper models: list, pull, verify, path, default
    #[command(subcommand)]
    Models(ModelsCommand),
    /// Question banks: list, show, check, new, import
    #[command(subcommand)]
    Bank(BankCommand),
    /// Your own stories: new, list, show, check
    #[command(subcommand)]
    Story(StoryCommand),
    /// Your notes, and the questions that you want to ask the interviewer
    #[command(after_help = NOTES_HELP)]
    Notes(NotesArgs),
    /// Measure outloud: agreement with graders, terms recognised, word errors, waiting time
    #[command(subcommand)]
    Evaluate(EvaluateCommand),
    /// Read a text aloud in the interviewer's voice, or write it as a WAV
    Say(voice::SayArgs),
    /// Past sessions: list, show, export, rescore, correct, recover, delete
    #[command(subcommand)]
    Sessions(SessionsCommand),
    /// List every path that outloud writes with its size, and how long recordings are kept
    Privacy(PrivacyArgs),
    /// Read a PDF from stdin and print its text; `match` runs it as a process of its own
    #[command(hide = true)]
    PdfText,
}
