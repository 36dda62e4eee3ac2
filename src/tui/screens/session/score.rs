//! The scorecard: the score, then every keyword and point with the words and the second that earned it.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::view::SessionView;
use crate::tui::{
    keys::Action,
    text::{clock, count, flow, wrap},
    widgets::{Pane, gauge},
};
use outloud_core::{
    bank::Priority,
    scorecard::{Evidence, How, PointScore, Scorecard, StoryScore},
    session::HINT_COST,
};
use outloud_engine::TakeState;

/// Below this confidence an evidence is marked as doubtful.
const DOUBTFUL: f64 = 0.5;
/// Columns before a term: mark, time, space.
const INDENT: usize = 10;

impl SessionView<'_> {
    pub(super) fn score_page(&self, columns: usize) -> Pane {
        let mut pane = Pane::default();
        let Some(state) = self.interview.current_take() else { return pane };
        match &state.take.scorecard {
            Some(card) => self.scorecard(&mut pane, state, card, columns),
            None => self.no_scorecard(&mut pane, state, columns),
        }
        if let Some(note) = &state.take.note {
            pane.gap();
            let pieces = [("Note to self  ", self.theme.heading), (note.as_str(), self.theme.text)];
            pane.lines.extend(flow(pieces, columns, 2));
        }
        pane
    }

    fn no_scorecard(&self, pane: &mut Pane, state: &TakeState, columns: usize) {
        pane.push(Line::styled("This answer has no score.", self.theme.strong));
        let why = state.failed.as_deref().unwrap_or("It is still being worked on.");
        pane.lines.extend(wrap(why, columns, self.theme.warn));
        pane.gap();
        let (retake, typing) = (self.keys.shown(Action::Retake), self.keys.shown(Action::Type));
        let kept = if state.take.audio.is_some() { "The recording is kept. " } else { "" };
        let text = format!("{kept}{retake} answers again; there, {typing} lets you type instead.");
        pane.lines.extend(wrap(&text, columns, self.theme.dim));
    }

    fn scorecard(&self, pane: &mut Pane, state: &TakeState, card: &Scorecard, columns: usize) {
        self.headline(pane, state, card, columns);
        pane.gap();
        pane.push(self.heading("Keywords", &said_of(card.keywords.hit.len(), card.keywords.missed.len())));
        for hit in &card.keywords.hit {
            self.hit(pane, &hit.term, &hit.evidence, columns);
        }
        for miss in &card.keywords.missed {
            let weight = "•".repeat(miss.weight.into());
            self.miss(pane, &format!("{} ", miss.term), &weight, columns);
        }
        if !card.rubric.is_empty() {
            let met = card.rubric.iter().filter(|p| p.met).count();
            pane.gap();
            pane.push(self.heading("Points", &said_of(met, card.rubric.len() - met)));
            for point in &card.rubric {
                self.point(pane, point, columns);
            }
        }
        if let Some(story) = &card.story {
            self.story_points(pane, story, columns);
        }
        if !card.advice.is_empty() {
            pane.gap();
            pane.push(Line::styled("Next time", self.theme.heading));
            for advice in &card.advice {
                pane.lines.extend(flow([("→ ", self.theme.accent), (advice, self.theme.text)], columns, 2));
            }
        }
    }

    fn heading(&self, title: &str, figures: &str) -> Line<'static> {
        Line::from(vec![
            Span::styled(title.to_owned(), self.theme.heading),
            Span::styled(format!("  {figures}"), self.theme.dim),
        ])
    }

    fn headline(&self, pane: &mut Pane, state: &TakeState, card: &Scorecard, columns: usize) {
        let score = state.take.final_score().unwrap_or(card.score);
        let mut line =
            vec![Span::styled(format!("{score:.0}"), self.theme.strong), Span::styled(" of 100  ", self.theme.dim)];
        line.extend(gauge(score / 100.0, columns.saturating_sub(13).min(40), self.theme.accent, self.theme.dim));
        pane.push(Line::from(line));
        let hints = state.take.hints_seen;
        if hints > 0 {
            let cost = HINT_COST * f64::from(hints);
            let text = format!("{:.0}, less {cost} for {}", card.score, count(hints as usize, "hint"));
            pane.push(Line::styled(text, self.theme.dim));
        }
        if card.doubtful >= 0.05 {
            let text = format!("{:.0} of it rest on words that may be mis-heard (marked ?)", card.doubtful);
            pane.lines.extend(wrap(&text, columns, self.theme.warn));
        }
        pane.lines.extend(wrap(&delivery(card), columns, self.theme.dim));
        let before: Vec<f64> = self.interview.earlier_takes().filter_map(|t| t.take.final_score()).collect();
        if let Some(last) = before.last() {
            let style = if score >= *last { self.theme.good } else { self.theme.bad };
            let takes: Vec<String> = before.iter().chain([&score]).map(|s| format!("{s:.0}")).collect();
            let text = format!("{:+.0} against your last take", score - last);
            let all = format!("   your takes: {}", takes.join(" → "));
            pane.lines.extend(flow([(text.as_str(), style), (all.as_str(), self.theme.dim)], columns, 0));
        }
    }

    /// A term that was said: when, what, and if it was not said literally, how it was heard.
    pub(super) fn hit(&self, pane: &mut Pane, term: &str, evidence: &Evidence, columns: usize) {
        let doubtful = evidence.confidence < DOUBTFUL;
        let heard = how(evidence, term).unwrap_or_default();
        let pieces = [
            (self.mark(true), self.theme.good),
            (time(evidence), self.theme.dim),
            (nbsp(term), self.theme.text),
            (heard, self.theme.dim),
            (if doubtful { " ?" } else { "" }.to_owned(), self.theme.warn),
        ];
        pane.stop(evidence.start_s, flow(pieces.iter().map(|(t, s)| (t.as_str(), *s)), columns, INDENT));
    }

    fn miss(&self, pane: &mut Pane, term: &str, after: &str, columns: usize) {
        let pieces = [
            (self.mark(false), self.theme.bad),
            (blank(), Style::new()),
            (term.to_owned(), self.theme.dim),
            (after.to_owned(), self.theme.dim),
        ];
        pane.lines.extend(flow(pieces.iter().map(|(t, s)| (t.as_str(), *s)), columns, INDENT));
    }

    /// A rubric point with the words that met it.
    pub(super) fn point(&self, pane: &mut Pane, point: &PointScore, columns: usize) {
        let first = point.evidence.first();
        let quote = point.evidence.iter().map(|e| format!("“{}”", e.text)).collect::<Vec<_>>().join(" … ");
        let rank = match point.priority {
            Priority::Must => "must ",
            Priority::Should => "should ",
            Priority::Bonus => "bonus ",
        };
        let style = if point.met { self.theme.good } else { self.theme.bad };
        let text = if point.met { self.theme.text } else { self.theme.dim };
        let when = first.map_or_else(blank, time);
        let pieces = [
            (self.mark(point.met), style),
            (when, self.theme.dim),
            (rank.to_owned(), if point.priority == Priority::Must { style } else { self.theme.dim }),
            (format!("{} ", point.point), text),
            (quote, self.theme.dim),
        ];
        let lines = flow(pieces.iter().map(|(t, s)| (t.as_str(), *s)), columns, INDENT);
        match first {
            Some(evidence) => pane.stop(evidence.start_s, lines),
            None => pane.lines.extend(lines),
        }
    }

    /// The points of one's own story that were told; of the others only how many there are.
    fn story_points(&self, pane: &mut Pane, story: &StoryScore, columns: usize) {
        let told: Vec<_> = story.points.iter().filter(|p| p.met).collect();
        pane.gap();
        pane.push(self.heading("Your story", &said_of(told.len(), story.points.len() - told.len())));
        for point in told {
            let first = point.evidence.first();
            let quote = first.map(|e| format!("“{}”", e.text)).unwrap_or_default();
            let pieces = [
                (self.mark(true), self.theme.good),
                (first.map_or_else(blank, time), self.theme.dim),
                (format!("{} ", point.point), self.theme.text),
                (quote, self.theme.dim),
            ];
            let lines = flow(pieces.iter().map(|(t, s)| (t.as_str(), *s)), columns, INDENT);
            pane.stop(first.and_then(|e| e.start_s), lines);
        }
    }

    fn mark(&self, met: bool) -> String {
        if met { "\u{a0}✓\u{a0}" } else { "\u{a0}✗\u{a0}" }.to_owned()
    }
}

fn said_of(said: usize, missed: usize) -> String {
    format!("{said} of {}", said + missed)
}

/// Six columns with the second, blank for typed answers.
fn time(evidence: &Evidence) -> String {
    evidence.start_s.map_or_else(blank, |s| format!("{:>5}  ", clock(s)).replace(' ', "\u{a0}"))
}

fn blank() -> String {
    "\u{a0}".repeat(7)
}

/// The term with its inner spaces kept together with it is more quickly read; long ones still break.
fn nbsp(term: &str) -> String {
    if term.len() <= 24 { term.replace(' ', "\u{a0}") } else { term.to_owned() }
}

/// How a term was heard, where that is worth telling.
fn how(evidence: &Evidence, term: &str) -> Option<String> {
    let way = match evidence.how {
        How::Exact | How::Stem => "",
        How::Alias => "",
        How::Joined => "",
        How::Fuzzy => ", spelt alike",
        How::Sound => ", sounds alike",
    };
    let plain = |s: &str| s.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect::<String>();
    (plain(&evidence.text) != plain(term)).then(|| format!("  “{}”{way}", evidence.text))
}

/// Facts about the delivery, no verdicts.
pub(super) fn delivery(card: &Scorecard) -> String {
    let d = &card.delivery;
    let mut facts = vec![count(d.words, "word")];
    if let Some(seconds) = d.duration_s {
        facts.push(format!("{} long", clock(seconds)));
    }
    if let Some(pace) = d.words_per_minute {
        facts.push(format!("{pace:.0} a minute"));
    }
    if d.duration_s.is_some() {
        facts.push(count(d.fillers.values().sum(), "filler"));
    }
    if let Some(pause) = d.longest_pause_s {
        facts.push(format!("longest pause {pause:.1} s"));
    }
    if let Some(first) = d.time_to_first_word_s {
        facts.push(format!("first word after {first:.1} s"));
    }
    facts.join(" · ")
}
