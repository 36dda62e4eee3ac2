//! Any text as notes in every format: refused with a line or made into a bank whose ids are ids.
#![no_main]

use libfuzzer_sys::fuzz_target;
use outloud::{
    domain::import::{from_anki_text, from_markdown, from_table, to_bank},
    store::banks::is_id,
};

fuzz_target!(|text: &str| {
    let notes = [from_markdown(text), from_table(text, b','), from_table(text, b'\t'), from_anki_text(text)];
    for drafts in notes.into_iter().flatten() {
        let bank = to_bank("fuzz", "Fuzz", &drafts, |_| Vec::new());
        assert!(bank.questions.iter().all(|q| is_id(&q.id)));
    }
});
