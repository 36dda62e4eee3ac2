//! `outloud models`.

use clap::Subcommand;

/// `outloud models ...`.
#[derive(Debug, Subcommand)]
pub enum ModelsCommand {
    /// The models on this machine, and those that can be pulled
    List,
    /// Download a model; an interrupted download goes on where it stopped, and the file is checked by its published hash
    #[command(after_help = "Examples:
  outloud models pull base.en-q8_0
  outloud models pull small.en --from https://mirror.example/ggml-small.en.bin")]
    Pull {
        /// The model's name, from `outloud models list`
        name: String,
        /// Download from this address instead of the publisher's
        #[arg(long, value_name = "URL")]
        from: Option<String>,
    },
    /// Check that model files are complete and match their published hashes
    Verify {
        /// Names or files; none: every model there is
        #[arg(value_name = "NAME|PATH")]
        models: Vec<String>,
    },
    /// Print the file of a model, or the folder of the models
    Path {
        /// The model's name; none: the folder
        name: Option<String>,
    },
    /// Print the default model; with a name, change it
    Default {
        /// The model's name or file
        #[arg(value_name = "NAME|PATH")]
        name: Option<String>,
    },
}
