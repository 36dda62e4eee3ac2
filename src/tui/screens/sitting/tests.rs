//! Pictures of every phase at two sizes, and keystrokes from screen to screen, on the engine alone.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::{Terminal, backend::TestBackend, layout::Rect};

use super::*;
use crate::{
    domain::{
        bank::{FollowUp, Keyword, Kind, Level, Priority, Question, RubricPoint},
        scorecard::{Delivery, Evidence, How, KeywordHit, KeywordMiss, KeywordScore, PointScore, Scorecard},
        session::RoundSettings,
        sound::Sound,
        transcript::{Transcript, Word},
    },
    engine::{Asked, Event, Rules},
    tui::theme::Palette,
};

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
        rubric: vec![RubricPoint {
            point: "You never rebase what others have".to_owned(),
            priority: Priority::Must,
            any: vec!["never rebase".to_owned()],
            all: Vec::new(),
        }],
        follow_ups: vec![FollowUp {
            prompt: "You rebased a branch that a colleague works on. What now?".to_owned(),
            when_missing: Some("shared branch".to_owned()),
            model_answer: String::new(),
            keywords: Vec::new(),
        }],
        pitfalls: vec!["Saying that one of them is always right.".to_owned()],
        answer_time_s: 90,
        story: None,
    }
}

pub(in crate::tui::screens) fn transcript() -> Transcript {
    let text = "So a merge creates a merge commit and a re-based branch has a linear history which is nice.";
    let word = |(n, text): (usize, &str)| {
        let start = 1.0 + n as f64 * 0.5;
        let probability = if text == "re-based" { 0.2 } else { 0.9 };
        Word { text: text.to_owned(), start_s: Some(start), end_s: Some(start + 0.4), probability: Some(probability) }
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
    }
}

pub(in crate::tui::screens) fn card() -> Scorecard {
    let hit = |term: &str, weight, evidence| KeywordHit { term: term.to_owned(), weight, credit: 1.0, evidence };
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
            PointScore {
                point: "You say what happens to the history".to_owned(),
                priority: Priority::Should,
                met: true,
                evidence: vec![evidence("has a linear history", 11, How::Exact, 0.9)],
            },
            PointScore {
                point: "You never rebase what others have".to_owned(),
                priority: Priority::Must,
                met: false,
                evidence: Vec::new(),
            },
        ],
        story: None,
        delivery: Delivery {
            words: 18,
            duration_s: Some(34.0),
            words_per_minute: Some(142.0),
            longest_pause_s: Some(2.13),
            time_to_first_word_s: Some(1.0),
            ..Delivery::default()
        },
        advice: vec!["Say when a rebase does harm: the must point carries most of the missing score.".to_owned()],
    }
}

/// A screen on the engine alone: commands go in at once, results are handed in by the test.
pub(super) struct Stage {
    interview: Interview,
    live: Live,
    pub(super) ui: Ui,
    keys: KeyMap,
    theme: Theme,
    now_ms: u64,
    left: bool,
    /// The take that was asked to be looked at.
    opened: Option<u32>,
}

impl Stage {
    fn new(rules: Rules, questions: usize) -> Self {
        let asked = |n: usize| Asked::new("devops", Question { id: format!("q{n}"), ..question() });
        let mut interview = Interview::new(rules, (1..=questions).map(asked).collect(), 1);
        interview.handle(Event::Tick(0));
        let live = Live { source: "Built-in Microphone".to_owned(), ..Live::default() };
        let (keys, theme) = (KeyMap::default(), Theme::new(Palette::NoColor));
        Self { interview, live, ui: Ui::default(), keys, theme, now_ms: 0, left: false, opened: None }
    }

    pub(super) fn view(&self) -> View<'_> {
        View {
            interview: &self.interview,
            live: &self.live,
            ui: &self.ui,
            keys: &self.keys,
            theme: &self.theme,
            can_play: true,
        }
    }

    pub(super) fn picture(&self, columns: u16, rows: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| self.view().draw(frame.area(), frame.buffer_mut())).unwrap();
        terminal.backend().to_string()
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
        let modifiers = if ctrl { KeyModifiers::CONTROL } else { KeyModifiers::NONE };
        let mut ui = self.ui.clone();
        let reaction = ui.key(&KeyEvent::new(code, modifiers), &self.view(), Rect::new(0, 0, 80, 24));
        self.ui = ui;
        match reaction {
            Reaction::Command(command) => {
                self.interview.handle(Event::Command(command));
            }
            Reaction::Leave => self.left = true,
            Reaction::Review(take) => self.opened = Some(take),
            Reaction::Play(_) | Reaction::None => {}
        }
    }

    fn pass(&mut self, seconds: f64) -> &mut Self {
        self.now_ms += (seconds * 1000.0) as u64;
        self.interview.handle(Event::Tick(self.now_ms));
        self
    }

    fn hear(&mut self, event: Event) -> &mut Self {
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
        stage.hear(Event::Heard(1, transcript(), Sound { duration_s: 34.0, ..Sound::default() }));
        stage.hear(Event::Scored(1, Box::new(card())));
        stage
    }
}

pub(super) fn practice() -> Stage {
    Stage::new(Rules::practice(), 3)
}

pub(super) fn round(strict: bool) -> Stage {
    let settings = RoundSettings {
        questions: 2,
        minutes: Some(15),
        think_time_s: 20,
        answer_time_s: Some(60),
        strict,
        hard_stop: false,
        seed: 1,
        plan: Vec::new(),
    };
    Stage::new(Rules::round(&settings), 2)
}

macro_rules! pictures {
    ($stage:expr, $name:literal) => {
        let stage = $stage;
        insta::assert_snapshot!(concat!($name, "-80x24"), stage.picture(80, 24));
        insta::assert_snapshot!(concat!($name, "-60x18"), stage.picture(60, 18));
    };
}

#[test]
fn the_footer_names_what_a_hint_costs() {
    let cost = crate::domain::session::HINT_COST;
    let mut stage = practice();
    assert!(stage.press("space").picture(80, 24).contains(&format!("h hint (-{cost})")));
}

#[test]
fn asking() {
    let mut stage = practice();
    stage.pass(3.0);
    pictures!(stage, "asking");
}

#[test]
fn thinking_with_hints() {
    let mut stage = practice();
    stage.press("space h").pass(12.0);
    pictures!(stage, "thinking");
}

#[test]
fn thinking_in_a_round() {
    let mut stage = round(true);
    stage.press("space").pass(3.0);
    pictures!(stage, "thinking-round");
}

#[test]
fn recording_with_words_and_ticks() {
    let mut stage = practice().recording();
    stage.pass(23.0);
    for n in 0..90u8 {
        let rms_dbfs = -60.0 + f32::from(n % 30) * 1.9;
        stage.live.trace.push_back(rms_dbfs);
        stage.live.level = Some(crate::runtime::audio::Level { rms_dbfs, peak_dbfs: rms_dbfs, elapsed_s: 23.0 });
    }
    stage.live.ticks = vec![true, false, false];
    stage.hear(Event::Partial(1, transcript()));
    pictures!(stage, "recording");
}

#[test]
fn the_last_seconds_of_a_round() {
    let mut stage = round(true).recording();
    stage.pass(56.0);
    pictures!(stage, "recording-last-words");
}

#[test]
fn typing() {
    let mut stage = practice();
    stage.press("space t a space merge space keeps space history");
    pictures!(stage, "typing");
}

#[test]
fn transcribing() {
    let mut stage = practice().recording();
    stage.pass(34.0).press("space").hear(Event::RecogniserReady("tiny.en".to_owned()));
    stage.live.progress = Some((17.0, 34.0));
    stage.hear(Event::Partial(1, transcript()));
    pictures!(stage, "transcribing");
}

#[test]
fn scorecard() {
    pictures!(practice().scored(), "score");
}

#[test]
fn every_page_behind_the_scorecard() {
    let mut stage = practice().scored();
    for name in ["hints", "model", "recruiter", "follow-up"] {
        stage.press("space");
        insta::assert_snapshot!(format!("page-{name}-80x24"), stage.picture(80, 24));
        insta::assert_snapshot!(format!("page-{name}-60x18"), stage.picture(60, 18));
    }
    stage.press("m");
    insta::assert_snapshot!("page-model-120x40", stage.picture(120, 40));
}

#[test]
fn correcting_a_word() {
    let mut stage = practice().scored();
    stage.press("c");
    assert_eq!(stage.ui.word, Some(9), "the least certain word is chosen first");
    insta::assert_snapshot!("correct-80x24", stage.picture(80, 24));
    stage.press("left right enter");
    for _ in 0..9 {
        stage.press("backspace");
    }
    stage.press("rebased enter");
    assert!(stage.ui.field.is_none() && stage.ui.word == Some(9));
    let text = &stage.interview.current_take().unwrap().take.transcript.as_ref().unwrap().text;
    assert!(text.contains("a rebased branch"), "{text}");
    stage.press("esc");
    assert_eq!(stage.ui.word, None);
}

#[test]
fn a_note_is_typed_over_the_page() {
    let mut stage = practice().scored();
    stage.press("e slower space q enter");
    assert_eq!(stage.interview.current_take().unwrap().take.note.as_deref(), Some("slower q"));
    stage.press("e x esc");
    assert_eq!(stage.interview.current_take().unwrap().take.note.as_deref(), Some("slower q"), "Esc keeps the old one");
}

#[test]
fn typing_takes_every_letter_and_esc_goes_back() {
    let mut stage = practice();
    stage.press("space t q n h p space ?");
    assert!(matches!(stage.interview.phase(), Phase::Typing { .. }));
    assert_eq!(stage.ui.answer.lines(), ["qnhp ?"]);
    stage.press("esc");
    assert!(matches!(stage.interview.phase(), Phase::Thinking { .. }));
    stage.press("t roll ctrl-s");
    assert!(matches!(stage.interview.phase(), Phase::Transcribing { .. }));
}

#[test]
fn help_is_printed_from_the_table() {
    let mut stage = practice();
    stage.press("space ?");
    pictures!(stage, "help");
}

#[test]
fn a_debrief() {
    let mut stage = Stage::new(Rules::practice(), 2).scored();
    stage.press("n space t merge ctrl-s");
    stage.hear(Event::Scored(2, Box::new(Scorecard { score: 22.0, delivery: Delivery::default(), ..card() })));
    stage.press("d");
    assert_eq!(stage.press("enter").opened, Some(2), "the weakest, unless another is chosen");
    assert_eq!(stage.press("down enter").opened, Some(1));
    stage.ui.scroll = crate::tui::widgets::Scroll::default();
    insta::assert_snapshot!("debrief-120x40", stage.picture(120, 40));
    pictures!(stage, "debrief");
}

#[test]
fn an_answer_thrown_away_while_typing_comes_back_for_the_same_question_only() {
    let mut stage = practice();
    stage.press("space t roll space back esc t");
    assert_eq!(stage.ui.answer.lines(), ["roll back"]);
    stage.press("esc n space t");
    assert_eq!(stage.ui.answer.lines(), [""], "another question, another answer");
}

#[test]
fn retakes_are_shown_side_by_side() {
    let mut stage = practice().scored();
    stage.press("r t merge ctrl-s");
    stage.hear(Event::Scored(2, Box::new(Scorecard { score: 74.0, ..card() })));
    let picture = stage.picture(80, 24);
    assert!(picture.contains("your takes: 62 → 74") || picture.contains("your takes: 61 → 74"), "{picture}");
}

#[test]
fn leaving_a_round_or_an_answer_takes_two_presses() {
    let mut stage = round(false);
    stage.press("q");
    assert!(!stage.left && stage.ui.leaving);
    stage.press("space q");
    assert!(!stage.left, "another key in between takes it back");
    stage.press("q");
    assert!(stage.left);
    let mut free = practice();
    free.press("q");
    assert!(free.left);
}

#[test]
fn escape_sequences_in_texts_are_shown_and_not_obeyed() {
    let evil = "\u{1b}[2J\u{1b}]0;x\u{7} \u{202e}prompt";
    let mut stage = practice();
    let q = Question { prompt: evil.to_owned(), hints: vec![evil.to_owned()], topic: evil.to_owned(), ..question() };
    stage.interview = Interview::new(Rules::practice(), vec![Asked::new("b", q)], 1);
    stage.press("space h");
    let picture = stage.picture(80, 24);
    assert!(!picture.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{picture}");
    assert!(picture.contains("[2J]0;x prompt"), "{picture}");
}

#[test]
fn any_size_at_any_moment() {
    let stages =
        [practice(), practice().recording(), practice().scored(), round(true), Stage::new(Rules::practice(), 0)];
    for stage in &stages {
        for (columns, rows) in [(1, 1), (20, 5), (59, 40), (60, 17), (60, 18), (200, 60), (300, 4)] {
            let picture = stage.picture(columns, rows);
            if columns < 60 || rows < 18 {
                assert!(!picture.contains("quit"), "{columns}x{rows}\n{picture}");
            }
        }
    }
    assert!(practice().picture(20, 5).contains("window is 20"));
}
