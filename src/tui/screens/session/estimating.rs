//! While the candidate estimates an answer whose score was not shown yet.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::{Line, Span},
};

use super::{handling::Reaction, question::render, ui::SessionUi, view::SessionView};
use crate::tui::{
    keys::Action,
    text::{flow, wrap},
};
use outloud_engine::{Command, Phase};

/// The end of the scale.
const MOST: u8 = 10;
/// Where the arrow keys begin.
const MIDDLE: u8 = 5;
/// Columns for a value of the scale.
const VALUE_COLUMNS: u16 = 4;
/// Points of the score for each step of the scale.
const STEP: u8 = 10;

impl SessionUi {
    /// A digit is the estimate; 0, behind the 9 on the keyboard, is ten.
    pub fn on_digit(&mut self, key: &KeyEvent) -> Reaction {
        let KeyCode::Char(digit) = key.code else { return Reaction::None };
        let value = digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
        self.estimate = None;
        value.map_or(Reaction::None, |value| estimated(Some(if value == 0 { MOST } else { value })))
    }

    /// The arrows mark a value of the scale, Enter takes the marked one or leaves the estimate out.
    pub(super) fn on_scale(&mut self, action: Action) -> Reaction {
        match action {
            Action::Left => self.estimate = Some(self.estimate.map_or(MIDDLE, |value| value.saturating_sub(1))),
            Action::Right => self.estimate = Some(self.estimate.map_or(MIDDLE, |value| (value + 1).min(MOST))),
            _ => return estimated(self.estimate.take()),
        }
        Reaction::None
    }
}

pub(super) fn estimated(value: Option<u8>) -> Reaction {
    Reaction::Command(Command::Estimate(value.map(|value| value * STEP)))
}

impl SessionView<'_> {
    pub(super) fn draw_estimating(&self, area: Rect, buf: &mut Buffer) {
        let Some(state) = self.interview.current_take() else { return };
        let columns = usize::from(area.width);
        let mut lines = self.estimated_question(area);
        lines.push(Line::default());
        let which = match self.interview.estimate_position() {
            Some((at, of)) => format!("How good was answer {at} of {of}?"),
            None => "How good was your answer?".to_owned(),
        };
        lines.push(Line::styled(which, self.theme.strong));
        lines.push(Line::default());
        lines.push(self.scale());
        lines.push(Line::default());
        let keys = [Action::Open, Action::Back].map(|action| self.keys.shown(action));
        let skip = match (self.interview.estimate_position(), self.ui.estimate) {
            (_, Some(_)) => format!("{} takes the marked value.", keys[0]),
            (Some(_), None) => format!("{} skips it, {} skips all.", keys[0], keys[1]),
            (None, None) => format!("{} skips it.", keys[0]),
        };
        let how = format!("A digit answers, 0 is ten; ← → choose. {skip}");
        lines.extend(flow([(how.as_str(), self.theme.dim)], columns, 0));
        if self.interview.rules().feedback {
            let work = if state.pending() { self.work_line() } else { "Your score is ready.".to_owned() };
            lines.push(Line::default());
            lines.push(Line::styled(work, self.theme.dim));
        }
        render(lines, area, buf);
    }

    fn estimated_question(&self, area: Rect) -> Vec<Line<'static>> {
        let prompt = self.interview.current_take().map_or("", |state| state.take.question.prompt.as_str());
        let mut lines = wrap(prompt, area.width.into(), self.theme.dim);
        lines.truncate(usize::from(area.height / 3).max(1));
        lines
    }

    /// The value of the scale that is drawn at this place of a body.
    #[must_use]
    pub fn estimate_at(&self, at: Position, body: Rect) -> Option<u8> {
        let estimating = matches!(self.interview.phase(), Phase::Estimating { .. }) && body.contains(at);
        // Below the question come a gap, what is asked, and another gap.
        let row = self.estimated_question(body).len() + 3;
        let is_scale = estimating && usize::from(at.y - body.y) == row;
        let value = u8::try_from((at.x.checked_sub(body.x)?) / VALUE_COLUMNS).ok()?;
        (is_scale && value <= MOST).then_some(value)
    }

    fn scale(&self) -> Line<'static> {
        let mut line = Line::default();
        for value in 0..=MOST {
            let style = if self.ui.estimate == Some(value) { self.theme.chosen } else { self.theme.accent };
            let shown = format!(" {value} ");
            let gap = usize::from(VALUE_COLUMNS).saturating_sub(shown.len());
            line.push_span(Span::styled(shown, style));
            line.push_span(Span::raw(" ".repeat(gap)));
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::{screens::session::stage::SessionStage, widgets::body_area};
    use outloud_engine::Rules;

    #[test]
    fn a_value_of_the_scale_can_be_clicked() {
        let mut stage = SessionStage::new(Rules { estimate: true, ..Rules::practice() }, 1).recording();
        stage.press("space");
        for (columns, rows) in [(80, 24), (60, 18)] {
            let picture = stage.picture(columns, rows);
            let (y, scale) = picture.lines().enumerate().find(|(_, line)| line.contains(" 7   8 ")).unwrap();
            let body = body_area(Rect::new(0, 0, columns, rows), None);
            let value = |x: usize, y: usize| stage.view().estimate_at(Position::new(x as u16, y as u16), body);
            // Quotes stand around the lines of a picture.
            for (shown, meant) in [(" 0 ", 0), (" 7 ", 7), (" 10 ", 10)] {
                assert_eq!(value(scale.find(shown).unwrap(), y), Some(meant), "{picture}");
            }
            assert_eq!((value(scale.find(" 7 ").unwrap(), y + 1), value(79, y)), (None, None));
        }
    }
}
