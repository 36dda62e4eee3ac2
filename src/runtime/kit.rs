//! What every sitting of a run has in common: where things are stored, and how microphones and recognisers are made.

use std::sync::Arc;

use jiff::Zoned;

use super::{
    Outlet,
    choices::Choices,
    doctor::Check,
    driver::{Driver, Ports},
    settings::Settings,
    speech_sink,
};
use crate::{
    audio::Recorder,
    domain::{bank::Bank, scorer::Scorer, session::RoundSettings},
    engine::{Asked, Interview, Rules},
    speech::{SpeechError, SpeechSink, worker::SpeechWorker},
    store::sessions::SessionStore,
};

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
    pub banks: Arc<Vec<Bank>>,
    /// Where takes come from.
    pub recorder: MakeRecorder,
    /// Who writes them down.
    pub speech: StartSpeech,
    /// Takes over the microphone and the model that the settings name, for the sittings to come.
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
}

impl Plan {
    /// A new sitting by these rules.
    #[must_use]
    pub fn new(rules: Rules, queue: Vec<Asked>) -> Self {
        Self { rules, queue, round: None, resume: None }
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
        let banks = Arc::clone(&self.banks);
        let ports = Ports {
            recorder: (self.recorder)(),
            speech: (self.speech)(speech_sink(outlet)).map_err(|e| e.to_string())?,
            scorer: Box::new(move || Scorer::new(banks.iter())),
            writer,
        };
        Ok(Driver::new(interview, ports, Arc::clone(outlet)))
    }
}
