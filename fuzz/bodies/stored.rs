//! Any bytes as what outloud keeps on disk: a bank, a session, a model.

use std::path::Path;

use outloud_exchange::report;
use outloud_recognition::ggml;
use outloud_store::{banks, sessions};

use super::memory::with_file;

/// Refused with a sentence or read; what is read passes the linter too.
pub fn bank(bytes: &[u8]) {
    match banks::parse("fuzz.json", bytes) {
        Ok(stored) => assert!(!stored.bank.questions.is_empty()),
        Err(refused) => assert!(!refused.to_string().is_empty()),
    }
}

/// Refused or read; what is read is written and read back equal, and every report can show it.
pub fn session(bytes: &[u8]) {
    let Ok(session) = sessions::parse(Path::new("session.json"), bytes) else { return };
    let written = serde_json::to_vec(&session).expect("a session can be written");
    let again = sessions::parse(Path::new("session.json"), &written).expect("what was written can be read");
    assert!(again == session);
    report::markdown(&[session]).expect("a session can be shown");
}

/// Refused with a sentence or found whole.
pub fn model(bytes: &[u8]) {
    with_file("bin", bytes, |path| match ggml::check(path) {
        Ok(header) => assert!(header.layers > 0),
        Err(refused) => assert!(!refused.to_string().is_empty()),
    });
}
