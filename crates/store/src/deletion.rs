//! Removing what the user wants gone: a session, its recordings alone, or recordings older than the user keeps them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::{StoreError, lock::SessionLock, schema::FILE, sessions::SessionStore};
use outloud_core::session::{Session, Take};

/// What a removal took away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Removed {
    /// Recordings among it.
    pub recordings: usize,
    /// All of it, in bytes.
    pub bytes: u64,
}

impl SessionStore {
    /// What removing a session, or its recordings alone, would take away.
    ///
    /// # Errors
    /// As [`SessionStore::delete`].
    pub fn weigh(&self, wanted: &str, audio_only: bool) -> Result<(String, Removed), StoreError> {
        let id = self.resolve(wanted)?;
        let mut removed = Removed::default();
        for path in entries(&self.folder().join(&id))? {
            if !audio_only || is_recording(&path) {
                removed.count(&path);
            }
        }
        Ok((id, removed))
    }

    /// Removes a session with everything in its folder, damaged or not. `session.json` goes last: what is interrupted can
    /// be done again.
    ///
    /// # Errors
    /// If there is no such session or several, [`StoreError::Busy`] while it is being written, and [`StoreError::Io`].
    pub fn delete(&self, wanted: &str) -> Result<Removed, StoreError> {
        let folder = self.folder().join(self.resolve(wanted)?);
        let lock = SessionLock::acquire(&folder)?;
        let mut removed = Removed::default();
        for path in entries(&folder)?.into_iter().filter(|p| !p.ends_with(FILE)) {
            remove(&path, &mut removed)?;
        }
        remove(&folder.join(FILE), &mut removed)?;
        drop(lock);
        fs::remove_dir(&folder).map_err(|e| StoreError::io("remove", folder, e))?;
        Ok(removed)
    }

    /// Removes the recordings of a session; its transcripts and scores stay.
    ///
    /// # Errors
    /// As [`SessionStore::open`], and [`StoreError::Io`] if a recording cannot be removed; those before it are gone then.
    pub fn delete_audio(&self, id: &str) -> Result<Removed, StoreError> {
        let mut writer = self.open(id)?;
        let mut removed = Removed::default();
        for path in entries(&writer.folder())?.into_iter().filter(|p| is_recording(p)) {
            remove(&path, &mut removed)?;
        }
        writer.session_mut().takes.iter_mut().for_each(|t| t.audio = None);
        writer.save()?;
        Ok(removed)
    }

    /// Removes the recordings of takes begun before `limit`; transcripts and scores stay. A recording that was never written
    /// down stays too: it is all there is of that answer. So do sessions that are being written.
    ///
    /// # Errors
    /// [`StoreError::Io`] if something cannot be removed.
    pub fn expire_audio(&self, limit: Timestamp) -> Result<Removed, StoreError> {
        let mut removed = Removed::default();
        let expired = |t: &Take| t.audio.is_some() && t.transcript.is_some() && is_before(&t.started_at, limit);
        for session in self.list()?.sessions.iter().filter(|s| s.takes.iter().any(expired)) {
            match self.expire_in(session, &expired, &mut removed) {
                Err(StoreError::Busy { .. }) => {}
                done => done?,
            }
        }
        Ok(removed)
    }

    fn expire_in(
        &self,
        session: &Session,
        expired: &dyn Fn(&Take) -> bool,
        removed: &mut Removed,
    ) -> Result<(), StoreError> {
        let mut writer = self.open(&session.id)?;
        for n in 0..writer.session().takes.len() {
            let take = &writer.session().takes[n];
            if !expired(take) {
                continue;
            }
            if let Some(wav) = self.audio_of(writer.session(), take) {
                remove(&wav, removed)?;
            }
            writer.session_mut().takes[n].audio = None;
        }
        writer.save()
    }
}

impl Removed {
    fn count(&mut self, path: &Path) {
        let Ok(about) = fs::symlink_metadata(path) else { return };
        self.recordings += usize::from(is_recording(path));
        self.bytes += if about.is_file() { about.len() } else { 0 };
    }
}

fn is_recording(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "wav")
}

fn is_before(started_at: &str, limit: Timestamp) -> bool {
    started_at.parse::<Timestamp>().is_ok_and(|at| at < limit)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let io = |e| StoreError::io("read the folder", folder, e);
    fs::read_dir(folder).map_err(io)?.map(|entry| Ok(entry.map_err(io)?.path())).collect()
}

/// Removes a file, a link (not what it leads to) or a folder; what is gone already is fine.
fn remove(path: &Path, removed: &mut Removed) -> Result<(), StoreError> {
    removed.count(path);
    let is_folder = fs::symlink_metadata(path).is_ok_and(|about| about.is_dir());
    let done = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match done {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(StoreError::io("remove", path, e)),
        _ => Ok(()),
    }
}
