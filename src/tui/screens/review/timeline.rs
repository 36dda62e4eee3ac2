//! The timeline of a take: how loud it was, speech and pauses, where points landed and what was said against them, the parts
//! of a story, and the second that is heard now.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::marks::{Mark, Marks};
use crate::tui::{
    screen::Context,
    text::{clock, fit, flow},
};
use outloud_core::{delivery::FillerBurst, scorecard::Scorecard, session::Take, sound::Sound, view::wave_heights};

/// A screen with so many rows has room for a picture of more lines.
const TALL_ROWS: usize = 30;

/// The columns of the picture on a page of so many.
pub(super) fn bar_columns(columns: usize) -> usize {
    columns.saturating_sub(11).min(120)
}

/// What the timeline shows.
pub(super) struct TimelineView<'a> {
    pub(super) take: &'a Take,
    pub(super) card: &'a Scorecard,
    /// The peaks of the recording; empty until it is read, and if there is none.
    pub(super) peaks: &'a [f32],
    /// The second that is played.
    pub(super) now_s: Option<f64>,
}

impl TimelineView<'_> {
    /// The lines, and how many of the first of them have seconds as columns. None without sound.
    pub(super) fn lines(&self, cx: &Context<'_>, columns: usize) -> Option<(Vec<Line<'static>>, usize)> {
        let sound = self.take.sound.as_ref().filter(|s| s.duration_s > 0.0)?;
        let (page, columns) = (columns, bar_columns(columns));
        let time = Time { duration_s: sound.duration_s, columns };
        let mut lines = self.picture(sound, &time, cx);
        let marks = Marks::of(self.card, columns, |s| time.column(s));
        lines.push(marks.line(cx.theme));
        let seconds = lines.len();
        let delivery = &self.card.delivery;
        if let Some(structure) = delivery.structure.as_ref().filter(|s| s.parts.iter().any(|p| p.share > 0.0)) {
            let parts: Vec<String> =
                structure.parts.iter().map(|p| format!("{} {:.0} %", p.name, p.share * 100.0)).collect();
            lines.push(Line::styled(fit(&parts.join(" · "), columns), cx.theme.dim));
        }
        let bursts = &delivery.filler_bursts;
        if !bursts.is_empty() {
            let told: Vec<String> = bursts.iter().map(FillerBurst::sentence).collect();
            lines.extend(flow([("≈ ", cx.theme.warn), (told.join("; ").as_str(), cx.theme.warn)], columns, 2));
        }
        lines.extend(self.legend(&marks, cx, page));
        Some((lines, seconds))
    }

    /// Loudness over time in half blocks, two steps to a line; where there is no voice it is shaded. A bar of one line where
    /// nothing is known of the loudness.
    fn picture(&self, sound: &Sound, time: &Time, cx: &Context<'_>) -> Vec<Line<'static>> {
        let heights = wave_heights(self.peaks, time.columns);
        let rows = match (heights.is_empty(), cx.rows() >= TALL_ROWS) {
            (true, _) => 1,
            (false, tall) => 2 + 2 * usize::from(tall),
        };
        let steps = |c: usize, spoken: bool| {
            let steps = heights.get(c).map_or(2, |height| (height * 2.0 * rows as f32).round() as usize);
            steps.max(usize::from(spoken))
        };
        let now = self.now_s.map(|s| time.column(s));
        let cell = |c: usize, above: usize| -> (&'static str, Style) {
            if now == Some(c) {
                return ("┃", cx.theme.live);
            }
            let spoken = time.is_spoken(sound, c);
            match (spoken, steps(c, spoken).saturating_sub(2 * above)) {
                (true, 0) => (" ", cx.theme.text),
                (true, 1) => ("▄", cx.theme.accent),
                (true, _) => ("█", cx.theme.accent),
                (false, 0) if above > 0 => (" ", cx.theme.text),
                (false, _) => ("░", cx.theme.dim),
            }
        };
        let span = |c: usize, above: usize| {
            let (text, style) = cell(c, above);
            Span::styled(text, style)
        };
        let line = |above: usize| (0..time.columns).map(|c| span(c, above)).collect();
        let mut lines: Vec<Line<'static>> = (0..rows).rev().map(line).collect();
        let whole = clock(sound.duration_s);
        let end = self.now_s.map_or_else(|| whole.clone(), |now| format!("{}/{whole}", clock(now)));
        if let Some(last) = lines.last_mut() {
            last.push_span(Span::styled(format!(" {end}"), cx.theme.dim));
        }
        lines
    }

    /// What the signs mean that are there.
    fn legend(&self, marks: &Marks, cx: &Context<'_>, columns: usize) -> Vec<Line<'static>> {
        let mut signs = vec!["█ speech", "░ pause"];
        signs.extend(Mark::EXPLAINED.iter().filter(|mark| marks.has(**mark)).map(|mark| mark.legend()));
        signs.extend(self.now_s.map(|_| "┃ now"));
        flow([(signs.join(" · ").as_str(), cx.theme.dim)], columns, 0)
    }
}

/// Columns as seconds.
struct Time {
    duration_s: f64,
    columns: usize,
}

impl Time {
    fn column(&self, s: f64) -> usize {
        let column = (s / self.duration_s * self.columns as f64).max(0.0) as usize;
        column.min(self.columns.saturating_sub(1))
    }

    fn is_spoken(&self, sound: &Sound, column: usize) -> bool {
        let second = |column: usize| column as f64 * self.duration_s / self.columns as f64;
        let (from, to) = (second(column), second(column + 1));
        sound.speech.iter().any(|s| s.start_s < to && s.end_s > from)
    }
}
