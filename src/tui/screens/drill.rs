//! What is due, by measured coverage, and the points that are always left out.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    app::Plan,
    tui::{
        keys::Action,
        screen::{COMMON, Context, HomeEntry, Screen, Transition},
        text::{count, draw_lines, fit, flow, width, wrap},
        widgets::{Choice, spark},
    },
};
use outloud_core::bank::Bank;
use outloud_engine::{Asked, ReviewState, Rules, compression};

/// The list of questions by due time.
#[derive(Debug, Clone, Default)]
pub struct DrillScreen {
    choice: Choice,
}

/// Its line on the home screen.
pub const ENTRY: HomeEntry = HomeEntry {
    name: "Drill",
    shown: |_| true,
    about: |cx| match cx.library.map(|l| l.due(cx.now_s).count()) {
        None => "…".to_owned(),
        Some(0) => "nothing is due today".to_owned(),
        Some(due) => format!("{} due", count(due, "question")),
    },
    open: |_| Transition::push(DrillScreen::default()),
};

impl Screen for DrillScreen {
    fn title(&self) -> String {
        "drill".to_owned()
    }

    fn actions(&self) -> &'static [Action] {
        use Action::{Bottom, Compress, Down, Go, Open, PageDown, PageUp, Top, Up};
        &[Open, Go, Compress, Down, Up, PageUp, PageDown, Top, Bottom]
    }

    fn allows(&self, action: Action, cx: &Context<'_>) -> bool {
        COMMON.contains(&action) || !standings(cx).is_empty()
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Open | Action::Go => "drill",
            action => action.label(),
        }
    }

    fn help(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Open | Action::Go => "Drill from the chosen question on",
            action => action.help(),
        }
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        let all = standings(cx);
        if self.choice.act(action, all.len(), cx.rows().saturating_sub(7)) {
            return Transition::Stay;
        }
        let Some(chosen) = all.get(self.choice.at).and_then(|standing| asked(standing, cx.banks)) else {
            return Transition::Unhandled;
        };
        let queue: Vec<Asked> = match action {
            Action::Compress => compression(&chosen),
            // The chosen one in any case, and what is due below it.
            Action::Open | Action::Go => {
                std::iter::once(chosen).chain(due(&all[self.choice.at + 1..], cx.banks, cx.now_s)).collect()
            }
            _ => return Transition::Unhandled,
        };
        Transition::begin(Plan::new(Rules::drill(), queue))
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        let area = cx.body;
        let all = standings(cx);
        if all.is_empty() {
            let text = if cx.library.is_some() {
                "Nothing to drill yet. Answer a few questions first: each comes back after some days, \
                 sooner if you covered less of it."
            } else {
                "Reading your sessions …"
            };
            let lines = wrap(text, area.width.into(), cx.theme.dim);
            return draw_lines(lines, area, buf);
        }
        let detail = 6.min(area.height / 3);
        let list = Rect { height: area.height.saturating_sub(detail + 1), ..area };
        self.choice.draw(all.len(), list, cx.theme, cx.hits, buf, |n| row(&all[n], cx, usize::from(list.width) - 2));
        let below = Rect { y: list.bottom() + 1, height: detail, ..area };
        if let Some(chosen) = all.get(self.choice.at) {
            let lines = details(chosen, cx, usize::from(area.width));
            draw_lines(lines, below, buf);
        }
    }
}

fn standings<'a>(cx: &Context<'a>) -> &'a [ReviewState] {
    cx.library.map_or(&[], |l| &l.review_states)
}

/// The questions among these that are due at `now_s`, in their order.
pub fn due(standings: &[ReviewState], banks: &[Bank], now_s: i64) -> Vec<Asked> {
    standings.iter().filter(|s| s.due_s <= now_s).filter_map(|s| asked(s, banks)).collect()
}

/// The question as the banks have it today; one that left the banks cannot be drilled.
fn asked(standing: &ReviewState, banks: &[Bank]) -> Option<Asked> {
    let bank = banks.iter().find(|b| b.id == standing.bank)?;
    bank.asked(&standing.question).map(|question| Asked::new(&bank.id, question))
}

fn row(standing: &ReviewState, cx: &Context<'_>, columns: usize) -> Line<'static> {
    let due = when(standing.due_s - cx.now_s);
    let is_due = standing.due_s <= cx.now_s;
    let score = standing.scores.last().map_or_else(String::new, |s| format!("{s:>3.0}"));
    let room = columns.saturating_sub(12 + 5);
    let prompt = fit(&standing.prompt, room);
    let air = " ".repeat(room.saturating_sub(width(&prompt)));
    Line::from(vec![
        Span::styled(format!("{due:<12}"), if is_due { cx.theme.warn } else { cx.theme.dim }),
        Span::styled(format!("{prompt}{air}"), cx.theme.text),
        Span::styled(format!("  {score}"), cx.theme.accent),
    ])
}

fn when(seconds: i64) -> String {
    match seconds {
        s if s <= 0 => "due".to_owned(),
        s if s < 3_600 => format!("in {} min", (s / 60).max(1)),
        s if s < 86_400 => format!("in {} h", s / 3_600),
        s => format!("in {} d", s / 86_400),
    }
}

fn details(standing: &ReviewState, cx: &Context<'_>, columns: usize) -> Vec<Line<'static>> {
    let scores: Vec<String> = standing.scores.iter().rev().take(8).rev().map(|s| format!("{s:.0}")).collect();
    let mut lines = wrap(&standing.prompt, columns, cx.theme.strong);
    lines.push(Line::from(vec![
        Span::styled("Scores  ", cx.theme.dim),
        Span::styled(spark(&standing.scores, 0.0, 100.0, 12), cx.theme.accent),
        Span::styled(format!("  {}", scores.join(" → ")), cx.theme.dim),
    ]));
    if !standing.always_missed.is_empty() {
        let missed = standing.always_missed.join("; ");
        lines.extend(flow([("Left out every time: ", cx.theme.warn), (missed.as_str(), cx.theme.text)], columns, 2));
    }
    lines
}
