//! `outloud privacy`.

use clap::Args;

/// `outloud privacy`.
#[derive(Debug, Args)]
pub struct PrivacyArgs {
    /// Keep recordings for this many days from now on; 0 keeps them for ever. Transcripts and scores always stay
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(..=1000))]
    pub keep_audio: Option<u32>,
}
