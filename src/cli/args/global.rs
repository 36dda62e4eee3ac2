//! The options of every command.

use std::path::PathBuf;

use clap::Args;

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
    /// Log what happens, twice for the details: into the log file, and on stderr outside the full screen
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// No colours; NO_COLOR does the same
    #[arg(long, global = true)]
    pub no_color: bool,
}
