//! The settings: a TOML file that is edited by hand or on the settings screen. Comments and the order of the keys stay.

mod fields;

use std::{fmt::Write, path::Path};

use toml_edit::{DocumentMut, Item, Table, Value, value};

use fields::{SETTINGS, Setting, SettingField};
use outloud_store::{StoreError, atomic, files, home::Home};

pub use fields::Settings;

/// Larger files are refused.
const MAX_SETTINGS_BYTES: u64 = 1024 * 1024;
/// The largest number that a setting may have.
const MAX_NUMBER: i64 = 1000;
/// The table of actions and their keys.
const KEYS: &str = "keys";
/// An unknown key that resembles a known one by this much (Jaro-Winkler) is taken for a misspelling of it.
const MISSPELT: f64 = 0.8;

/// Why the settings file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The disk.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is no TOML.
    #[error("the settings '{file}' cannot be read: {why}. Correct the line, or delete the file to begin anew")]
    Syntax {
        /// The file.
        file: String,
        /// What the parser said, in one line.
        why: String,
    },
    /// A setting has a value of the wrong type.
    #[error("the settings '{file}': {name} = {found} is not {wanted}. Correct the line, or delete it")]
    Value {
        /// The file.
        file: String,
        /// The setting.
        name: String,
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
            Some(document) => from_document(&document, &file),
            None => Ok(Self::default()),
        }
    }

    /// Every setting: its name in the file, its value as the file has it, and what it is.
    #[must_use]
    pub fn listed(&self) -> Vec<ListedSetting> {
        let mut own = self.clone();
        let listed = |setting: &Setting| ListedSetting {
            name: setting.name,
            value: to_value(setting.field, &mut own),
            about: setting.about,
        };
        SETTINGS.iter().map(listed).collect()
    }

    /// Gives a setting a value that was typed as text.
    ///
    /// # Errors
    /// A sentence if there is no such setting, or the text is no value of it.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), String> {
        let setting = SETTINGS.iter().find(|s| s.name == name).ok_or_else(|| unknown(name))?;
        let value: Value = match setting.field {
            SettingField::Choice(_) | SettingField::Text(..) => text.into(),
            SettingField::Switch(..) => {
                match text {
                    "true" | "yes" | "on" => true,
                    "false" | "no" | "off" => false,
                    _ => return Err(format!("{name} is true or false, and '{text}' is neither")),
                }
            }
            .into(),
            SettingField::Number(..) => text.parse::<i64>().map_or_else(|_| text.into(), Value::from),
        };
        take(&Item::Value(value), setting.field, self).map_err(|wanted| format!("{name} is {wanted}, not '{text}'"))
    }

    /// Stores the settings in a home's file. Comments, order and unknown keys stay.
    ///
    /// # Errors
    /// A [`SettingsError`] if the file cannot be read as TOML or not be written.
    pub fn save(&self, home: &Home) -> Result<(), SettingsError> {
        let file = home.settings_file();
        let mut document = match read(&file)? {
            Some(document) => document,
            None => template().parse().unwrap_or_default(),
        };
        let mut own = self.clone();
        for setting in &SETTINGS {
            put(&mut document, setting.name, to_value(setting.field, &mut own));
        }
        put_keys(&mut document, &self.keys);
        atomic::create_private_folder(home.root())?;
        Ok(atomic::write(&file, document.to_string().as_bytes())?)
    }
}

/// A setting as it is listed.
#[derive(Debug, Clone)]
pub struct ListedSetting {
    /// Its name in the file.
    pub name: &'static str,
    /// Its value as the file has it.
    pub value: Value,
    /// What it is, and which values it may have.
    pub about: &'static str,
}

/// What a new file looks like: every setting at its default, explained.
fn template() -> String {
    let mut text = String::from(
        "# Settings of outloud. Every line is optional; `outloud` shows them under Settings and keeps your comments.\n",
    );
    let mut defaults = Settings::default();
    for setting in &SETTINGS {
        // Writing into a String does not fail.
        let _ = write!(text, "\n# {}\n{} = {}\n", setting.about, setting.name, to_value(setting.field, &mut defaults));
    }
    text + "\n# Other keys for actions, for example: go = \"space enter\". `?` shows the actions on every screen.\n[keys]\n"
}

fn from_document(document: &DocumentMut, file: &Path) -> Result<Settings, SettingsError> {
    let wrong = |name: &str, item: &Item, wanted| SettingsError::Value {
        file: file.display().to_string(),
        name: name.to_owned(),
        found: item.to_string().trim().to_owned(),
        wanted,
    };
    let mut settings = Settings::default();
    for setting in &SETTINGS {
        if let Some(item) = document.get(setting.name) {
            take(item, setting.field, &mut settings).map_err(|wanted| wrong(setting.name, item, wanted))?;
        }
    }
    if let Some(item) = document.get(KEYS) {
        let table = item.as_table_like().ok_or_else(|| wrong(KEYS, item, "a table"))?;
        for (action, keys) in table.iter() {
            let text = keys.as_str().ok_or_else(|| wrong(&format!("{KEYS}.{action}"), keys, "a text in quotes"))?;
            settings.keys.push((action.to_owned(), text.to_owned()));
        }
    }
    settings.unknown = document.iter().map(|(key, _)| key).filter(|key| !is_known(key)).map(unknown).collect();
    Ok(settings)
}

fn is_known(key: &str) -> bool {
    key == KEYS || SETTINGS.iter().any(|s| s.name == key)
}

/// A sentence about a key that outloud does not know, with the one that may be meant.
fn unknown(key: &str) -> String {
    let known = SETTINGS.iter().map(|s| (strsim::jaro_winkler(key, s.name), s.name));
    match known.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(alike, _)| *alike >= MISSPELT) {
        Some((_, name)) => format!("there is no setting '{key}'. Did you mean '{name}'?"),
        None => format!("there is no setting '{key}'"),
    }
}

/// Stores a value of the file in its field; the error is what the value should be.
fn take(item: &Item, field: SettingField, settings: &mut Settings) -> Result<(), &'static str> {
    let text = || item.as_str().map(|t| t.trim().to_owned()).ok_or("a text in quotes");
    match field {
        SettingField::Choice(of) => *of(settings) = Some(text()?).filter(|t| !t.is_empty()),
        SettingField::Text(of, default) => {
            *of(settings) = Some(text()?).filter(|t| !t.is_empty()).unwrap_or_else(|| default.to_owned());
        }
        SettingField::Switch(of, _) => *of(settings) = item.as_bool().ok_or("true or false")?,
        SettingField::Number(of, _) => {
            let number = item.as_integer().filter(|n| (0..=MAX_NUMBER).contains(n));
            *of(settings) = number.and_then(|n| n.try_into().ok()).ok_or("a whole number in range (0 to 1000)")?;
        }
    }
    Ok(())
}

/// The value of a field as the file has it.
fn to_value(field: SettingField, settings: &mut Settings) -> Value {
    match field {
        SettingField::Choice(of) => of(settings).clone().unwrap_or_default().into(),
        SettingField::Text(of, _) => of(settings).clone().into(),
        SettingField::Switch(of, _) => (*of(settings)).into(),
        SettingField::Number(of, _) => i64::from(*of(settings)).into(),
    }
}

/// Changes a value and leaves the comment behind it where it is.
fn put(document: &mut DocumentMut, name: &str, new: Value) {
    let decor = document.get(name).and_then(Item::as_value).map(|v| v.decor().clone());
    document[name] = value(new);
    if let (Some(decor), Some(value)) = (decor, document[name].as_value_mut()) {
        *value.decor_mut() = decor;
    }
}

/// Makes `[keys]` say what `bound` says.
fn put_keys(document: &mut DocumentMut, bound: &[(String, String)]) {
    let keys = document.entry(KEYS).or_insert_with(|| Item::Table(Table::new()));
    let Some(table) = keys.as_table_like_mut() else { return };
    let gone: Vec<String> =
        table.iter().map(|(n, _)| n.to_owned()).filter(|n| bound.iter().all(|(action, _)| action != n)).collect();
    for name in &gone {
        table.remove(name);
    }
    for (action, keys) in bound {
        table.insert(action, value(keys.clone()));
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
        assert_eq!(Settings::load(&home(Some(&template())).1).unwrap(), Settings::default());
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
        assert!(error("[keys]\ngo = 7").contains("keys.go = 7 is not a text in quotes"));
        assert!(error("keys = 7").contains("keys = 7 is not a table"));
        assert!(error("think_time_s = -1").contains("is not a whole number in range"));
        assert!(error("colors = \"dark\"\nlive = ").contains("cannot be read: line 2: "), "{}", error("\nlive = "));
        assert!(error(&format!("a = {}", "[".repeat(500_000))).len() < 400);
    }

    #[test]
    fn unknown_keys_are_named_with_the_one_that_may_be_meant() {
        let settings = Settings::load(&home(Some("colours = \"light\"\nzebra = 1\n")).1).unwrap();
        assert_eq!(
            settings.unknown,
            ["there is no setting 'colours'. Did you mean 'colors'?", "there is no setting 'zebra'"]
        );
    }
}
