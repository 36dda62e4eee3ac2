//! The pages behind the scorecard, and the row of tabs above them.

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
    text::{count, fit, flow, wrap},
    widgets::Pane,
};
use outloud_engine::{Command, Page};

/// Each page's key and name, in the order in which they are revealed; the name for narrow screens; the footer's label.
const TABS: [(Page, Action, &str, &str, &str); 5] = [
    (Page::Score, Action::Score, "Score", "Score", "score"),
    (Page::Hints, Action::Hint, "Hints", "Hints", "hints"),
    (Page::Model, Action::Model, "Model answer", "Model", "model answer"),
    (Page::Recruiter, Action::Recruiter, "What they want", "Wanted", "what they want"),
    (Page::FollowUp, Action::FollowUp, "Follow-up", "Follow-up", "follow-up"),
];

/// What the footer calls a page.
pub(super) fn page_label(page: Page) -> &'static str {
    TABS.iter().find(|(p, ..)| *p == page).map_or("", |(.., word)| word)
}

impl SessionView<'_> {
    pub(super) fn draw_page(&self, page: Page, area: Rect, buf: &mut Buffer) {
        let prompt = self.interview.current().map_or("", |a| a.question.prompt.as_str());
        let columns = usize::from(area.width);
        Line::styled(fit(prompt, columns), self.theme.dim).render(Rect { height: 1, ..area }, buf);
        self.tabs(page, columns).render(Rect { y: area.y + 2, height: 1, ..area }, buf);
        let rest = Rect { y: area.y + 4, height: area.height.saturating_sub(4), ..area };
        self.page(page, columns).draw(self.ui.scroll, rest, self.theme, buf);
    }

    fn tabs(&self, current: Page, columns: usize) -> Line<'static> {
        let shown = TABS.iter().filter(|(page, ..)| self.interview.has_page(*page));
        let wide = columns >= 68;
        let mut line = Line::default();
        for (page, action, name, short, _) in shown {
            let name = if wide { name } else { short };
            if *page == current {
                line.push_span(Span::styled(format!(" {name} "), self.theme.chosen));
            } else {
                line.push_span(Span::styled(self.keys.shown(*action), self.theme.accent));
                line.push_span(Span::styled(format!(" {name}"), self.theme.dim));
            }
            line.push_span(Span::raw(if wide { "   " } else { "  " }));
        }
        line
    }

    pub(super) fn hints_page(&self, columns: usize) -> Pane {
        let mut pane = Pane::default();
        let hints = self.interview.current().map_or(&[][..], |a| &a.question.hints);
        if hints.is_empty() {
            pane.push(Line::styled("This question has no hints.", self.theme.dim));
        }
        for (n, hint) in hints.iter().enumerate() {
            let label = format!("{}  ", n + 1);
            pane.lines.extend(flow([(label.as_str(), self.theme.accent), (hint, self.theme.text)], columns, 3));
            pane.gap();
        }
        pane
    }

    pub(super) fn recruiter_page(&self, columns: usize) -> Pane {
        let mut pane = Pane::default();
        let Some(asked) = self.interview.current() else { return pane };
        if !asked.question.why_asked.is_empty() {
            pane.push(Line::styled("Why they ask", self.theme.heading));
            pane.lines.extend(wrap(&asked.question.why_asked, columns, self.theme.text));
            pane.gap();
        }
        let card = self.interview.current_take().and_then(|t| t.take.scorecard.as_ref());
        let points = card.map_or(&[][..], |c| &c.rubric);
        if !points.is_empty() {
            let met = points.iter().filter(|p| p.met).count();
            pane.push(Line::from(vec![
                Span::styled("What they want to hear", self.theme.heading),
                Span::styled(format!("  {met} of {}", points.len()), self.theme.dim),
            ]));
            for point in points {
                self.point(&mut pane, point, columns);
            }
        } else if !asked.question.points.is_empty() {
            pane.push(Line::styled("What they want to hear", self.theme.heading));
            for point in &asked.question.points {
                let rank = format!("{}  ", point.priority);
                pane.lines.extend(flow([(rank.as_str(), self.theme.dim), (&point.point, self.theme.text)], columns, 3));
            }
        }
        if !asked.question.pitfalls.is_empty() {
            pane.gap();
            pane.push(Line::styled("Pitfalls", self.theme.heading));
            for pitfall in &asked.question.pitfalls {
                pane.lines.extend(flow([("· ", self.theme.warn), (pitfall, self.theme.text)], columns, 2));
            }
        }
        if pane.lines.is_empty() {
            pane.push(Line::styled("The bank does not say what the recruiter wants to hear here.", self.theme.dim));
        }
        pane
    }

    pub(super) fn follow_up_page(&self, columns: usize) -> Pane {
        let mut pane = Pane::default();
        let Some((_, follow_up)) = self.interview.follow_up() else {
            pane.push(Line::styled("You have been asked every follow-up of this question.", self.theme.dim));
            return pane;
        };
        pane.push(Line::styled("The interviewer might go on", self.theme.heading));
        pane.gap();
        pane.lines.extend(wrap(&follow_up.prompt, columns, self.theme.strong));
        if let Some(missing) = &follow_up.when_missing {
            let pieces = [("because you left out: ", self.theme.dim), (missing.as_str(), self.theme.dim)];
            pane.gap();
            if self.left_out(missing) {
                pane.lines.extend(flow(pieces, columns, 0));
            }
        }
        pane.gap();
        if self.engine_allows(&Command::FollowUp) {
            let key = self.keys.shown(Action::FollowUp);
            let text = format!("{key} asks you this, recording and score and all.");
            pane.lines.extend(flow([(text.as_str(), Style::new().patch(self.theme.dim))], columns, 0));
        }
        let others = self.interview.current().map_or(0, |a| a.question.follow_ups.len()) - 1;
        if others > 0 {
            pane.push(Line::styled(
                format!("The bank has {} to this question.", count(others, "other follow-up")),
                self.theme.dim,
            ));
        }
        pane
    }

    fn left_out(&self, what: &str) -> bool {
        let Some(card) = self.interview.current_take().and_then(|t| t.take.scorecard.as_ref()) else { return false };
        card.keywords.missed.iter().any(|k| k.term.eq_ignore_ascii_case(what))
            || card.rubric.iter().any(|p| !p.met && p.point.eq_ignore_ascii_case(what))
    }
}
