//! Take against take: what the later one gained and lost.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::page::words;
use crate::tui::{screen::Context, screens::transcript::beside, text::flow, widgets::Pane};
use outloud_core::{scorecard::Scorecard, session::Take};

/// Two takes of one question: what the later one gained and lost.
pub(super) fn compare(pane: &mut Pane, before: &Take, now: &Take, cx: &Context<'_>, columns: usize) {
    let (Some(old), Some(new)) = (&before.scorecard, &now.scorecard) else { return };
    let (from, to) = (before.final_score().unwrap_or(0.0), now.final_score().unwrap_or(0.0));
    let style = if to >= from { cx.theme.good } else { cx.theme.bad };
    pane.push(Line::from(vec![
        Span::styled(format!("{from:.0} → {to:.0}"), cx.theme.strong),
        Span::styled(format!("  {:+.0}", to - from), style),
    ]));
    pane.gap();
    let said = |card: &Scorecard| -> Vec<String> {
        let points = card.rubric.iter().filter(|p| p.met).map(|p| p.point.clone());
        card.keywords.hit.iter().map(|k| k.term.clone()).chain(points).collect()
    };
    let (was, is) = (said(old), said(new));
    let change = |title: &str, mark: &str, list: Vec<&String>, style: Style, pane: &mut Pane| {
        if list.is_empty() {
            return;
        }
        pane.push(Line::styled(title.to_owned(), cx.theme.heading));
        for what in list {
            pane.lines.extend(flow([(mark, style), (what.as_str(), cx.theme.text)], columns, 2));
        }
        pane.gap();
    };
    change("Gained", "+ ", is.iter().filter(|x| !was.contains(x)).collect(), cx.theme.good, pane);
    change("Lost", "- ", was.iter().filter(|x| !is.contains(x)).collect(), cx.theme.bad, pane);
    change("Kept", "= ", is.iter().filter(|x| was.contains(x)).collect(), cx.theme.dim, pane);
    let half = columns.saturating_sub(4) / 2;
    let side = |title: &str, take: &Take, card: &Scorecard, columns| {
        [vec![Line::styled(title.to_owned(), cx.theme.heading)], words(take, card, cx, None, columns)].concat()
    };
    pane.lines.extend(beside(side("Before", before, old, half), side("Now", now, new, half), half));
}
