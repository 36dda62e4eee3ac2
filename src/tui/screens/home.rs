//! The home screen: the screens to open, what is due, how the last answers went.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{banks, browse, doctor, drill, mic_test, round, sessions, settings, today, weak_points};
use crate::{
    app::{Interrupted, Plan},
    tui::{
        keys::Action,
        screen::{Context, HomeEntry, Screen, Transition},
        text::{below, count, draw_lines, fit, flow, wrap},
        widgets::{Choice, spark},
    },
};
use outloud_core::session::Take;
use outloud_engine::{Rules, rest_of};

/// Columns for the names.
const NAME: usize = 18;
/// Rows that the last answers take below today's list.
const RECENT_ROWS: usize = 3;

/// What can be opened from here, top to bottom.
const ENTRIES: [HomeEntry; 12] = [
    RECOVER,
    CONTINUE,
    today::ENTRY,
    browse::ENTRY,
    round::ENTRY,
    drill::ENTRY,
    weak_points::ENTRY,
    sessions::ENTRY,
    banks::ENTRY,
    mic_test::ENTRY,
    doctor::ENTRY,
    settings::ENTRY,
];

/// The latest answer that was recorded and not scored.
const RECOVER: HomeEntry = HomeEntry {
    name: "Score it now",
    shown: |cx| lost(cx).is_some(),
    about: |cx| lost(cx).map_or_else(String::new, ToString::to_string),
    open: |cx| lost(cx).map_or(Transition::Stay, |lost| Transition::Recover(Box::new(lost.clone()))),
};

/// The latest session, if it is a round that was interrupted.
const CONTINUE: HomeEntry = HomeEntry {
    name: "Continue",
    shown: |cx| interrupted(cx).is_some(),
    about: |cx| {
        let left = interrupted(cx).map_or(0, |plan| plan.queue.len());
        format!("interrupted round, {} left", count(left, "question"))
    },
    open: |cx| interrupted(cx).map_or(Transition::Stay, Transition::begin),
};

/// The home screen.
#[derive(Debug, Clone, Default)]
pub struct HomeScreen {
    /// The name of the chosen entry; none: the first. Not its index: entries may appear above it when the sessions are read.
    chosen: Option<&'static str>,
}

impl HomeScreen {
    fn choice(&self, entries: &[HomeEntry]) -> Choice {
        let at = self.chosen.and_then(|chosen| entries.iter().position(|e| e.name == chosen));
        Choice { at: at.unwrap_or(0) }
    }
}

impl Screen for HomeScreen {
    fn title(&self) -> String {
        "rehearse your answers out loud".to_owned()
    }

    fn actions(&self) -> &'static [Action] {
        &[Action::Open, Action::Go, Action::Next, Action::Down, Action::Up, Action::Top, Action::Bottom]
    }

    fn allows(&self, action: Action, cx: &Context<'_>) -> bool {
        match action {
            Action::Back => false,
            Action::Next => today::is_left(cx),
            _ => true,
        }
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Next => "today's next",
            action => action.label(),
        }
    }

    fn help(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Go => Action::Open.help(),
            action => action.help(),
        }
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        let entries = entries(cx);
        let mut choice = self.choice(&entries);
        if choice.act(action, entries.len(), entries.len()) {
            self.chosen = entries.get(choice.at).map(|entry| entry.name);
            return Transition::Stay;
        }
        match (action, entries.get(choice.at)) {
            (Action::Open | Action::Go, Some(entry)) => (entry.open)(cx),
            (Action::Next, _) => today::begin(cx),
            _ => Transition::Unhandled,
        }
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        let (area, entries) = (cx.body, entries(cx));
        let list = Rect { height: u16::try_from(entries.len()).unwrap_or(0).min(area.height), ..area };
        self.choice(&entries).draw(entries.len(), list, cx.theme, cx.hits, buf, |n| row(&entries[n], cx, list.width));
        let below = below(list, area);
        let mut lines = today::list(cx, cx.columns(), usize::from(below.height).saturating_sub(RECENT_ROWS));
        lines.extend(recent(cx, cx.columns()));
        draw_lines(lines, below, buf);
    }
}

fn entries(cx: &Context<'_>) -> Vec<HomeEntry> {
    ENTRIES.into_iter().filter(|entry| (entry.shown)(cx)).collect()
}

fn lost<'a>(cx: &Context<'a>) -> Option<&'a Interrupted> {
    cx.library?.interrupted.iter().find(|i| i.duration_s > 0.0)
}

fn interrupted(cx: &Context<'_>) -> Option<Plan> {
    let session = cx.library?.sessions.first()?;
    let queue = rest_of(session, cx.banks)?;
    let settings = session.round.clone()?;
    let plan = Plan::new(Rules::round(&settings), queue);
    Some(Plan { round: Some(settings), resume: Some(session.id.clone()), ..plan })
}

fn row(entry: &HomeEntry, cx: &Context<'_>, columns: u16) -> Line<'static> {
    // The list keeps two columns for its mark.
    let about = fit(&(entry.about)(cx), usize::from(columns).saturating_sub(2 + NAME));
    let name = format!("{:<NAME$}", entry.name);
    Line::from(vec![Span::styled(name, cx.theme.strong), Span::styled(about, cx.theme.dim)])
}

/// The scores of the last answers as a chart, and the first problem with stored sessions.
fn recent(cx: &Context<'_>, columns: usize) -> Vec<Line<'static>> {
    let Some(library) = cx.library else { return Vec::new() };
    let takes = library.sessions.iter().rev().flat_map(|s| &s.takes);
    let scores: Vec<f64> = takes.filter_map(Take::final_score).collect();
    let mut lines = match scores.last() {
        None => vec![
            Line::styled("No answers yet.", cx.theme.dim),
            Line::styled("Practice opens the list of questions. Enter there asks you one.", cx.theme.dim),
        ],
        Some(last) => vec![
            Line::from(vec![
                Span::styled("Your last answers", cx.theme.heading),
                Span::styled(format!("  latest {last:.0} of 100"), cx.theme.dim),
            ]),
            Line::styled(spark(&scores, 0.0, 100.0, columns.saturating_sub(2).min(60)), cx.theme.accent),
        ],
    };
    if let Some(calibration) = &library.calibration {
        lines.extend(wrap(&calibration.sentence(), columns, cx.theme.dim));
    }
    if let Some(problem) = library.problems.first() {
        lines.push(Line::default());
        lines.extend(flow([("! ", cx.theme.warn), (problem, cx.theme.warn)], columns, 2));
    }
    lines
}
