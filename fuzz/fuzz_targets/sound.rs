//! See `outloud_fuzz::sound`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| outloud_fuzz::sound(bytes));
