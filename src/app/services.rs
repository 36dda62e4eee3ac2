//! The long-lived services of a run. They are built once and handed down; nothing slow happens before a service is used.

use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use jiff::Zoned;

use super::{
    banks::Banks,
    choices::Choices,
    doctor::{self, Check},
    driver::{Driver, Ports},
    equipment::Equipment,
    error::AppError,
    events::{EventSender, speech_sink},
    interviewer,
    plan::Plan,
    recovery::Recovery,
    retranscribe::{Retranscription, RoundAgain},
    scoring_worker::SharedScorer,
    settings::Settings,
    terms,
};
use outloud_audio::Recorder;
use outloud_core::session::SessionKind;
use outloud_engine::Interview;
use outloud_recognition::{LiveTakes, Recogniser, SpeechError, models};
use outloud_scoring::Scorer;
use outloud_store::{home::Home, sessions::SessionStore};

/// A handle of the run's services: store, banks, scorer, recogniser, recorder. Clones share them.
#[derive(Clone)]
pub struct App(Arc<Services>);

struct Services {
    home: Home,
    sessions: SessionStore,
    banks: Banks,
    scorer: SharedScorer,
    equipment: Mutex<Equipment>,
    /// None before the first session: only then is a model loaded.
    recogniser: Mutex<Option<Recogniser>>,
    /// Whether the recogniser has live takes.
    live: LiveTakes,
}

impl App {
    /// The services of a run. Touches no file and no device.
    #[must_use]
    pub fn new(home: &Home, banks: Banks, mut equipment: Equipment) -> Self {
        let known = banks.clone();
        let compile = move || Scorer::new(known.all());
        let scorer: SharedScorer = Arc::new(LazyLock::new(Box::new(compile)));
        equipment.terms = Some(terms::finder(banks.clone(), Arc::clone(&scorer)));
        Self(Arc::new(Services {
            home: home.clone(),
            sessions: SessionStore::new(home),
            banks,
            scorer,
            equipment: Mutex::new(equipment),
            recogniser: Mutex::default(),
            live: LiveTakes::default(),
        }))
    }

    /// The folder with everything that is stored.
    #[must_use]
    pub fn home(&self) -> &Home {
        &self.0.home
    }

    /// The stored sessions.
    #[must_use]
    pub fn sessions(&self) -> &SessionStore {
        &self.0.sessions
    }

    /// Every bank.
    #[must_use]
    pub fn banks(&self) -> &Banks {
        &self.0.banks
    }

    /// The scorer, which knows the words of every bank. The first call compiles it.
    #[must_use]
    pub fn scorer(&self) -> &Scorer {
        &self.0.scorer
    }

    /// The recogniser. The first call starts its thread, which loads the model.
    ///
    /// # Errors
    /// [`SpeechError::Thread`] if the system gives no thread.
    pub fn recogniser(&self) -> Result<Recogniser, SpeechError> {
        let equipment = lock(&self.0.equipment);
        let mut running = lock(&self.0.recogniser);
        if let Some(recogniser) = &*running {
            return Ok(recogniser.clone());
        }
        Ok(running.insert(Recogniser::spawn_telling(equipment.loader(), self.0.live.clone())?).clone())
    }

    /// A new recorder. Opens nothing yet.
    #[must_use]
    pub fn recorder(&self) -> Box<dyn Recorder> {
        lock(&self.0.equipment).recorder()
    }

    /// Takes over the microphone, the model and the voice of the settings, for the sessions to come. What the command line
    /// asks for stays.
    pub fn apply_settings(&self, settings: &Settings) {
        let mut equipment = lock(&self.0.equipment);
        let before = equipment.model_name().to_owned();
        equipment.settings = settings.clone();
        if equipment.model_name() != before
            && let Some(recogniser) = &*lock(&self.0.recogniser)
        {
            recogniser.set_model(equipment.loader());
        }
    }

    /// What the settings can choose from; slow.
    #[must_use]
    pub fn choices(&self) -> Choices {
        let folders = lock(&self.0.equipment).model_folders.clone();
        Choices::find(&self.0.home, &folders)
    }

    /// Tries every part of the machine that answers are given and kept with, and reports one by one; slow.
    pub fn run_checks(&self, report: &dyn Fn(Check)) {
        let equipment = lock(&self.0.equipment).clone();
        report(doctor::disk(&self.0.home));
        report(doctor::banks(&self.0.home));
        report(doctor::settings(&self.0.home));
        report(doctor::speaker());
        report(doctor::voice(&equipment));
        report(doctor::microphone(equipment.recorder()));
        report(doctor::recogniser(self.recogniser().and_then(|recogniser| recogniser.model())));
    }

    /// Measures the models on this machine, slowly. Gives the model to use instead of the present one, none of it for the one that ships;
    /// and a sentence about it.
    #[must_use]
    pub fn recommend_model(&self) -> (Option<Option<String>>, String) {
        let equipment = lock(&self.0.equipment).clone();
        let measured = equipment.load().map_err(AppError::from).and_then(|transcriber| {
            let used = transcriber.model_name();
            Ok((used, doctor::measure_all(&equipment, transcriber)?))
        });
        match measured.map(|(used, measured)| (used, doctor::recommend(&measured))) {
            Ok((used, Some(told))) if told.here && told.model.model != used => {
                let model = Some(told.model.model).filter(|name| name != models::DEFAULT_MODEL);
                (Some(model), told.sentence)
            }
            Ok((_, Some(told))) => (None, told.sentence),
            Ok((_, None)) => {
                (None, "No model keeps up with speech here; answers are transcribed after they end.".to_owned())
            }
            Err(why) => (None, why.to_string()),
        }
    }

    /// Begins a session. Everything slow happens on other threads; they report to `events`.
    ///
    /// # Errors
    /// An [`AppError`] if the session that should go on cannot be opened, or the system gives no thread.
    pub fn begin(&self, mut plan: Plan, events: &EventSender) -> Result<Driver, AppError> {
        let round = plan.rules.kind == SessionKind::Mock;
        let voice = lock(&self.0.equipment).narrator(round);
        if let Some(voice) = &voice {
            voice.prepare();
        }
        plan.rules.read_aloud = voice.is_some();
        let usual = lock(&self.0.equipment).persona(round);
        let interviewer = plan.round.as_mut().map_or(Ok(None), |settings| {
            // A round that goes on, or is asked again, has the one that it began with.
            let persona = *settings.persona.get_or_insert(usual);
            interviewer::of_round(&self.0.home, persona, settings.seed)
        })?;
        let writer = match &plan.resume {
            Some(id) => self.0.sessions.open(id)?,
            None => self.0.sessions.create(plan.rules.kind, plan.round, &Zoned::now()),
        };
        let interview = Interview::new(plan.rules, plan.queue, writer.next_take()).with_interviewer(interviewer);
        let (session, first_take) = (&writer.session().id, writer.next_take());
        tracing::info!(session, first_take, "session begins");
        let recogniser = self.recogniser()?;
        let equipment = lock(&self.0.equipment);
        let ports = Ports {
            recorder: equipment.recorder(),
            speech: recogniser.connect(speech_sink(events)),
            partials: equipment.partials(),
            scorer: Arc::clone(&self.0.scorer),
            writer,
            voice,
            cues: equipment.cues(round),
        };
        Ok(Driver::new(interview, ports, Arc::clone(events)))
    }

    /// Gets ready to score interrupted answers; the model is loaded if it is not yet.
    ///
    /// # Errors
    /// An [`AppError`] if the system gives no thread.
    pub fn recovery(&self) -> Result<Recovery, AppError> {
        Ok(Recovery::new(self.0.sessions.clone(), Arc::clone(&self.0.scorer), self.recogniser()?))
    }

    /// What transcribes a round again when it is over, if the settings want that.
    #[must_use]
    pub fn round_again(&self) -> Option<RoundAgain> {
        let model = lock(&self.0.equipment).settings.retranscribe_model.clone()?;
        let app = self.clone();
        Some(RoundAgain::new(move || app.retranscription(&model)))
    }

    /// The model that recordings should be transcribed again with: the settings' own, else the largest on disk that is not the one in
    /// use.
    #[must_use]
    pub fn retranscription_model(&self) -> Option<String> {
        let equipment = lock(&self.0.equipment);
        let largest = || {
            let others =
                models::list(&equipment.model_folders).into_iter().filter(|m| m.name != equipment.model_name());
            others.max_by_key(|m| m.bytes).map(|m| m.name)
        };
        equipment.settings.retranscribe_model.clone().or_else(largest)
    }

    /// Gets ready to transcribe recordings again with the model of this name or file, which is loaded beside the live one.
    ///
    /// # Errors
    /// An [`AppError`] if there is no such model, or the system gives no thread.
    pub fn retranscription(&self, model: &str) -> Result<Retranscription, AppError> {
        let equipment = lock(&self.0.equipment).with_model(model);
        equipment.has_model()?;
        let recogniser = Recogniser::spawn(equipment.giving_way_to(self.0.live.clone()).loader())?;
        Ok(Retranscription::new(self.0.sessions.clone(), Arc::clone(&self.0.scorer), recogniser))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
