//! The model answer beside one's own words. In one's own words a mis-heard one can be chosen and corrected.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::View;
use crate::tui::{
    keys::Action,
    text::{flow, wrap},
    widgets::Pane,
};
use outloud_core::{scorecard::Scorecard, transcript::Transcript};

/// From this width on, the two stand side by side.
const SIDE_BY_SIDE: usize = 90;
/// Words that the recogniser gave less than this are marked.
const UNSURE: f64 = 0.4;

impl View<'_> {
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

/// Which words of a transcript earned something.
pub fn earned_words(card: Option<&Scorecard>, words: usize) -> Vec<bool> {
    let points = card.iter().flat_map(|c| &c.rubric).flat_map(|p| &p.evidence);
    let evidence = card.iter().flat_map(|c| &c.keywords.hit).map(|k| &k.evidence).chain(points);
    covered(evidence.map(|e| (e.first_word, e.word_count)), words)
}

/// Which of so many words stretches (first word, length) cover. Sessions are untrusted: what lies past the end covers
/// nothing.
pub fn covered(stretches: impl Iterator<Item = (usize, usize)>, words: usize) -> Vec<bool> {
    // Where stretches begin and end, so that a million of them cost no more than their number.
    let mut turns = vec![0i64; words + 1];
    for (first, count) in stretches.filter(|(first, _)| *first < words) {
        turns[first] += 1;
        turns[first.saturating_add(count).min(words)] -= 1;
    }
    let open = turns.iter().scan(0, |open, turn| {
        *open += turn;
        Some(*open > 0)
    });
    open.take(words).collect()
}

/// Two columns of lines, four columns of air between them.
pub fn beside(left: Vec<Line<'static>>, right: Vec<Line<'static>>, half: usize) -> Vec<Line<'static>> {
    let rows = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let row = |_| {
        let mut line = left.next().unwrap_or_default();
        let air = half.saturating_sub(line.width()) + 4;
        line.push_span(Span::raw(" ".repeat(air)));
        let right = right.next().unwrap_or_default();
        line.spans.extend(right.spans.into_iter().map(|s| Span::styled(s.content, right.style.patch(s.style))));
        line
    };
    (0..rows).map(row).collect()
}
