//! Sessions as documents: what is in them, that everything in them is escaped, and what the command writes.

use std::{fs, path::Path};

use outloud_core::{
    bank::{Bank, Question},
    session::{Session, SessionKind, Take},
    sound::{Sound, Span},
    transcript::{Transcript, Word},
};
use outloud_exchange::report::{self, Recordings, ReportRecording, rows, table};
use outloud_scoring::{Answer, Scorer};
use outloud_store::{home::Home, sessions::SessionStore, story_markdown, writer::wav_name};

use super::cli::{command, json, outloud, stderr};

const FIRST: &str = "Um, a container shares the kernel of the host, so it starts in, like, a second. | \
    A virtual machine has its own kernel and runs on a hypervisor. I think that is heavier.";
const SECOND: &str = "A container is a process with namespaces and cgroups that shares the host kernel. It starts in under 2 \
    seconds. | A virtual machine brings its own guest operating system on a hypervisor, so its isolation is stronger. We \
    ran both: containers for our services, virtual machines for tenants we did not trust.";

/// Says the gauge's behaviour of the counter, and tells a false belief.
const CONTRADICTED: &str = "A counter goes up and it goes down, like memory in use. | A counter is reset every day.";
const CORRECTED: &str = "A gauge goes up and it goes down, like memory in use. | The counter never goes down.";

/// Two answers to one question: the first contradicts two points, the second makes them.
pub fn contradicted_and_corrected() -> [Session; 2] {
    let bank: Bank = serde_json::from_str(include_str!("../fixtures/metrics-bank.json")).unwrap();
    let question = bank.asked("gauge-or-counter").unwrap();
    let one = |day: u32, text| {
        let take = Take { bank: "metrics".into(), ..take(1, question.clone(), text, 30) };
        session(&format!("2026-11-{day}T09-30-00-practice"), &format!("2026-11-{day}"), vec![take])
    };
    [one(21, CONTRADICTED), one(23, CORRECTED)]
}

fn question() -> Question {
    let bank: Bank = serde_json::from_str(include_str!("../../questions/devops-core.json")).unwrap();
    bank.question("docker-container-vs-vm").unwrap().clone()
}

/// `text` said at three words a second, a pause of three seconds at each `|`.
fn spoken(text: &str) -> (Transcript, Sound) {
    let mut at = 0.6;
    let mut from = at;
    let (mut words, mut speech) = (Vec::new(), Vec::new());
    for piece in text.split_whitespace() {
        if piece == "|" {
            speech.push(Span { start_s: from, end_s: at });
            at += 3.0;
            from = at;
            continue;
        }
        let probability = Some(if piece == "cgroups" { 0.3 } else { 0.95 });
        words.push(Word {
            text: piece.to_owned(),
            start_s: Some(at),
            end_s: Some(at + 0.3),
            probability,
            hearings: Vec::new(),
        });
        at += 1.0 / 3.0;
    }
    speech.push(Span { start_s: from, end_s: at });
    let hesitations = vec![Span { start_s: 1.1, end_s: 1.3 }];
    (Transcript::from_words(words), Sound { duration_s: at + 0.8, speech, hesitations, ..Sound::default() })
}

pub fn take(number: u32, question: Question, text: &str, minute: u32) -> Take {
    let (transcript, sound) = spoken(text);
    let scorer = Scorer::new(std::iter::empty());
    let answer = Answer { transcript: &transcript, sound: Some(&sound), time_limit_s: Some(question.answer_time_s) };
    let scorecard = Some(scorer.compile(&question).score(&answer));
    Take {
        started_at: format!("2026-11-21T09:{minute:02}:00+01:00"),
        audio: Some(wav_name(number, &question.id)),
        model: Some("tiny.en-q8_0".into()),
        transcript: Some(transcript),
        sound: Some(sound),
        scorecard,
        hints_seen: number - 1,
        ..Take::new(number, "devops-core", question)
    }
}

/// A take whose every text is an attack on some reader.
fn hostile() -> Take {
    let mut question = question();
    question.id = "evil".into();
    question.prompt = "<script>alert('prompt')</script>".into();
    question.topic = "\u{1b}[31mred".into();
    question.context = Some("</style><img src=x onerror=alert(1)>".into());
    question.model_answer = "{{ 7 * 7 }} {% raw %}".into();
    question.pitfalls = vec!["javascript:alert(1)".into()];
    question.keywords[0].term = "=HYPERLINK(\"http://x\")".into();
    let mut take = take(1, question, "\"><script>alert('word')</script> onclick=\"x\" `rm` | [a](b) \u{202e}evil", 30);
    take.note = Some("@SUM(A1:A9)".into());
    take.sound.as_mut().unwrap().warnings = vec!["<b>warned</b>".into()];
    take.scorecard.as_mut().unwrap().keywords.hit.clear();
    take
}

pub fn session(id: &str, day: &str, takes: Vec<Take>) -> Session {
    let started_at = format!("{day}T09:30:00+01:00");
    Session {
        schema: 1,
        id: id.into(),
        kind: SessionKind::Practice,
        started_at,
        round: None,
        takes,
        ended_early: false,
    }
}

fn two_sessions() -> [Session; 2] {
    let typed = Take {
        transcript: Some(Transcript::from_text("A typed answer.")),
        heard: None,
        sound: None,
        audio: None,
        model: None,
        ..take(2, question(), FIRST, 40)
    };
    [
        session("2026-11-21T09-30-00-practice", "2026-11-21", vec![take(1, question(), FIRST, 30), typed]),
        session("2026-11-23T09-30-00-practice", "2026-11-23", vec![take(1, question(), SECOND, 31)]),
    ]
}

#[test]
fn every_word_and_every_piece_of_evidence_is_in_the_report() {
    let sessions = two_sessions();
    let wav = (("2026-11-21T09-30-00-practice".to_owned(), 1), ReportRecording::Embedded(b"RIFF".to_vec()));
    let html = report::html(&sessions, &Recordings::from([wav])).unwrap();
    for index in 0..sessions[0].takes[0].transcript.as_ref().unwrap().words.len() {
        assert!(html.contains(&format!("id=\"s1t1w{index}\" data-t=")), "word {index} cannot be played");
    }
    let evidence = &sessions[1].takes[0].scorecard.as_ref().unwrap().keywords.hit[0].evidence;
    assert!(html.contains(&format!("href=\"#s2t1w{}\" data-count=\"{}\"", evidence.first_word, evidence.word_count)));
    for needed in [
        "data:audio/wav;base64,UklGRg==",
        "default-src 'none'",
        "media-src data:",
        "gained",
        "id=\"trend\"",
        "Take against take",
    ] {
        assert!(html.contains(needed), "no {needed}");
    }
    assert!(!html.contains("http:") && !html.contains("https:"), "the report names an address");
}

#[test]
fn what_contradicts_a_point_is_in_the_report_with_its_words_and_second() {
    let sessions = contradicted_and_corrected();
    let html = report::html(&sessions, &Recordings::new()).unwrap();
    for needed in [
        "<li class=\"contradicted\"><span class=\"sign\" aria-hidden=\"true\">!</span>",
        "You said this of the counter: <a class=\"proof\" href=\"#s1t1w1\"",
        "at 0:00</a>",
        "0 of 3, 2 contradicted",
        "title=\"contradicts point 1: A gauge goes up and down",
        "<title>contradicts point 1: A gauge goes up and down; contradicts point 2",
        "2 statements against a point or the facts",
        "<strong>A counter is reset every day</strong>: It starts at zero only when the process restarts.",
        "false belief: A counter is reset every day",
        "<span class=\"gained\">corrected</span>",
    ] {
        assert!(html.contains(needed), "no {needed}");
    }
    let markdown = report::markdown(&sessions).unwrap();
    for line in [
        "\n- ! A gauge goes up and down (must): contradicted. You said this of the counter: “",
        "\n#### False beliefs heard\n\n- ! A counter is reset every day: It starts at zero only when the process \
         restarts. You said: “",
        "\n| A gauge goes up and down | ! | ✓ corrected |\n",
    ] {
        assert!(markdown.contains(line), "no {line:?} in\n{markdown}");
    }
    let other_way =
        [Session { started_at: "2026-11-24T09:30:00+01:00".into(), ..sessions[0].clone() }, sessions[1].clone()];
    let html = report::html(&other_way, &Recordings::new()).unwrap();
    assert!(html.contains("<span class=\"lost\">now contradicted</span>"));
}

#[test]
fn contradictions_are_columns_of_the_points_and_false_beliefs_a_table() {
    let [session, corrected] = contradicted_and_corrected();
    let points = rows::points(&session, None);
    let gauge = points.iter().find(|p| p.point == "A gauge goes up and down").unwrap();
    assert_eq!((gauge.verdict, gauge.met, gauge.start_s), ("contradicted", false, None));
    assert_eq!((gauge.said_of.as_deref(), gauge.contradiction_start_s.map(f64::floor)), (Some("counter"), Some(0.0)));
    assert!(gauge.contradiction.as_ref().unwrap().contains("goes down"));
    assert!(rows::points(&corrected, None).iter().all(|p| p.contradiction.is_none() && p.verdict != "contradicted"));
    let beliefs = rows::misconceptions(&session, Some("Ann"));
    assert_eq!(beliefs.len(), 1);
    assert_eq!(beliefs[0].why_wrong, "It starts at zero only when the process restarts.");
    assert!(rows::misconceptions(&corrected, None).is_empty());
    let taken = &rows::takes(&session, None)[0];
    assert_eq!((taken.points_contradicted, taken.misconceptions), (Some(2), Some(1)));
}

#[test]
fn the_order_of_the_sessions_changes_nothing() {
    let mut sessions = two_sessions();
    let html = report::html(&sessions, &Recordings::new()).unwrap();
    sessions.reverse();
    assert_eq!(report::html(&sessions, &Recordings::new()).unwrap(), html);
    assert!(html.contains("media-src 'none'"));
}

#[test]
fn markup_in_a_bank_or_a_transcript_is_text() {
    let sessions = [session("2026-11-21T09-30-00-practice", "2026-11-21", vec![hostile()])];
    let html = report::html(&sessions, &Recordings::new()).unwrap();
    assert_eq!(html.matches("<script>").count(), 1, "only our own script");
    for attack in
        ["<img", "<b>warned", "alert(&#x27;prompt&#x27;)</script>", "onclick=\"x\"", "\u{1b}", "\u{202e}", "49 "]
    {
        assert!(!html.contains(attack), "{attack:?} got through");
    }
    assert!(html.contains("&lt;script&gt;alert(&#x27;prompt&#x27;)"), "the prompt is shown as text");
    let markdown = report::markdown(&sessions).unwrap();
    for attack in ["<script", "<img", "[a](b)", "`rm`", "\u{1b}"] {
        assert!(!markdown.contains(attack), "{attack:?} got through:\n{markdown}");
    }
    let points = table::csv(&rows::points(&sessions[0], None)).unwrap();
    assert!(points.contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "{points}");
    let takes = table::csv(&rows::takes(&sessions[0], Some("=me"))).unwrap();
    assert!(takes.contains("'@SUM") && takes.contains("\n'=me,") && !takes.contains('\u{1b}'), "{takes}");
}

#[test]
fn evidence_past_the_end_of_the_transcript_is_no_panic() {
    let mut bad = take(1, question(), FIRST, 30);
    for hit in &mut bad.scorecard.as_mut().unwrap().keywords.hit {
        (hit.evidence.first_word, hit.evidence.word_count) = (usize::MAX, usize::MAX);
        hit.evidence.start_s = Some(f64::NAN);
    }
    bad.sound.as_mut().unwrap().duration_s = f64::INFINITY;
    bad.started_at = "ü".into();
    let sessions = [session("x", "2026-11-21", vec![bad])];
    report::html(&sessions, &Recordings::new()).unwrap();
    report::markdown(&sessions).unwrap();
}

#[test]
fn what_no_browser_could_open_is_refused_in_a_line() {
    let refused = |takes: Vec<Take>| {
        let sessions = [session("x", "2026-11-21", takes)];
        let told = report::html(&sessions, &Recordings::new()).unwrap_err().to_string();
        assert_eq!(told, report::markdown(&sessions).unwrap_err().to_string());
        told
    };
    let mut marked = take(1, question(), FIRST, 30);
    marked.transcript = Some(Transcript::from_text(&"word ".repeat(3000)));
    let hits = &mut marked.scorecard.as_mut().unwrap().keywords.hit;
    (hits[0].evidence.first_word, hits[0].evidence.word_count) = (0, usize::MAX);
    *hits = vec![hits[0].clone(); 1000];
    let told = refused(vec![marked.clone()]);
    assert!(told.contains("marked words") && told.contains("--format json"), "{told}");

    let mut measured = take(1, question(), FIRST, 30);
    measured.transcript = None;
    let card = measured.scorecard.as_mut().unwrap();
    (card.keywords.hit, card.rubric) = (Vec::new(), Vec::new());
    card.keywords.missed.truncate(1);
    let otherwise = |number: u32| {
        let mut take = Take { number, ..measured.clone() };
        take.scorecard.as_mut().unwrap().keywords.missed[0].term = format!("term {number}");
        take
    };
    let told = refused((1..=800).map(otherwise).collect());
    assert!(told.contains("640000 comparisons of takes"), "{told}");

    marked.scorecard = None;
    marked.transcript = Some(Transcript::from_text(&"word ".repeat(500_001)));
    let told = refused(vec![marked]);
    assert!(told.contains("500001 words"), "{told}");
}

#[test]
fn markdown_reads_well() {
    let markdown = report::markdown(&two_sessions()).unwrap();
    assert!(markdown.starts_with("# Interview practice, 2 sessions\n\nScored by outloud"));
    for line in [
        "\n## Practice of 2026-11-23 09:30\n\n### 1. ",
        "\n| **Score** | ",
        "\n- ✓ kernel “",
        "\n#### Next time\n\n- ",
        "\n- Pace: ",
    ] {
        assert!(markdown.contains(line), "no {line:?} in\n{markdown}");
    }
    assert!(!markdown.contains("\n\n\n\n"), "too many blank lines:\n{markdown}");
}

#[test]
fn ones_own_story_is_in_the_report() {
    let text =
        "# The shop\n\n## What I did\n- Put tenants whom we did not trust on virtual machines\n- Bred a parrot\n";
    let mut asked = question();
    asked.story = Some(story_markdown::read("shop", text).story());
    let sessions = [session("2026-11-21T09-30-00-practice", "2026-11-21", vec![take(1, asked, SECOND, 30)])];
    let markdown = report::markdown(&sessions).unwrap();
    assert!(markdown.contains("\n#### Your story shop: 1 of 2 points told\n\n- ✓ Put tenants"), "{markdown}");
    assert!(markdown.contains("\n- ✗ Bred a parrot (What I did)\n"), "{markdown}");
    let html = report::html(&sessions, &Recordings::new()).unwrap();
    assert!(html.contains("Your story shop: 1 of 2 points told") && html.contains("Bred a parrot"));
}

/// A home with `sessions` and a second of silence as each recording.
pub fn home(sessions: &[Session]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let store = SessionStore::new(&Home::at(root.path()));
    for session in sessions {
        let folder = store.folder_of(session);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("session.json"), serde_json::to_vec(session).unwrap()).unwrap();
        for name in session.takes.iter().filter_map(|t| t.audio.as_ref()) {
            let spec = hound::WavSpec {
                channels: 1,
                sample_rate: 16_000,
                bits_per_sample: 16,
                sample_format: hound::SampleFormat::Int,
            };
            let mut wav = hound::WavWriter::create(folder.join(name), spec).unwrap();
            (0..16_000).for_each(|_| wav.write_sample(0_i16).unwrap());
            wav.finalize().unwrap();
        }
    }
    root
}

fn stdout(output: &std::process::Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Runs `outloud sessions export ...` in the home's folder; its stdout.
pub fn export(home: &Path, arguments: &[&str]) -> String {
    let output = command(home, &["sessions", "export"]).args(arguments).current_dir(home).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
    stdout(&output)
}

#[test]
fn the_command_writes_every_format() {
    let sessions = two_sessions();
    let root = home(&sessions);
    let (home, read) = (root.path(), |name: &str| fs::read_to_string(root.path().join(name)).unwrap());
    export(home, &[]);
    let html = read("2026-11-23T09-30-00-practice.html");
    assert!(html.contains("data:audio/wav;base64,UklGR"));
    assert!(html.contains("class=\"wave\" d=\"M0 16V"), "the waveform of the recording");
    export(home, &["--all", "--audio", "beside", "--output", "out/all report.html"]);
    let html = read("out/all report.html");
    assert!(html.contains("src=\"all%20report-audio/2026-11-21T09-30-00-practice-01.wav\""));
    assert!(home.join("out/all report-audio/2026-11-21T09-30-00-practice-01.wav").is_file());
    export(home, &["--all", "--format", "csv", "--output", "answers.csv"]);
    assert_eq!((read("answers.csv").lines().count(), read("answers-points.csv").lines().count() > 20), (4, true));
    assert_eq!(read("answers-misconceptions.csv"), "", "no false belief was told");
    let exported: Vec<Session> =
        serde_json::from_str(&export(home, &["--all", "--format", "json", "--output", "-"])).unwrap();
    assert_eq!(exported, sessions);
    export(home, &["2026-11-21", "--format", "srt", "--output", "subtitles"]);
    assert!(read("subtitles/01-docker-container-vs-vm.srt").starts_with("1\n00:00:00,600 --> "));
    assert!(export(home, &["--format", "vtt", "--output", "-"]).starts_with("WEBVTT\n\n00:00:00.600 --> "));
    assert!(export(home, &["--format", "md", "--output", "-"]).starts_with("# Interview practice, 2026-11-23 09:30"));
}

#[test]
fn stats_count_what_was_said() {
    let root = home(&two_sessions());
    let stats = json(&outloud(root.path(), &["stats", "--json"]));
    assert_eq!((&stats["sessions"], &stats["answers"]), (&2.into(), &3.into()));
    assert_eq!(stats["weeks"][0]["name"], "2026-W47");
    assert_eq!(stats["questions"][0]["scores"].as_array().unwrap().len(), 3);
    assert!(stats["points"][0]["made"].as_u64() < stats["points"][0]["asked"].as_u64());
    let text = stdout(&outloud(root.path(), &["stats"]));
    assert!(
        text.contains("3 answers in 2 sessions") && text.contains("Most often left out") && text.contains('█'),
        "{text}"
    );
}

#[test]
fn packagers_get_completions_and_a_manual() {
    let home = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| stdout(&outloud(home.path(), arguments));
    assert!(run(&["completions", "bash"]).contains("_outloud"));
    let man = run(&["man"]);
    for part in [".TH outloud", "OUTLOUD BATCH", "\\-\\-jobs"] {
        assert!(man.contains(part), "no {part} in the manual");
    }
}

#[test]
fn names_are_left_out_of_every_format_and_so_is_the_sound() {
    let mut sessions = two_sessions();
    sessions[0].takes[0].note = Some("Ask Hypervisor, the guest operating  system's author.".into());
    let root = home(&sessions);
    for format in ["html", "md", "json", "csv", "vtt", "srt", "parquet"] {
        let output = format!("out/{format}");
        let names = ["--leave-out", "hypervisor", "--leave-out", "guest Operating"];
        export(root.path(), &[&["2026-11-2", "--format", format, "--output", &output][..], &names[..]].concat());
        let written = everything_in(&root.path().join("out")).to_lowercase();
        assert!(written.replace('\\', "").contains("[name]"), "{format}: nothing was left out");
        for gone in ["hypervisor", "guest operating", "data:audio"] {
            assert!(!written.contains(gone), "{format}: {gone:?} is still there");
        }
        assert!(written.contains("kernel"), "{format}: the rest stays");
        fs::remove_dir_all(root.path().join("out")).unwrap();
    }
}

/// The text of every file below `folder`, whatever is no text passed over.
fn everything_in(folder: &Path) -> String {
    let files = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    files
        .map(
            |p| {
                if p.is_dir() { everything_in(&p) } else { String::from_utf8_lossy(&fs::read(p).unwrap()).into_owned() }
            },
        )
        .collect()
}
