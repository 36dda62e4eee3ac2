//! The banks: what there is to be asked from, and their questions.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    browse::BrowseScreen,
    lookup::LookupScreen,
    preparation::{PreparationScreen, holds_more},
};
use crate::tui::{
    keys::Action,
    screen::{Context, HomeEntry, Screen, Transition},
    text::{count, draw_lines, fit, flow, width},
    widgets::Choice,
};
use outloud_core::bank::Bank;

/// The list of banks.
#[derive(Debug, Clone, Default)]
pub struct BanksScreen {
    choice: Choice,
}

/// Its line on the home screen.
pub const ENTRY: HomeEntry = HomeEntry {
    name: "Banks",
    shown: |_| true,
    about: |cx| if cx.banks.is_empty() { "…".to_owned() } else { count(cx.banks.len(), "bank") },
    open: |_| Transition::push(BanksScreen::default()),
};

impl Screen for BanksScreen {
    fn title(&self) -> String {
        "banks".to_owned()
    }

    fn actions(&self) -> &'static [Action] {
        use Action::{Bottom, Down, Go, Open, PageDown, PageUp, Prepare, Search, Top, Up};
        &[Open, Go, Prepare, Search, Down, Up, PageUp, PageDown, Top, Bottom]
    }

    fn allows(&self, action: Action, cx: &Context<'_>) -> bool {
        match action {
            Action::Open | Action::Go | Action::Search => !cx.banks.is_empty(),
            Action::Prepare => cx.banks.get(self.choice.at).is_some_and(holds_more),
            _ => true,
        }
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Open | Action::Go => "its questions",
            Action::Prepare => "its words and rules",
            Action::Search => "look up",
            action => action.label(),
        }
    }

    fn help(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Open | Action::Go => "The questions of the chosen bank",
            action => action.help(),
        }
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        if self.choice.act(action, cx.banks.len(), cx.rows().saturating_sub(5)) {
            return Transition::Stay;
        }
        match (action, cx.banks.get(self.choice.at)) {
            (Action::Search, _) => Transition::push(LookupScreen::default()),
            (Action::Prepare, Some(bank)) => Transition::push(PreparationScreen::of_bank(bank)),
            (Action::Open | Action::Go, Some(bank)) => Transition::push(BrowseScreen::of_bank(cx, &bank.id)),
            _ => Transition::Unhandled,
        }
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        let area = cx.body;
        let about = 4.min(area.height / 3);
        let list = Rect { height: area.height.saturating_sub(about + 1), ..area };
        let columns = usize::from(area.width);
        self.choice
            .draw(cx.banks.len(), list, cx.theme, cx.hits, buf, |n| row(&cx.banks[n], cx, columns.saturating_sub(2)));
        let Some(bank) = cx.banks.get(self.choice.at) else { return };
        let below = Rect { y: list.bottom() + 1, height: about, ..area };
        let text = if bank.description.is_empty() {
            "Add your own banks to questions/ in your home."
        } else {
            &bank.description
        };
        // A row cuts long titles.
        let title = format!("{}. ", bank.title.trim_end_matches('.'));
        draw_lines(flow([(title.as_str(), cx.theme.strong), (text, cx.theme.dim)], columns, 0), below, buf);
    }
}

fn row(bank: &Bank, cx: &Context<'_>, columns: usize) -> Line<'static> {
    let answered = |l: &crate::app::Library| l.review_states.iter().filter(|s| s.bank == bank.id).count();
    let answered = cx.library.map_or(0, answered);
    let facts = format!("{:>13}, {answered:>3} answered", count(bank.questions.len(), "question"));
    let room = columns.saturating_sub(width(&facts) + 2);
    let name = fit(&format!("{}  {}", bank.id, bank.title), room);
    let air = " ".repeat(room.saturating_sub(width(&name)) + 2);
    Line::from(vec![Span::styled(format!("{name}{air}"), cx.theme.text), Span::styled(facts, cx.theme.dim)])
}
