//! The colours, keys and live display that the settings ask for.

use super::{
    keys::KeyMap,
    theme::{Palette, Theme},
};
use crate::app::Settings;

/// What the screens look like and what the keys do.
#[derive(Debug, Clone)]
pub struct Look {
    /// The colours.
    pub theme: Theme,
    /// The keys.
    pub keys: KeyMap,
    /// Whether transcript and ticked keywords are shown while an answer is recorded.
    pub live: bool,
}

impl Look {
    /// The look that `settings` ask for, and a sentence if they ask for something that does not exist. `no_color` overrides
    /// their colours.
    #[must_use]
    pub fn of(settings: &Settings, no_color: bool) -> (Self, Option<String>) {
        let mut problem = None;
        let palette = Palette::named(&settings.colors).unwrap_or_else(|| {
            problem = Some(format!(
                "outloud.toml: there are no colours '{}'; use dark, light, high-contrast or none",
                settings.colors
            ));
            Palette::default()
        });
        let mut keys = KeyMap::default();
        for (action, bound) in &settings.keys {
            if let Err(why) = keys.rebind(action, bound) {
                problem = Some(format!("outloud.toml, [keys]: {why}"));
            }
        }
        let theme = Theme::new(if no_color { Palette::NoColor } else { palette });
        (Self { theme, keys, live: settings.live }, problem)
    }
}
