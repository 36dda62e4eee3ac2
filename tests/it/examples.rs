//! Every example of every `--help`, and every command line of the README, is one that works: it is typed into a shell, in a folder that
//! has the files it speaks of.

use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output, Stdio},
};

use super::cli::{beginning_of_the_demo, outloud, stderr};

/// What opens a screen, listens at real-time speed, asks the network, reads what is not made here or finds something to do: it is run with `--help` at its
/// end, which still refuses a misspelt option and a value that does not exist.
const NOT_RUN_WHOLE: &[&str] = &[
    "practice",
    "mock",
    "drill",
    "review",
    "demo",
    "devices",
    "evaluate latency",
    "evaluate voice",
    "outloud say",
    "models pull",
    "deck.apkg",
    "sessions correct",
    "sessions challenge",
    "sessions retranscribe",
    "sessions import",
    "pbpaste",
    "--round",
    "plan --until 2026",
    "plan --begin",
    "plan --clear",
    "sessions delete 2026",
    "story check",
    "--edit",
];
/// Goes through every built-in bank, which has tests of its own and takes its time without optimisation.
const LONG: &str = "outloud bank check";
/// What needs the recogniser.
const SPOKEN: &[&str] = &["--audio", "transcribe", "evaluate speech", "evaluate terms", "evaluate latency"];

#[test]
fn every_example_of_the_help_works() {
    let folder = tempfile::tempdir().unwrap();
    furnish(folder.path());
    let examples = of_the_help(folder.path());
    assert!(examples.len() > 20, "only {} examples found: {examples:?}", examples.len());
    // From the end of the alphabet: what makes something ("new") before what looks at it ("check").
    let mut wrong = Vec::new();
    for example in examples.iter().rev() {
        let is_heard = cfg!(feature = "whisper") || !SPOKEN.iter().any(|s| example.contains(s));
        let whole = is_heard && example != LONG && !NOT_RUN_WHOLE.iter().any(|s| example.contains(s));
        wrong.extend(try_out(folder.path(), example, whole));
    }
    assert!(wrong.is_empty(), "examples that do not work:\n{}", wrong.join("\n"));
}

#[test]
fn every_command_line_of_the_readme_is_understood() {
    let folder = tempfile::tempdir().unwrap();
    furnish(folder.path());
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let indented = readme.lines().filter_map(|l| l.strip_prefix("    script/run ")).map(|l| format!("outloud {l}"));
    let quoted = readme.split('`').skip(1).step_by(2).filter(|q| q.starts_with("outloud ")).map(str::to_owned);
    let lines: Vec<String> = indented.chain(quoted).map(|l| without_remark(&l.replace('\n', " "))).collect();
    assert!(lines.len() > 15, "only {} command lines found: {lines:?}", lines.len());
    let wrong: Vec<String> = lines.iter().filter_map(|line| try_out(folder.path(), line, false)).collect();
    assert!(wrong.is_empty(), "command lines that do not work:\n{}", wrong.join("\n"));
}

/// Runs `line` in a shell, whole or with `--help` at its end; a question that it names must be in a built-in bank. What is wrong with it.
fn try_out(folder: &Path, line: &str, whole: bool) -> Option<String> {
    let typed = if whole { line.to_owned() } else { format!("{line} --help") };
    let output = shell(folder, &typed);
    if !output.status.success() || output.stdout.is_empty() {
        return Some(format!("{typed}: {:?}: {}", output.status.code(), stderr(&output)));
    }
    let mut words = line.split_whitespace();
    while words.any(|w| w == "--question") {
        let id = words.next().unwrap_or_default();
        let found = id == "ID" || outloud(folder, &["bank", "show", id]).status.success();
        if !found {
            return Some(format!("{line}: no built-in bank has the question '{id}'"));
        }
    }
    None
}

fn shell(folder: &Path, line: &str) -> Output {
    let path = format!("{}:{}", folder.join("bin").display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder).env("PATH", path).env("OUTLOUD_HOME", folder).stdin(Stdio::null());
    command.output().unwrap()
}

/// The examples of every command's help.
fn of_the_help(home: &Path) -> BTreeSet<String> {
    let mut examples = BTreeSet::new();
    let mut commands: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(command) = commands.pop() {
        let arguments: Vec<&str> = command.iter().map(String::as_str).chain(["--help"]).collect();
        let help = outloud(home, &arguments);
        assert!(help.status.success(), "{arguments:?}: {}", stderr(&help));
        let help = String::from_utf8(help.stdout).unwrap();
        let mut heading = "";
        for line in help.lines() {
            if !line.starts_with(' ') && line.ends_with(':') {
                heading = line;
            }
            let words: Vec<&str> = line.split_whitespace().collect();
            match (heading, words.as_slice()) {
                ("Commands:", [name, ..]) if line.starts_with("  ") && !line.starts_with("   ") => {
                    commands.push(command.iter().cloned().chain([(*name).to_owned()]).collect());
                }
                ("Examples:" | "Example:", [_, ..]) if words.contains(&"outloud") => {
                    examples.insert(without_remark(line));
                }
                _ => {}
            }
        }
    }
    examples
}

/// The command of a line whose remark stands two spaces or a `#` behind it.
fn without_remark(line: &str) -> String {
    let line = line.trim();
    let line = line.split_once(" #").map_or(line, |(command, _)| command);
    line.split_once("  ").map_or(line, |(command, _)| command).trim_end().to_owned()
}

/// The files that the examples speak of, three sessions and the program on the path.
fn furnish(folder: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for part in ["bin", "questions", "spoken", "recordings"] {
        fs::create_dir(folder.join(part)).unwrap();
    }
    let program = folder.join("bin/outloud");
    fs::write(&program, format!("#!/bin/sh\nexec '{}' --threads 1 \"$@\"\n", env!("CARGO_BIN_EXE_outloud"))).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    let job = "We run Kubernetes on AWS with Terraform and PostgreSQL. You know Git, Docker and CI/CD.\n";
    write("job.md", job);
    write("job.txt", job);
    write("questions.csv", "Question,Answer\nWhat is a pod?,The smallest unit that Kubernetes schedules.\n");
    for wav in ["answer.wav", "talk.wav", "a.wav", "b.wav", "spoken/1.wav", "recordings/1.wav"] {
        beginning_of_the_demo(&folder.join(wav), 4);
    }
    write("spoken/1.json", r#"{"id": "1", "text": "a virtual machine", "terms": ["virtual machine"]}"#);
    write("recordings/refs.tsv", "1\tUm, okay. So a virtual machine comes with its own\n");
    write("other-program.tsv", "1\tOkay. So a virtual machine comes with it\n");
    write("notes.md", "Q: What does a merge do?\nA: It joins two histories and keeps both.\n");
    write("deck.txt", "#separator:tab\nWhat is a rebase?\tIt replays commits on a new base.\n");
    let mut graded = "question_id,question,reference_answer,student_answer,score\n".to_owned();
    for (question, said) in [("q", "paging"), ("r", "scheduling")] {
        for (answer, score) in [("", 0), (said, 3), ("something else", 1), (said, 5)] {
            graded += &format!("{question},What is it?,The kernel does {said},the kernel {answer},{score}\n");
        }
    }
    write("graded.csv", &graded);
    let answers = r#"[{"question": "git-merge-vs-rebase", "grade": "right", "text": "A merge keeps history, a rebase rewrites it."},
        {"question": "git-merge-vs-rebase", "grade": "wrong", "text": "A rebase deletes the branch."}]"#;
    write("graded.json", answers);
    fs::create_dir(folder.join("questions/examples")).unwrap();
    write("questions/examples/git.json", answers);
    for bank in ["questions/my-bank.json", "my-bank.json"] {
        fs::copy(root.join("questions/git.json"), folder.join(bank)).unwrap();
    }
    for session in fs::read_dir(root.join("tests/fixtures/report/sessions")).unwrap() {
        let (from, name) = (session.as_ref().unwrap().path(), session.unwrap().file_name());
        let to = folder.join("sessions").join(name);
        fs::create_dir_all(&to).unwrap();
        fs::copy(from.join("session.json"), to.join("session.json")).unwrap();
    }
}
