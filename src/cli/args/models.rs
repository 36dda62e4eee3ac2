//! `outloud models`.

use clap::Subcommand;

/// `outloud models ...`.
#[derive(Debug, Subcommand)]
pub enum ModelsCommand {
    /// The models on this machine, and those that can be pulled
    List,
    /// Download a model: resumed where it stopped, checked against its published hash
    #[command(after_help = "Examples:
  outloud models pull base.en-q8_0
  outloud models pull small.en --from https://mirror.example/ggml-small.en.bin")]
    Pull {
        /// The model's name, from `outloud models list`
        name: String,
        /// The file's whole address, in place of the publisher's
        #[arg(long, value_name = "URL")]
        from: Option<String>,
    },
    /// Check that models are whole and are what was published
    Verify {
        /// Names or files; none: every model there is
        #[arg(value_name = "NAME|PATH")]
        models: Vec<String>,
    },
    /// The file of a model, or the folder where models go
    Path {
        /// The model's name; none: the folder
        name: Option<String>,
    },
    /// The model that is used unless --model says otherwise; with a name, another one from now on
    Default {
        /// The model's name or file
        #[arg(value_name = "NAME|PATH")]
        name: Option<String>,
    },
}
