//! `outloud privacy`.

use clap::Args;

/// `outloud privacy`.
#[derive(Debug, Args)]
pub struct PrivacyArgs {
    /// Keep recordings for so many days from now on, transcripts and scores for ever; 0: recordings too
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(..=1000))]
    pub keep_audio: Option<u32>,
}
