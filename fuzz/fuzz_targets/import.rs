//! See `outloud_fuzz::import`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| outloud_fuzz::import(text));
