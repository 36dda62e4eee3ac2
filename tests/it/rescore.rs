//! Stored takes scored again: after the bank changed, and after a mis-heard word was put right.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::cli::{json, outloud, stderr};

const SESSION: &str = "2026-11-21T09-30-00-practice";

fn write(path: &Path, value: &Value) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, serde_json::to_vec(value).unwrap()).unwrap();
}

fn bank(keywords: &[&str]) -> Value {
    let keywords: Vec<Value> = keywords.iter().map(|k| json!({ "term": k })).collect();
    json!({ "schema": 1, "id": "own", "title": "Own", "questions": [{
        "id": "retries", "kind": "technical", "topic": "api", "prompt": "Why are retries safe?",
        "model_answer": "Because the call is idempotent and the queue keeps the order.", "keywords": keywords
    }]})
}

/// A home with one bank and one stored take of it that was never scored.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let bank = bank(&["order", "queue"]);
    write(&home.path().join("questions/own.json"), &bank);
    let word = |(at, text): (usize, &str)| json!({ "text": text, "start_s": at, "end_s": at + 1, "probability": 0.9 });
    let words: Vec<Value> = "It is eating important and keeps the order.".split(' ').enumerate().map(word).collect();
    let take = json!({
        "number": 1, "bank": "own", "question": bank["questions"][0], "started_at": "2026-11-21T09:30:00+01:00",
        "audio": null, "model": "tiny.en", "sound": null, "scorecard": null,
        "transcript": { "text": "It is eating important and keeps the order.", "words": words }
    });
    let session = json!({
        "schema": 1, "id": SESSION, "kind": "practice", "started_at": "2026-11-21T09:30:00+01:00", "takes": [take]
    });
    write(&home.path().join("sessions").join(SESSION).join("session.json"), &session);
    home
}

fn stored(home: &Path) -> Value {
    serde_json::from_slice(&fs::read(home.join("sessions").join(SESSION).join("session.json")).unwrap()).unwrap()
}

#[test]
fn an_edited_bank_changes_the_stored_score_once() {
    let home = home();
    let first = json(&outloud(home.path(), &["sessions", "rescore", "--json"]));
    assert_eq!((&first["takes"], &first["changed"][0]["gained"]), (&json!(1), &json!(["order"])));
    assert_eq!(first["changed"][0]["before"], Value::Null);

    write(&home.path().join("questions/own.json"), &bank(&["keeps", "queue"]));
    let second = json(&outloud(home.path(), &["sessions", "rescore", SESSION, "--json"]));
    let change = &second["changed"][0];
    assert_eq!((&change["gained"], &change["lost"]), (&json!(["keeps"]), &json!(["order"])));
    let take = &stored(home.path())["takes"][0];
    assert_eq!(take["scorecard"]["score"], change["after"]);
    assert_eq!(take["question"]["keywords"][0]["term"], "keeps", "the card and the question belong together");

    let before = stored(home.path());
    let third = json(&outloud(home.path(), &["sessions", "rescore", "--json"]));
    assert_eq!((&third["takes"], &third["changed"]), (&json!(1), &json!([])));
    assert_eq!(stored(home.path()), before);
}

/// A compression drill allows 120 s where the question allows 90. Older versions stored that in the scorecard only.
#[test]
fn rescoring_keeps_the_time_limit_that_the_answer_had() {
    let home = home();
    let file = home.path().join("sessions").join(SESSION).join("session.json");
    let mut session = stored(home.path());
    session["takes"][0]["time_limit_s"] = json!(120);
    session["takes"][0]["sound"] = json!({ "duration_s": 100.0, "speech": [{ "start_s": 0.0, "end_s": 100.0 }] });
    write(&file, &session);
    json(&outloud(home.path(), &["sessions", "rescore", "--json"]));
    let mut scored = stored(home.path());
    assert_eq!(scored["takes"][0]["scorecard"]["delivery"]["time_limit_s"], 120);

    scored["takes"][0].as_object_mut().unwrap().remove("time_limit_s");
    scored["takes"][0]["scorecard"]["basis"] = json!("from another bank");
    write(&file, &scored);
    let again = json(&outloud(home.path(), &["sessions", "rescore", "--json"]));
    assert_eq!(again["changed"], json!([]));
    assert_eq!(stored(home.path())["takes"][0]["scorecard"]["delivery"]["time_limit_s"], 120);
}

#[test]
fn a_change_of_delivery_alone_is_reported() {
    let home = home();
    json(&outloud(home.path(), &["sessions", "rescore", "--json"]));
    let mut session = stored(home.path());
    session["takes"][0]["scorecard"]["basis"] = json!("");
    session["takes"][0]["scorecard"]["delivery"]["words"] = json!(3);
    write(&home.path().join("sessions").join(SESSION).join("session.json"), &session);
    let again = json(&outloud(home.path(), &["sessions", "rescore", "--json"]));
    assert_eq!(again["changed"][0]["other"], json!(["delivery"]));
}

#[test]
fn two_hints_cost_the_same_in_every_list() {
    let home = home();
    json(&outloud(home.path(), &["sessions", "rescore", "--json"]));
    let mut session = stored(home.path());
    session["takes"][0]["hints_seen"] = json!(2);
    session["takes"][0]["scorecard"]["score"] = json!(90.0);
    write(&home.path().join("sessions").join(SESSION).join("session.json"), &session);
    let said = |args: &[&str]| String::from_utf8(outloud(home.path(), args).stdout).unwrap();
    let shown = said(&["sessions", "show"]);
    assert!(shown.contains("82 of 100") && shown.contains("90, less 8 for 2 hints"), "{shown}");
    let listed = said(&["sessions", "list"]);
    assert!(listed.contains(" 82 ") && !listed.contains(" 90 "), "{listed}");
    assert_eq!(json(&outloud(home.path(), &["stats", "--json"]))["mean_score"], 82.0);
}

#[test]
fn a_story_stays_with_the_answer_that_told_it() {
    let home = home();
    let mut session = stored(home.path());
    let story = json!({ "id": "s", "points": [{ "part": "did", "point": "I kept the order of the messages" }] });
    session["takes"][0]["question"]["story"] = story.clone();
    write(&home.path().join("sessions").join(SESSION).join("session.json"), &session);
    json(&outloud(home.path(), &["sessions", "rescore", "--json"]));
    let take = &stored(home.path())["takes"][0];
    assert_eq!(take["question"]["story"], story);
    assert!(take["scorecard"]["story"].is_object(), "{take}");
}

#[test]
fn a_bank_that_no_take_is_from_is_no_reason_to_write() {
    let home = home();
    json(&outloud(home.path(), &["sessions", "rescore", "--json"]));
    let before = stored(home.path());
    assert_eq!(before["takes"][0]["scorecard"]["basis"].as_str().map(str::len), Some(16));
    let mut other = bank(&["order"]);
    (other["id"], other["questions"][0]["id"]) = (json!("other"), json!("elsewhere"));
    write(&home.path().join("questions/other.json"), &other);
    let again = json(&outloud(home.path(), &["sessions", "rescore", "--json"]));
    assert_eq!((&again["takes"], &again["changed"]), (&json!(1), &json!([])));
    assert_eq!(stored(home.path()), before);
}

#[test]
fn a_corrected_word_is_scored_and_what_was_heard_stays() {
    let home = home();
    write(&home.path().join("questions/own.json"), &bank(&["idempotent", "queue"]));
    json(&outloud(home.path(), &["sessions", "rescore", "--json"]));
    let correct = |word: &str, to: &str| {
        outloud(home.path(), &["sessions", "correct", SESSION, "1", "--word", word, "--to", to, "--json"])
    };
    json(&correct("4", ""));
    let corrected = json(&correct("eating", "idempotent"));
    assert!(corrected["score"].as_f64() > corrected["before"].as_f64(), "{corrected}");
    assert_eq!(corrected["transcript"]["text"], "It is idempotent and keeps the order.");
    let take = &stored(home.path())["takes"][0];
    assert_eq!(take["heard"]["text"], "It is eating important and keeps the order.");
    assert_eq!(take["transcript"]["words"][2]["probability"], 1.0);

    for (word, message) in [("banana", "none is 'banana'"), ("99", "has 7 words and none is '99'")] {
        let refused = correct(word, "x");
        assert_eq!(refused.status.code(), Some(1));
        assert!(stderr(&refused).contains(message), "{}", stderr(&refused));
    }
    let refused = outloud(home.path(), &["sessions", "correct", SESSION, "7", "--word", "1", "--to", "x"]);
    assert!(stderr(&refused).contains("has no take 7"), "{}", stderr(&refused));
}

#[test]
fn a_damaged_session_is_told_of_and_the_others_are_scored() {
    let home = home();
    let broken = home.path().join("sessions/2020-01-01T00-00-00-demo/session.json");
    fs::create_dir_all(broken.parent().unwrap()).unwrap();
    fs::write(&broken, b"{\"schema\":1,").unwrap();
    let output = outloud(home.path(), &["sessions", "rescore"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("1 of 2 sessions could not be scored again"), "{}", stderr(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 take scored"));
    assert_eq!(fs::read(&broken).unwrap(), b"{\"schema\":1,");
    assert!(stored(home.path())["takes"][0]["scorecard"]["score"].is_number());
}

#[test]
fn a_point_that_is_contradicted_now_is_reported() {
    let home = home();
    let own = home.path().join("questions/own.json");
    let mut bank = bank(&["order", "queue"]);
    bank["schema"] = json!(2);
    bank["questions"][0]["points"] =
        json!([{ "id": "o", "point": "It keeps the order", "priority": "must", "says": ["keep* order"] }]);
    write(&own, &bank);
    json(&outloud(home.path(), &["sessions", "rescore", "--json"]));

    bank["questions"][0]["points"] = json!([{ "id": "o", "point": "It keeps the order", "priority": "must", "says": ["keep* sequence"], "wrong": ["keep* order"] }]);
    write(&own, &bank);
    let again = json(&outloud(home.path(), &["sessions", "rescore", "--json"]));
    let change = &again["changed"][0];
    assert_eq!(change["lost"], json!(["It keeps the order"]), "{change}");
    assert_eq!(
        change["verdicts"],
        json!([{ "point": "It keeps the order", "before": "met", "after": "contradicted" }])
    );

    bank["questions"][0]["points"][0]["wrong"] = json!([]);
    write(&own, &bank);
    let printed = String::from_utf8(outloud(home.path(), &["sessions", "rescore"]).stdout).unwrap();
    assert!(printed.contains("It keeps the order: contradicted -> missed"), "{printed}");
}

#[test]
fn a_challenge_is_stored_exported_counted_and_survives_another_score() {
    let home = home();
    let run = |args: &[&str]| outloud(home.path(), args);
    json(&run(&["sessions", "rescore", "--json"]));
    let score = stored(home.path())["takes"][0]["scorecard"]["score"].clone();
    let made = json(&run(&["sessions", "challenge", SESSION, "1", "Queue", "--json"]));
    assert_eq!(made, json!([{ "kind": "keyword", "name": "queue", "verdict": "missed" }]));
    json(&run(&["sessions", "challenge", SESSION, "1", "order", "--json"]));
    assert_eq!(stored(home.path())["takes"][0]["scorecard"]["score"], score, "the score stays");
    let shown = run(&["sessions", "show", SESSION]);
    assert!(String::from_utf8_lossy(&shown.stdout).contains("you: I did not say that"));
    let report = json(&run(&["evaluate", "mine", "--json"]));
    assert_eq!((&report["all"]["verdicts"], &report["all"]["challenged"]), (&json!(2), &json!(2)));
    let exact = report["ways"].as_array().unwrap().iter().find(|w| w["how"] == "exact").unwrap();
    assert_eq!((&exact["verdicts"], &exact["right"]), (&json!(1), &json!(0.0)));
    let html = home.path().join("report.html");
    assert!(
        run(&["sessions", "export", SESSION, "--format", "html", "--output", html.to_str().unwrap()]).status.success()
    );
    assert!(fs::read_to_string(&html).unwrap().contains("you: I did say that"));

    write(&home.path().join("questions/own.json"), &bank(&["order", "idempotent"]));
    json(&run(&["sessions", "rescore", "--json"]));
    let take = &stored(home.path())["takes"][0];
    assert_eq!(take["challenges"].as_array().unwrap().len(), 2, "{take}");
    let text = run(&["evaluate", "mine"]);
    assert!(String::from_utf8_lossy(&text.stdout).contains("you challenged 1 in 1 of them, and 1 that are settled"));
    let why = stderr(&run(&["sessions", "challenge", SESSION, "1", "e"]));
    assert!(why.contains("does not name one verdict of take 1"), "{why}");
}

#[test]
fn what_was_not_heard_has_no_place_in_the_figures_until_it_is_corrected() {
    let home = home();
    let run = |args: &[&str]| outloud(home.path(), args);
    let file = home.path().join("sessions").join(SESSION).join("session.json");
    let mut session = stored(home.path());
    session["takes"][0]["sound"] = json!({ "duration_s": 9.0, "speech": [{ "start_s": 0.0, "end_s": 8.5 }] });
    for word in session["takes"][0]["transcript"]["words"].as_array_mut().unwrap() {
        word["probability"] = json!(0.2);
    }
    write(&file, &session);
    json(&run(&["sessions", "rescore", "--json"]));
    let card = stored(home.path())["takes"][0]["scorecard"].clone();
    let stretch = json!([{ "start_s": 0.0, "end_s": 8.0 }]);
    assert_eq!(card["heard"], json!({ "enough": false, "stretches": stretch, "reasons": ["unsure_words"] }));
    assert!(card["score"].is_number(), "scripts find the number");
    let stats = json(&run(&["stats", "--json"]));
    assert_eq!((&stats["answers"], &stats["mean_score"]), (&json!(0), &Value::Null));
    let shown = String::from_utf8(run(&["sessions", "show", SESSION]).stdout).unwrap();
    assert!(shown.contains("I did not hear you well enough: one stretch") && !shown.contains("of 100"), "{shown}");
    let csv = run(&["sessions", "export", SESSION, "--format", "html", "--output", "-"]);
    assert!(!csv.status.success() || !String::from_utf8_lossy(&csv.stdout).contains(" of 100</span>"));

    let corrected = run(&["sessions", "correct", SESSION, "1", "--word", "eating", "--to", "idempotent"]);
    let text = String::from_utf8_lossy(&corrected.stdout).into_owned();
    assert!(text.contains("Corrected: no score before") && text.contains("of 100"), "{text}");
    assert_eq!(json(&run(&["stats", "--json"]))["answers"], 1);
    let again = json(&run(&["sessions", "rescore", "--json"]));
    assert_eq!(again["changed"], json!([]), "the correction holds");
}
