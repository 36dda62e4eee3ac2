//! A story of one's own: made, checked, told, and what of it was heard.

use std::{fs, io::Write, path::Path, process::Stdio};

use outloud_core::transcript::Transcript;
use outloud_scoring::{Answer, Scorer};
use outloud_store::{banks, stories, story_markdown};
use serde_json::Value;

use crate::cli::{command, json, outloud, stderr};

const MINE: &str = "# The shop\n\n## Context\nA web shop with three developers.\n\n## Stack\nDjango and Postgres.\n\n\
    ## What I did\n- Replaced the nightly export with a message queue (or: stopped exporting at night)\n\
    - Persuaded the owner to pay for a test environment\n\n\
    ## Numbers\n- Lost orders fell from forty a month to none\n\n## What I learned\n- Ask the people who pack the parcels first\n";

fn home_with(story: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("stories")).unwrap();
    fs::write(home.path().join("stories/shop.md"), story).unwrap();
    home
}

fn scored(home: &Path, question: &str, story: &str, answer: &str) -> Value {
    let args = ["score", "--question", question, "--text", "-", "--story", story, "--json"];
    let mut child = command(home, &args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(answer.as_bytes()).unwrap();
    json(&child.wait_with_output().unwrap())
}

#[test]
fn a_story_is_made_filled_in_and_checked() {
    let home = tempfile::tempdir().unwrap();
    let made = outloud(home.path(), &["story", "new", "My first job!"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let file = home.path().join("stories/my-first-job.md");
    assert!(fs::read_to_string(&file).unwrap().starts_with("# My first job!\n"));
    let unwritten = outloud(home.path(), &["story", "check", "my-first-job"]);
    assert_eq!(unwritten.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&unwritten.stdout).contains("'Numbers' is empty"));
    assert!(stderr(&unwritten).contains("5 things are left to do"), "{}", stderr(&unwritten));
    assert!(stderr(&outloud(home.path(), &["story", "new", "my first job"])).contains("exists already"));

    fs::write(&file, MINE).unwrap();
    assert!(outloud(home.path(), &["story", "check"]).status.success());
    let listed = json(&outloud(home.path(), &["story", "list", "--json"]));
    let ids: Vec<_> = listed.as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["mossbeck-vet-software", "my-first-job"]);
    assert_eq!((&listed[1]["points"], &listed[1]["problems"]), (&Value::from(4), &Value::from(0)));
    let unknown = outloud(home.path(), &["practice", "--story", "nosuch"]);
    assert!(stderr(&unknown).contains("there is no story 'nosuch'"), "{}", stderr(&unknown));
}

#[test]
fn what_was_told_of_a_story_is_heard_with_its_words() {
    let home = home_with(MINE);
    let answer = "Well, orders got lost, about forty of them a month, and in the end none were lost any more. We had a nightly \
        export, and I replaced that with a queue for the messages. What it taught me: ask the people first who pack parcels.";
    let card = scored(home.path(), "experience-hardest-diagnosis", "shop", answer);
    let points = card["story"]["points"].as_array().unwrap();
    let met: Vec<bool> = points.iter().map(|p| p["met"].as_bool().unwrap()).collect();
    assert_eq!(met, [true, false, true, true], "{points:#?}");
    assert_eq!(points[2]["part"], "number");
    assert!(points[0]["evidence"][0]["text"].as_str().unwrap().contains("replaced that with a queue"), "{}", points[0]);
    assert_eq!(card["story"]["share"], 0.75);
    let advice = card["advice"].to_string();
    assert!(advice.contains("Your story has more under") && !advice.contains("Work in"), "{advice}");

    let other = scored(home.path(), "experience-hardest-diagnosis", "shop", "In the end I stopped exporting at night.");
    assert_eq!(other["story"]["points"][0]["evidence"][0]["text"], "stopped exporting at night.");
    let denied = scored(home.path(), "experience-hardest-diagnosis", "shop", "We never had a test environment.");
    assert_eq!(denied["story"]["share"], 0.0);
}

#[test]
fn a_story_told_counts_in_the_place_of_the_banks_own() {
    let home = home_with(MINE);
    let answer = "I replaced the nightly export with a message queue and persuaded the owner to pay for a test environment. \
        Lost orders fell from forty a month to none. I learned to ask the people who pack the parcels first.";
    let without = scored(home.path(), "experience-hardest-diagnosis", "mossbeck-vet-software", answer);
    let with = scored(home.path(), "experience-hardest-diagnosis", "shop", answer);
    assert_eq!((with["story"]["share"].as_f64(), without["story"]["share"].as_f64()), (Some(1.0), Some(0.0)));
    let score = |card: &Value| card["score"].as_f64().unwrap();
    assert!(score(&with) > score(&without) + 20.0, "{} against {}", score(&with), score(&without));
}

#[test]
fn a_practised_answer_keeps_its_story() {
    let home = home_with(MINE);
    let args = ["practice", "--plain", "--json", "--question", "experience-hardest-diagnosis", "--story", "shop"];
    let mut child = command(home.path(), &args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let lines = "type\nI replaced the nightly export with a message queue.\n\n";
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    let session = json(&outloud(home.path(), &["sessions", "show", "--json"]));
    let take = &session["takes"][0];
    assert_eq!(take["question"]["story"]["id"], "shop");
    assert_eq!(take["scorecard"]["story"]["points"][0]["met"], true, "{take}");
}

#[test]
#[cfg(unix)]
fn notes_and_questions_to_ask_have_their_place() {
    let home = tempfile::tempdir().unwrap();
    assert!(outloud(home.path(), &["notes", "to-ask", "--add", "Who packs the parcels?"]).status.success());
    let both = json(&outloud(home.path(), &["notes", "--json"]));
    assert!(both[0]["text"].as_str().unwrap().starts_with("# My notes"));
    assert!(both[1]["text"].as_str().unwrap().ends_with("- Who packs the parcels?\n"));
    let edit = |editor: &str| {
        let args = ["notes", "mine", "--edit"];
        command(home.path(), &args).env("EDITOR", editor).env_remove("VISUAL").output().unwrap()
    };
    assert!(edit("touch -m").status.success());
    assert!(home.path().join("notes/my-notes.md").is_file());
    assert!(stderr(&edit("/no/such/editor")).contains("cannot be started"), "{}", stderr(&edit("/no/such/editor")));
    assert!(stderr(&edit("false")).contains("the editor 'false' failed"));
    assert!(stderr(&edit("")).contains("no editor is set"));
}

/// The invented company's points: most of them are told in the answers from its world, and hardly any is heard elsewhere.
#[test]
fn points_are_not_heard_in_other_answers() {
    let banks = banks::built_in().unwrap();
    let scorer = Scorer::new(banks.iter().map(|b| &b.bank));
    let story = stories::built_in().remove(0).story.story();
    let mut told_at_home = vec![false; story.points.len()];
    let (mut strangers, mut false_points) = (0, 0);
    for stored in &banks {
        let own = stored.bank.id == "experience-stories";
        if !own && !["kubernetes", "git", "behavioural-any-role"].contains(&stored.bank.id.as_str()) {
            continue;
        }
        let mut asked = stored.bank.questions[0].clone();
        asked.story = Some(story.clone());
        let compiled = scorer.compile(&asked);
        for q in &stored.bank.questions {
            let transcript = Transcript::from_text(&q.model_answer);
            let card = compiled.score(&Answer { transcript: &transcript, sound: None, time_limit_s: None });
            let points = card.story.unwrap().points;
            if own {
                told_at_home.iter_mut().zip(&points).for_each(|(told, p)| *told |= p.met);
            } else {
                strangers += points.len();
                false_points += points.iter().filter(|p| p.met).count();
            }
        }
    }
    let told = told_at_home.iter().filter(|t| **t).count();
    // The bank's stories come from many companies, so this one is told in part only.
    assert!(told >= 5, "{told} of {}", told_at_home.len());
    assert!(false_points * 100 <= strangers, "{false_points} of {strangers}");
}

#[test]
fn a_malformed_story_is_read_as_far_as_it_goes() {
    for text in ["", "- x\n- y", "## Numbers\n- (or:)\n-\n", "# \n<!-- open", "## What I did\n1. a\n   - b\n\n     c"] {
        let story = story_markdown::read("x", text);
        assert!(story.points.len() <= 3, "{text}: {story:?}");
    }
}

#[test]
fn the_map_shows_which_questions_a_story_answers_and_which_have_none() {
    let home = home_with(MINE);
    let map = json(&outloud(home.path(), &["story", "map", "--bank", "experience-stories", "--json"]));
    assert_eq!(map["stories"][0]["story"], "shop");
    let parts: Vec<_> =
        map["stories"][0]["parts"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
    assert_eq!(parts, ["situation", "task", "action", "result"]);
    let questions = map["questions"].as_array().unwrap();
    assert!(!questions.is_empty() && questions.iter().all(|q| q["bank"] == "experience-stories"));
    assert!(questions.iter().all(|q| q["cells"][0]["story"] == "shop"));
    assert!(!map["without"].as_array().unwrap().is_empty(), "four points cannot answer every question");

    let shown = outloud(home.path(), &["story", "map", "shop", "--bank", "experience-stories"]);
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(text.contains("situation") && text.contains("have no story yet"), "{text}");
    let technical = outloud(home.path(), &["story", "map", "--bank", "kubernetes"]);
    assert!(stderr(&technical).contains("asks for a story"), "{}", stderr(&technical));
    assert_eq!(technical.status.code(), Some(1));

    let bare = tempfile::tempdir().unwrap();
    let shipped = outloud(bare.path(), &["story", "map", "--bank", "experience-stories"]);
    assert!(stderr(&shipped).contains("no story of your own yet"), "{}", stderr(&shipped));
    assert!(String::from_utf8_lossy(&shipped.stdout).contains("mossbeck-vet-software"));
}
