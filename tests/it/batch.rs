//! `outloud batch`: answers in, scores out, whatever is between the lines.

use std::{io::Write, process::Stdio};

use serde_json::Value;

use super::cli::{command, json, outloud};

fn run(arguments: &[&str], input: &[u8]) -> Vec<Value> {
    let home = tempfile::tempdir().unwrap();
    let mut child = command(home.path(), arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn request(id: u32, text: &str) -> String {
    serde_json::json!({ "id": id, "question": "docker-container-vs-vm", "text": text }).to_string() + "\n"
}

#[test]
fn a_bad_line_becomes_an_error_and_the_rest_goes_on() {
    let mut input = request(1, "Containers share the host kernel.").into_bytes();
    input.extend(b"not json\n\n{\"id\":\"x\",\"question\":\"no-such-question\",\"text\":\"a\"}\n");
    input.extend(b"{\"id\":[2],\"question\":\"docker-container-vs-vm\"}\n\xff\xfe\n");
    input.extend([b"[".repeat(100_000), b"\n".to_vec()].concat());
    input.extend(b"{\"id\":3,\"question\":\"docker-container-vs-vm\",\"audio\":\"/no/such.wav\"}\n");
    input.extend(b"{\"id\":4,\"question\":\"docker-container-vs-vm\",\"bank\":\"nope\",\"text\":\"a\"}\n");
    input.extend(request(5, "").into_bytes());
    let answers = run(&["batch", "--jobs", "2"], &input);
    let ids: Vec<_> = answers.iter().map(|a| a.get("id").cloned()).collect();
    let expected = serde_json::json!([1, null, "x", [2], null, null, 3, 4, 5]);
    assert_eq!(serde_json::json!(ids), expected);
    let lines: Vec<_> = answers.iter().filter_map(|a| a["line"].as_u64()).collect();
    assert_eq!(lines, [2, 4, 5, 6, 7, 8, 9], "blank lines count");
    assert!(answers[2]["error"].as_str().unwrap().contains("no question 'no-such-question'"));
    assert!(answers[0]["score"].as_f64().unwrap() > answers[8]["score"].as_f64().unwrap());
}

#[test]
fn a_line_is_answered_as_score_would_and_the_split_changes_nothing() {
    let texts =
        ["Containers share the host kernel and start in a second.", "A VM has its own operating system.", "No idea."];
    let input: String = (0..60).map(|n| request(n, texts[n as usize % 3])).collect();
    let whole = run(&["batch"], input.as_bytes());
    assert_eq!(run(&["batch", "--jobs", "3"], input.as_bytes()), whole);
    let lines: Vec<&str> = input.split_inclusive('\n').collect();
    let parts: Vec<Value> = lines.chunks(23).flat_map(|part| run(&["batch"], part.concat().as_bytes())).collect();
    assert_eq!(parts, whole);
    let mut scored = score_alone(texts[0], &[]);
    scored.as_object_mut().unwrap().insert("id".into(), 0.into());
    assert_eq!(whole[0], scored);
}

#[test]
fn naming_the_bank_changes_no_score() {
    let text = "Containers share the host kernel, and idempotent jobs start in a second. Postgres is a database.";
    let alone = score_alone(text, &[]);
    let named = score_alone(text, &["--bank", "devops-core"]);
    let mut line: Value = serde_json::from_str(&request(1, text)).unwrap();
    line["bank"] = "devops-core".into();
    let mut batch = run(&["batch"], format!("{line}\n").as_bytes()).remove(0);
    batch.as_object_mut().unwrap().remove("id");
    assert_eq!(named, alone, "the basis too: the same words are known");
    assert_eq!(batch, alone);
}

#[test]
fn a_line_says_what_contradicts_the_points() {
    let bank = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/metrics-bank.json");
    let line = serde_json::json!({
        "id": 1, "bank": bank, "question": "gauge-or-counter",
        "text": "A counter goes up and it goes down. A counter is reset every day."
    });
    let answer = run(&["batch"], format!("{line}\n").as_bytes()).remove(0);
    let gauge = &answer["rubric"][0];
    assert_eq!((&gauge["verdict"], &gauge["met"]), (&"contradicted".into(), &false.into()), "{answer}");
    assert_eq!(gauge["contradiction"]["said_of"], "counter");
    assert!(gauge["contradiction"]["evidence"]["text"].as_str().unwrap().contains("goes down"));
    assert_eq!(answer["rubric"][2]["verdict"], "missed");
    let belief = &answer["misconceptions"][0];
    assert_eq!(belief["why_wrong"], "It starts at zero only when the process restarts.");
    assert!(belief["evidence"]["text"].as_str().unwrap().contains("reset every day"));
}

/// The document of `score --json` for `text`.
fn score_alone(text: &str, more: &[&str]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("answer.txt");
    std::fs::write(&file, text).unwrap();
    let arguments = ["--json", "score", "--question", "docker-container-vs-vm", "--text", file.to_str().unwrap()];
    json(&outloud(folder.path(), &[&arguments[..], more].concat()))
}
