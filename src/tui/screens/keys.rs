//! The key bindings: every action with its keys. A key is changed by pressing the new one.

use crossterm::event::KeyEvent;
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    app::Settings,
    tui::{
        keys::{Action, Key, TABLE},
        screen::{Context, Input, Screen, Transition},
        text::{below, draw_lines, fit, wrap},
        widgets::Choice,
    },
};

/// The list of actions.
#[derive(Debug, Clone, Default)]
pub struct KeysScreen {
    choice: Choice,
    /// Whether the next key is the new one.
    waiting: bool,
}

impl Screen for KeysScreen {
    fn title(&self) -> String {
        "keys".to_owned()
    }

    fn actions(&self) -> &'static [Action] {
        use Action::{Bottom, Delete, Down, Open, PageDown, PageUp, Top, Up};
        &[Open, Delete, Down, Up, PageUp, PageDown, Top, Bottom]
    }

    fn allows(&self, action: Action, cx: &Context<'_>) -> bool {
        let changed = || cx.settings.keys.iter().any(|(name, _)| name == TABLE[self.choice.at].name);
        action != Action::Delete || changed()
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Open => "change key",
            Action::Delete => "default key",
            action => action.label(),
        }
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        if self.choice.act(action, TABLE.len(), cx.rows().saturating_sub(4)) {
            return Transition::Stay;
        }
        match action {
            Action::Delete => Transition::Save(Box::new(with(cx.settings, None, TABLE[self.choice.at].name))),
            Action::Open => {
                self.waiting = true;
                Transition::Stay
            }
            _ => Transition::Unhandled,
        }
    }

    fn input(&self) -> Input {
        if self.waiting { Input::Raw } else { Input::Actions }
    }

    /// Binds the chosen action to this key; Esc leaves it as it is.
    fn take_key(&mut self, key: &KeyEvent, cx: &Context<'_>) -> Transition {
        self.waiting = false;
        match Key::pressed(key).and_then(|key| key.name()).filter(|name| name != "esc") {
            Some(name) => Transition::Save(Box::new(with(cx.settings, Some(name), TABLE[self.choice.at].name))),
            None => Transition::Stay,
        }
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        let area = cx.body;
        let list = Rect { height: area.height.saturating_sub(4), ..area };
        self.choice.draw(TABLE.len(), list, cx.theme, cx.hits, buf, |n| {
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
                "A key may have different actions on different screens. To give an action several keys, list them in \
                 outloud.toml under [keys]."
                    .to_owned()
            }
        };
        let style = if self.waiting { cx.theme.warn } else { cx.theme.dim };
        draw_lines(wrap(&text, area.width.into(), style).into_iter().take(3), below(list, area), buf);
    }
}

/// The settings with another key for this action; none: with the table's own.
fn with(settings: &Settings, key: Option<String>, action: &str) -> Settings {
    let mut settings = settings.clone();
    settings.keys.retain(|(name, _)| name != action);
    settings.keys.extend(key.map(|key| (action.to_owned(), key)));
    settings
}
