//! Any text as what a person wrote: notes and stories.

use outloud_bank_check::story::check;
use outloud_exchange::import::{
    ReadOptions, decode, from_anki_text, from_json, from_markdown, from_table, sniff, to_bank,
};
use outloud_store::banks::is_id;
use outloud_store::story_markdown;

/// Notes in every format: refused with a line or made into a bank whose ids are ids; nothing but what is left out is empty, and
/// the same text gives the same questions.
pub fn import(text: &str) {
    let lines = text.lines().count().max(1);
    for keep_unanswered in [false, true] {
        let options = ReadOptions { keep_unanswered, layout: None };
        let notes = [
            from_markdown(text, options),
            from_table(text, b',', options),
            from_table(text, b'\t', options),
            from_anki_text(text, options),
            from_json(text, options),
        ];
        for reading in notes.into_iter().flatten() {
            let bank = to_bank("fuzz", "Fuzz", &reading.drafts, |_| Vec::new());
            assert!(bank.questions.iter().all(|q| is_id(&q.id)));
            assert!(reading.drafts.iter().all(|d| !d.prompt.trim().is_empty()));
            assert!(reading.left_out.iter().all(|l| l.line <= lines.max(text.len())));
        }
        let again = || from_markdown(text, options).map(|reading| reading.drafts);
        assert_eq!(again(), again());
    }
    let _ = sniff(text);
    assert!(decode(text.as_bytes(), None).is_ok());
}

/// A story: its points and its problems stand in lines that the text has, and it carries over to questions whole.
pub fn story(text: &str) {
    let file = story_markdown::read("fuzz", text);
    let lines = text.lines().count();
    assert!(file.points.iter().all(|(line, _)| (1..=lines).contains(line)));
    assert!(check(&file).iter().all(|problem| (1..=lines.max(1)).contains(&problem.line)));
    assert_eq!(file.story().points.len(), file.points.len());
}
