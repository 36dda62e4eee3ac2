//! The settings, changed with the arrow keys and stored at once in a file one can edit as well.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

use super::{Context, Next};
use crate::{
    runtime::Settings,
    tui::{
        keys::Action,
        text::{fit, wrap},
        theme::Palette,
        widgets::Choice,
    },
};

const NAMES: [&str; 6] =
    ["Colours", "Words while you speak", "Questions appear", "Time to think", "Microphone", "Model"];

/// The page.
#[derive(Debug, Clone, Default)]
pub struct SettingsPage {
    choice: Choice,
}

impl SettingsPage {
    /// What `action` does here.
    pub fn word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Left | Action::Right => (self.choice.at < 4).then_some("change"),
            Action::Up | Action::Down => Some("choose"),
            _ => None,
        }
    }

    /// Does it.
    pub fn act(&mut self, action: Action, cx: &Context<'_>) -> Next {
        if self.choice.act(action, NAMES.len(), NAMES.len()) {
            return Next::Stay;
        }
        Next::Save(changed(cx.settings, self.choice.at, action == Action::Right))
    }

    /// Draws it.
    pub fn draw(&self, cx: &Context<'_>, area: Rect, buf: &mut Buffer) {
        let list = Rect { height: area.height.min(6), ..area };
        self.choice.draw(NAMES.len(), list, cx.theme, buf, |n| {
            Line::from(vec![
                Span::styled(format!("{:<24}", NAMES[n]), cx.theme.dim),
                Span::styled(fit(&shown(cx.settings, n), usize::from(area.width).saturating_sub(28)), cx.theme.strong),
            ])
        });
        let text = match self.choice.at {
            4 => "`outloud devices` lists microphones; put a name, or part of one, into outloud.toml, or use --mic.",
            5 => "`outloud models list` lists models; put a name into outloud.toml, or use --model.",
            _ => "Stored at once in outloud.toml, with comments; other keys go there too, under [keys].",
        };
        let below = Rect { y: list.bottom() + 1, height: area.bottom().saturating_sub(list.bottom() + 1), ..area };
        for (y, line) in (below.y..below.bottom()).zip(wrap(text, area.width.into(), cx.theme.dim)) {
            line.render(Rect { y, height: 1, ..below }, buf);
        }
    }
}

fn shown(s: &Settings, row: usize) -> String {
    match row {
        0 => s.colors.clone(),
        1 => if s.live { "shown" } else { "hidden" }.to_owned(),
        2 if s.letters_per_second == 0 => "at once".to_owned(),
        2 => format!("at {} letters a second", s.letters_per_second),
        3 if s.think_time_s == 0 => "as long as you like".to_owned(),
        3 => format!("{} s, then the recording starts", s.think_time_s),
        4 => s.microphone.clone().unwrap_or_else(|| "the system's default".to_owned()),
        _ => s.model.clone().unwrap_or_else(|| "the one that ships".to_owned()),
    }
}

fn changed(s: &Settings, row: usize, up: bool) -> Settings {
    let mut s = s.clone();
    let step = |v: u32, by: u32, most: u32| if up { (v + by).min(most) } else { v.saturating_sub(by) };
    match row {
        0 => {
            let all = Palette::ALL.len();
            let at = Palette::ALL.iter().position(|(_, name)| *name == s.colors).unwrap_or(0);
            Palette::ALL[(at + if up { 1 } else { all - 1 }) % all].1.clone_into(&mut s.colors);
        }
        1 => s.live = !s.live,
        2 => s.letters_per_second = step(s.letters_per_second, 4, 60),
        3 => s.think_time_s = step(s.think_time_s, 5, 120),
        _ => {}
    }
    s
}
