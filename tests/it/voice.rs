//! The voice that reads the questions, as scripts meet it.

use std::path::Path;

use crate::cli::{command, json, outloud, stderr};

fn said(home: &Path, args: &[&str]) -> Vec<u8> {
    let wav = home.join("said.wav");
    let path = wav.display().to_string();
    let output = outloud(home, &[&["say", "--output", path.as_str()], args].concat());
    assert!(output.status.success() && output.stdout.is_empty(), "{}", stderr(&output));
    std::fs::read(wav).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_wave() {
    let home = tempfile::tempdir().unwrap();
    let text = "What is a pod?";
    let once = said(home.path(), &[text]);
    assert_eq!(once, said(home.path(), &[text, "--seed", "1"]));
    assert_ne!(once, said(home.path(), &[text, "--seed", "2"]));
    let fast = said(home.path(), &[text, "--speed", "1.5"]);
    assert!(fast.len() * 4 < once.len() * 3, "{} and {}", fast.len(), once.len());
    std::fs::write(home.path().join("outloud.toml"), "voice_speed = 150\n").unwrap();
    assert_eq!(fast, said(home.path(), &[text]), "the setting holds where the option is not given");
    let reader = hound::WavReader::new(once.as_slice()).unwrap();
    let spec = reader.spec();
    assert_eq!((spec.sample_rate, spec.channels, spec.bits_per_sample), (24_000, 1, 16));
}

#[test]
fn how_it_is_said_can_be_read_and_counted() {
    let home = tempfile::tempdir().unwrap();
    let output = outloud(home.path(), &["say", "--phonemes", "nginx. etcd?"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "ˈɛnʤən ˈɛks.\nˌɛtsidˈi?\n");
    let document = json(&outloud(home.path(), &["say", "--json", "One sentence. And another."]));
    assert_eq!(document["sentences"][1]["text"], "And another.");
    assert!(document["duration_s"].as_f64().unwrap() > 1.0, "{document}");
}

#[test]
fn text_comes_from_standard_input_and_bad_input_gets_one_line() {
    let home = tempfile::tempdir().unwrap();
    let text = home.path().join("talk.txt");
    std::fs::write(&text, "Hello there.\n").unwrap();
    let input = std::fs::File::open(&text).unwrap();
    let output = command(home.path(), &["say", "-", "--phonemes"]).stdin(input).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "həlˈO ðˈɛɹ.\n");
    std::fs::write(&text, "café ".repeat(300_000)).unwrap();
    let input = std::fs::File::open(&text).unwrap();
    let long = command(home.path(), &["say", "-", "--phonemes"]).stdin(input).output().unwrap();
    assert_eq!((long.status.code(), stderr(&long).lines().count()), (Some(1), 1));
    assert!(long.stdout.is_empty() && stderr(&long).contains("more than 1 MB"), "{}", stderr(&long));
    let cases: &[(&[&str], i32, &str)] = &[
        (&["say", "..."], 2, "there is nothing to say"),
        (&["say", "hello", "--speed", "9"], 2, "give a number from 0.5 to 2"),
        (&["say", "hello", "--output", "/nowhere/a.wav"], 1, "cannot write \"/nowhere/a.wav\""),
        (&["say"], 2, "<TEXT>"),
        (&["mock", "--voice", "hal"], 2, "invalid value 'hal'"),
        (&["evaluate", "voice", "--text", "/nowhere.txt"], 1, "cannot read '/nowhere.txt'"),
    ];
    for (args, code, expected) in cases {
        let output = outloud(home.path(), args);
        let message = stderr(&output);
        assert_eq!(output.status.code(), Some(*code), "{args:?}: {message}");
        assert!(message.contains(expected) && !message.contains("panicked"), "{args:?}: {message}");
    }
}

#[cfg(feature = "whisper")]
#[test]
fn the_recogniser_understands_the_voice() {
    let home = tempfile::tempdir().unwrap();
    let texts = home.path().join("texts.txt");
    let lines =
        "How does the Kubernetes API server store its data?\nWhat would you check first when customers see errors?\n";
    std::fs::write(&texts, lines).unwrap();
    let path = texts.display().to_string();
    let document = json(&outloud(home.path(), &["evaluate", "voice", "--text", &path, "--json"]));
    let voice = &document["voices"][0];
    assert_eq!((voice["voice"].as_str(), voice["words"].as_u64()), (Some("natural"), Some(18)), "{voice}");
    assert!(voice["wer"].as_f64().unwrap() < 0.1, "{voice}");
    assert_eq!(voice["terms_right"], voice["terms"], "{voice}");
}
