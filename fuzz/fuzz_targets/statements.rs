//! See `outloud_fuzz::statements`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| outloud_fuzz::statements(text));
