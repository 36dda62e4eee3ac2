//! Example answers beside a bank: `examples/<bank id>.json` in the folder of its file, or inside the program for built-in banks.

use std::path::Path;

use super::{
    StoreError,
    banks::{BUILT_IN, StoredBank},
    files,
};

/// No file of examples is larger.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The JSON of a bank's example answers; none if it has none.
///
/// # Errors
/// [`StoreError::Io`] if the file is there and cannot be read.
pub fn json(stored: &StoredBank) -> Result<Option<String>, StoreError> {
    let name = format!("examples/{}.json", stored.bank.id);
    if stored.origin.starts_with("built-in:") {
        return Ok(BUILT_IN.get_file(&name).and_then(|f| f.contents_utf8()).map(str::to_owned));
    }
    let path = Path::new(&stored.origin).with_file_name("").join(&name);
    if !path.is_file() {
        return Ok(None);
    }
    files::read_text(&path, MAX_BYTES).map(Some).map_err(|e| StoreError::io("read the examples", path, e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::banks;

    #[test]
    fn examples_stand_beside_a_bank() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("b.json");
        std::fs::write(
            &file,
            r#"{"schema":2,"id":"b","title":"B","questions":[{"id":"q","kind":"technical","prompt":"Why?"}]}"#,
        )
        .unwrap();
        let bank = banks::load(&file).unwrap();
        assert_eq!(json(&bank).unwrap(), None);
        std::fs::create_dir(folder.path().join("examples")).unwrap();
        std::fs::write(folder.path().join("examples/b.json"), "[]").unwrap();
        assert_eq!(json(&bank).unwrap().as_deref(), Some("[]"));
    }
}
