//! Looking back: what the sitting came to.

use ratatui::text::{Line, Span};

use super::view::SessionView;
use crate::tui::{
    text::{clock, count, fit, flow},
    widgets::{Pane, gauge},
};
use outloud_engine::{AnswerLine, Debrief, TakeState, debrief};

impl SessionView<'_> {
    pub(super) fn debrief_pane(&self, columns: usize) -> Pane {
        let takes = self.interview.takes();
        let pending = takes.iter().filter(|t| t.pending()).count();
        let figures = debrief(takes.iter().map(|t| &t.take));
        let mut pane = Pane::default();
        if takes.is_empty() {
            pane.push(Line::styled("Nothing was answered.", self.theme.strong));
            pane.push(Line::styled("No session is stored.", self.theme.dim));
            return pane;
        }
        self.overall(&mut pane, &figures, columns);
        if pending > 0 {
            let text = format!("{} still being written down …", count(pending, "answer"));
            pane.push(Line::styled(text, self.theme.warn));
        }
        self.answers(&mut pane, &figures, takes, columns);
        self.by_topic(&mut pane, &figures, columns);
        self.delivery_over_round(&mut pane, &figures, columns);
        self.drill_tips(&mut pane, &figures, columns);
        pane
    }

    /// The take whose answer is chosen in the debrief, else that of the weakest; none while answers are still being worked on.
    pub(super) fn debrief_choice(&self) -> Option<u32> {
        let takes = self.interview.takes();
        if takes.iter().any(TakeState::pending) {
            return None;
        }
        let figures = debrief(takes.iter().map(|t| &t.take));
        let chosen = self.ui.scroll.chosen.or(figures.weakest).unwrap_or(0);
        figures.answers.get(chosen).map(|a| a.take)
    }

    fn overall(&self, pane: &mut Pane, figures: &Debrief, columns: usize) {
        let Some(overall) = figures.overall else {
            pane.push(Line::styled("No answer is scored yet.", self.theme.strong));
            return;
        };
        let mut line =
            vec![Span::styled(format!("{overall:.0}"), self.theme.strong), Span::styled(" of 100  ", self.theme.dim)];
        line.extend(gauge(overall / 100.0, columns.saturating_sub(13).min(40), self.theme.accent, self.theme.dim));
        pane.push(Line::from(line));
        let mut facts = vec![count(figures.answers.len(), "answer")];
        facts.extend(figures.words_per_minute.map(|w| format!("{w:.0} words a minute")));
        facts.extend(figures.fillers_per_minute.map(|f| format!("{f:.1} fillers a minute")));
        pane.push(Line::styled(facts.join(" · "), self.theme.dim));
    }

    fn answers(&self, pane: &mut Pane, figures: &Debrief, takes: &[TakeState], columns: usize) {
        pane.gap();
        pane.push(Line::styled("Answers", self.theme.heading));
        for (n, answer) in figures.answers.iter().enumerate() {
            let failed = takes.iter().find(|t| t.take.number == answer.take).and_then(|t| t.failed.as_deref());
            let score = answer.score.map_or_else(|| "  –".to_owned(), |s| format!("{s:>3.0}"));
            let sign = match n {
                n if figures.strongest == Some(n) => ("▲ strongest", self.theme.good),
                n if figures.weakest == Some(n) => ("▼ weakest", self.theme.bad),
                _ if failed.is_some() => ("not scored", self.theme.warn),
                _ => ("", self.theme.text),
            };
            let room = columns.saturating_sub(3 + 2 + 8 + 2 + 13);
            let mut line = vec![Span::styled(score, self.theme.strong), Span::raw("  ")];
            line.extend(gauge(answer.score.unwrap_or(0.0) / 100.0, 8, self.theme.accent, self.theme.dim));
            let prompt = fit(&answer.prompt, room);
            let air = room.saturating_sub(crate::tui::text::width(&prompt)) + 2;
            line.push(Span::styled(format!("  {prompt}{}", " ".repeat(air)), self.theme.text));
            line.push(Span::styled(sign.0, sign.1));
            pane.stop(None, vec![Line::from(line)]);
        }
    }

    fn by_topic(&self, pane: &mut Pane, figures: &Debrief, columns: usize) {
        if figures.topics.len() < 2 {
            return;
        }
        pane.gap();
        pane.push(Line::styled("By topic", self.theme.heading));
        let widest =
            figures.topics.iter().map(|(t, ..)| crate::tui::text::width(t)).max().unwrap_or(0).min(columns / 2);
        for (topic, mean, answers) in &figures.topics {
            let mut line = vec![Span::styled(format!("{mean:>3.0}"), self.theme.strong), Span::raw("  ")];
            line.extend(gauge(mean / 100.0, 8, self.theme.accent, self.theme.dim));
            let topic = fit(topic, widest);
            line.push(Span::styled(format!("  {topic:<widest$}  {}", count(*answers, "answer")), self.theme.dim));
            pane.push(Line::from(line));
        }
    }

    /// Pace, fillers and pauses answer by answer, so that a drift over the round is seen.
    fn delivery_over_round(&self, pane: &mut Pane, figures: &Debrief, columns: usize) {
        if figures.answers.iter().all(|a| a.duration_s.is_none()) {
            return;
        }
        pane.gap();
        pane.push(Line::styled("How it was said", self.theme.heading));
        pane.push(Line::styled("  #  length  words/min  fillers/min  longest pause", self.theme.dim));
        let figure = |v: Option<f64>, digits: usize| v.map_or_else(|| "–".to_owned(), |v| format!("{v:.digits$}"));
        for (n, answer) in figures.answers.iter().enumerate() {
            let AnswerLine { words_per_minute, fillers_per_minute, longest_pause_s, duration_s, .. } = answer;
            let length = duration_s.map_or_else(|| "–".to_owned(), clock);
            let pause = longest_pause_s.map_or_else(|| "–".to_owned(), |p| format!("{p:.1} s"));
            let (pace, fillers) = (figure(*words_per_minute, 0), figure(*fillers_per_minute, 1));
            let row = format!("{:>3}  {length:>6}  {pace:>9}  {fillers:>11}  {pause:>13}", n + 1);
            pane.push(Line::styled(fit(&row, columns), self.theme.text));
        }
    }

    fn drill_tips(&self, pane: &mut Pane, figures: &Debrief, columns: usize) {
        if figures.drill.is_empty() {
            return;
        }
        pane.gap();
        pane.push(Line::styled("What to drill next", self.theme.heading));
        for tip in &figures.drill {
            pane.lines.extend(flow([("→ ", self.theme.accent), (&tip.prompt, self.theme.text)], columns, 2));
            let missed = format!("\u{a0} left out: {}", tip.missed.join("; "));
            pane.lines.extend(flow([(missed.as_str(), self.theme.dim)], columns, 2));
        }
    }
}
