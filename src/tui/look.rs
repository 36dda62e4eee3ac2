//! The colours, keys and live display that the settings ask for.

use super::{
    keys::KeyMap,
    theme::{AUTO, Palette, Theme},
    theme_file,
};
use crate::app::Settings;
use outloud_store::home::Home;

/// What the screens look like and what the keys do.
#[derive(Debug, Clone)]
pub struct Look {
    /// The colours.
    pub theme: Theme,
    /// The keys.
    pub keys: KeyMap,
    /// Whether transcript and ticked keywords are shown while an answer is recorded.
    pub live: bool,
    /// Whether colours were switched off for this run (NO_COLOR, --no-color).
    pub no_color: bool,
    /// What automatic colours are on this terminal.
    pub auto: Palette,
}

impl Look {
    /// The look that `settings` of a home ask for, and a sentence if they ask for something that does not exist. `no_color`
    /// overrides their colours; `auto` is what automatic colours are on this terminal.
    #[must_use]
    pub fn of(settings: &Settings, home: &Home, no_color: bool, auto: Palette) -> (Self, Option<String>) {
        let mut problem = None;
        let built_in = if settings.colors == AUTO { Some(auto) } else { Palette::named(&settings.colors) };
        let theme = built_in.map_or_else(|| theme_file::read(home, &settings.colors), |p| Ok(Theme::new(p)));
        let theme = theme.unwrap_or_else(|why| {
            problem = Some(why.to_string());
            Theme::new(auto)
        });
        let mut keys = KeyMap::default();
        for (action, bound) in &settings.keys {
            if let Err(why) = keys.rebind(action, bound) {
                problem = Some(format!("outloud.toml, [keys]: {why}"));
            }
        }
        let theme = if no_color { Theme::new(Palette::NoColor) } else { theme };
        (Self { theme, keys, live: settings.live, no_color, auto }, problem)
    }
}
