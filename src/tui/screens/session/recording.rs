//! While the answer is spoken, and while it is being written down.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{question::render, view::SessionView};
use crate::tui::{
    text::{clock, count, countdown, fit, flow, wrap},
    widgets::{gauge, meter},
};
use outloud_core::scorecard::Verdict;
use outloud_engine::{Phase, Urgency};

/// The lines that hints leave to what is heard: a gap, the ticks, two lines of words.
const WORDS: usize = 5;
/// The lines of a hint with the gap above it.
const LATEST_HINT: usize = 3;

impl SessionView<'_> {
    pub(super) fn draw_recording(&self, area: Rect, buf: &mut Buffer) {
        let columns = usize::from(area.width);
        let mut lines = self.short_question(columns, area.height);
        lines.push(Line::default());
        let open = matches!(self.interview.phase(), Phase::Recording { since_ms: Some(_), .. });
        if !open {
            lines.push(Line::styled("○ Opening the microphone …", self.theme.dim));
            lines.push(Line::styled(crate::tui::text::safe(&self.live.source).into_owned(), self.theme.dim));
            return render(lines, area, buf);
        }
        lines.extend(self.clock_lines(columns));
        lines.push(Line::default());
        lines.push(meter(self.live.trace.iter().copied(), columns.min(60), self.theme));
        lines.push(self.level_line(columns));
        let room = usize::from(area.height).saturating_sub(lines.len());
        let hints = self.hints_in(room, columns);
        lines.extend(hints);
        lines.extend(self.heard_so_far(columns, usize::from(area.height).saturating_sub(lines.len() + 1)));
        render(lines, area, buf);
    }

    /// The hints. With little room the latest comes first, as it was asked for, and the words so far keep a few lines.
    fn hints_in(&self, room: usize, columns: usize) -> Vec<Line<'static>> {
        let mut hints = self.hint_lines(columns);
        let fits = room.saturating_sub(if self.ui.live { WORDS } else { 0 }).max(LATEST_HINT.min(room));
        if hints.len() > fits {
            // What they cost stands at their end, below a gap.
            hints.truncate(hints.len() - 2);
        }
        hints.drain(..hints.len().saturating_sub(fits));
        hints
    }

    /// The question itself without the situation, dimmed, three lines at most, two where there is little room.
    fn short_question(&self, columns: usize, rows: u16) -> Vec<Line<'static>> {
        self.question_in(if rows < 16 { 2 } else { 3 }, columns)
    }

    /// The question itself, dimmed, in so many lines at most.
    pub(super) fn question_in(&self, most: usize, columns: usize) -> Vec<Line<'static>> {
        let prompt = self.interview.current().map_or("", |a| a.question.prompt.as_str());
        let mut lines = wrap(prompt, columns, self.theme.dim);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.pop() {
                // Where the line is full, the sign takes the place of its last letters.
                let cut = format!("{} …", fit(&last.to_string(), columns.saturating_sub(2)).trim_end_matches('…'));
                lines.push(Line::styled(cut, self.theme.dim));
            }
        }
        lines
    }

    fn clock_lines(&self, columns: usize) -> Vec<Line<'static>> {
        let Some(time) = self.interview.clock() else { return Vec::new() };
        let limit = time.limit_s.unwrap_or(90.0);
        let style = self.urgent(time);
        let hard = self.interview.rules().hard_stop;
        let of = match time.urgency {
            Urgency::Over if hard => "time".to_owned(),
            Urgency::Over => format!("{} over", clock(time.elapsed_s - limit)),
            _ if self.interview.rules().feedback => format!("of about {}", clock(limit)),
            _ => format!("{} left", countdown(limit - time.elapsed_s)),
        };
        let warning = match time.urgency {
            Urgency::Soon => "   time to come to an end",
            Urgency::Now => "   last words",
            Urgency::Over if !hard => "   past the time; bring it home",
            _ => "",
        };
        vec![
            Line::from(vec![
                Span::styled("● Recording  ", self.theme.live),
                Span::styled(clock(time.elapsed_s), self.theme.strong),
                Span::styled(format!("  {of}"), if time.urgency == Urgency::Calm { self.theme.dim } else { style }),
                Span::styled(warning, style),
            ]),
            Line::from_iter(gauge(time.elapsed_s / limit, columns.min(60), style, self.theme.dim)),
        ]
    }

    fn level_line(&self, columns: usize) -> Line<'static> {
        let level = match self.live.level {
            Some(level) if level.peak_dbfs > -0.5 => "too loud".to_owned(),
            Some(level) if level.rms_dbfs.is_finite() => format!("{:.0} dB", level.rms_dbfs),
            _ => "silence".to_owned(),
        };
        let source = crate::tui::text::fit(&self.live.source, columns.saturating_sub(16));
        Line::styled(format!("{level:<9} {source}"), self.theme.dim)
    }

    /// The last words that were understood, those that may still change in dim letters, and how many keywords were among them, not which are missing.
    fn heard_so_far(&self, columns: usize, room: usize) -> Vec<Line<'static>> {
        if !self.ui.live || room < 2 {
            return Vec::new();
        }
        let mut lines = vec![Line::default()];
        if self.interview.rules().feedback {
            lines.extend(self.tick_lines());
        }
        let (firm, open) = self.interview.current_take().map(|t| t.partial.texts()).unwrap_or_default();
        let between = if firm.is_empty() || open.is_empty() { "" } else { " " };
        let pieces = [(firm.as_str(), self.theme.text), (between, self.theme.text), (open.as_str(), self.theme.dim)];
        let mut words = if firm.is_empty() && open.is_empty() { Vec::new() } else { flow(pieces, columns, 0) };
        let fits = room.saturating_sub(lines.len());
        words.drain(..words.len().saturating_sub(fits));
        lines.extend(words);
        lines
    }

    /// One line for the points, one for the keywords: a mark for each, and how many were made or said.
    fn tick_lines(&self) -> Vec<Line<'static>> {
        let ticks = &self.live.ticks;
        let line = |marks: Vec<Verdict>, what: &str| {
            let made = marks.iter().filter(|v| **v == Verdict::Met).count();
            let mark = |verdict: &Verdict| match verdict {
                Verdict::Met => Span::styled("● ", self.theme.good),
                Verdict::Missed => Span::styled("○ ", self.theme.dim),
                Verdict::Contradicted => Span::styled("✗ ", self.theme.bad),
            };
            let mut line = marks.iter().map(mark).collect::<Line>();
            line.push_span(Span::styled(format!(" {made} of {}", count(marks.len(), what)), self.theme.dim));
            line
        };
        let said = |said: &bool| if *said { Verdict::Met } else { Verdict::Missed };
        let keywords: Vec<Verdict> = ticks.keywords.iter().map(said).collect();
        let rows = [(ticks.points.clone(), "point"), (keywords, "keyword")];
        rows.into_iter().filter(|(marks, _)| !marks.is_empty()).map(|(marks, what)| line(marks, what)).collect()
    }

    pub(super) fn draw_transcribing(&self, area: Rect, buf: &mut Buffer) {
        let columns = usize::from(area.width);
        let mut lines = self.short_question(columns, area.height);
        lines.push(Line::default());
        let share = self.live.share_transcribed();
        lines.push(Line::styled(self.work_line(), self.theme.text));
        lines.push(Line::from_iter(gauge(share.unwrap_or(0.0), columns.min(60), self.theme.accent, self.theme.dim)));
        let heard = self.interview.current_take().map_or("", |t| t.partial.transcript.text.as_str());
        if !heard.is_empty() {
            lines.push(Line::default());
            let mut words = wrap(heard, columns, self.theme.dim);
            words.drain(..words.len().saturating_sub(usize::from(area.height).saturating_sub(lines.len())));
            lines.extend(words);
        }
        render(lines, area, buf);
    }

    /// What is being done about the answer that was given.
    pub(super) fn work_line(&self) -> String {
        let share = self.live.share_transcribed();
        match (self.interview.current_take(), self.interview.model()) {
            (Some(take), _) if take.take.transcript.is_some() => "Scoring …".to_owned(),
            (_, None) => "Loading the model …".to_owned(),
            _ => share.map_or("Writing down what you said …".to_owned(), |s| {
                format!("Writing down what you said … {:.0} %", s * 100.0)
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::stage::{practice, transcript};
    use outloud_core::transcript::Partial;
    use outloud_engine::Event;

    #[test]
    fn hints_leave_room_for_the_words_so_far() {
        let mut stage = practice();
        stage.press("space h h");
        let mut stage = stage.recording();
        stage.hear(Event::Partial(1, transcript().into()));
        let words = transcript().words;
        let last = &words.last().unwrap().text;
        for (columns, rows) in [(80, 24), (60, 18)] {
            let picture = stage.picture(columns, rows);
            assert!(picture.contains("Hint 2") && picture.contains(last.as_str()), "{picture}");
        }
    }

    #[test]
    fn words_that_may_still_change_are_dim() {
        let mut stage = practice().recording();
        let transcript = transcript();
        let (first, second) = (transcript.words[0].text.clone(), transcript.words[1].text.clone());
        stage.hear(Event::Partial(1, Partial { transcript, firm: 1 }));
        let view = stage.view();
        let lines = view.heard_so_far(70, 10);
        let style = |text: &str| {
            let mut spans = lines.iter().flat_map(|line| &line.spans);
            spans.find(|span| span.content.contains(text)).map(|span| span.style)
        };
        assert_eq!((style(&first), style(&second)), (Some(view.theme.text), Some(view.theme.dim)));
        assert_ne!(view.theme.text, view.theme.dim);
    }
}
