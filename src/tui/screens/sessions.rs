//! Past sessions: by date, topic or score, searched through everything that was said.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

use super::{Context, Next, Place, session::SessionPage, trends::Trends};
use crate::{
    domain::session::{Session, Take},
    runtime::Library,
    tui::{
        keys::Action,
        text::{count, fit, safe},
        widgets::Choice,
    },
};

/// The list of sessions.
#[derive(Debug, Clone, Default)]
pub struct Sessions {
    choice: Choice,
    order: Order,
    search: String,
    /// Whether letters go to the search.
    pub typing: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Order {
    #[default]
    Date,
    Score,
    Topic,
}

impl Sessions {
    /// What `action` does here.
    pub fn word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Open => Some("open"),
            Action::Back if self.typing => Some("done"),
            _ if self.typing => None,
            Action::Go => Some("open"),
            Action::Search => Some("search what was said"),
            Action::Sort => Some("order"),
            Action::Trends => Some("progress"),
            Action::Up | Action::Down => Some("choose"),
            Action::PageUp | Action::PageDown | Action::Top | Action::Bottom => Some("move"),
            _ => None,
        }
    }

    /// A letter for the search; none takes one away.
    pub fn type_in(&mut self, letter: Option<char>, _: &Context<'_>) {
        match letter {
            Some(c) => self.search.push(c),
            None => drop(self.search.pop()),
        }
        self.choice = Choice::default();
    }

    /// The sessions that fit, in the order chosen.
    fn found<'a>(&self, library: &'a Library) -> Vec<&'a Session> {
        let wanted = self.search.to_lowercase();
        let said = |t: &Take| {
            t.transcript.as_ref().is_some_and(|t| t.text.to_lowercase().contains(&wanted))
                || t.question.prompt.to_lowercase().contains(&wanted)
        };
        let mut found: Vec<&Session> =
            library.sessions.iter().filter(|s| wanted.is_empty() || s.takes.iter().any(said)).collect();
        match self.order {
            Order::Date => {}
            Order::Score => found.sort_by(|a, b| mean(b).unwrap_or(-1.0).total_cmp(&mean(a).unwrap_or(-1.0))),
            Order::Topic => found.sort_by_key(|s| s.takes.first().map(|t| t.question.topic.clone())),
        }
        found
    }

    /// Does it.
    pub fn act(&mut self, action: Action, cx: &Context<'_>, rows: usize) -> Next {
        let found = cx.library.map(|l| self.found(l)).unwrap_or_default();
        if self.choice.act(action, found.len(), rows.saturating_sub(2)) {
            return Next::Stay;
        }
        match action {
            Action::Search => self.typing = true,
            Action::Back => {
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
            Action::Trends => return Next::To(Place::Trends(Trends::default())),
            _ => {
                if let Some(session) = found.get(self.choice.at) {
                    return Next::To(Place::Session(Box::new(SessionPage::new((*session).clone()))));
                }
            }
        }
        Next::Stay
    }

    /// Draws it.
    pub fn draw(&self, cx: &Context<'_>, area: Rect, buf: &mut Buffer) {
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
        self.choice.draw(found.len(), list, cx.theme, buf, |n| row(found[n], cx, usize::from(list.width) - 2));
    }
}

/// The mean score of a session.
pub(super) fn mean(session: &Session) -> Option<f64> {
    crate::engine::debrief(&session.takes).overall
}

fn row(session: &Session, cx: &Context<'_>, columns: usize) -> Line<'static> {
    let score = mean(session).map_or_else(|| "  –".to_owned(), |s| format!("{s:>3.0}"));
    let mut topics: Vec<&str> = session.takes.iter().map(|t| t.question.topic.as_str()).collect();
    topics.sort_unstable();
    topics.dedup();
    let head = format!("  {}  {:<8}  {:<9}  ", when(session), session.kind, count(session.takes.len(), "take"));
    let room = columns.saturating_sub(3 + crate::tui::text::width(&head));
    Line::from(vec![
        Span::styled(score, cx.theme.accent),
        Span::styled(head, cx.theme.text),
        Span::styled(fit(&topics.join(", "), room), cx.theme.dim),
    ])
}

/// Date and time to the minute, as the user's clock showed it.
pub(super) fn when(session: &Session) -> String {
    safe(&session.started_at).chars().take(16).collect::<String>().replace('T', " ")
}
