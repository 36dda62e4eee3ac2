//! The settings: a TOML file with comments, changed by hand or in the settings screen. Comments and order stay.

use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, value};

use outloud_store::{StoreError, atomic, files, home::Home};

/// No settings are larger.
const MAX_SETTINGS_BYTES: u64 = 1024 * 1024;

/// What the file looks like at first: every setting at its default, explained.
const TEMPLATE: &str = r#"# Settings of outloud. Every line is optional; `outloud` shows them under Settings and keeps your comments.

# The microphone: a name, or part of one, from `outloud devices`. Empty: the system's default.
microphone = ""

# The Whisper model: a name from `outloud models list`, or a file. Empty: the one that ships.
model = ""

# Colours: dark, light, high-contrast, none.
colors = "dark"

# Whether your words and the ticked-off keywords are shown while you speak.
live = true

# Whether questions are read aloud, by the voice that this machine has; never while an answer is recorded.
speak = false

# Letters a second at which a question appears; 0 shows it at once.
letters_per_second = 16

# Seconds to think before a practice answer is recorded by itself; 0 waits for you.
think_time_s = 0

# Days that recordings are kept, 1 to 1000; transcripts and scores stay. 0: recordings too. `outloud privacy` shows what there is.
keep_audio_days = 0

# Whether commands print lines and read words instead of drawing on the full screen, as with --plain.
plain = false

# Your own story for experience and behavioural questions: a name from `outloud story list`. Empty: none.
story = ""

# Other keys for actions, for example: go = "space enter". `?` shows the actions on every screen.
[keys]
"#;

/// The settings as they hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The microphone; none: the system's default.
    pub microphone: Option<String>,
    /// The model; none: the one that ships.
    pub model: Option<String>,
    /// The palette's name.
    pub colors: String,
    /// Whether words and ticks are shown while one speaks.
    pub live: bool,
    /// Whether questions are read aloud.
    pub speak: bool,
    /// Letters a second at which a question appears; 0: at once.
    pub letters_per_second: u32,
    /// Seconds to think before a practice answer is recorded by itself; 0: as long as one likes.
    pub think_time_s: u32,
    /// Days that recordings are kept; 0: for ever.
    pub keep_audio_days: u32,
    /// Whether commands print lines instead of drawing on the full screen.
    pub plain: bool,
    /// The story for experience and behavioural questions, if one is chosen.
    pub story: Option<String>,
    /// Actions and the keys they are bound to instead of the table's.
    pub keys: Vec<(String, String)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            microphone: None,
            model: None,
            colors: "dark".to_owned(),
            live: true,
            speak: false,
            letters_per_second: 16,
            think_time_s: 0,
            keep_audio_days: 0,
            plain: false,
            story: None,
            keys: Vec::new(),
        }
    }
}

/// Why the settings file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The disk.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is no TOML.
    #[error("the settings '{file}' cannot be read: {why}. Mend the line, or delete the file to begin anew")]
    Syntax {
        /// The file.
        file: String,
        /// What the parser said, in one line.
        why: String,
    },
    /// A setting has a value of the wrong sort.
    #[error("the settings '{file}': {name} = {found} is not {wanted}. Mend the line, or delete it")]
    Value {
        /// The file.
        file: String,
        /// The setting.
        name: &'static str,
        /// Its value as written.
        found: String,
        /// What it should be.
        wanted: &'static str,
    },
}

impl Settings {
    /// The settings of a home; the defaults if it has none.
    ///
    /// # Errors
    /// A [`SettingsError`] if the file cannot be read or has a wrong value in it.
    pub fn load(home: &Home) -> Result<Self, SettingsError> {
        let file = home.settings_file();
        match read(&file)? {
            Some(document) => Self::of(&document, &file.display().to_string()),
            None => Ok(Self::default()),
        }
    }

    fn of(document: &DocumentMut, file: &str) -> Result<Self, SettingsError> {
        let wrong = |name, item: &Item, wanted| SettingsError::Value {
            file: file.to_owned(),
            name,
            found: item.to_string().trim().to_owned(),
            wanted,
        };
        let mut settings = Self::default();
        let text = |name| match document.get(name) {
            None => Ok(None),
            Some(item) => match item.as_str() {
                Some(text) => Ok(Some(text.trim().to_owned()).filter(|t| !t.is_empty())),
                None => Err(wrong(name, item, "a text in quotes")),
            },
        };
        let number = |name, default: u32| match document.get(name) {
            None => Ok(default),
            Some(item) => match item.as_integer().filter(|n| (0..=1000).contains(n)) {
                Some(number) => Ok(u32::try_from(number).unwrap_or(default)),
                None => Err(wrong(name, item, "a whole number in range (0 to 1000)")),
            },
        };
        settings.microphone = text("microphone")?;
        settings.model = text("model")?;
        settings.story = text("story")?;
        settings.colors = text("colors")?.unwrap_or(settings.colors);
        settings.letters_per_second = number("letters_per_second", settings.letters_per_second)?;
        settings.think_time_s = number("think_time_s", settings.think_time_s)?;
        settings.keep_audio_days = number("keep_audio_days", settings.keep_audio_days)?;
        let switch = |name, default| match document.get(name) {
            None => Ok(default),
            Some(item) => item.as_bool().ok_or_else(|| wrong(name, item, "true or false")),
        };
        settings.live = switch("live", settings.live)?;
        settings.speak = switch("speak", settings.speak)?;
        settings.plain = switch("plain", settings.plain)?;
        if let Some(keys) = document.get("keys").and_then(Item::as_table_like) {
            let bound = |(name, item): (&str, &Item)| Some((name.to_owned(), item.as_str()?.to_owned()));
            settings.keys = keys.iter().filter_map(bound).collect();
        }
        Ok(settings)
    }

    /// Stores the settings in a home's file. Comments, order and what is not known stay.
    ///
    /// # Errors
    /// A [`SettingsError`] if the file cannot be read as TOML or not be written.
    pub fn save(&self, home: &Home) -> Result<(), SettingsError> {
        let file = home.settings_file();
        let mut document = match read(&file)? {
            Some(document) => document,
            None => TEMPLATE.parse().unwrap_or_default(),
        };
        put(&mut document, "microphone", value(self.microphone.clone().unwrap_or_default()));
        put(&mut document, "model", value(self.model.clone().unwrap_or_default()));
        put(&mut document, "story", value(self.story.clone().unwrap_or_default()));
        put(&mut document, "colors", value(self.colors.clone()));
        put(&mut document, "live", value(self.live));
        put(&mut document, "speak", value(self.speak));
        put(&mut document, "plain", value(self.plain));
        put(&mut document, "letters_per_second", value(i64::from(self.letters_per_second)));
        put(&mut document, "think_time_s", value(i64::from(self.think_time_s)));
        put(&mut document, "keep_audio_days", value(i64::from(self.keep_audio_days)));
        let keys = document.entry("keys").or_insert_with(|| Item::Table(Table::new()));
        let known = |name: &str| self.keys.iter().any(|(k, _)| k == name);
        if let Some(table) = keys.as_table_like_mut() {
            let gone: Vec<String> =
                table.iter().filter(|(n, item)| item.is_str() && !known(n)).map(|(n, _)| n.to_owned()).collect();
            for name in &gone {
                table.remove(name);
            }
        }
        for (name, bound) in &self.keys {
            keys[name.as_str()] = value(bound.clone());
        }
        atomic::create_private_folder(home.root())?;
        Ok(atomic::write(&file, document.to_string().as_bytes())?)
    }
}

/// Changes a value and leaves the comment behind it where it is.
fn put(document: &mut DocumentMut, name: &str, new: Item) {
    let decor = document.get(name).and_then(Item::as_value).map(|v| v.decor().clone());
    document[name] = new;
    if let (Some(decor), Some(value)) = (decor, document[name].as_value_mut()) {
        *value.decor_mut() = decor;
    }
}

fn read(file: &Path) -> Result<Option<DocumentMut>, SettingsError> {
    let text = match files::read(file, MAX_SETTINGS_BYTES) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(StoreError::io("read the settings", file, e).into()),
    };
    // Not the parser's own picture of the place: a line may be a megabyte long.
    let why = |e: toml_edit::TomlError| {
        let before = e.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let message = e.message().lines().collect::<Vec<_>>().join(" ");
        format!("line {}: {message}", before.matches('\n').count() + 1)
    };
    let syntax = |e| SettingsError::Syntax { file: file.display().to_string(), why: why(e) };
    text.parse().map(Some).map_err(syntax)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(text: Option<&str>) -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        if let Some(text) = text {
            std::fs::write(home.settings_file(), text).unwrap();
        }
        (folder, home)
    }

    #[test]
    fn no_file_means_the_defaults_and_so_does_the_template() {
        assert_eq!(Settings::load(&home(None).1).unwrap(), Settings::default());
        assert_eq!(Settings::load(&home(Some(TEMPLATE)).1).unwrap(), Settings::default());
    }

    #[test]
    fn what_is_saved_is_read_back_and_comments_stay() {
        let (_folder, home) =
            home(Some("# mine\ncolors = \"light\" # for the beamer\nunknown = 7\n[keys]\ngo = \"enter\"\n"));
        let mut settings = Settings::load(&home).unwrap();
        assert_eq!((settings.colors.as_str(), settings.keys.len()), ("light", 1));
        settings.colors = "none".to_owned();
        settings.microphone = Some("USB".to_owned());
        settings.keys = vec![("next".to_owned(), "x".to_owned())];
        settings.save(&home).unwrap();
        let text = std::fs::read_to_string(home.settings_file()).unwrap();
        assert!(
            text.contains("# mine") && text.contains("\"none\" # for the beamer") && text.contains("unknown = 7"),
            "{text}"
        );
        assert_eq!(Settings::load(&home).unwrap(), settings);
    }

    #[test]
    fn the_first_file_explains_itself() {
        let (_folder, home) = home(None);
        Settings { live: false, ..Settings::default() }.save(&home).unwrap();
        let text = std::fs::read_to_string(home.settings_file()).unwrap();
        assert!(text.contains("# Colours: dark, light") && text.contains("live = false"), "{text}");
    }

    #[test]
    fn mistakes_are_named() {
        let error = |text| Settings::load(&home(Some(text)).1).unwrap_err().to_string();
        assert!(error("colors = 7").contains("colors = 7 is not a text in quotes"), "{}", error("colors = 7"));
        assert!(error("live = \"yes\"").contains("is not true or false"));
        assert!(error("think_time_s = -1").contains("is not a whole number in range"));
        assert!(error("colors = \"dark\"\nlive = ").contains("cannot be read: line 2: "), "{}", error("\nlive = "));
        assert!(error(&format!("a = {}", "[".repeat(500_000))).len() < 400);
    }
}
