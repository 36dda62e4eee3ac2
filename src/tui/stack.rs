//! The stack of screens: keys go to the topmost, messages from it downwards until one takes them, pop-ups are drawn over the
//! screen below. Pure: what follows from a key is given back as a [`Transition`].

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    hits::Hit,
    keys::{Action, Key},
    message::Message,
    screen::{COMMON, Context, Input, Screen, Transition, offers},
    screens::help::HelpScreen,
    widgets::{Chrome, Footer, too_small},
};

/// What a click on the chosen row does: the first of these that is offered.
const OPENING: [Action; 3] = [Action::Open, Action::Go, Action::Right];

/// Does an action that is offered; one that the screen does not handle has its common meaning.
fn act(top: &mut dyn Screen, action: Action, cx: &Context<'_>) -> Transition {
    match (top.handle(action, cx), action) {
        (Transition::Unhandled, Action::Back) => Transition::Pop,
        (Transition::Unhandled, Action::Quit) => Transition::Leave,
        (Transition::Unhandled, Action::Suspend) => Transition::Suspend,
        (Transition::Unhandled, Action::Help) => Transition::push(HelpScreen::of(top, cx)),
        (next, _) => next,
    }
}

/// Goes so many steps down, negative up, as its keys do.
fn steps_of(top: &mut dyn Screen, steps: isize, cx: &Context<'_>) -> Transition {
    let action = if steps > 0 { Action::Down } else { Action::Up };
    let mut next = Transition::Stay;
    for _ in 0..steps.unsigned_abs() {
        if offers(top, action, cx) {
            next = top.handle(action, cx);
        }
    }
    next
}

/// Screens, the topmost last.
#[derive(Default)]
pub struct ScreenStack(Vec<Box<dyn Screen>>);

impl ScreenStack {
    /// Puts a screen on top.
    pub fn push(&mut self, screen: Box<dyn Screen>) {
        self.0.push(screen);
    }

    /// Takes the topmost screen away.
    pub fn pop(&mut self) -> Option<Box<dyn Screen>> {
        self.0.pop()
    }

    /// Whether there is no screen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The screens, the topmost last.
    #[must_use]
    pub fn screens(&self) -> &[Box<dyn Screen>] {
        &self.0
    }

    /// The screens, the topmost last.
    pub fn screens_mut(&mut self) -> &mut [Box<dyn Screen>] {
        &mut self.0
    }

    /// The topmost problem that lasts.
    #[must_use]
    pub fn notice(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|screen| screen.notice())
    }

    /// Whether keys are text for a text area, where Alt has its own meaning.
    #[must_use]
    pub fn is_writing(&self) -> bool {
        self.0.last().is_some_and(|top| top.input() == Input::Area)
    }

    /// What follows from a key.
    pub fn key(&mut self, event: &KeyEvent, cx: &Context<'_>) -> Transition {
        let (Some(key), Some(top)) = (Key::pressed(event), self.0.last_mut()) else { return Transition::Stay };
        let input = top.input();
        let letter = !key.ctrl && matches!(key.code, KeyCode::Char(_) | KeyCode::Backspace);
        let taken = match input {
            Input::Actions => false,
            Input::Digits => !key.ctrl && matches!(key.code, KeyCode::Char('0'..='9')),
            Input::Line | Input::Area => letter,
            Input::Raw => true,
        };
        if taken {
            return top.take_key(event, cx);
        }
        match cx.keys.action(key, |action| offers(top.as_ref(), action, cx)) {
            Some(action) => act(top.as_mut(), action, cx),
            None if input == Input::Area => top.take_key(event, cx),
            None => Transition::Stay,
        }
    }

    /// What follows from a click. A row of a list is chosen; a click on the chosen one opens it, as Enter does.
    pub fn click(&mut self, at: Position, cx: &Context<'_>) -> Transition {
        let Some(top) = self.0.last_mut() else { return Transition::Stay };
        if top.input() == Input::Raw {
            return Transition::Stay;
        }
        match top.click(at, cx) {
            Transition::Unhandled => {}
            next => return next,
        }
        match cx.hits.at(at) {
            Some(Hit::Action(action)) if offers(top.as_ref(), action, cx) => act(top.as_mut(), action, cx),
            Some(Hit::Row(0)) => {
                let open = OPENING.into_iter().find(|action| offers(top.as_ref(), *action, cx));
                open.map_or(Transition::Stay, |action| act(top.as_mut(), action, cx))
            }
            Some(Hit::Row(steps)) => steps_of(top.as_mut(), steps, cx),
            _ => Transition::Stay,
        }
    }

    /// What follows from the wheel, turned down by so many steps, negative up.
    pub fn wheel(&mut self, steps: isize, cx: &Context<'_>) -> Transition {
        let Some(top) = self.0.last_mut() else { return Transition::Stay };
        match top.wheel(steps, cx) {
            Transition::Unhandled if top.input() != Input::Raw => steps_of(top.as_mut(), steps, cx),
            next => next,
        }
    }

    /// Gives pasted text to the topmost screen.
    pub fn paste(&mut self, text: &str, cx: &Context<'_>) {
        if let Some(top) = self.0.last_mut() {
            top.paste(text, cx);
        }
    }

    /// Closes a pop-up and gives its text to the screen below.
    pub fn submit(&mut self, text: String, cx: &Context<'_>) -> Transition {
        self.0.pop();
        self.0.last_mut().map_or(Transition::Leave, |below| below.submitted(text, cx))
    }

    /// Offers a message to the screens. Returns it if no screen keeps it.
    pub fn receive(&mut self, message: Message, cx: &Context<'_>) -> Option<Message> {
        self.0.iter_mut().rev().try_fold(message, |message, screen| screen.receive(message, cx))
    }

    /// Draws the topmost screen, or the topmost that is no pop-up with the pop-ups over it.
    pub fn draw(&self, cx: &Context<'_>, notice: Option<&str>, area: Rect, buf: &mut Buffer) {
        let Some(top) = self.0.last() else { return };
        if too_small(area, buf) {
            return;
        }
        let base = self.0.iter().rposition(|screen| !screen.is_popup()).unwrap_or(0);
        let (title, position) = (self.0[base].title(), self.0[base].position());
        let offered = top.actions().iter().chain(&COMMON).filter(|action| offers(top.as_ref(), **action, cx));
        let footer = Footer::new(cx.keys, offered.map(|action| (*action, top.label(*action, cx))));
        let places = Chrome { title: &title, position: &position, notice, footer, theme: cx.theme }.draw(area, buf);
        self.0[base..].iter().for_each(|screen| {
            // Only the topmost screen can be clicked.
            cx.hits.clear();
            screen.draw(cx, buf);
        });
        for (place, action) in places {
            cx.hits.add(place, Hit::Action(action));
        }
    }
}
