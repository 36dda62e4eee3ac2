//! The timeline of a take: speech and pauses, where points landed, the parts of a story, and the second that is heard now.

use ratatui::text::{Line, Span};

use crate::tui::{
    screen::Context,
    text::{clock, fit, flow},
};
use outloud_core::{
    delivery::FillerBurst,
    scorecard::{Evidence, Scorecard},
    session::Take,
};

/// The first lines of [`timeline`], whose columns are seconds.
pub(super) const BARS: usize = 2;

/// The columns of the bar on a page of so many.
pub(super) fn bar_columns(columns: usize) -> usize {
    columns.saturating_sub(11).min(80)
}

/// Speech and silence over the time of the take, and under it where something landed and which part of a story it was.
pub(super) fn timeline(
    take: &Take,
    card: &Scorecard,
    cx: &Context<'_>,
    now_s: Option<f64>,
    columns: usize,
) -> Option<Vec<Line<'static>>> {
    let sound = take.sound.as_ref().filter(|s| s.duration_s > 0.0)?;
    let columns = bar_columns(columns);
    let cell_s = sound.duration_s / columns as f64;
    let cell = |s: f64| ((s / cell_s).max(0.0) as usize).min(columns.saturating_sub(1));
    let spoken = |c: usize| {
        let (from, to) = (c as f64 * cell_s, (c + 1) as f64 * cell_s);
        sound.speech.iter().any(|s| s.start_s < to && s.end_s > from)
    };
    let mut marks = vec![' '; columns];
    landed(card).filter_map(|e| e.start_s).for_each(|s| marks[cell(s)] = '▲');
    let bursts = &card.delivery.filler_bursts;
    card.delivery.filler_marks.iter().filter_map(|m| m.start_s).for_each(|s| {
        if marks[cell(s)] == ' ' {
            let in_burst = bursts.iter().any(|b| (b.start_s..b.end_s).contains(&s));
            marks[cell(s)] = if in_burst { '≈' } else { '~' };
        }
    });
    let now = now_s.map(cell);
    let bar = (0..columns).map(|c| match () {
        () if now == Some(c) => Span::styled("┃", cx.theme.live),
        () if spoken(c) => Span::styled("█", cx.theme.accent),
        () => Span::styled("░", cx.theme.dim),
    });
    let mut bar = bar.collect::<Line>();
    let end =
        now_s.map_or_else(|| clock(sound.duration_s), |now| format!("{}/{}", clock(now), clock(sound.duration_s)));
    bar.push_span(Span::styled(format!(" {end}"), cx.theme.dim));
    let mut lines = vec![bar, Line::styled(marks.into_iter().collect::<String>(), cx.theme.good)];
    if let Some(structure) = card.delivery.structure.as_ref().filter(|s| s.parts.iter().any(|p| p.share > 0.0)) {
        let parts: Vec<String> =
            structure.parts.iter().map(|p| format!("{} {:.0} %", p.name, p.share * 100.0)).collect();
        lines.push(Line::styled(fit(&parts.join(" · "), columns), cx.theme.dim));
    }
    if !bursts.is_empty() {
        let told: Vec<String> = bursts.iter().map(FillerBurst::sentence).collect();
        lines.extend(flow([("≈ ", cx.theme.warn), (told.join("; ").as_str(), cx.theme.warn)], columns, 2));
    }
    lines.push(Line::styled(fit("█ speech  ░ pause  ▲ a point landed  ~ filler  ┃ now", columns), cx.theme.dim));
    Some(lines)
}

/// Where keywords and points landed.
fn landed(card: &Scorecard) -> impl Iterator<Item = &Evidence> {
    let terms = card.keywords.hit.iter().map(|k| &k.evidence);
    terms.chain(card.rubric.iter().filter_map(|p| p.evidence.first()))
}
