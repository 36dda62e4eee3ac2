//! The main job on real sound and the real model, through the real binary.

use std::process::Output;

use super::cli::{json, outloud, stderr};

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.wav");

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// One run of the demo serves every question about it: it decodes 39 s of speech.
#[test]
fn the_demo_asks_records_transcribes_scores_and_stores() {
    let home = tempfile::tempdir().unwrap();
    let demo = outloud(home.path(), &["demo", "--threads", "1"]);
    let text = stdout(&demo);
    assert!(demo.status.success(), "{}", stderr(&demo));
    for expected in ["hypervisor", "What the recruiter wants to hear", "✗", "outloud practice", "outloud sessions show"]
    {
        assert!(text.contains(expected), "{expected} is missing in:\n{text}");
    }

    let sessions = json(&outloud(home.path(), &["sessions", "list", "--json"]));
    let take = &sessions[0]["takes"][0];
    let score = take["scorecard"]["score"].as_f64().unwrap();
    assert!((60.0..100.0).contains(&score), "a good answer that leaves a point out scored {score}");
    assert_eq!(take["sound"]["dropped_frames"], 0);
    assert_eq!(take["model"], "tiny.en-q8_0");
    let duration_s = take["sound"]["duration_s"].as_f64().unwrap();
    assert!((38.0..41.0).contains(&duration_s), "{duration_s}");
    let unmet = take["scorecard"]["rubric"].as_array().unwrap().iter().filter(|p| p["met"] == false).count();
    assert!(unmet >= 1, "the answer leaves a point out");

    let id = sessions[0]["id"].as_str().unwrap();
    let wav = home.path().join("sessions").join(id).join(take["audio"].as_str().unwrap());
    let shown = stdout(&outloud(home.path(), &["sessions", "show"]));
    assert!(shown.contains(&wav.display().to_string()), "{shown}");

    // The stored sound gives the same words as the live one: one path.
    let again =
        json(&outloud(home.path(), &["transcribe", wav.to_str().unwrap(), "--format", "json", "--threads", "1"]));
    assert_eq!(again["text"], take["transcript"]["text"]);
}

#[test]
fn a_recording_is_scored_at_plausible_times() {
    let home = tempfile::tempdir().unwrap();
    let card = json(&outloud(
        home.path(),
        &["score", "--question", "docker-container-vs-vm", "--audio", DEMO, "--json", "--threads", "1"],
    ));
    let hits = card["keywords"]["hit"].as_array().unwrap();
    let at = |term: &str| hits.iter().find(|h| h["term"] == term).unwrap()["evidence"]["start_s"].as_f64().unwrap();
    let (early, late) = (at("hypervisor"), at("lightweight"));
    assert!((4.0..9.0).contains(&early), "hypervisor at {early}");
    assert!((21.0..28.0).contains(&late), "lightweight at {late}");
    let pause_s = card["delivery"]["longest_pause_s"].as_f64().unwrap();
    assert!((2.0..4.0).contains(&pause_s), "{pause_s}");
}

#[test]
fn bad_sound_and_bad_models_are_named() {
    let home = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = home.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let empty = file("empty.wav", b"");
    let mp3 = file("song.wav", b"ID3\x03\x00\x00\x00\x00\x00\x21 not a wav at all, but music in another format");
    let foreign = file("ggml-foreign.bin", b"GGUF\x03\x00\x00\x00 some other model");
    let cut = {
        let whole = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/models/ggml-tiny.en-q8_0.bin")).unwrap();
        file("ggml-cut.bin", &whole[..1_000_000])
    };
    let cases: &[(&[&str], &str)] = &[
        (&["transcribe", &empty], "empty.wav"),
        (&["transcribe", &mp3], "song.wav"),
        (&["transcribe", "/nowhere.wav"], "/nowhere.wav"),
        (&["transcribe", DEMO, "--model", "nosuch"], "nosuch"),
        (&["transcribe", DEMO, "--model", &foreign], "not a Whisper model"),
        (&["transcribe", DEMO, "--model", &cut], "cut off"),
        (
            &["practice", "--plain", "--mic-from", "/nowhere.wav", "--question", "docker-container-vs-vm"],
            "/nowhere.wav",
        ),
    ];
    for (args, expected) in cases {
        let output = outloud(home.path(), args);
        let message = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {message}");
        assert!(message.contains(expected), "{args:?}: {message}");
        assert_eq!(message.trim_end().lines().count(), 1, "{args:?} said more than a line: {message}");
    }
}

/// A home that cannot be written is told before anybody speaks in vain, and nothing panics.
#[cfg(target_os = "linux")]
#[test]
fn a_home_that_cannot_be_written_is_named() {
    let output = outloud(std::path::Path::new("/proc/outloud"), &["demo"]);
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.contains("/proc/outloud/sessions"), "{message}");
}
