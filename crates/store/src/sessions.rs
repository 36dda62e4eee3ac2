//! Sessions on disk: `sessions/<start time>-<kind>/session.json` and one WAV per take. Saved after every take.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::Zoned;

pub use super::schema::parse;
use super::{
    StoreError, files,
    home::Home,
    lock::SessionLock,
    schema::{FILE, MAX_SESSION_BYTES},
    writer::{SessionWriter, timestamp},
};
use outloud_core::session::{RoundSettings, SESSION_SCHEMA, Session, SessionKind, Take};

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
        let inside = name.components().count() == 1 && name.file_name().is_some();
        let wav = inside.then(|| self.folder_of(session).join(name))?;
        // A link in a session that came from elsewhere must not carry another file into a report.
        (!wav.is_symlink()).then_some(wav)
    }

    /// Whether somebody writes to a session now: this process or another.
    #[must_use]
    pub fn is_busy(&self, session: &Session) -> bool {
        SessionLock::is_held(&self.folder_of(session))
    }

    /// Begins a session at `now`. The folder appears with the first take, so that a session without an answer leaves
    /// nothing behind.
    #[must_use]
    pub fn create(&self, kind: SessionKind, round: Option<RoundSettings>, now: &Zoned) -> SessionWriter {
        let base = format!("{}-{kind}", now.strftime("%Y-%m-%dT%H-%M-%S"));
        let free = |id: &String| !self.folder.join(id).exists();
        let id =
            std::iter::once(base.clone()).chain((2..1000).map(|n| format!("{base}-{n}"))).find(free).unwrap_or(base);
        let started_at = timestamp(now);
        let session =
            Session { schema: SESSION_SCHEMA, id, kind, started_at, round, takes: Vec::new(), ended_early: false };
        SessionWriter::new(&self.folder, session)
    }

    /// Opens a stored session to change it.
    ///
    /// # Errors
    /// As [`SessionStore::find`], and [`StoreError::Busy`] while somebody else writes to it.
    pub fn open(&self, id: &str) -> Result<SessionWriter, StoreError> {
        let id = self.find(Some(id))?.id;
        self.open_listed(&id)
    }

    /// Opens a session to change it, by its whole id as [`SessionStore::ids`] gives it.
    ///
    /// # Errors
    /// As [`SessionStore::open`].
    pub fn open_listed(&self, id: &str) -> Result<SessionWriter, StoreError> {
        let lock = SessionLock::acquire(&self.folder.join(id))?;
        // Read again: what another writer did before the lock was ours counts.
        Ok(SessionWriter::resume(&self.folder, self.load(id)?, lock))
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

    /// The newest sessions that can be read, at most `count`, newest first.
    ///
    /// # Errors
    /// [`StoreError::Io`] if the folder exists and cannot be read.
    pub fn recent(&self, count: usize) -> Result<Vec<Session>, StoreError> {
        let names = self.names()?;
        let sessions = names.iter().rev().filter(|name| self.is_session(name));
        Ok(sessions.take(count).filter_map(|id| self.load(id).ok()).collect())
    }

    /// The ids of the sessions, oldest first: folders that hold a session file.
    ///
    /// # Errors
    /// [`StoreError::Io`] if the folder exists and cannot be read.
    pub fn ids(&self) -> Result<Vec<String>, StoreError> {
        let mut ids = self.names()?;
        ids.retain(|name| self.is_session(name));
        Ok(ids)
    }

    /// The names of the folders that may be sessions, oldest first.
    fn names(&self) -> Result<Vec<String>, StoreError> {
        let io = |e| StoreError::io("read the folder", &self.folder, e);
        let mut names = Vec::new();
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            // Windows does not find a folder below a file either.
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && !self.folder.parent().is_some_and(Path::is_file) => {
                return Ok(names);
            }
            Err(e) => return Err(io(e)),
        };
        for entry in entries {
            let entry = entry.map_err(io)?;
            // A link is no session: it may lead anywhere.
            if entry.file_type().is_ok_and(|kind| kind.is_dir())
                && let Ok(name) = entry.file_name().into_string()
            {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    fn is_session(&self, name: &str) -> bool {
        self.folder.join(name).join(FILE).is_file()
    }

    /// The session with this id or the only one whose id starts so; none: the latest that can be read.
    ///
    /// # Errors
    /// [`StoreError::UnknownSession`], [`StoreError::AmbiguousSession`], [`StoreError::NoSessions`], and what
    /// reading it can give.
    pub fn find(&self, wanted: Option<&str>) -> Result<Session, StoreError> {
        let ids = self.ids()?;
        let Some(wanted) = wanted else { return self.latest(&ids) };
        self.load(&pick(&ids, wanted)?)
    }

    /// The id that is `wanted` or the only one that starts so, whether or not the session can be read.
    ///
    /// # Errors
    /// [`StoreError::UnknownSession`], [`StoreError::AmbiguousSession`].
    pub fn resolve(&self, wanted: &str) -> Result<String, StoreError> {
        pick(&self.ids()?, wanted)
    }

    fn latest(&self, ids: &[String]) -> Result<Session, StoreError> {
        let newest = self.load(ids.last().ok_or(StoreError::NoSessions)?);
        newest.or_else(|damaged| ids.iter().rev().skip(1).find_map(|id| self.load(id).ok()).ok_or(damaged))
    }

    /// Reads one session, by its whole id as [`SessionStore::ids`] gives it.
    ///
    /// # Errors
    /// [`StoreError::Io`], [`StoreError::DamagedSession`], [`StoreError::NewerSession`].
    pub fn load(&self, id: &str) -> Result<Session, StoreError> {
        let path = self.folder.join(id).join(FILE);
        let bytes = files::read(&path, MAX_SESSION_BYTES).map_err(|e| StoreError::io("read", &path, e))?;
        let mut session = parse(&path, &bytes)?;
        id.clone_into(&mut session.id);
        Ok(session)
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

fn pick(ids: &[String], wanted: &str) -> Result<String, StoreError> {
    if ids.iter().any(|id| id == wanted) {
        return Ok(wanted.to_owned());
    }
    let matches: Vec<_> = ids.iter().filter(|id| id.starts_with(wanted)).cloned().collect();
    match matches.as_slice() {
        [] => Err(StoreError::UnknownSession(wanted.to_owned())),
        [one] => Ok(one.clone()),
        several => Err(StoreError::AmbiguousSession { wanted: wanted.to_owned(), matches: several.join(", ") }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writer::wav_name;

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
            started_at: timestamp(&moment()),
            audio: Some(wav_name(number, "q")),
            ..Take::new(number, "b", question)
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
    fn two_writers_never_share_a_folder() {
        let (_root, store) = store();
        let writers: Vec<_> = (0..4).map(|_| store.create(SessionKind::Demo, None, &moment())).collect();
        let mut folders = std::thread::scope(|scope| {
            let work = |mut w: SessionWriter| (w.begin_take(take(1), &moment()).unwrap(), w);
            let threads: Vec<_> = writers.into_iter().map(|w| scope.spawn(move || work(w))).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect::<Vec<_>>()
        });
        folders.sort_by(|a, b| a.0.cmp(&b.0));
        folders.dedup_by(|a, b| a.0 == b.0);
        assert_eq!(folders.len(), 4);
        let id = folders[0].1.session().id.clone();
        assert!(matches!(store.open(&id), Err(StoreError::Busy { .. })));
        assert!(matches!(store.delete(&id), Err(StoreError::Busy { .. })));
        assert_eq!(store.find(Some(&id)).unwrap().takes.len(), 1, "reading goes on");
    }

    #[test]
    fn a_take_is_on_record_before_its_first_sample_and_forgotten_without_a_trace() {
        let (root, store) = store();
        let mut writer = store.create(SessionKind::Practice, None, &moment());
        let wav = writer.begin_take(take(1), &moment()).unwrap();
        let begun = store.find(None).unwrap();
        assert_eq!((begun.takes.len(), store.audio_of(&begun, &begun.takes[0])), (1, Some(wav)));
        writer.forget_take(1).unwrap();
        assert_eq!(fs::read_dir(root.path().join("sessions")).unwrap().count(), 0);
        writer.begin_take(take(2), &moment()).unwrap();
        assert_eq!(store.find(None).unwrap().takes[0].number, 2);
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_nowhere() {
        let (root, store) = store();
        let mut writer = store.create(SessionKind::Demo, None, &moment());
        let wav = writer.begin_take(take(1), &moment()).unwrap();
        let secret = root.path().join("secret");
        fs::write(&secret, b"secret").unwrap();
        std::os::unix::fs::symlink(&secret, &wav).unwrap();
        let session = writer.session().clone();
        assert_eq!(store.audio_of(&session, &session.takes[0]), None);
        drop(writer);
        std::os::unix::fs::symlink(&secret, store.folder_of(&session).join(".lock")).unwrap();
        assert!(store.open(&session.id).is_err(), "a lock that is a link is not followed");
        fs::remove_file(store.folder_of(&session).join(".lock")).unwrap();
        std::os::unix::fs::symlink(store.folder_of(&session), root.path().join("sessions/9-link")).unwrap();
        assert_eq!(store.ids().unwrap(), [session.id.as_str()]);
        store.delete(&session.id).unwrap();
        assert_eq!(fs::read(&secret).unwrap(), b"secret");
    }

    #[test]
    fn deleting_removes_what_it_says() {
        let (_root, store) = store();
        let mut writer = store.create(SessionKind::Practice, None, &moment());
        for number in [1, 2] {
            fs::write(writer.begin_take(take(number), &moment()).unwrap(), b"sound").unwrap();
        }
        let mut scored = writer.session().takes[0].clone();
        scored.transcript = Some(outloud_core::transcript::Transcript::from_text("because"));
        writer.put_take(scored).unwrap();
        let (id, folder) = (writer.session().id.clone(), writer.folder());
        drop(writer);
        let later = moment().timestamp() + jiff::SignedDuration::from_hours(1);
        assert_eq!(store.expire_audio(moment().timestamp()).unwrap().recordings, 0, "not older than the limit");
        assert_eq!(store.expire_audio(later).unwrap().recordings, 1, "what was never written down stays");
        assert!(folder.join("02-q.wav").is_file() && !folder.join("01-q.wav").exists());
        assert_eq!(store.weigh(&id, true).unwrap().1.recordings, 1);
        assert_eq!(store.delete_audio(&id).unwrap().recordings, 1);
        let session = store.find(None).unwrap();
        assert!(session.takes.iter().all(|t| t.audio.is_none()) && session.takes[0].transcript.is_some());
        store.delete(&id[..13]).unwrap();
        assert!(!folder.exists());
    }

    #[test]
    fn a_damaged_session_is_rebuilt_of_its_recordings_and_kept() {
        let (_root, store) = store();
        let mut writer = store.create(SessionKind::Mock, None, &moment());
        fs::write(writer.begin_take(take(3), &moment()).unwrap(), b"sound").unwrap();
        let (id, folder) = (writer.session().id.clone(), writer.folder());
        drop(writer);
        fs::write(folder.join(FILE), b"{\"schema\":1,\"takes\":[").unwrap();
        assert_eq!(store.damaged().unwrap(), [id.as_str()]);
        let rebuilt = store.rebuild(&id, &|_| None).unwrap();
        assert_eq!((rebuilt.takes, fs::read(rebuilt.set_aside.unwrap()).unwrap()[0]), (1, b'{'));
        let session = store.find(None).unwrap();
        assert_eq!((session.kind, session.takes[0].number), (SessionKind::Mock, 3));
        assert_eq!(session.takes[0].audio.as_deref(), Some("03-q.wav"));
        assert!(store.damaged().unwrap().is_empty());
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
