//! The pages behind the scorecard, and the row of tabs above them.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

use super::view::SessionView;
use crate::{
    app::view::{follow_up_document, hints_document, score_document, wanted_document},
    tui::{document::pane, keys::Action, screens::transcript::challenge_label, text::draw_lines, widgets::Pane},
};
use outloud_core::view::DocumentRow;
use outloud_engine::{Command, Page, Phase};

/// Each page's key and name, in the order in which they are revealed; the name for narrow screens; the footer's label.
const TABS: [(Page, Action, &str, &str, &str); 5] = [
    (Page::Score, Action::Score, "Score", "Score", "score"),
    (Page::Hints, Action::Hint, "Hints", "Hints", "hints"),
    (Page::Model, Action::Model, "Model answer", "Model", "model answer"),
    (Page::Recruiter, Action::Recruiter, "What they want", "Wanted", "what they want"),
    (Page::FollowUp, Action::FollowUp, "Follow-up", "Follow-up", "follow-up"),
];

/// A body with so many rows has one to spare.
const ROOMY: usize = 18;

/// What the footer calls a page.
pub(super) fn page_label(page: Page) -> &'static str {
    TABS.iter().find(|(p, ..)| *p == page).map_or("", |(.., word)| word)
}

impl SessionView<'_> {
    pub(super) fn draw_page(&self, page: Page, area: Rect, buf: &mut Buffer) {
        let columns = usize::from(area.width);
        let question = self.page_question(columns, area.height.into());
        let head = u16::try_from(self.page_head(columns, area.height.into())).unwrap_or(1);
        draw_lines(question, area, buf);
        let tabs = area.y + head - 2;
        self.tabs(page, columns).render(Rect { y: tabs, height: 1, ..area }, buf);
        let rest = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
        self.page(page, columns).draw(self.ui.scroll, rest, self.keys, self.theme, buf);
    }

    /// The question above the tabs: two lines of it, one where there is little room.
    fn page_question(&self, columns: usize, rows: usize) -> Vec<Line<'static>> {
        self.question_in(if rows < ROOMY { 1 } else { 2 }, columns)
    }

    /// The rows of the question, the tabs and the gaps around them: the upper one only where there is room for it.
    pub(super) fn page_head(&self, columns: usize, rows: usize) -> usize {
        self.page_question(columns, rows).len() + usize::from(rows >= ROOMY) + 2
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

    /// The row that is chosen on a page of verdicts.
    pub(super) fn chosen_verdict(&self) -> Option<DocumentRow> {
        let document = match self.interview.phase() {
            Phase::Scored { page: Page::Score, .. } => score_document(self.interview, self.usual_pace),
            Phase::Scored { page: Page::Recruiter, .. } => wanted_document(self.interview),
            _ => return None,
        };
        let mut choices = document.rows.into_iter().filter(|row| row.is_choice);
        self.ui.scroll.chosen.and_then(|chosen| choices.nth(chosen)).filter(|row| row.judged.is_some())
    }

    /// What the candidate can say to the chosen verdict.
    pub(super) fn challenge_label(&self) -> &'static str {
        let row = self.chosen_verdict();
        let take = self.interview.current_take().map(|t| &t.take);
        row.as_ref().zip(take).and_then(|(row, take)| challenge_label(row, take)).unwrap_or_default()
    }

    pub(super) fn page(&self, page: Page, columns: usize) -> Pane {
        let document = match page {
            Page::Model => return self.model_page(columns),
            Page::Score => score_document(self.interview, self.usual_pace),
            Page::Hints => hints_document(self.interview),
            Page::Recruiter => wanted_document(self.interview),
            Page::FollowUp => {
                let key = self.keys.shown(Action::FollowUp);
                let how = format!("{key} asks you this question; your answer is recorded and scored.");
                let asked = self.engine_allows(&Command::FollowUp);
                follow_up_document(self.interview, asked.then_some(how.as_str()))
            }
        };
        pane(&document, columns, self.theme)
    }
}
