//! `bank import`: what arrives, what is left out and said so, encodings and formats by their content.

use std::{fs, path::Path, process::Stdio};

use serde_json::Value;

use crate::cli::{command, json, outloud, stderr, stdout};

/// The document of `bank import --json` for a file with this content.
fn import(home: &Path, name: &str, content: &[u8], more: &[&str]) -> Value {
    let notes = home.join(name);
    fs::write(&notes, content).unwrap();
    let mut args = vec!["bank", "import", notes.to_str().unwrap(), "--force", "--json"];
    args.extend(more);
    json(&outloud(home, &args))
}

/// The questions of the bank that it made.
fn questions(home: &Path, report: &Value) -> Vec<(String, String)> {
    let bank = json(&outloud(home, &["bank", "show", report["bank"].as_str().unwrap(), "--json"]));
    let text = |q: &Value, field: &str| q[field].as_str().unwrap().to_owned();
    bank["questions"].as_array().unwrap().iter().map(|q| (text(q, "prompt"), text(q, "model_answer"))).collect()
}

#[test]
fn encodings_are_found_and_a_guess_is_said() {
    let home = tempfile::tempdir().unwrap();
    let text = "Question\tAnswer\nWhat is a naïve set?\tOne without axioms\n";
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    let expected = vec![("What is a naïve set?".to_owned(), "One without axioms".to_owned())];
    for content in [utf16.as_slice(), &latin, &marked] {
        let report = import(home.path(), "set.txt", content, &[]);
        assert_eq!(questions(home.path(), &report), expected);
    }
    fs::write(home.path().join("set.txt"), &latin).unwrap();
    let path = home.path().join("set.txt");
    let said = stderr(&outloud(home.path(), &["bank", "import", path.to_str().unwrap(), "--force"]));
    assert!(said.contains("is no UTF-8: read as windows-1252"), "{said}");
    let wrong = outloud(home.path(), &["bank", "import", path.to_str().unwrap(), "--encoding", "klingon"]);
    assert_eq!((wrong.status.code(), stderr(&wrong).lines().count()), (Some(1), 1));
}

#[test]
fn a_byte_order_mark_changes_nothing_in_a_bank() {
    let home = tempfile::tempdir().unwrap();
    let bank = r#"{"schema":1,"id":"mine","title":"Mine","language":"en","questions":[{"id":"why","kind":"technical","topic":"x",
        "level":"mid","prompt":"Why?","model_answer":"Because of that.","keywords":[{"term":"that","weight":2}]}]}"#;
    let report = import(home.path(), "mine.json", format!("\u{feff}{bank}").as_bytes(), &[]);
    assert_eq!(questions(home.path(), &report), [("Why?".to_owned(), "Because of that.".to_owned())]);
    fs::write(home.path().join("marked.json"), format!("\u{feff}{bank}")).unwrap();
    let checked = outloud(home.path(), &["bank", "check", home.path().join("marked.json").to_str().unwrap(), "--json"]);
    let checked: Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(checked["questions"], 1, "{checked}");
}

#[test]
fn what_is_left_out_is_counted_and_named() {
    let home = tempfile::tempdir().unwrap();
    let text = "## What is a lock?\n\nExclusion.\n\n## Threads\n\n## What is a queue?\n\nFirst in, first out.\n\n\
                # More\n\n- [a](https://example.org/a)\n- [b](https://example.org/b)\n";
    let notes = home.path().join("notes.md");
    fs::write(&notes, text).unwrap();
    let done = outloud(home.path(), &["bank", "import", notes.to_str().unwrap()]);
    let said = stderr(&done);
    assert!(said.contains("2 left out: 1 has no answer (--keep-unanswered), 1 is a list of links"), "{said}");
    assert!(said.contains("'Threads' (line 5)") && said.contains("'More' (line 13)"), "{said}");
    let report = import(home.path(), "notes.md", text.as_bytes(), &["--keep-unanswered"]);
    assert_eq!((&report["questions"], &report["unanswered"], &report["left_out"]), (&3.into(), &1.into(), &1.into()));
    assert_eq!(report["left_out_items"][0]["reason"], "links");
}

#[test]
fn a_dry_run_shows_what_was_understood_and_writes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let notes = home.path().join("notes.csv");
    fs::write(&notes, "No;Question;Answer;Owner\n1;What is a lock?;Mutual exclusion;me\n;;;\n").unwrap();
    let done = outloud(home.path(), &["bank", "import", notes.to_str().unwrap(), "--dry-run"]);
    let out = stdout(&done);
    assert!(out.contains("What is a lock?") && out.contains("2 words") && out.contains("nothing was written"), "{out}");
    assert!(stderr(&done).contains("1 is an empty row, 1 is a column of unknown meaning"), "{}", stderr(&done));
    assert!(!home.path().join("questions/notes.json").exists());
    let report = import(home.path(), "notes.csv", &fs::read(&notes).unwrap(), &["--dry-run"]);
    assert_eq!(report["drafts"][0]["answer"], "Mutual exclusion");
}

#[test]
fn the_content_tells_the_format_of_stdin() {
    let home = tempfile::tempdir().unwrap();
    let bank = home.path().join("pasted.json");
    let args = ["bank", "import", "-", "--to", bank.to_str().unwrap(), "--json"];
    let mut child = command(home.path(), &args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"Lock\tExclusion\nQueue\tFirst in,\nfirst out\n")
        .unwrap();
    let report = json(&child.wait_with_output().unwrap());
    let expected = [("Lock", "Exclusion"), ("Queue", "First in,\nfirst out")];
    assert_eq!(questions(home.path(), &report), expected.map(|(q, a)| (q.to_owned(), a.to_owned())));
}

#[test]
fn what_is_no_text_is_refused_with_the_way_out() {
    let home = tempfile::tempdir().unwrap();
    for (content, remedy) in [
        (b"%PDF-1.7 \xff".as_slice(), "Copy its text"),
        (b"PK\x03\x04 \xff", "Save a spreadsheet as CSV"),
        (b"Q: Why?\nA: So\n\0", "it is no text"),
        (b"Once upon a time.", "nothing here looks like a question"),
        (br#"{"schema": 2, "questions": 7}"#, "invalid type"),
    ] {
        let notes = home.path().join("notes.txt");
        fs::write(&notes, content).unwrap();
        let done = outloud(home.path(), &["bank", "import", notes.to_str().unwrap()]);
        assert_eq!((done.status.code(), stderr(&done).lines().count()), (Some(1), 1), "{}", stderr(&done));
        assert!(stderr(&done).contains(remedy), "{}", stderr(&done));
    }
}

#[test]
fn proposed_keywords_are_terms_and_no_everyday_words() {
    let home = tempfile::tempdir().unwrap();
    let text = "## What is a canary release?\n\nNo, it stands for a rough idea: a canary deployment sends a small share of the traffic to the new \
                version, watches the error rate in Prometheus, and rolls back when latency grows.\n";
    let report = import(home.path(), "notes.md", text.as_bytes(), &["--propose"]);
    let bank = json(&outloud(home.path(), &["bank", "show", report["bank"].as_str().unwrap(), "--json"]));
    let keywords = bank["questions"][0]["keywords"].as_array().unwrap();
    let terms: Vec<String> = keywords.iter().map(|k| k["term"].as_str().unwrap().to_lowercase()).collect();
    assert!(!terms.iter().any(|t| ["no", "stands", "rough", "idea", "small"].contains(&t.as_str())), "{terms:?}");
    assert!(terms.iter().any(|t| t.contains("prometheus")) && terms.len() >= 2, "{terms:?}");
}
