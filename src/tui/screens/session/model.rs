//! The model answer beside one's own words. In one's own words a mis-heard one can be chosen and corrected.

use ratatui::{style::Style, text::Line};

use super::view::SessionView;
use crate::tui::{
    keys::Action,
    screens::transcript::{beside, earned_words},
    text::{flow, wrap},
    widgets::Pane,
};
use outloud_core::{scorecard::Scorecard, transcript::Transcript};

/// From this width on, the two stand side by side.
const SIDE_BY_SIDE: usize = 90;
/// Words that the recogniser gave less than this are marked.
const UNSURE: f64 = 0.4;

impl SessionView<'_> {
    pub(super) fn model_page(&self, columns: usize) -> Pane {
        let (Some(asked), Some(state)) = (self.interview.current(), self.interview.current_take()) else {
            return Pane::default();
        };
        let words = state.take.transcript.as_ref();
        let own = |columns| self.own_words(words, state.take.scorecard.as_ref(), columns);
        let model = |columns| wrap(&asked.question.model_answer, columns, self.theme.text);
        let heading = |text: &'static str| Line::styled(text, self.theme.heading);
        let mut pane = Pane::default();
        if columns >= SIDE_BY_SIDE && self.ui.word.is_none() {
            let half = (columns - 4) / 2;
            let left = [vec![heading("You said"), Line::default()], own(half)].concat();
            let right = [vec![heading("A model answer"), Line::default()], model(half)].concat();
            pane.lines = beside(left, right, half);
        } else {
            pane.push(heading("You said"));
            pane.lines.extend(own(columns));
            if self.ui.word.is_none() {
                pane.gap();
                pane.push(heading("A model answer"));
                pane.lines.extend(model(columns));
            }
        }
        if self.ui.word.is_some() {
            pane.mark = pane.lines.iter().position(|l| l.spans.iter().any(|s| s.style == self.theme.chosen));
            let (open, back) = (self.keys.shown(Action::Open), self.keys.shown(Action::Back));
            pane.gap();
            let text = format!("← → choose a word, {open} corrects it, {back} is done.");
            pane.lines.extend(flow([(text.as_str(), self.theme.dim)], columns, 0));
        }
        pane
    }

    /// The transcript: what earned something stands out, doubtful words carry a question mark.
    fn own_words(
        &self,
        transcript: Option<&Transcript>,
        card: Option<&Scorecard>,
        columns: usize,
    ) -> Vec<Line<'static>> {
        let Some(transcript) = transcript.filter(|t| !t.is_empty()) else {
            return vec![Line::styled("Nothing was understood.", self.theme.dim)];
        };
        let earned = earned_words(card, transcript.words.len());
        let mut pieces: Vec<(String, Style)> = Vec::new();
        for (n, word) in transcript.words.iter().enumerate() {
            let unsure = word.probability.is_some_and(|p| p < UNSURE);
            let style = match () {
                () if self.ui.word == Some(n) => self.theme.chosen,
                () if earned[n] => self.theme.good.patch(Style::new().underlined()),
                () if unsure => self.theme.warn,
                () => self.theme.text,
            };
            pieces.push((word.text.clone(), style));
            let mark = if unsure { "? " } else { " " };
            pieces.push((mark.to_owned(), if unsure { self.theme.warn } else { self.theme.text }));
        }
        flow(pieces.iter().map(|(t, s)| (t.as_str(), *s)), columns, 0)
    }
}
