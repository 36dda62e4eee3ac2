//! What can go wrong on disk. Every message says what, where and what to do.

use std::path::PathBuf;

/// What can go wrong on disk; every message says what, where and what to do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The operating system refused.
    #[error("cannot {action} '{path}': {source}. {remedy}")]
    Io {
        /// What was tried: "write", "read", "create".
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
        /// What to do next.
        remedy: String,
    },
    /// A bank is not what it should be.
    #[error("{0}")]
    Bank(#[from] BankError),
    /// No bank of that name.
    #[error("there is no bank '{wanted}'. `outloud bank list` shows those there are: {known}")]
    UnknownBank {
        /// As typed.
        wanted: String,
        /// The ids there are.
        known: String,
    },
    /// No story of that name.
    #[error("there is no story '{wanted}'. `outloud story new NAME` makes one; those there are: {known}")]
    UnknownStory {
        /// As typed.
        wanted: String,
        /// The ids there are.
        known: String,
    },
    /// No session of that name.
    #[error("there is no session '{0}'. `outloud sessions list` shows those there are")]
    UnknownSession(String),
    /// The start of a name fits several sessions.
    #[error("'{wanted}' is the start of several sessions: {matches}. Type more of the one you mean")]
    AmbiguousSession {
        /// As typed.
        wanted: String,
        /// Those it fits.
        matches: String,
    },
    /// The session has no such take, or the take no such word.
    #[error("session '{session}' has no {what}. `outloud sessions show {session}` shows what it has")]
    NotInSession {
        /// The session's id.
        session: String,
        /// The take or the word.
        what: String,
    },
    /// There is no session yet.
    #[error("there is no session yet. `outloud demo` makes one in seconds, `outloud practice` one of your own")]
    NoSessions,
    /// A session file is damaged.
    #[error(
        "session '{path}' cannot be read: {reason}. Nothing of it is deleted: `outloud sessions recover` sets the file aside and goes on from the recordings"
    )]
    DamagedSession {
        /// The file.
        path: PathBuf,
        /// What the parser said.
        reason: String,
    },
    /// Another writer holds the session.
    #[error(
        "'{folder}' is being written by another outloud{}. End that one first; reading and new sessions go on meanwhile", process(*holder)
    )]
    Busy {
        /// The session's folder.
        folder: PathBuf,
        /// The other's process number, where it is known.
        holder: Option<u32>,
    },
    /// The session was written by a newer outloud.
    #[error("session '{path}' has schema {found}, this outloud reads up to {known}. Update outloud to open it")]
    NewerSession {
        /// The file.
        path: PathBuf,
        /// Its number.
        found: u32,
        /// Ours.
        known: u32,
    },
}

fn process(holder: Option<u32>) -> String {
    holder.map(|id| format!(" (process {id})")).unwrap_or_default()
}

impl StoreError {
    /// An [`StoreError::Io`] whose remedy is told by the kind of failure.
    pub fn io(action: &'static str, path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        let path = path.into();
        let remedy = match source.kind() {
            std::io::ErrorKind::NotFound => "Check the path".to_owned(),
            std::io::ErrorKind::InvalidData => "Save the file as UTF-8".to_owned(),
            std::io::ErrorKind::FileTooLarge | std::io::ErrorKind::InvalidInput => "Is this the right file?".to_owned(),
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                "The disk is full: free some space and try again".to_owned()
            }
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                "Make it writable, or choose another place with --home DIR or OUTLOUD_HOME".to_owned()
            }
            _ => "Choose another place with --home DIR if this one does not work".to_owned(),
        };
        Self::Io { action, path, source, remedy }
    }
}

/// What is wrong with a bank file: the file, the place in it, what it is and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{file}: at {path}: {problem}. {remedy}")]
pub struct BankError {
    /// The file.
    pub file: String,
    /// The JSON path, for example `questions[3].keywords[0].weight`, or `line 3 column 7`.
    pub path: String,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
}

impl BankError {
    pub(crate) fn new(
        file: &str,
        path: impl Into<String>,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { file: file.to_owned(), path: path.into(), problem: problem.into(), remedy: remedy.into() }
    }
}
