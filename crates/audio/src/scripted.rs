//! A recorder that follows a script: the real program runs on it without a microphone and without a clock.

use std::path::Path;

use super::{AudioError, AudioEvent, AudioSink, Recorder, Recording, file::seconds, take::TakeWriter};
use outloud_core::{
    sound::{Sound, SoundBlock},
    voice::SpeechSpans,
};

/// Plays the same events in every take, all at once, before [`Recorder::start`] returns.
#[derive(Debug, Clone)]
pub struct ScriptedRecorder {
    events: Vec<AudioEvent>,
    opening: Result<(), String>,
}

impl ScriptedRecorder {
    /// A recorder that sends these events; the samples of its blocks are written to the WAV like real ones.
    #[must_use]
    pub fn new(events: Vec<AudioEvent>) -> Self {
        Self { events, opening: Ok(()) }
    }

    /// A recorder that says it has started, hears this sound and comes to its end.
    #[must_use]
    pub fn hearing(block: SoundBlock) -> Self {
        Self::new(vec![AudioEvent::Started, AudioEvent::Block(block), AudioEvent::SourceEnded])
    }

    /// A recorder whose device cannot be opened, for this reason.
    #[must_use]
    pub fn failing(why: &str) -> Self {
        Self { events: Vec::new(), opening: Err(why.to_owned()) }
    }
}

impl Recorder for ScriptedRecorder {
    fn source_name(&self) -> String {
        "script".to_owned()
    }

    fn start(&mut self, wav: &Path, mut sink: AudioSink) -> Result<Box<dyn Recording>, AudioError> {
        if let Err(why) = &self.opening {
            let remedy = "follow another script";
            return Err(AudioError::OpenMicrophone { device: self.source_name(), why: why.clone(), remedy });
        }
        let mut writer = TakeWriter::create(wav)?;
        let mut speech = SpeechSpans::default();
        let mut samples = 0;
        let mut warnings = Vec::new();
        for event in self.events.iter().cloned() {
            match &event {
                AudioEvent::Block(block) => {
                    writer.write(&block.samples)?;
                    samples += block.samples.len();
                    speech.extend(&block.voice);
                }
                AudioEvent::Warning(warning) => warnings.push(warning.to_string()),
                _ => {}
            }
            sink(event);
        }
        let sound = Sound { duration_s: seconds(samples), speech: speech.spans(), warnings, ..Sound::default() };
        Ok(Box::new(Played { writer, sound }))
    }
}

struct Played {
    writer: TakeWriter,
    sound: Sound,
}

impl Recording for Played {
    fn stop(self: Box<Self>) -> Result<Sound, AudioError> {
        self.writer.finish()?;
        Ok(self.sound)
    }
}
