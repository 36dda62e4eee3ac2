//! What is worth knowing around answers, and what shows across them: in the report, in `stats` and in `drill`.

use outloud_core::{
    bank::{Bank, Link, Question, RuleOfThumb},
    session::{Session, Take},
};
use outloud_exchange::report::{self, Recordings, ReportSurroundings};
use outloud_scoring::{Answer, Scorer};
use outloud_store::banks;

use crate::{
    cli::{command, json, outloud, stderr},
    report::{export, home, session, take},
};

const TOLD: &str = "So basically it is what it is. At the end of the day we look at it. Then we see what happens.";

fn prepared() -> Question {
    Question {
        skeleton: vec!["What <b>each</b> shares.".to_owned()],
        if_never_done: Some("Say that you have only run containers.".to_owned()),
        links: vec![
            Link { title: "Docs & more".to_owned(), url: "https://docs.docker.com/?a=1&b=\"2".to_owned() },
            Link { title: "Trap".to_owned(), url: "javascript:alert(1)".to_owned() },
        ],
        as_of: Some("2026-11".to_owned()),
        topic: "docker".to_owned(),
        ..Question::bare("docker-container-vs-vm", "What is a container?", "A container is a process.")
    }
}

fn bank() -> Bank {
    let mut bank = Bank::new("devops-core", "Core", vec![prepared()]);
    bank.glossary.insert("container".to_owned(), "A process with a wall around it.".to_owned());
    bank.rules_of_thumb = vec![RuleOfThumb { topic: "docker".to_owned(), rule: "One process each.".to_owned() }];
    bank
}

#[test]
fn the_report_folds_the_preparation_under_its_question() {
    let sessions = [session("x", "2026-11-21", vec![take(1, prepared(), "A container is a process.", 30)])];
    let banks = [bank()];
    let around = ReportSurroundings { banks: &banks, usual_words_per_minute: Some(134.4), peaks: None };
    let html = report::html_with(&sessions, &Recordings::new(), around).unwrap();
    let at = html.find("<details class=\"preparation\">").expect("it is folded");
    let folded = &html[at..at + html[at..].find("</details>").unwrap()];
    for shown in [
        "<li>What &lt;b&gt;each&lt;&#x2f;b&gt; shares.</li>",
        "If you have never done this",
        "One process each.",
        "<strong>container</strong>: A process with a wall around it.",
        "rel=\"noopener noreferrer\">Docs &amp; more</a>",
        "looked up in 2026-11",
    ] {
        assert!(folded.contains(shown), "{shown}: {folded}");
    }
    assert!(folded.contains("Trap: javascript:alert(1)") && !html.contains("href=\"javascript"), "{folded}");
    assert!(html.contains("words a minute; your usual is 134"), "the usual pace stands beside the pace");
    let markdown = report::markdown_with(&sessions, around).unwrap();
    for shown in
        ["<details><summary>Preparation", "1. What &lt;b&gt;each", "- One process each.", "- container: A process"]
    {
        assert!(markdown.contains(shown), "{shown}: {markdown}");
    }
    let alone = report::html(&sessions, &Recordings::new()).unwrap();
    assert!(alone.contains("What &lt;b&gt;each") && !alone.contains("One process each."));
    let bare = [session("x", "2026-11-21", vec![take(1, Question::bare("q", "Why?", ""), "Because.", 30)])];
    assert!(!report::html(&bare, &Recordings::new()).unwrap().contains("<details class=\"preparation\">"));
}

#[test]
fn the_report_shows_where_fillers_come_in_bursts() {
    let text = "Um uh um er um uh um er a container is a process with namespaces and cgroups that shares the kernel.";
    let sessions = [session("x", "2026-11-21", vec![take(1, prepared(), text, 30)])];
    let delivery = &sessions[0].takes[0].scorecard.as_ref().unwrap().delivery;
    assert_eq!((delivery.filler_bursts.len(), delivery.filler_bursts[0].fillers), (1, 8));
    let html = report::html(&sessions, &Recordings::new()).unwrap();
    assert!(
        html.contains("<rect class=\"burst\"") && html.contains("between 0:00 and 0:10"),
        "the burst is drawn and told"
    );
}

/// The built-in bank's questions with these ids, each answered with [`TOLD`].
fn answered(bank: &Bank, ids: &[&str]) -> Session {
    let scorer = Scorer::new([bank]);
    let one = |(number, id): (u32, &&str)| {
        let question = bank.question(id).unwrap_or_else(|| panic!("no question {id}")).clone();
        let mut take = take(number, question, TOLD, 30);
        let answer = Answer { transcript: take.transcript.as_ref().unwrap(), sound: None, time_limit_s: None };
        take.scorecard = Some(scorer.compile(&take.question).score(&answer));
        Take { bank: bank.id.clone(), ..take }
    };
    session("2026-11-21T09-30-00-practice", "2026-11-21", (1..).zip(ids).map(one).collect())
}

#[test]
fn stats_tell_habits_and_weak_points_and_a_drill_asks_about_them() {
    let banks = banks::built_in().unwrap();
    let kubernetes = &banks.iter().find(|b| b.bank.id == "kubernetes").unwrap().bank;
    let ids: Vec<&str> = kubernetes.questions.iter().map(|q| q.id.as_str()).collect();
    let root = home(&[answered(kubernetes, &ids)]);
    let stats = json(&outloud(root.path(), &["stats", "--json"]));
    let opening = &stats["habits"]["openings"][0];
    assert_eq!((opening["words"].as_str(), &opening["answers"]), (Some("so basically it"), &ids.len().into()));
    let repeated = stats["habits"]["repeated"].as_array().unwrap();
    assert!(repeated.iter().any(|r| r["words"].as_str().unwrap().contains("end of the day")), "{repeated:?}");
    let weak = stats["weak_points"].as_array().unwrap();
    let pod = weak.iter().find(|w| w["concept"] == "pod").unwrap_or_else(|| panic!("{weak:?}"));
    let questions = pod["questions"].as_array().unwrap();
    assert!(questions.len() >= 2 && pod["missed"].as_u64() <= pod["answers"].as_u64(), "{pod}");
    let said = outloud(root.path(), &["stats"]);
    let text = String::from_utf8(said.stdout).unwrap();
    for shown in
        ["Weak points across questions", "Habits", "answers with “so basically it”.", "outloud drill --concept"]
    {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    let drill = command(root.path(), &["drill", "--concept", "pods", "--plain"]).output().unwrap();
    let asked = String::from_utf8(drill.stdout.clone()).unwrap();
    let first = kubernetes.question(questions[0]["question"].as_str().unwrap()).unwrap();
    assert!(asked.contains(first.prompt.split_whitespace().next().unwrap()), "{asked}");
    assert!(asked.contains("Question 1 of "), "{asked} {}", stderr(&drill));
    let none = outloud(root.path(), &["drill", "--concept", "zeppelin", "--plain"]);
    let told = stderr(&none);
    assert!(
        none.status.code() == Some(1) && told.contains("no question is about 'zeppelin'; your weak ones are"),
        "{told}"
    );
}

#[test]
fn an_exported_report_knows_the_banks_unless_names_are_left_out() {
    let banks = banks::built_in().unwrap();
    let docker = &banks.iter().find(|b| b.bank.id == "docker").unwrap().bank;
    let root = home(&[answered(docker, &[docker.questions[0].id.as_str()])]);
    let markdown = export(root.path(), &["--format", "md", "--output", "-"]);
    assert!(markdown.contains("#### Rules of thumb"), "{markdown}");
    let nameless = export(root.path(), &["--format", "md", "--output", "-", "--leave-out", "Zoe"]);
    assert!(nameless.contains("#### How to build the answer") && !nameless.contains("#### Rules of thumb"));
}
