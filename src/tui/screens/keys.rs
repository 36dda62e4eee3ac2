//! The key bindings: the key table with this user's keys in it; another key is pressed, not written.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

use super::{Context, Next};
use crate::{
    app::Settings,
    tui::{
        keys::{Action, Key, TABLE},
        text::{fit, wrap},
        widgets::Choice,
    },
};

/// The list of actions.
#[derive(Debug, Clone, Default)]
pub struct KeysPage {
    choice: Choice,
    /// Whether the next key is the new one.
    waiting: bool,
}

impl KeysPage {
    /// What `action` does here.
    pub fn word(&self, action: Action, cx: &Context<'_>) -> Option<&'static str> {
        let changed = || cx.settings.keys.iter().any(|(name, _)| name == TABLE[self.choice.at].name);
        match action {
            Action::Open => Some("other key"),
            Action::Delete => changed().then_some("as it was"),
            _ => Choice::word(action),
        }
    }

    /// Whether the next key that is pressed is meant for the table.
    #[must_use]
    pub fn waiting(&self) -> bool {
        self.waiting
    }

    /// Binds the chosen action to this key; Esc leaves it as it is.
    pub fn bind(&mut self, key: Key, cx: &Context<'_>) -> Next {
        self.waiting = false;
        let Some(name) = key.name().filter(|name| name != "esc") else { return Next::Stay };
        Next::Save(with(cx.settings, Some(name), TABLE[self.choice.at].name))
    }

    /// Does it.
    pub fn act(&mut self, action: Action, cx: &Context<'_>, rows: usize) -> Next {
        if self.choice.act(action, TABLE.len(), rows.saturating_sub(4)) {
            return Next::Stay;
        }
        if action == Action::Delete {
            return Next::Save(with(cx.settings, None, TABLE[self.choice.at].name));
        }
        self.waiting = true;
        Next::Stay
    }

    /// Draws it.
    pub fn draw(&self, cx: &Context<'_>, area: Rect, buf: &mut Buffer) {
        let list = Rect { height: area.height.saturating_sub(4), ..area };
        self.choice.draw(TABLE.len(), list, cx.theme, buf, |n| {
            let room = usize::from(list.width).saturating_sub(2 + 14);
            Line::from(vec![
                Span::styled(format!("{:<14}", fit(&cx.keys.all(TABLE[n].action), 13)), cx.theme.accent),
                Span::styled(fit(TABLE[n].help, room), cx.theme.text),
            ])
        });
        let row = &TABLE[self.choice.at];
        let text = match self.waiting {
            true => format!("Press the new key for “{}”. Esc leaves it as it is.", row.name),
            false => {
                "A key may mean different things on different screens. In outloud.toml, under [keys], an action can \
                      have several."
                    .to_owned()
            }
        };
        let style = if self.waiting { cx.theme.warn } else { cx.theme.dim };
        let below = Rect { y: list.bottom() + 1, height: 3, ..area };
        for (y, line) in (below.y..below.bottom().min(area.bottom())).zip(wrap(&text, area.width.into(), style)) {
            line.render(Rect { y, height: 1, ..below }, buf);
        }
    }
}

/// The settings with another key for this action; none: with the table's own.
fn with(settings: &Settings, key: Option<String>, action: &str) -> Settings {
    let mut settings = settings.clone();
    settings.keys.retain(|(name, _)| name != action);
    settings.keys.extend(key.map(|key| (action.to_owned(), key)));
    settings
}
