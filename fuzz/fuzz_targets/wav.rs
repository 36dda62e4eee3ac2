//! See `outloud_fuzz::wav`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| outloud_fuzz::wav(bytes));
