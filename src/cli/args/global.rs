//! The options of every command.

use std::path::PathBuf;

use clap::Args;

/// Keeps these apart from the options of the command itself in `--help`.
const HEADING: &str = "Options of every command";

/// What every command takes.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// Print one JSON document on stdout and nothing else there
    #[arg(long, global = true, help_heading = HEADING)]
    pub json: bool,
    /// The folder with models/, questions/ and sessions/
    #[arg(long, global = true, help_heading = HEADING, value_name = "DIR", env = "OUTLOUD_HOME")]
    pub home: Option<PathBuf>,
    /// The Whisper model: a name from `outloud models list`, or a file
    #[arg(long, global = true, help_heading = HEADING, value_name = "NAME|PATH")]
    pub model: Option<String>,
    /// The microphone: a name, or part of one, from `outloud devices`
    #[arg(long, global = true, help_heading = HEADING, value_name = "NAME")]
    pub mic: Option<String>,
    /// Play a WAV at real-time speed as if it were the microphone
    #[arg(long, global = true, help_heading = HEADING, value_name = "WAV", conflicts_with = "mic")]
    pub mic_from: Option<PathBuf>,
    /// Words that are recognised instead of speech: a text file, or a transcript as `transcribe --format json` prints it
    #[arg(long, global = true, value_name = "FILE", hide = true, conflicts_with = "model")]
    pub speech_from: Option<PathBuf>,
    /// The spoken language, for multilingual models: en, de, ...; detected by default
    #[arg(long, global = true, help_heading = HEADING, value_name = "CODE")]
    pub language: Option<String>,
    /// Threads for recognition; by default one for each physical core
    #[arg(long, global = true, help_heading = HEADING, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,
    /// Show words of an answer at pauses only; otherwise it is decoded over and over while it is spoken
    #[arg(long, global = true, help_heading = HEADING)]
    pub no_partials: bool,
    /// Log what happens; -vv logs details. The log is sessions/outloud.log; outside the full screen also stderr
    #[arg(short, long, global = true, help_heading = HEADING, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Lines and words instead of the full screen, no signs: for screen readers, dumb terminals, pipes. The setting
    /// `plain` does the same
    #[arg(long, global = true, help_heading = HEADING)]
    pub plain: bool,
    /// No colours; NO_COLOR does the same
    #[arg(long, global = true, help_heading = HEADING)]
    pub no_color: bool,
}
