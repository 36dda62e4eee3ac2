//! Reading what others may have written: regular files of a bounded size, nothing that never ends.

use std::{
    fs::File,
    io::{self, ErrorKind, Read},
    path::Path,
};

/// What some editors put in front of UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The bytes of a regular file of at most `limit` bytes. A pipe, a device or a folder is refused, and so is a larger file,
/// also if it grows while it is read.
/// A byte order mark of UTF-8 in front is no part of it.
///
/// # Errors
/// [`ErrorKind::InvalidInput`] for what is no regular file, [`ErrorKind::FileTooLarge`], and what the system says.
pub fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    // Asked by name first, because opening a pipe waits for its other end.
    let about = std::fs::metadata(path)?;
    if !about.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "it is not a regular file"));
    }
    // One byte more, so that the end is seen without another allocation.
    let mut bytes = Vec::with_capacity(usize::try_from(about.len().min(limit) + 1).unwrap_or_default());
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        let megabytes = limit.div_ceil(1024 * 1024);
        return Err(io::Error::new(ErrorKind::FileTooLarge, format!("it has more than {megabytes} MB")));
    }
    if bytes.starts_with(BYTE_ORDER_MARK) {
        bytes.drain(..BYTE_ORDER_MARK.len());
    }
    Ok(bytes)
}

/// The text of such a file.
///
/// # Errors
/// As [`read`]; [`ErrorKind::InvalidData`] for what is not UTF-8, with the line.
pub fn read_text(path: &Path, limit: u64) -> io::Result<String> {
    String::from_utf8(read(path, limit)?).map_err(|e| {
        let line = e.as_bytes()[..e.utf8_error().valid_up_to()].split(|b| *b == b'\n').count();
        io::Error::new(ErrorKind::InvalidData, format!("line {line} is not UTF-8 text"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_of_a_bounded_size_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f");
        std::fs::write(&path, b"12345").unwrap();
        assert_eq!(read(&path, 5).unwrap(), b"12345");
        let marked = folder.path().join("marked");
        std::fs::write(&marked, b"\xef\xbb\xbf{}").unwrap();
        assert_eq!(read_text(&marked, 5).unwrap(), "{}");
        assert_eq!(read(&path, 4).unwrap_err().kind(), ErrorKind::FileTooLarge);
        assert_eq!(read(folder.path(), 5).unwrap_err().kind(), ErrorKind::InvalidInput);
        #[cfg(unix)]
        assert_eq!(read(Path::new("/dev/zero"), 5).unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}
