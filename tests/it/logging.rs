//! What `-v` and `-vv` add on stderr and in the log file.

use std::path::Path;

use super::cli::{outloud, stderr};

fn log(home: &Path) -> String {
    std::fs::read_to_string(home.join("sessions/outloud.log")).unwrap_or_default()
}

#[test]
fn each_v_logs_more_on_stderr_and_in_the_log() {
    let home = tempfile::tempdir().unwrap();
    let answer = home.path().join("answer.txt");
    std::fs::write(&answer, "The kernel is shared.").unwrap();
    let score = ["score", "--question", "docker-container-vs-vm", "--text", answer.to_str().unwrap()];
    let with = |flags: &[&str], args: &[&str]| stderr(&outloud(home.path(), &[flags, args].concat()));
    assert_eq!(
        (with(&[], &score).as_str(), log(home.path()).as_str()),
        ("", ""),
        "nothing happened that is worth a line"
    );
    assert!(!home.path().join("sessions").exists());
    let told = with(&["-v"], &score);
    assert!(told.contains("INFO") && told.contains("scored question=\"docker-container-vs-vm\""), "{told}");
    assert!(log(home.path()).contains("scored question"));

    let unknown = ["sessions", "show", "nobody's"];
    let (plain, details) = (with(&["-v"], &unknown), with(&["-vv"], &unknown));
    assert_eq!(plain.lines().count(), 1, "{plain}");
    assert!(details.contains("DEBUG") && details.ends_with(&plain), "{details}");
}
