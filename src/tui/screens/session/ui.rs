//! What the session's screen knows beyond the session: scrolling, typing, the chosen word.

use std::sync::Arc;

use crossterm::event::{Event, KeyEvent};
use ratatui_textarea::TextArea;

use crate::tui::{
    screens::prompt::{pasted, text_area},
    widgets::Scroll,
};
use outloud_core::{story::StoryFile, view::Document};
use outloud_engine::TakeId;

/// What an empty answer field says.
pub(super) const PLACEHOLDER: &str = "Type your answer here";

/// The screen's own state.
#[derive(Debug, Clone)]
pub struct SessionUi {
    /// Whether words and ticks are shown while one speaks.
    pub live: bool,
    /// How far the page is scrolled.
    pub scroll: Scroll,
    /// The answer that is being typed. After it was discarded it comes back if the same question is answered in writing again.
    pub answer: TextArea<'static>,
    /// The question that the typed answer is for.
    pub draft_of: Option<String>,
    /// What the text of the open pop-up will be.
    pub purpose: Option<Purpose>,
    /// The word that is chosen for correction.
    pub word: Option<usize>,
    /// The value that is marked on the scale of estimates.
    pub estimate: Option<u8>,
    /// The stories there are.
    pub stories: Arc<[StoryFile]>,
    /// Whether the question's story is open, and beside which take; it closes by itself when an answer begins.
    pub story: Option<Beside>,
    /// The question's preparation, if it is open, likewise.
    pub preparation: Option<(Beside, Document)>,
    /// Why what was asked for last is not to be had here.
    pub refusal: Option<String>,
    /// Whether leaving was asked for once while something would be lost.
    pub leaving: bool,
}

/// The take that a story or a preparation is read beside; none before the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside(pub Option<TakeId>);

/// What a typed text will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A note to self.
    Note,
    /// The right word in the place of this one.
    Word(usize),
}

impl Default for SessionUi {
    fn default() -> Self {
        Self {
            live: true,
            scroll: Scroll::default(),
            answer: text_area("", PLACEHOLDER),
            draft_of: None,
            purpose: None,
            word: None,
            estimate: None,
            stories: Arc::default(),
            story: None,
            preparation: None,
            refusal: None,
            leaving: false,
        }
    }
}

impl SessionUi {
    /// A key of the answer that is being typed.
    pub fn type_key(&mut self, event: &KeyEvent) {
        self.answer.input(Event::Key(*event));
    }

    /// Pasted text for the answer that is being typed.
    pub fn paste(&mut self, text: &str) {
        self.answer.insert_str(pasted(text));
    }
}
