//! A session whose file is damaged or gone while its recordings are there: the file is set aside, never deleted, and a new
//! one is made of what the recordings' names say.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::{Zoned, civil::DateTime, tz::TimeZone};

use super::{
    StoreError,
    banks::is_id,
    lock::SessionLock,
    schema::FILE,
    sessions::SessionStore,
    writer::{SessionWriter, timestamp},
};
use outloud_core::{
    bank::Question,
    session::{SESSION_SCHEMA, Session, SessionKind, Take},
};

/// What became of a damaged session.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rebuilt {
    /// Its id.
    pub session: String,
    /// Where its damaged file is now, if it had one.
    pub set_aside: Option<PathBuf>,
    /// How many recordings the new file lists.
    pub takes: usize,
}

/// Finds a question by its id: the bank's id and the question.
pub type FindQuestion<'a> = &'a dyn Fn(&str) -> Option<(String, Question)>;

impl SessionStore {
    /// The ids of sessions that cannot be read, and of folders with recordings and no session file; not those that are
    /// being written or come from a newer outloud.
    ///
    /// # Errors
    /// [`StoreError::Io`] if the folder of sessions exists and cannot be read.
    pub fn damaged(&self) -> Result<Vec<String>, StoreError> {
        let Ok(entries) = fs::read_dir(self.folder()) else { return Ok(Vec::new()) };
        let mut ids = Vec::new();
        for entry in entries {
            let path = entry.map_err(|e| StoreError::io("read the folder", self.folder(), e))?.path();
            let Some(id) = path.file_name().and_then(|n| n.to_str()).map(str::to_owned) else { continue };
            if path.is_symlink() || !path.is_dir() || SessionLock::is_held(&path) {
                continue;
            }
            let damaged = match path.join(FILE).is_file() {
                true => matches!(self.load(&id), Err(StoreError::DamagedSession { .. })),
                false => !recordings(&path).is_empty(),
            };
            if damaged {
                ids.push(id);
            }
        }
        ids.sort();
        Ok(ids)
    }

    /// Sets the damaged file of a session aside and lists its recordings in a new one.
    ///
    /// # Errors
    /// [`StoreError::Busy`] while somebody writes to it, [`StoreError::Io`] if it cannot be written; the damaged file is
    /// where it was then.
    pub fn rebuild(&self, id: &str, question: FindQuestion<'_>) -> Result<Rebuilt, StoreError> {
        let folder = self.folder().join(id);
        let lock = SessionLock::acquire(&folder)?;
        let begun = begun(id);
        let takes: Vec<Take> =
            recordings(&folder).into_iter().map(|(number, asked)| take(number, &asked, &begun, question)).collect();
        let kind = kind(id);
        let count = takes.len();
        let set_aside = set_aside(&folder)?;
        let session = Session {
            schema: SESSION_SCHEMA,
            id: id.to_owned(),
            kind,
            started_at: begun,
            round: None,
            takes,
            ended_early: false,
        };
        if count > 0 {
            SessionWriter::resume(self.folder(), session, lock).save()?;
        }
        Ok(Rebuilt { session: id.to_owned(), set_aside, takes: count })
    }
}

/// The numbers and question ids in the names of a folder's recordings.
fn recordings(folder: &Path) -> Vec<(u32, String)> {
    let of_name = |path: PathBuf| {
        let name = path.file_name()?.to_str()?.strip_suffix(".wav")?;
        let (number, asked) = name.split_once('-')?;
        let known = !path.is_symlink() && path.is_file() && asked.split('.').all(is_id);
        Some((number.parse().ok().filter(|_| known)?, asked.to_owned()))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<_> = entries.filter_map(|e| of_name(e.path())).collect();
    found.sort();
    found.dedup_by_key(|(number, _)| *number);
    found
}

fn take(number: u32, asked: &str, begun: &str, question: FindQuestion<'_>) -> Take {
    let unknown = || (String::new(), Question::bare(asked, &asked.replace('-', " "), ""));
    let (bank, question) = question(asked).unwrap_or_else(unknown);
    Take {
        started_at: begun.to_owned(),
        audio: Some(super::writer::wav_name(number, asked)),
        ..Take::new(number, &bank, question)
    }
}

/// Renames the session file so that nothing is overwritten.
fn set_aside(folder: &Path) -> Result<Option<PathBuf>, StoreError> {
    let file = folder.join(FILE);
    if !file.exists() {
        return Ok(None);
    }
    let names = std::iter::once("damaged".to_owned()).chain((2..).map(|n| format!("damaged-{n}")));
    let mut paths = names.map(|suffix| folder.join(format!("{FILE}.{suffix}")));
    let free = paths.find(|p| !p.exists()).unwrap_or_else(|| folder.join("damaged"));
    fs::rename(&file, &free).map_err(|e| StoreError::io("set aside", file, e))?;
    Ok(Some(free))
}

/// When a session began, by its folder's name; now if that does not say.
fn begun(id: &str) -> String {
    let local = id.get(..19).and_then(|t| DateTime::strptime("%Y-%m-%dT%H-%M-%S", t).ok());
    let zoned = local.and_then(|t| t.to_zoned(TimeZone::system()).ok());
    timestamp(&zoned.unwrap_or_else(Zoned::now))
}

fn kind(id: &str) -> SessionKind {
    use SessionKind::{Demo, Drill, Mock, Practice};
    [Mock, Drill, Demo].into_iter().find(|k| id.split('-').any(|part| part == k.as_str())).unwrap_or(Practice)
}
