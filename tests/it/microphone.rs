//! A real microphone path without hardware: a sound server of the test's own with a null sink, whose monitor is the
//! default source. `paplay` is somebody speaking, ALSA's pulse plugin hands it to cpal, and what was recorded is
//! transcribed. Needs pulseaudio, pulseaudio-utils and libasound2-plugins (`script/test` installs them).

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::RecvTimeoutError,
    time::{Duration, Instant},
};

use outloud_audio::{AudioEvent, MicWarning, Recorder, microphone::Microphone};
use tempfile::TempDir;

/// A sound server under its own runtime folder, ended with the test.
pub struct SoundServer {
    folder: TempDir,
    server: Child,
}

impl SoundServer {
    /// With a loudspeaker whose monitor is the microphone.
    pub fn start() -> Self {
        let speaker = "module-null-sink sink_name=speaker rate=48000".to_owned();
        Self::with(|_| vec![speaker, "module-remap-source master=speaker.monitor source_name=mic".to_owned()])
    }

    /// With the modules that are wanted for a folder of the server's own; one of them is the source `mic`.
    fn with(modules: impl FnOnce(&Path) -> Vec<String>) -> Self {
        let folder = TempDir::new().unwrap();
        let socket = folder.path().join("native");
        // ALSA's default device is the pulse plugin, whatever this machine's own configuration says.
        std::fs::write(folder.path().join(".asoundrc"), "pcm.!default { type pulse }\nctl.!default { type pulse }\n")
            .unwrap();
        let module = |text: String| ["-L".to_owned(), text];
        let server = Command::new("pulseaudio")
            .args(["-n", "--daemonize=no", "--exit-idle-time=-1", "--disallow-exit", "--use-pid-file=no"])
            .args(module(format!("module-native-protocol-unix auth-anonymous=1 socket={}", socket.display())))
            .args(modules(folder.path()).into_iter().flat_map(module))
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
        command.envs(self.environment());
        command
    }

    /// What such a program finds in its environment.
    pub fn environment(&self) -> [(&'static str, String); 3] {
        let folder = self.folder.path().display().to_string();
        [("PULSE_SERVER", format!("unix:{folder}/native")), ("XDG_RUNTIME_DIR", folder.clone()), ("HOME", folder)]
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
    let answer = folder.path().join("answer.wav");
    super::cli::beginning_of_the_demo(&answer, 20);
    let mut recorder = record(&server, &take);
    let spoken = server.say(&answer).wait().unwrap();
    assert!(spoken.success());
    std::fs::write(take.with_extension("stop"), "").unwrap();
    assert!(recorder.0.wait().unwrap().success());

    let (transcript, sound) = super::speech::transcribe(&take);
    assert!((20.0..40.0).contains(&sound.duration_s), "{} s", sound.duration_s);
    let text = transcript.text.to_lowercase();
    for said in ["virtual machine", "operating system", "hypervisor", "process", "namespaces"] {
        assert!(text.contains(said), "\"{said}\" is missing in: {text}");
    }
}

#[test]
fn a_microphone_that_distorts_is_told_while_it_does() {
    let server = SoundServer::start();
    let folder = TempDir::new().unwrap();
    let loud = folder.path().join("loud.wav");
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 48_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut wav = hound::WavWriter::create(&loud, spec).unwrap();
    for n in 0..48_000 * 20 {
        // A tone that was turned up until its tops are flat.
        wav.write_sample(((f64::from(n) * 0.04).sin() * 131_068.0).clamp(-32_768.0, 32_767.0) as i16).unwrap();
    }
    wav.finalize().unwrap();
    let take = folder.path().join("take.wav");
    let recorder = record(&server, &take);
    let _speaking = Ended(server.say(&loud));
    warned(&take, recorder, MicWarning::Clipping);
}

#[test]
fn a_microphone_that_delivers_too_little_is_told_while_it_does() {
    let fifo = |folder: &Path| folder.join("slow");
    let source = |folder: &Path| {
        format!("module-pipe-source source_name=mic file={} rate=48000 channels=1 format=s16le", fifo(folder).display())
    };
    let server = SoundServer::with(|folder| vec![source(folder)]);
    let pipe = fifo(server.folder.path());
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let feeder = std::thread::spawn(move || {
        let mut pipe = std::fs::OpenOptions::new().write(true).open(pipe).unwrap();
        // Half of what 48 kHz would be, in even pieces.
        let piece: Vec<u8> = (0..480i16).flat_map(|n| (n % 100 * 90).to_le_bytes()).collect();
        while stopped.recv_timeout(Duration::from_millis(20)).is_err_and(|e| e == RecvTimeoutError::Timeout) {
            pipe.write_all(&piece).unwrap();
        }
    });
    let folder = TempDir::new().unwrap();
    let take = folder.path().join("take.wav");
    let recorder = record(&server, &take);
    warned(&take, recorder, MicWarning::RateCollapsed);
    drop(stop);
    feeder.join().unwrap();
}

/// Waits until the recording process tells of this trouble, ends the recording, and finds the trouble with the take.
fn warned(take: &Path, mut recorder: Ended, trouble: MicWarning) {
    wait_for(&take.with_extension(format!("{trouble:?}")));
    std::fs::write(take.with_extension("stop"), "").unwrap();
    assert!(recorder.0.wait().unwrap().success());
    let stored = std::fs::read_to_string(take.with_extension("warnings")).unwrap();
    assert!(stored.lines().any(|line| line == trouble.to_string()), "{stored}");
}

/// Starts a recording and waits until its stream delivers; whoever speaks earlier is not heard. cpal reads the environment
/// of its process, so the recording happens in one of its own: this very test binary.
fn record(server: &SoundServer, take: &Path) -> Ended {
    let recorder = server
        .command(std::env::current_exe().unwrap().to_str().unwrap())
        .args(["--exact", "microphone::records_for_the_other_tests", "--nocapture"])
        .env(TAKE, take)
        .spawn()
        .unwrap();
    let recorder = Ended(recorder);
    wait_for(&take.with_extension("started"));
    recorder
}

/// Names the take for the recording process.
const TAKE: &str = "OUTLOUD_TEST_TAKE";

/// Not a test of its own: the recording process of those above, and nothing at all without its variable. Leaves a file for
/// what happens, and at the end the take's warnings.
#[test]
fn records_for_the_other_tests() {
    let Some(take) = std::env::var_os(TAKE).map(PathBuf::from) else { return };
    let told = take.clone();
    let sink = Box::new(move |event: AudioEvent| match event {
        AudioEvent::Started => std::fs::write(told.with_extension("started"), "").unwrap(),
        AudioEvent::Warning(warning) => std::fs::write(told.with_extension(format!("{warning:?}")), "").unwrap(),
        AudioEvent::Failed(why) => panic!("{why}"),
        _ => {}
    });
    let recording = Microphone::new(None).start(&take, sink).unwrap();
    wait_for(&take.with_extension("stop"));
    let sound = recording.stop().unwrap();
    std::fs::write(take.with_extension("warnings"), sound.warnings.join("\n")).unwrap();
    assert_eq!(sound.dropped_frames, 0);
}

fn wait_for(file: &Path) {
    let begun = Instant::now();
    while !file.exists() {
        assert!(begun.elapsed() < Duration::from_mins(2), "{} does not appear", file.display());
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
