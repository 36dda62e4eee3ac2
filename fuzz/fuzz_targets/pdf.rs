//! See `outloud_fuzz::pdf`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| outloud_fuzz::pdf(bytes));
