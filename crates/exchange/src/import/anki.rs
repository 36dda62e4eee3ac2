//! Notes out of an Anki package: fields by the names people give them, cloze deletions, tags as topics.

use super::{
    Draft, ReadOptions, Reading,
    cloze::Cloze,
    columns::{NotesColumn, column},
    html::plain_text,
};

/// A note of Anki's collection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnkiNote {
    /// The fields in the note type's order: name, and content as HTML. The name is empty if the note type is unknown.
    pub fields: Vec<(String, String)>,
    /// The tags, levels of a hierarchy parted by `::`.
    pub tags: Vec<String>,
    /// The deck, levels of a hierarchy parted by `::`; empty if it is not known.
    pub deck: String,
}

/// Tags that Anki itself sets: they are no topics.
const OWN_TAGS: [&str; 2] = ["leech", "marked"];

/// The questions of the notes; those without text on their question side are left out: pictures and sounds cannot be asked.
#[must_use]
pub fn from_anki_notes(notes: &[AnkiNote], options: ReadOptions) -> Reading {
    read_notes(notes.iter().cloned().enumerate().map(|(n, note)| (n + 1, note)), options)
}

/// The questions of notes with their lines.
pub(super) fn read_notes(notes: impl IntoIterator<Item = (usize, AnkiNote)>, options: ReadOptions) -> Reading {
    let mut reading = Reading::default();
    for (line, note) in notes {
        reading.add(draft(&note, line), options);
    }
    reading
}

fn draft(note: &AnkiNote, line: usize) -> Draft {
    let topic = note.tags.iter().find(|t| !OWN_TAGS.contains(&t.to_lowercase().as_str())).unwrap_or(&note.deck);
    let mut draft = Draft { topic: topic.replace("::", " "), line, ..Draft::default() };
    for (column, html) in placed(&note.fields) {
        let text = without_sounds(&plain_text(html));
        if !text.is_empty() && (column != NotesColumn::Prompt || draft.prompt.is_empty()) {
            draft.fill(column, &text);
        }
    }
    if let Some(cloze) = Cloze::read(&draft.prompt) {
        let more = std::mem::replace(&mut draft.answer, cloze.whole);
        let joined = format!("{}\n{more}", draft.answer);
        joined.trim().clone_into(&mut draft.answer);
        draft.prompt = format!("Complete this: {}", cloze.gapped);
        draft.hints.extend(cloze.hints);
    }
    draft
}

/// What each field holds: by its name, and without one that is known, the question first and the answer next.
fn placed(fields: &[(String, String)]) -> Vec<(NotesColumn, &str)> {
    let mut columns: Vec<Option<NotesColumn>> =
        fields.iter().map(|(name, _)| if name.is_empty() { None } else { column(name) }).collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use outloud_core::bank::Level;

    fn note(fields: &[(&str, &str)], tags: &[&str]) -> AnkiNote {
        let fields = fields.iter().map(|(n, c)| ((*n).to_owned(), (*c).to_owned())).collect();
        AnkiNote { fields, tags: tags.iter().map(|t| (*t).to_owned()).collect(), deck: String::new() }
    }

    fn one(fields: &[(&str, &str)], tags: &[&str]) -> Draft {
        from_anki_notes(&[note(fields, tags)], ReadOptions::default()).drafts.remove(0)
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
        let reading = from_anki_notes(&notes, ReadOptions::default());
        assert_eq!(reading.drafts, []);
        assert_eq!(reading.left_out.iter().map(|l| (l.name.as_str(), l.line)).collect::<Vec<_>>(), [("A cat", 1)]);
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
