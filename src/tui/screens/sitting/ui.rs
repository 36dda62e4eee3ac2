//! What the sitting's screen knows beyond the sitting: where one has scrolled to, what is being typed. Keys change it or
//! become commands; nothing here touches the world.

use std::sync::Arc;

use crossterm::event::{Event, KeyEvent};
use ratatui::{buffer::Buffer, layout::Rect, text::Line, widgets::Widget};
use ratatui_textarea::{TextArea, WrapMode};

use super::{View, pages::page_word};
use crate::{
    domain::story::StoryFile,
    engine::{Command, Page, Phase},
    tui::{
        keys::{Action, Key},
        theme::Theme,
    },
};

/// The screen's own state.
#[derive(Debug, Clone)]
pub struct Ui {
    /// Whether the keys are explained.
    pub help: bool,
    /// Whether words and ticks are shown while one speaks.
    pub live: bool,
    /// How far the page is scrolled.
    pub scroll: super::super::sitting::ui::ScrollState,
    /// The answer that is being typed, and thrown away comes back if the same question is answered on the keyboard again.
    pub answer: TextArea<'static>,
    /// The question that the typed answer is for.
    pub draft_of: Option<String>,
    /// A note or a word that is being typed.
    pub field: Option<Field>,
    /// The word that is chosen for correction.
    pub word: Option<usize>,
    /// The stories there are.
    pub stories: Arc<[StoryFile]>,
    /// Whether the question's story is open.
    pub story: bool,
    /// Whether leaving was asked for once while something would be lost.
    pub leaving: bool,
    /// Something to tell that is not the sitting's doing.
    pub notice: Option<String>,
}

/// How far a page is scrolled.
pub type ScrollState = crate::tui::widgets::Scroll;

/// One text that is being typed over a page.
#[derive(Debug, Clone)]
pub struct Field {
    /// What it will be.
    pub purpose: Purpose,
    /// The text.
    pub text: TextArea<'static>,
}

/// What a typed text will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A note to self.
    Note,
    /// The right word in the place of this one.
    Word(usize),
}

/// What a key press leads to, outside the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Reaction {
    /// Nothing.
    None,
    /// A command to the sitting.
    Command(Command),
    /// Play the current take from this second, or stop playing.
    Play(f64),
    /// End the sitting and open the take with this number.
    Review(u32),
    /// Leave the screen.
    Leave,
}

impl Default for Ui {
    fn default() -> Self {
        Self {
            help: false,
            live: true,
            scroll: ScrollState::default(),
            answer: text_area("", "Type your answer here"),
            draft_of: None,
            field: None,
            word: None,
            stories: Arc::default(),
            story: false,
            leaving: false,
            notice: None,
        }
    }
}

/// A text field that wraps.
#[must_use]
pub fn text_area(text: &str, placeholder: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.lines().map(str::to_owned).collect());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.set_cursor_line_style(ratatui::style::Style::new());
    area.set_placeholder_text(placeholder);
    area.move_cursor(ratatui_textarea::CursorMove::End);
    area
}

impl Field {
    pub(super) fn draw(&self, area: Rect, theme: &Theme, buf: &mut Buffer) {
        let title = match self.purpose {
            Purpose::Note => "A note to yourself on this answer",
            Purpose::Word(_) => "What did you really say here?",
        };
        Line::styled(title, theme.heading).render(Rect { height: 1.min(area.height), ..area }, buf);
        let rest = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        (&self.text).render(rest, buf);
    }
}

impl Ui {
    /// Whether letters are text here.
    #[must_use]
    pub fn typing(&self, phase: &Phase) -> bool {
        self.field.is_some() || matches!(phase, Phase::Typing { .. })
    }

    pub(super) fn footer_order(&self, phase: &Phase) -> &'static [Action] {
        use Action::{
            Back, Compare, Correct, Down, Finish, FollowUp, Go, Help, Hint, Left, Live, Next, Note, Open, Pause, Play,
            Quit, Retake, Save, Story, Type,
        };
        match phase {
            Phase::Scored { page: Page::FollowUp, .. } => {
                &[Open, FollowUp, Next, Retake, Play, Note, Story, Compare, Finish, Back, Help, Quit]
            }
            Phase::Scored { .. } => {
                &[Left, Open, Save, Go, Next, Retake, Play, Correct, Note, Story, Compare, Finish, Back, Help, Quit]
            }
            Phase::Debrief => &[Open, Down, Back, Help, Quit],
            _ => &[Save, Go, Hint, Story, Type, Next, Pause, Live, Finish, Down, Back, Help, Quit],
        }
    }

    /// What `action` does now, in a word; none if nothing.
    pub(super) fn word(&self, action: Action, view: &View<'_>) -> Option<&'static str> {
        match (self.help, action) {
            (false, action) => self.word_behind_help(action, view),
            (true, Action::Back | Action::Help) => Some("back"),
            (true, _) => None,
        }
    }

    /// The same, as if the keys were not being explained.
    pub(super) fn word_behind_help(&self, action: Action, view: &View<'_>) -> Option<&'static str> {
        let phase = view.interview.phase();
        let yes = |allowed: bool, word: &'static str| allowed.then_some(word);
        if self.typing(phase) {
            return match action {
                Action::Open => yes(self.field.is_some(), "done"),
                Action::Save => yes(self.field.is_none(), "done"),
                Action::Back => Some("back"),
                _ => None,
            };
        }
        if self.word.is_some() {
            return match action {
                Action::Left | Action::Right => Some("choose"),
                Action::Open => Some("correct it"),
                Action::Back => Some("done"),
                _ => None,
            };
        }
        match (action, phase) {
            _ if view.open_story().is_some() => super::story::word(action),
            (Action::Story, _) => yes(view.story().is_some(), "story"),
            (_, Phase::Scored { page, .. }) => self.scored_word(action, *page, view),
            _ => answering_word(action, view),
        }
    }

    fn scored_word(&self, action: Action, page: Page, view: &View<'_>) -> Option<&'static str> {
        let yes = |allowed: bool, word: &'static str| allowed.then_some(word);
        let to = |to: Page| yes(to != page && view.allows(&Command::Page(to)), page_word(to));
        match action {
            Action::Go => page.next().filter(|_| view.allows(&Command::Go)).map(page_word),
            Action::Score => to(Page::Score),
            Action::Hint => to(Page::Hints),
            Action::Model => to(Page::Model),
            Action::Recruiter => to(Page::Recruiter),
            Action::FollowUp if page == Page::FollowUp => yes(view.allows(&Command::FollowUp), "answer it"),
            Action::FollowUp => to(Page::FollowUp),
            Action::Retake => yes(view.allows(&Command::Retake), "retake"),
            Action::Next => yes(view.allows(&Command::Next), "next"),
            Action::Note => yes(view.allows(&Command::Note(String::new())), "note"),
            Action::Correct => yes(view.allows(&Command::Correct { word: 0, text: String::new() }), "correct a word"),
            Action::Play => {
                let recorded = view.interview.current_take().is_some_and(|t| t.take.audio.is_some());
                yes(recorded && view.can_play, "play")
            }
            Action::Finish => yes(view.allows(&Command::Finish), "end"),
            Action::Up | Action::Down => Some("choose"),
            Action::PageUp | Action::PageDown | Action::Top | Action::Bottom => Some("scroll"),
            Action::Help => Some("keys"),
            Action::Quit => Some("quit"),
            _ => None,
        }
    }

    /// What a key press does.
    pub fn key(&mut self, event: &KeyEvent, view: &View<'_>, area: Rect) -> Reaction {
        let Some(key) = Key::pressed(event) else { return Reaction::None };
        let Some(action) = view.keys.action(key, |a| view.word(a).is_some()) else {
            return self.type_in(event, view.interview.phase());
        };
        if self.typing(view.interview.phase()) && !key.ctrl && !matches!(action, Action::Back | Action::Open) {
            return self.type_in(event, view.interview.phase());
        }
        let leaving = std::mem::take(&mut self.leaving);
        self.notice = None;
        match action {
            Action::Help => self.help = !self.help,
            Action::Back => return self.back(view),
            Action::Save => return self.save(view),
            Action::Open if self.field.is_some() => return self.save(view),
            Action::Live => self.live = !self.live,
            Action::Story => {
                self.story = !self.story;
                self.scroll = ScrollState::default();
            }
            Action::Quit => return self.quit(leaving, view),
            Action::Note => self.open_note(view),
            Action::Correct => return self.open_words(view),
            Action::Left | Action::Right | Action::Open if self.word.is_some() => self.choose_word(action, view),
            Action::Open => return view.debrief_choice().map_or(Reaction::None, Reaction::Review),
            Action::Play => {
                let from = view.pane(area).and_then(|p| p.chosen_s(self.scroll)).unwrap_or(0.0);
                return Reaction::Play(from);
            }
            Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::Top | Action::Bottom => {
                self.scroll_by(action, view, area);
            }
            action => return self.command(action, view),
        }
        Reaction::None
    }

    fn command(&mut self, action: Action, view: &View<'_>) -> Reaction {
        let scored = matches!(view.interview.phase(), Phase::Scored { .. });
        let on_follow_up = matches!(view.interview.phase(), Phase::Scored { page: Page::FollowUp, .. });
        let command = match action {
            Action::Go => Command::Go,
            Action::Next => Command::Next,
            Action::Retake => Command::Retake,
            Action::Hint if scored => Command::Page(Page::Hints),
            Action::Hint => Command::Hint,
            Action::Score => Command::Page(Page::Score),
            Action::Model => Command::Page(Page::Model),
            Action::Recruiter => Command::Page(Page::Recruiter),
            Action::FollowUp if on_follow_up => Command::FollowUp,
            Action::FollowUp => Command::Page(Page::FollowUp),
            Action::Type => {
                let question = view.interview.current().map(|a| a.question.id.clone());
                if self.draft_of != question {
                    (self.answer, self.draft_of) = (text_area("", "Type your answer here"), question);
                }
                Command::Type
            }
            Action::Pause => Command::Pause,
            Action::Finish => Command::Finish,
            _ => return Reaction::None,
        };
        self.scroll = ScrollState::default();
        self.story = false;
        Reaction::Command(command)
    }

    fn type_in(&mut self, event: &KeyEvent, phase: &Phase) -> Reaction {
        match (&mut self.field, phase) {
            (Some(field), _) => field.text.input(Event::Key(*event)),
            (None, Phase::Typing { .. }) => self.answer.input(Event::Key(*event)),
            _ => false,
        };
        Reaction::None
    }

    /// Text that was pasted.
    pub fn paste(&mut self, text: &str, phase: &Phase) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        match (&mut self.field, phase) {
            (Some(field), _) => field.text.insert_str(text),
            (None, Phase::Typing { .. }) => self.answer.insert_str(text),
            _ => false,
        };
    }

    fn back(&mut self, view: &View<'_>) -> Reaction {
        if self.help {
            self.help = false;
        } else if view.open_story().is_some() {
            self.story = false;
            self.scroll = ScrollState::default();
        } else if self.field.take().is_none() && self.word.take().is_none() {
            let over = *view.interview.phase() == Phase::Debrief;
            return if over { Reaction::Leave } else { Reaction::Command(Command::Discard) };
        }
        Reaction::None
    }

    fn save(&mut self, view: &View<'_>) -> Reaction {
        if let Some(field) = self.field.take() {
            let text = field.text.lines().join(" ");
            return Reaction::Command(match field.purpose {
                Purpose::Note => Command::Note(text),
                Purpose::Word(word) => Command::Correct { word, text },
            });
        }
        debug_assert!(matches!(view.interview.phase(), Phase::Typing { .. }));
        if !self.answer.is_empty() {
            self.draft_of = None;
        }
        Reaction::Command(Command::Submit(self.answer.lines().join("\n")))
    }

    /// Leaving is free, but for a round that is under way, and an answer that is being given: there it takes two presses.
    fn quit(&mut self, leaving: bool, view: &View<'_>) -> Reaction {
        let under_way = !view.interview.rules().feedback && *view.interview.phase() != Phase::Debrief;
        let answering = matches!(view.interview.phase(), Phase::Recording { .. });
        if (under_way || answering) && !leaving {
            self.leaving = true;
            return Reaction::None;
        }
        Reaction::Leave
    }

    fn open_note(&mut self, view: &View<'_>) {
        let note = view.interview.current_take().and_then(|t| t.take.note.clone()).unwrap_or_default();
        self.field = Some(Field { purpose: Purpose::Note, text: text_area(&note, "") });
    }

    /// Words are corrected on the page that shows them, beginning with the least certain one.
    fn open_words(&mut self, view: &View<'_>) -> Reaction {
        let words = view.interview.current_take().and_then(|t| t.take.transcript.as_ref()).map(|t| &t.words);
        let certainty = |p: Option<f64>| p.unwrap_or(1.0);
        let doubtful = words.and_then(|words| {
            let all = words.iter().enumerate();
            all.min_by(|a, b| certainty(a.1.probability).total_cmp(&certainty(b.1.probability))).map(|(n, _)| n)
        });
        self.word = doubtful;
        self.scroll = ScrollState::default();
        if self.word.is_none() { Reaction::None } else { Reaction::Command(Command::Page(Page::Model)) }
    }

    fn choose_word(&mut self, action: Action, view: &View<'_>) {
        let Some(transcript) = view.interview.current_take().and_then(|t| t.take.transcript.as_ref()) else { return };
        let Some(word) = self.word else { return };
        let last = transcript.words.len().saturating_sub(1);
        match action {
            Action::Left => self.word = Some(word.saturating_sub(1)),
            Action::Right => self.word = Some((word + 1).min(last)),
            _ => {
                let text = transcript.words.get(word).map_or("", |w| w.text.as_str());
                self.field = Some(Field { purpose: Purpose::Word(word), text: text_area(text, "") });
            }
        }
    }

    fn scroll_by(&mut self, action: Action, view: &View<'_>, area: Rect) {
        let Some(pane) = view.pane(area) else { return };
        let rows = view.pane_rows(area);
        let page = isize::try_from(rows.max(2) - 1).unwrap_or(1);
        match action {
            Action::Up => self.scroll.step(-1, &pane, rows),
            Action::Down => self.scroll.step(1, &pane, rows),
            Action::PageUp => self.scroll.scroll(-page, &pane, rows),
            Action::PageDown => self.scroll.scroll(page, &pane, rows),
            Action::Top => self.scroll = ScrollState::default(),
            _ => self.scroll.scroll(isize::MAX / 2, &pane, rows),
        }
    }
}

/// The footer's word for a hint names its cost ([`crate::domain::session::HINT_COST`]).
const HINT_WORD: &str = "hint (-4)";

/// The words of the phases before the scorecard, and of the debrief.
fn answering_word(action: Action, view: &View<'_>) -> Option<&'static str> {
    let phase = view.interview.phase();
    let yes = |allowed: bool, word: &'static str| allowed.then_some(word);
    match (action, phase) {
        (Action::Go, Phase::Asking { .. }) => yes(view.allows(&Command::Go), "show all"),
        (Action::Go, Phase::Thinking { .. }) => yes(view.allows(&Command::Go), "start"),
        (Action::Go, Phase::Recording { .. }) => yes(view.allows(&Command::Go), "done"),
        (Action::Hint, _) => yes(view.hint_allowed(), HINT_WORD),
        (Action::Back, Phase::Debrief) => Some("back"),
        (Action::Open, Phase::Debrief) => view.debrief_choice().map(|_| "look at it"),
        (Action::Type, _) => yes(view.allows(&Command::Type), "type instead"),
        (Action::Next, _) => yes(view.allows(&Command::Next), "skip"),
        (Action::Pause, _) if view.interview.rules().think_s.is_none() && !view.interview.paused() => None,
        (Action::Pause, _) => {
            yes(view.allows(&Command::Pause), if view.interview.paused() { "go on" } else { "pause" })
        }
        (Action::Live, Phase::Recording { .. }) => Some("words"),
        (Action::Finish, _) => yes(view.allows(&Command::Finish), "end"),
        (Action::Back, Phase::Recording { .. }) => yes(view.allows(&Command::Discard), "throw away"),
        (Action::Up | Action::Down, Phase::Debrief) => Some("choose"),
        (Action::PageUp | Action::PageDown | Action::Top | Action::Bottom, Phase::Debrief) => Some("scroll"),
        (Action::Help, _) => Some("keys"),
        (Action::Quit, _) => Some(if view.ui.leaving { "really quit" } else { "quit" }),
        _ => None,
    }
}
