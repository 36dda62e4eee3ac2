//! The home screen: what one can do, what is due, how it went lately.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Context, Next, Place, banks::Banks, doctor::Doctor};
use crate::{
    app::Interrupted,
    tui::{
        keys::Action,
        text::{count, fit},
        widgets::{Choice, spark},
    },
};
use outloud_engine::rest_of;

/// Columns for the name of what one can do.
const NAME: usize = 18;

/// The home screen.
#[derive(Debug, Clone, Default)]
pub struct Home {
    /// What was chosen; none: the first. Not its place: when the sessions are read, others may come before it.
    chosen: Option<Item>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Recover,
    Continue,
    Practice,
    Round,
    Drill,
    Review,
    Banks,
    Microphone,
    Doctor,
    Settings,
}

impl Home {
    /// What `action` does here.
    pub fn word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Up | Action::Down | Action::Top | Action::Bottom => Some("choose"),
            Action::Open | Action::Go => Some("open"),
            _ => None,
        }
    }

    /// Does it.
    pub fn act(&mut self, action: Action, cx: &Context<'_>) -> Next {
        let items = items(cx);
        let mut choice = self.choice(&items);
        if choice.act(action, items.len(), items.len()) {
            self.chosen = items.get(choice.at).copied();
            return Next::Stay;
        }
        match items.get(choice.at) {
            Some(Item::Recover) => lost(cx).map_or(Next::Stay, |lost| Next::Recover(lost.clone())),
            Some(Item::Continue) => interrupted(cx).map_or(Next::Stay, Next::Sit),
            Some(Item::Practice) => Next::To(Place::browse(cx)),
            Some(Item::Round) => Next::To(Place::round(cx)),
            Some(Item::Drill) => Next::To(Place::drill()),
            Some(Item::Review) => Next::To(Place::sessions()),
            Some(Item::Banks) => Next::To(Place::Banks(Banks::default())),
            Some(Item::Microphone) => Next::MicTest,
            Some(Item::Doctor) => Next::To(Place::Doctor(Doctor::default())),
            Some(Item::Settings) => Next::To(Place::settings()),
            None => Next::Stay,
        }
    }

    fn choice(&self, items: &[Item]) -> Choice {
        Choice { at: self.chosen.and_then(|chosen| items.iter().position(|i| *i == chosen)).unwrap_or(0) }
    }

    /// Draws it.
    pub fn draw(&self, cx: &Context<'_>, area: Rect, buf: &mut Buffer) {
        let items = items(cx);
        let list = Rect { height: u16::try_from(items.len()).unwrap_or(0).min(area.height), ..area };
        self.choice(&items).draw(items.len(), list, cx.theme, buf, |n| row(items[n], cx, list.width));
        let below = Rect { y: list.bottom() + 1, height: area.bottom().saturating_sub(list.bottom() + 1), ..area };
        for (y, line) in (below.y..below.bottom()).zip(recent(cx, usize::from(area.width))) {
            ratatui::widgets::Widget::render(line, Rect { y, height: 1, ..below }, buf);
        }
    }
}

fn items(cx: &Context<'_>) -> Vec<Item> {
    let recover = lost(cx).map(|_| Item::Recover);
    let first = recover.into_iter().chain(interrupted(cx).map(|_| Item::Continue));
    let rest = [
        Item::Practice,
        Item::Round,
        Item::Drill,
        Item::Review,
        Item::Banks,
        Item::Microphone,
        Item::Doctor,
        Item::Settings,
    ];
    first.chain(rest).collect()
}

/// The latest answer that was recorded and never written down.
fn lost<'a>(cx: &Context<'a>) -> Option<&'a Interrupted> {
    cx.library?.interrupted.iter().find(|i| i.duration_s > 0.0)
}

/// The latest session, if it is a round that was interrupted.
fn interrupted(cx: &Context<'_>) -> Option<crate::app::Plan> {
    let session = cx.library?.sessions.first()?;
    let queue = rest_of(session, cx.banks)?;
    let settings = session.round.clone()?;
    let plan = crate::app::Plan::new(outloud_engine::Rules::round(&settings), queue);
    Some(crate::app::Plan { round: Some(settings), resume: Some(session.id.clone()), ..plan })
}

fn row(item: Item, cx: &Context<'_>, columns: u16) -> Line<'static> {
    let questions: usize = cx.banks.iter().map(|b| b.questions.len()).sum();
    let due = cx.library.map(|l| l.due(cx.now_s).count());
    let (name, what) = match item {
        Item::Recover => ("Score it now", lost(cx).map_or_else(String::new, ToString::to_string)),
        Item::Continue => {
            let left = interrupted(cx).map_or(0, |p| p.queue.len());
            ("Continue", format!("the interrupted round, {} left", count(left, "question")))
        }
        Item::Practice if questions == 0 => ("Practice", "…".to_owned()),
        Item::Practice => ("Practice", format!("{}, hints at hand", count(questions, "question"))),
        Item::Round => ("Mock interview", "against the clock, then a debrief".to_owned()),
        Item::Drill => match due {
            None => ("Drill", "…".to_owned()),
            Some(0) => ("Drill", "nothing is due today".to_owned()),
            Some(due) => ("Drill", format!("{} due", count(due, "question"))),
        },
        Item::Review => {
            let sessions = cx.library.map_or_else(|| "…".to_owned(), |l| count(l.sessions.len(), "session"));
            ("Review", sessions)
        }
        Item::Banks if questions == 0 => ("Banks", "…".to_owned()),
        Item::Banks => ("Banks", count(cx.banks.len(), "bank")),
        Item::Microphone => ("Microphone", "test what it hears".to_owned()),
        Item::Doctor => ("Doctor", "what works on this machine".to_owned()),
        Item::Settings => ("Settings", "model, times, colours, keys".to_owned()),
    };
    // The list keeps two columns for its mark.
    let what = fit(&what, usize::from(columns).saturating_sub(2 + NAME));
    Line::from(vec![Span::styled(format!("{name:<NAME$}"), cx.theme.strong), Span::styled(what, cx.theme.dim)])
}

fn recent(cx: &Context<'_>, columns: usize) -> Vec<Line<'static>> {
    let Some(library) = cx.library else { return Vec::new() };
    let takes = library.sessions.iter().rev().flat_map(|s| &s.takes);
    let scores: Vec<f64> = takes.filter_map(outloud_core::session::Take::final_score).collect();
    let Some(last) = scores.last() else {
        return vec![
            Line::styled("Nothing practised yet.", cx.theme.dim),
            Line::styled("Practice opens a list of questions; Enter asks you one.", cx.theme.dim),
        ];
    };
    let chart = spark(&scores, 0.0, 100.0, columns.saturating_sub(2).min(60));
    let mut lines = vec![
        Line::from(vec![
            Span::styled("Your last answers", cx.theme.heading),
            Span::styled(format!("  latest {last:.0} of 100"), cx.theme.dim),
        ]),
        Line::styled(chart, cx.theme.accent),
    ];
    if let Some(problem) = library.problems.first() {
        lines.push(Line::default());
        lines.extend(crate::tui::text::flow([("! ", cx.theme.warn), (problem, cx.theme.warn)], columns, 2));
    }
    lines
}
