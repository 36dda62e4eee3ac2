//! The screens as a program: a stack of them, the services they share, and what follows from keys and messages.

use crossterm::event::{Event, KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    error::TuiError,
    keys::apart,
    message::{Ended, LoopStep, Message},
    running::RunningSession,
    screen::{Screen, Transition},
    screens::{mic_test::MicTestScreen, review::ReviewScreen, session::SessionScreen, sessions::SessionsScreen},
    services::ScreenServices,
    stack::ScreenStack,
    widgets::body_area,
};
use crate::app::{AppError, Plan, PortEvent, Recovered, Settings, skips};
use outloud_core::session::{Session, SessionKind};
use outloud_store::StoreError;

/// The stack of screens and what they share.
pub struct Compositor {
    stack: ScreenStack,
    services: ScreenServices,
    /// Sessions whose screen is closed and that are not stored yet.
    closing: Vec<RunningSession>,
    notice: Option<String>,
}

impl Compositor {
    /// An empty stack.
    #[must_use]
    pub fn new(services: ScreenServices) -> Self {
        Self { stack: ScreenStack::default(), services, closing: Vec::new(), notice: None }
    }

    /// What the screens share.
    #[must_use]
    pub fn services(&self) -> &ScreenServices {
        &self.services
    }

    /// Opens a screen on top of the others.
    pub fn push(&mut self, screen: Box<dyn Screen>) {
        let needs = screen.opened();
        self.services.want_library();
        self.stack.push(screen);
        self.follow(needs);
    }

    /// Opens the screen of a new session on top of the others.
    ///
    /// # Errors
    /// A [`TuiError`] if the session cannot be begun.
    pub fn begin(&mut self, plan: Plan) -> Result<(), TuiError> {
        let (running, stories) = self.services.begin(plan)?;
        let live = self.services.look().live;
        self.stack.push(Box::new(SessionScreen::new(running, live, stories.into())));
        Ok(())
    }

    /// Shows a notice above the footer until the next key.
    pub fn notify(&mut self, notice: Option<String>) {
        self.notice = notice;
    }

    /// Reads in the background what the screens show.
    pub fn read(&mut self) {
        self.services.read();
    }

    /// Advances what depends on time.
    pub fn tick(&mut self) {
        self.stack.screens_mut().iter_mut().for_each(|screen| screen.tick());
    }

    /// Whether the mouse belongs to the screens and not to the terminal.
    #[must_use]
    pub fn wants_mouse(&self) -> bool {
        self.services.settings().mouse
    }

    /// Whether the picture changes without a key.
    #[must_use]
    pub fn is_animated(&self) -> bool {
        self.services.is_playing() || self.stack.screens().iter().any(|screen| screen.is_animated())
    }

    /// Stops what is being recorded, before the end. Whether sound is still to come.
    pub fn finish_recordings(&mut self) -> bool {
        let open = self.stack.screens_mut().iter_mut().map(|screen| screen.finish_recording());
        let closing = self.closing.iter_mut().map(|session| session.driver.finish_recording());
        // Every one is asked, whatever the one before says.
        open.chain(closing).filter(|coming| *coming).count() > 0
    }

    /// The notice to show: what happened last, else a problem that lasts.
    fn notice(&self) -> Option<&str> {
        self.notice.as_deref().or_else(|| self.stack.notice())
    }

    /// Draws the screens.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        let notice = self.notice();
        self.stack.draw(&self.services.context(body_area(area, notice)), notice, area, buf);
    }

    /// Deals with a message, and says what the main loop does then.
    pub fn handle(&mut self, message: Message, area: Rect) -> LoopStep {
        let rest = match message {
            Message::Terminal(Event::Key(key)) => return self.press(key, area),
            Message::Terminal(Event::Mouse(event)) => return self.mouse(event, area),
            Message::Terminal(Event::Paste(text)) => {
                self.stack.paste(&text, &self.services.context(body_area(area, None)));
                None
            }
            Message::TerminalGone => return LoopStep::End(Ended::Left),
            Message::Signal(signal) => return LoopStep::End(Ended::Signal(signal)),
            Message::Suspend => return LoopStep::Suspend,
            Message::Continued => return LoopStep::Resume,
            Message::Banks => {
                self.notice = self.services.banks_read().or(self.notice.take());
                Some(Message::Banks)
            }
            other => Some(other),
        };
        let cx = self.services.context(body_area(area, None));
        let rest = rest.and_then(|message| self.stack.receive(message, &cx));
        if let Some(message) = rest {
            self.receive(message);
        }
        LoopStep::Go
    }

    /// A message that is for no screen.
    fn receive(&mut self, message: Message) {
        match message {
            Message::Port(number, event) => self.closing_event(number, event),
            Message::Closed(closed, then) => self.closed(closed, then),
            Message::Library(library) => self.services.library_read(*library),
            Message::Recovered(session, done) => self.recovered(&session, done),
            Message::Choices(choices) => self.services.choices_found(choices),
            Message::Notice(notice) => self.notice = Some(notice),
            Message::Deleted(done) => {
                self.notice = done.err().map(|why| why.to_string());
                self.services.read_library();
            }
            Message::Retranscribed(done) => {
                self.services.retranscribed();
                self.notice = Some(done.map_or_else(|why| why.to_string(), |(_, told)| told));
                self.services.read_library();
            }
            Message::Recommended(model, sentence) => {
                if let Some(model) = model {
                    self.services.save(Settings { model, ..self.services.settings().clone() });
                }
                self.notice = Some(sentence);
            }
            Message::Changed(changed) => {
                self.notice = changed.err().map(|why| why.to_string());
                self.services.read_library();
            }
            _ => {}
        }
    }

    fn press(&mut self, event: KeyEvent, area: Rect) -> LoopStep {
        let presses: Vec<KeyEvent> = if self.stack.is_writing() { vec![event] } else { apart(event).collect() };
        for event in presses {
            let body = body_area(area, self.notice());
            self.notice = None;
            let next = self.stack.key(&event, &self.services.context(body));
            let flow = self.follow(next);
            if flow != LoopStep::Go {
                return flow;
            }
        }
        LoopStep::Go
    }

    fn mouse(&mut self, event: MouseEvent, area: Rect) -> LoopStep {
        let body = body_area(area, self.notice());
        let next = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                self.notice = None;
                self.stack.click((event.column, event.row).into(), &self.services.context(body))
            }
            MouseEventKind::ScrollDown => self.stack.wheel(1, &self.services.context(body)),
            MouseEventKind::ScrollUp => self.stack.wheel(-1, &self.services.context(body)),
            _ => return LoopStep::Go,
        };
        self.follow(next)
    }

    fn follow(&mut self, next: Transition) -> LoopStep {
        let done = match next {
            Transition::Unhandled | Transition::Stay => Ok(()),
            Transition::Leave => return LoopStep::End(Ended::Left),
            Transition::Pop => return self.pop(),
            Transition::Suspend => return LoopStep::Suspend,
            Transition::Submit(text) => {
                let next = self.stack.submit(text, &self.services.context(Rect::default()));
                return self.follow(next);
            }
            Transition::Instead(next) => {
                self.retire();
                return self.follow(*next);
            }
            Transition::Push(screen) => {
                self.push(screen);
                Ok(())
            }
            Transition::Begin(plan) => self.begin(*plan),
            Transition::TestMicrophone => {
                let (recorder, sink) = self.services.recorder();
                self.push(Box::new(MicTestScreen::start(recorder, sink)));
                Ok(())
            }
            Transition::Recover(lost) => self.services.recover(*lost).map(|()| {
                self.notice = Some("The interrupted answer is being scored. You can go on meanwhile.".to_owned());
            }),
            Transition::Retranscribe { session, undo } => self.services.retranscribe(session, undo),
            Transition::Play { session, take, from_s, seek } => self.services.play(&session, take, from_s, seek),
            other => {
                self.ask_services(other);
                Ok(())
            }
        };
        if let Err(why) = done {
            self.notice = Some(why.to_string());
        }
        LoopStep::Go
    }

    /// Requests that are answered by a message, or not at all.
    fn ask_services(&mut self, request: Transition) {
        match request {
            Transition::Save(settings) => self.services.save(*settings),
            Transition::FindChoices => self.services.find_choices(),
            Transition::RecommendModel => {
                self.notice = Some("Measuring the models of this machine …".to_owned());
                self.services.recommend_model();
            }
            Transition::CheckMachine => self.services.check_machine(),
            Transition::ReadPeaks { session, first } => self.services.read_peaks(session, first),
            Transition::PlayFile(wav) => self.services.play_file(&wav),
            Transition::Change { session, take, change } => self.services.change(session, take, change),
            Transition::DeleteAudio(session) => self.services.delete_audio(session),
            _ => {}
        }
    }

    /// Closes the topmost screen; with the last one the program ends.
    fn pop(&mut self) -> LoopStep {
        self.retire();
        if self.stack.is_empty() { LoopStep::End(Ended::Left) } else { LoopStep::Go }
    }

    /// Takes the topmost screen away. A session goes on in the background until it is stored.
    fn retire(&mut self) {
        let Some(mut session) = self.stack.pop().and_then(Screen::into_running) else { return };
        if self.stack.is_empty() && session.then.is_some() {
            self.push(Box::<SessionsScreen>::default());
        }
        session.driver.finish_recording();
        if !session.driver.settled() {
            self.notice = Some("Your last answer is being transcribed and scored. You can go on meanwhile.".to_owned());
        }
        self.closing.push(session);
        self.close_settled();
    }

    /// An event of a session whose screen is closed; events of sessions that are stored are dropped.
    fn closing_event(&mut self, number: u64, event: PortEvent) {
        let mut event = Some(event);
        for session in &mut self.closing {
            event = event.and_then(|event| session.receive(number, event));
        }
        self.close_settled();
    }

    /// Stores the closed sessions that have nothing under way any more.
    fn close_settled(&mut self) {
        let (settled, waiting) = std::mem::take(&mut self.closing).into_iter().partition(|s| s.driver.settled());
        self.closing = waiting;
        for session in settled {
            self.services.close(session);
        }
    }

    fn closed(&mut self, closed: Result<Box<Session>, StoreError>, then: Option<u32>) {
        self.notice = None;
        if let Ok(session) = &closed {
            self.hear_again(session);
        }
        match (closed, then) {
            (Ok(session), Some(take)) => self.push(Box::new(ReviewScreen::new(*session, Some(take)))),
            (Ok(_), None) => {}
            (Err(why), _) => self.notice = Some(why.to_string()),
        }
        self.services.read_library();
    }

    /// What of a round was not transcribed again before its screen was closed is so now, if the settings want it.
    fn hear_again(&mut self, session: &Session) {
        let Some(model) = self.services.round_model() else { return };
        if session.kind == SessionKind::Mock
            && session.takes.iter().any(|take| skips(take, model).is_none())
            && let Err(why) = self.services.retranscribe(session.id.clone(), false)
        {
            self.notice = Some(why.to_string());
        }
    }

    fn recovered(&mut self, session: &str, done: Result<Recovered, AppError>) {
        let stored = self.services.recovered(session);
        self.services.read_library();
        self.notice = match (done, stored) {
            (Ok(Recovered::Scored(_)), Ok(session)) => {
                self.push(Box::new(ReviewScreen::new(session, None)));
                None
            }
            (Ok(Recovered::Scored(_)), Err(why)) => Some(why.to_string()),
            (Err(why), _) => Some(why.to_string()),
            (Ok(Recovered::Nothing), _) => Some("Nothing had been recorded of that answer.".to_owned()),
        };
    }
}
