//! Plain output as a screen reader meets it: every command on a real terminal, with no sign that it would skip or spell out.

use std::{
    collections::BTreeSet,
    fs,
    io::{Read, Write},
    path::Path,
};

use outloud::app::view::is_sign;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::cli::{outloud, spoken_throughout, stdout};

const QUESTION: &str = "docker-container-vs-vm";
/// Commands whose output is for programs, or that only measure.
const FOR_PROGRAMS: [&str; 4] = ["batch", "completions", "man", "help"];

/// What a command prints on a terminal while these lines are typed.
fn on_a_terminal(home: &Path, args: &[&str], lines: &str) -> String {
    let pty = native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_outloud"));
    command.args(args);
    command.cwd(home);
    command.env("OUTLOUD_HOME", home);
    command.env("TERM", "xterm-256color");
    command.env_remove("NO_COLOR");
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut keys = pty.master.take_writer().unwrap();
    keys.write_all(lines.as_bytes()).unwrap();
    // The end of the input.
    keys.write_all(b"\x04").unwrap();
    keys.flush().unwrap();
    let mut reader = pty.master.try_clone_reader().unwrap();
    let (mut bytes, mut some) = (Vec::new(), [0; 4096]);
    // A terminal whose program has ended gives an error and not an end.
    while let Ok(read @ 1..) = reader.read(&mut some) {
        bytes.extend_from_slice(&some[..read]);
    }
    child.wait().unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A home with a bank full of signs, an answered question, and the setting `plain`.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| fs::write(home.path().join(name), text).unwrap();
    file(
        "notes.md",
        "Q: What is █ → ⠿ and ┌─┐?\nA: A box ─ drawn · with ✓ signs … that nobody can hear, over and over.\n",
    );
    file("heard.txt", "A container shares the kernel of the host. A virtual machine brings its own.");
    file(
        "heard.json",
        &spoken_throughout("A container shares the kernel of the host. A virtual machine brings its own."),
    );
    file("outloud.toml", "plain = true\n");
    let lines = format!(
        "type\n{}\n\n6\nhints\nmodel\nwanted\nfollow-up\nbuild\nnote → later ●\nend\n",
        "A container shares the kernel of the host."
    );
    let shown = on_a_terminal(home.path(), &["practice", "--question", QUESTION], &lines);
    assert!(shown.contains(" of 100") && shown.contains("yes "), "{shown}");
    audible(&["practice"], &shown);
    home
}

/// Fails for a sign, or an escape sequence, in what was printed. The terminal's echo of what was typed is not printed.
fn audible(args: &[&str], shown: &str) {
    for line in shown.lines().filter(|line| !line.contains("note → later ●")) {
        let sign = line.chars().find(|c| is_sign(*c) || *c == '\u{1b}');
        assert!(sign.is_none(), "{args:?} prints {sign:?} in: {line}");
    }
}

#[test]
fn no_plain_output_has_a_sign_that_cannot_be_heard() {
    let home = home();
    let wav = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.wav");
    let graded = concat!(env!("CARGO_MANIFEST_DIR"), "/questions/examples/docker.json");
    let walk: &[(&[&str], &str, &str)] = &[
        (&[], "", "outloud practice"),
        (&["bank", "import", "notes.md"], "", "notes"),
        (&["practice", "--bank", "notes"], "skip\n", "What is  to  and ?"),
        (&["mock", "--questions", "1", "--question", QUESTION, "--voice", "none"], "skip\nend\n", "Question 1 of 1"),
        (&["drill"], "quit\n", ""),
        (&["review"], "", "session: 20"),
        (&["review", "20"], "", "yes "),
        (&["settings"], "", "plain: true. "),
        (&["settings", "colors"], "", "colors: "),
        (&["stats"], "", "Most often left out"),
        (&["plan", "--until", "tomorrow"], "", ""),
        (&["match", "notes.md"], "", ""),
        (&["score", "--question", QUESTION, "--text", "heard.txt", "--explain"], "", "yes "),
        (&["--speech-from", "heard.txt", "transcribe", wav], "", "kernel"),
        (&["devices"], "", ""),
        (&["--speech-from", "heard.txt", "doctor"], "", "banks"),
        (&["models", "list"], "", "model: "),
        (&["bank", "list"], "", "bank: "),
        (&["bank", "show", "docker"], "", "question: "),
        (&["bank", "show", QUESTION], "", ""),
        (&["bank", "check", "--question", QUESTION], "", ""),
        (&["notes"], "", ""),
        (&["story", "list"], "", "story: "),
        (&["story", "map"], "", "situation: yes"),
        (&["evaluate", "answers", "--file", graded], "", "answers: "),
        (&["--speech-from", "heard.json", "sessions", "import", wav, "--question", QUESTION], "", " of 100"),
        (&["sessions", "list"], "", "score: "),
        (&["sessions", "show"], "", "yes "),
        (&["sessions", "rescore"], "", ""),
        (&["sessions", "recover"], "", ""),
        (&["privacy"], "", "path: "),
        (&["say", "Hello there.", "--output", "hello.wav"], "", ""),
    ];
    for (args, lines, expected) in walk {
        let shown = on_a_terminal(home.path(), args, lines);
        assert!(shown.contains(expected), "{args:?} prints no '{expected}':\n{shown}");
        audible(args, &shown);
    }
    let walked: BTreeSet<&str> = walk.iter().flat_map(|(args, ..)| args.iter().copied()).chain(FOR_PROGRAMS).collect();
    let help = stdout(&outloud(home.path(), &["--help"]));
    let commands = help.split("Commands:").nth(1).unwrap().split("Options").next().unwrap();
    for line in commands.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
        let name = line.split_whitespace().next().unwrap();
        assert!(walked.contains(name) || name == "demo", "plain output of '{name}' is not looked at");
    }
}

#[test]
fn settings_are_changed_by_name() {
    let home = tempfile::tempdir().unwrap();
    let settings = |args: &[&str]| outloud(home.path(), &[&["settings"], args].concat());
    assert_eq!(stdout(&settings(&["live", "off"])).split(". ").next(), Some("live: false"));
    assert!(fs::read_to_string(home.path().join("outloud.toml")).unwrap().contains("live = false"));
    for (wrong, why) in [
        (&["coulours", "dark"], "Did you mean 'colors'?"),
        (&["colors", "pink"], "there are no colours 'pink'"),
        (&["live", "maybe"], "live is true or false"),
        (&["think_time_s", "soon"], "think_time_s is a whole number in range (0 to 1000), not 'soon'"),
    ] {
        let failed = settings(wrong);
        assert_eq!(failed.status.code(), Some(2), "{wrong:?}");
        assert!(crate::cli::stderr(&failed).contains(why), "{}", crate::cli::stderr(&failed));
    }
    let all = crate::cli::json(&settings(&["--json"]));
    assert_eq!((&all["live"], &all["think_time_s"]), (&false.into(), &0.into()));
    let with_flag = stdout(&outloud(home.path(), &["--plain", "settings"]));
    assert!(with_flag.contains("colors: \"") && !with_flag.contains(is_sign), "{with_flag}");
}
