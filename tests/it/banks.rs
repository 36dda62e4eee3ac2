//! Banks of one's own: made from a template, imported from notes, checked.

use std::path::Path;

use outloud_bank_check::{Filed, Severity, check as lint};
use outloud_store::banks;
use serde_json::Value;

use crate::cli::{json, outloud, stderr};

/// The document of `bank check --json`, whatever its exit code.
fn check(home: &Path, bank: &Path) -> Value {
    let output = outloud(home, &["bank", "check", "--json", bank.to_str().unwrap()]);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn our_own_banks_have_no_errors_and_no_warnings() {
    let stored = banks::built_in().unwrap();
    let unread: Vec<_> = stored.iter().flat_map(|b| b.unread.iter().map(|u| (&b.origin, &u.path))).collect();
    assert!(unread.is_empty(), "{unread:#?}");
    let filed: Vec<_> = stored.iter().map(|b| Filed { file: &b.origin, bank: &b.bank }).collect();
    let findings = lint(&filed, &[]);
    let of = |severity| findings.iter().filter(|f| f.severity == severity).collect::<Vec<_>>();
    for severity in [Severity::Error, Severity::Warning] {
        assert!(of(severity).is_empty(), "{:#?}", of(severity));
    }
}

#[test]
fn a_new_bank_names_the_schema_that_lies_in_the_home() {
    let home = tempfile::tempdir().unwrap();
    assert!(outloud(home.path(), &["bank", "new"]).status.success());
    let bank: Value =
        serde_json::from_slice(&std::fs::read(home.path().join("questions/my-bank.json")).unwrap()).unwrap();
    let schema = home.path().join("questions").join(bank["$schema"].as_str().unwrap());
    let written: Value = serde_json::from_slice(&std::fs::read(schema).unwrap()).unwrap();
    assert_eq!(written, json(&outloud(home.path(), &["bank", "schema"])));
    let elsewhere = home.path().join("a/b/mine.json");
    assert!(outloud(home.path(), &["bank", "new", elsewhere.to_str().unwrap()]).status.success());
    let bank: Value = serde_json::from_slice(&std::fs::read(&elsewhere).unwrap()).unwrap();
    assert!(Path::new(bank["$schema"].as_str().unwrap()).is_file(), "{bank}");
}

/// `cargo run -- bank schema > schemas/bank.schema.json` brings it up to date.
#[test]
fn the_schema_in_the_repository_is_up_to_date() {
    let committed = include_str!("../../schemas/bank.schema.json");
    assert_eq!(committed, outloud_store::bank_schema::bank_schema());
}

#[test]
fn a_misspelt_field_is_a_warning_with_its_place() {
    let home = tempfile::tempdir().unwrap();
    let bank = home.path().join("mine.json");
    let made = outloud(home.path(), &["bank", "new", bank.to_str().unwrap()]);
    assert!(made.status.success());
    assert_eq!(check(home.path(), &bank)["findings"], Value::Array(Vec::new()));

    let text = std::fs::read_to_string(&bank).unwrap();
    std::fs::write(&bank, text.replace("\"why_asked\"", "\"why_aksed\"")).unwrap();
    let report = check(home.path(), &bank);
    let unknown = &report["findings"][0];
    assert_eq!(unknown["severity"], "warning");
    assert_eq!(unknown["path"], "questions[0].why_aksed");
    assert_eq!(unknown["question"], "template-question");
    assert_eq!((report["errors"].as_u64(), report["warnings"].as_u64()), (Some(0), Some(2)), "{report}");
}

#[test]
fn an_import_lists_all_that_the_check_finds() {
    let home = tempfile::tempdir().unwrap();
    let notes = home.path().join("notes.md");
    let text = "## What is a branch?\n\nA movable pointer to a commit, cheap to create, merged back when the work is done.\n\n\
                ## What is a tag?\n\nHint: It does not move.\n";
    std::fs::write(&notes, text).unwrap();
    let made = json(&outloud(home.path(), &["bank", "import", notes.to_str().unwrap(), "--propose", "--json"]));
    let found = check(home.path(), Path::new(made["bank"].as_str().unwrap()));
    let left: Vec<&str> = made["left_to_do"].as_array().unwrap().iter().map(|l| l.as_str().unwrap()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
    for finding in found["findings"].as_array().unwrap() {
        let (question, message) = (finding["question"].as_str().unwrap(), finding["message"].as_str().unwrap());
        assert!(left.iter().any(|l| l.starts_with(question) && l.contains(message)), "{message} not in {left:?}");
    }
    let keywords = json(&outloud(home.path(), &["bank", "show", "what-branch", "--json"]))["keywords"].clone();
    assert!(keywords.as_array().unwrap().iter().all(|k| k["term"] != "branch"), "{keywords}");
}

#[test]
fn a_bank_and_a_question_are_shown_with_what_is_worth_knowing_around_them() {
    let home = tempfile::tempdir().unwrap();
    let said = |args: &[&str]| {
        let output = outloud(home.path(), args);
        assert!(output.status.success(), "{args:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let bank = said(&["bank", "show", "docker"]);
    for shown in ["Glossary\n", "Layer: One step of an image", "Commonly confused", "Rules of thumb: docker"] {
        assert!(bank.contains(shown), "{shown}: {bank}");
    }
    let whole = json(&outloud(home.path(), &["bank", "show", "docker", "--json"]));
    assert!(whole["glossary"]["Layer"].is_string() && whole["rules_of_thumb"][0]["rule"].is_string());
    let id = "docker-container-vs-vm";
    let question = said(&["bank", "show", "--question", id]);
    for shown in ["How to build the answer", "Commonly confused", "container / virtual machine: "] {
        assert!(question.contains(shown), "{shown}: {question}");
    }
    assert_eq!(question, said(&["bank", "show", "devops-core", "--question", id]));
    let one = json(&outloud(home.path(), &["bank", "show", "--question", id, "--json"]));
    assert!(one["id"] == id && one["bank"] == "devops-core" && one["skeleton"][0].is_string(), "{one}");
    assert!(one["glossary"].is_object() && one["commonly_confused"][0]["these"].is_array(), "{one}");
    let elsewhere = outloud(home.path(), &["bank", "show", "docker", "--question", id]);
    assert!(elsewhere.status.code() == Some(1) && stderr(&elsewhere).contains("there is no question"));
    assert_eq!(outloud(home.path(), &["bank", "show"]).status.code(), Some(2));
}

#[test]
fn banks_are_searched_by_the_words_of_their_glossaries() {
    let home = tempfile::tempdir().unwrap();
    let found = json(&outloud(home.path(), &["bank", "search", "error", "budget", "--json"]));
    let kinds: Vec<&str> = found.as_array().unwrap().iter().map(|f| f["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"glossary") && kinds.contains(&"question"), "{kinds:?}");
    let used = found.as_array().unwrap().iter().find(|f| f["kind"] == "question" && f["term"].is_string());
    assert!(used.is_some(), "a question that only uses the word: {found}");
    let none = outloud(home.path(), &["bank", "search", "zeppelin"]);
    assert!(none.status.code() == Some(1) && stderr(&none).contains("no bank speaks of 'zeppelin'"));
    let none = outloud(home.path(), &["bank", "search", "zeppelin", "--json"]);
    assert!(none.status.success() && json(&none) == serde_json::json!([]));
}
