//! Files that are never half written: a temporary file beside the target, synced, renamed over it, folder synced.
//! Private to the user: folders 0700, files 0600.

use std::{fs, io::Write, path::Path};

use super::StoreError;

/// Writes `bytes` to `path` so that a reader, now or after a crash, sees either the old content or the new.
///
/// # Errors
/// [`StoreError::Io`] if the folder cannot be written or the disk is full; the old content is then untouched.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let fail = |source| StoreError::io("write", path, source);
    let mut temporary =
        tempfile::Builder::new().prefix(".outloud-").suffix(".part").tempfile_in(folder).map_err(fail)?;
    temporary.write_all(bytes).map_err(fail)?;
    temporary.as_file().sync_all().map_err(fail)?;
    temporary.persist(path).map_err(|e| fail(e.error))?;
    sync_folder(folder).map_err(fail)
}

/// Creates `path` and its missing parents, readable by the user alone.
///
/// # Errors
/// [`StoreError::Io`] if it cannot be created.
pub fn create_private_folder(path: &Path) -> Result<(), StoreError> {
    private_folder().recursive(true).create(path).map_err(|e| StoreError::io("create", path, e))
}

/// Creates the folder `path`, readable by the user alone.
///
/// # Errors
/// [`std::io::ErrorKind::AlreadyExists`] if somebody was faster, and what the system says.
pub fn create_new_private_folder(path: &Path) -> std::io::Result<()> {
    private_folder().create(path)
}

fn private_folder() -> fs::DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "there are no modes"))]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Makes sure that what was created or renamed in `folder` is still there after a power loss.
///
/// # Errors
/// What the system says.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> std::io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

/// This platform syncs folders by itself.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_the_old_content_and_leaves_no_temporary_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("session.json");
        write(&path, b"old").unwrap();
        write(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn folders_and_files_are_private() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("a/b");
        create_private_folder(&folder).unwrap();
        write(&folder.join("f"), b"x").unwrap();
        let mode = |p: &Path| fs::metadata(p).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join("f"))), (0o700, 0o600));
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = write(Path::new("/nowhere/at/all/x.json"), b"").unwrap_err().to_string();
        assert!(error.contains("cannot write '/nowhere/at/all/x.json'"), "{error}");
    }
}
