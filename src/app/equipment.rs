//! Which microphone and which model a run works with, made from what the user asked for.

use std::path::{Path, PathBuf};

use outloud_audio::{AudioError, Recorder, file, simulated::SimulatedMicrophone};
use outloud_core::{sound::Sound, transcript::Transcript};
use outloud_recognition::{SpeechError, SpeechSink, Transcriber, models, offline, worker::SpeechWorker};
use outloud_store::home::Home;
use outloud_voice::Voice;

/// What the user asked for, and where to look.
#[derive(Debug, Clone, Default)]
pub struct Equipment {
    /// A model's name or file; none: the one that ships.
    pub model: Option<String>,
    /// A language code for multilingual models; none: they detect it.
    pub language: Option<String>,
    /// Threads of the decoder; none: the physical cores.
    pub threads: Option<usize>,
    /// A microphone's name or part of it; none: the system's default.
    pub mic: Option<String>,
    /// A WAV that is played as the microphone.
    pub mic_from: Option<PathBuf>,
    /// How much faster than life the WAV is played; 1 for a person.
    pub speed: f64,
    /// Folders with models, the first that has one wins.
    pub model_folders: Vec<PathBuf>,
    /// Whether questions are read aloud, whatever the settings say.
    pub speak_given: bool,
    /// Whether the settings have questions read aloud.
    pub speak: bool,
    /// Decode whole recordings without guards, as whisper.cpp's own program would: for comparison only.
    pub whole_clips: bool,
}

/// A transcriber that has not been loaded yet, for the thread that will use it.
pub type Loader = Box<dyn FnOnce() -> Result<Box<dyn Transcriber>, SpeechError> + Send>;

impl Equipment {
    /// The standard equipment of a home: its models, then those installed beside the program.
    #[must_use]
    pub fn of(home: &Home) -> Self {
        let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("../share/outloud/models")));
        let model_folders = std::iter::once(home.models_dir()).chain(beside).collect();
        Self { speed: 1.0, model_folders, ..Self::default() }
    }

    /// A new recorder: the microphone, or the WAV that plays it. Opens nothing yet.
    #[must_use]
    pub fn recorder(&self) -> Box<dyn Recorder> {
        match &self.mic_from {
            Some(wav) => Box::new(SimulatedMicrophone::new(wav).with_speed(self.speed)),
            None => microphone(self.mic.as_deref()),
        }
    }

    /// What reads the questions aloud, if that is wanted; none as well if this machine has no voice, of which `doctor` tells.
    #[must_use]
    pub fn voice(&self) -> Option<Voice> {
        (self.speak_given || self.speak).then(Voice::find).and_then(Result::ok)
    }

    /// Something that loads the model on whichever thread it is called.
    #[must_use]
    pub fn loader(&self) -> Loader {
        let this = self.clone();
        Box::new(move || this.load())
    }

    /// Loads the model: a named one from the folders or a path; the shipped one also from inside the program.
    ///
    /// # Errors
    /// A [`SpeechError`] if there is no such model or it cannot be loaded.
    pub fn load(&self) -> Result<Box<dyn Transcriber>, SpeechError> {
        let wanted = self.model.as_deref().unwrap_or(models::DEFAULT_MODEL);
        match models::find(wanted, &self.model_folders) {
            Err(missing @ SpeechError::ModelNotFound { .. }) if wanted == models::DEFAULT_MODEL => {
                self.load_shipped(missing)
            }
            found => self.load_file(&found?),
        }
    }

    /// Starts a speech thread that loads the model behind the scenes and reports to `sink`.
    ///
    /// # Errors
    /// [`SpeechError::Thread`] if the system gives no thread.
    pub fn start_speech(&self, sink: SpeechSink) -> Result<SpeechWorker, SpeechError> {
        SpeechWorker::spawn(self.loader(), sink)
    }

    #[cfg(feature = "whisper")]
    fn options(&self) -> outloud_recognition::whisper::WhisperOptions {
        use outloud_recognition::whisper::WhisperOptions;
        let mut options = if self.whole_clips { WhisperOptions::whole_clips() } else { WhisperOptions::default() };
        options.language.clone_from(&self.language);
        if let Some(threads) = self.threads {
            options.threads = threads;
        }
        options
    }

    #[cfg(feature = "whisper")]
    fn load_file(&self, model: &models::Model) -> Result<Box<dyn Transcriber>, SpeechError> {
        Ok(Box::new(outloud_recognition::whisper::Whisper::load(&model.path, &model.name, self.options())?))
    }

    #[cfg(feature = "embed-model")]
    fn load_shipped(&self, _: SpeechError) -> Result<Box<dyn Transcriber>, SpeechError> {
        use outloud_recognition::whisper::Whisper;
        Ok(Box::new(Whisper::load_bytes(outloud_model::WEIGHTS, models::DEFAULT_MODEL, self.options())?))
    }

    #[cfg(not(feature = "embed-model"))]
    fn load_shipped(&self, missing: SpeechError) -> Result<Box<dyn Transcriber>, SpeechError> {
        Err(missing)
    }

    #[cfg(not(feature = "whisper"))]
    fn load_file(&self, _: &models::Model) -> Result<Box<dyn Transcriber>, SpeechError> {
        Err(SpeechError::BuiltWithoutWhisper)
    }
}

#[cfg(feature = "mic")]
fn microphone(wanted: Option<&str>) -> Box<dyn Recorder> {
    Box::new(outloud_audio::microphone::Microphone::new(wanted))
}

#[cfg(not(feature = "mic"))]
fn microphone(_: Option<&str>) -> Box<dyn Recorder> {
    Box::new(outloud_audio::scripted::ScriptedRecorder::failing(
        "this outloud was built without microphone support. Use --mic-from WAV, type the answer, or build with the feature `mic`",
    ))
}

/// Why a recording could not be written down.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The recording.
    #[error(transparent)]
    Audio(#[from] AudioError),
    /// The recogniser.
    #[error(transparent)]
    Speech(#[from] SpeechError),
}

/// Decoders that share a loaded model: one for each thread, or a single one with all threads where the language has to be
/// detected.
pub struct Crew(Vec<Box<dyn Transcriber>>);

impl Crew {
    /// The decoder and its helpers.
    ///
    /// # Errors
    /// A [`SpeechError`] if there is no room for the helpers.
    pub fn new(mut decoder: Box<dyn Transcriber>) -> Result<Self, SpeechError> {
        let helpers = decoder.helpers()?;
        Ok(Self(std::iter::once(decoder).chain(helpers).collect()))
    }

    /// The model's name.
    #[must_use]
    pub fn model_name(&self) -> String {
        self.0.first().map(|decoder| decoder.model_name()).unwrap_or_default()
    }

    /// Writes down recordings by the same path as live sound. `heard` is given each in their order; `progress` is told the
    /// seconds decoded.
    ///
    /// # Errors
    /// A [`ListenError`] at the first file that cannot be read or decoded; `heard` was given those before it.
    pub fn transcribe<'a>(
        &mut self,
        wavs: impl IntoIterator<Item = &'a Path>,
        heard: impl FnMut(Transcript, Sound),
        progress: impl FnMut(f64),
    ) -> Result<(), ListenError> {
        let takes = wavs.into_iter().map(|wav| Ok(file::blocks(wav)?.map(|block| block.map_err(ListenError::from))));
        offline::transcribe_all(takes, &mut self.0, heard, progress)
    }

    /// Writes down one recording, as [`Crew::transcribe`].
    ///
    /// # Errors
    /// As there.
    pub fn transcribe_one(
        &mut self,
        wav: &Path,
        progress: impl FnMut(f64),
    ) -> Result<(Transcript, Sound), ListenError> {
        let mut said = (Transcript::default(), Sound::default());
        self.transcribe([wav], |transcript, sound| said = (transcript, sound), progress)?;
        Ok(said)
    }
}
