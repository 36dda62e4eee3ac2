//! See `outloud_fuzz::story`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| outloud_fuzz::story(text));
