//! The bodies of the fuzz targets on their seeds, whole, cut off and damaged: a moment of fuzzing with every check.

use std::path::Path;

use crate::fuzz_bodies;

/// Every seed of a target; each cut off at some places and with some of its bytes changed, always the same.
fn damaged(target: &str, body: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut seeds: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "{target} has no seeds");
    for seed in seeds {
        let whole = std::fs::read(&seed).unwrap();
        body(&whole);
        let step = whole.len() / 12 + 1;
        for at in (0..whole.len()).step_by(step) {
            body(&whole[..at]);
            for byte in [0x00, 0x22, 0x7f, 0xff] {
                let mut changed = whole.clone();
                changed[at] = byte;
                body(&changed);
            }
        }
    }
}

fn damaged_text(target: &str, body: impl Fn(&str)) {
    damaged(target, |bytes| body(&String::from_utf8_lossy(bytes)));
}

#[test]
fn whatever_is_stored_is_read_or_refused() {
    damaged("bank", fuzz_bodies::bank);
    damaged("session", fuzz_bodies::session);
    damaged("wav", fuzz_bodies::wav);
    damaged("sound", fuzz_bodies::sound);
    damaged("model", fuzz_bodies::model);
    damaged_text("settings", fuzz_bodies::settings);
}

#[test]
fn whatever_comes_in_is_read_or_refused() {
    damaged("lines", fuzz_bodies::lines);
    damaged("pdf", fuzz_bodies::pdf);
    damaged_text("import", fuzz_bodies::import);
    damaged_text("story", fuzz_bodies::story);
    damaged_text("score", fuzz_bodies::score);
    damaged_text("statements", fuzz_bodies::statements);
    #[cfg(feature = "anki")]
    damaged("anki", fuzz_bodies::anki);
}
