//! Anki packages as Anki itself writes them: the old collection, the middle one, the new compressed one; and what somebody
//! else may have put into such a file.

use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
};

use rusqlite::Connection;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::Value;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::cli::{json, outloud, stderr};

/// The tables of Anki's schema 11 that a note needs.
const OLD: &str = "
    CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
      ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
      models text not null, decks text not null, dconf text not null, tags text not null);
    CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
      usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
      flags integer not null, data text not null);
    CREATE INDEX ix_notes_csum on notes (csum);";

/// Those of schema 18. Its collation `unicase` is Anki's own: whoever else opens the file does not have it.
const NEW: &str = "
    CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
      usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
      flags integer NOT NULL, data text NOT NULL);
    CREATE TABLE notetypes (id integer NOT NULL PRIMARY KEY, name text NOT NULL COLLATE nocase,
      mtime_secs integer NOT NULL, usn integer NOT NULL, config blob NOT NULL);
    CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name);
    CREATE TABLE fields (ntid integer NOT NULL, ord integer NOT NULL, name text NOT NULL COLLATE nocase,
      config blob NOT NULL, PRIMARY KEY (ntid, ord)) without rowid;
    CREATE UNIQUE INDEX idx_fields_name_ntid ON fields (name, ntid);
    INSERT INTO notetypes VALUES (7, 'Basic', 0, -1, x'');
    INSERT INTO fields VALUES (7, 1, 'Back', x''), (7, 0, 'Front', x'');
    PRAGMA writable_schema = on;
    UPDATE sqlite_schema SET sql = replace(sql, 'nocase', 'unicase');";

const MODELS: &str = r#"{"7": {"id": 7, "name": "Basic", "type": 0, "flds": [{"name": "Back", "ord": 1}, {"name": "Front", "ord": 0}]},
  "8": {"id": 8, "name": "Cloze", "type": 1, "flds": [{"name": "Text", "ord": 0}, {"name": "Back Extra", "ord": 1}]}}"#;

/// A collection with these notes: note type, tags, fields.
fn collection(schema: &str, notes: &[(i64, &str, &[&str])]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.anki2");
    let db = Connection::open(&path).unwrap();
    db.execute_batch(schema).unwrap();
    if schema == OLD {
        db.execute("INSERT INTO col VALUES (1,0,0,0,11,0,0,0,'{}',?1,'{}','{}','{}')", [MODELS]).unwrap();
    }
    for (n, (note_type, tags, fields)) in notes.iter().enumerate() {
        let sql = "INSERT INTO notes VALUES (?1, 'guid' || ?1, ?2, 0, -1, ?3, ?4, 'sort', 0, 0, '')";
        db.execute(sql, (1_700_000_000_000 + n as i64, note_type, tags, fields.join("\u{1f}"))).unwrap();
    }
    db.close().unwrap();
    fs::read(path).unwrap()
}

fn package(folder: &Path, entries: &[(&str, &[u8])]) -> PathBuf {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in entries {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let path = folder.join("My Deck.apkg");
    fs::write(&path, zip.finish().unwrap().into_inner()).unwrap();
    path
}

fn imported(home: &Path, package: &Path) -> Value {
    let args = ["bank", "import", package.to_str().unwrap(), "--force", "--json"];
    let report = json(&outloud(home, &args));
    json(&outloud(home, &["bank", "show", report["bank"].as_str().unwrap(), "--json"]))["questions"].clone()
}

const SSH: (i64, &str, &[&str]) =
    (7, " devops::network ssh ", &["What is <b>SSH</b>?", "A secure shell&nbsp;protocol<br>for remote logins"]);

#[test]
fn the_old_collection_is_read_with_its_note_types() {
    let home = tempfile::tempdir().unwrap();
    let cloze: (i64, &str, &[&str]) = (8, "", &["A {{c1::Pod}} is the smallest unit.", "In Kubernetes."]);
    let picture: (i64, &str, &[&str]) = (7, "", &["<img src='cat.png'>", "A cat"]);
    let old = collection(OLD, &[SSH, cloze, picture]);
    let deck = package(home.path(), &[("collection.anki2", &old), ("media", b"{}")]);
    let questions = imported(home.path(), &deck);
    assert_eq!(questions.as_array().unwrap().len(), 2);
    assert_eq!(questions[0]["prompt"], "What is SSH?");
    assert_eq!(questions[0]["model_answer"], "A secure shell protocol\nfor remote logins");
    assert_eq!(questions[0]["topic"], "devops-network");
    assert_eq!(questions[1]["prompt"], "Complete this: A ... is the smallest unit.");
    assert_eq!(questions[1]["model_answer"], "A Pod is the smallest unit.\nIn Kubernetes.");
    let said = stderr(&outloud(home.path(), &["bank", "import", deck.to_str().unwrap(), "--force"]));
    assert!(said.contains("1 left out: 1 has no text to ask"), "{said}");
}

#[test]
fn a_newer_collection_goes_before_the_one_that_asks_for_an_update() {
    let home = tempfile::tempdir().unwrap();
    let update = collection(OLD, &[(7, "", &["Please update to the latest Anki version", ""])]);
    let middle = collection(OLD, &[SSH]);
    let deck = package(home.path(), &[("collection.anki2", &update), ("collection.anki21", &middle)]);
    assert_eq!(imported(home.path(), &deck)[0]["prompt"], "What is SSH?");

    let new = collection(NEW, &[SSH, (7, "leech", &["Why?", "Because."])]);
    let new = compress_to_vec(new.as_slice(), CompressionLevel::Fastest);
    let entries: [(&str, &[u8]); 3] =
        [("meta", b"\x08\x03"), ("collection.anki21b", &new), ("collection.anki2", &update)];
    let questions = imported(home.path(), &package(home.path(), &entries));
    assert_eq!(questions[0]["topic"], "devops-network");
    assert_eq!((&questions[1]["prompt"], &questions[1]["topic"]), (&Value::from("Why?"), &Value::from("")));
}

#[test]
fn what_is_no_deck_gets_one_line() {
    let home = tempfile::tempdir().unwrap();
    let good = collection(OLD, &[SSH]);
    let whole = fs::read(package(home.path(), &[("collection.anki2", &good)])).unwrap();
    let zstd = compress_to_vec(good.as_slice(), CompressionLevel::Fastest);
    let endless = "CREATE VIEW notes AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) \
                   SELECT i AS mid, 'a' AS flds, '' AS tags FROM n;";
    let computed =
        "CREATE TABLE notes (mid, tags, flds AS (hex(zeroblob(1000000)) || tags)); INSERT INTO notes VALUES (1, '');";
    let picture: (i64, &str, &[&str]) = (7, "", &["<img src='cat.png'>", "A cat"]);
    let separators = "\u{1f}".repeat(1_200_000);
    let in_package = |name: &str, bytes: &[u8]| fs::read(package(home.path(), &[(name, bytes)])).unwrap();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("no archive", b"Q: Why?\nA: Because.\n".to_vec(), "it is no Anki package"),
        ("cut off", whole[..whole.len() / 2].to_vec(), "it is no Anki package"),
        ("another archive", in_package("word/document.xml", b"<w/>"), "there is no Anki collection in it"),
        ("no database", in_package("collection.anki2", b"not a database, whatever its name is"), "is damaged"),
        ("half a database", in_package("collection.anki2", &good[..good.len() / 2]), "is damaged"),
        ("half compressed", in_package("collection.anki21b", &zstd[..zstd.len() / 2]), "is damaged"),
        ("not compressed", in_package("collection.anki21b", &good), "is damaged"),
        ("empty", in_package("collection.anki2", b""), "it has no table of notes"),
        ("endless view", in_package("collection.anki2", &made_by(endless)), "it has no table of notes"),
        ("computed column", in_package("collection.anki2", &made_by(computed)), "it has no table of notes"),
        (
            "fields of nothing",
            in_package("collection.anki2", &collection(OLD, &[(7, "", &[&separators])])),
            "more than 64 MB of text",
        ),
        ("pictures", in_package("collection.anki2", &collection(OLD, &[picture])), "none of its 1 notes has text"),
        ("bomb", in_package("collection.anki21b", &bomb()), "unpacks to more than 256 MB"),
    ];
    let path = home.path().join("deck.apkg");
    for (name, bytes, expected) in cases {
        fs::write(&path, bytes).unwrap();
        let output = outloud(home.path(), &["bank", "import", path.to_str().unwrap()]);
        let message = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{name}: {message}");
        assert!(message.contains(expected) && message.contains("deck.apkg"), "{name}: {message}");
        assert_eq!(message.trim_end().lines().count(), 1, "{name}: {message}");
    }
    assert!(!home.path().join("questions").exists(), "nothing was written");
}

fn made_by(sql: &str) -> Vec<u8> {
    collection(sql, &[])
}

/// Eight kilobytes of zstd that stand for 260 MB of zeros: a frame of blocks that each repeat one byte 128 kB times.
fn bomb() -> Vec<u8> {
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38];
    for n in (0..2080_u32).rev() {
        let header = u32::from(n == 0) | 1 << 1 | (128 * 1024) << 3;
        frame.extend_from_slice(&header.to_le_bytes()[..3]);
        frame.push(0);
    }
    frame
}
