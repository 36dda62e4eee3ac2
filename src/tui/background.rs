//! Whether the terminal is dark or light: asked of the terminal itself, else told by the variable COLORFGBG.

use std::time::Duration;

use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};

use super::theme::Palette;

/// How long a terminal has for its answer. Most need a millisecond, over ssh some more.
const PATIENCE: Duration = Duration::from_millis(250);

/// The palette for the terminal's background; the dark one if it cannot be known. Reads the terminal: nothing else may read it
/// meanwhile.
#[must_use]
pub fn palette() -> Palette {
    let mut options = QueryOptions::default();
    options.timeout = PATIENCE;
    match theme_mode(options) {
        Ok(ThemeMode::Light) => Palette::Light,
        Ok(ThemeMode::Dark) => Palette::Dark,
        Err(_) => std::env::var("COLORFGBG").ok().as_deref().and_then(from_variable).unwrap_or_default(),
    }
}

/// COLORFGBG holds colours of the 16 of old, the background's last: `0;15`, or `0;default;15`.
fn from_variable(value: &str) -> Option<Palette> {
    let background: u8 = value.rsplit(';').next()?.parse().ok()?;
    match background {
        7 | 9..=15 => Some(Palette::Light),
        0..=6 | 8 => Some(Palette::Dark),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_number_of_the_variable_is_the_background() {
        let cases =
            [("0;15", Some(Palette::Light)), ("12;default;8", Some(Palette::Dark)), ("15;0", Some(Palette::Dark))];
        for (value, palette) in cases {
            assert_eq!(from_variable(value), palette, "{value}");
        }
        assert_eq!((from_variable("default"), from_variable("0;99"), from_variable("")), (None, None, None));
    }
}
