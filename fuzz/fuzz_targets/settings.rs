//! See `outloud_fuzz::settings`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| outloud_fuzz::settings(text));
