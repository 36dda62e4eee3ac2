//! The screen of a session: hands actions to [`SessionUi`] and its reactions to the session.

use std::sync::Arc;

use crossterm::event::KeyEvent;
use ratatui::{buffer::Buffer, layout::Position};

use super::{
    actions,
    estimating::estimated,
    handling::Reaction,
    ui::SessionUi,
    view::{self, SessionView},
};
use crate::{
    app::Plan,
    tui::{
        keys::Action,
        message::Message,
        running::RunningSession,
        screen::{Context, Input, Screen, Transition},
        screens::prompt::PromptScreen,
    },
};
use outloud_core::story::StoryFile;
use outloud_engine::{Command, Phase, repeat};

/// Lines that one step of the wheel scrolls.
const WHEEL: isize = 3;

/// A session and its screen's state.
pub struct SessionScreen {
    session: RunningSession,
    ui: SessionUi,
}

impl SessionScreen {
    /// The screen of this session. `live`: whether words and ticks are shown while an answer is recorded.
    #[must_use]
    pub fn new(session: RunningSession, live: bool, stories: Arc<[StoryFile]>) -> Self {
        Self { session, ui: SessionUi { live, stories, ..SessionUi::default() } }
    }

    fn view<'a>(&'a self, cx: &Context<'a>) -> SessionView<'a> {
        let interview = self.session.driver.interview();
        let is_playing = cx.playing.is_some_and(|playing| {
            Some(playing.take) == interview.phase().take() && playing.session == self.session.driver.session_id()
        });
        SessionView {
            interview,
            is_playing,
            live: self.session.driver.live(),
            ui: &self.ui,
            keys: cx.keys,
            theme: cx.theme,
            can_play: cx.can_play,
            banks: cx.banks,
            usual_pace: cx.library.and_then(|library| library.habits.usual_words_per_minute),
        }
    }

    fn react(&mut self, reaction: Reaction, cx: &Context<'_>) -> Transition {
        match reaction {
            Reaction::None => {}
            Reaction::Command(Command::Finish) if self.session.driver.interview().takes().is_empty() => {
                return Transition::Pop;
            }
            Reaction::Command(command) => self.session.driver.command(command),
            Reaction::Play(from_s) => {
                let Some(take) = self.session.driver.interview().phase().take() else { return Transition::Stay };
                return Transition::Play { session: self.session.driver.session_id(), take, from_s, seek: false };
            }
            Reaction::Review(take) => {
                self.session.then = Some(take);
                return Transition::Pop;
            }
            Reaction::Repeat => {
                let round = self.session.round.as_ref().and_then(|settings| repeat(settings, cx.banks));
                return round.map_or(Transition::Stay, |round| {
                    Transition::Instead(Box::new(Transition::begin(Plan::round(round))))
                });
            }
            Reaction::Prompt(question, text) => return Transition::push(PromptScreen::new(&question, &text)),
            Reaction::Close => return Transition::Pop,
        }
        Transition::Stay
    }
}

impl Screen for SessionScreen {
    fn title(&self) -> String {
        view::title(self.session.driver.interview())
    }

    fn position(&self) -> String {
        view::position(self.session.driver.interview())
    }

    fn actions(&self) -> &'static [Action] {
        actions::actions(self.session.driver.interview(), &self.ui)
    }

    fn allows(&self, action: Action, cx: &Context<'_>) -> bool {
        self.view(cx).allows(action)
    }

    fn label(&self, action: Action, cx: &Context<'_>) -> &'static str {
        self.view(cx).label(action)
    }

    fn help(&self, action: Action, cx: &Context<'_>) -> &'static str {
        self.view(cx).help(action)
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        if matches!(action, Action::Help | Action::Suspend) {
            return Transition::Unhandled;
        }
        let mut ui = self.ui.clone();
        let reaction = ui.handle(action, &self.view(cx), cx.columns(), cx.rows());
        self.session.driver.set_live(ui.live);
        self.ui = ui;
        self.react(reaction, cx)
    }

    fn click(&mut self, at: Position, cx: &Context<'_>) -> Transition {
        if let Some(value) = self.view(cx).estimate_at(at, cx.body) {
            return self.react(estimated(Some(value)), cx);
        }
        let again = self.view(cx).stop_at(at, cx.body).map(|stop| self.ui.scroll.chosen.replace(stop) == Some(stop));
        let opens = [Action::Open, Action::Play].into_iter().find(|action| self.allows(*action, cx));
        match (again, opens) {
            (None, _) => Transition::Unhandled,
            (Some(true), Some(action)) => self.handle(action, cx),
            _ => Transition::Stay,
        }
    }

    fn wheel(&mut self, steps: isize, cx: &Context<'_>) -> Transition {
        let Some(pane) = self.view(cx).pane(cx.columns()) else { return Transition::Unhandled };
        let rows = self.view(cx).pane_rows(cx.columns(), cx.rows());
        self.ui.scroll.scroll(steps * WHEEL, &pane, rows);
        Transition::Stay
    }

    fn input(&self) -> Input {
        match self.session.driver.interview().phase() {
            Phase::Typing { .. } => Input::Area,
            Phase::Estimating { .. } => Input::Digits,
            _ => Input::Actions,
        }
    }

    fn take_key(&mut self, key: &KeyEvent, cx: &Context<'_>) -> Transition {
        if self.input() == Input::Digits {
            let reaction = self.ui.on_digit(key);
            return self.react(reaction, cx);
        }
        self.ui.type_key(key);
        Transition::Stay
    }

    fn paste(&mut self, text: &str, _: &Context<'_>) {
        if self.input() == Input::Area {
            self.ui.paste(text);
        }
    }

    fn submitted(&mut self, text: String, cx: &Context<'_>) -> Transition {
        let reaction = self.ui.submitted(text);
        self.react(reaction, cx)
    }

    fn receive(&mut self, message: Message, _: &Context<'_>) -> Option<Message> {
        let Message::Port(number, event) = message else { return Some(message) };
        self.session.receive(number, event).map(|event| Message::Port(number, event))
    }

    fn notice(&self) -> Option<&str> {
        view::notice(self.session.driver.interview(), &self.ui)
    }

    fn tick(&mut self) {
        self.session.driver.tick();
    }

    fn is_animated(&self) -> bool {
        self.session.is_animated()
    }

    fn finish_recording(&mut self) -> bool {
        self.session.driver.finish_recording()
    }

    fn into_running(self: Box<Self>) -> Option<RunningSession> {
        Some(self.session)
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        self.view(cx).draw(cx.body, buf);
    }
}
