//! Any bytes as a session: refused or read; what is read is written and read back equal, and every report can show it.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use outloud::{domain::report, store::sessions::parse};

fuzz_target!(|bytes: &[u8]| {
    let Ok(session) = parse(Path::new("session.json"), bytes) else { return };
    let written = serde_json::to_vec(&session).expect("a session can be written");
    let again = parse(Path::new("session.json"), &written).expect("what was written can be read");
    assert!(again == session);
    report::markdown(&[session]).expect("a session can be shown");
});
