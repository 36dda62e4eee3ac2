//! The voice on a sound server whose loudspeaker is fed back into the microphone: it is heard, and never in an answer.

use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Stdio},
};

use super::microphone::SoundServer;
use crate::cli::stderr;

const OUTLOUD: &str = env!("CARGO_BIN_EXE_outloud");

#[test]
fn what_is_said_is_heard() {
    let server = SoundServer::start();
    let folder = tempfile::tempdir().unwrap();
    let heard = Ear::open(&server, &folder.path().join("heard.wav"), 16_000);
    let text = "How does the Kubernetes scheduler choose a node? Containers share a kernel.";
    let said = server.command(OUTLOUD).args(["say", text]).env("OUTLOUD_HOME", folder.path()).output().unwrap();
    assert!(said.status.success(), "{}", stderr(&said));
    let (transcript, _) = super::speech::transcribe(&heard.close());
    // A busy machine may let the sound server run dry for a moment.
    let heard = transcript.text.to_lowercase();
    let words = ["kubernetes", "choose", "node", "containers", "share", "kernel"];
    assert!(words.iter().filter(|word| heard.contains(**word)).count() >= 4, "{heard}");
}

#[test]
fn neither_a_question_nor_a_cue_is_ever_part_of_an_answer() {
    let server = SoundServer::start();
    let home = tempfile::tempdir().unwrap();
    let room = Ear::open(&server, &home.path().join("room.wav"), 48_000);
    let mut round = server.command(OUTLOUD);
    round.args(["mock", "--plain", "--questions", "1", "--question", "docker-container-vs-vm", "--think-time", "60"]);
    round.args(["--answer-time", "12"]);
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
    // The microphone is open: a cue says so. Two seconds later another one says that ten seconds are left.
    std::thread::sleep(std::time::Duration::from_secs(4));
    keys.write_all(b"\n").unwrap();
    std::thread::sleep(std::time::Duration::from_secs(2));
    keys.write_all(b"quit\n").unwrap();
    drop(keys);
    screen.for_each(drop);
    round.wait().unwrap();
    let takes = takes_in(&home.path().join("sessions"));
    let sound = outloud_audio::file::read_all(&takes[0]).unwrap();
    let peak = sound.samples.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
    assert!(sound.samples.len() > 16_000 && peak < 0.001, "{} samples, peak {peak}", sound.samples.len());

    let mut wav = hound::WavReader::open(room.close()).unwrap();
    let samples: Vec<f32> = wav.samples::<i16>().map(|s| f32::from(s.unwrap()) / 32_768.0).collect();
    let heard = |hz: f32| samples.chunks(1_200).any(|piece| tone(piece, hz) > 0.02);
    assert!(heard(9_000.0) && heard(10_500.0), "the microphone is open");
    assert!(heard(9_600.0), "ten seconds are left");
    assert!(heard(660.0), "the microphone is closed");
}

/// The amplitude of one frequency in a piece of 48 kHz, by Goertzel's algorithm.
fn tone(piece: &[f32], hz: f32) -> f32 {
    let turn = 2.0 * (std::f32::consts::TAU * hz / 48_000.0).cos();
    let (mut last, mut before) = (0.0_f32, 0.0_f32);
    for sample in piece {
        (last, before) = (sample + turn * last - before, last);
    }
    (last * last + before * before - turn * last * before).max(0.0).sqrt() * 2.0 / piece.len() as f32
}

/// What the microphone hears, into a file.
pub struct Ear {
    recorder: Child,
    wav: PathBuf,
}

impl Ear {
    pub fn open(server: &SoundServer, wav: &Path, rate_hz: u32) -> Self {
        let mut record = server.command("parecord");
        record.args(["--device=mic", "--file-format=wav", "--channels=1"]).arg(format!("--rate={rate_hz}")).arg(wav);
        let ear = Self { recorder: record.spawn().unwrap(), wav: wav.to_owned() };
        while std::fs::metadata(wav).map_or(0, |m| m.len()) < 8_000 {
            std::thread::yield_now();
        }
        ear
    }

    /// The file, complete.
    pub fn close(mut self) -> PathBuf {
        let id = self.recorder.id().to_string();
        assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        self.recorder.wait().unwrap();
        self.wav
    }
}

/// Whether the loudspeaker has something to play.
pub fn plays(server: &SoundServer) -> bool {
    let inputs = server.command("pactl").args(["list", "short", "sink-inputs"]).output().unwrap();
    !inputs.stdout.is_empty()
}

/// The recordings of the only session, in the order of its takes.
pub fn takes_in(sessions: &Path) -> Vec<PathBuf> {
    let session = std::fs::read_dir(sessions).unwrap().map(|e| e.unwrap().path()).find(|p| p.is_dir()).unwrap();
    let files = std::fs::read_dir(session).unwrap().map(|e| e.unwrap().path());
    let mut takes: Vec<PathBuf> = files.filter(|p| p.extension().is_some_and(|e| e == "wav")).collect();
    takes.sort();
    takes
}
