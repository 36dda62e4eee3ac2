//! See `outloud_fuzz::bank`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| outloud_fuzz::bank(bytes));
