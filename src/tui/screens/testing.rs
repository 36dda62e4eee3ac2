//! What the tests of screens share: banks, sessions, and a stage that presses keys and takes pictures.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::{Terminal, backend::TestBackend, layout::Rect};

use super::{
    review::ReviewScreen,
    session::stage::{card, question, transcript},
};
use crate::{
    app::{Choices, Library, Settings, seconds},
    tui::{
        hits::Hits,
        keys::{Key, KeyMap},
        message::Message,
        screen::{Context, Playing, Screen, Transition},
        stack::ScreenStack,
        theme::{Palette, Theme},
        widgets::body_area,
    },
};
use outloud_core::{
    bank::{Bank, Kind, Question},
    session::{SESSION_SCHEMA, Session, SessionKind, Take},
    sound::{Sound, Span},
};
use outloud_engine::practice_plan::PracticePlan;

const NOW: &str = "2026-03-05T12:00:00+00:00";

pub(in crate::tui) fn banks() -> Vec<Bank> {
    let asked = |id: &str, topic: &str, prompt: &str, kind| Question {
        id: id.to_owned(),
        topic: topic.to_owned(),
        prompt: prompt.to_owned(),
        kind,
        ..question()
    };
    let questions = vec![
        question(),
        asked("what-is-a-pod", "kubernetes", "What is a pod, and why is it not simply a container?", Kind::Definition),
        asked("hpa", "kubernetes", "How does the horizontal pod autoscaler decide?", Kind::Technical),
        asked("conflict", "people", "Tell me about a disagreement with a colleague.", Kind::Behavioural),
    ];
    vec![Bank::new("devops-core", "devops-core", questions)]
}

pub(in crate::tui) fn take(number: u32, day: u32, score: f64) -> Take {
    let mut scorecard = card();
    scorecard.score = score;
    if number > 1 {
        scorecard.keywords.hit.remove(1);
    }
    Take {
        started_at: format!("2026-03-{day:02}T09:30:00+00:00"),
        audio: Some(format!("{number:02}.wav")),
        model: Some("tiny.en".to_owned()),
        transcript: Some(transcript()),
        sound: Some(Sound {
            duration_s: 34.0,
            speech: vec![Span { start_s: 1.0, end_s: 12.0 }, Span { start_s: 14.2, end_s: 33.0 }],
            ..Sound::default()
        }),
        scorecard: Some(scorecard),
        ..Take::new(number, "devops-core", question())
    }
}

pub(in crate::tui) fn session(day: u32, kind: SessionKind, takes: Vec<Take>) -> Session {
    Session {
        schema: SESSION_SCHEMA,
        id: format!("2026-03-{day:02}T09-30-00-{kind}"),
        kind,
        started_at: format!("2026-03-{day:02}T09:30:00+00:00"),
        round: None,
        takes,
        ended_early: false,
    }
}

/// The area in which keys are pressed.
const AREA: Rect = Rect::new(0, 0, 80, 24);

/// A stack with one screen, and what it can see.
pub(in crate::tui) struct Stage {
    pub(in crate::tui) banks: Vec<Bank>,
    pub(in crate::tui) library: Library,
    pub(in crate::tui) plan: Option<PracticePlan>,
    pub(in crate::tui) settings: Settings,
    pub(in crate::tui) choices: Option<Choices>,
    /// The second of the first take of the latest session that is being played.
    pub(in crate::tui) playing_s: Option<f64>,
    keys: KeyMap,
    theme: Theme,
    hits: Hits,
    stack: ScreenStack,
}

impl Stage {
    pub(in crate::tui) fn new(screen: impl FnOnce(&Context<'_>) -> Box<dyn Screen>) -> Self {
        let sessions = vec![
            session(4, SessionKind::Practice, vec![take(1, 4, 61.5), take(2, 4, 74.0)]),
            session(1, SessionKind::Mock, vec![take(1, 1, 38.0)]),
        ];
        let mut stage = Self {
            banks: banks(),
            library: Library::of(sessions, Vec::new()),
            plan: None,
            settings: Settings::default(),
            choices: None,
            playing_s: None,
            keys: KeyMap::default(),
            theme: Theme::new(Palette::NoColor),
            hits: Hits::default(),
            stack: ScreenStack::default(),
        };
        let screen = screen(&stage.context(AREA));
        stage.stack.push(screen);
        stage
    }

    pub(in crate::tui) fn of(screen: impl Screen + 'static) -> Self {
        Self::new(|_| Box::new(screen))
    }

    fn context(&self, area: Rect) -> Context<'_> {
        let session = self.library.sessions.first().map_or("", |s| s.id.as_str());
        Context {
            banks: &self.banks,
            library: Some(&self.library),
            plan: self.plan.as_ref(),
            settings: &self.settings,
            keys: &self.keys,
            theme: &self.theme,
            now_s: seconds(NOW).unwrap(),
            can_play: true,
            choices: self.choices.as_ref(),
            playing: self.playing_s.map(|at_s| Playing { session, take: 1, at_s }),
            hits: &self.hits,
            body: body_area(area, None),
        }
    }

    pub(in crate::tui) fn picture(&self, columns: u16, rows: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        let draw = |frame: &mut ratatui::Frame<'_>| {
            let area = frame.area();
            self.stack.draw(&self.context(area), None, area, frame.buffer_mut());
        };
        terminal.draw(draw).unwrap();
        terminal.backend().to_string()
    }

    /// Presses keys, written as in the settings. Pop-ups open and close here; of everything else that follows the last is
    /// given back.
    pub(in crate::tui) fn press(&mut self, keys: &str) -> Transition {
        let mut last = Transition::Stay;
        for key in keys.split(' ') {
            let key = Key::parse(key).unwrap();
            let modifiers = if key.ctrl { KeyModifiers::CONTROL } else { KeyModifiers::NONE };
            last = self.key(key.code, modifiers);
        }
        last
    }

    fn key(&mut self, code: KeyCode, modifiers: KeyModifiers) -> Transition {
        let mut stack = std::mem::take(&mut self.stack);
        let next = stack.key(&KeyEvent::new(code, modifiers), &self.context(AREA));
        let next = match next {
            Transition::Push(screen) if screen.is_popup() => {
                stack.push(screen);
                Transition::Stay
            }
            Transition::Pop if stack.screens().len() > 1 => {
                stack.pop();
                Transition::Stay
            }
            Transition::Submit(text) => stack.submit(text, &self.context(AREA)),
            next => next,
        };
        self.stack = stack;
        next
    }

    /// Clicks on the first place in the picture of 80 by 24 that shows `text`.
    pub(in crate::tui) fn click(&mut self, text: &str) -> Transition {
        let picture = self.picture(AREA.width, AREA.height);
        let found = picture.lines().enumerate().find_map(|(y, line)| Some((y, line.find(text)?, line)));
        let (y, at, line) = found.unwrap_or_else(|| panic!("no '{text}' in:\n{picture}"));
        // The picture is set in quotes.
        let x = line[..at].chars().count() - 1;
        self.click_at(x as u16, y as u16)
    }

    pub(in crate::tui) fn click_at(&mut self, x: u16, y: u16) -> Transition {
        let mut stack = std::mem::take(&mut self.stack);
        let next = stack.click((x, y).into(), &self.context(AREA));
        self.stack = stack;
        next
    }

    pub(in crate::tui) fn wheel(&mut self, steps: isize) {
        let mut stack = std::mem::take(&mut self.stack);
        stack.wheel(steps, &self.context(AREA));
        self.stack = stack;
    }

    /// Presses keys that open another screen, and goes there.
    pub(in crate::tui) fn go(&mut self, keys: &str) -> &mut Self {
        let Transition::Push(screen) = self.press(keys) else { panic!("'{keys}' opens no screen") };
        self.stack = ScreenStack::default();
        self.stack.push(screen);
        self
    }

    pub(in crate::tui) fn title(&self) -> String {
        self.stack.screens()[0].title()
    }

    pub(in crate::tui) fn receive(&mut self, message: Message) {
        let mut stack = std::mem::take(&mut self.stack);
        stack.receive(message, &self.context(AREA));
        self.stack = stack;
    }
}

/// The latest session of the stage.
pub(in crate::tui) fn review() -> Stage {
    Stage::new(|cx| Box::new(ReviewScreen::new(cx.library.unwrap().sessions[0].clone(), None)))
}
