//! Nothing spoken is lost and nobody else hears it: the real binary, killed, doubled, watched and fed with hostile files.
//! `script/soak` is the long form of the first half.

use std::{
    path::{Path, PathBuf},
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;

use super::cli::{command, json, outloud, stderr};

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.wav");
const QUESTION: &str = "docker-container-vs-vm";

/// A recording that runs, and its WAV.
struct Recording {
    child: Child,
    wav: PathBuf,
    begun: Instant,
}

impl Recording {
    fn start(home: &Path) -> Self {
        let before = wavs(home);
        let args = ["practice", "--plain", "--question", QUESTION, "--mic-from", DEMO, "--threads", "1"];
        let child = command(home, &args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut this = Self { child, wav: PathBuf::new(), begun: Instant::now() };
        while this.wav.as_os_str().is_empty() {
            assert!(this.begun.elapsed() < Duration::from_mins(1), "no recording begins");
            std::thread::sleep(Duration::from_millis(5));
            this.wav = wavs(home).into_iter().find(|w| !before.contains(w)).unwrap_or_default();
        }
        this.begun = Instant::now();
        this
    }

    /// Goes on until the file holds two seconds.
    fn until_two_seconds(&self) {
        while std::fs::metadata(&self.wav).unwrap().len() < 64_044 {
            assert!(self.begun.elapsed() < Duration::from_mins(1), "the recording does not grow");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn end(mut self) -> String {
        let _ = self.child.kill();
        stderr(&self.child.wait_with_output().unwrap())
    }
}

fn wavs(home: &Path) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(home.join("sessions")).into_iter().flatten().flatten();
    let files = folders.flat_map(|f| std::fs::read_dir(f.path()).into_iter().flatten().flatten());
    files.map(|f| f.path()).filter(|p| p.extension().is_some_and(|e| e == "wav")).collect()
}

/// The samples of a WAV, read without any repair.
fn samples(wav: &Path) -> Vec<i16> {
    hound::WavReader::open(wav).unwrap().into_samples().map(Result::unwrap).collect()
}

#[test]
fn a_killed_recording_is_whole_offered_and_recovered() {
    let home = tempfile::tempdir().unwrap();
    let recording = Recording::start(home.path());
    recording.until_two_seconds();
    let wav = recording.wav.clone();
    recording.end();
    let (kept, spoken) = (samples(&wav), samples(Path::new(DEMO)));
    assert!(kept.len() >= 32_000 && spoken.starts_with(&kept), "{} samples", kept.len());

    let found = json(&outloud(home.path(), &["sessions", "recover", "--list", "--json"]));
    let lost = &found["interrupted"][0];
    assert_eq!((lost["question"].as_str(), lost["take"].as_u64()), (Some(QUESTION), Some(1)));
    let told =
        stderr(&outloud(home.path(), &["practice", "--plain", "--question", QUESTION, "--mic-from", "/nowhere.wav"]));
    assert!(told.contains("an answer of 2 s to '") && told.contains("`outloud sessions recover` scores it"), "{told}");

    let done = outloud(home.path(), &["sessions", "recover", "--json", "--threads", "1"]);
    if cfg!(feature = "whisper") {
        let done = json(&done);
        assert_eq!(done["recovered"][0]["question"], QUESTION, "{done}");
        let session = json(&outloud(home.path(), &["sessions", "show", "--json"]));
        let warning = session["takes"][0]["sound"]["warnings"][0].as_str().unwrap();
        assert!(warning.contains("interrupted and recovered") && session["takes"][0]["scorecard"].is_object());
        let again = json(&outloud(home.path(), &["sessions", "recover", "--json"]));
        assert_eq!(again["recovered"], Value::Array(Vec::new()), "once is enough");
    } else {
        assert_eq!(done.status.code(), Some(1), "{}", stderr(&done));
        assert!(samples(&wav) == kept, "what cannot be scored stays");
    }
}

#[cfg(unix)]
#[test]
fn a_polite_kill_completes_the_recording_first() {
    use std::os::unix::process::ExitStatusExt;
    for signal in ["TERM", "HUP"] {
        let home = tempfile::tempdir().unwrap();
        let recording = Recording::start(home.path());
        recording.until_two_seconds();
        let killed =
            std::process::Command::new("kill").args(["-s", signal, &recording.child.id().to_string()]).status();
        assert!(killed.unwrap().success());
        let ended = recording.child.wait_with_output().unwrap();
        assert_eq!(ended.status.signal(), Some(if signal == "TERM" { 15 } else { 1 }));
        assert!(stderr(&ended).contains("what was recorded is kept"), "{}", stderr(&ended));
        let session = json(&outloud(home.path(), &["sessions", "show", "--json"]));
        let stored_s = session["takes"][0]["sound"]["duration_s"].as_f64().unwrap();
        assert_eq!((stored_s * 16_000.0).round() as usize, samples(&recording.wav).len(), "nothing was cut off");
        assert!(!recording.wav.with_file_name(".lock").exists());
    }
}

#[test]
fn two_at_once_have_a_session_each_and_nothing_is_deleted_under_them() {
    let home = tempfile::tempdir().unwrap();
    let (one, two) = (Recording::start(home.path()), Recording::start(home.path()));
    assert_ne!(one.wav.parent(), two.wav.parent());
    let id = one.wav.parent().unwrap().file_name().unwrap().to_str().unwrap();
    let refused = outloud(home.path(), &["sessions", "delete", id, "--yes"]);
    let told = stderr(&refused);
    assert!(told.contains(&format!("another outloud (process {})", one.child.id())), "{told}");
    assert_eq!(refused.status.code(), Some(1));
    let listed = json(&outloud(home.path(), &["sessions", "list", "--json"]));
    assert_eq!(listed.as_array().unwrap().len(), 2, "reading goes on");
    let none = json(&outloud(home.path(), &["sessions", "recover", "--list", "--json"]));
    assert_eq!(none["interrupted"], Value::Array(Vec::new()), "what is being recorded was not interrupted");
    one.end();
    two.end();
}

#[test]
fn privacy_names_what_is_written_and_old_recordings_go_when_asked() {
    let home = tempfile::tempdir().unwrap();
    let session = home.path().join("sessions/2026-11-12T08-00-00-practice");
    std::fs::create_dir_all(&session).unwrap();
    let fixture = "tests/fixtures/report/sessions/2026-11-12T08-00-00-practice/session.json";
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture), session.join("session.json")).unwrap();
    let stored: Value = serde_json::from_slice(&std::fs::read(session.join("session.json")).unwrap()).unwrap();
    let wav = session.join(stored["takes"][0]["audio"].as_str().unwrap());
    std::fs::copy(DEMO, &wav).unwrap();

    for (file, text) in [("stories/mine.md", "# Mine"), ("notes/mine.md", "- ask"), ("outloud.toml", "live = true")] {
        let path = home.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let temporary = home.path().join("tmp");
    std::fs::create_dir_all(temporary.join("outloud-mic-test-x")).unwrap();
    std::fs::copy(DEMO, temporary.join("outloud-mic-test-x/take.wav")).unwrap();
    std::fs::copy(DEMO, temporary.join("somebody-else.wav")).unwrap();

    let report = json(&command(home.path(), &["privacy", "--json"]).env("TMPDIR", &temporary).output().unwrap());
    let row = |path: PathBuf| {
        let rows = report["paths"].as_array().unwrap();
        rows.iter().find(|r| r["path"].as_str() == path.to_str()).unwrap_or_else(|| panic!("no {}", path.display()))
    };
    let sessions = row(home.path().join("sessions"));
    assert_eq!(sessions["files"], 2);
    for one in ["stories", "notes", "outloud.toml"] {
        assert_eq!(row(home.path().join(one))["files"], 1, "{one}");
    }
    if cfg!(unix) {
        assert_eq!(row(temporary.join("outloud-*"))["files"], 1, "other programs' files are not counted");
    }
    assert!(sessions["bytes"].as_u64().unwrap() > std::fs::metadata(DEMO).unwrap().len());
    assert_eq!(report["keep_audio_days"], 0);

    let asked = outloud(home.path(), &["sessions", "delete", "2026-11-12"]);
    assert_eq!(asked.status.code(), Some(2), "no terminal, no consent: {}", stderr(&asked));
    // The fixture's day may lie before or after this machine's: its recording is made old by a date no clock shows.
    let old = std::fs::read_to_string(session.join("session.json")).unwrap().replace("2026-11-12T", "2001-11-12T");
    std::fs::write(session.join("session.json"), old).unwrap();
    json(&outloud(home.path(), &["privacy", "--keep-audio", "30", "--json"]));
    assert!(!wav.exists());
    let kept = json(&outloud(home.path(), &["sessions", "show", "--json"]));
    assert!(kept["takes"][0]["scorecard"].is_object() && kept["takes"][0]["audio"].is_null());
    let gone = json(&outloud(home.path(), &["sessions", "delete", "2026-11-12", "--yes", "--json"]));
    assert_eq!(gone[0]["session"], "2026-11-12T08-00-00-practice");
    assert!(!session.exists());
}

/// The options of `unshare` that make a network namespace without interfaces here: as root, or with user namespaces.
#[cfg(all(target_os = "linux", feature = "whisper"))]
fn namespace() -> Option<&'static [&'static str]> {
    let options: [&[&str]; 2] = [&["--user", "--map-root-user", "--net"], &["--net"]];
    options.into_iter().find(|options| runs("unshare", &[*options, &["true"]].concat()))
}

#[cfg(all(target_os = "linux", feature = "whisper"))]
fn runs(program: &str, args: &[&str]) -> bool {
    std::process::Command::new(program).args(args).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

/// Fails where CI is set; elsewhere says on stderr what was skipped. The test runner hides what a passing test prints with
/// macros, so this writes past it.
#[cfg(all(target_os = "linux", feature = "whisper"))]
fn not_checked(what: &str, remedy: &str) {
    assert!(std::env::var_os("CI").is_none_or(|ci| ci.is_empty()), "{what} is not checked. {remedy}");
    let _ = std::io::Write::write_all(
        &mut std::io::stderr(),
        format!("\nSKIPPED: {what} is not checked. {remedy}\n").as_bytes(),
    );
}

/// The whole main job, in a network namespace without interfaces, under a tracer: no socket is asked for but local ones.
#[cfg(all(target_os = "linux", feature = "whisper"))]
#[test]
fn the_main_job_runs_without_a_network_and_asks_for_none() {
    let Some(namespace) = namespace() else {
        return not_checked("the main job without a network", "Allow user namespaces, or run the tests as root");
    };
    if !runs("strace", &["-f", "-o", "/dev/null", "true"]) {
        return not_checked("which sockets the main job asks for", "script/bootstrap test installs strace");
    }
    let home = tempfile::tempdir().unwrap();
    let calls = home.path().join("calls");
    let mut run = std::process::Command::new("unshare");
    run.args(namespace)
        .args(["strace", "-f", "-qq", "-e", "trace=socket,connect,sendto,sendmsg,bind", "-o"])
        .arg(&calls);
    run.args([env!("CARGO_BIN_EXE_outloud"), "demo", "--threads", "1"]).env("OUTLOUD_HOME", home.path());
    let done = run.output().unwrap();
    assert!(done.status.success(), "{}", stderr(&done));
    assert!(String::from_utf8_lossy(&done.stdout).contains("What the recruiter wants to hear"));
    let calls = std::fs::read_to_string(calls).unwrap();
    let foreign: Vec<_> = calls.lines().filter(|l| l.contains("socket(") && !l.contains("AF_UNIX")).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
}
