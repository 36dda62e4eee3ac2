//! Stored recordings transcribed again with another model: the shipped one under another name, after words from a script.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::cli::{beginning_of_the_demo, json, outloud, stderr, stdout};

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/ggml-tiny.en-q8_0.bin");
/// What the demo's first seconds say, misheard in one word.
const MISHEARD: &str = "Um okay so a virtual machine comes with its own operating system colonel and all";
const QUESTION: &str = "docker-container-vs-vm";

/// The demo's first eight seconds.
fn beginning(folder: &Path) -> PathBuf {
    let wav = folder.join("docker-container-vs-vm.wav");
    beginning_of_the_demo(&wav, 8);
    wav
}

/// A folder with another model in its place.
fn with_another_model() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("models")).unwrap();
    fs::copy(SHIPPED, home.path().join("models/ggml-other.bin")).unwrap();
    home
}

/// A home with another model and one session of two takes: a recording, misheard, and a recording that was deleted.
fn home() -> (tempfile::TempDir, PathBuf) {
    let home = with_another_model();
    let wav = beginning(home.path());
    let script = home.path().join("misheard.txt");
    fs::write(&script, MISHEARD).unwrap();
    let import = |more: &[&str]| {
        let mut args = vec!["--speech-from", script.to_str().unwrap(), "sessions", "import", "--json"];
        args.extend([wav.to_str().unwrap(), "--question", QUESTION]);
        args.extend(more);
        json(&outloud(home.path(), &args))["session"].as_str().unwrap().to_owned()
    };
    let id = import(&[]);
    import(&["--session", &id]);
    let session = home.path().join("sessions").join(id);
    fs::remove_file(session.join("02-docker-container-vs-vm.wav")).unwrap();
    (home, session)
}

fn stored(session: &Path) -> Value {
    serde_json::from_slice(&fs::read(session.join("session.json")).unwrap()).unwrap()
}

#[test]
fn another_model_hears_a_recording_again_and_can_be_taken_back() {
    let (home, session) = home();
    let run = |args: &[&str]| outloud(home.path(), args);
    let fix = ["sessions", "correct", "20", "1", "--word", "colonel", "--to", "kernel,"];
    assert!(run(&fix).status.success(), "{}", stderr(&run(&fix)));
    let before = stored(&session);

    let report = json(&run(&["sessions", "retranscribe", "--last", "--model", "other", "--json"]));
    let told = &report["takes"][0];
    assert_eq!((&report["model"], &told["model"], &told["take"]), (&json!("other"), &json!("other"), &json!(1)));
    assert_eq!(report["skipped"][0]["reason"], "it has no recording", "{report}");
    assert_eq!(told["corrections_kept"], json!([{ "before": "colonel", "after": "kernel," }]), "{report}");
    assert!(told["words_changed"].as_u64().unwrap() >= 1, "{report}");
    let after = stored(&session);
    let take = &after["takes"][0];
    assert_eq!(take["model"], "other");
    assert!(take["transcript"]["text"].as_str().unwrap().contains("virtual machine"), "{take}");
    assert_eq!(take["scorecard"]["score"], told["score_after"], "scored by the new words");
    let kept = &take["heard_before"][0];
    assert_eq!(kept["transcript"], before["takes"][0]["transcript"], "with the correction");
    assert_eq!(kept["heard"]["text"], MISHEARD);
    assert_eq!((&kept["score"], after["takes"][1].clone()), (&told["score_before"], before["takes"][1].clone()));

    let again = stdout(&run(&["sessions", "retranscribe", "--last", "--model", "other"]));
    assert!(again.contains("take 1 is as it was: this model heard it already"), "{again}");
    let back = stdout(&run(&["sessions", "retranscribe", "--last", "--undo"]));
    assert!(back.contains("1 take taken back"), "{back}");
    assert_eq!(stored(&session), before);
}

#[test]
fn lines_say_what_changed_and_the_setting_names_the_model() {
    let (home, session) = home();
    let run = |args: &[&str]| outloud(home.path(), args);
    assert!(run(&["settings", "retranscribe_model", "other"]).status.success());
    let done = stdout(&run(&["sessions", "retranscribe", "--last"]));
    assert!(done.contains("take 1, docker-container-vs-vm: heard again with other: "), "{done}");
    assert!(done.contains("1 take heard again with other: "), "{done}");
    assert_eq!(stored(&session)["takes"][0]["model"], "other");
}

#[test]
fn what_cannot_be_done_is_one_line_and_changes_nothing() {
    let (home, session) = home();
    let before = stored(&session);
    for (args, code, told) in [
        (&["--last", "--model", "base.en"][..], 1, "get it with `outloud models pull base.en`"),
        (&["--last", "--model", "nosuch"], 1, "there are: tiny.en-q8_0, other"),
        (&["--last"], 2, "set retranscribe_model"),
        (&["--model", "other"], 2, "<SESSION>"),
        (&["1999", "--model", "other"], 1, "1999"),
    ] {
        let all: Vec<&str> = ["sessions", "retranscribe"].iter().chain(args).copied().collect();
        let done = outloud(home.path(), &all);
        assert_eq!(done.status.code(), Some(code), "{args:?}");
        assert!(stderr(&done).contains(told), "{args:?}: {}", stderr(&done));
    }
    assert_eq!(stored(&session), before);
}

#[test]
fn a_round_in_lines_is_heard_again_when_it_is_over() {
    let home = with_another_model();
    fs::write(home.path().join("outloud.toml"), "retranscribe_model = \"other\"\n").unwrap();
    let wav = beginning(home.path());
    let round = ["mock", "--plain", "--questions", "1", "--question", QUESTION, "--think-time", "1", "--voice", "none"];
    let more = ["--persona", "silent", "--mic-from", wav.to_str().unwrap(), "--json"];
    let done = outloud(home.path(), &[round.as_slice(), &more].concat());
    let session = json(&done);
    let takes = session["takes"].as_array().unwrap();
    assert!(!takes.is_empty() && takes.iter().all(|t| t["model"] == "other"), "{session}");
    assert!(takes.iter().all(|t| t["heard_before"][0]["model"] == "tiny.en-q8_0"), "{session}");
}

#[cfg(unix)]
#[test]
fn a_round_on_the_full_screen_is_heard_again_in_its_debrief_and_taken_back_in_review() {
    use crate::terminal::Terminal;
    let home = with_another_model();
    fs::write(home.path().join("outloud.toml"), "retranscribe_model = \"other\"\n").unwrap();
    let wav = beginning(home.path());
    let round = ["mock", "--questions", "1", "--question", QUESTION, "--think-time", "1", "--voice", "none"];
    let more = ["--persona", "silent", "--no-estimate", "--mic-from", wav.to_str().unwrap()];
    let environment = [("OUTLOUD_HOME", home.path().display().to_string())];
    let args = [round.as_slice(), &more].concat();
    let mut terminal = Terminal::in_environment(&environment, "xterm-256color", &args, 80, 24);
    terminal.shows("mock interview");
    while !terminal.text().contains("Answers") {
        if terminal.text().contains("space show all") {
            terminal.press(" ");
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    terminal.shows("heard again with other: ");
    terminal.press("\r").shows("Heard again with other: ").press("u").shows("taken back");
    terminal.press("q");
    assert!(terminal.end());
    let session = fs::read_dir(home.path().join("sessions")).unwrap().map(|e| e.unwrap().path()).find(|p| p.is_dir());
    let session = stored(&session.unwrap());
    for take in session["takes"].as_array().unwrap() {
        assert_eq!((&take["model"], &take["heard_before"]), (&json!("tiny.en-q8_0"), &Value::Null), "{take}");
    }
}
