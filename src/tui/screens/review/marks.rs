//! The marks under the timeline: where points landed, what was said against them or against the facts, and fillers.

use ratatui::text::{Line, Span};

use crate::tui::theme::Theme;
use outloud_core::{
    delivery::FillerBurst,
    scorecard::{Evidence, Scorecard, Verdict},
};

/// A mark. Of several at one place the first one is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A point is contradicted, a false belief told, or something said that speaks against a story.
    Against,
    /// A keyword, a point or an element of a story.
    Landed,
    /// A filler among many.
    Burst,
    Filler,
}

impl Mark {
    /// The marks that the legend explains; bursts are told in a line of their own.
    pub(super) const EXPLAINED: [Self; 3] = [Self::Against, Self::Landed, Self::Filler];

    /// What its sign means.
    pub(super) fn legend(self) -> &'static str {
        match self {
            Self::Against => "! contradicted or false",
            Self::Landed => "▲ a point landed",
            Self::Burst => "≈ many fillers",
            Self::Filler => "~ filler",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Against => "!",
            Self::Landed => "▲",
            Self::Burst => "≈",
            Self::Filler => "~",
        }
    }
}

/// The marks of a scorecard, a column each.
pub(super) struct Marks(Vec<Option<Mark>>);

impl Marks {
    /// The marks in `columns` columns; `column` says in which a second is.
    pub(super) fn of(card: &Scorecard, columns: usize, column: impl Fn(f64) -> usize) -> Self {
        let mut marks = vec![None; columns];
        let mut put = |mark: Mark, seconds: &mut dyn Iterator<Item = f64>| {
            seconds.map(&column).for_each(|at| _ = marks.get_mut(at).map(|place| *place = place.or(Some(mark))));
        };
        put(Mark::Against, &mut against(card).filter_map(|e| e.start_s));
        put(Mark::Landed, &mut landed(card).filter_map(|e| e.start_s));
        let fillers = || card.delivery.filler_marks.iter().filter_map(|m| m.start_s);
        let in_burst =
            |s: f64| card.delivery.filler_bursts.iter().any(|b: &FillerBurst| (b.start_s..b.end_s).contains(&s));
        put(Mark::Burst, &mut fillers().filter(|s| in_burst(*s)));
        put(Mark::Filler, &mut fillers());
        Self(marks)
    }

    pub(super) fn has(&self, mark: Mark) -> bool {
        self.0.contains(&Some(mark))
    }

    pub(super) fn line(&self, theme: &Theme) -> Line<'static> {
        let span = |mark: &Option<Mark>| match mark {
            None => Span::raw(" "),
            Some(mark) => {
                let style = match mark {
                    Mark::Against => theme.bad,
                    Mark::Landed => theme.good,
                    Mark::Burst | Mark::Filler => theme.warn,
                };
                Span::styled(mark.sign(), style)
            }
        };
        self.0.iter().map(span).collect()
    }
}

/// Where keywords, points and the elements of a story landed.
fn landed(card: &Scorecard) -> impl Iterator<Item = &Evidence> {
    let terms = card.keywords.hit.iter().map(|k| &k.evidence);
    let points = card.rubric.iter().filter_map(|p| p.evidence.first());
    let elements = card.telling.iter().flat_map(|t| &t.elements).flat_map(|e| &e.evidence);
    terms.chain(points).chain(elements)
}

/// What contradicts a point, is false, or speaks against a story.
fn against(card: &Scorecard) -> impl Iterator<Item = &Evidence> {
    let contradicted = card.rubric.iter().filter(|p| p.verdict == Verdict::Contradicted);
    let contradicted = contradicted.filter_map(|p| p.contradiction.as_ref()).map(|c| &c.evidence);
    let beliefs = card.misconceptions.iter().map(|m| &m.evidence);
    let telling = card.telling.iter().flat_map(|t| t.told_against()).flat_map(|e| &e.evidence);
    contradicted.chain(beliefs).chain(telling)
}
