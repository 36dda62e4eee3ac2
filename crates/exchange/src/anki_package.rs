//! Anki packages (`.apkg`, `.colpkg`): an archive with an SQLite collection inside, compressed once more in newer ones.
//! A package comes from anywhere, so nothing in it is believed: sizes are limits on what is unpacked, not what it claims.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

use rusqlite::{Connection, OpenFlags, Row, limits::Limit, types::ValueRef};
use ruzstd::decoding::StreamingDecoder;
use zip::ZipArchive;

use crate::import::AnkiNote;

/// What the collection may unpack to, in bytes: on disk, in a temporary file.
const MAX_COLLECTION_BYTES: u64 = 256 * 1024 * 1024;
/// What all notes together may take, in bytes of names, fields and tags: a bank of them has to fit into memory.
const MAX_TEXT_BYTES: usize = 64 * 1024 * 1024;
/// What a note and each of its fields count besides their text, in bytes: about what they take in memory, so that empty ones
/// are not free.
const OVERHEAD_BYTES: usize = 64;
/// What decompressing may keep in memory, in bytes.
const MAX_WINDOW_BYTES: u64 = 64 * 1024 * 1024;
/// The largest single value that SQLite may make.
const MAX_VALUE_BYTES: i32 = 16 * 1024 * 1024;

/// Where the collection is, the newest format first: if there is a newer one, the older holds only a note that says
/// "please update Anki". The second: whether it is compressed once more.
const COLLECTIONS: [(&str, bool); 3] =
    [("collection.anki21b", true), ("collection.anki21", false), ("collection.anki2", false)];

/// Why a package cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum AnkiError {
    /// The file itself cannot be read.
    #[error("{0}. Check the path")]
    Io(#[from] io::Error),
    /// It is no archive.
    #[error("it is no Anki package ({0}). Export the deck from Anki as .apkg")]
    NoPackage(#[from] zip::result::ZipError),
    /// It is an archive of something else.
    #[error("there is no Anki collection in it. Export the deck from Anki as .apkg")]
    NoCollection,
    /// The collection would fill the disk.
    #[error("its collection unpacks to more than {} MB. Export single decks instead", MAX_COLLECTION_BYTES >> 20)]
    TooLarge,
    /// The notes would fill the memory.
    #[error("its notes have more than {} MB of text. Export single decks instead", MAX_TEXT_BYTES >> 20)]
    TooMuchText,
    /// The archive's content is damaged.
    #[error("its collection is damaged ({0}). Export the deck again")]
    Damaged(String),
}

/// The notes of a package, in the order in which they were made.
///
/// # Errors
/// [`AnkiError`] for what is no package, damaged, or larger than a person's notes.
pub fn notes(package: &Path) -> Result<Vec<AnkiNote>, AnkiError> {
    let mut archive = ZipArchive::new(BufReader::new(File::open(package)?))?;
    let (name, compressed) = COLLECTIONS
        .into_iter()
        .find(|(name, _)| archive.index_for_name(name).is_some())
        .ok_or(AnkiError::NoCollection)?;
    // A folder of its own, so that whatever SQLite puts beside the file goes with it.
    let folder = tempfile::tempdir()?;
    let collection = folder.path().join("collection.sqlite");
    let mut entry = archive.by_name(name)?;
    if compressed {
        let decoder = StreamingDecoder::new_with_max_window_size(&mut entry, MAX_WINDOW_BYTES);
        unpack(decoder.map_err(|e| AnkiError::Damaged(e.to_string()))?, &collection)?;
    } else {
        unpack(entry, &collection)?;
    }
    read(&collection)
}

/// Copies at most [`MAX_COLLECTION_BYTES`] into a file.
fn unpack(from: impl Read, to: &Path) -> Result<(), AnkiError> {
    let mut file = File::create_new(to)?;
    let copied = io::copy(&mut from.take(MAX_COLLECTION_BYTES + 1), &mut file);
    match copied.map_err(|e| AnkiError::Damaged(e.to_string()))? {
        0..=MAX_COLLECTION_BYTES => Ok(()),
        _ => Err(AnkiError::TooLarge),
    }
}

fn read(collection: &Path) -> Result<Vec<AnkiNote>, AnkiError> {
    let db = Connection::open_with_flags(collection, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    db.set_limit(Limit::SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)?;
    // Newer collections are indexed by a collation of Anki's own: without one of that name SQLite reads no table that has it.
    db.create_collation("unicase", |a, b| a.to_lowercase().cmp(&b.to_lowercase()))?;
    if !has_table(&db, "notes")? {
        return Err(AnkiError::Damaged("it has no table of notes".to_owned()));
    }
    let names = field_names(&db)?;
    let mut all = Vec::new();
    let mut room = MAX_TEXT_BYTES;
    let mut statement = db.prepare("SELECT mid, flds, tags FROM notes ORDER BY rowid")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        all.push(note(row, &names, &mut room)?);
    }
    Ok(all)
}

/// Whether there is a real table of this name: a view of that name could compute for ever, and so could a column.
fn has_table(db: &Connection, name: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE name = ?1 AND type = 'table' AND rootpage > 0
               AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(?1) WHERE hidden > 0)";
    db.query_row(sql, [name], |row| row.get::<_, i64>(0)).map(|n| n > 0)
}

/// The fields' names of every note type, in order: a table of their own in newer collections, JSON in older ones.
fn field_names(db: &Connection) -> Result<HashMap<i64, Vec<String>>, AnkiError> {
    let mut names: HashMap<i64, Vec<String>> = HashMap::new();
    if has_table(db, "fields")? {
        let mut statement = db.prepare("SELECT ntid, name FROM fields ORDER BY ntid, ord")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            names.entry(row.get(0)?).or_default().push(text(row, 1)?);
        }
    } else if has_table(db, "col")? {
        let models = db.query_row("SELECT models FROM col LIMIT 1", [], |row| text(row, 0))?;
        let models: HashMap<String, NoteType> =
            serde_json::from_str(&models).map_err(|e| AnkiError::Damaged(format!("its note types: {e}")))?;
        for (id, mut note_type) in models {
            note_type.flds.sort_by_key(|f| f.ord);
            names.insert(id.parse().unwrap_or_default(), note_type.flds.into_iter().map(|f| f.name).collect());
        }
    }
    Ok(names)
}

/// A note type as older collections keep it.
#[derive(serde::Deserialize)]
struct NoteType {
    flds: Vec<NoteField>,
}

#[derive(serde::Deserialize)]
struct NoteField {
    name: String,
    ord: i64,
}

/// A note, and less room for the next ones. Counted before anything is copied: a few bytes can ask for many copies.
fn note(row: &Row<'_>, names: &HashMap<i64, Vec<String>>, room: &mut usize) -> Result<AnkiNote, AnkiError> {
    let names = names.get(&row.get(0)?).map_or(&[][..], Vec::as_slice);
    let (fields, tags) = (text(row, 1)?, text(row, 2)?);
    let named: usize = names.iter().map(String::len).sum();
    let parts = 2 + fields.matches('\u{1f}').count() + tags.split_whitespace().count();
    let bytes = fields.len() + tags.len() + named + parts * OVERHEAD_BYTES;
    *room = room.checked_sub(bytes).ok_or(AnkiError::TooMuchText)?;
    let field = |(n, content): (usize, &str)| (names.get(n).cloned().unwrap_or_default(), content.to_owned());
    Ok(AnkiNote {
        fields: fields.split('\u{1f}').enumerate().map(field).collect(),
        tags: tags.split_whitespace().map(str::to_owned).collect(),
        deck: String::new(),
    })
}

/// A column as text, whatever it is; bytes that are no UTF-8 are replaced.
fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Integer(n) => n.to_string(),
        ValueRef::Real(x) => x.to_string(),
        ValueRef::Null => String::new(),
    })
}

impl From<rusqlite::Error> for AnkiError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}
