//! `plan`: what to practise on each day until an interview, from the command line.

use std::{fs, path::Path};

use jiff::{ToSpan, Zoned, civil::Date};
use serde_json::Value;

use crate::cli::{beginning_of_the_demo, json, outloud, spoken_throughout, stderr, stdout};

fn ahead(days: i64) -> Date {
    Zoned::now().date().checked_add(days.days()).unwrap()
}

fn plan(home: &Path, more: &[&str]) -> Value {
    json(&outloud(home, &[&["plan", "--json"], more].concat()))
}

/// The questions of a day that are done, and that are not.
fn questions(day: &Value, done: bool) -> Vec<String> {
    let items = day["items"].as_array().unwrap().iter().filter(|item| item["done"] == done);
    items.filter_map(|item| Some(item["question"].as_str()?.to_owned())).collect()
}

#[test]
fn a_plan_is_stored_followed_and_ended() {
    let home = tempfile::tempdir().unwrap();
    let job = home.path().join("job.md");
    fs::write(&job, "You run Kubernetes and write Terraform. Kubernetes experience counts.").unwrap();
    let until = ahead(8).to_string();
    let made = plan(home.path(), &["--until", &until, "--match", job.to_str().unwrap(), "--minutes-per-day", "15"]);
    assert_eq!((made["until"].as_str(), &made["minutes_per_day"]), (Some(until.as_str()), &15.into()));
    let days = made["days"].as_array().unwrap();
    assert_eq!((days.len(), days[7]["light"].as_bool()), (8, Some(true)));
    for day in days {
        assert!(day["duration_s"].as_u64().unwrap() <= 900, "{day}");
    }
    let topics: Vec<&str> = made["topics"].as_array().unwrap().iter().map(|t| t.as_str().unwrap()).collect();
    assert!(topics.contains(&"kubernetes") && topics.contains(&"terraform") && !topics.contains(&"git"), "{topics:?}");
    assert_eq!(plan(home.path(), &[]), made, "stored, and the same every time");

    // The next thing is done in lines; the list of the day stays and says so.
    let first = questions(&days[0], false);
    let script = home.path().join("heard.json");
    fs::write(
        &script,
        spoken_throughout(
            "A pod holds containers that share a network, and the cluster starts it again when it fails.",
        ),
    )
    .unwrap();
    let wav = home.path().join("answer.wav");
    beginning_of_the_demo(&wav, 8);
    let heard = ["--speech-from", script.to_str().unwrap(), "--mic-from", wav.to_str().unwrap()];
    let args = [heard.as_slice(), &["plan", "--begin", "--plain"]].concat();
    let done = outloud(home.path(), &args);
    assert!(done.status.success(), "{}", stderr(&done));
    let after = plan(home.path(), &[]);
    assert_eq!(questions(&after["days"][0], true), first[..1], "{}", stdout(&done));
    assert_eq!(questions(&after["days"][0], false), first[1..]);

    let text = stdout(&outloud(home.path(), &["plan"]));
    assert!(text.contains("in 8 days") && text.contains("  [x] ") && text.contains("a light day"), "{text}");
    assert!(stdout(&outloud(home.path(), &["plan", "--clear"])).contains("ended"));
    assert!(stdout(&outloud(home.path(), &["plan", "--clear"])).contains("no plan"));
    assert!(!home.path().join("plan.json").exists() && home.path().join("sessions").is_dir());
}

#[test]
fn a_calendar_has_every_day_and_the_interview() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("plan.ics");
    let until = ahead(5);
    let done = outloud(
        home.path(),
        &["plan", "--until", &until.to_string(), "--topic", "git", "--ics", file.to_str().unwrap()],
    );
    assert!(done.status.success(), "{}", stderr(&done));
    let calendar = fs::read_to_string(&file).unwrap();
    let interview = format!("DTSTART;VALUE=DATE:{}\r\nSUMMARY:Interview\r\n", until.strftime("%Y%m%d"));
    assert!(calendar.matches("BEGIN:VEVENT").count() >= 4 && calendar.contains(&interview), "{calendar}");
}

#[test]
fn questions_that_no_bank_has_any_more_are_counted() {
    let home = tempfile::tempdir().unwrap();
    let bank = home.path().join("mine.json");
    fs::write(
        &bank,
        r#"{"schema":2,"id":"mine","title":"Mine","questions":[{"id":"why-us","kind":"technical","topic":"us","prompt":"Why us?"}]}"#,
    )
    .unwrap();
    let made = plan(home.path(), &["--until", "tomorrow", "--topic", "us", "--bank", bank.to_str().unwrap()]);
    assert_eq!((&made["questions"], &made["missing"]), (&1.into(), &0.into()), "{made}");
    let text = stdout(&outloud(home.path(), &["plan"]));
    assert!(text.contains("1 question is in no bank any more"), "{text}");
}

#[test]
fn days_that_cannot_be_planned_for_get_one_line() {
    let home = tempfile::tempdir().unwrap();
    let (past, far) = (ahead(-3).to_string(), ahead(400).to_string());
    for (args, code, why) in [
        (vec!["plan"], 1, "there is no plan"),
        (vec!["plan", "--until", &past], 2, "is past"),
        (vec!["plan", "--until", &far], 2, "is 400 days away, and plans reach 366"),
        (vec!["plan", "--until", "soon"], 2, "'soon' is no day"),
        (vec!["plan", "--until", "tomorrow", "--topic", "cooking"], 1, "no question fits"),
        (vec!["plan", "--until", "tomorrow", "--match", "/nowhere.md"], 1, "cannot read '/nowhere.md'"),
        (vec!["plan", "--topic", "git"], 2, "--until"),
    ] {
        let done = outloud(home.path(), &args);
        let message = stderr(&done);
        assert_eq!((done.status.code(), message.lines().count()), (Some(code), 1), "{args:?}: {message}");
        assert!(message.contains(why), "{args:?}: {message}");
        assert!(!home.path().join("plan.json").exists());
    }
    let bad = outloud(home.path(), &["plan", "--until", "tomorrow", "--minutes-per-day", "2"]);
    assert!(bad.status.code() == Some(2) && stderr(&bad).contains("give a number from 5 to 480"));
    for (until, days) in [("today", 1), ("tomorrow", 1), (ahead(366).to_string().as_str(), 366)] {
        let made = plan(home.path(), &["--until", until]);
        assert_eq!(made["days"].as_array().unwrap().len(), days, "{until}");
        assert!(made["days"][0]["items"].as_array().unwrap().len() > 1, "{until}");
    }
    for broken in [
        "{",
        r#"{"schema":1,"until":"2026-13-01"}"#,
        r#"{"schema":9,"until":"2026-12-01","since":"2026-11-01","minutes_per_day":30,"topics":[],"questions":[]}"#,
    ] {
        fs::write(home.path().join("plan.json"), broken).unwrap();
        let done = outloud(home.path(), &["plan"]);
        assert_eq!((done.status.code(), stderr(&done).lines().count()), (Some(1), 1), "{}", stderr(&done));
        assert!(stderr(&done).contains("plan.json") && stderr(&done).contains("--clear"), "{}", stderr(&done));
    }
    let over =
        format!(r#"{{"schema":1,"until":"{past}","since":"{past}","minutes_per_day":30,"topics":[],"questions":[]}}"#);
    fs::write(home.path().join("plan.json"), over).unwrap();
    assert!(stderr(&outloud(home.path(), &["plan"])).contains("is over"));
}
