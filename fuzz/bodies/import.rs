//! Any text as what a person wrote: notes and stories.

use outloud_bank_check::story::check;
use outloud_exchange::import::{from_anki_text, from_markdown, from_table, to_bank};
use outloud_store::banks::is_id;
use outloud_store::story_markdown;

/// Notes in every format: refused with a line or made into a bank whose ids are ids.
pub fn import(text: &str) {
    let notes = [from_markdown(text), from_table(text, b','), from_table(text, b'\t'), from_anki_text(text)];
    for drafts in notes.into_iter().flatten() {
        let bank = to_bank("fuzz", "Fuzz", &drafts, |_| Vec::new());
        assert!(bank.questions.iter().all(|q| is_id(&q.id)));
    }
}

/// A story: its points and its problems stand in lines that the text has, and it carries over to questions whole.
pub fn story(text: &str) {
    let file = story_markdown::read("fuzz", text);
    let lines = text.lines().count();
    assert!(file.points.iter().all(|(line, _)| (1..=lines).contains(line)));
    assert!(check(&file).iter().all(|problem| (1..=lines.max(1)).contains(&problem.line)));
    assert_eq!(file.story().points.len(), file.points.len());
}
