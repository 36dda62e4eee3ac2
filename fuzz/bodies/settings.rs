//! Any text as the settings.

use outloud::app::Settings;
use outloud_store::home::Home;

use super::memory::file;

/// Refused with a sentence or read; what is read is saved and read back equal.
pub fn settings(text: &str) {
    let folder = file("home");
    std::fs::create_dir_all(&folder).expect("a place for a home");
    let home = Home::at(&folder);
    std::fs::write(home.settings_file(), text).expect("a place for the settings");
    match Settings::load(&home) {
        Ok(found) => {
            found.save(&home).expect("what was read can be saved");
            assert_eq!(Settings::load(&home).expect("what was saved can be read"), found);
        }
        Err(refused) => assert!(!refused.to_string().is_empty()),
    }
    std::fs::remove_dir_all(&folder).expect("the home is still there");
}
