//! Recordings from elsewhere: every format goes the way of a WAV, and a folder of them becomes a session.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::cli::{json, outloud, stderr, stdout};

fn sound(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sound").join(name)
}

/// Runs a command whose recogniser hears these words in every recording.
fn heard(home: &Path, words: &str, args: &[&str]) -> std::process::Output {
    let script = home.join("heard.txt");
    fs::write(&script, words).unwrap();
    let mut all = vec!["--speech-from", script.to_str().unwrap()];
    all.extend(args);
    outloud(home, &all)
}

const ANSWER: &str = "A merge keeps the history as it happened and adds a merge commit. A rebase rewrites commits.";

#[test]
fn every_format_goes_where_a_wav_goes() {
    let home = tempfile::tempdir().unwrap();
    for name in ["aac.m4a", "tone.mp3", "vorbis.ogg", "voice.opus", "tone.flac", "opus.webm"] {
        let file = sound(name);
        let file = file.to_str().unwrap();
        let score = json(&heard(
            home.path(),
            ANSWER,
            &["score", "--question", "git-merge-vs-rebase", "--audio", file, "--json"],
        ));
        assert!(score["score"].as_f64().unwrap() > 20.0, "{name}: {score}");
        let said = json(&heard(home.path(), ANSWER, &["transcribe", file, "--json"]));
        assert_eq!(said["text"], ANSWER, "{name}");
        assert!((0.9..1.2).contains(&said["duration_s"].as_f64().unwrap()), "{name}: {said}");
    }
}

#[test]
fn a_folder_of_recordings_becomes_a_session_by_their_names() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("phone");
    fs::create_dir(&folder).unwrap();
    fs::copy(sound("aac.m4a"), folder.join("03 git-merge-vs-rebase (2).m4a")).unwrap();
    fs::copy(sound("voice.opus"), folder.join("what-is-this.opus")).unwrap();
    fs::write(folder.join("git-merge-vs-rebase.mp3"), "no sound").unwrap();
    fs::write(folder.join("notes.txt"), "text").unwrap();
    let done = heard(home.path(), ANSWER, &["sessions", "import", folder.to_str().unwrap(), "--json"]);
    let report = json(&done);
    assert_eq!(report["takes"].as_array().unwrap().len(), 1, "{report}");
    assert_eq!(
        (&report["takes"][0]["question"], &report["takes"][0]["take"]),
        (&"git-merge-vs-rebase".into(), &1.into())
    );
    let left_out: Vec<&str> =
        report["left_out"].as_array().unwrap().iter().map(|l| l["why"].as_str().unwrap()).collect();
    assert_eq!(left_out.len(), 3, "{left_out:?}");
    assert!(
        left_out.iter().any(|w| w.contains("no question's id"))
            && left_out.iter().any(|w| w.contains("cannot be decoded"))
    );

    // The session is as one that was recorded here: reviewed, with its WAV, and more can be added.
    let id = report["session"].as_str().unwrap();
    let bus = sound("tone.mp3");
    let more = ["sessions", "import", bus.to_str().unwrap(), "--question", "git-merge-vs-rebase", "--session", id];
    assert!(stdout(&heard(home.path(), ANSWER, &more)).contains("2. git-merge-vs-rebase, 1 s:"));
    let session = json(&outloud(home.path(), &["sessions", "show", id, "--json"]));
    let takes = session["takes"].as_array().unwrap();
    assert_eq!((takes.len(), &takes[1]["transcript"]["text"]), (2, &Value::from(ANSWER)));
    assert!(takes[0]["scorecard"]["score"].as_f64().unwrap() > 20.0);
    assert_eq!(takes[0]["sound"]["warnings"], Value::Array(Vec::new()), "nothing was cut off");
    assert!(home.path().join("sessions").join(id).join("02-git-merge-vs-rebase.wav").is_file());
}

#[test]
fn what_cannot_be_imported_leaves_nothing_behind() {
    let home = tempfile::tempdir().unwrap();
    let broken = home.path().join("git-merge-vs-rebase.m4a");
    fs::write(&broken, "no sound").unwrap();
    for (args, why) in [
        (vec![broken.to_str().unwrap()], "which is not read"),
        (vec![broken.to_str().unwrap(), "--question", "git-merge"], "there is no question 'git-merge'"),
        (vec!["/no/such/file.mp3", "--question", "git-merge-vs-rebase"], "cannot read"),
        (vec![broken.to_str().unwrap(), "--session", "1999"], "1999"),
    ] {
        let all: Vec<&str> = ["sessions", "import"].into_iter().chain(args).collect();
        let done = heard(home.path(), ANSWER, &all);
        assert_eq!(done.status.code(), Some(1));
        assert!(stderr(&done).contains(why), "{}", stderr(&done));
        assert!(!home.path().join("sessions").exists());
    }
}
