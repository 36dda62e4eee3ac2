//! The home: whether it can be written, how much fits, and whether what lies in it can be read.

use std::path::Path;

use super::Check;
use crate::app::settings::Settings;
use outloud_store::{atomic, banks::load_all, home::Home};

/// A take grows by this many bytes a second.
const BYTES_PER_S: u64 = 32_000;
/// Less room than this many minutes of recording is worth a word.
const FEW_MINUTES: u64 = 60;

/// Writes a file into the home, and says how much recording fits on its disk.
#[must_use]
pub fn disk(home: &Home) -> Check {
    let folder = home.sessions_dir();
    let place = folder.display().to_string();
    let probe = folder.join(".trial");
    let written = atomic::create_private_folder(&folder).and_then(|()| atomic::write(&probe, b"outloud"));
    let _ = std::fs::remove_file(&probe);
    if let Err(e) = written {
        return Check::broken("disk", format!("'{place}' cannot be written"), e.to_string());
    }
    match free_bytes(&folder).map(|bytes| bytes / BYTES_PER_S / 60) {
        None => Check::works("disk", format!("'{place}' can be written")),
        Some(minutes) if minutes < FEW_MINUTES => Check::limited(
            "disk",
            format!("'{place}' has room for {minutes} minutes of recording"),
            "free some space, or choose another folder with --home",
        ),
        Some(minutes) => Check::works("disk", format!("'{place}' has room for {} hours of recording", minutes / 60)),
    }
}

#[cfg(unix)]
fn free_bytes(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail * disk.f_frsize)
}

#[cfg(not(unix))]
fn free_bytes(_: &Path) -> Option<u64> {
    None
}

/// Reads every bank.
#[must_use]
pub fn banks(home: &Home) -> Check {
    match load_all(home, &[]) {
        Ok(banks) => {
            let questions: usize = banks.iter().map(|b| b.bank.questions.len()).sum();
            Check::works("banks", format!("{questions} questions in {} banks", banks.len()))
        }
        Err(e) => Check::broken("banks", "a bank cannot be read", e.to_string()),
    }
}

/// Reads the settings.
#[must_use]
pub fn settings(home: &Home) -> Check {
    let file = home.settings_file();
    match Settings::load(home) {
        Ok(found) if !found.unknown.is_empty() => Check::limited(
            "settings",
            format!("'{}' has keys that nothing reads", file.display()),
            format!("{}. Correct the name, or delete the line", found.unknown.join("; ")),
        ),
        Ok(_) if file.exists() => Check::works("settings", format!("'{}'", file.display())),
        Ok(_) => Check::works("settings", "none yet: the defaults hold"),
        Err(e) => Check::limited("settings", "the defaults hold", e.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::doctor::State;

    #[test]
    fn settings_with_unknown_keys_are_not_called_good() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        assert_eq!(settings(&home).state, State::Works);
        std::fs::write(home.settings_file(), "colours = \"light\"\n").unwrap();
        let check = settings(&home);
        assert_eq!(check.state, State::Limited);
        assert!(check.advice.is_some_and(|a| a.contains("Did you mean 'colors'?")));
    }
}
