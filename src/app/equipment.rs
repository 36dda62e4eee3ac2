//! Which microphone, model and voice a run works with: what the command line asks for, else what the settings say.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use outloud_audio::{Recorder, scripted::ScriptedRecorder, simulated::SimulatedMicrophone};
use outloud_core::session::Persona;
use outloud_recognition::{
    DecoderPool, LiveTakes, Loader, SpeechError, TermFinder, Transcriber, models, scripted::ScriptedTranscriber,
};
use outloud_store::home::Home;

#[cfg(feature = "voice")]
use super::narrator::ShippedVoice;
use super::{narrator::VoiceChoice, settings::Settings};

/// Where sound comes from.
#[derive(Debug, Clone)]
pub enum SoundSource {
    /// The microphone of this name, or part of it.
    Microphone(String),
    /// A WAV that is played as the microphone.
    Wav {
        /// The file.
        file: PathBuf,
        /// How much faster than life it is played; 1 for a person.
        speed: f64,
    },
    /// Events that are played at once.
    Script(ScriptedRecorder),
}

/// Where the model comes from.
#[derive(Debug, Clone)]
pub enum ModelSource {
    /// A model's name, or its file.
    Named(String),
    /// Words that are recognised instead of speech.
    Script(ScriptedTranscriber),
    /// The same, from a file.
    ScriptFile(PathBuf),
    /// Whatever this function loads.
    Custom(CustomModel),
}

/// Where a model is.
enum Located<'a> {
    Script(&'a ScriptedTranscriber),
    ScriptFile(&'a Path),
    Custom(&'a CustomModel),
    File(models::Model),
    /// Inside the program.
    #[cfg(feature = "embed-model")]
    Shipped,
}

/// Loads a transcriber that is none of outloud's own: one that measures, or one that counts.
#[derive(Clone)]
pub struct CustomModel(pub Arc<dyn Fn() -> Result<Box<dyn Transcriber>, SpeechError> + Send + Sync>);

impl fmt::Debug for CustomModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CustomModel")
    }
}

/// What a run works with.
#[derive(Debug, Clone, Default)]
pub struct Equipment {
    /// Where sound comes from, if the command line says so; else the microphone of the settings.
    pub source: Option<SoundSource>,
    /// The model, if the command line says so; else that of the settings.
    pub model: Option<ModelSource>,
    /// Whether the command line has questions read aloud; else the settings decide.
    pub speak: bool,
    /// Which voice the command line asks for; else that of the settings.
    pub voice: Option<VoiceChoice>,
    /// Who asks in timed rounds, if the command line says so; else the settings decide.
    pub persona: Option<Persona>,
    /// The voice that ships; clones of the equipment share it.
    #[cfg(feature = "voice")]
    pub shipped_voice: ShippedVoice,
    /// A language code for multilingual models; none: they detect it.
    pub language: Option<String>,
    /// Threads of the decoder; none: the physical cores.
    pub threads: Option<usize>,
    /// Whether the command line forbids to decode answers over and over while they are spoken.
    pub no_partials: bool,
    /// Folders with models; the first that has one wins.
    pub model_folders: Vec<PathBuf>,
    /// Decode whole recordings without guards, as whisper.cpp's own program would: for comparison only.
    pub whole_clips: bool,
    /// Proposes terms to verify by ear; none: words are taken as they are written.
    pub terms: Option<TermFinder>,
    /// Live takes that go before whatever is decoded; none: nothing does.
    pub gives_way_to: Option<LiveTakes>,
    /// The settings.
    pub settings: Settings,
}

impl Equipment {
    /// The equipment of a home by its settings: its models, then those installed beside the program.
    #[must_use]
    pub fn of(home: &Home, settings: Settings) -> Self {
        let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("../share/outloud/models")));
        let model_folders = std::iter::once(home.models_dir()).chain(beside).collect();
        Self { model_folders, settings, ..Self::default() }
    }

    /// A new recorder: the microphone, or what plays it. Opens nothing yet.
    #[must_use]
    pub fn recorder(&self) -> Box<dyn Recorder> {
        match &self.source {
            Some(SoundSource::Wav { file, speed }) => Box::new(SimulatedMicrophone::new(file).with_speed(*speed)),
            Some(SoundSource::Script(script)) => Box::new(script.clone()),
            Some(SoundSource::Microphone(name)) => microphone(Some(name)),
            None => microphone(self.settings.microphone.as_deref()),
        }
    }

    /// Whether words may be decoded over and over while they are said.
    #[must_use]
    pub fn partials(&self) -> bool {
        self.settings.partials && !self.no_partials
    }

    /// The name or file of the Whisper model that is wanted.
    #[must_use]
    pub fn model_name(&self) -> &str {
        match &self.model {
            Some(ModelSource::Named(name)) => name,
            _ => self.settings.model.as_deref().unwrap_or(models::DEFAULT_MODEL),
        }
    }

    /// The same with another model. Words from a script stay what they are.
    #[must_use]
    pub fn with_model(&self, name: &str) -> Self {
        let mut this = self.clone();
        if matches!(this.model, Some(ModelSource::Named(_)) | None) {
            this.model = Some(ModelSource::Named(name.to_owned()));
        }
        this
    }

    /// The same with a decoder that stops for live takes.
    #[must_use]
    pub fn giving_way_to(self, live: LiveTakes) -> Self {
        Self { gives_way_to: Some(live), ..self }
    }

    /// Whether the model is there and its file whole; nothing is loaded.
    ///
    /// # Errors
    /// The [`SpeechError`] that loading it would give.
    pub fn has_model(&self) -> Result<(), SpeechError> {
        self.located().map(drop)
    }

    /// Where the wanted model is. The folders go before what is inside the program, so that a file there replaces it.
    fn located(&self) -> Result<Located<'_>, SpeechError> {
        match &self.model {
            Some(ModelSource::Script(script)) => return Ok(Located::Script(script)),
            Some(ModelSource::ScriptFile(file)) => return Ok(Located::ScriptFile(file)),
            Some(ModelSource::Custom(load)) => return Ok(Located::Custom(load)),
            Some(ModelSource::Named(_)) | None => {}
        }
        match models::find(self.model_name(), &self.model_folders) {
            #[cfg(feature = "embed-model")]
            Err(SpeechError::ModelNotFound { wanted, .. }) if wanted == models::DEFAULT_MODEL => Ok(Located::Shipped),
            found => Ok(Located::File(found.map_err(naming_the_shipped)?)),
        }
    }

    /// Loads the model on whichever thread calls it.
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
        match self.located()? {
            Located::Script(script) => Ok(Box::new(script.clone())),
            Located::ScriptFile(file) => Ok(Box::new(ScriptedTranscriber::from_file(file)?)),
            Located::Custom(load) => (load.0)(),
            Located::File(model) => self.load_file(&model),
            #[cfg(feature = "embed-model")]
            Located::Shipped => self.load_shipped(),
        }
    }

    /// Decoders for whole recordings, on a model loaded for them.
    ///
    /// # Errors
    /// As [`Equipment::load`], and if there is no memory for the decoders.
    pub fn decoder_pool(&self) -> Result<DecoderPool, SpeechError> {
        Ok(DecoderPool::new(self.load()?))
    }

    /// The same for each of so many jobs, on one model loaded for all of them.
    ///
    /// # Errors
    /// As [`Equipment::decoder_pool`].
    pub fn decoder_pools(&self, jobs: usize) -> Result<Vec<DecoderPool>, SpeechError> {
        DecoderPool::of_jobs(self.load()?, jobs)
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
        use outloud_recognition::whisper::Whisper;
        Ok(self.fitted(Whisper::load(&model.path, &model.name, self.options())?))
    }

    #[cfg(feature = "embed-model")]
    fn load_shipped(&self) -> Result<Box<dyn Transcriber>, SpeechError> {
        use outloud_recognition::whisper::Whisper;
        Ok(self.fitted(Whisper::load_bytes(&outloud_model::weights(), models::DEFAULT_MODEL, self.options())?))
    }

    #[cfg(feature = "whisper")]
    fn fitted(&self, whisper: outloud_recognition::whisper::Whisper) -> Box<dyn Transcriber> {
        let whisper = whisper.with_terms(self.terms.clone());
        match &self.gives_way_to {
            Some(live) => Box::new(whisper.giving_way_to(live.clone())),
            None => Box::new(whisper),
        }
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
    Box::new(ScriptedRecorder::failing(
        "this outloud was built without microphone support. Use --mic-from WAV, type the answer, or build with the feature `mic`",
    ))
}
/// Among the models that are there instead of the wanted one is that inside the program.
fn naming_the_shipped(error: SpeechError) -> SpeechError {
    match error {
        SpeechError::ModelNotFound { wanted, looked_in, mut available } if cfg!(feature = "embed-model") => {
            let shipped = models::DEFAULT_MODEL;
            if wanted != shipped && !available.iter().any(|name| name == shipped) {
                available.insert(0, shipped.to_owned());
            }
            SpeechError::ModelNotFound { wanted, looked_in, available }
        }
        error => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_that_is_not_there_or_broken_is_told_before_it_is_loaded() {
        let home = tempfile::tempdir().unwrap();
        let equipment = Equipment::of(&Home::at(home.path()), Settings::default());
        std::fs::create_dir_all(&equipment.model_folders[0]).unwrap();
        std::fs::write(equipment.model_folders[0].join(models::file_name("broken")), "no model").unwrap();
        for name in ["nowhere", "broken"] {
            let other = equipment.with_model(name);
            let told = other.has_model().unwrap_err().to_string();
            assert!(told.contains(name), "{told}");
            assert_eq!(other.load().err().unwrap().to_string(), told);
        }
        let shipped = equipment.with_model(models::DEFAULT_MODEL);
        assert_eq!(shipped.has_model().is_ok(), cfg!(feature = "embed-model"));
        let script = Equipment { model: Some(ModelSource::ScriptFile("/nowhere.json".into())), ..equipment };
        assert!(script.has_model().is_ok() && script.load().is_err(), "a script is read when it is wanted");
    }
}
