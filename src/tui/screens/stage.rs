//! What the tests of the places stand on: banks, sessions, and a stage that presses keys and takes pictures.

use crossterm::event::KeyCode;
use ratatui::{Terminal, backend::TestBackend};

use super::*;
use crate::{
    app::seconds,
    tui::{
        keys::Key,
        screens::sitting::stage::{card, question, transcript},
        theme::Palette,
    },
};
use outloud_core::{
    bank::{Kind, Question},
    session::{SESSION_SCHEMA, SessionKind, Take},
    sound::{Sound, Span},
};

const NOW: &str = "2026-03-05T12:00:00+00:00";

pub(super) fn banks() -> Vec<Bank> {
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
    let bank = |id: &str, questions| Bank {
        schema: 1,
        id: id.to_owned(),
        title: id.to_owned(),
        language: "en".to_owned(),
        description: String::new(),
        terms: std::collections::BTreeMap::new(),
        questions,
    };
    vec![bank("devops-core", questions)]
}

pub(super) fn take(number: u32, day: u32, score: f64) -> Take {
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

pub(super) fn session(day: u32, kind: SessionKind, takes: Vec<Take>) -> Session {
    Session {
        schema: SESSION_SCHEMA,
        id: format!("2026-03-{day:02}T09-30-00-{kind}"),
        kind,
        started_at: format!("2026-03-{day:02}T09:30:00+00:00"),
        round: None,
        takes,
    }
}

/// A screen with everything it stands on.
pub(super) struct Stage {
    pub(super) banks: Vec<Bank>,
    pub(super) library: Library,
    pub(super) settings: Settings,
    pub(super) keys: KeyMap,
    pub(super) theme: Theme,
    pub(super) place: Place,
    pub(super) choices: Option<Choices>,
    /// The second of the first take of the latest session that is heard.
    pub(super) heard_s: Option<f64>,
}

impl Stage {
    pub(super) fn new(place: impl FnOnce(&Context<'_>) -> Place) -> Self {
        let sessions = vec![
            session(4, SessionKind::Practice, vec![take(1, 4, 61.5), take(2, 4, 74.0)]),
            session(1, SessionKind::Mock, vec![take(1, 1, 38.0)]),
        ];
        let mut stage = Self {
            banks: banks(),
            library: Library::of(sessions, Vec::new()),
            settings: Settings::default(),
            keys: KeyMap::default(),
            theme: Theme::new(Palette::NoColor),
            place: Place::home(),
            choices: None,
            heard_s: None,
        };
        stage.place = place(&stage.context());
        stage
    }

    pub(super) fn context(&self) -> Context<'_> {
        Context {
            banks: &self.banks,
            library: Some(&self.library),
            settings: &self.settings,
            keys: &self.keys,
            theme: &self.theme,
            now_s: seconds(NOW).unwrap(),
            can_play: true,
            choices: self.choices.as_ref(),
            playing: self.heard_s.map(|at_s| Playing { session: &self.library.sessions[0].id, take: 1, at_s }),
            notice: None,
        }
    }

    pub(super) fn picture(&self, columns: u16, rows: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| self.place.draw(&self.context(), false, frame.area(), frame.buffer_mut())).unwrap();
        terminal.backend().to_string()
    }

    /// Presses keys; gives where the last one leads.
    pub(super) fn press(&mut self, keys: &str) -> Next {
        let mut next = Next::Stay;
        for key in keys.split(' ') {
            let mut place = self.place.clone();
            let cx = self.context();
            let key = Key::parse(key).unwrap();
            next = match (place.typing(), key.code) {
                (true, KeyCode::Char(c)) => {
                    place.type_in(Some(c), &cx);
                    Next::Stay
                }
                (true, KeyCode::Backspace) => {
                    place.type_in(None, &cx);
                    Next::Stay
                }
                _ if matches!(&place, Place::Keys(p) if p.waiting()) => place.take_key(key, &cx).unwrap(),
                _ => match cx.keys.action(key, |a| place.word(a, &cx).is_some()) {
                    Some(action) => place.act(action, &cx, Rect::new(0, 0, 80, 24)),
                    None => Next::Stay,
                },
            };
            self.place = place;
        }
        next
    }
}
