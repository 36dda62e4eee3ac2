//! What is seen of a session: interview and live display, with the screen's own state.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::ui::SessionUi;
use crate::{
    app::Live,
    tui::{keys::KeyMap, text::countdown, theme::Theme, widgets::Pane},
};
use outloud_core::bank::Bank;
use outloud_engine::{Command, Interview, Phase};

/// Everything the screen shows.
#[derive(Clone, Copy)]
pub struct SessionView<'a> {
    /// The session.
    pub interview: &'a Interview,
    /// What is seen of a take while it is recorded.
    pub live: &'a Live,
    /// The screen's own state.
    pub ui: &'a SessionUi,
    /// The key table.
    pub keys: &'a KeyMap,
    /// The colours.
    pub theme: &'a Theme,
    /// Whether recordings can be played here.
    pub can_play: bool,
    /// Whether the current take is being played.
    pub is_playing: bool,
    /// Every bank; none while they are being read.
    pub banks: &'a [Bank],
    /// The candidate's usual words a minute, if known.
    pub usual_pace: Option<f64>,
}

impl SessionView<'_> {
    /// Draws the session into `body`.
    pub fn draw(&self, body: Rect, buf: &mut Buffer) {
        if let Some(story) = self.open_story() {
            return self.draw_story(story, body, buf);
        }
        if self.is_preparation_open() {
            return self.draw_preparation(body, buf);
        }
        match self.interview.phase() {
            Phase::Asking { .. } | Phase::Thinking { .. } => self.draw_question(body, buf),
            Phase::Typing { .. } => self.draw_typing(body, buf),
            Phase::Recording { .. } => self.draw_recording(body, buf),
            Phase::Transcribing { .. } => self.draw_transcribing(body, buf),
            Phase::Estimating { .. } => self.draw_estimating(body, buf),
            Phase::Scored { page, .. } => self.draw_page(*page, body, buf),
            Phase::Debrief => {
                self.debrief_pane(body.width.into()).draw(self.ui.scroll, body, self.keys, self.theme, buf);
            }
        }
    }

    pub(super) fn engine_allows(&self, command: &Command) -> bool {
        self.interview.allows(command)
    }

    /// The page that is shown, this many columns wide; none in phases without one.
    #[must_use]
    pub fn pane(&self, columns: usize) -> Option<Pane> {
        if let Some(story) = self.open_story() {
            return Some(self.story_pane(story, columns));
        }
        if self.is_preparation_open() {
            return Some(self.preparation_pane(columns));
        }
        match self.interview.phase() {
            Phase::Scored { page, .. } => Some(self.page(*page, columns)),
            Phase::Debrief => Some(self.debrief_pane(columns)),
            _ => None,
        }
    }

    /// The stop of [`Self::pane`] that is drawn at this place of a body.
    #[must_use]
    pub fn stop_at(&self, at: Position, body: Rect) -> Option<usize> {
        let pane = self.pane(body.width.into()).filter(|_| body.contains(at))?;
        let rows = self.pane_rows(body.width.into(), body.height.into());
        let head = usize::from(body.height) - rows;
        let row = usize::from(at.y - body.y).checked_sub(head)?;
        pane.stop_at(pane.line_at(self.ui.scroll, row, rows)?)
    }

    /// The rows of [`Self::pane`] that are visible in a body of this size.
    #[must_use]
    pub fn pane_rows(&self, columns: usize, rows: usize) -> usize {
        let head = match self.interview.phase() {
            _ if self.open_story().is_some() => 2,
            _ if self.is_preparation_open() => self.preparation_head(),
            Phase::Scored { .. } => self.page_head(columns, rows),
            _ => 0,
        };
        rows.saturating_sub(head)
    }
}

/// The kind of session, and the time left of a round.
pub fn title(interview: &Interview) -> String {
    let round = interview.round_clock().and_then(|c| c.left_s());
    let kind = match interview.rules().kind.as_str() {
        "mock" => "mock interview",
        kind => kind,
    };
    match round.filter(|_| !is_over(interview)) {
        Some(left) => format!("{kind} · {} left", countdown(left.max(0.0))),
        None => kind.to_owned(),
    }
}

/// Whether the questions are over.
pub(super) fn is_over(interview: &Interview) -> bool {
    *interview.phase() == Phase::Debrief || interview.estimate_position().is_some()
}

/// Topic, kind and level of the question, and its number.
pub fn position(interview: &Interview) -> String {
    let Some(asked) = interview.current().filter(|_| !is_over(interview)) else {
        return String::new();
    };
    let q = &asked.question;
    let (at, of) = interview.position();
    let follow_up = if asked.follows.is_some() { "follow-up · " } else { "" };
    format!("{follow_up}{} · {} · {}   {at}/{of}", q.topic, q.kind, q.level)
}

/// Why something is not to be had here, else the interview's last problem, else that nothing can be transcribed while an answer
/// is to be given.
pub fn notice<'a>(interview: &'a Interview, ui: &'a SessionUi) -> Option<&'a str> {
    let answering = matches!(interview.phase(), Phase::Asking { .. } | Phase::Thinking { .. });
    ui.refusal.as_deref().or(interview.notice()).or(interview.recogniser_unavailable().filter(|_| answering))
}
