//! `sessions export --format parquet`: read back, the tables say what the sessions' JSON says.

use std::{collections::BTreeSet, fs, io::Write, path::Path};

use outloud_core::session::Session;
use outloud_exchange::report::{dataset, rows};
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::{Field, Row},
};

use super::cli::{command, stderr};

/// The sessions of tests/fixtures/report, oldest first, and one that contradicts a point and tells a false belief.
fn sessions() -> Vec<Session> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/report/sessions");
    let mut ids: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    ids.sort();
    let load = |id: String| {
        let bytes = fs::read(folder.join(&id).join("session.json")).unwrap();
        Session { id, ..serde_json::from_slice(&bytes).unwrap() }
    };
    ids.into_iter().map(load).chain(super::report::contradicted_and_corrected()).collect()
}

fn read(bytes: Vec<u8>) -> Vec<Row> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&bytes).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    reader.get_row_iter(None).unwrap().map(Result::unwrap).collect()
}

/// The rows of a table of all sessions.
fn table_of(sessions: &[Session], table: &str) -> Vec<Row> {
    let files = sessions.iter().flat_map(|s| dataset::files(s, Some("Ann")).unwrap());
    files.filter(|f| f.path[0] == table).flat_map(|f| read(f.bytes)).collect()
}

fn cell<'a>(row: &'a Row, column: &str) -> &'a Field {
    row.get_column_iter().find(|(name, _)| *name == column).unwrap().1
}

fn sum(rows: &[Row], column: &str) -> f64 {
    let number = |row| match cell(row, column) {
        Field::Double(x) => *x,
        Field::Long(n) => *n as f64,
        Field::Bool(yes) => f64::from(u8::from(*yes)),
        Field::Null => 0.0,
        other => panic!("{column} is {other:?}"),
    };
    rows.iter().map(number).sum()
}

/// As `sum`, of the rows that CSV and JSON are made of.
fn expected(rows: &[serde_json::Value], column: &str) -> f64 {
    rows.iter().map(|r| r[column].as_f64().unwrap_or(f64::from(u8::from(r[column] == true)))).sum()
}

fn json<R: serde::Serialize>(rows: impl Iterator<Item = Vec<R>>) -> Vec<serde_json::Value> {
    rows.flatten().map(|r| serde_json::to_value(r).unwrap()).collect()
}

#[test]
fn every_row_and_every_sum_is_that_of_the_sessions() {
    let sessions = sessions();
    let ann = Some("Ann");
    let tables = [
        ("takes", json(sessions.iter().map(|s| rows::takes(s, ann)))),
        ("points", json(sessions.iter().map(|s| rows::points(s, ann)))),
        ("misconceptions", json(sessions.iter().map(|s| rows::misconceptions(s, ann)))),
        ("words", json(sessions.iter().map(|s| rows::words(s, ann)))),
    ];
    for (name, told) in tables {
        let read = table_of(&sessions, name);
        assert!(read.len() == told.len() && !told.is_empty(), "{name}: {} rows of {}", read.len(), told.len());
        let columns: Vec<&String> = told[0].as_object().unwrap().keys().collect();
        let found: Vec<&String> = read[0].get_column_iter().map(|(name, _)| name).collect();
        assert_eq!(found, columns, "the columns of {name} are those of the CSV");
        for column in columns {
            let is_number = told.iter().any(|r| r[column].is_number() || r[column].is_boolean());
            if is_number {
                let (sum, expected) = (sum(&read, column), expected(&told, column));
                assert!((sum - expected).abs() < 1e-9, "{name}.{column}: {sum}, not {expected}");
                continue;
            }
            for (row, told) in read.iter().zip(&told) {
                match cell(row, column) {
                    Field::Str(text) => assert_eq!(told[column], text.as_str()),
                    Field::TimestampMicros(at) => {
                        let told: jiff::Timestamp = told[column].as_str().unwrap().parse().unwrap();
                        assert_eq!(told.as_microsecond(), *at);
                    }
                    Field::Null => assert!(told[column].is_null()),
                    other => panic!("{name}.{column} is {other:?}"),
                }
            }
        }
    }
}

#[test]
fn a_damaged_date_and_a_session_past_midnight_keep_their_rows() {
    let mut session = sessions().remove(0);
    let take = session.takes[0].clone();
    session.takes = ["2026-11-21T23:59:00+01:00", "2026-11-22T00:03:00+01:00", "../../../etc", "ü"]
        .map(|at| outloud_core::session::Take { started_at: at.into(), ..take.clone() })
        .to_vec();
    let files = dataset::files(&session, None).unwrap();
    let days: BTreeSet<&str> = files.iter().map(|f| f.path[1].as_str()).collect();
    assert_eq!(
        days.into_iter().collect::<Vec<_>>(),
        ["date=2026-11-21", "date=2026-11-22", "date=__HIVE_DEFAULT_PARTITION__"]
    );
    let rows: usize = files.into_iter().filter(|f| f.path[0] == "takes").map(|f| read(f.bytes).len()).sum();
    assert_eq!(rows, 4);
}

#[test]
fn an_export_can_be_repeated_and_others_be_added() {
    let home = tempfile::tempdir().unwrap();
    for session in sessions() {
        let folder = home.path().join("sessions").join(&session.id);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("session.json"), serde_json::to_vec(&session).unwrap()).unwrap();
    }
    let export = |arguments: &[&str]| {
        let output = command(home.path(), &["sessions", "export", "--format", "parquet"])
            .args(arguments)
            .current_dir(home.path())
            .output()
            .unwrap();
        (output.status.code(), stderr(&output))
    };
    let files = || walk(&home.path().join("cohort"));
    assert_eq!(export(&["--all", "--candidate", "Ann", "--output", "cohort"]).0, Some(0));
    let once = files();
    assert!(once.len() >= 9 && once.keys().all(|p| p.contains("/date=2026-11-")), "{:?}", once.keys());
    assert_eq!(export(&["2026-11-02", "--candidate", "Ann", "--output", "cohort"]).0, Some(0));
    assert_eq!(files(), once, "the same bytes again");
    assert_eq!(export(&["--all", "--candidate", "Ben", "--output", "cohort"]).0, Some(0));
    assert_eq!(files().len(), 2 * once.len());
    let (code, told) = export(&["--output", "-"]);
    assert!(code == Some(2) && told.contains("--output FOLDER"), "{told}");
}

/// Every file below `folder` with its bytes.
fn walk(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(walk(&path));
        } else {
            found.insert(path.to_string_lossy().into_owned(), fs::read(&path).unwrap());
        }
    }
    found
}
