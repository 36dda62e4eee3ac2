//! Palettes of the user's own: `themes/NAME.toml` in the home says which styles differ from those of a built-in palette.

use std::{io::ErrorKind, path::Path, str::FromStr};

use ratatui::style::{Color, Modifier, Style};
use toml_edit::{Document, Item};

use super::theme::{Palette, Theme};
use crate::app::themes;
use outloud_store::{files, home::Home};

/// Larger files are refused.
const MAX_THEME_BYTES: u64 = 64 * 1024;
/// The key that names the built-in palette.
const BASE: &str = "base";

/// Finds a style in a theme.
type Pick = fn(&mut Theme) -> &mut Style;

/// The styles of a theme by the names they have in a file.
const STYLES: [(&str, Pick); 10] = [
    ("text", |t| &mut t.text),
    ("dim", |t| &mut t.dim),
    ("strong", |t| &mut t.strong),
    ("heading", |t| &mut t.heading),
    ("accent", |t| &mut t.accent),
    ("good", |t| &mut t.good),
    ("bad", |t| &mut t.bad),
    ("warn", |t| &mut t.warn),
    ("live", |t| &mut t.live),
    ("chosen", |t| &mut t.chosen),
];

/// Why a theme cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeFileError {
    /// There is neither a built-in palette nor a file of this name.
    #[error("there are no colours '{name}'; use auto, {known}, or write a file of that name in '{folder}'")]
    Unknown {
        /// The name.
        name: String,
        /// The names there are.
        known: String,
        /// Where themes are looked for.
        folder: String,
    },
    /// The disk.
    #[error("cannot read the theme '{file}': {source}. Correct its rights, or choose other colours")]
    Read {
        /// The file.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// A line of it means nothing.
    #[error("the theme '{file}', line {line}: {why}")]
    Line {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what to write instead.
        why: String,
    },
}

/// The theme of this name in a home.
///
/// # Errors
/// A [`ThemeFileError`] if there is none, or it cannot be read or understood.
pub fn read(home: &Home, name: &str) -> Result<Theme, ThemeFileError> {
    let unknown = || {
        let built_in = Palette::ALL.iter().map(|(_, name)| (*name).to_owned());
        let known = built_in.chain(themes::names(home)).collect::<Vec<_>>().join(", ");
        ThemeFileError::Unknown { name: name.to_owned(), known, folder: home.themes_dir().display().to_string() }
    };
    let path = themes::file(home, name).ok_or_else(unknown)?;
    match files::read(&path, MAX_THEME_BYTES) {
        Ok(bytes) => parse(&String::from_utf8_lossy(&bytes), &path),
        Err(e) if e.kind() == ErrorKind::NotFound => Err(unknown()),
        Err(source) => Err(ThemeFileError::Read { file: path.display().to_string(), source }),
    }
}

fn parse(text: &str, path: &Path) -> Result<Theme, ThemeFileError> {
    let wrong = |at: usize, why: String| ThemeFileError::Line {
        file: path.display().to_string(),
        line: text.get(..at).unwrap_or_default().matches('\n').count() + 1,
        why,
    };
    let document = Document::parse(text).map_err(|e| {
        let what = e.message().lines().collect::<Vec<_>>().join(" ");
        wrong(e.span().map_or(0, |s| s.start), format!("{what}. Write lines like accent = \"#88c0d0\""))
    })?;
    let table = document.as_table();
    let start = |key: &str, item: &Item| {
        table.key(key).and_then(toml_edit::Key::span).or_else(|| item.span()).map_or(0, |s| s.start)
    };
    let text_of = |key: &str, item: &Item| {
        let quoted = "is no text in quotes. Write it like";
        item.as_str().map(str::to_owned).ok_or_else(|| wrong(start(key, item), format!("{key} {quoted} \"#88c0d0\"")))
    };
    let mut theme = Theme::new(Palette::Dark);
    if let Some(item) = table.get(BASE) {
        let name = text_of(BASE, item)?;
        let palette = Palette::named(&name).ok_or_else(|| {
            let known = Palette::ALL.map(|(_, name)| name).join(", ");
            wrong(start(BASE, item), format!("there is no palette '{name}' to begin with; use one of {known}"))
        })?;
        theme = Theme::new(palette);
    }
    for (key, item) in table.iter().filter(|(key, _)| *key != BASE) {
        let Some((_, field)) = STYLES.iter().find(|(name, _)| *name == key) else {
            let known = STYLES.map(|(name, _)| name).join(", ");
            return Err(wrong(start(key, item), format!("there is no style '{key}'; use {BASE}, {known}")));
        };
        *field(&mut theme) = style(&text_of(key, item)?).map_err(|why| wrong(start(key, item), why))?;
    }
    Ok(theme)
}

/// A style in words: "bold #88c0d0 on 236".
fn style(text: &str) -> Result<Style, String> {
    let mut style = Style::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let modifier = match word {
            "bold" => Modifier::BOLD,
            "dim" => Modifier::DIM,
            "italic" => Modifier::ITALIC,
            "underlined" => Modifier::UNDERLINED,
            "reversed" => Modifier::REVERSED,
            "on" => {
                style = style.bg(colour(words.next().unwrap_or_default())?);
                continue;
            }
            word => {
                style = style.fg(colour(word)?);
                continue;
            }
        };
        style = style.add_modifier(modifier);
    }
    Ok(style)
}

fn colour(word: &str) -> Result<Color, String> {
    Color::from_str(word).map_err(|_| {
        format!(
            "'{word}' is no colour. Write #88c0d0, a number from 0 to 255 or a name like cyan; before it bold, dim, italic, \
             underlined or reversed; behind it, on and the background's colour"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(text: &str) -> String {
        parse(text, Path::new("t.toml")).unwrap_err().to_string()
    }

    #[test]
    fn a_file_changes_the_styles_that_it_names() {
        let text = "# mine\nbase = \"light\"\naccent = \"bold #88c0d0\"\nchosen = \"underlined on 236\"\ndim = \"\"\n";
        let theme = parse(text, Path::new("t.toml")).unwrap();
        let expected = Theme {
            accent: Style::new().fg(Color::Rgb(0x88, 0xc0, 0xd0)).add_modifier(Modifier::BOLD),
            chosen: Style::new().bg(Color::Indexed(236)).add_modifier(Modifier::UNDERLINED),
            dim: Style::new(),
            ..Theme::new(Palette::Light)
        };
        assert_eq!(theme, expected);
        assert_eq!(parse("", Path::new("t.toml")).unwrap(), Theme::new(Palette::Dark));
    }

    #[test]
    fn mistakes_are_named_with_their_line_and_what_to_write() {
        for (text, line, why) in [
            ("base = \"dark\"\naccent = \"#88c0d\"\n", 2, "'#88c0d' is no colour. Write #88c0d0"),
            ("\n\ncolour = \"red\"\n", 3, "there is no style 'colour'; use base, text, dim,"),
            ("base = \"pink\"\n", 1, "there is no palette 'pink' to begin with; use one of dark, light"),
            ("good = 12\n", 1, "good is no text in quotes. Write it like"),
            ("good = \"red on\"\n", 1, "'' is no colour"),
            ("good = \"green\"\nbad = red\n", 2, "Write lines like accent"),
        ] {
            let failure = failure(text);
            assert!(failure.starts_with(&format!("the theme 't.toml', line {line}: ")), "{failure}");
            assert!(failure.contains(why), "{failure}");
        }
    }

    #[test]
    fn names_lead_to_files_of_the_home_only() {
        let root = tempfile::tempdir().unwrap();
        let home = Home::at(root.path());
        std::fs::create_dir_all(home.themes_dir()).unwrap();
        std::fs::write(home.themes_dir().join("nord.toml"), "good = \"green\"\n").unwrap();
        std::fs::write(home.root().join("outside.toml"), "").unwrap();
        assert_eq!(themes::names(&home), ["nord"]);
        assert_eq!(read(&home, "nord").unwrap().good, Style::new().fg(Color::Green));
        for name in ["../outside", "", "pink"] {
            let why = read(&home, name).unwrap_err().to_string();
            assert!(why.contains("dark, light, high-contrast, none, nord"), "{why}");
        }
    }
}
