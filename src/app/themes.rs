//! Themes of the user's own: the files `themes/NAME.toml` of a home.

use std::path::PathBuf;

use outloud_store::home::Home;

/// The names of the themes, in the alphabet's order.
#[must_use]
pub fn names(home: &Home) -> Vec<String> {
    let files = std::fs::read_dir(home.themes_dir()).into_iter().flatten().flatten().map(|entry| entry.path());
    let toml = files.filter(|path| path.extension().is_some_and(|e| e == "toml"));
    let mut names: Vec<String> = toml.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    names.retain(|name| file(home, name).is_some());
    names.sort();
    names
}

/// The file of the theme with this name, whether it is there or not; none for a name that leads out of the folder.
#[must_use]
pub fn file(home: &Home, name: &str) -> Option<PathBuf> {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    plain.then(|| home.themes_dir().join(format!("{name}.toml")))
}
