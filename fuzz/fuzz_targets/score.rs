//! Any text as an answer.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../bodies/score.rs"]
mod body;

fuzz_target!(|text: &str| body::score(text));
