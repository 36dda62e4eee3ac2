//! Notes out of an Anki package: fields by the names people give them, cloze deletions, tags as topics.

use super::{
    Draft,
    html::plain_text,
    table::{NotesColumn, column},
};

/// A note of Anki's collection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnkiNote {
    /// The fields in the note type's order: name, and content as HTML. The name is empty if the note type is unknown.
    pub fields: Vec<(String, String)>,
    /// The tags, levels of a hierarchy parted by `::`.
    pub tags: Vec<String>,
}

/// Tags that Anki itself sets: they are no topics.
const OWN_TAGS: [&str; 2] = ["leech", "marked"];

/// The drafts of the notes that have text on their question side; pictures and sounds cannot be asked.
#[must_use]
pub fn from_anki_notes(notes: &[AnkiNote]) -> Vec<Draft> {
    notes.iter().enumerate().filter_map(|(n, note)| draft(note, n + 1)).collect()
}

fn draft(note: &AnkiNote, number: usize) -> Option<Draft> {
    let topic = note.tags.iter().find(|t| !OWN_TAGS.contains(&t.to_lowercase().as_str()));
    let topic = topic.map(|t| t.replace("::", " ")).unwrap_or_default();
    let mut draft = Draft { topic, line: number, ..Draft::default() };
    for (column, html) in placed(&note.fields) {
        let text = without_sounds(&plain_text(html));
        match column {
            NotesColumn::Prompt if draft.prompt.is_empty() => draft.prompt = text,
            NotesColumn::Answer if draft.answer.is_empty() => draft.answer = text,
            NotesColumn::Hint if !text.is_empty() => draft.hints.push(text),
            NotesColumn::Topic if draft.topic.is_empty() => draft.topic = text,
            NotesColumn::Level => draft.level = text.to_lowercase().parse().ok(),
            NotesColumn::Kind => draft.kind = text.to_lowercase().parse().ok(),
            _ => {}
        }
    }
    if let Some(cloze) = Cloze::read(&draft.prompt) {
        let more = std::mem::replace(&mut draft.answer, cloze.whole);
        let joined = format!("{} {more}", draft.answer);
        joined.trim().clone_into(&mut draft.answer);
        draft.prompt = format!("Complete this: {}", cloze.gapped);
        draft.hints.extend(cloze.hints);
    }
    (!draft.prompt.is_empty()).then_some(draft)
}

/// What each field holds: by its name, and without one that is known, the question first and the answer next.
fn placed(fields: &[(String, String)]) -> Vec<(NotesColumn, &str)> {
    let mut columns: Vec<Option<NotesColumn>> = fields.iter().map(|(name, _)| column(name)).collect();
    for wanted in [NotesColumn::Prompt, NotesColumn::Answer] {
        if !columns.contains(&Some(wanted))
            && let Some(free) = columns.iter_mut().find(|c| c.is_none())
        {
            *free = Some(wanted);
        }
    }
    columns.into_iter().zip(fields).filter_map(|(column, (_, html))| Some((column?, html.as_str()))).collect()
}

/// A text without `[sound:cat.mp3]`.
fn without_sounds(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, sound)) = rest.split_once("[sound:") {
        out.push_str(before);
        rest = sound.split_once(']').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// A text with `{{c1::deletions::hint}}`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Cloze {
    gapped: String,
    whole: String,
    hints: Vec<String>,
}

impl Cloze {
    /// None if the text has no deletion. Deletions inside deletions become part of the outer gap.
    fn read(text: &str) -> Option<Self> {
        let mut cloze = Self::default();
        let (mut rest, mut depth, mut any) = (text, 0_usize, false);
        while let Some(next) = rest.chars().next() {
            if let Some(inner) = deletion(rest) {
                cloze.gapped.push_str(if depth == 0 { "..." } else { "" });
                (rest, depth, any) = (inner, depth + 1, true);
            } else if let Some(after) = rest.strip_prefix("}}").filter(|_| depth > 0) {
                (rest, depth) = (after, depth - 1);
            } else if let Some(hint) = rest.strip_prefix("::").filter(|_| depth > 0) {
                let end = hint.find("}}").unwrap_or(hint.len());
                cloze.hints.push(hint[..end].trim().to_owned());
                rest = &hint[end..];
            } else {
                cloze.whole.push(next);
                if depth == 0 {
                    cloze.gapped.push(next);
                }
                rest = &rest[next.len_utf8()..];
            }
        }
        any.then_some(cloze)
    }
}

/// What stands behind `{{c1::` at the start of `text`.
fn deletion(text: &str) -> Option<&str> {
    let number = text.strip_prefix("{{c")?;
    let after = number.trim_start_matches(|c: char| c.is_ascii_digit());
    after.strip_prefix("::").filter(|_| after.len() < number.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use outloud_core::bank::Level;

    fn note(fields: &[(&str, &str)], tags: &[&str]) -> AnkiNote {
        let fields = fields.iter().map(|(n, c)| ((*n).to_owned(), (*c).to_owned())).collect();
        AnkiNote { fields, tags: tags.iter().map(|t| (*t).to_owned()).collect() }
    }

    fn one(fields: &[(&str, &str)], tags: &[&str]) -> Draft {
        from_anki_notes(&[note(fields, tags)]).remove(0)
    }

    #[test]
    fn fields_are_known_by_name_else_by_place() {
        let named = one(&[("Back", "A shell"), ("Level", "HSK 1"), ("Front", "What is <b>SSH</b>?")], &[]);
        assert_eq!((named.prompt.as_str(), named.answer.as_str(), named.level), ("What is SSH?", "A shell", None));
        let placed = one(&[("Word", "Pod?"), ("Hint", "small"), ("Meaning", "Containers"), ("Level", "Mid")], &[]);
        assert_eq!((placed.prompt.as_str(), placed.answer.as_str()), ("Pod?", "Containers"));
        assert_eq!((placed.hints, placed.level), (vec!["small".to_owned()], Some(Level::Mid)));
    }

    #[test]
    fn the_first_tag_of_ones_own_is_the_topic() {
        assert_eq!(one(&[("", "Why?")], &["leech", "devops::git", "x"]).topic, "devops git");
        assert_eq!(one(&[("", "Why?")], &["Marked"]).topic, "");
    }

    #[test]
    fn pictures_and_sounds_cannot_be_asked() {
        let notes = [note(&[("", "<img src='a.png'>[sound:a.mp3]"), ("", "A cat")], &[])];
        assert_eq!(from_anki_notes(&notes), []);
        assert_eq!(one(&[("", "Why? [sound:a.mp3]")], &[]).prompt, "Why?");
    }

    #[test]
    fn cloze_deletions_leave_a_gap_to_fill() {
        let draft = one(&[("Text", "A {{c1::Pod::smallest unit}} holds {{c2::one or {{c3::more}}}} containers.")], &[]);
        assert_eq!(draft.prompt, "Complete this: A ... holds ... containers.");
        assert_eq!(draft.answer, "A Pod holds one or more containers.");
        assert_eq!(draft.hints, ["smallest unit"]);
        assert_eq!(Cloze::read("a {{c1 :: b}} :: c}}"), None);
        assert_eq!(Cloze::read("{{c1::open").map(|c| c.whole), Some("open".to_owned()));
    }
}
