//! What every sitting of a run has in common: where things are stored, and how microphones and recognisers are made.

use std::sync::Arc;

use jiff::Zoned;

use super::{
    Outlet,
    banks::Banks,
    choices::Choices,
    doctor::Check,
    driver::{Driver, Ports},
    settings::Settings,
    speech_sink,
};
use outloud_audio::Recorder;
use outloud_core::{session::RoundSettings, story::StoryFile};
use outloud_engine::{Asked, Interview, Rules};
use outloud_recognition::{SpeechError, SpeechSink, worker::SpeechWorker};
use outloud_scoring::scorer::Scorer;
use outloud_store::{home::Home, sessions::SessionStore, stories};
use outloud_voice::Voice;

/// Makes a recorder for a sitting.
pub type MakeRecorder = Box<dyn Fn() -> Box<dyn Recorder>>;
/// Starts a speech thread that reports to the sink; the model loads on that thread.
pub type StartSpeech = Box<dyn Fn(SpeechSink) -> Result<SpeechWorker, SpeechError>>;

/// Tries the parts of this machine and tells what it found, one by one.
pub type Checkup = dyn Fn(&dyn Fn(Check)) + Send + Sync;

/// What every sitting of a run has in common.
pub struct Kit {
    /// Where takes are stored.
    pub sessions: SessionStore,
    /// Every bank, for the scorer's knowledge of how common a word is.
    pub banks: Banks,
    /// Where takes come from.
    pub recorder: MakeRecorder,
    /// Who writes them down.
    pub speech: StartSpeech,
    /// What reads the questions aloud, if anything.
    pub voice: Box<dyn Fn() -> Option<Voice>>,
    /// Takes over the microphone, the model and the voice that the settings ask for, for the sittings to come.
    pub equip: Box<dyn Fn(&Settings)>,
    /// What the settings can choose from; slow.
    pub choices: Arc<dyn Fn() -> Choices + Send + Sync>,
    /// Tries what answers are given and kept with, and tells part by part; slow.
    pub checkup: Arc<Checkup>,
}

/// A sitting to be held.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its rules.
    pub rules: Rules,
    /// Its questions.
    pub queue: Vec<Asked>,
    /// The settings of a timed round, stored with it.
    pub round: Option<RoundSettings>,
    /// The session that goes on; none: a new one.
    pub resume: Option<String>,
    /// The candidate's own story that the questions are told from; none: what the settings say.
    pub story: Option<Box<StoryFile>>,
}

impl Plan {
    /// A new sitting by these rules.
    #[must_use]
    pub fn new(rules: Rules, queue: Vec<Asked>) -> Self {
        Self { rules, queue, round: None, resume: None, story: None }
    }

    /// Has the questions that ask for a story told from `own`.
    pub fn tell(&mut self, own: StoryFile) {
        let points = own.story();
        self.queue.iter_mut().for_each(|asked| asked.tell(&points));
        self.story = Some(Box::new(own));
    }

    /// A timed round.
    #[must_use]
    pub fn round((rules, queue, settings): (Rules, Vec<Asked>, RoundSettings)) -> Self {
        Self { round: Some(settings), ..Self::new(rules, queue) }
    }

    /// Has the settings hold for this sitting: the questions' pace, time to think where nothing else sets it, and the story
    /// for the questions that ask for one and have none. Gives every story there is, with that one.
    ///
    /// # Errors
    /// A sentence if the stories cannot be read or there is none of that name.
    pub fn settle(&mut self, settings: &Settings, home: &Home) -> Result<Vec<StoryFile>, String> {
        let letters = settings.letters_per_second;
        self.rules.chars_per_s = (letters > 0).then(|| f64::from(letters));
        if self.rules.feedback && settings.think_time_s > 0 {
            self.rules.think_s = Some(settings.think_time_s);
        }
        let all = stories::load_all(home).map_err(|e| e.to_string())?;
        let mut all: Vec<StoryFile> = all.stories.into_iter().map(|s| s.story).collect();
        if let (None, Some(name)) = (&self.story, &settings.story) {
            self.tell(stories::find(home, name).map_err(|e| format!("outloud.toml: {e}"))?.story);
        }
        if let Some(own) = &self.story {
            // It may be a file from anywhere.
            all.retain(|s| s.id != own.id);
            all.push(own.as_ref().clone());
        }
        Ok(all)
    }
}

impl Kit {
    /// Begins a sitting. Everything slow happens on other threads; reports go to `outlet`.
    ///
    /// # Errors
    /// A sentence if the session that should go on cannot be opened, or the system gives no thread.
    pub fn sit(&self, plan: Plan, outlet: &Outlet) -> Result<Driver, String> {
        let writer = match &plan.resume {
            Some(id) => self.sessions.open(id).map_err(|e| e.to_string())?,
            None => self.sessions.create(plan.rules.kind, plan.round, &Zoned::now()),
        };
        let interview = Interview::new(plan.rules, plan.queue, writer.next_take());
        let banks = self.banks.clone();
        let ports = Ports {
            recorder: (self.recorder)(),
            speech: (self.speech)(speech_sink(outlet)).map_err(|e| e.to_string())?,
            scorer: Box::new(move || Scorer::new(banks.all())),
            writer,
            voice: (self.voice)(),
        };
        Ok(Driver::new(interview, ports, Arc::clone(outlet)))
    }
}
