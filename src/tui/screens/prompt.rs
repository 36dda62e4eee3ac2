//! A text that is typed over a screen: a note, the right word in the place of a mis-heard one.

use crossterm::event::{Event, KeyEvent};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::Line,
    widgets::{Clear, Widget},
};
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::tui::{
    keys::Action,
    screen::{Context, Input, Screen, Transition},
    text::fit,
};

/// Rows for the text.
const ROWS: u16 = 3;

/// A pop-up with one text field. The screen below is given the text.
#[derive(Debug, Clone)]
pub struct PromptScreen {
    question: String,
    text: TextArea<'static>,
}

impl PromptScreen {
    /// Asks `question`; the field begins with `text`.
    #[must_use]
    pub fn new(question: &str, text: &str) -> Self {
        Self { question: question.to_owned(), text: text_area(text, "") }
    }
}

/// A text field that wraps, with the cursor at its end.
#[must_use]
pub fn text_area(text: &str, placeholder: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.lines().map(str::to_owned).collect());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.set_cursor_line_style(ratatui::style::Style::new());
    area.set_placeholder_text(placeholder);
    area.move_cursor(CursorMove::End);
    area
}

/// Pasted text with the line ends of this platform.
#[must_use]
pub fn pasted(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

impl Screen for PromptScreen {
    fn title(&self) -> String {
        String::new()
    }

    fn actions(&self) -> &'static [Action] {
        &[Action::Open, Action::Save]
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Open | Action::Save => "done",
            Action::Back => "cancel",
            action => action.label(),
        }
    }

    fn handle(&mut self, action: Action, _: &Context<'_>) -> Transition {
        match action {
            Action::Open | Action::Save => Transition::Submit(self.text.lines().join("\n")),
            _ => Transition::Unhandled,
        }
    }

    fn input(&self) -> Input {
        Input::Area
    }

    fn take_key(&mut self, key: &KeyEvent, _: &Context<'_>) -> Transition {
        self.text.input(Event::Key(*key));
        Transition::Stay
    }

    fn paste(&mut self, text: &str, _: &Context<'_>) {
        self.text.insert_str(pasted(text));
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        let height = (ROWS + 2).min(cx.body.height);
        let area = Rect { y: cx.body.bottom() - height, height, ..cx.body };
        // The list's and pane's scroll signs stand one column to the right of the body.
        Clear.render(Rect { width: area.width + 1, ..area }, buf);
        let rule = "─".repeat(area.width.into());
        Line::styled(rule, cx.theme.dim).render(Rect { height: 1, ..area }, buf);
        let question = Rect { y: area.y + 1, height: 1, ..area };
        Line::styled(fit(&self.question, area.width.into()), cx.theme.heading).render(question, buf);
        (&self.text).render(Rect { y: area.y + 2, height: height.saturating_sub(2), ..area }, buf);
    }
}
