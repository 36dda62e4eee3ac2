//! What the screens share: settings, banks and stored sessions as far as they are read, the player, and everything slow,
//! which happens on other threads and reports to the main loop.

use jiff::Timestamp;
use ratatui::layout::Rect;

use super::{
    error::TuiError,
    hear_again::hear_again,
    hits::Hits,
    look::Look,
    message::{Message, MessageSender},
    running::RunningSession,
    screen::{Context, Playing, TakeChange},
    task_queue::TaskQueue,
};
use crate::app::{App, AppError, Choices, Interrupted, Library, Plan, Player, Settings, expire, rescore};
use outloud_audio::{AudioEvent, AudioSink, Recorder, peaks};
use outloud_core::{session::Session, story::StoryFile, view::PEAKS};
use outloud_engine::practice_plan::PracticePlan;
use outloud_store::StoreError;

/// What the screens share.
pub struct ScreenServices {
    app: App,
    hits: Hits,
    settings: Settings,
    look: Look,
    sender: MessageSender,
    library: Option<Library>,
    plan: Option<PracticePlan>,
    choices: Option<Choices>,
    /// Whether reading the banks has begun.
    reading_banks: bool,
    /// Whether a screen shows stored sessions.
    library_wanted: bool,
    /// Whether reading the stored sessions has begun.
    reading_library: bool,
    banks_read: bool,
    tasks: TaskQueue,
    player: Player,
    /// The take of a stored session that the player was started with last: the session's id and the take's number.
    played: Option<(String, u32)>,
    /// Whether an interrupted answer is being scored.
    recovering: bool,
    /// Whether recordings are being transcribed again.
    retranscribing: bool,
    /// Sessions begun so far.
    sessions: u64,
}

impl ScreenServices {
    /// Services of which none has done anything yet.
    #[must_use]
    pub fn new(app: App, settings: Settings, look: Look, sender: MessageSender) -> Self {
        Self {
            app,
            hits: Hits::default(),
            settings,
            look,
            sender,
            library: None,
            plan: None,
            choices: None,
            reading_banks: false,
            library_wanted: false,
            reading_library: false,
            banks_read: false,
            tasks: TaskQueue::start(),
            player: Player::default(),
            played: None,
            recovering: false,
            retranscribing: false,
            sessions: 0,
        }
    }

    /// What screens can see of it, in a body of this area.
    #[must_use]
    pub fn context(&self, body: Rect) -> Context<'_> {
        let playing = self.player.position_s().zip(self.played.as_ref());
        Context {
            banks: if self.banks_read { self.app.banks().all() } else { &[] },
            library: self.library.as_ref(),
            plan: self.plan.as_ref(),
            settings: &self.settings,
            keys: &self.look.keys,
            theme: &self.look.theme,
            now_s: Timestamp::now().as_second(),
            can_play: Player::available(),
            choices: self.choices.as_ref(),
            playing: playing.map(|(at_s, (session, take))| Playing { session, take: *take, at_s }),
            hits: &self.hits,
            body,
        }
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Colours and keys.
    #[must_use]
    pub fn look(&self) -> &Look {
        &self.look
    }

    /// The main loop's address.
    #[must_use]
    pub fn sender(&self) -> &MessageSender {
        &self.sender
    }

    /// Whether something is being played.
    #[must_use]
    pub fn is_playing(&self) -> bool {
        self.player.position_s().is_some()
    }

    /// A screen shows stored sessions: they are read at the next [`Self::read`].
    pub fn want_library(&mut self) {
        self.library_wanted = true;
    }

    /// Starts reading the banks, and stored sessions where they are wanted, once each.
    pub fn read(&mut self) {
        if !std::mem::replace(&mut self.reading_banks, true) {
            let banks = self.app.banks().clone();
            self.on_thread("banks", move |sender| {
                let _ = banks.all();
                sender.send(Message::Banks);
            });
        }
        if self.library_wanted && !std::mem::replace(&mut self.reading_library, true) {
            // Once, at the start: a setting that is only tried out deletes nothing.
            self.load_library(self.settings.keep_audio_days);
        }
    }

    /// The banks are read. Gives a sentence if some could not be.
    pub fn banks_read(&mut self) -> Option<String> {
        self.banks_read = true;
        self.lay_plan();
        self.app.banks().problem().map(str::to_owned)
    }

    /// The stored sessions are read.
    pub fn library_read(&mut self, library: Library) {
        self.library = Some(library);
        self.lay_plan();
    }

    /// Lays the practice plan out, once banks and sessions are read.
    fn lay_plan(&mut self) {
        let plan_input = self.library.as_ref().and_then(|library| library.plan_input.as_ref());
        self.plan = plan_input.filter(|_| self.banks_read).map(|p| p.plan(self.app.banks().all()));
    }

    /// The values for the settings are found.
    pub fn choices_found(&mut self, choices: Choices) {
        self.choices = Some(choices);
    }

    /// Reads the stored sessions again.
    pub fn read_library(&self) {
        self.load_library(0);
    }

    /// Reads the stored sessions; recordings older than `days` are removed before, unless it is 0.
    fn load_library(&self, days: u32) {
        let app = self.app.clone();
        self.on_thread("library", move |sender| {
            if let Some(notice) = expire(app.sessions(), days).unwrap_or_else(|e| Some(e.to_string())) {
                sender.send(Message::Notice(notice));
            }
            let library = Library::load(app.sessions(), app.banks().all()).with_plan_input(app.home());
            sender.send(Message::Library(Box::new(library)));
        });
    }

    /// Checks every part of the machine.
    pub fn check_machine(&self) {
        let app = self.app.clone();
        self.on_thread("doctor", move |sender| {
            app.run_checks(&|check| sender.send(Message::Check(Some(check))));
            sender.send(Message::Check(None));
        });
    }

    /// Asks the system for microphones and the disk for models and stories.
    pub fn find_choices(&self) {
        let app = self.app.clone();
        self.on_thread("choices", move |sender| sender.send(Message::Choices(app.choices())));
    }

    /// Applies the settings at once and stores them in the background.
    pub fn save(&mut self, settings: Settings) {
        let (no_color, auto) = (self.look.no_color, self.look.auto);
        self.look = Look::of(&settings, self.app.home(), no_color, auto).0;
        self.app.apply_settings(&settings);
        self.settings = settings.clone();
        let (home, sender) = (self.app.home().clone(), self.sender.clone());
        self.tasks.run(move || {
            if let Err(why) = settings.save(&home) {
                sender.send(Message::Notice(why.to_string()));
            }
        });
    }

    /// Changes a stored take in the background.
    pub fn change(&self, session: String, take: u32, change: TakeChange) {
        let (app, sender) = (self.app.clone(), self.sender.clone());
        self.tasks.run(move || {
            let changed = match change {
                TakeChange::Word { word, text } => {
                    rescore::correct(app.sessions(), app.scorer(), &session, take, word, &text)
                }
                TakeChange::Challenge(judged) => rescore::challenge(app.sessions(), &session, take, &judged),
                TakeChange::Note(text) => rescore::note(app.sessions(), &session, take, &text),
            };
            sender.send(Message::Changed(changed.map(Box::new)));
        });
    }

    /// Deletes a session's recordings in the background.
    pub fn delete_audio(&self, id: String) {
        let (store, sender) = (self.app.sessions().clone(), self.sender.clone());
        self.tasks.run(move || {
            sender.send(Message::Deleted(store.delete_audio(&id).map(|_| ())));
        });
    }

    /// Plays a stored take from a second on. What plays is stopped instead, unless `seek`.
    ///
    /// # Errors
    /// A [`TuiError`] if there is no such recording.
    pub fn play(&mut self, session: &str, take: u32, from_s: f64, seek: bool) -> Result<(), TuiError> {
        if self.player.stop() && !seek {
            return Ok(());
        }
        let stored = self.app.sessions().load(session)?;
        let found = stored.take(take);
        let Some(wav) = found.and_then(|t| self.app.sessions().audio_of(&stored, t)) else {
            return Err(TuiError::NoRecording);
        };
        self.played = Some((stored.id.clone(), take));
        self.start_player(&wav, from_s);
        Ok(())
    }

    /// Reads the peaks of a stored session's recordings, of the take `first` first. What cannot be read has none.
    pub fn read_peaks(&self, session: String, first: u32) {
        let store = self.app.sessions().clone();
        self.on_thread("peaks", move |sender| {
            let Ok(stored) = store.load(&session) else { return };
            let mut takes: Vec<_> = stored.takes.iter().collect();
            takes.sort_by_key(|take| take.number != first);
            for take in takes {
                let Some(peaks) = store.audio_of(&stored, take).and_then(|wav| peaks(&wav, PEAKS).ok()) else {
                    continue;
                };
                sender.send(Message::Peaks { session: session.clone(), take: take.number, peaks });
            }
        });
    }

    /// Plays a file. What plays is stopped instead.
    pub fn play_file(&mut self, wav: &std::path::Path) {
        if !self.player.stop() {
            self.played = None;
            self.start_player(wav, 0.0);
        }
    }

    fn start_player(&mut self, wav: &std::path::Path, from_s: f64) {
        let sender = self.sender.clone();
        self.player.start(wav, from_s, move |why| sender.send(Message::Notice(why)));
    }

    /// Begins a session. Gives the stories that can be read beside its questions, too.
    ///
    /// # Errors
    /// An [`AppError`] if the session that should go on cannot be opened, or no thread be started.
    pub fn begin(&mut self, mut plan: Plan) -> Result<(RunningSession, Vec<StoryFile>), AppError> {
        self.sessions += 1;
        let stories = plan.apply_settings(&self.settings, self.app.home())?;
        let round = plan.round.clone();
        let mut driver = self.app.begin(plan, &self.sender.of_session(self.sessions))?;
        driver.set_live(self.look.live);
        driver.set_round_again(self.app.round_again().filter(|_| round.is_some()));
        Ok((RunningSession { number: self.sessions, round, driver, then: None }, stories))
    }

    /// Stores a session that has nothing under way any more, in the background.
    pub fn close(&self, session: RunningSession) {
        let sender = self.sender.clone();
        self.tasks.run(move || {
            let closed = session.driver.close().map(Box::new);
            sender.send(Message::Closed(closed, session.then));
        });
    }

    /// A recorder for a microphone test, and where it reports to.
    #[must_use]
    pub fn recorder(&self) -> (Box<dyn Recorder>, AudioSink) {
        let sender = self.sender.clone();
        let sink = move |event| {
            if !matches!(event, AudioEvent::Block(_)) {
                sender.send(Message::Test(event));
            }
        };
        (self.app.recorder(), Box::new(sink))
    }

    /// Scores an interrupted answer on a thread of its own.
    ///
    /// # Errors
    /// A [`TuiError`] if that is being done already, or cannot be begun.
    pub fn recover(&mut self, lost: Interrupted) -> Result<(), TuiError> {
        if std::mem::replace(&mut self.recovering, true) {
            return Err(TuiError::Recovering);
        }
        let started = self.app.recovery().map_err(TuiError::from).and_then(|recovery| {
            let sender = self.sender.clone();
            let work = move || {
                let done = recovery.score(&lost, |_, _| ());
                sender.send(Message::Recovered(lost.session, done));
            };
            let thread = std::thread::Builder::new().name("recovery".to_owned()).spawn(work);
            thread.map(drop).map_err(TuiError::Thread)
        });
        self.recovering = started.is_ok();
        started
    }

    /// The interrupted answer of this session is scored, or not. Gives the session as it is stored now.
    ///
    /// # Errors
    /// A [`StoreError`] if it cannot be read.
    pub fn recovered(&mut self, session: &str) -> Result<Session, StoreError> {
        self.recovering = false;
        self.app.sessions().load(session)
    }

    /// Transcribes the recordings of a session again with a larger model, or takes that back, on a thread of its own.
    ///
    /// # Errors
    /// A [`TuiError`] if that is being done already, or there is no such model.
    pub fn retranscribe(&mut self, session: String, undo: bool) -> Result<(), TuiError> {
        let model = self.app.retranscription_model().filter(|_| !undo);
        if model.is_none() && !undo {
            return Err(TuiError::NoOtherModel);
        }
        if std::mem::replace(&mut self.retranscribing, true) {
            return Err(TuiError::Retranscribing);
        }
        let app = self.app.clone();
        self.on_thread("retranscription", move |sender| {
            let progress = |line| sender.send(Message::Notice(line));
            sender.send(Message::Retranscribed(hear_again(&app, &session, model.as_deref(), &progress)));
        });
        Ok(())
    }

    /// The recordings are transcribed again, or not.
    pub fn retranscribed(&mut self) {
        self.retranscribing = false;
    }

    /// The model that the settings have rounds transcribed again with.
    #[must_use]
    pub fn round_model(&self) -> Option<&str> {
        self.settings.retranscribe_model.as_deref()
    }

    /// Measures the models of this machine.
    pub fn recommend_model(&self) {
        let app = self.app.clone();
        self.on_thread("models", move |sender| {
            let (model, sentence) = app.recommend_model();
            sender.send(Message::Recommended(model, sentence));
        });
    }

    /// Does something slow on a thread of its own. Without a thread no message comes, and the screens keep saying that they
    /// wait.
    fn on_thread(&self, name: &str, work: impl FnOnce(&MessageSender) + Send + 'static) {
        let sender = self.sender.clone();
        let _ = std::thread::Builder::new().name(name.to_owned()).spawn(move || work(&sender));
    }
}
