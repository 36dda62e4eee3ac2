//! The real binary on a real terminal: keys in, screens out, and the terminal given back whatever happens.

use std::{
    io::{Read, Write},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Long enough for a busy machine; tests wait for what they want to see and not for time.
const PATIENCE: Duration = Duration::from_mins(2);

/// The binary on a terminal of its own.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    pub home: tempfile::TempDir,
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn cells(n: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(n).unwrap()
}

impl Terminal {
    fn start(args: &[&str]) -> Self {
        Self::sized(args, 80, 24)
    }

    fn sized(args: &[&str], cols: u16, rows: u16) -> Self {
        Self::on("xterm-256color", args, cols, rows)
    }

    /// On a terminal of this type.
    fn on(term: &str, args: &[&str], cols: u16, rows: u16) -> Self {
        Self::in_environment(&[], term, args, cols, rows)
    }

    /// With these variables in the program's environment.
    pub fn in_environment(environment: &[(&str, String)], term: &str, args: &[&str], cols: u16, rows: u16) -> Self {
        let home = tempfile::tempdir().unwrap();
        let pty = native_pty_system().openpty(size(cols, rows)).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_outloud"));
        command.env("OUTLOUD_HOME", home.path());
        command.args(["--model", MODEL]);
        command.args(args);
        command.env("TERM", term);
        command.env_remove("NO_COLOR");
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let keys = pty.master.take_writer().unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(rows), cells(cols), 0)));
        let shown = Arc::clone(&screen);
        std::thread::spawn(move || {
            let (mut bytes, mut held) = ([0; 4096], Vec::new());
            while let Ok(read @ 1..) = reader.read(&mut bytes) {
                held.extend_from_slice(&bytes[..read]);
                let whole = whole_frames(&held);
                shown.lock().unwrap().process(&held[..whole]);
                held.drain(..whole);
            }
            shown.lock().unwrap().process(&held);
        });
        Self { master: pty.master, child, keys, screen, home }
    }

    pub fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until the screen shows `text`.
    pub fn shows(&mut self, text: &str) -> &mut Self {
        let until = Instant::now() + PATIENCE;
        while !self.text().contains(text) {
            assert!(Instant::now() < until, "no '{text}' on the screen:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(20));
        }
        self
    }

    pub fn press(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self
    }

    /// Waits for the end; the terminal must be as it was. Gives whether the program ended well.
    pub fn end(&mut self) -> bool {
        let until = Instant::now() + PATIENCE;
        let status = loop {
            match self.child.try_wait().unwrap() {
                Some(status) => break status,
                None => assert!(Instant::now() < until, "still running:\n{}", self.text()),
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        let given_back = || {
            let screen = self.screen.lock().unwrap();
            let screen = screen.screen();
            let mouse = screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste() && !mouse
        };
        while !given_back() {
            assert!(Instant::now() < until, "the terminal is not given back:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(is_cooked(self.master.as_ref()), "the terminal is still in raw mode");
        status.success()
    }

    /// Sends the program a signal.
    fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    /// Waits until the program is stopped, as by Ctrl-Z in a shell, and the terminal is as a shell needs it.
    fn is_suspended(&mut self) -> &mut Self {
        let id = self.child.process_id().unwrap().to_string();
        let stopped = || {
            let state = std::process::Command::new("ps").args(["-o", "stat=", "-p", &id]).output().unwrap();
            state.stdout.starts_with(b"T") && is_cooked(self.master.as_ref())
        };
        let until = Instant::now() + PATIENCE;
        while !stopped() || self.screen.lock().unwrap().screen().alternate_screen() {
            assert!(Instant::now() < until, "not suspended:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(20));
        }
        self
    }

    pub fn session(&self) -> serde_json::Value {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_outloud"))
            .args(["--home", self.home.path().to_str().unwrap(), "sessions", "show", "--json"])
            .output()
            .unwrap();
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

/// How much of `bytes` a terminal may show: everything but a frame that has begun and not ended.
fn whole_frames(bytes: &[u8]) -> usize {
    let last = |mark: &[u8]| bytes.windows(mark.len()).rposition(|w| w == mark);
    match (last(b"\x1b[?2026h"), last(b"\x1b[?2026l")) {
        (Some(begun), ended) if ended.is_none_or(|ended| ended < begun) => begun,
        _ => bytes.iter().rposition(|b| *b == 0x1b).filter(|at| bytes.len() - at < 8).unwrap_or(bytes.len()),
    }
}

/// Whether the terminal gives whole lines to programs again. Read from the debug form of the flags: their type belongs to
/// a crate that only portable-pty knows.
fn is_cooked(master: &(dyn MasterPty + Send)) -> bool {
    master.get_termios().is_some_and(|t| format!("{:?}", t.local_flags).contains("ICANON"))
}

const MODEL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/ggml-tiny.en-q8_0.bin");
const ANSWER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.wav");

#[test]
fn a_typed_answer_from_question_to_scorecard() {
    let mut terminal = Terminal::start(&["practice", "--question", "docker-container-vs-vm"]);
    terminal.shows("What is the diff").shows("space show all");
    terminal.press(" ").shows("Take your time");
    terminal.press("t").shows("Your answer");
    terminal.press("containers share the kernel, quit q ? n\x13").shows("How good was your answer?");
    terminal.press("4").shows("You said 40, measured").shows("kernel");
    terminal.press("q");
    assert!(terminal.end());
    let session = terminal.session();
    assert_eq!(session["takes"][0]["estimate"], 40);
    assert_eq!(session["takes"][0]["transcript"]["text"], "containers share the kernel, quit q ? n");
}

#[test]
fn a_story_file_from_anywhere_is_shown_beside_its_question() {
    let folder = tempfile::tempdir().unwrap();
    let story = folder.path().join("shop.md");
    std::fs::write(&story, "# The shop\n\n## Context\nA web shop for parrots.\n").unwrap();
    let args = ["practice", "--question", "experience-hardest-diagnosis", "--story", story.to_str().unwrap()];
    let mut terminal = Terminal::start(&args);
    terminal.shows("hardest").press("y").shows("A web shop for parrots.").press("y").press("q");
    assert!(terminal.end());
}

#[cfg(feature = "whisper")]
#[test]
fn a_spoken_answer_from_question_to_scorecard() {
    let mut terminal = Terminal::start(&["practice", "--question", "docker-container-vs-vm", "--mic-from", ANSWER]);
    terminal.shows("space show all");
    terminal.press(" ").shows("space start");
    terminal.press(" ").shows("● Recording").shows("0:06");
    terminal
        .press(" ")
        .shows("How good was your answer?")
        .press("\r")
        .shows("of 100")
        .shows("What the recruiter wants to hear")
        .shows("✓");
    terminal.press(" ").shows("Hints").press(" ").shows("A model answer");
    terminal.press(" ").shows("What they want to hear").press(" ").shows("f answer it");
    terminal.press("q");
    assert!(terminal.end());
    let take = &terminal.session()["takes"][0];
    assert!(take["transcript"]["text"].as_str().unwrap().to_lowercase().contains("machine"), "{take}");
}

#[cfg(feature = "whisper")]
#[test]
fn a_strict_mock_round_ends_in_a_debrief_whose_figures_are_stored() {
    let round = [
        "mock",
        "--questions",
        "2",
        "--think-time",
        "1",
        "--answer-time",
        "6",
        "--seed",
        "7",
        "--strict",
        "--no-estimate",
    ];
    let mut terminal = Terminal::start(&[round.as_slice(), &["--topic", "docker", "--mic-from", ANSWER]].concat());
    terminal.shows("mock interview").press(" ").shows("● Recording").press("nhpd");
    // Questions and follow-ups come by themselves; only the typing-out is skipped.
    let until = Instant::now() + PATIENCE;
    while !terminal.text().contains("Answers") {
        assert!(Instant::now() < until, "no debrief:\n{}", terminal.text());
        if terminal.text().contains("space show all") {
            terminal.press(" ");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let answers = Instant::now() + PATIENCE;
    while terminal.text().contains("still being written down") {
        assert!(Instant::now() < answers, "{}", terminal.text());
        std::thread::sleep(Duration::from_millis(50));
    }
    let debrief = terminal.text();
    terminal.press("q");
    assert!(terminal.end());
    let session = terminal.session();
    let takes = session["takes"].as_array().unwrap();
    assert!(takes.len() >= 2, "{session}");
    let scores: Vec<f64> = takes.iter().map(|t| t["scorecard"]["score"].as_f64().unwrap()).collect();
    let overall = scores.iter().sum::<f64>() / scores.len() as f64;
    assert!(debrief.contains(&format!("{overall:.0} of 100")), "{overall} in\n{debrief}");
    // Figure by figure, as the debrief prints them.
    assert!(debrief.contains(&format!("{} answers", takes.len())), "{debrief}");
    for score in scores {
        assert!(debrief.contains(&format!("{score:>3.0}  ")), "{score} in\n{debrief}");
    }
    let pace = |t: &serde_json::Value| t["scorecard"]["delivery"]["words_per_minute"].as_f64();
    let paces: Vec<f64> = takes.iter().filter_map(pace).collect();
    let mean = paces.iter().sum::<f64>() / paces.len() as f64;
    assert!(debrief.contains(&format!("{mean:.0} words a minute")), "{mean} in\n{debrief}");
    for take in takes {
        let seconds = take["sound"]["duration_s"].as_f64().unwrap();
        assert!((5.0..9.0).contains(&seconds), "a strict answer stops at its limit: {seconds}");
    }
}

#[cfg(feature = "whisper")]
#[test]
fn an_answer_that_is_left_is_written_down_and_scored_behind_the_home_screen() {
    let mut terminal = Terminal::start(&["--mic-from", ANSWER]);
    terminal.shows("with hints").press("\r").shows("practise").press("\r").shows("space show all");
    terminal.press(" ").shows("space start").press(" ").shows("● Recording").shows("0:03");
    terminal.press("qq").shows("is being transcribed").press("\x1b").shows("1 session").shows("latest");
    terminal.press("q");
    assert!(terminal.end());
    let take = &terminal.session()["takes"][0];
    assert!(take["scorecard"]["score"].is_number() && take["sound"]["duration_s"].as_f64().unwrap() > 2.0, "{take}");
}

#[test]
fn a_signal_in_the_middle_of_an_answer_restores_the_terminal_and_keeps_the_answer() {
    let mut terminal = Terminal::start(&["practice", "--question", "docker-container-vs-vm", "--mic-from", ANSWER]);
    terminal.shows("space show all");
    terminal.press(" ").shows("space start");
    terminal.press(" ").shows("● Recording").shows("0:02");
    terminal.signal("-TERM");
    assert!(!terminal.end(), "it ends by the signal");
    let take = &terminal.session()["takes"][0];
    assert!(take["sound"]["duration_s"].as_f64().unwrap() > 1.5, "{take}");
}

/// Ctrl-Z, and the signal that a shell's `kill -TSTP` sends: the terminal is given back, and `fg` draws everything again.
#[test]
fn suspended_by_key_or_signal_the_screens_come_back() {
    let mut terminal = Terminal::start(&[]);
    terminal.shows("Mock interview");
    terminal.press("\x1a").is_suspended();
    terminal.signal("-CONT");
    terminal.shows("Mock interview").press("j\r").shows("Kind of round");
    terminal.signal("-TSTP");
    terminal.is_suspended().signal("-CONT");
    terminal.shows("Kind of round").press("\x1b").shows("Mock interview").press("q");
    assert!(terminal.end());
}

/// A stop that cannot be caught leaves the terminal as the shell makes it: continuing the program puts that right.
#[test]
fn stopped_without_warning_the_screens_come_back() {
    let mut terminal = Terminal::start(&[]);
    terminal.shows("Mock interview").signal("-STOP");
    terminal.screen.lock().unwrap().process(b"\x1b[2J\x1b[?1049l$ ls");
    terminal.signal("-CONT");
    terminal.shows("Mock interview").press("j\r").shows("Kind of round").press("q");
    assert!(terminal.end());
}

/// Where nothing can be drawn, and where the user said so once and for all, every command works in lines.
#[test]
fn a_dumb_terminal_and_the_setting_get_lines() {
    for term in ["dumb", ""] {
        let mut terminal = Terminal::on(term, &["practice", "--question", "docker-container-vs-vm"], 80, 24);
        terminal.shows("Question 1 of 1").press("quit\r");
        assert!(terminal.end());
    }
    let mut home = Terminal::on("dumb", &[], 80, 24);
    assert!(home.shows("outloud practice").end());
    let mut terminal = Terminal::start(&["drill", "--plain"]);
    assert!(terminal.shows("Nothing to drill yet").end());
    let settings = tempfile::tempdir().unwrap();
    std::fs::write(settings.path().join("outloud.toml"), "plain = true\n").unwrap();
    let mut terminal = Terminal::start(&["review", "--home", settings.path().to_str().unwrap()]);
    assert!(terminal.shows("No sessions yet").end());
}

#[test]
fn a_tiny_terminal_gets_a_sentence_and_growing_it_the_screen() {
    let mut terminal = Terminal::sized(&[], 20, 5);
    terminal.shows("outloud needs");
    terminal.screen.lock().unwrap().screen_mut().set_size(cells(24), cells(80));
    terminal.master.resize(size(80, 24)).unwrap();
    terminal.shows("Mock interview");
    terminal.press("q");
    assert!(terminal.end());
}

#[test]
fn from_home_to_every_place_and_back() {
    let mut terminal = Terminal::start(&[]);
    terminal.shows("Practice").press("\r").shows("bank all");
    terminal
        .press("/container")
        .shows("/ container")
        .press("\x1b")
        .shows("/ search")
        .press("\x1b")
        .shows("Mock interview");
    terminal.press("j\r").shows("Kind of round").press("\x1b").shows("No answers yet");
    terminal.press("j\r").shows("Nothing to drill yet").press("\x1b").shows("Mock interview");
    terminal.press("j\r").shows("newest first").press("\x1b").shows("Mock interview");
    terminal.press("j\r").shows("its questions").press("\r").shows("‹ bank").press("\x1b").shows("its questions");
    terminal.press("\x1b").shows("Mock interview");
    terminal
        .press("jjj\r")
        .shows("Colours")
        .press("\x1b[C")
        .shows("dark")
        .press("\x1b[C")
        .shows("light")
        .press("?")
        .shows("What the keys do here");
    terminal.press("\x1b").shows("Colours").press("q");
    assert!(terminal.end());
    let stored = std::fs::read_to_string(terminal.home.path().join("outloud.toml")).unwrap();
    assert!(stored.contains("colors = \"light\"") && stored.contains("# Colours: dark"), "{stored}");
}

/// A busy machine hands an Esc and the keys after it to the program in one piece.
#[test]
fn an_esc_in_one_piece_with_the_next_keys_is_obeyed() {
    let mut terminal = Terminal::start(&[]);
    terminal.shows("Practice").press("\r").shows("bank all").press("/container").shows("/ container");
    terminal.press("\x1bf").shows("‹ topic").press("\x1bj\r").shows("Kind of round");
    terminal.press("\x1bq");
    assert!(terminal.end());
}
