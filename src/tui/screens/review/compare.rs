//! Take against take: what the later one gained and lost.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::page::words;
use crate::tui::{screen::Context, screens::transcript::beside, text::flow, theme::Theme, widgets::Pane};
use outloud_core::{
    scorecard::Scorecard,
    session::Take,
    view::{self, Compared, MarkChange, RowMark},
};

/// The lists of what changed, in their order, and the signs of their rows.
const CHANGES: [(&str, &str, MarkChange); 5] = [
    ("Corrected", "+ ", MarkChange::Corrected),
    ("Gained", "+ ", MarkChange::Gained),
    ("No longer contradicted", "+ ", MarkChange::NotContradicted),
    ("Now contradicted", "! ", MarkChange::Contradicted),
    ("Lost", "- ", MarkChange::Lost),
];

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
    changes(pane, old, new, cx.theme, columns);
    let half = columns.saturating_sub(4) / 2;
    let side = |title: &str, take: &Take, card: &Scorecard, columns| {
        [vec![Line::styled(title.to_owned(), cx.theme.heading)], words(take, card, cx, None, columns)].concat()
    };
    pane.lines.extend(beside(side("Before", before, old, half), side("Now", now, new, half), half));
}

/// Every point and keyword, by what became of it.
fn changes(pane: &mut Pane, before: &Scorecard, now: &Scorecard, theme: &Theme, columns: usize) {
    let points = view::compare(Some(before), now);
    for (title, sign, change) in CHANGES {
        let style = if change.is_better() { theme.good } else { theme.bad };
        let changed = points.iter().filter(|p| MarkChange::between(p.before, p.now) == Some(change));
        list(pane, title, (sign, style), changed, theme, columns);
    }
    let same = |mark| points.iter().filter(move |p| (p.before, p.now) == (mark, mark));
    list(pane, "Still contradicted", ("! ", theme.bad), same(RowMark::Contradicted), theme, columns);
    list(pane, "Kept", ("= ", theme.dim), same(RowMark::Said), theme, columns);
}

/// A heading and its points, if there are any.
fn list<'a>(
    pane: &mut Pane,
    title: &'static str,
    sign: (&str, Style),
    points: impl Iterator<Item = &'a Compared<'a>>,
    theme: &Theme,
    columns: usize,
) {
    let mut points = points.peekable();
    if points.peek().is_none() {
        return;
    }
    pane.push(Line::styled(title, theme.heading));
    for point in points {
        pane.lines.extend(flow([sign, (point.name, theme.text)], columns, 2));
    }
    pane.gap();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::Palette;
    use outloud_core::{
        bank::Priority,
        scorecard::{KeywordScore, PointScore, Verdict},
    };

    fn card(verdicts: [Verdict; 4]) -> Scorecard {
        let point = |(name, verdict): (&str, Verdict)| PointScore {
            met: verdict == Verdict::Met,
            verdict,
            ..PointScore::new(name, Priority::Must, Vec::new())
        };
        Scorecard {
            score: 50.0,
            scorer_version: 1,
            keywords: KeywordScore::default(),
            rubric: ["gauge", "counter", "rate", "buckets"].into_iter().zip(verdicts).map(point).collect(),
            ..Scorecard::default()
        }
    }

    #[test]
    fn contradictions_have_lists_of_their_own() {
        use Verdict::{Contradicted, Met, Missed};
        let (before, now) =
            (card([Contradicted, Met, Missed, Contradicted]), card([Met, Contradicted, Met, Contradicted]));
        let mut pane = Pane::default();
        changes(&mut pane, &before, &now, &Theme::new(Palette::NoColor), 40);
        let lines: Vec<String> = pane.lines.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines.join("\n").trim(),
            "Corrected\n+ gauge\n\nGained\n+ rate\n\nNow contradicted\n! counter\n\nStill contradicted\n! buckets"
        );
    }
}
