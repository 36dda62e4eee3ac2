//! See `outloud_fuzz::session`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| outloud_fuzz::session(bytes));
