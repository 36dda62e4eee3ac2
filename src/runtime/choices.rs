//! What the settings can choose from on this machine: microphones and models. Asking the system for microphones can take a
//! second: call it on a thread of its own.

use std::path::PathBuf;

use crate::speech::models;

/// Microphones and models, by the names that the settings take.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// Microphones, the system's default first.
    pub microphones: Vec<String>,
    /// Models on disk.
    pub models: Vec<String>,
}

impl Choices {
    /// What this machine has; models are looked for in `folders`. An audio system that does not answer has none.
    #[must_use]
    pub fn find(folders: &[PathBuf]) -> Self {
        Self { microphones: microphones(), models: models::list(folders).into_iter().map(|m| m.name).collect() }
    }
}

#[cfg(feature = "mic")]
fn microphones() -> Vec<String> {
    crate::audio::devices::devices().unwrap_or_default().into_iter().map(|d| d.name).collect()
}

#[cfg(not(feature = "mic"))]
fn microphones() -> Vec<String> {
    Vec::new()
}
