//! The command line as scripts meet it: what goes to stdout, what to stderr, and the exit code.

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

/// Runs outloud in a home of its own.
pub fn outloud(home: &Path, args: &[&str]) -> Output {
    command(home, args).output().unwrap()
}

/// A command that is not run yet.
pub fn command(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_outloud"));
    command.args(args).env("OUTLOUD_HOME", home).env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

pub fn outloud_reading(home: &Path, args: &[&str], input: &str) -> Output {
    let mut child =
        command(home, args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// A script for `--speech-from`: the words of `answer`, eleven or more, again and again, one each half second of the demo recording (fewer
/// words would be taken for a recogniser that loops). A plain text fills
/// the first chunk only, and the rest would count as not heard.
pub fn spoken_throughout(answer: &str) -> String {
    let word = |(n, text): (u8, &str)| {
        let start_s = 0.5 * f64::from(n);
        serde_json::json!({ "text": text, "start_s": start_s, "end_s": start_s + 0.45, "probability": 0.9 })
    };
    let words: Vec<Value> = (0..78).zip(answer.split_whitespace().cycle()).map(word).collect();
    serde_json::json!({ "text": "", "words": words }).to_string()
}

/// Writes the first seconds of the demo recording to `wav`: what is played at real-time speed is kept short.
pub fn beginning_of_the_demo(wav: &Path, seconds: u32) {
    let mut reader = hound::WavReader::open(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.wav")).unwrap();
    let mut writer = hound::WavWriter::create(wav, reader.spec()).unwrap();
    let samples = reader.samples::<i16>().take((seconds * 16_000) as usize);
    samples.for_each(|s| writer.write_sample(s.unwrap()).unwrap());
    writer.finalize().unwrap();
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{}", stderr(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn bad_input_gets_one_line_and_its_exit_code() {
    let home = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = home.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let not_json = file("broken.json", b"{\"schema\": 1,");
    let text = file("answer.txt", b"merge keeps history");
    let id = "git-merge-vs-rebase";
    let cases: &[(&[&str], i32, &str)] = &[
        (&["score", "--question", "git-merge-vs-rebas", "--text", &text], 1, "Did you mean 'git-merge-vs-rebase'"),
        (&["score", "--question", id, "--text", "/nowhere.txt"], 1, "cannot read '/nowhere.txt'"),
        (&["score", "--question", id, "--text", &text, "--bank", &not_json], 1, "broken.json: at"),
        (&["score", "--question", id, "--text", &text, "--bank", "nosuch"], 1, "there is no bank 'nosuch'"),
        (&["score", "--question", id], 2, "--audio <RECORDING>"),
        (&["score"], 2, "--question <ID>"),
        (&["frobnicate"], 2, "unrecognized subcommand 'frobnicate'"),
        (&["bank", "list", "--threads", "0"], 2, "0 is not in 1..=512"),
        (&["practice", "--level", "boss"], 2, "'boss' is not one of entry, mid, senior"),
        (&["practice", "--topic", "cooking"], 1, "no question fits"),
        (&["practice"], 1, "there is none"),
        (&["sessions", "show"], 1, "there is no session yet"),
        (&["sessions", "show", "1999"], 1, "there is no session '1999'"),
        (&["bank", "show", "nosuch"], 1, "there is no question 'nosuch'"),
        (&["bank", "import", &text.replace("answer.txt", "notes.pdf")], 2, "does not say its format"),
    ];
    for (args, code, expected) in cases {
        let output = outloud(home.path(), args);
        let message = stderr(&output);
        assert_eq!(output.status.code(), Some(*code), "{args:?}: {message}");
        assert!(message.contains(expected), "{args:?}: {message}");
        assert!(!message.contains("panicked"), "{args:?}: {message}");
        assert!(*code == 2 || message.trim_end().lines().count() == 1, "{args:?} said more than a line: {message}");
    }
}

#[test]
fn a_home_that_is_a_file_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("file");
    std::fs::write(&home, b"no folder").unwrap();
    for args in [&["sessions", "list"][..], &["sessions", "list", "--json"], &["sessions", "rescore"]] {
        let output = outloud(&home, args);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {}", String::from_utf8_lossy(&output.stdout));
        assert!(stderr(&output).contains("cannot read the folder"), "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn unknown_settings_are_named() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("outloud.toml"), "colours = \"light\"\n").unwrap();
    let listed = outloud(home.path(), &["sessions", "list"]);
    assert_eq!(listed.status.code(), Some(0));
    let message = stderr(&listed);
    assert!(message.contains("there is no setting 'colours'. Did you mean 'colors'?"), "{message}");
}

#[test]
fn models_that_can_be_pulled_have_a_size() {
    let home = tempfile::tempdir().unwrap();
    let models = json(&outloud(home.path(), &["models", "list", "--json"]));
    let base = models.as_array().unwrap().iter().find(|m| m["name"] == "base.en-q8_0").unwrap();
    assert_eq!((base["installed"].as_bool(), base["bytes"].as_u64()), (Some(false), Some(81_781_811)));
}

#[test]
fn a_typed_answer_is_scored_with_the_words_that_earned_it() {
    let home = tempfile::tempdir().unwrap();
    let args = ["score", "--question", "git-merge-vs-rebase", "--text", "-", "--json"];
    let answer = "Merge ties both lines together with a merge commit. I never rebase a shared branch.";
    let document = json(&outloud_reading(home.path(), &args, answer));
    assert_eq!(document["question"], "git-merge-vs-rebase");
    assert_eq!(document["model"], Value::Null);
    assert_eq!(document["transcript"]["words"][0]["text"], "Merge");
    assert_eq!(document["transcript"]["words"][0]["start_s"], Value::Null);
    let hit = document["keywords"]["hit"].as_array().unwrap().iter().find(|h| h["term"] == "merge commit").unwrap();
    assert_eq!(
        (hit["evidence"]["text"].as_str(), hit["evidence"]["how"].as_str()),
        (Some("merge commit."), Some("exact"))
    );
    let score = document["score"].as_f64().unwrap();
    assert!((10.0..100.0).contains(&score), "{score}");
    let silent = json(&outloud_reading(home.path(), &args, ""));
    assert_eq!(silent["score"], 0.0);
}

#[test]
fn banks_are_listed_shown_and_made() {
    let home = tempfile::tempdir().unwrap();
    let banks = json(&outloud(home.path(), &["bank", "list", "--json"]));
    assert!(banks.as_array().unwrap().iter().any(|b| b["id"] == "devops-core" && b["questions"] == 40));
    let question = json(&outloud(home.path(), &["bank", "show", "git-merge-vs-rebase", "--json"]));
    assert_eq!(question["topic"], "git");

    let made = outloud(home.path(), &["bank", "new"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let again = outloud(home.path(), &["bank", "new"]);
    assert!(stderr(&again).contains("exists already"), "{}", stderr(&again));
    assert_eq!(json(&outloud(home.path(), &["bank", "show", "my-bank", "--json"]))["schema"], 1);
}

#[test]
fn notes_become_a_bank_or_are_named_with_their_line() {
    let home = tempfile::tempdir().unwrap();
    let notes = home.path().join("Pod notes.md");
    let text = "## What is a Pod?\n\nThe smallest unit that Kubernetes schedules: one or more containers that share a network.\n";
    std::fs::write(&notes, text).unwrap();
    let report = json(&outloud(home.path(), &["bank", "import", notes.to_str().unwrap(), "--json"]));
    assert_eq!(report["questions"], 1);
    let bank = json(&outloud(home.path(), &["bank", "show", "pod-notes", "--json"]));
    assert_eq!(bank["questions"][0]["keywords"], serde_json::json!([]), "keywords are proposed only when asked for");
    let proposed = ["bank", "import", notes.to_str().unwrap(), "--force", "--propose"];
    assert!(stdout(&outloud(home.path(), &proposed)).contains("Keywords are proposals"));
    let bank = json(&outloud(home.path(), &["bank", "show", "pod-notes", "--json"]));
    assert!(bank["questions"][0]["keywords"].as_array().unwrap().len() >= 3, "{bank}");

    std::fs::write(&notes, "A: lonely").unwrap();
    let bad = outloud(home.path(), &["bank", "import", notes.to_str().unwrap(), "--force"]);
    assert!(stderr(&bad).contains("line 1: 'A: lonely' stands before any question"), "{}", stderr(&bad));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let home = tempfile::tempdir().unwrap();
    let mut child =
        command(home.path(), &["bank", "list"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
}

#[test]
fn what_the_interviewer_says_can_be_edited() {
    let home = tempfile::tempdir().unwrap();
    let phrases = outloud(home.path(), &["mock", "--phrases"]);
    assert!(phrases.status.success() && phrases.stdout.starts_with(b"# What the interviewer says"));
    let file = home.path().join("interviewer.toml");
    let round = ["mock", "--plain", "--questions", "1", "--question", "docker-container-vs-vm", "--voice", "none"];
    let text = String::from_utf8(phrases.stdout).unwrap();
    let own = text.replace("Hello, and thank you", "Servus, and thank you").replace("Hi, it is", "Servus, it is");
    std::fs::write(&file, own.replace("Welcome. We", "Servus. We")).unwrap();
    let shown = outloud_reading(home.path(), &round, "\nquit\n");
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("Servus"), "{shown}");
    let silent = outloud_reading(home.path(), &[&round[..], &["--persona", "silent"]].concat(), "\nquit\n");
    assert!(!String::from_utf8(silent.stdout).unwrap().contains("Servus"));
    std::fs::write(&file, "[friendly]\nhello = 1\n").unwrap();
    let broken = outloud_reading(home.path(), &round, "");
    assert_eq!(broken.status.code(), Some(1));
    assert!(stderr(&broken).contains("interviewer.toml") && stderr(&broken).contains("hello"), "{}", stderr(&broken));
}
