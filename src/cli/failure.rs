//! Why a command failed: one line for stderr, and the exit code.

use std::error::Error;

/// What a command ends with.
pub type CommandResult = Result<(), Failure>;

/// A failed command. Exit code 1; 2 if it was called wrongly.
#[derive(Debug)]
pub struct Failure {
    /// One line: what, where, what to do.
    pub message: String,
    /// The exit code.
    pub code: u8,
}

impl Failure {
    /// The command could not be carried out: exit code 1.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 1 }
    }

    /// The command was called wrongly: exit code 2.
    #[must_use]
    pub fn usage(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 2 }
    }
}

impl<E: Error + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        tracing::debug!(error = &error as &dyn Error, "the command failed");
        Self::new(error.to_string())
    }
}
