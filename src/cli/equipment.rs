//! The recorder, the recogniser and the voice that the global arguments and the settings ask for.

use super::{
    args::practice::{VoiceArgs, VoiceName},
    context::Context,
    failure::Failure,
};
use crate::app::{
    Settings,
    equipment::{Equipment, ModelSource, SoundSource},
    narrator::VoiceChoice,
    terms,
};
use outloud_voice::SystemVoice;

/// The equipment that the global arguments ask for.
#[must_use]
pub fn equipment(context: &Context) -> Equipment {
    let global = &context.global;
    // Settings that cannot be read are reported where they are shown; a recording need not fail for them.
    let settings = Settings::load(&context.home).unwrap_or_default();
    let script = global.speech_from.clone().map(ModelSource::ScriptFile);
    let wav = global.mic_from.clone().map(|file| SoundSource::Wav { file, speed: 1.0 });
    Equipment {
        terms: Some(terms::of_banks(context.every_bank(&[]))),
        source: wav.or_else(|| global.mic.clone().map(SoundSource::Microphone)),
        model: script.or_else(|| global.model.clone().map(ModelSource::Named)),
        language: global.language.clone(),
        threads: global.threads.map(usize::from),
        no_partials: global.no_partials,
        ..Equipment::of(&context.home, settings)
    }
}

/// [`equipment`] that reads questions aloud if `speak`, in a certain voice if one is named, or as the settings say.
///
/// # Errors
/// If the platform's voice is asked for and there is none.
pub fn equipment_that_speaks(context: &Context, args: VoiceArgs) -> Result<Equipment, Failure> {
    let voice = args.voice.map(VoiceName::choice);
    if voice == Some(VoiceChoice::System) {
        SystemVoice::find()?;
    }
    Ok(Equipment { speak: args.speak, voice, ..equipment(context) })
}

impl VoiceName {
    fn choice(self) -> VoiceChoice {
        match self {
            Self::Natural => VoiceChoice::Natural,
            Self::System => VoiceChoice::System,
            Self::None => VoiceChoice::Silent,
        }
    }
}
