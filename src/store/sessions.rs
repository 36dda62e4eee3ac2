//! Sessions on disk: `sessions/<start time>-<kind>/session.json` and one WAV per take. Saved after every take.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::Zoned;

use super::{StoreError, atomic, home::Home};
use crate::domain::session::{RoundSettings, SESSION_SCHEMA, Session, SessionKind, Take};

const FILE: &str = "session.json";

/// The sessions of a home.
#[derive(Debug, Clone)]
pub struct SessionStore {
    folder: PathBuf,
}

/// What a listing found: the sessions, newest first, and a sentence for each that could not be read.
#[derive(Debug, Default)]
pub struct Listing {
    /// Readable sessions, newest first.
    pub sessions: Vec<Session>,
    /// What was wrong with the others.
    pub problems: Vec<String>,
}

/// A session that is being written.
#[derive(Debug)]
pub struct SessionWriter {
    folder: PathBuf,
    session: Session,
}

impl SessionStore {
    /// The sessions under `home`; nothing is created.
    #[must_use]
    pub fn new(home: &Home) -> Self {
        Self { folder: home.sessions_dir() }
    }

    /// Where a session lies.
    #[must_use]
    pub fn folder_of(&self, session: &Session) -> PathBuf {
        self.folder.join(&session.id)
    }

    /// The WAV of a take, if it has one and its name stays inside the session's folder.
    #[must_use]
    pub fn audio_of(&self, session: &Session, take: &Take) -> Option<PathBuf> {
        let name = Path::new(take.audio.as_deref()?);
        (name.components().count() == 1 && name.file_name().is_some()).then(|| self.folder_of(session).join(name))
    }

    /// Begins a session at `now`. The folder appears with the first take, so that a sitting without an answer leaves
    /// nothing behind.
    #[must_use]
    pub fn create(&self, kind: SessionKind, round: Option<RoundSettings>, now: &Zoned) -> SessionWriter {
        let base = format!("{}-{kind}", now.strftime("%Y-%m-%dT%H-%M-%S"));
        let free = |id: &String| !self.folder.join(id).exists();
        let id = std::iter::once(base.clone()).chain((2..).map(|n| format!("{base}-{n}"))).find(free).unwrap_or(base);
        let started_at = timestamp(now);
        let session = Session { schema: SESSION_SCHEMA, id: id.clone(), kind, started_at, round, takes: Vec::new() };
        SessionWriter { folder: self.folder.join(id), session }
    }

    /// Opens a stored session to change it.
    ///
    /// # Errors
    /// As [`SessionStore::find`].
    pub fn open(&self, id: &str) -> Result<SessionWriter, StoreError> {
        let session = self.find(Some(id))?;
        Ok(SessionWriter { folder: self.folder_of(&session), session })
    }

    /// Every session, newest first. A damaged one is told of and passed over.
    ///
    /// # Errors
    /// [`StoreError::Io`] if the folder exists and cannot be read.
    pub fn list(&self) -> Result<Listing, StoreError> {
        let mut listing = Listing::default();
        for id in self.ids()?.into_iter().rev() {
            match self.load(&id) {
                Ok(session) => listing.sessions.push(session),
                Err(problem) => listing.problems.push(problem.to_string()),
            }
        }
        Ok(listing)
    }

    /// The ids of the sessions, oldest first: folders that hold a session file.
    ///
    /// # Errors
    /// [`StoreError::Io`] if the folder exists and cannot be read.
    pub fn ids(&self) -> Result<Vec<String>, StoreError> {
        if !self.folder.is_dir() {
            return Ok(Vec::new());
        }
        let io = |e| StoreError::io("read the folder", &self.folder, e);
        let mut ids = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(io)? {
            let path = entry.map_err(io)?.path();
            if path.join(FILE).is_file()
                && let Some(name) = path.file_name().and_then(|n| n.to_str())
            {
                ids.push(name.to_owned());
            }
        }
        ids.sort();
        Ok(ids)
    }

    /// The session with this id or the only one whose id starts so; none: the latest.
    ///
    /// # Errors
    /// [`StoreError::UnknownSession`], [`StoreError::AmbiguousSession`], [`StoreError::NoSessions`], and what
    /// reading it can give.
    pub fn find(&self, wanted: Option<&str>) -> Result<Session, StoreError> {
        let ids = self.ids()?;
        let Some(wanted) = wanted else {
            return self.load(ids.last().ok_or(StoreError::NoSessions)?);
        };
        if ids.iter().any(|id| id == wanted) {
            return self.load(wanted);
        }
        let matches: Vec<_> = ids.iter().filter(|id| id.starts_with(wanted)).cloned().collect();
        match matches.as_slice() {
            [] => Err(StoreError::UnknownSession(wanted.to_owned())),
            [one] => self.load(one),
            several => Err(StoreError::AmbiguousSession { wanted: wanted.to_owned(), matches: several.join(", ") }),
        }
    }

    fn load(&self, id: &str) -> Result<Session, StoreError> {
        let path = self.folder.join(id).join(FILE);
        let bytes = fs::read(&path).map_err(|e| StoreError::io("read", &path, e))?;
        let damaged = |reason: String| StoreError::DamagedSession { path: path.clone(), reason };
        #[derive(serde::Deserialize)]
        struct Versioned {
            schema: u32,
        }
        let found = serde_json::from_slice::<Versioned>(&bytes).map_err(|e| damaged(e.to_string()))?.schema;
        if found > SESSION_SCHEMA {
            return Err(StoreError::NewerSession { path, found, known: SESSION_SCHEMA });
        }
        let mut session: Session = serde_json::from_slice(&bytes).map_err(|e| damaged(e.to_string()))?;
        id.clone_into(&mut session.id);
        Ok(session)
    }
}

impl SessionStore {
    /// Removes the recordings of a session; its transcripts and scores stay. Gives how many were removed.
    ///
    /// # Errors
    /// As [`SessionStore::find`], and [`StoreError::Io`] if a recording cannot be removed; those before it are gone then.
    pub fn delete_audio(&self, id: &str) -> Result<usize, StoreError> {
        let mut writer = self.open(id)?;
        let mut removed = 0;
        for n in 0..writer.session.takes.len() {
            let Some(wav) = self.audio_of(&writer.session, &writer.session.takes[n]) else { continue };
            match fs::remove_file(&wav) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(StoreError::io("remove", wav, e)),
                _ => removed += 1,
            }
            writer.session.takes[n].audio = None;
            writer.save()?;
        }
        Ok(removed)
    }
}

impl SessionWriter {
    /// The session as it stands.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The number of the next take.
    #[must_use]
    pub fn next_take(&self) -> u32 {
        self.session.takes.iter().map(|t| t.number).max().unwrap_or(0) + 1
    }

    /// Where to record a take; makes the session's folder.
    ///
    /// # Errors
    /// [`StoreError::Io`] if the folder cannot be made.
    pub fn wav_path(&self, take_number: u32, question_id: &str) -> Result<PathBuf, StoreError> {
        atomic::create_private_folder(&self.folder)?;
        Ok(self.folder.join(wav_name(take_number, question_id)))
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

    /// Writes the session as it stands.
    ///
    /// # Errors
    /// As [`SessionWriter::put_take`].
    pub fn save(&self) -> Result<(), StoreError> {
        atomic::create_private_folder(&self.folder)?;
        let mut json = serde_json::to_vec_pretty(&self.session).unwrap_or_default();
        json.push(b'\n');
        atomic::write(&self.folder.join(FILE), &json)
    }
}

/// The name of a take's WAV: `03-git-merge-rebase.wav`.
#[must_use]
pub fn wav_name(take_number: u32, question_id: &str) -> String {
    format!("{take_number:02}-{question_id}.wav")
}

/// RFC 3339 with offset, to the second: what sessions and takes carry.
#[must_use]
pub fn timestamp(now: &Zoned) -> String {
    now.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, SessionStore) {
        let root = tempfile::tempdir().unwrap();
        let store = SessionStore::new(&Home::at(root.path()));
        (root, store)
    }

    fn moment() -> Zoned {
        "2026-11-21T09:30:00+01:00[Europe/Berlin]".parse().unwrap()
    }

    fn take(number: u32) -> Take {
        let question = serde_json::from_str(r#"{"id":"q","kind":"technical","prompt":"Why?"}"#).unwrap();
        Take {
            number,
            bank: "b".into(),
            question,
            started_at: timestamp(&moment()),
            audio: Some(wav_name(number, "q")),
            model: None,
            transcript: None,
            heard: None,
            sound: None,
            scorecard: None,
            hints_seen: 0,
            note: None,
        }
    }

    #[test]
    fn what_is_written_is_read_back_and_retakes_stay() {
        let (_root, store) = store();
        let mut writer = store.create(SessionKind::Practice, None, &moment());
        assert!(store.list().unwrap().sessions.is_empty(), "nothing on disk before the first take");
        writer.put_take(take(1)).unwrap();
        writer.put_take(take(2)).unwrap();
        assert_eq!(store.find(None).unwrap(), *writer.session());
        assert_eq!(writer.session().id, "2026-11-21T09-30-00-practice");
        assert_eq!((writer.next_take(), writer.session().started_at.as_str()), (3, "2026-11-21T09:30:00+01:00"));
    }

    #[test]
    fn two_sessions_in_one_second_do_not_collide() {
        let (_root, store) = store();
        for expected in ["2026-11-21T09-30-00-demo", "2026-11-21T09-30-00-demo-2"] {
            let mut writer = store.create(SessionKind::Demo, None, &moment());
            writer.put_take(take(1)).unwrap();
            assert_eq!(writer.session().id, expected);
        }
        assert!(matches!(store.find(Some("2026-11")), Err(StoreError::AmbiguousSession { .. })));
        assert!(matches!(store.find(Some("1999")), Err(StoreError::UnknownSession(_))));
    }

    #[test]
    fn a_damaged_session_is_told_of_and_the_others_are_listed() {
        let (root, store) = store();
        store.create(SessionKind::Demo, None, &moment()).put_take(take(1)).unwrap();
        let broken = root.path().join("sessions/2020-01-01T00-00-00-demo");
        fs::create_dir_all(&broken).unwrap();
        fs::write(broken.join(FILE), b"{\"schema\":1,").unwrap();
        let listing = store.list().unwrap();
        assert_eq!((listing.sessions.len(), listing.problems.len()), (1, 1));
        assert!(listing.problems[0].contains("2020-01-01T00-00-00-demo"), "{}", listing.problems[0]);
        fs::write(broken.join(FILE), b"{\"schema\":99}").unwrap();
        assert!(store.list().unwrap().problems[0].contains("schema 99"));
    }

    #[test]
    fn a_take_cannot_point_outside_its_folder() {
        let (_root, store) = store();
        let mut writer = store.create(SessionKind::Demo, None, &moment());
        let mut bad = take(1);
        bad.audio = Some("../../etc/passwd".into());
        writer.put_take(bad.clone()).unwrap();
        assert_eq!(store.audio_of(writer.session(), &bad), None);
        assert!(store.audio_of(writer.session(), &take(1)).is_some());
    }
}
