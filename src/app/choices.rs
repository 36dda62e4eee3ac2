//! What the settings can choose from on this machine: microphones, models and stories. Asking the system for microphones can take a
//! second: call it on a thread of its own.

use std::path::PathBuf;

use outloud_recognition::models;
use outloud_store::{home::Home, stories};

/// Microphones, models and stories, by the names that the settings take.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// Microphones, the system's default first.
    pub microphones: Vec<String>,
    /// Models on disk.
    pub models: Vec<String>,
    /// Stories of the candidate's own.
    pub stories: Vec<String>,
    /// Themes of the user's own.
    pub themes: Vec<String>,
}

impl Choices {
    /// What this machine and a home have; models are looked for in `folders`. An audio system that does not answer has none.
    #[must_use]
    pub fn find(home: &Home, folders: &[PathBuf]) -> Self {
        let own = stories::load_all(home).map_or_else(|_| Vec::new(), |shelf| shelf.stories);
        let own = own.into_iter().filter(|s| s.file.is_some());
        Self {
            microphones: microphones(),
            models: models::list(folders).into_iter().map(|m| m.name).collect(),
            stories: own.map(|s| s.story.id).collect(),
            themes: super::themes::names(home),
        }
    }
}

#[cfg(feature = "mic")]
fn microphones() -> Vec<String> {
    outloud_audio::devices::devices().unwrap_or_default().into_iter().map(|d| d.name).collect()
}

#[cfg(not(feature = "mic"))]
fn microphones() -> Vec<String> {
    Vec::new()
}
