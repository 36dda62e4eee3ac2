//! A file to write what is fuzzed into, where only a file is read: in memory where the system has a place for that, for
//! millions are written.

use std::path::PathBuf;

/// A path of this process's and thread's own.
pub fn file(ending: &str) -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    let folder = if memory.is_dir() { memory } else { std::env::temp_dir() };
    folder.join(format!("outloud-fuzz-{}-{:?}.{ending}", std::process::id(), std::thread::current().id()))
}

/// Writes `bytes` into such a file, gives its path to `with`, and removes it.
pub fn with_file<T>(ending: &str, bytes: &[u8], with: impl FnOnce(&std::path::Path) -> T) -> T {
    let path = file(ending);
    std::fs::write(&path, bytes).expect("a place for files");
    let done = with(&path);
    std::fs::remove_file(&path).expect("the file is still there");
    done
}
