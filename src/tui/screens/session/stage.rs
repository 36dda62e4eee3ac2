//! What the tests of a session share: a question, an answer, its score, and a stage on the engine alone that presses keys and
//! takes pictures.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::{Terminal, backend::TestBackend, layout::Rect};

use super::{
    actions,
    handling::Reaction,
    ui::SessionUi,
    view::{self, SessionView},
};
use crate::{
    app::Live,
    tui::{
        keys::{Action, Key, KeyMap},
        screen::COMMON,
        theme::{Palette, Theme},
        widgets::{Chrome, Footer, body_area, too_small},
    },
};
use outloud_core::{
    bank::{Bank, FollowUp, Keyword, Kind, Level, Point, Priority, Question},
    scorecard::{Delivery, Evidence, How, KeywordHit, KeywordMiss, KeywordScore, PointScore, Scorecard},
    session::RoundSettings,
    sound::Sound,
    transcript::{Transcript, Word},
};
use outloud_engine::{Asked, Event, Interview, Phase, Rules};

pub(in crate::tui::screens) fn question() -> Question {
    let keyword = |term: &str, weight| Keyword { term: term.to_owned(), any: Vec::new(), weight };
    Question {
        id: "git-merge-rebase".to_owned(),
        kind: Kind::Technical,
        topic: "git".to_owned(),
        level: Level::Entry,
        prompt: "What is the difference between a merge and a rebase, and when would you use each of them?".to_owned(),
        context: None,
        why_asked: "To hear whether you know what happens to the commits, or only the commands.".to_owned(),
        hints: vec![
            "Think of what happens to the commits themselves.".to_owned(),
            "Who else has the branch?".to_owned(),
        ],
        model_answer: "A merge joins two branches with a merge commit and keeps the history as it happened. A rebase \
                       writes the commits anew on top of the other branch, so the history is linear."
            .to_owned(),
        keywords: vec![keyword("merge commit", 3), keyword("linear history", 2), keyword("shared branch", 3)],
        points: vec![Point::new("You never rebase what others have", Priority::Must, &["never_rebase"])],
        follow_ups: vec![FollowUp {
            prompt: "You rebased a branch that a colleague works on. What now?".to_owned(),
            when_missing: Some("shared branch".to_owned()),
            model_answer: String::new(),
            keywords: Vec::new(),
            subjects: Vec::new(),
            points: Vec::new(),
            misconceptions: Vec::new(),
        }],
        pitfalls: vec!["Saying that one of them is always right.".to_owned()],
        ..Question::bare("", "", "")
    }
}

pub(in crate::tui::screens) fn transcript() -> Transcript {
    let text = "So a merge creates a merge commit and a re-based branch has a linear history which is nice.";
    let word = |(n, text): (usize, &str)| {
        let start = 1.0 + n as f64 * 0.5;
        let probability = if text == "re-based" { 0.2 } else { 0.9 };
        Word {
            text: text.to_owned(),
            start_s: Some(start),
            end_s: Some(start + 0.4),
            probability: Some(probability),
            hearings: Vec::new(),
        }
    };
    Transcript::from_words(text.split(' ').enumerate().map(word).collect())
}

fn evidence(text: &str, first_word: usize, how: How, confidence: f64) -> Evidence {
    let start = 1.0 + first_word as f64 * 0.5;
    let word_count = text.split(' ').count();
    Evidence {
        text: text.to_owned(),
        start_s: Some(start),
        end_s: Some(start + 1.0),
        how,
        confidence,
        first_word,
        word_count,
        hearing: None,
    }
}

pub(in crate::tui::screens) fn card() -> Scorecard {
    let hit = |term: &str, weight, evidence| KeywordHit { term: term.to_owned(), weight, evidence };
    Scorecard {
        score: 61.5,
        doubtful: 6.0,
        scorer_version: 1,
        keywords: KeywordScore {
            coverage: 0.6,
            hit: vec![
                hit("merge commit", 3, evidence("merge commit", 5, How::Exact, 0.9)),
                hit("linear history", 2, evidence("linear history", 13, How::Sound, 0.3)),
            ],
            missed: vec![KeywordMiss { term: "shared branch".to_owned(), weight: 3 }],
        },
        rubric: vec![
            PointScore::new(
                "You say what happens to the history",
                Priority::Should,
                vec![evidence("has a linear history", 11, How::Exact, 0.9)],
            ),
            PointScore::new("You never rebase what others have", Priority::Must, Vec::new()),
        ],
        delivery: Delivery {
            words: 18,
            duration_s: Some(34.0),
            words_per_minute: Some(142.0),
            longest_pause_s: Some(2.13),
            time_to_first_word_s: Some(1.0),
            ..Delivery::default()
        },
        advice: vec!["Say when a rebase does harm: the must point carries most of the missing score.".to_owned()],
        ..Scorecard::default()
    }
}

/// A screen on the engine alone: commands go in at once, results are handed in by the test.
pub(super) struct SessionStage {
    pub(super) interview: Interview,
    pub(super) live: Live,
    pub(super) ui: SessionUi,
    pub(super) banks: Vec<Bank>,
    pub(super) usual_pace: Option<f64>,
    /// The text of the open pop-up.
    pub(super) prompt: Option<String>,
    keys: KeyMap,
    theme: Theme,
    now_ms: u64,
    pub(super) left: bool,
    /// From where the recording was played.
    pub(super) heard_s: Option<f64>,
    /// Whether the same round was asked for.
    pub(super) again: bool,
    /// The take that was asked to be looked at.
    pub(super) opened: Option<u32>,
}

impl SessionStage {
    pub(super) fn new(rules: Rules, questions: usize) -> Self {
        let asked = |n: usize| Asked::new("devops", Question { id: format!("q{n}"), ..question() });
        let mut interview = Interview::new(rules, (1..=questions).map(asked).collect(), 1);
        interview.handle(Event::Tick(0));
        let live = Live { source: "Built-in Microphone".to_owned(), ..Live::default() };
        let (keys, theme) = (KeyMap::default(), Theme::new(Palette::NoColor));
        Self {
            interview,
            live,
            ui: SessionUi::default(),
            banks: Vec::new(),
            usual_pace: None,
            prompt: None,
            keys,
            theme,
            now_ms: 0,
            left: false,
            heard_s: None,
            again: false,
            opened: None,
        }
    }

    pub(super) fn view(&self) -> SessionView<'_> {
        SessionView {
            interview: &self.interview,
            live: &self.live,
            ui: &self.ui,
            keys: &self.keys,
            theme: &self.theme,
            can_play: true,
            is_playing: self.heard_s.is_some(),
            banks: &self.banks,
            usual_pace: self.usual_pace,
        }
    }

    pub(super) fn offers(&self, action: Action) -> bool {
        let bound = COMMON.contains(&action) || actions::actions(&self.interview, &self.ui).contains(&action);
        let typing = matches!(self.interview.phase(), Phase::Typing { .. });
        bound && self.view().allows(action) && !(typing && matches!(action, Action::Help | Action::Quit))
    }

    pub(super) fn picture(&self, columns: u16, rows: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| self.draw(frame.area(), frame.buffer_mut())).unwrap();
        terminal.backend().to_string()
    }

    fn draw(&self, area: Rect, buf: &mut ratatui::buffer::Buffer) {
        if too_small(area, buf) {
            return;
        }
        let view = self.view();
        let offered = actions::actions(&self.interview, &self.ui).iter().chain(&COMMON).filter(|a| self.offers(**a));
        let footer = Footer::new(&self.keys, offered.map(|action| (*action, view.label(*action))));
        let (title, position) = (view::title(&self.interview), view::position(&self.interview));
        let notice = view::notice(&self.interview, &self.ui);
        Chrome { title: &title, position: &position, notice, footer, theme: &self.theme }.draw(area, buf);
        view.draw(body_area(area, notice), buf);
    }

    /// Presses keys, written as in the settings; other text is typed letter by letter.
    pub(super) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ') {
            let parsed = crate::tui::keys::Key::parse(key);
            let all = parsed
                .map_or_else(|| key.chars().map(|c| (KeyCode::Char(c), false)).collect(), |k| vec![(k.code, k.ctrl)]);
            for (code, ctrl) in all {
                self.one_key(code, ctrl);
            }
        }
        self
    }

    fn one_key(&mut self, code: KeyCode, ctrl: bool) {
        if let Some(text) = &mut self.prompt {
            match code {
                KeyCode::Char(letter) => text.push(letter),
                KeyCode::Backspace => drop(text.pop()),
                KeyCode::Enter => {
                    let text = self.prompt.take().unwrap();
                    let reaction = self.ui.submitted(text);
                    self.react(reaction);
                }
                _ => self.prompt = None,
            }
            return;
        }
        let typing = matches!(self.interview.phase(), Phase::Typing { .. });
        let letter = !ctrl && matches!(code, KeyCode::Char(_) | KeyCode::Backspace);
        let estimating = matches!(self.interview.phase(), Phase::Estimating { .. });
        let digit = matches!(code, KeyCode::Char('0'..='9'));
        match self.keys.action(Key { code, ctrl }, |action| self.offers(action)) {
            _ if estimating && digit => {
                let reaction = self.ui.on_digit(&KeyEvent::new(code, KeyModifiers::NONE));
                self.react(reaction);
            }
            Some(action) if !(typing && letter) => {
                let body = body_area(Rect::new(0, 0, 80, 24), view::notice(&self.interview, &self.ui));
                let mut ui = self.ui.clone();
                let reaction = ui.handle(action, &self.view(), body.width.into(), body.height.into());
                self.ui = ui;
                self.react(reaction);
            }
            _ if typing => self.ui.type_key(&KeyEvent::new(code, KeyModifiers::NONE)),
            _ => {}
        }
    }

    fn react(&mut self, reaction: Reaction) {
        match reaction {
            Reaction::Command(command) => {
                self.interview.handle(Event::Command(command));
            }
            Reaction::Close => self.left = true,
            Reaction::Repeat => self.again = true,
            Reaction::Review(take) => self.opened = Some(take),
            Reaction::Play(from_s) => self.heard_s = Some(from_s),
            Reaction::Prompt(_, text) => self.prompt = Some(text),
            Reaction::None => {}
        }
    }

    pub(super) fn pass(&mut self, seconds: f64) -> &mut Self {
        self.now_ms += (seconds * 1000.0) as u64;
        self.interview.handle(Event::Tick(self.now_ms));
        self
    }

    pub(super) fn hear(&mut self, event: Event) -> &mut Self {
        self.interview.handle(event);
        self
    }

    pub(super) fn recording(mut self) -> Self {
        self.press("space space");
        self.hear(Event::RecordingStarted { take: 1, started_at: "t".to_owned(), audio: "01.wav".to_owned() });
        self
    }

    pub(super) fn scored(self) -> Self {
        let mut stage = self.recording();
        stage.press("space").hear(Event::RecogniserReady("tiny.en".to_owned()));
        stage.hear(Event::Transcribed(1, transcript(), Sound { duration_s: 34.0, ..Sound::default() }));
        stage.hear(Event::Scored(1, Box::new(card())));
        stage
    }
}

pub(super) fn practice() -> SessionStage {
    SessionStage::new(Rules::practice(), 3)
}

pub(super) fn round(strict: bool) -> SessionStage {
    let settings = RoundSettings {
        questions: 2,
        minutes: Some(15),
        think_time_s: 20,
        answer_time_s: Some(60),
        strict,
        hard_stop: false,
        seed: 1,
        persona: None,
        plan: Vec::new(),
    };
    SessionStage::new(Rules::round(&settings), 2)
}
