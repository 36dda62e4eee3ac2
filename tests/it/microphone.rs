//! A real microphone path without hardware: a sound server of the test's own with a null sink, whose monitor is the
//! default source. `paplay` is somebody speaking, ALSA's pulse plugin hands it to cpal, and what was recorded is
//! transcribed. Needs pulseaudio, pulseaudio-utils and libasound2-plugins (`script/test` installs them).

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use outloud::audio::{AudioEvent, Recorder, microphone::Microphone};
use tempfile::TempDir;

/// A sound server under its own runtime folder, ended with the test.
pub struct SoundServer {
    folder: TempDir,
    server: Child,
}

impl SoundServer {
    pub fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let socket = folder.path().join("native");
        // ALSA's default device is the pulse plugin, whatever this machine's own configuration says.
        std::fs::write(folder.path().join(".asoundrc"), "pcm.!default { type pulse }\nctl.!default { type pulse }\n")
            .unwrap();
        let module = |text: String| ["-L".to_owned(), text];
        let server = Command::new("pulseaudio")
            .args(["-n", "--daemonize=no", "--exit-idle-time=-1", "--disallow-exit", "--use-pid-file=no"])
            .args(module(format!("module-native-protocol-unix auth-anonymous=1 socket={}", socket.display())))
            .args(module("module-null-sink sink_name=speaker rate=48000".to_owned()))
            .args(module("module-remap-source master=speaker.monitor source_name=mic".to_owned()))
            .env("XDG_RUNTIME_DIR", folder.path())
            .env("HOME", folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("pulseaudio is installed (script/test installs it)");
        let server = Self { folder, server };
        let begun = Instant::now();
        while !server
            .command("pactl")
            .args(["set-default-source", "mic"])
            .stderr(Stdio::null())
            .status()
            .unwrap()
            .success()
        {
            assert!(begun.elapsed() < Duration::from_secs(30), "the sound server does not come up");
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }

    /// A program that uses this server.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env("PULSE_SERVER", format!("unix:{}", self.folder.path().join("native").display()))
            .env("XDG_RUNTIME_DIR", self.folder.path())
            .env("HOME", self.folder.path());
        command
    }

    /// Speaks a file into the microphone.
    pub fn say(&self, wav: &Path) -> Child {
        self.command("paplay").arg("--device=speaker").arg(wav).spawn().unwrap()
    }
}

impl Drop for SoundServer {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[test]
fn what_is_spoken_into_the_microphone_is_recorded_and_heard() {
    let server = SoundServer::start();
    let folder = TempDir::new().unwrap();
    let take = folder.path().join("take.wav");
    // cpal reads the environment of its process, so the recording happens in one of its own: this very test binary.
    let recorder = server
        .command(std::env::current_exe().unwrap().to_str().unwrap())
        .args(["--exact", "microphone::records_for_the_other_test", "--nocapture"])
        .env(TAKE, &take)
        .spawn()
        .unwrap();
    let mut recorder = Ended(recorder);
    // The marker says that the stream delivers; whoever speaks earlier is not heard.
    wait_for(&take.with_extension("started"));
    let spoken = server.say(Path::new(super::speech::DEMO)).wait().unwrap();
    assert!(spoken.success());
    std::fs::write(take.with_extension("stop"), "").unwrap();
    assert!(recorder.0.wait().unwrap().success());

    let (transcript, sound) = super::speech::transcribe(&take);
    assert!((39.0..60.0).contains(&sound.duration_s), "{} s", sound.duration_s);
    let text = transcript.text.to_lowercase();
    for said in ["operating system", "hypervisor", "namespaces", "lightweight", "isolation"] {
        assert!(text.contains(said), "\"{said}\" is missing in: {text}");
    }
}

/// Names the take for the recording process.
const TAKE: &str = "OUTLOUD_TEST_TAKE";

/// Not a test of its own: the recording process of the one above, and nothing at all without its variable.
#[test]
fn records_for_the_other_test() {
    let Some(take) = std::env::var_os(TAKE).map(PathBuf::from) else { return };
    let started = take.with_extension("started");
    let sink = Box::new(move |event: AudioEvent| match event {
        AudioEvent::Started => std::fs::write(&started, "").unwrap(),
        AudioEvent::Failed(why) => panic!("{why}"),
        _ => {}
    });
    let recording = Microphone::new(None).start(&take, sink).unwrap();
    wait_for(&take.with_extension("stop"));
    let sound = recording.stop().unwrap();
    assert_eq!(sound.dropped_frames, 0);
}

fn wait_for(file: &Path) {
    let begun = Instant::now();
    while !file.exists() {
        assert!(begun.elapsed() < Duration::from_secs(120), "{} does not appear", file.display());
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Ends a process with the test, however the test ends.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
