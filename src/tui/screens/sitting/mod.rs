//! A sitting: question, answer, scorecard, debrief. The same screen for practice, rounds and drill.

mod debrief;
mod model;
mod pages;
mod question;
mod recording;
mod score;
#[cfg(test)]
pub(super) mod stage;
mod story;
#[cfg(test)]
mod tests;
mod ui;
mod words;

use ratatui::{buffer::Buffer, layout::Rect};

use super::help;
use crate::{
    app::Live,
    tui::{
        keys::{Action, KeyMap},
        text::countdown,
        theme::Theme,
        widgets::{Chrome, Footer, Pane, body_width, too_small},
    },
};
use outloud_engine::{Command, Interview, Page, Phase};

pub use model::{beside, covered, earned_words};
pub use ui::{Reaction, Ui};

/// Everything the screen shows.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The sitting.
    pub interview: &'a Interview,
    /// What is seen of a take while it lasts.
    pub live: &'a Live,
    /// The screen's own state.
    pub ui: &'a Ui,
    /// The key table.
    pub keys: &'a KeyMap,
    /// The colours.
    pub theme: &'a Theme,
    /// Whether recordings can be played here.
    pub can_play: bool,
}

impl View<'_> {
    /// Draws the screen.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        if too_small(area, buf) {
            return;
        }
        let (title, place) = (self.title(), self.place());
        let footer = Footer { keys: self.keys, actions: self.footer() };
        let notice = self.ui.notice.as_deref().or(self.interview.notice()).or_else(|| self.standing_notice());
        let chrome = Chrome { title: &title, place: &place, notice, footer, theme: self.theme };
        let body = chrome.draw(area, buf);
        if self.ui.help {
            return help::draw(self.keys, |a| self.ui.word_behind_help(a, self).is_some(), body, self.theme, buf);
        }
        if let Some(story) = self.open_story() {
            return self.draw_story(story, body, buf);
        }
        match self.interview.phase() {
            Phase::Asking { .. } | Phase::Thinking { .. } => self.draw_question(body, buf),
            Phase::Typing { .. } => self.draw_typing(body, buf),
            Phase::Recording { .. } => self.draw_recording(body, buf),
            Phase::Transcribing { .. } => self.draw_transcribing(body, buf),
            Phase::Scored { page, .. } => self.draw_page(*page, body, buf),
            Phase::Debrief => self.debrief_pane(body.width.into()).draw(self.ui.scroll, body, self.theme, buf),
        }
    }

    fn title(&self) -> String {
        let round = self.interview.round_clock().and_then(|c| c.left_s());
        let kind = match self.interview.rules().kind.as_str() {
            "mock" => "mock interview",
            kind => kind,
        };
        match round.filter(|_| *self.interview.phase() != Phase::Debrief) {
            Some(left) => format!("{kind} · {} left", countdown(left.max(0.0))),
            None => kind.to_owned(),
        }
    }

    fn place(&self) -> String {
        let Some(asked) = self.interview.current().filter(|_| *self.interview.phase() != Phase::Debrief) else {
            return String::new();
        };
        let q = &asked.question;
        let (at, of) = self.interview.position();
        let follow_up = if asked.follows.is_some() { "follow-up · " } else { "" };
        format!("{follow_up}{} · {} · {}   {at}/{of}", q.topic, q.kind, q.level)
    }

    /// What is wrong for as long as it is wrong.
    fn standing_notice(&self) -> Option<&str> {
        let answering = matches!(self.interview.phase(), Phase::Asking { .. } | Phase::Thinking { .. });
        self.interview.recogniser_unavailable().filter(|_| answering)
    }

    /// What `action` does now, in a word or two; none if it does nothing.
    #[must_use]
    pub fn word(&self, action: Action) -> Option<&'static str> {
        self.ui.word(action, self)
    }

    fn footer(&self) -> Vec<(Action, &'static str)> {
        let order = self.ui.footer_order(self.interview.phase());
        order.iter().filter_map(|a| self.word(*a).map(|w| (*a, w))).collect()
    }

    fn allows(&self, command: &Command) -> bool {
        self.interview.allows(command)
    }

    /// The page that is looked at, as wide as it is on a terminal of this size; none in phases without one.
    #[must_use]
    pub fn pane(&self, area: Rect) -> Option<Pane> {
        let columns = usize::from(body_width(area));
        if let Some(story) = self.open_story() {
            return Some(self.story_pane(story, columns));
        }
        match self.interview.phase() {
            Phase::Scored { page, .. } => Some(self.page(*page, columns)),
            Phase::Debrief => Some(self.debrief_pane(columns)),
            _ => None,
        }
    }

    /// The lines of a pane that are visible on a terminal of this size.
    #[must_use]
    pub fn pane_rows(&self, area: Rect) -> usize {
        let notice = u16::from(self.interview.notice().is_some());
        let head = match self.interview.phase() {
            _ if self.open_story().is_some() => 2,
            Phase::Scored { .. } => 4,
            _ => 0,
        };
        usize::from(area.height.saturating_sub(4 + notice + head))
    }

    fn page(&self, page: Page, columns: usize) -> Pane {
        match page {
            Page::Score => self.score_page(columns),
            Page::Hints => self.hints_page(columns),
            Page::Model => self.model_page(columns),
            Page::Recruiter => self.recruiter_page(columns),
            Page::FollowUp => self.follow_up_page(columns),
        }
    }
}
