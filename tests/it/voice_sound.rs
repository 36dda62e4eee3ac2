//! The voice on a sound server whose loudspeaker is fed back into the microphone: it is heard, and never in an answer.

use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::Stdio,
};

use super::microphone::SoundServer;
use crate::cli::stderr;

const OUTLOUD: &str = env!("CARGO_BIN_EXE_outloud");

#[test]
fn what_is_said_is_heard() {
    let server = SoundServer::start();
    let folder = tempfile::tempdir().unwrap();
    let heard = folder.path().join("heard.wav");
    let mut record = server.command("parecord");
    let record = record.args(["--device=mic", "--file-format=wav", "--rate=16000", "--channels=1"]).arg(&heard);
    let mut recorder = record.spawn().unwrap();
    while std::fs::metadata(&heard).map_or(0, |m| m.len()) < 8_000 {
        std::thread::yield_now();
    }
    let text = "How does the Kubernetes scheduler choose a node? Containers share a kernel.";
    let said = server.command(OUTLOUD).args(["say", text]).env("OUTLOUD_HOME", folder.path()).output().unwrap();
    let interrupt = std::process::Command::new("kill").args(["-INT", &recorder.id().to_string()]).status();
    recorder.wait().unwrap();
    assert!(said.status.success() && interrupt.unwrap().success(), "{}", stderr(&said));
    let (transcript, _) = super::speech::transcribe(&heard);
    let text = transcript.text.to_lowercase();
    assert!(text.contains("scheduler choose a node") && text.contains("containers share a kernel"), "{text}");
}

#[test]
fn a_question_is_never_part_of_an_answer() {
    let server = SoundServer::start();
    let home = tempfile::tempdir().unwrap();
    let mut round = server.command(OUTLOUD);
    round.args(["mock", "--plain", "--questions", "1", "--question", "docker-container-vs-vm", "--think-time", "60"]);
    let mut round =
        round.env("OUTLOUD_HOME", home.path()).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut keys = round.stdin.take().unwrap();
    let mut screen = BufReader::new(round.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut until = |what: &str| assert!(screen.any(|line| line.contains(what)), "'{what}' does not appear");
    // The voice has begun when the loudspeaker has a stream; nobody waits for its end.
    until("Enter shows it all");
    while !plays(&server) {
        std::thread::yield_now();
    }
    keys.write_all(b"\n\n").unwrap();
    until("Recording");
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert!(!plays(&server), "the voice goes on beside the recording");
    keys.write_all(b"\nquit\n").unwrap();
    drop(keys);
    screen.for_each(drop);
    round.wait().unwrap();
    let take = take_in(&home.path().join("sessions"));
    let sound = outloud_audio::file::read_all(&take).unwrap();
    let peak = sound.samples.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
    assert!(sound.samples.len() > 16_000 && peak < 0.001, "{} samples, peak {peak}", sound.samples.len());
}

/// Whether the loudspeaker has something to play.
fn plays(server: &SoundServer) -> bool {
    let inputs = server.command("pactl").args(["list", "short", "sink-inputs"]).output().unwrap();
    !inputs.stdout.is_empty()
}

fn take_in(sessions: &Path) -> PathBuf {
    let session = std::fs::read_dir(sessions).unwrap().map(|e| e.unwrap().path()).find(|p| p.is_dir()).unwrap();
    let mut files = std::fs::read_dir(session).unwrap().map(|e| e.unwrap().path());
    files.find(|p| p.extension().is_some_and(|e| e == "wav")).unwrap()
}
