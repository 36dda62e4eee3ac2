//! Every colour there is. Screens ask for a meaning and never name a colour; meaning is never in the colour alone.

use ratatui::style::{Color, Modifier, Style};

/// The setting for dark or light as the terminal is.
pub const AUTO: &str = "auto";

/// A set of colours that the user can choose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Palette {
    /// For dark terminals.
    #[default]
    Dark,
    /// For light terminals.
    Light,
    /// Bold and the strongest colours.
    HighContrast,
    /// Bold, underlined and reversed only.
    NoColor,
}

impl Palette {
    /// Every palette with its name in the settings.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Dark, "dark"), (Self::Light, "light"), (Self::HighContrast, "high-contrast"), (Self::NoColor, "none")];

    /// The palette's name in the settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(p, _)| *p == self).map_or("dark", |(_, name)| name)
    }

    /// The palette with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(p, _)| *p)
    }
}

/// The styles of one palette, by meaning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Theme {
    /// Ordinary text.
    pub text: Style,
    /// What can be passed over: labels, times, footers.
    pub dim: Style,
    /// What the eye should meet first: the question, the score.
    pub strong: Style,
    /// Headings of sections.
    pub heading: Style,
    /// The product's own colour: keys, the cursor's line, gauges.
    pub accent: Style,
    /// Said, met, better.
    pub good: Style,
    /// Missed, worse, failed.
    pub bad: Style,
    /// Soon over, doubtful, to be looked at.
    pub warn: Style,
    /// The recording runs.
    pub live: Style,
    /// The line or word that is chosen.
    pub chosen: Style,
}

impl Theme {
    /// The styles of `palette`.
    #[must_use]
    pub fn new(palette: Palette) -> Self {
        match palette {
            Palette::Dark => Self::colours(&DARK),
            Palette::Light => Self::colours(&LIGHT),
            Palette::HighContrast => Self::high_contrast(),
            Palette::NoColor => Self::no_color(),
        }
    }

    fn colours(c: &Colours) -> Self {
        let fg = |n: u8| Style::new().fg(Color::Indexed(n));
        Self {
            text: Style::new(),
            dim: fg(c.dim),
            strong: Style::new().add_modifier(Modifier::BOLD),
            heading: fg(c.heading).add_modifier(Modifier::BOLD),
            accent: fg(c.accent),
            good: fg(c.good),
            bad: fg(c.bad),
            warn: fg(c.warn),
            live: fg(c.live).add_modifier(Modifier::BOLD),
            chosen: Style::new().bg(Color::Indexed(c.chosen_bg)).add_modifier(Modifier::BOLD),
        }
    }

    fn high_contrast() -> Self {
        let bold = |c: Color| Style::new().fg(c).add_modifier(Modifier::BOLD);
        Self {
            text: Style::new(),
            dim: Style::new(),
            strong: Style::new().add_modifier(Modifier::BOLD),
            heading: Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            accent: bold(Color::Cyan),
            good: bold(Color::Green),
            bad: bold(Color::Red),
            warn: bold(Color::Yellow),
            live: bold(Color::Red),
            chosen: Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD),
        }
    }

    fn no_color() -> Self {
        let with = |m: Modifier| Style::new().add_modifier(m);
        Self {
            text: Style::new(),
            dim: with(Modifier::DIM),
            strong: with(Modifier::BOLD),
            heading: with(Modifier::BOLD | Modifier::UNDERLINED),
            accent: with(Modifier::BOLD),
            good: Style::new(),
            bad: with(Modifier::BOLD),
            warn: with(Modifier::BOLD),
            live: with(Modifier::BOLD),
            chosen: with(Modifier::REVERSED),
        }
    }
}

/// Indices of the 256 colours that every terminal of today has, over ssh and in tmux too.
struct Colours {
    dim: u8,
    heading: u8,
    accent: u8,
    good: u8,
    bad: u8,
    warn: u8,
    live: u8,
    chosen_bg: u8,
}

const DARK: Colours =
    Colours { dim: 245, heading: 110, accent: 116, good: 114, bad: 174, warn: 179, live: 203, chosen_bg: 237 };
const LIGHT: Colours =
    Colours { dim: 243, heading: 25, accent: 30, good: 28, bad: 124, warn: 130, live: 160, chosen_bg: 254 };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_means_none() {
        let Theme { text, dim, strong, heading, accent, good, bad, warn, live, chosen } = Theme::new(Palette::NoColor);
        for style in [text, dim, strong, heading, accent, good, bad, warn, live, chosen] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }

    #[test]
    fn palettes_are_found_by_their_names() {
        for (palette, name) in Palette::ALL {
            assert_eq!((Palette::named(name), palette.name()), (Some(palette), name));
        }
        assert_eq!(Palette::named("pink"), None);
    }
}
