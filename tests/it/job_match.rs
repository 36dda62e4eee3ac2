//! `match`: a job description against the questions of all banks.

use std::fs;

use serde_json::Value;

use crate::cli::{json, outloud, stderr, stdout};

const JOB: &str = "Site Reliability Engineer\n\nYou run Kubernetes, write Terraform and lead incidents. Kubernetes experience counts.\n\n- Quarkus\n";

#[test]
fn a_job_description_calls_for_topics_with_the_words_that_called() {
    let home = tempfile::tempdir().unwrap();
    let job = home.path().join("job.md");
    fs::write(&job, JOB).unwrap();
    let found = json(&outloud(home.path(), &["match", job.to_str().unwrap(), "--json", "--each", "3"]));
    let topics: Vec<&str> = found["topics"].as_array().unwrap().iter().map(|t| t["topic"].as_str().unwrap()).collect();
    assert!(["kubernetes", "terraform", "incidents"].iter().all(|t| topics.contains(t)), "{topics:?}");
    assert!(!topics.contains(&"experience") && !topics.contains(&"databases"), "{topics:?}");
    let questions = found["topics"].as_array().unwrap().iter().map(|t| t["questions"].as_array().unwrap().len());
    assert!(questions.max() <= Some(3));
    assert_eq!(found["unknown"][0]["term"], "Quarkus");
    let text = stdout(&outloud(home.path(), &["match", job.to_str().unwrap()]));
    assert!(
        text.contains("kubernetes  (") && text.contains("No bank knows: Quarkus") && text.contains("--round"),
        "{text}"
    );
    let again = outloud(home.path(), &["match", job.to_str().unwrap()]);
    assert_eq!(stdout(&again), text, "the same text gives the same questions");
}

#[test]
fn what_calls_for_nothing_or_is_no_text_gets_one_line() {
    let home = tempfile::tempdir().unwrap();
    for (content, why) in [
        (b"Baker wanted for our shop.".as_slice(), "calls for no question of the banks"),
        (b"%PDF-1.7", "Copy its text"),
    ] {
        let job = home.path().join("job.txt");
        fs::write(&job, content).unwrap();
        let done = outloud(home.path(), &["match", job.to_str().unwrap()]);
        assert_eq!((done.status.code(), stderr(&done).lines().count()), (Some(1), 1), "{}", stderr(&done));
        assert!(stderr(&done).contains(why), "{}", stderr(&done));
    }
    let job = home.path().join("job.txt");
    fs::write(&job, "Baker").unwrap();
    let nothing: Value = json(&outloud(home.path(), &["match", job.to_str().unwrap(), "--json"]));
    assert_eq!(nothing["topics"], Value::Array(Vec::new()));
}
