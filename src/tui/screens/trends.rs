//! Progress: scores by topic and the measures of delivery, over all answers.

use std::collections::BTreeMap;

use ratatui::{
    buffer::Buffer,
    text::{Line, Span},
};

use crate::app::view::{habits_document, weak_points_document};
use crate::tui::{
    document,
    keys::Action,
    screen::{Context, Screen, Transition},
    text::{count, fit},
    widgets::{Pane, Scroll, spark},
};
use outloud_core::{estimate::Estimated, scorecard::Scorecard, session::Take};

/// Charts over all answers.
#[derive(Debug, Clone, Default)]
pub struct TrendsScreen {
    scroll: Scroll,
}

impl Screen for TrendsScreen {
    fn title(&self) -> String {
        "progress".to_owned()
    }

    fn actions(&self) -> &'static [Action] {
        &Scroll::ACTIONS
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        if action == Action::Down { "scroll" } else { action.label() }
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        if !Scroll::ACTIONS.contains(&action) {
            return Transition::Unhandled;
        }
        self.scroll.turn(action, &pane(cx, cx.columns()), cx.rows());
        Transition::Stay
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        pane(cx, cx.columns()).draw(self.scroll, cx.body, cx.keys, cx.theme, buf);
    }
}

fn pane(cx: &Context<'_>, columns: usize) -> Pane {
    let mut pane = Pane::default();
    let takes: Vec<&Take> = cx
        .library
        .map(|l| l.sessions.iter().rev().flat_map(|s| &s.takes).filter(|t| t.scorecard.is_some()).collect())
        .unwrap_or_default();
    if takes.is_empty() {
        pane.push(Line::styled("No scored answer yet.", cx.theme.dim));
        return pane;
    }
    let mut by_topic: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for take in &takes {
        by_topic.entry(&take.question.topic).or_default().extend(take.final_score());
    }
    pane.push(Line::styled("Score by topic, oldest answer at the left", cx.theme.heading));
    for (topic, scores) in &by_topic {
        pane.push(chart(topic, scores, (0.0, 100.0), 0, cx, columns));
    }
    let gaps: Vec<f64> = takes.iter().filter_map(|t| Estimated::of(t)).map(Estimated::gap).collect();
    if !gaps.is_empty() {
        pane.push(chart("estimate less score", &gaps, (-50.0, 50.0), 0, cx, columns));
    }
    pane.gap();
    pane.push(Line::styled("Delivery", cx.theme.heading));
    let measure = |f: fn(&Scorecard) -> Option<f64>| -> Vec<f64> {
        takes.iter().filter_map(|t| t.scorecard.as_ref()).filter_map(f).collect()
    };
    let mut show = |name: &str, values: Vec<f64>, scale: (f64, f64), digits: usize| {
        if !values.is_empty() {
            pane.push(chart(name, &values, scale, digits, cx, columns));
        }
    };
    show("words a minute", measure(|c| c.delivery.words_per_minute), (60.0, 220.0), 0);
    show("fillers a minute", measure(|c| c.delivery.fillers_per_minute), (0.0, 12.0), 1);
    show("longest pause, s", measure(|c| c.delivery.longest_pause_s), (0.0, 8.0), 1);
    show("first word after, s", measure(|c| c.delivery.time_to_first_word_s), (0.0, 8.0), 1);
    for page in cx.library.iter().flat_map(|l| [habits_document(&l.habits), weak_points_document(&l.weak_points)]) {
        pane.gap();
        pane.lines.extend(document::pane(&page, columns, cx.theme).lines);
    }
    pane
}

/// Name, bars, the first and the last value.
fn chart(
    name: &str,
    values: &[f64],
    (low, high): (f64, f64),
    digits: usize,
    cx: &Context<'_>,
    columns: usize,
) -> Line<'static> {
    let bars = columns.saturating_sub(20 + 2 + 26).clamp(8, 40);
    let ends = match (values.first(), values.last()) {
        (Some(first), Some(last)) if values.len() > 1 => format!("{first:.digits$} → {last:.digits$}"),
        (Some(only), _) => format!("{only:.digits$}"),
        _ => String::new(),
    };
    Line::from(vec![
        Span::styled(format!("{:<20}", fit(name, 19)), cx.theme.text),
        Span::styled(format!("{:<bars$}", spark(values, low, high, bars)), cx.theme.accent),
        Span::styled(format!("  {ends:<11}"), cx.theme.strong),
        Span::styled(format!("  {}", count(values.len(), "answer")), cx.theme.dim),
    ])
}
