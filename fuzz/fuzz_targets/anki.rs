//! See `outloud_fuzz::anki`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| outloud_fuzz::anki(bytes));
