//! Past sessions: by date, topic or score, searched through everything that was said.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

use super::{review::ReviewScreen, transcript::when, trends::TrendsScreen};
use crate::{
    app::Library,
    tui::{
        keys::Action,
        screen::{Context, HomeEntry, Input, Screen, Transition},
        text::{count, fit, safe, width},
        widgets::Choice,
    },
};

/// The list of sessions.
#[derive(Debug, Clone, Default)]
pub struct SessionsScreen {
    choice: Choice,
    order: Order,
    search: String,
    /// Whether letters go to the search.
    typing: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Order {
    #[default]
    Date,
    Score,
    Topic,
}

impl SessionsScreen {
    /// Indices of the sessions that fit, in the chosen order, each with the index of the take in which the search was found.
    fn found(&self, library: &Library) -> Vec<(usize, Option<usize>)> {
        let wanted = self.search.to_lowercase();
        let all = library.summaries.iter().enumerate();
        let mut found: Vec<(usize, Option<usize>)> = match wanted.is_empty() {
            true => all.map(|(n, _)| (n, None)).collect(),
            false => all.filter_map(|(n, s)| Some((n, Some(s.find(&wanted)?)))).collect(),
        };
        let summary = |n: usize| &library.summaries[n];
        let mean = |n: usize| summary(n).mean.unwrap_or(-1.0);
        match self.order {
            Order::Date => {}
            Order::Score => found.sort_by(|a, b| mean(b.0).total_cmp(&mean(a.0))),
            Order::Topic => found.sort_by(|a, b| summary(a.0).topics.cmp(&summary(b.0).topics)),
        }
        found
    }

    fn row(
        &self,
        library: &Library,
        (n, take): (usize, Option<usize>),
        cx: &Context<'_>,
        columns: usize,
    ) -> Line<'static> {
        let (session, summary) = (&library.sessions[n], &library.summaries[n]);
        let score = summary.mean.map_or_else(|| "  –".to_owned(), |s| format!("{s:>3.0}"));
        let head = format!("  {}  {:<8}  {:<9}  ", when(session), session.kind, count(session.takes.len(), "take"));
        let room = columns.saturating_sub(3 + width(&head));
        let said = take.and_then(|t| session.takes.get(t)).and_then(|t| t.transcript.as_ref());
        let excerpt = said.and_then(|t| around(&t.text, &self.search, room));
        Line::from(vec![
            Span::styled(score, cx.theme.accent),
            Span::styled(head, cx.theme.text),
            Span::styled(fit(&excerpt.unwrap_or_else(|| summary.topics.clone()), room), cx.theme.dim),
        ])
    }
}

/// Its line on the home screen.
pub const ENTRY: HomeEntry = HomeEntry {
    name: "Review",
    shown: |_| true,
    about: |cx| cx.library.map_or_else(|| "…".to_owned(), |l| count(l.sessions.len(), "session")),
    open: |_| Transition::push(SessionsScreen::default()),
};

impl Screen for SessionsScreen {
    fn title(&self) -> String {
        "review".to_owned()
    }

    fn actions(&self) -> &'static [Action] {
        use Action::{Bottom, Down, Go, Open, PageDown, PageUp, Search, Sort, Top, Trends, Up};
        &[Open, Go, Search, Down, Sort, Trends, Up, PageUp, PageDown, Top, Bottom]
    }

    fn allows(&self, action: Action, _: &Context<'_>) -> bool {
        !self.typing || matches!(action, Action::Open | Action::Back | Action::Up | Action::Down | Action::Suspend)
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        if self.typing && action == Action::Back { "done" } else { action.label() }
    }

    fn help(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Go => Action::Open.help(),
            action => action.help(),
        }
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        let found = cx.library.map(|l| self.found(l)).unwrap_or_default();
        if self.choice.act(action, found.len(), cx.rows().saturating_sub(2)) {
            return Transition::Stay;
        }
        match action {
            Action::Search => self.typing = true,
            Action::Back if self.typing => {
                self.typing = false;
                self.search.clear();
            }
            Action::Sort => {
                self.order = match self.order {
                    Order::Date => Order::Score,
                    Order::Score => Order::Topic,
                    Order::Topic => Order::Date,
                };
            }
            Action::Trends => return Transition::push(TrendsScreen::default()),
            Action::Open | Action::Go => {
                if let (Some((n, take)), Some(library)) = (found.get(self.choice.at), cx.library) {
                    let session = library.sessions[*n].clone();
                    let number = take.and_then(|t| session.takes.get(t)).map(|t| t.number);
                    return Transition::push(ReviewScreen::new(session, number));
                }
            }
            _ => return Transition::Unhandled,
        }
        Transition::Stay
    }

    fn input(&self) -> Input {
        if self.typing { Input::Line } else { Input::Actions }
    }

    fn take_key(&mut self, key: &KeyEvent, _: &Context<'_>) -> Transition {
        match key.code {
            KeyCode::Char(letter) => self.search.push(letter),
            _ => drop(self.search.pop()),
        }
        self.choice = Choice::default();
        Transition::Stay
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        let area = cx.body;
        let Some(library) = cx.library else {
            return Line::styled("Reading your sessions …", cx.theme.dim).render(area, buf);
        };
        let found = self.found(library);
        let order = match self.order {
            Order::Date => "newest first",
            Order::Score => "best first",
            Order::Topic => "by topic",
        };
        let head = if self.typing || !self.search.is_empty() {
            let caret = if self.typing { "▌" } else { "" };
            Line::from(vec![
                Span::styled("/ ", cx.theme.accent),
                Span::styled(format!("{}{caret}", safe(&self.search)), cx.theme.strong),
                Span::styled(format!("   {}", count(found.len(), "session")), cx.theme.dim),
            ])
        } else {
            Line::styled(format!("{}, {order}", count(found.len(), "session")), cx.theme.dim)
        };
        head.render(Rect { height: 1, ..area }, buf);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        if library.sessions.is_empty() {
            Line::styled("No session yet. Practise, and this list begins.", cx.theme.dim).render(list, buf);
        }
        self.choice.draw(found.len(), list, cx.theme, cx.hits, buf, |n| {
            self.row(library, found[n], cx, usize::from(list.width) - 2)
        });
    }
}

/// The words of `text` from shortly before `wanted` on, so that it is seen in `room` columns; none if it is not in it.
fn around(text: &str, wanted: &str, room: usize) -> Option<String> {
    let (small, wanted) = (text.to_lowercase(), wanted.to_lowercase());
    let at = small.find(&wanted)?;
    let before = small[..at].chars().count();
    let start = (before + wanted.chars().count()).saturating_sub(room / 2);
    let cut: String = text.chars().skip(start).collect();
    Some(if start > 0 { format!("…{cut}") } else { cut })
}
