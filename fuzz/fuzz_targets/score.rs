//! See `outloud_fuzz::score`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| outloud_fuzz::score(text));
