//! The arguments as typed. What they mean together is decided in the command modules; nothing here opens a file.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use outloud_core::bank::{Kind, Level};

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
    pub command: Option<Command>,
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

/// What every command takes.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// Print one JSON document on stdout and nothing else there
    #[arg(long, global = true)]
    pub json: bool,
    /// The folder with models/, questions/ and sessions/
    #[arg(long, global = true, value_name = "DIR", env = "OUTLOUD_HOME")]
    pub home: Option<PathBuf>,
    /// The Whisper model: a name from `outloud models list`, or a file
    #[arg(long, global = true, value_name = "NAME|PATH")]
    pub model: Option<String>,
    /// The microphone: a name, or part of one, from `outloud devices`
    #[arg(long, global = true, value_name = "NAME")]
    pub mic: Option<String>,
    /// Play a WAV at real-time speed as if it were the microphone
    #[arg(long, global = true, value_name = "WAV", conflicts_with = "mic")]
    pub mic_from: Option<PathBuf>,
    /// The language that is spoken, for multilingual models: en, de, ...; they detect it unless told
    #[arg(long, global = true, value_name = "CODE")]
    pub language: Option<String>,
    /// Threads for recognition; the physical cores unless given
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,
    /// Say more on stderr; twice for more still
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// No colours; NO_COLOR does the same
    #[arg(long, global = true)]
    pub no_color: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Rehearse one question at a time, with hints at hand
    #[command(
        after_help = "Examples:\n  outloud practice\n  outloud practice --topic git --level entry\n  outloud practice --question git-merge-vs-rebase --mic-from answer.wav\n  outloud practice --kind experience --story my-first-job"
    )]
    Practice(PracticeArgs),
    /// A timed mock interview: no hints, follow-ups by the interviewer, a debrief at the end
    #[command(
        after_help = "Examples:\n  outloud mock --preset phone-screen\n  outloud mock --questions 5 --think-time 10 --answer-time 60 --strict --seed 7"
    )]
    Mock(MockArgs),
    /// What is due or weak, by measured coverage
    Drill {
        /// Prompts and lines instead of full-screen drawing
        #[arg(long)]
        plain: bool,
    },
    /// Past sessions: listen again, see where each point landed, compare takes
    Review {
        /// The session's id or the start of it; none: the list
        session: Option<String>,
        /// Prompts and lines instead of full-screen drawing
        #[arg(long)]
        plain: bool,
    },
    /// Score one answer, from a recording or from text
    #[command(
        after_help = "Examples:\n  outloud score --question git-merge-vs-rebase --audio answer.wav\n  echo 'merge keeps history' | outloud score --question git-merge-vs-rebase --text - --explain"
    )]
    Score(ScoreArgs),
    /// Write down what is said in recordings
    #[command(after_help = "Examples:\n  outloud transcribe talk.wav\n  outloud transcribe a.wav b.wav --format srt")]
    Transcribe(TranscribeArgs),
    /// Score answers by the thousand: one JSON object a line on stdin, one a line on stdout, in the same order
    #[command(after_help = BATCH_HELP)]
    Batch(BatchArgs),
    /// Progress by week, topic, question and point
    Stats,
    /// Shell completions on stdout, for packagers
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// The manual page on stdout, for packagers
    Man,
    /// The whole main job on a spoken answer that ships with outloud: no microphone, no questions asked
    Demo,
    /// Microphones on this machine
    Devices,
    /// What works on this machine, and what to do about the rest
    Doctor,
    /// Whisper models: list, pull, verify, path, default
    #[command(subcommand)]
    Models(super::models::ModelsCommand),
    /// Question banks: list, show, check
    #[command(subcommand)]
    Bank(super::bank::BankCommand),
    /// Your own stories: make, list, show, check
    #[command(subcommand)]
    Story(super::story::StoryCommand),
    /// Your notes, and the questions that you want to ask them
    #[command(after_help = super::notes::EXAMPLES)]
    Notes(super::notes::NotesArgs),
    /// How good outloud is, as numbers: agreement with graders, terms heard, word errors, waiting time
    #[command(subcommand)]
    Evaluate(super::evaluate::EvaluateCommand),
    /// Past sessions: list, show, export, recover, delete
    #[command(subcommand)]
    Sessions(super::sessions::SessionsCommand),
    /// Every path that outloud writes and its size, and how long recordings are kept
    Privacy(super::privacy::PrivacyArgs),
}

/// Which questions.
#[derive(Debug, Clone, Default, Args)]
pub struct Filter {
    /// Only this topic, for example git; repeatable
    #[arg(long, value_name = "TOPIC")]
    pub topic: Vec<String>,
    /// Only this kind: definition, scenario, technical, experience, behavioural; repeatable
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<Kind>,
    /// Only this level: entry, mid, senior; repeatable
    #[arg(long, value_name = "LEVEL")]
    pub level: Vec<Level>,
    /// Only this question; repeatable
    #[arg(long, value_name = "ID")]
    pub question: Vec<String>,
    /// Only this bank: a file, a folder, or the id of a known bank; repeatable
    #[arg(long, value_name = "PATH|ID")]
    pub bank: Vec<String>,
}

/// `outloud practice`.
#[derive(Debug, Default, Args)]
pub struct PracticeArgs {
    /// Which questions.
    #[command(flatten)]
    pub filter: Filter,
    /// Your own story for experience and behavioural questions: a name from `outloud story list`, or a file
    #[arg(long, value_name = "NAME|PATH")]
    pub story: Option<String>,
    /// Read the questions aloud with the voice that this machine has (the setting `speak` does so always)
    #[arg(long)]
    pub speak: bool,
    /// Prompts and lines instead of full-screen drawing
    #[arg(long)]
    pub plain: bool,
}

/// `outloud mock`.
#[derive(Debug, Args)]
pub struct MockArgs {
    /// Which questions.
    #[command(flatten)]
    pub filter: Filter,
    /// Begin with a known kind of round; the options below change it
    #[arg(long, value_enum, default_value_t = RoundPreset::PhoneScreen)]
    pub preset: RoundPreset,
    /// How many questions
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub questions: Option<u16>,
    /// Minutes for the whole round; 0: no limit
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(..=600))]
    pub minutes: Option<u32>,
    /// Seconds to think before each answer
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u32).range(..=3600))]
    pub think_time: Option<u32>,
    /// Seconds for each answer; 0: each question's own time
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u32).range(..=3600))]
    pub answer_time: Option<u32>,
    /// The shuffle's seed: the same seed asks the same questions in the same order
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// No skipping, no pausing; the recording stops at the limit
    #[arg(long)]
    pub strict: bool,
    /// The recording stops at the limit; without it the clock turns red and you may finish
    #[arg(long)]
    pub hard_stop: bool,
    /// Read the questions aloud with the voice that this machine has (the setting `speak` does so always)
    #[arg(long)]
    pub speak: bool,
    /// Prompts and lines instead of full-screen drawing
    #[arg(long)]
    pub plain: bool,
}

/// A kind of round that people know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoundPreset {
    /// 6 questions in 15 minutes.
    PhoneScreen,
    /// 14 technical questions in 45 minutes.
    Technical,
    /// 8 stories in 30 minutes.
    Behavioural,
    /// 10 definitions, 30 seconds each.
    RapidFire,
}

/// `outloud score`.
#[derive(Debug, Args)]
pub struct ScoreArgs {
    /// The question's id, from `outloud bank show`
    #[arg(long, value_name = "ID")]
    pub question: String,
    /// A bank file, or the id of a known bank
    #[arg(long, value_name = "PATH|ID")]
    pub bank: Option<String>,
    /// The recorded answer
    #[arg(long, value_name = "WAV", required_unless_present = "text", conflicts_with = "text")]
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

const BATCH_HELP: &str = "\
A request is {\"id\", \"question\", \"bank\"?, \"text\" or \"audio\"}, its answer the document of `score --json` with the id.
A line that cannot be answered becomes {\"id\"?, \"line\", \"error\"}, and the rest goes on.

Example:
  echo '{\"id\":1,\"question\":\"git-merge-vs-rebase\",\"text\":\"a merge keeps history\"}' | outloud batch";

/// `outloud batch`.
#[derive(Debug, Args)]
pub struct BatchArgs {
    /// Answers worked on at once; each job loads the model once
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// `outloud transcribe`.
#[derive(Debug, Args)]
pub struct TranscribeArgs {
    /// The recordings
    #[arg(required = true, value_name = "WAV")]
    pub files: Vec<PathBuf>,
    /// How to write it
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

pub(super) const EXPORT_HELP: &str = "\
Examples:
  outloud sessions export                                  the latest as one HTML file with its recordings inside
  outloud sessions export --all --output progress.html     every session, take against take, with the trend
  outloud sessions export 2026-11 --format csv --output answers.csv      all of November's
  outloud sessions export --format srt --output subtitles/
  outloud sessions export --format md --output -           on standard output
  outloud sessions export --leave-out Ann --leave-out 'Acme Corp'     for somebody else's eyes
  outloud sessions export --all --format parquet --candidate 'Ann' --output cohort/

csv writes two tables: PATH with a row per take and PATH-points with a row per keyword and rubric point. srt and vtt write
one file per take into the folder PATH, or one file if there is one take. json is an array of sessions. parquet adds tables of \
takes, points and words to the folder PATH, by date, for DuckDB, Polars and Spark; docs/queries.md has questions to ask it.";

/// `outloud sessions export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The sessions' ids, or the start of them for all that begin so; none: the latest
    #[arg(value_name = "SESSION", conflicts_with = "all")]
    pub sessions: Vec<String>,
    /// Every session
    #[arg(long)]
    pub all: bool,
    /// How to write them
    #[arg(long, value_enum, default_value_t = ExportFormat::Html)]
    pub format: ExportFormat,
    /// Where; - is standard output; named after the session in the current folder unless given
    #[arg(long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Where the HTML report has its recordings: inside the file, in a folder beside it, or nowhere
    #[arg(long, value_enum, default_value_t = AudioPlace::Embed)]
    pub audio: AudioPlace,
    /// A name to be left out, as it was written down: [name] stands in its place, and recordings, which say it, are left out too; repeatable
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
