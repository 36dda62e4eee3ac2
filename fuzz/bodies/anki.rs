//! Any bytes as an Anki package.

use std::io::{Cursor, Write};

use outloud_exchange::{
    anki_package::notes,
    import::{ReadOptions, from_anki_notes, to_bank},
};
use outloud_store::banks::is_id;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::memory::with_file;

/// As the package itself, as the collection inside one, and as the compressed collection: refused with a sentence or made
/// into a bank whose ids are ids.
pub fn anki(bytes: &[u8]) {
    import(bytes);
    import(&package("collection.anki2", bytes));
    import(&package("collection.anki21b", bytes));
}

fn import(package: &[u8]) {
    with_file("apkg", package, |path| match notes(path) {
        Ok(found) => {
            let bank = to_bank("fuzz", "Fuzz", &from_anki_notes(&found, ReadOptions::default()).drafts, |_| Vec::new());
            assert!(bank.questions.iter().all(|q| is_id(&q.id)));
        }
        Err(refused) => assert!(!refused.to_string().is_empty()),
    });
}

fn package(name: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).expect("memory");
    zip.write_all(content).expect("memory");
    zip.finish().expect("memory").into_inner()
}
