//! Anki's text export: header lines that say what the columns are, then rows. They become notes as those of a package do.

use csv::{ReaderBuilder, StringRecord};

use super::{AnkiNote, ImportError, ReadOptions, Reading, anki::read_notes};

/// The keys of header lines.
const KEYS: [&str; 13] = [
    "separator",
    "html",
    "columns",
    "tags",
    "deck",
    "notetype",
    "guid column",
    "notetype column",
    "deck column",
    "tags column",
    "if matches",
    "match scope",
    "deck name column",
];

/// Whether a text begins with a header line of Anki's.
pub(super) fn is_anki_text(text: &str) -> bool {
    text.lines().next().and_then(header).is_some()
}

fn header(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.strip_prefix('#')?.split_once(':')?;
    KEYS.contains(&key.trim()).then_some((key.trim(), value.trim_end_matches(['\r', '\n'])))
}

/// What the header lines say.
#[derive(Debug, Default)]
struct Header<'a> {
    delimiter: Option<u8>,
    html: bool,
    names: Vec<&'a str>,
    /// The columns that hold no field: guid, note type.
    aside: Vec<usize>,
    deck: Option<usize>,
    tags: Option<usize>,
    /// What holds for all notes.
    all_tags: &'a str,
    all_deck: &'a str,
}

/// The questions in Anki's text export.
///
/// # Errors
/// [`ImportError`] with the line for a row that is malformed; if there is nothing to ask.
pub fn from_anki_text(text: &str, options: ReadOptions) -> Result<Reading, ImportError> {
    let lines = text.lines().take_while(|line| line.starts_with('#')).count();
    let mut head = Header { html: !text.contains("#html:false"), ..Header::default() };
    for (n, line) in text.lines().take(lines).enumerate() {
        let Some((key, value)) = header(line) else { continue };
        head.set(key, value, n + 1)?;
    }
    let at = text.split_inclusive('\n').take(lines).map(str::len).sum::<usize>();
    let mut reader = ReaderBuilder::new();
    let reader = reader.delimiter(head.delimiter.unwrap_or(b'\t')).has_headers(false).flexible(true);
    let mut notes = Vec::new();
    for record in reader.from_reader(&text.as_bytes()[at..]).into_records() {
        let record = record.map_err(|e| {
            let line = e.position().map_or(1, |p| p.line() as usize) + lines;
            ImportError { line, problem: format!("{e}. Export the deck from Anki again") }
        })?;
        let line = record.position().map_or(1, |p| p.line() as usize) + lines;
        notes.push((line, head.note(&record)));
    }
    let reading = read_notes(notes, options);
    if reading.drafts.is_empty() {
        let problem = "none of its notes has text to ask. Export a deck with text on its cards".to_owned();
        return Err(ImportError { line: lines + 1, problem });
    }
    Ok(reading)
}

impl<'a> Header<'a> {
    fn set(&mut self, key: &str, value: &'a str, line: usize) -> Result<(), ImportError> {
        let column = || value.trim().parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        match key {
            "separator" => self.delimiter = Some(separator(value, line)?),
            "html" => self.html = value.trim() == "true",
            "columns" => self.names = value.split(char::from(self.delimiter.unwrap_or(b'\t'))).collect(),
            "tags" => self.all_tags = value,
            "deck" => self.all_deck = value.trim(),
            "tags column" => self.tags = column(),
            "deck column" => self.deck = column(),
            "guid column" | "notetype column" => self.aside.extend(column()),
            _ => {}
        }
        Ok(())
    }

    /// A row as a note: tags, deck and fields apart.
    fn note(&self, row: &StringRecord) -> AnkiNote {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default();
        let mut note = AnkiNote::default();
        note.tags.extend(cell(self.tags).split_whitespace().chain(self.all_tags.split_whitespace()).map(str::to_owned));
        let deck = if self.deck.is_some() { cell(self.deck) } else { self.all_deck };
        deck.trim().clone_into(&mut note.deck);
        for (at, field) in row.iter().enumerate() {
            let name = self.names.get(at).map(|name| name.trim()).unwrap_or_default();
            if self.aside.contains(&at) || self.tags == Some(at) || self.deck == Some(at) {
                continue;
            }
            let html = if self.html { field.to_owned() } else { escaped(field) };
            note.fields.push((name.to_owned(), html));
        }
        note
    }
}

/// Plain text as HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>")
}

fn separator(name: &str, line: usize) -> Result<u8, ImportError> {
    match name.trim().to_lowercase().as_str() {
        "tab" => Ok(b'\t'),
        "comma" => Ok(b','),
        "semicolon" => Ok(b';'),
        "pipe" => Ok(b'|'),
        "space" => Ok(b' '),
        "colon" => Ok(b':'),
        one if one.len() == 1 => Ok(one.as_bytes()[0]),
        _ if name == "\t" => Ok(b'\t'),
        _ => {
            Err(ImportError { line, problem: format!("'{name}' is no separator. Export from Anki with tab or comma") })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Reason;

    fn read(text: &str) -> Reading {
        from_anki_text(text, ReadOptions::default()).unwrap()
    }

    #[test]
    fn header_lines_say_what_the_columns_are() {
        let text = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n\
                    a!b\tBasic\tOps::Net\tWhat is <b>SSH</b>?\tA secure shell&nbsp;protocol\tnetwork tools\n\
                    c!d\tBasic\tOps::Net\tWhat is a port?\tA number\t\n";
        let drafts = read(text).drafts;
        assert_eq!((drafts[0].prompt.as_str(), drafts[0].answer.as_str()), ("What is SSH?", "A secure shell protocol"));
        assert_eq!((drafts[0].topic.as_str(), drafts[0].line), ("network", 7));
        assert_eq!((drafts[1].prompt.as_str(), drafts[1].topic.as_str()), ("What is a port?", "Ops Net"));
    }

    #[test]
    fn cards_are_read_as_those_of_a_package() {
        let text = "#separator:tab\n#html:true\n\"<img src=\"\"a.png\"\">\"\tA cat\n{{c1::UDP}} is {{c2::quick::speed}}\t\n\
                    Why?[sound:a.mp3]\tSo\n";
        let reading = read(text);
        let prompts: Vec<_> = reading.drafts.iter().map(|d| (d.prompt.as_str(), d.answer.as_str())).collect();
        assert_eq!(prompts, [("Complete this: ... is ...", "UDP is quick"), ("Why?", "So")]);
        assert_eq!(reading.left_out.iter().map(|l| (l.reason, l.line)).collect::<Vec<_>>(), [(Reason::NoText, 3)]);
    }

    #[test]
    fn plain_text_keeps_its_signs() {
        let drafts = read("#separator:comma\n#html:false\n#columns:Back,Front\n\"a < b & c\",Why?\n").drafts;
        assert_eq!((drafts[0].prompt.as_str(), drafts[0].answer.as_str()), ("Why?", "a < b & c"));
        assert!(
            from_anki_text("#separator:nonsense\n", ReadOptions::default())
                .unwrap_err()
                .to_string()
                .starts_with("line 1")
        );
    }
}
