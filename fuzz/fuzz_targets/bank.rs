//! Any bytes as a bank: refused with a sentence or read, never a panic; what is read passes the linter without one either.
#![no_main]

use libfuzzer_sys::fuzz_target;
use outloud::store::banks::parse;

fuzz_target!(|bytes: &[u8]| {
    match parse("fuzz.json", bytes) {
        Ok(stored) => assert!(!stored.bank.questions.is_empty()),
        Err(refused) => assert!(!refused.to_string().is_empty()),
    }
});
