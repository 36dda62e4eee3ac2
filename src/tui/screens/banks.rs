//! The banks: what there is to be asked from, and their questions.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

use super::{Context, Next, Place, browse::Browse};
use crate::tui::{
    keys::Action,
    text::{count, fit, width, wrap},
    widgets::Choice,
};
use outloud_core::bank::Bank;

/// The list of banks.
#[derive(Debug, Clone, Default)]
pub struct Banks {
    choice: Choice,
}

impl Banks {
    /// What `action` does here.
    pub fn word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Open | Action::Go => Some("its questions"),
            _ => Choice::word(action),
        }
    }

    /// Does it.
    pub fn act(&mut self, action: Action, cx: &Context<'_>, rows: usize) -> Next {
        if self.choice.act(action, cx.banks.len(), rows.saturating_sub(5)) {
            return Next::Stay;
        }
        match cx.banks.get(self.choice.at) {
            Some(bank) => Next::To(Place::Browse(Browse::of_bank(cx, &bank.id))),
            None => Next::Stay,
        }
    }

    /// Draws it.
    pub fn draw(&self, cx: &Context<'_>, area: Rect, buf: &mut Buffer) {
        let about = 4.min(area.height / 3);
        let list = Rect { height: area.height.saturating_sub(about + 1), ..area };
        let columns = usize::from(area.width);
        self.choice.draw(cx.banks.len(), list, cx.theme, buf, |n| row(&cx.banks[n], cx, columns.saturating_sub(2)));
        let Some(bank) = cx.banks.get(self.choice.at) else { return };
        let below = Rect { y: list.bottom() + 1, height: about, ..area };
        let text = if bank.description.is_empty() {
            "Add your own banks to questions/ in your home."
        } else {
            &bank.description
        };
        for (y, line) in (below.y..below.bottom()).zip(wrap(text, columns, cx.theme.dim)) {
            line.render(Rect { y, height: 1, ..below }, buf);
        }
    }
}

fn row(bank: &Bank, cx: &Context<'_>, columns: usize) -> Line<'static> {
    let answered = |l: &crate::app::Library| l.standings.iter().filter(|s| s.bank == bank.id).count();
    let answered = cx.library.map_or(0, answered);
    let facts = format!("{:>13}, {answered:>3} answered", count(bank.questions.len(), "question"));
    let room = columns.saturating_sub(width(&facts) + 2);
    let name = fit(&format!("{}  {}", bank.id, bank.title), room);
    let air = " ".repeat(room.saturating_sub(width(&name)) + 2);
    Line::from(vec![Span::styled(format!("{name}{air}"), cx.theme.text), Span::styled(facts, cx.theme.dim)])
}
