//! From the bytes of a `session.json` to a session: any schema up to today's, nothing larger than people make.

use std::path::Path;

use super::StoreError;
use outloud_core::session::{MOST_WORDS, SESSION_SCHEMA, Session};

/// The file that makes a folder a session.
pub(super) const FILE: &str = "session.json";

/// No session is larger: an hour of talk has a few megabytes.
pub(super) const MAX_SESSION_BYTES: u64 = 64 * 1024 * 1024;

/// The session in `bytes`, of this schema or any older one; `path` is named in errors.
///
/// # Errors
/// [`StoreError::DamagedSession`], [`StoreError::NewerSession`].
pub fn parse(path: &Path, bytes: &[u8]) -> Result<Session, StoreError> {
    #[derive(serde::Deserialize)]
    struct Versioned {
        schema: u32,
    }
    let unusable = |reason: String| StoreError::DamagedSession { path: path.to_owned(), reason };
    let damaged = |e: serde_json::Error| unusable(e.to_string());
    let read = serde_json::from_slice::<Session>(bytes).map_err(damaged);
    // A newer one may look damaged, so that its number is asked for first where something is wrong.
    let found = match &read {
        Ok(session) => session.schema,
        Err(_) => serde_json::from_slice::<Versioned>(bytes).map_err(damaged)?.schema,
    };
    if found > SESSION_SCHEMA {
        return Err(StoreError::NewerSession { path: path.to_owned(), found, known: SESSION_SCHEMA });
    }
    // Screens and reports spend a thousand times a word's own letters on it.
    let mut session = read?;
    session.derive_time_limits();
    match session.words() {
        words if words > MOST_WORDS => {
            Err(unusable(format!("its {words} words are more than anybody says in a session")))
        }
        _ => Ok(session),
    }
}
