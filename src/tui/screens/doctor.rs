//! What works on this machine and what to do about the rest, one check after the other.

use ratatui::buffer::Buffer;

use crate::{
    app::doctor::{Check, State},
    tui::{
        keys::Action,
        message::Message,
        screen::{Context, HomeEntry, Screen, Transition},
        text::{flow, wrap},
        widgets::{Pane, Scroll},
    },
};

/// The results so far.
#[derive(Debug, Clone, Default)]
pub struct DoctorScreen {
    checks: Vec<Check>,
    /// Whether the last check is done.
    done: bool,
    scroll: Scroll,
}

/// Its line on the home screen.
pub const ENTRY: HomeEntry = HomeEntry {
    name: "Doctor",
    shown: |_| true,
    about: |_| "what works on this machine".to_owned(),
    open: |_| Transition::push(DoctorScreen::default()),
};

impl Screen for DoctorScreen {
    fn title(&self) -> String {
        "doctor".to_owned()
    }

    fn actions(&self) -> &'static [Action] {
        &Scroll::ACTIONS
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        if action == Action::Down { "scroll" } else { action.label() }
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        if !Scroll::ACTIONS.contains(&action) {
            return Transition::Unhandled;
        }
        self.scroll.turn(action, &self.pane(cx, cx.columns()), cx.rows());
        Transition::Stay
    }

    fn opened(&self) -> Transition {
        Transition::CheckMachine
    }

    fn receive(&mut self, message: Message, _: &Context<'_>) -> Option<Message> {
        let Message::Check(check) = message else { return Some(message) };
        self.done = check.is_none();
        self.checks.extend(check);
        None
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        self.pane(cx, cx.columns()).draw(self.scroll, cx.body, cx.keys, cx.theme, buf);
    }
}

impl DoctorScreen {
    fn pane(&self, cx: &Context<'_>, columns: usize) -> Pane {
        let mut pane = Pane::default();
        for check in &self.checks {
            let (sign, style) = match check.state {
                State::Works => ("✓ ", cx.theme.good),
                State::Limited => ("! ", cx.theme.warn),
                State::Broken => ("✗ ", cx.theme.bad),
            };
            let what = format!("{:<12}", check.what).replace(' ', "\u{a0}");
            let found = [(sign, style), (what.as_str(), cx.theme.strong), (check.found.as_str(), cx.theme.text)];
            pane.lines.extend(flow(found, columns, 14));
            if let Some(advice) = &check.advice {
                let indent = "\u{a0}".repeat(14);
                pane.lines.extend(flow([(indent.as_str(), cx.theme.dim), (advice, cx.theme.dim)], columns, 14));
            }
        }
        if !self.done {
            pane.gap();
            let trying = "Checking each part. The microphone records for two seconds …";
            pane.lines.extend(wrap(trying, columns, cx.theme.dim));
        }
        pane
    }
}
