//! The stack of screens: the places one can go to, the sitting or microphone test on top of them, and what they have in
//! common: settings, colours, keys, what was practised before.

mod background;
mod mic_test;
mod recovery;
mod sitting;

use crossterm::event::{Event, KeyCode, KeyEvent};
use jiff::Timestamp;
use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    app::{Ended, Flow, Look, Mailbox, Message},
    keys::{Action, Key, KeyMap, apart},
    screens::{Context, Next, Place, Playing, sitting::Ui},
    theme::{Palette, Theme},
};
use crate::app::{App, Choices, Library, Plan, Player, Settings};
use background::Clerk;
use mic_test::Test;
use outloud_engine::Phase;
use sitting::{Left, Sitting};

/// Everything the screens stand on.
pub struct Shell<'a> {
    app: &'a App,
    settings: Settings,
    look: Look,
    mailbox: Mailbox,
    library: Option<Library>,
    /// Whether somebody reads what the places show.
    reading: bool,
    /// Whether the banks are read.
    banks_read: bool,
    places: Vec<Place>,
    sitting: Option<Sitting>,
    left: Vec<Left>,
    sittings: u64,
    test: Option<Test>,
    clerk: Clerk,
    player: Player,
    /// What the player plays or played last: the session's id and the take's number.
    played: Option<(String, u32)>,
    choices: Option<Choices>,
    notice: Option<String>,
    help: bool,
    /// An interrupted answer is being scored.
    recovering: bool,
}

/// The look that settings ask for, and a sentence for what they ask for in vain. `no_color` wins over the settings.
#[must_use]
pub fn look_of(settings: &Settings, no_color: bool) -> (Look, Option<String>) {
    let mut problem = None;
    let named = Palette::named(&settings.colors).unwrap_or_else(|| {
        problem = Some(format!(
            "outloud.toml: there are no colours '{}'; use dark, light, high-contrast or none",
            settings.colors
        ));
        Palette::default()
    });
    let mut keys = KeyMap::default();
    for (action, bound) in &settings.keys {
        if let Err(why) = keys.rebind(action, bound) {
            problem = Some(format!("outloud.toml, [keys]: {why}"));
        }
    }
    let theme = Theme::new(if no_color { Palette::NoColor } else { named });
    (Look { theme, keys, live: settings.live }, problem)
}

impl<'a> Shell<'a> {
    /// A shell with nothing on it yet.
    #[must_use]
    pub fn new(app: &'a App, settings: Settings, look: Look, mailbox: Mailbox) -> Self {
        Self {
            app,
            settings,
            look,
            mailbox,
            library: None,
            reading: false,
            banks_read: false,
            places: Vec::new(),
            sitting: None,
            left: Vec::new(),
            sittings: 0,
            test: None,
            clerk: Clerk::hire(),
            player: Player::default(),
            played: None,
            choices: None,
            notice: None,
            help: false,
            recovering: false,
        }
    }

    /// Where everything that happens elsewhere reports to.
    #[must_use]
    pub fn mailbox(&self) -> &Mailbox {
        &self.mailbox
    }

    /// Tells something, above the footer.
    pub fn tell(&mut self, notice: Option<String>) {
        self.notice = notice;
    }

    /// Opens a screen on top of the others.
    pub fn open(&mut self, place: Place) {
        match place {
            Place::Settings(_) => self.look_for_choices(),
            Place::Doctor(_) => self.check_up(),
            _ => {}
        }
        self.places.push(place);
    }

    /// Holds a sitting on top of the screens.
    ///
    /// # Errors
    /// A sentence if the session that should go on cannot be opened, or no thread be started.
    pub fn sit(&mut self, mut plan: Plan) -> Result<(), String> {
        self.sittings += 1;
        let stories = plan.apply_settings(&self.settings, self.app.home()).map_err(|e| e.to_string())?.into();
        let round = plan.round.clone();
        let mut driver = self.app.begin(plan, &self.mailbox.outlet(self.sittings)).map_err(|e| e.to_string())?;
        driver.set_live_ticks(self.look.live);
        self.sitting = Some(Sitting {
            number: self.sittings,
            round,
            driver,
            ui: Ui { live: self.look.live, stories, ..Ui::default() },
        });
        Ok(())
    }

    /// Time went by.
    pub fn tick(&mut self) {
        if let Some(sitting) = &mut self.sitting {
            sitting.driver.tick();
        }
    }

    /// Whether something moves on its own.
    #[must_use]
    pub fn lively(&self) -> bool {
        let waits = |phase: &Phase| matches!(phase, Phase::Scored { .. } | Phase::Debrief | Phase::Typing { .. });
        let moves = |s: &Sitting| !waits(s.driver.interview().phase()) && !s.driver.interview().paused();
        self.test.is_some() || self.player.position_s().is_some() || self.sitting.as_ref().is_some_and(moves)
    }

    fn context(&self) -> Context<'_> {
        Context {
            banks: if self.banks_read { self.app.banks().all() } else { &[] },
            library: self.library.as_ref(),
            settings: &self.settings,
            keys: &self.look.keys,
            theme: &self.look.theme,
            now_s: Timestamp::now().as_second(),
            can_play: Player::available(),
            choices: self.choices.as_ref(),
            playing: self.player.position_s().zip(self.played.as_ref()).map(|(at_s, (session, take))| Playing {
                session,
                take: *take,
                at_s,
            }),
            notice: self.notice.as_deref(),
        }
    }

    /// Draws the topmost screen.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        if let Some(sitting) = &self.sitting {
            return sitting.view(&self.look).draw(area, buf);
        }
        if let Some(test) = &self.test {
            return test.state.draw(&self.look.keys, &self.look.theme, Player::available(), area, buf);
        }
        if let Some(place) = self.places.last() {
            place.draw(&self.context(), self.help, area, buf);
        }
    }

    /// Deals with a message, and says what the main loop does then.
    pub fn handle(&mut self, message: Message, area: Rect) -> Flow {
        match message {
            Message::Port(number, event) => self.port(number, event),
            Message::Closed(closed, then) => self.closed(closed, then),
            Message::Test(event) => self.test_heard(event),
            Message::Banks => self.banks_read(),
            Message::Library(library) => self.library = Some(*library),
            Message::Recovered(session, done) => self.recovered(&session, done),
            Message::Choices(choices) => self.choices = Some(choices),
            Message::Check(check) => {
                if let Some(Place::Doctor(page)) = self.places.last_mut() {
                    page.hear(check);
                }
            }
            Message::Unplayable(why) => self.unplayable(why),
            Message::Told(told) => self.notice = Some(told),
            Message::Deleted(done) => {
                self.notice = done.err();
                self.read_library();
            }
            Message::Changed(changed) => self.changed(changed.map(|session| *session)),
            Message::Terminal(Event::Key(key)) if self.writing() => return self.pressed([key], area),
            Message::Terminal(Event::Key(key)) => return self.pressed(apart(key), area),
            Message::Terminal(Event::Paste(text)) => {
                if let Some(sitting) = &mut self.sitting {
                    sitting.ui.paste(&text, sitting.driver.interview().phase());
                }
            }
            Message::Terminal(_) => {}
            Message::TerminalGone => return Flow::End(Ended::Left),
            Message::Signal(signal) => return Flow::End(Ended::Signal(signal)),
            Message::Suspend => return Flow::Suspend,
            Message::Continued => return Flow::Resume,
        }
        Flow::Go
    }

    fn pressed(&mut self, keys: impl IntoIterator<Item = KeyEvent>, area: Rect) -> Flow {
        for event in keys {
            let suspends = |key: Key| self.look.keys.action(key, |a| a == Action::Suspend).is_some();
            if cfg!(unix) && Key::pressed(&event).is_some_and(suspends) {
                return Flow::Suspend;
            }
            if let Some(ended) = self.key(&event, area) {
                return Flow::End(ended);
            }
        }
        Flow::Go
    }

    /// Whether an answer or a note is being typed: there Alt has its meaning for the text field.
    fn writing(&self) -> bool {
        self.sitting.as_ref().is_some_and(|s| s.ui.typing(s.driver.interview().phase()))
    }

    fn key(&mut self, event: &KeyEvent, area: Rect) -> Option<Ended> {
        if self.sitting.is_some() {
            return self.sitting_key(event, area);
        }
        let key = Key::pressed(event)?;
        if self.test.is_some() {
            return self.test_key(key);
        }
        self.place_key(key, area)
    }

    fn place_key(&mut self, key: Key, area: Rect) -> Option<Ended> {
        self.notice = None;
        let mut place = self.places.pop()?;
        let help = std::mem::take(&mut self.help);
        let next = self.ask_place(&mut place, key, area, help);
        self.places.push(place);
        if let Some(next) = next {
            self.follow(next)
        } else {
            self.help = !help;
            None
        }
    }

    /// What a key does to a place; none if it asks for help or ends it.
    fn ask_place(&self, place: &mut Place, key: Key, area: Rect, help: bool) -> Option<Next> {
        let cx = self.context();
        if help {
            return None;
        }
        if let Some(next) = place.take_key(key, &cx) {
            return Some(next);
        }
        match key.code {
            KeyCode::Char(c) if place.typing() && !key.ctrl => place.type_in(Some(c), &cx),
            KeyCode::Backspace if place.typing() => place.type_in(None, &cx),
            _ => {
                return match self.look.keys.action(key, |a| place.word(a, &cx).is_some()) {
                    Some(Action::Help) => None,
                    Some(action) => Some(place.act(action, &cx, area)),
                    None => Some(Next::Stay),
                };
            }
        }
        Some(Next::Stay)
    }

    fn follow(&mut self, next: Next) -> Option<Ended> {
        let done = match next {
            Next::Stay => Ok(()),
            Next::Back => {
                self.places.pop();
                return self.places.is_empty().then_some(Ended::Left);
            }
            Next::To(place) => {
                self.open(place);
                Ok(())
            }
            Next::Sit(plan) => self.sit(plan),
            Next::MicTest => {
                self.start_test();
                Ok(())
            }
            Next::Save(settings) => {
                self.save(settings);
                Ok(())
            }
            Next::Play { session, take, from_s, seek } => self.play(&session, take, from_s, seek),
            Next::Change { session, take, change } => {
                self.change(session, take, change);
                Ok(())
            }
            Next::Recover(lost) => {
                let told = self.recover(&lost).err();
                self.notice = told.or_else(|| Some("Listening to the interrupted answer. Go on meanwhile.".to_owned()));
                return None;
            }
            Next::DeleteAudio(session) => {
                self.delete_audio(session);
                Ok(())
            }
            Next::Leave => return Some(Ended::Left),
        };
        self.notice = done.err();
        None
    }

    /// Plays a take from a second on; if something plays already, stops it instead, unless `seek`.
    fn play(&mut self, session: &str, take: u32, from_s: f64, seek: bool) -> Result<(), String> {
        if self.player.stop() && !seek {
            return Ok(());
        }
        let stored = self.app.sessions().load(session).map_err(|e| e.to_string())?;
        let found = stored.take(take);
        let Some(wav) = found.and_then(|t| self.app.sessions().audio_of(&stored, t)) else {
            return Err("this take has no recording any more; its scores are kept".to_owned());
        };
        self.played = Some((stored.id.clone(), take));
        let mailbox = self.mailbox.clone();
        self.player.start(&wav, from_s, move |why| mailbox.send(Message::Unplayable(why)));
        Ok(())
    }
}
