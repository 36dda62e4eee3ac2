//! The recorder, the recogniser and the voice that the global arguments and the settings ask for.

use super::{context::Context, failure::Failure};
use crate::app::{
    Settings,
    equipment::{Equipment, ModelSource, SoundSource},
};
use outloud_voice::Voice;

/// The equipment that the global arguments ask for.
#[must_use]
pub fn equipment(context: &Context) -> Equipment {
    let global = &context.global;
    // Settings that cannot be read are reported where they are shown; a recording need not fail for them.
    let settings = Settings::load(&context.home).unwrap_or_default();
    let script = global.speech_from.clone().map(ModelSource::ScriptFile);
    let wav = global.mic_from.clone().map(|file| SoundSource::Wav { file, speed: 1.0 });
    Equipment {
        source: wav.or_else(|| global.mic.clone().map(SoundSource::Microphone)),
        model: script.or_else(|| global.model.clone().map(ModelSource::Named)),
        language: global.language.clone(),
        threads: global.threads.map(usize::from),
        ..Equipment::of(&context.home, settings)
    }
}

/// [`equipment`] that reads questions aloud if `speak`, or if the settings say so.
///
/// # Errors
/// If `speak` and this machine has no voice.
pub fn equipment_that_speaks(context: &Context, speak: bool) -> Result<Equipment, Failure> {
    if speak {
        Voice::find()?;
    }
    Ok(Equipment { speak, ..equipment(context) })
}
