//! A session that is being written. Its folder appears with the first take and is this process's alone; a take is on
//! record before its first sample, so that whatever ends the program, the next start knows what was being answered.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use jiff::Zoned;

use super::{StoreError, atomic, lock::SessionLock, schema::FILE};
use outloud_core::session::{Session, Take};

/// A session that is being written.
#[derive(Debug)]
pub struct SessionWriter {
    sessions: PathBuf,
    session: Session,
    lock: Option<SessionLock>,
}

impl SessionWriter {
    /// A session whose folder is made with the first take.
    pub(super) fn new(sessions: &Path, session: Session) -> Self {
        Self { sessions: sessions.to_owned(), session, lock: None }
    }

    /// A session that is there already, held by `lock`.
    pub(super) fn resume(sessions: &Path, session: Session, lock: SessionLock) -> Self {
        Self { sessions: sessions.to_owned(), session, lock: Some(lock) }
    }

    /// The session as it stands.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    pub(super) fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    /// Its folder.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.sessions.join(&self.session.id)
    }

    /// The number of the next take.
    #[must_use]
    pub fn next_take(&self) -> u32 {
        self.session.takes.iter().map(|t| t.number).max().unwrap_or(0) + 1
    }

    /// Puts a take on record that is about to be recorded, dated `now`, and gives the WAV to record it into.
    ///
    /// # Errors
    /// [`StoreError::Io`] if the session cannot be written; nothing is recorded then.
    pub fn begin_take(&mut self, mut take: Take, now: &Zoned) -> Result<PathBuf, StoreError> {
        let name = wav_name(take.number, &take.question.id);
        take.started_at = timestamp(now);
        take.audio = Some(name.clone());
        let number = take.number;
        self.put_take(take).inspect_err(|_| self.session.takes.retain(|t| t.number != number))?;
        Ok(self.folder().join(name))
    }

    /// Adds a take, or replaces the one with its number, and saves the session.
    ///
    /// # Errors
    /// [`StoreError::Io`] if it cannot be saved; the file on disk is then the old one.
    pub fn put_take(&mut self, take: Take) -> Result<(), StoreError> {
        match self.session.takes.iter_mut().find(|t| t.number == take.number) {
            Some(old) => *old = take,
            None => self.session.takes.push(take),
        }
        self.save()
    }

    /// Stores that a round is over, though not all of its questions were answered. Without an answer there is nothing to store.
    ///
    /// # Errors
    /// As [`SessionWriter::put_take`].
    pub fn end_early(&mut self) -> Result<(), StoreError> {
        self.session.ended_early = true;
        if self.session.takes.is_empty() { Ok(()) } else { self.save() }
    }

    /// Replaces the takes that have the numbers of `takes`, and saves the session once.
    ///
    /// # Errors
    /// As [`SessionWriter::put_take`].
    pub fn replace_takes(&mut self, takes: Vec<Take>) -> Result<(), StoreError> {
        for take in takes {
            if let Some(old) = self.session.takes.iter_mut().find(|t| t.number == take.number) {
                *old = take;
            }
        }
        self.save()
    }

    /// Strikes a take off that was never recorded or was thrown away. A session that has no other goes too.
    ///
    /// # Errors
    /// [`StoreError::Io`] if the session cannot be saved or removed.
    pub fn forget_take(&mut self, number: u32) -> Result<(), StoreError> {
        let before = self.session.takes.len();
        self.session.takes.retain(|t| t.number != number);
        if self.lock.is_none() || self.session.takes.len() == before {
            return Ok(());
        }
        if !self.session.takes.is_empty() {
            return self.save();
        }
        let (folder, file) = (self.folder(), self.folder().join(FILE));
        fs::remove_file(&file).map_err(|e| StoreError::io("remove", file, e))?;
        self.lock = None;
        // Something else in it is a reason to keep the folder.
        let _ = fs::remove_dir(folder);
        Ok(())
    }

    /// Writes the session as it stands.
    ///
    /// # Errors
    /// As [`SessionWriter::put_take`].
    pub fn save(&mut self) -> Result<(), StoreError> {
        self.claim()?;
        let path = self.folder().join(FILE);
        let mut json = serde_json::to_vec_pretty(&self.session)
            .map_err(|e| StoreError::io("write", &path, std::io::Error::other(e)))?;
        json.push(b'\n');
        tracing::debug!(path = %path.display(), bytes = json.len(), "session stored");
        atomic::write(&path, &json)
    }

    /// Makes the folder, under another name if somebody was faster, and locks it.
    fn claim(&mut self) -> Result<(), StoreError> {
        if self.lock.is_some() {
            return Ok(());
        }
        atomic::create_private_folder(&self.sessions)?;
        let base = self.session.id.clone();
        for n in 2.. {
            let folder = self.folder();
            match atomic::create_new_private_folder(&folder) {
                Ok(()) => {
                    atomic::sync_folder(&self.sessions).map_err(|e| StoreError::io("write", &self.sessions, e))?;
                    self.lock = Some(SessionLock::acquire(&folder).inspect_err(|_| drop(fs::remove_dir(&folder)))?);
                    return Ok(());
                }
                Err(e) if e.kind() == ErrorKind::AlreadyExists => self.session.id = format!("{base}-{n}"),
                Err(e) => return Err(StoreError::io("create", folder, e)),
            }
        }
        Ok(())
    }
}

/// The name of a take's WAV: `03-git-merge-vs-rebase.wav`.
#[must_use]
pub fn wav_name(take_number: u32, question_id: &str) -> String {
    format!("{take_number:02}-{question_id}.wav")
}

/// RFC 3339 with offset, to the second: what sessions and takes carry.
#[must_use]
pub fn timestamp(now: &Zoned) -> String {
    now.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
