//! Where `models/ questions/ sessions/` live: what was asked for, else the checkout one stands in, else the platform's
//! data folder.

use std::path::{Path, PathBuf};

/// The folder that holds everything outloud keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
}

impl Home {
    /// A home at `root`; nothing is created.
    #[must_use]
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The home for this run: `asked` (`--home` or `OUTLOUD_HOME`), else the checkout that `current_dir` lies in, else the
    /// platform's data folder, else `current_dir`.
    #[must_use]
    pub fn resolve(asked: Option<&Path>, current_dir: &Path) -> Self {
        if let Some(root) = asked {
            return Self::at(root);
        }
        if let Some(checkout) = current_dir.ancestors().find(|d| is_checkout(d)) {
            return Self::at(checkout);
        }
        match directories::ProjectDirs::from("", "", "outloud") {
            Some(dirs) => Self::at(dirs.data_dir()),
            None => Self::at(current_dir),
        }
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whisper models.
    #[must_use]
    pub fn models_dir(&self) -> PathBuf {
        self.root.join("models")
    }

    /// Question banks.
    #[must_use]
    pub fn questions_dir(&self) -> PathBuf {
        self.root.join("questions")
    }

    /// Recorded sessions.
    #[must_use]
    pub fn sessions_dir(&self) -> PathBuf {
        self.root.join("sessions")
    }

    /// Themes of the user's own.
    #[must_use]
    pub fn themes_dir(&self) -> PathBuf {
        self.root.join("themes")
    }

    /// The candidate's own stories.
    #[must_use]
    pub fn stories_dir(&self) -> PathBuf {
        self.root.join("stories")
    }

    /// The candidate's notes.
    #[must_use]
    pub fn notes_dir(&self) -> PathBuf {
        self.root.join("notes")
    }

    /// The goal of the practice plan.
    #[must_use]
    pub fn plan_file(&self) -> PathBuf {
        self.root.join("plan.json")
    }

    /// The settings file.
    #[must_use]
    pub fn settings_file(&self) -> PathBuf {
        self.root.join("outloud.toml")
    }

    /// What the recogniser and the audio system print, kept off the screen.
    #[must_use]
    pub fn log_file(&self) -> PathBuf {
        self.root.join("sessions").join("outloud.log")
    }
}

fn is_checkout(dir: &Path) -> bool {
    let is_ours = || {
        std::fs::read_to_string(dir.join("Cargo.toml"))
            .is_ok_and(|text| text.lines().any(|l| l == "name = \"outloud\""))
    };
    dir.join("questions").is_dir() && dir.join("models").is_dir() && is_ours()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_wins() {
        let home = Home::resolve(Some(Path::new("/x")), Path::new(env!("CARGO_MANIFEST_DIR")));
        assert_eq!(home.sessions_dir(), Path::new("/x/sessions"));
    }

    #[test]
    fn a_checkout_is_found_from_inside_it() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.parent().and_then(Path::parent).unwrap();
        assert_eq!(Home::resolve(None, &here.join("src")).root(), root);
    }

    #[test]
    fn another_project_is_no_checkout() {
        let other = tempfile::tempdir().unwrap();
        std::fs::write(other.path().join("Cargo.toml"), "name = \"outloud\"\n").unwrap();
        assert_ne!(Home::resolve(None, other.path()).root(), other.path());
    }
}
