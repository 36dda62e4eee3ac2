//! Who writes to a session: a lock of the operating system, which ends with the process however it ends. Reading needs
//! none, because files are replaced whole.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{Read, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use super::StoreError;

const FILE: &str = ".lock";

/// Somebody who merely asks whether the lock is held has it for an instant.
const PATIENCE: Duration = Duration::from_millis(100);
const STEP: Duration = Duration::from_millis(5);

/// The right to write to a session's folder. Dropping it, or the end of the process, gives it back.
#[derive(Debug)]
pub struct SessionLock {
    path: PathBuf,
    _file: File,
}

impl SessionLock {
    /// Takes the lock of an existing folder.
    ///
    /// # Errors
    /// [`StoreError::Busy`] if another writer holds it, [`StoreError::Io`] if its file cannot be made.
    pub fn acquire(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(FILE);
        let io = |e| StoreError::io("lock", &path, e);
        let mut patience = PATIENCE;
        loop {
            let mut file = open(&path).map_err(io)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if patience > Duration::ZERO => {
                    std::thread::sleep(STEP);
                    patience = patience.saturating_sub(STEP);
                    continue;
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(StoreError::Busy { folder: folder.to_owned(), holder: holder(&mut file) });
                }
                // A file system without locks: one writer is what there nearly always is.
                Err(TryLockError::Error(e)) if e.kind() == std::io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(e)) => return Err(io(e)),
            }
            // The last holder removes the file: a lock on a file that is gone holds nobody off.
            if is_still(&path, &file) {
                // Who it is helps people; the lock does not hang on it.
                let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
                return Ok(Self { path, _file: file });
            }
        }
    }

    /// Whether somebody writes to this folder now.
    #[must_use]
    pub fn is_held(folder: &Path) -> bool {
        let file = OpenOptions::new().read(true).open(folder.join(FILE));
        file.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }
}

impl Drop for SessionLock {
    fn drop(&mut self) {
        // Removed while it is still held, so that nobody's lock but ours goes with it.
        let _ = fs::remove_file(&self.path);
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // A link in a folder that came from elsewhere must not lead the writing anywhere else.
        options.mode(0o600).custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    }
    options.open(path)
}

/// The process number that the holder wrote.
fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(16).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

#[cfg(unix)]
fn is_still(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |there: fs::Metadata, ours: fs::Metadata| (there.dev(), there.ino()) == (ours.dev(), ours.ino());
    fs::metadata(path).and_then(|there| Ok(same(there, file.metadata()?))).unwrap_or(false)
}

#[cfg(not(unix))]
fn is_still(path: &Path, _: &File) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_writer_at_a_time_and_nothing_stays_behind() {
        let folder = tempfile::tempdir().unwrap();
        let held = SessionLock::acquire(folder.path()).unwrap();
        assert!(SessionLock::is_held(folder.path()));
        let refused = SessionLock::acquire(folder.path()).unwrap_err().to_string();
        assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
        drop(held);
        assert!(!SessionLock::is_held(folder.path()));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_left_by_a_dead_process_locks_nobody_out() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "4000000").unwrap();
        assert!(!SessionLock::is_held(folder.path()));
        drop(SessionLock::acquire(folder.path()).unwrap());
    }

    #[test]
    fn many_who_want_it_get_it_one_after_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let inside = std::sync::atomic::AtomicUsize::new(0);
        let work = || {
            let mut got = 0;
            while got < 50 {
                let Ok(lock) = SessionLock::acquire(folder.path()) else { continue };
                assert_eq!(inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0, "two at once");
                inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                drop(lock);
                got += 1;
            }
        };
        std::thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(work))));
    }
}
