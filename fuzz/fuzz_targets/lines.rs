//! See `outloud_fuzz::lines`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| outloud_fuzz::lines(bytes));
