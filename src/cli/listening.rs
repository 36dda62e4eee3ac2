//! What `score`, `transcribe` and `evaluate` share: a loaded model and recordings written down, with progress on stderr.

use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use super::{context::Context, failure::Failure};
use crate::{
    domain::{sound::Sound, transcript::Transcript},
    runtime::{
        Settings,
        equipment::{Equipment, transcribe},
        speech::Transcriber,
    },
};

/// A loaded model.
pub struct Listener {
    transcriber: Box<dyn Transcriber>,
    quiet: bool,
}

impl Listener {
    /// Loads the model that the user asked for, or the one that ships.
    ///
    /// # Errors
    /// If there is none or it cannot be loaded.
    pub fn new(context: &Context) -> Result<Self, Failure> {
        Ok(Self { transcriber: equipment(context).load()?, quiet: context.global.json })
    }

    /// The model's name.
    #[must_use]
    pub fn model_name(&self) -> String {
        self.transcriber.model_name()
    }

    /// Writes down a recording; a bar on stderr shows how far it is.
    ///
    /// # Errors
    /// If the file cannot be read or decoded.
    pub fn listen(&mut self, wav: &Path) -> Result<(Transcript, Sound), Failure> {
        let bar = if self.quiet { ProgressBar::hidden() } else { bar(&wav.display().to_string()) };
        let heard = transcribe(wav, self.transcriber.as_mut(), |done_s, total_s| {
            bar.set_length(total_s.ceil() as u64);
            bar.set_position(done_s as u64);
        });
        bar.finish_and_clear();
        heard.map_err(|e| Failure::new(e.to_string()))
    }
}

/// The equipment that the global arguments ask for.
#[must_use]
pub fn equipment(context: &Context) -> Equipment {
    let global = &context.global;
    // Settings that cannot be read are told of where they are shown; a recording need not fail for them.
    let settings = Settings::load(&context.home).unwrap_or_default();
    Equipment {
        model: global.model.clone().or(settings.model),
        language: global.language.clone(),
        threads: global.threads.map(usize::from),
        mic: global.mic.clone().or(settings.microphone),
        mic_from: global.mic_from.clone(),
        ..Equipment::of(&context.home)
    }
}

/// A bar in seconds of sound, on stderr; hidden when that is no terminal.
fn bar(what: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} listening to {msg} {bar:24} {pos} of {len} s");
    ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())).with_message(what.to_owned())
}
