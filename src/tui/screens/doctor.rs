//! What works on this machine, and what to do about the rest, as it is found out.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Context, Next};
use crate::{
    app::doctor::{Check, State},
    tui::{
        keys::Action,
        text::{flow, wrap},
        widgets::{Pane, Scroll},
    },
};

/// The page.
#[derive(Debug, Clone, Default)]
pub struct Doctor {
    checks: Vec<Check>,
    /// Whether everything was tried.
    done: bool,
    scroll: Scroll,
}

impl Doctor {
    /// What was found out next; none: that was all.
    pub fn hear(&mut self, check: Option<Check>) {
        self.done = check.is_none();
        self.checks.extend(check);
    }

    /// What `action` does here.
    pub fn word(&self, action: Action) -> Option<&'static str> {
        let moves = [Action::Up, Action::Down, Action::PageUp, Action::PageDown, Action::Top, Action::Bottom];
        moves.contains(&action).then_some("scroll")
    }

    /// Does it.
    pub fn act(&mut self, action: Action, cx: &Context<'_>, columns: usize, rows: usize) -> Next {
        self.scroll.turn(action, &self.pane(cx, columns), rows);
        Next::Stay
    }

    /// Draws it.
    pub fn draw(&self, cx: &Context<'_>, area: Rect, buf: &mut Buffer) {
        self.pane(cx, area.width.into()).draw(self.scroll, area, cx.theme, buf);
    }

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
            let trying = "Trying each part; the microphone listens for two seconds …";
            pane.lines.extend(wrap(trying, columns, cx.theme.dim));
        }
        pane
    }
}
