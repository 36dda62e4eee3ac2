//! Files that mean harm: every one is refused in a line or shown harmless, in bounded time and memory.

use std::{path::Path, process::Output};

use super::cli::{command, json, outloud, stderr};

/// An escape sequence, a title, a bell, a C1 control and a mark that turns the direction of writing.
const EVIL: &str = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}evil\u{200f}";

fn harmless(output: &Output, what: &str) {
    for (stream, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        let text = String::from_utf8_lossy(bytes);
        let obeyed = text
            .chars()
            .find(|c| (c.is_control() && *c != '\n' && *c != '\t') || ('\u{202a}'..='\u{202e}').contains(c));
        assert_eq!(obeyed, None, "{what}, {stream}: {text:?}");
        assert!(!text.contains("panicked"), "{what}: {text}");
    }
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn what_a_terminal_would_obey_is_shown_harmless_everywhere() {
    let home = tempfile::tempdir().unwrap();
    let evil = serde_json::to_string(EVIL).unwrap();
    let bank = format!(
        r#"{{"schema":1,"id":"evil","title":{evil},"description":{evil},"questions":[{{"id":"q","kind":"technical",
        "topic":{evil},"prompt":{evil},"context":{evil},"why_asked":{evil},"hints":[{evil}],"model_answer":{evil},"pitfalls":[{evil}],
        "keywords":[{{"term":{evil}}}],"rubric":[{{"point":{evil},"priority":"must","any":[{evil}]}}],
        "follow_ups":[{{"prompt":{evil},"when_missing":{evil}}}]}}]}}"#
    );
    let file = home.path().join("questions/evil.json");
    write(&file, &bank);
    let answer = home.path().join("answer.txt");
    write(&answer, &format!("{EVIL} because {EVIL}"));
    let answer = answer.to_str().unwrap();
    let name = home.path().join(format!("{EVIL}.json"));
    let commands: &[&[&str]] = &[
        &["bank", "list"],
        &["bank", "list", "--json"],
        &["bank", "show", "evil"],
        &["bank", "show", "q"],
        &["bank", "show", "q", "--json"],
        &["bank", "check", file.to_str().unwrap()],
        &["bank", "check", name.to_str().unwrap()],
        &["score", "--question", "q", "--text", answer],
        &["score", "--question", "q", "--text", answer, "--explain"],
        &["score", "--question", "q", "--text", answer, "--json"],
        &["score", "--question", EVIL, "--text", answer],
        &["practice", "--topic", EVIL],
        &["sessions", "show", EVIL],
        &["transcribe", name.to_str().unwrap()],
    ];
    for args in commands {
        harmless(&outloud(home.path(), args), &format!("{args:?}"));
    }
    let coloured = command(home.path(), &["bank", "show", "q"]).env("FORCE_COLOR", "1").output().unwrap();
    let text = String::from_utf8_lossy(&coloured.stdout).into_owned();
    assert!(!text.contains("\u{1b}[2J") && !text.contains("\u{1b}]") && !text.contains('\u{7}'), "{text:?}");
    let shown = json(&outloud(home.path(), &["bank", "show", "q", "--json"]));
    assert_eq!(shown["prompt"].as_str(), Some(EVIL), "the JSON says what is there");
}

#[test]
fn a_hostile_session_is_shown_harmless_and_reaches_no_other_file() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("sessions/2026-01-01T00-00-00-practice");
    let evil = serde_json::to_string(EVIL).unwrap();
    let take = |number: u32, audio: &str| {
        format!(
            r#"{{"number":{number},"bank":"b","question":{{"id":"../../x","kind":"technical","prompt":{evil}}},"started_at":{evil},
            "audio":{audio},"model":{evil},"transcript":{{"text":{evil},"words":[]}},"sound":null,"scorecard":null,"note":{evil}}}"#
        )
    };
    let takes = [take(1, r#""../../secret.wav""#), take(2, r#""02-link.wav""#), take(3, r#""/etc/passwd""#)].join(",");
    let head = r#""schema":1,"id":"../../../x","kind":"practice","started_at":"#;
    write(&folder.join("session.json"), &format!(r#"{{{head}{evil},"takes":[{takes}]}}"#));
    let secret = home.path().join("secret.wav");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.wav"), &secret).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&secret, folder.join("02-link.wav")).unwrap();
    let out = home.path().join("out");
    std::fs::create_dir(&out).unwrap();
    for args in [&["sessions", "list"][..], &["sessions", "show"], &["stats"], &["sessions", "recover"]] {
        let done = outloud(home.path(), args);
        harmless(&done, &format!("{args:?}"));
        // Nothing in it is scored, which `stats` says in its own way.
        assert!(done.status.success() || args[0] == "stats", "{args:?}: {}", stderr(&done));
    }
    for format in ["html", "md", "csv", "srt", "json"] {
        let target = out.join(format!("inside/report.{format}"));
        let done =
            outloud(home.path(), &["sessions", "export", "--format", format, "--output", target.to_str().unwrap()]);
        assert!(done.status.success(), "{format}: {}", stderr(&done));
    }
    let html = std::fs::read_to_string(out.join("inside/report.html")).unwrap();
    assert!(!html.contains("<audio"), "a recording from outside the session is in the report");
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 1, "an export left its folder");
    let gone = outloud(home.path(), &["sessions", "delete", "--all", "--yes"]);
    assert!(gone.status.success() && secret.is_file() && !folder.exists(), "{}", stderr(&gone));
}

#[test]
fn more_words_than_anybody_says_are_no_session() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("sessions/2026-01-01T00-00-00-practice/session.json");
    let words = r#"{"text":"a"},"#.repeat(500_001);
    let take = format!(
        r#"{{"number":1,"bank":"b","question":{{"id":"q","kind":"technical","prompt":"Why?"}},"started_at":"","audio":null,"model":null,
        "transcript":{{"text":"a","words":[{}]}},"sound":null,"scorecard":null,"note":null}}"#,
        words.trim_end_matches(',')
    );
    let head = r#"{"schema":1,"id":"x","kind":"practice","started_at":"t","takes":["#;
    write(&file, &format!("{head}{take}]}}"));
    let done = outloud(home.path(), &["sessions", "show"]);
    let said = stderr(&done);
    assert!(said.contains("500001 words") && said.contains("session.json"), "{said}");
    assert!(done.status.code() == Some(1) && file.is_file());
}

#[test]
fn sizes_and_depths_are_bounded() {
    let home = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = home.path().join(name);
        write(&path, text);
        path.to_str().unwrap().to_owned()
    };
    let huge = |name: &str, gigabytes: u64| {
        let path = home.path().join(name);
        std::fs::File::create(&path).unwrap().set_len(gigabytes << 30).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let deep = file("deep.json", &"[".repeat(1_000_000));
    let inside =
        file("inside.json", &format!(r#"{{"schema":1,"id":"b","title":"B","questions":{}"#, "[".repeat(200_000)));
    let gigabytes = huge("gigabytes.json", 8);
    let (notes, sound) = (huge("notes.md", 8), huge("sound.wav", 8));
    // Without Whisper, `transcribe` says that it has no model before it looks at the recording.
    let transcribe = if cfg!(feature = "whisper") { "sound.wav" } else { "tiny.en" };
    let cases: &[(&[&str], &str)] = &[
        (&["bank", "check", &deep], "deep.json"),
        (&["bank", "check", &inside], "inside.json"),
        (&["bank", "list", "--home", "/dev/null"], "/dev/null"),
        (&["score", "--question", "q", "--bank", &gigabytes, "--text", "-"], "gigabytes.json"),
        (&["bank", "import", &notes], "notes.md"),
        (&["transcribe", &sound], transcribe),
    ];
    for (args, named) in cases {
        let done = outloud(home.path(), args);
        harmless(&done, &format!("{args:?}"));
        let said = format!("{}{}", stderr(&done), String::from_utf8_lossy(&done.stdout));
        assert!(said.contains(named) || done.status.success(), "{args:?}: {said}");
    }
    let session = home.path().join("sessions/2026-01-01T00-00-00-demo/session.json");
    write(&session, "");
    std::fs::File::create(&session).unwrap().set_len(8 << 30).unwrap();
    write(&home.path().join("sessions/2026-01-02T00-00-00-demo/session.json"), &"[".repeat(1_000_000));
    let listed = outloud(home.path(), &["sessions", "list"]);
    assert!(listed.status.success() && stderr(&listed).lines().count() == 2, "{}", stderr(&listed));
    std::fs::File::create(home.path().join("outloud.toml")).unwrap().set_len(8 << 30).unwrap();
    let settings = outloud(home.path(), &["privacy"]);
    assert!(stderr(&settings).contains("outloud.toml"), "{}", stderr(&settings));
}

#[test]
fn nesting_without_end_is_a_line_too() {
    let home = tempfile::tempdir().unwrap();
    let settings = home.path().join("outloud.toml");
    for (what, text) in [
        ("arrays", format!("a = {}", "[".repeat(500_000))),
        ("tables", format!("a = {}", "{a=".repeat(200_000))),
        ("names", format!("a{} = 1", ".a".repeat(300_000))),
    ] {
        write(&settings, &text);
        let done = outloud(home.path(), &["privacy"]);
        harmless(&done, what);
        let said = stderr(&done);
        assert!(done.status.code() == Some(1) && said.contains("outloud.toml") && said.len() < 500, "{what}: {said}");
    }
    std::fs::remove_file(&settings).unwrap();
    for (name, text) in
        [("quotes", ">".repeat(900_000)), ("brackets", "[".repeat(900_000)), ("tags", "<a ".repeat(300_000))]
    {
        let story = home.path().join(format!("stories/{name}.md"));
        write(&story, &format!("# T\n{text}"));
        let done = outloud(home.path(), &["story", "check", name]);
        harmless(&done, name);
        assert_eq!(done.status.code(), Some(1), "{name}: {}", stderr(&done));
        std::fs::remove_file(story).unwrap();
    }
}

#[test]
fn a_story_or_a_note_that_cannot_be_read_keeps_nobody_from_the_rest() {
    let home = tempfile::tempdir().unwrap();
    let stories = home.path().join("stories");
    std::fs::create_dir_all(&stories).unwrap();
    std::fs::write(stories.join("latin.md"), b"# T\n\xe9t\xe9").unwrap();
    std::fs::File::create(stories.join("huge.md")).unwrap().set_len(8 << 30).unwrap();
    write(&stories.join("mine.md"), "# Mine\n");
    let listed = outloud(home.path(), &["story", "list", "--json"]);
    let names: Vec<String> = json(&listed).as_array().unwrap().iter().map(|s| s["id"].to_string()).collect();
    assert!(names.contains(&"\"mine\"".to_owned()) && names.len() == 2, "{names:?}");
    let said = stderr(&listed);
    assert!(
        said.lines().count() == 2 && said.contains("line 2 is not UTF-8") && said.contains("more than 1 MB"),
        "{said}"
    );
    let asked = outloud(home.path(), &["story", "show", "latin"]);
    assert!(stderr(&asked).contains("Save the file as UTF-8"), "{}", stderr(&asked));
    let notes = home.path().join("notes/my-notes.md");
    write(&notes, "");
    std::fs::File::create(&notes).unwrap().set_len(8 << 30).unwrap();
    let shown = outloud(home.path(), &["notes", "mine"]);
    assert!(stderr(&shown).contains("my-notes.md"), "{}", stderr(&shown));
}

#[test]
fn the_same_question_thousands_of_times_is_imported_in_one_go() {
    use outloud_exchange::import::{ReadOptions, from_markdown, to_bank};
    let text = "Q: What is a pod?\nA: One or more containers.\n\n".repeat(30_000);
    let reading = from_markdown(&text, ReadOptions::default()).unwrap();
    let bank = to_bank("b", "B", &reading.drafts, |_| Vec::new());
    let ids: std::collections::HashSet<_> = bank.questions.iter().map(|q| q.id.as_str()).collect();
    assert_eq!((ids.len(), bank.questions.len()), (30_000, 30_000));
    assert_eq!(bank.questions[29_999].id, format!("{}-30000", bank.questions[0].id));
}

#[test]
fn an_import_writes_no_bank_that_could_not_be_read_again() {
    let home = tempfile::tempdir().unwrap();
    let notes = home.path().join("notes.md");
    for (text, why) in [
        (
            "Q: What is a pod?\nA: One or more containers.\n\n".repeat(5_001),
            "5001 questions are more than a bank holds, 5000",
        ),
        (format!("Q: What is a pod?\nA: {}\n", "So be it. ".repeat(1 << 21)), "has more than 16 MB. Split the file"),
    ] {
        write(&notes, &text);
        let done = outloud(home.path(), &["bank", "import", notes.to_str().unwrap()]);
        assert!(stderr(&done).contains(why) && stderr(&done).lines().count() == 1, "{}", stderr(&done));
        assert!(!home.path().join("questions/notes.json").exists());
    }
}

#[test]
fn an_answer_without_end_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let answer = home.path().join("answer.txt");
    std::fs::File::create(&answer).unwrap().set_len(8 << 30).unwrap();
    let done =
        outloud(home.path(), &["score", "--question", "git-merge-vs-rebase", "--text", answer.to_str().unwrap()]);
    assert!(stderr(&done).contains("has more than 1 MB"), "{}", stderr(&done));
}

#[test]
fn hostile_requests_are_answered_one_by_one() {
    use std::io::Write;
    let home = tempfile::tempdir().unwrap();
    let mut child = command(home.path(), &["batch"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let feed = std::thread::spawn(move || {
        let lines = [
            "[".repeat(100_000),
            "x".repeat(9 << 20),
            r#"{"question":"../../etc/passwd","text":""}"#.into(),
            "\u{0}".into(),
            format!(r#"{{"question":"git-merge-vs-rebase","text":"{}"}}"#, "so ".repeat(500_000)),
        ];
        for line in lines {
            writeln!(input, "{line}").unwrap();
        }
        writeln!(input, r#"{{"id":5,"question":"git-merge-vs-rebase","text":"history"}}"#).unwrap();
    });
    let done = child.wait_with_output().unwrap();
    feed.join().unwrap();
    let answers: Vec<serde_json::Value> =
        String::from_utf8(done.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(answers.iter().filter(|a| a["error"].is_string()).count(), 5, "{answers:?}");
    assert_eq!((answers.len(), answers[5]["id"].as_u64()), (6, Some(5)));
}
