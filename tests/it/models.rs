//! `models`, `doctor` and `evaluate speech / latency` as scripts meet them, on the model and the recording that ship.

use serde_json::Value;

use super::cli::{beginning_of_the_demo, json, outloud, stderr};

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.wav");
const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/ggml-tiny.en-q8_0.bin");

fn named<'a>(rows: &'a Value, name: &str) -> &'a Value {
    rows.as_array().unwrap().iter().find(|r| r["name"] == name).unwrap_or_else(|| panic!("no {name} in {rows}"))
}

#[test]
fn models_are_listed_found_verified_and_chosen() {
    let home = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| outloud(home.path(), args);
    let rows = json(&run(&["models", "list", "--json"]));
    let own = named(&rows, "tiny.en-q8_0");
    assert_eq!((&own["installed"], &own["default"], &own["path"]), (&true.into(), &true.into(), &Value::Null));
    let other = named(&rows, "base.en-q8_0");
    assert_eq!((&other["installed"], &other["multilingual"]), (&false.into(), &false.into()));

    let folder = home.path().join("models");
    std::fs::create_dir(&folder).unwrap();
    assert_eq!(json(&run(&["models", "path", "--json"]))["path"], folder.to_str().unwrap());
    std::fs::copy(SHIPPED, folder.join("ggml-mine.bin")).unwrap();
    std::fs::write(folder.join("ggml-base.en.bin"), &std::fs::read(SHIPPED).unwrap()[..1_000_000]).unwrap();
    assert_eq!(json(&run(&["models", "default", "mine", "--json"]))["name"], "mine");
    let rows = json(&run(&["models", "list", "--json"]));
    assert_eq!(named(&rows, "mine")["default"], true);
    assert_eq!(named(&rows, "base.en")["multilingual"], Value::Null);
    assert!(run(&["models", "default", "tiny.en-q8_0"]).status.success());
    assert_eq!(json(&run(&["models", "default", "--json"]))["name"], "tiny.en-q8_0");

    assert_eq!(json(&run(&["models", "verify", SHIPPED, "--json"]))[0]["state"], "published");
    assert_eq!(json(&run(&["models", "verify", "mine", "--json"]))[0]["state"], "whole");
    let damaged = run(&["models", "verify"]);
    assert_eq!(damaged.status.code(), Some(1));
    assert!(
        stderr(&damaged).contains("damaged: base.en. Get them again with `outloud models pull`"),
        "{}",
        stderr(&damaged)
    );
    let unknown = run(&["models", "default", "nosuch"]);
    assert!(stderr(&unknown).contains("no model is called \"nosuch\""), "{}", stderr(&unknown));
    #[cfg(feature = "embed-model")]
    {
        let transcribed = run(&["transcribe", DEMO, "--model", "nosuch"]);
        assert!(stderr(&transcribed).contains("there are: tiny.en-q8_0"), "{}", stderr(&transcribed));
    }
}

#[cfg(feature = "download")]
#[test]
fn a_damaged_model_is_pulled_again() {
    let home = tempfile::tempdir().unwrap();
    let server = super::pull::serve(std::fs::read(SHIPPED).unwrap(), |_, _, model, out| super::pull::whole(out, model));
    let pull = || outloud(home.path(), &["models", "pull", "tiny.en-q8_0", "--from", &server.address, "--json"]);
    let path = json(&pull())["path"].as_str().unwrap().to_owned();
    assert!(stderr(&pull()).contains("is there already and whole"));
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[20_000_000] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    json(&pull());
    assert_eq!(json(&outloud(home.path(), &["models", "verify", "--json"]))[0]["state"], "published");
}

#[test]
fn the_doctor_tries_everything_and_finds_the_model_fast_enough() {
    let home = tempfile::tempdir().unwrap();
    beginning_of_the_demo(&home.path().join("mic.wav"), 3);
    let mic = home.path().join("mic.wav").display().to_string();
    let document = json(&outloud(home.path(), &["doctor", "--json", "--threads", "1", "--mic-from", &mic]));
    let state = |what: &str| {
        let all = document["checks"].as_array().unwrap();
        all.iter().find(|c| c["what"] == what).unwrap()["state"].as_str().unwrap().to_owned()
    };
    for what in ["microphone", "model", "disk", "banks", "settings"] {
        assert_eq!(state(what), "works", "{what}: {document}");
    }
    assert_eq!(state("terminal"), "limited");
    assert_eq!(document["models"][0]["model"], "tiny.en-q8_0");
    assert!(document["models"][0]["real_time_factor"].as_f64().unwrap() > 0.0);

    std::fs::write(home.path().join("outloud.toml"), "model = \"nosuch\"").unwrap();
    let broken = outloud(home.path(), &["doctor", "--json", "--mic-from", &mic]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(stderr(&broken).contains("broken: model"), "{}", stderr(&broken));
}

#[test]
fn word_errors_and_word_times_are_measured() {
    let home = tempfile::tempdir().unwrap();
    let set = home.path().join("set");
    std::fs::create_dir(&set).unwrap();
    beginning_of_the_demo(&set.join("a.wav"), 12);
    let run = |args: &[&str]| {
        let mut all = vec!["evaluate", "speech", "--threads", "1", "--json", "--audio", set.to_str().unwrap()];
        all.extend(args);
        outloud(home.path(), &all)
    };
    std::fs::write(set.join("refs.tsv"), "a\tvirtual machine\nb\tgone\n").unwrap();
    assert!(stderr(&run(&[])).contains("b.wav' is missing"));

    let said =
        json(&outloud(home.path(), &["transcribe", set.join("a.wav").to_str().unwrap(), "--json", "--threads", "1"]));
    let text = said["text"].as_str().unwrap();
    std::fs::write(set.join("refs.tsv"), format!("a\tum, {}\n", text.to_uppercase())).unwrap();
    let late = |w: &Value| format!("{}\t{}\n", w["start_s"].as_f64().unwrap() - 0.1, w["text"].as_str().unwrap());
    let words: String = said["words"].as_array().unwrap().iter().map(late).collect();
    std::fs::write(set.join("a.words"), words).unwrap();
    let document = json(&run(&[]));
    assert_eq!((document["files"].as_u64(), document["wer"].as_f64()), (Some(1), Some(0.0)));
    assert!((document["audio_s"].as_f64().unwrap() - 12.0).abs() < 0.1);
    assert!((document["word_times"]["median_start_error_s"].as_f64().unwrap() - 0.1).abs() < 1e-6);
    assert!(json(&run(&["--whole"]))["wer"].as_f64().unwrap() < 0.3);

    let other = home.path().join("other.tsv");
    std::fs::write(&other, format!("set/a\t{text} indeed\n")).unwrap();
    let document = json(&run(&["--heard", other.to_str().unwrap()]));
    let words = document["words"].as_f64().unwrap();
    assert!((document["wer"].as_f64().unwrap() - 1.0 / words).abs() < 1e-9, "{document}");
}

#[test]
fn the_wait_for_the_scorecard_is_measured() {
    let home = tempfile::tempdir().unwrap();
    beginning_of_the_demo(&home.path().join("answer.wav"), 4);
    let wav = home.path().join("answer.wav").display().to_string();
    let document = json(&outloud(
        home.path(),
        &["evaluate", "latency", "--audio", &wav, "--threads", "1", "--json", "--runs", "2"],
    ));
    assert!((document["audio_s"].as_f64().unwrap() - 4.0).abs() < 0.1);
    let figure = |name: &str| document[name].as_f64().unwrap();
    assert!(figure("stop_to_score_s") > 0.0 && figure("decode_total_s") > 0.0);
    assert!(figure("worst_stop_to_score_s") >= figure("stop_to_score_s"));
    assert_eq!((document["dropped_frames"].as_u64(), document["runs"].as_array().unwrap().len()), (Some(0), 2));
    assert!(!home.path().join("sessions").exists(), "nothing is kept");
}
