//! Microphone, loudspeaker and voice: the microphone is recorded from for two seconds, and what its watchdog says counts.

use std::{sync::mpsc::channel, time::Duration};

use super::Check;
use crate::app::{equipment::Equipment, narrator::VoiceChoice};
use outloud_audio::{AudioEvent, MicWarning, Recorder};
use outloud_voice::SystemVoice;

/// Long enough for the watchdog to notice zeros.
const LISTEN: Duration = Duration::from_millis(2100);

/// Records from the microphone for two seconds, into a file that is thrown away.
#[must_use]
pub fn microphone(mut recorder: Box<dyn Recorder>) -> Check {
    let name = recorder.source_name();
    let what = "microphone";
    let folder = match tempfile::Builder::new().prefix("outloud-doctor-").tempdir() {
        Ok(folder) => folder,
        Err(e) => return Check::limited(what, "not tried", format!("no temporary file can be written: {e}")),
    };
    let (events, heard) = channel();
    let started = recorder.start(&folder.path().join("trial.wav"), Box::new(move |e| drop(events.send(e))));
    let recording = match started {
        Ok(recording) => recording,
        Err(e) => return Check::limited(what, "none can be recorded from", e.to_string()),
    };
    std::thread::sleep(LISTEN);
    let sound = recording.stop();
    let peak_dbfs = heard
        .iter()
        .filter_map(|e| if let AudioEvent::Level(level) = e { Some(level.peak_dbfs) } else { None })
        .fold(f32::NEG_INFINITY, f32::max);
    match sound {
        Err(e) => Check::limited(what, name, e.to_string()),
        Ok(sound) => match sound.warnings.first() {
            Some(warning) => Check::limited(what, name, warning.clone()),
            None if sound.duration_s == 0.0 => Check::limited(what, name, "it sent nothing; check its cable"),
            None if peak_dbfs == f32::NEG_INFINITY => Check::limited(what, name, MicWarning::AllZeros.to_string()),
            None => {
                Check::works(what, format!("{name}: recorded {:.1} s, loudest {peak_dbfs:.0} dB", sound.duration_s))
            }
        },
    }
}

/// Looks for a loudspeaker.
#[cfg(feature = "mic")]
#[must_use]
pub fn speaker() -> Check {
    match outloud_audio::devices::loudspeaker() {
        Ok(name) => Check::works("speaker", name),
        Err(e) => Check::limited("speaker", "recordings cannot be played", e.to_string()),
    }
}

/// Says that this build has no sound.
#[cfg(not(feature = "mic"))]
#[must_use]
pub fn speaker() -> Check {
    Check::limited("speaker", "built without sound", "build with the feature `mic` to hear recordings")
}

/// Looks for the voice that the settings choose.
#[must_use]
pub fn voice(equipment: &Equipment) -> Check {
    let system = |choice: &str| match SystemVoice::find() {
        Ok(voice) => Check::works("voice", format!("{choice}: {} can speak the questions", voice.name())),
        Err(e) => Check::limited("voice", "questions cannot be spoken", e.to_string()),
    };
    match equipment.voice_choice() {
        VoiceChoice::Silent => Check::works("voice", "none, as the settings say"),
        VoiceChoice::System => system("system"),
        #[cfg(feature = "voice")]
        VoiceChoice::Natural => match &**equipment.shipped_voice.0 {
            Ok(_) => Check::works("voice", "natural: the one that ships can speak the questions"),
            Err(e) => Check::limited("voice", "questions cannot be spoken", e.to_string()),
        },
        #[cfg(not(feature = "voice"))]
        VoiceChoice::Natural => system("built without the natural one"),
    }
}
