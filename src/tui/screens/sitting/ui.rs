//! What the sitting's screen knows beyond the sitting: where one has scrolled to, what is being typed. Keys change it or
//! become commands; nothing here touches the world.

use std::sync::Arc;

use crossterm::event::{Event, KeyEvent};
use ratatui::{buffer::Buffer, layout::Rect, text::Line, widgets::Widget};
use ratatui_textarea::{TextArea, WrapMode};

use super::View;
use crate::tui::{
    keys::{Action, Key},
    theme::Theme,
    widgets::Scroll,
};
use outloud_core::story::StoryFile;
use outloud_engine::{Command, Page, Phase, TakeId};

/// The screen's own state.
#[derive(Debug, Clone)]
pub struct Ui {
    /// Whether the keys are explained.
    pub help: bool,
    /// Whether words and ticks are shown while one speaks.
    pub live: bool,
    /// How far the page is scrolled.
    pub scroll: Scroll,
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
    /// Whether the question's story is open, and beside which take; it closes by itself when an answer begins.
    pub story: Option<Beside>,
    /// Whether leaving was asked for once while something would be lost.
    pub leaving: bool,
    /// Something to tell that is not the sitting's doing.
    pub notice: Option<String>,
}

/// The take that a story is read beside; none before the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside(pub Option<TakeId>);

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
    /// End the round and begin the same one again.
    Repeat,
    /// Leave the screen.
    Leave,
}

impl Default for Ui {
    fn default() -> Self {
        Self {
            help: false,
            live: true,
            scroll: Scroll::default(),
            answer: text_area("", "Type your answer here"),
            draft_of: None,
            field: None,
            word: None,
            stories: Arc::default(),
            story: None,
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
                let beside = view.interview.phase().take();
                self.story = view.open_story().is_none().then_some(Beside(beside));
                self.scroll = Scroll::default();
            }
            Action::Quit => return self.quit(leaving, view),
            Action::Repeat => return Reaction::Repeat,
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
        self.scroll = Scroll::default();
        self.story = None;
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
            self.story = None;
            self.scroll = Scroll::default();
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
        self.scroll = Scroll::default();
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
        self.scroll.act(action, &pane, view.pane_rows(area));
    }
}
