//! While the question is asked and thought about, or answered on the keyboard.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::Widget,
};

use super::view::SessionView;
use crate::tui::{
    keys::Action,
    text::{clock, countdown, flow, wrap},
    widgets::gauge,
};
use outloud_core::session::HINT_COST;
use outloud_engine::{Clock, Phase, Urgency};

impl SessionView<'_> {
    pub(super) fn draw_question(&self, area: Rect, buf: &mut Buffer) {
        let columns = usize::from(area.width);
        let mut lines = self.question_lines(columns);
        lines.push(Line::default());
        lines.extend(self.thinking_lines(columns));
        lines.extend(self.hint_lines(columns));
        render(lines, area, buf);
    }

    /// The question as far as it has been asked: the interviewer's words and the situation in plain, the question itself in
    /// strong letters.
    pub(super) fn question_lines(&self, columns: usize) -> Vec<Line<'static>> {
        let visible = self.interview.visible_question();
        // What is visible is the beginning of what is spoken, and that ends with the prompt.
        let before = self.interview.current().map_or(0, |a| a.spoken().len() - a.question.prompt.len());
        let (before, prompt) = visible.split_at(before.min(visible.len()));
        let mut lines = Vec::new();
        for paragraph in before.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.extend(wrap(paragraph, columns, self.theme.text));
        }
        if !lines.is_empty() && !prompt.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(wrap(prompt, columns, self.theme.strong));
        if matches!(self.interview.phase(), Phase::Asking { .. }) {
            match lines.last_mut() {
                Some(last) => last.push_span(Span::styled("▌", self.theme.accent)),
                None => lines.push(Line::styled("▌", self.theme.accent)),
            }
        }
        lines
    }

    fn thinking_lines(&self, columns: usize) -> Vec<Line<'static>> {
        if self.interview.paused() {
            let key = self.keys.shown(Action::Pause);
            return vec![Line::styled(format!("The clock stands still. {key} goes on."), self.theme.warn)];
        }
        let (Phase::Thinking { .. }, Some(time)) = (self.interview.phase(), self.interview.clock()) else {
            return Vec::new();
        };
        let go = self.keys.shown(Action::Go);
        match (self.think_line(), time.left_s()) {
            (Some(line), Some(left)) => vec![
                line,
                Line::from_iter(gauge(
                    left / time.limit_s.unwrap_or(1.0),
                    columns.min(48),
                    self.urgent(time),
                    self.theme.dim,
                )),
            ],
            _ => vec![
                Line::from(vec![
                    Span::styled("Take your time", self.theme.text),
                    Span::styled(format!(" · {}", clock(time.elapsed_s)), self.theme.dim),
                ]),
                Line::styled(
                    format!(
                        "Press {go} and speak. A good answer takes about {}.",
                        clock(self.interview.answer_limit_s().unwrap_or(90.0))
                    ),
                    self.theme.dim,
                ),
            ],
        }
    }

    /// The time that is left to think; none if it is not limited.
    pub(super) fn think_line(&self) -> Option<Line<'static>> {
        let thinking = matches!(self.interview.phase(), Phase::Thinking { .. });
        let time = self.interview.clock().filter(|_| thinking && !self.interview.paused())?;
        let left = time.left_s()?;
        let go = self.keys.shown(Action::Go);
        Some(Line::from(vec![
            Span::styled("Think ", self.theme.text),
            Span::styled(countdown(left.max(0.0)), self.urgent(time)),
            Span::styled(format!("   then the recording starts, or {go}"), self.theme.dim),
        ]))
    }

    /// The hints seen so far, and what they cost.
    pub(super) fn hint_lines(&self, columns: usize) -> Vec<Line<'static>> {
        let Some(asked) = self.interview.current() else { return Vec::new() };
        let mut lines = Vec::new();
        for (n, hint) in asked.question.hints.iter().take(asked.hints_seen).enumerate() {
            lines.push(Line::default());
            let label = format!("Hint {} ", n + 1);
            lines.extend(flow([(label.as_str(), self.theme.heading), (hint, Style::new())], columns, 7));
        }
        if asked.hints_seen > 0 {
            let cost = HINT_COST * asked.hints_seen as f64;
            let left = asked.question.hints.len() - asked.hints_seen;
            let more = if left > 0 { format!("; {left} more to see") } else { String::new() };
            lines.push(Line::default());
            lines.push(Line::styled(
                format!("Hints cost {HINT_COST} points each: {cost} so far{more}."),
                self.theme.dim,
            ));
        }
        lines
    }

    pub(super) fn draw_typing(&self, area: Rect, buf: &mut Buffer) {
        let mut lines = self.question_lines(area.width.into());
        let most = usize::from(area.height / 3).max(2);
        lines.truncate(most);
        lines.push(Line::default());
        let rows = u16::try_from(lines.len()).unwrap_or(area.height);
        let time = self.interview.clock().map_or_else(String::new, |c| clock(c.elapsed_s));
        lines.push(Line::from(vec![
            Span::styled("Your answer", self.theme.heading),
            Span::styled(format!("  {time}"), self.theme.dim),
        ]));
        render(lines, area, buf);
        let hints = self.hint_lines(area.width.into());
        let below = u16::try_from(hints.len()).unwrap_or(0).min(area.height / 3);
        let top = area.y + rows + 1;
        let field = Rect { y: top, height: area.bottom().saturating_sub(top + below), ..area };
        (&self.ui.answer).render(field, buf);
        render(hints, Rect { y: field.bottom(), height: below, ..area }, buf);
    }

    pub(super) fn urgent(&self, time: Clock) -> Style {
        match time.urgency {
            Urgency::Calm => self.theme.accent,
            Urgency::Soon => self.theme.warn,
            Urgency::Now | Urgency::Over => self.theme.live,
        }
    }
}

/// Draws lines from the top of `area`; what does not fit is left out.
pub(super) fn render(lines: Vec<Line<'static>>, area: Rect, buf: &mut Buffer) {
    for (row, line) in (area.y..area.bottom()).zip(lines) {
        line.render(Rect { y: row, height: 1, ..area }, buf);
    }
}
