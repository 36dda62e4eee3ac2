//! Questions in rows: CSV and TSV with or without headings, and Anki's text export.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::{Draft, ImportError, html::plain_text};
use outloud_core::bank::UnknownNameError;

/// What a column holds, by the headings people use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotesColumn {
    Prompt,
    Answer,
    Hint,
    Topic,
    Level,
    Kind,
}

const HEADINGS: &[(&str, NotesColumn)] = &[
    ("question", NotesColumn::Prompt),
    ("prompt", NotesColumn::Prompt),
    ("front", NotesColumn::Prompt),
    ("answer", NotesColumn::Answer),
    ("model_answer", NotesColumn::Answer),
    ("model answer", NotesColumn::Answer),
    ("back", NotesColumn::Answer),
    ("hint", NotesColumn::Hint),
    ("hints", NotesColumn::Hint),
    ("topic", NotesColumn::Topic),
    ("tags", NotesColumn::Topic),
    ("level", NotesColumn::Level),
    ("kind", NotesColumn::Kind),
];

/// The drafts in a table. Without a heading that is known, the first column is the question, the second the answer.
///
/// # Errors
/// [`ImportError`] with the line for a row that is malformed or has no question.
pub fn from_table(text: &str, delimiter: u8) -> Result<Vec<Draft>, ImportError> {
    read(text, delimiter, None, 0, &|field| field.to_owned())
}

/// The drafts in Anki's text export (`#separator:`, `#html:`, `#columns:`, `#tags column:` headers, then rows).
///
/// # Errors
/// As [`from_table`].
pub fn from_anki_text(text: &str) -> Result<Vec<Draft>, ImportError> {
    let mut delimiter = b'\t';
    let mut is_html = false;
    let mut columns: Option<Vec<(usize, NotesColumn)>> = None;
    let headers = text.lines().take_while(|line| line.starts_with('#')).count();
    for (number, line) in text.lines().take(headers).enumerate() {
        let Some((key, value)) = line[1..].split_once(':') else { continue };
        match key {
            "separator" => delimiter = separator(value, number + 1)?,
            "html" => is_html = value == "true",
            "columns" => {
                let names = value.split(char::from(delimiter)).enumerate();
                columns = Some(names.filter_map(|(i, name)| Some((i, column(name)?))).collect());
            }
            "tags column" => {
                let at = value.trim().parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                let known = columns.get_or_insert_with(|| vec![(0, NotesColumn::Prompt), (1, NotesColumn::Answer)]);
                known.extend(at.map(|i| (i, NotesColumn::Topic)));
            }
            _ => {}
        }
    }
    let body_at = text.split_inclusive('\n').take(headers).map(str::len).sum::<usize>();
    let clean = |field: &str| if is_html { plain_text(field) } else { field.to_owned() };
    let columns = columns.unwrap_or_else(|| vec![(0, NotesColumn::Prompt), (1, NotesColumn::Answer)]);
    read(&text[body_at..], delimiter, Some(columns), headers, &clean)
}

fn separator(name: &str, line: usize) -> Result<u8, ImportError> {
    match name.to_lowercase().as_str() {
        "tab" => Ok(b'\t'),
        "comma" => Ok(b','),
        "semicolon" => Ok(b';'),
        "pipe" => Ok(b'|'),
        "space" => Ok(b' '),
        "colon" => Ok(b':'),
        one if one.len() == 1 => Ok(one.as_bytes()[0]),
        _ => {
            Err(ImportError { line, problem: format!("'{name}' is no separator. Export from Anki with tab or comma") })
        }
    }
}

/// What a column or field of this name holds.
pub(super) fn column(heading: &str) -> Option<NotesColumn> {
    let heading = heading.trim().to_lowercase();
    HEADINGS.iter().find(|(name, _)| *name == heading).map(|(_, column)| *column)
}

fn read(
    text: &str,
    delimiter: u8,
    columns: Option<Vec<(usize, NotesColumn)>>,
    lines_above: usize,
    clean: &dyn Fn(&str) -> String,
) -> Result<Vec<Draft>, ImportError> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut columns = columns;
    let mut drafts = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| {
            let line = e.position().map_or(1, |p| p.line() as usize) + lines_above;
            ImportError { line, problem: format!("{e}. Put quotes around fields that contain quotes or line breaks") }
        })?;
        let line = record.position().map_or(1, |p| p.line() as usize) + lines_above;
        if let Some(known) = &columns {
            drafts.push(draft(&record, known, line, clean)?);
        } else {
            let named: Vec<_> = record.iter().enumerate().filter_map(|(i, name)| Some((i, column(name)?))).collect();
            let has_headings = named.iter().any(|(_, c)| *c == NotesColumn::Prompt);
            let first = if has_headings {
                named
            } else {
                vec![(0, NotesColumn::Prompt), (1, NotesColumn::Answer), (2, NotesColumn::Hint)]
            };
            if !has_headings {
                drafts.push(draft(&record, &first, line, clean)?);
            }
            columns = Some(first);
        }
    }
    if drafts.is_empty() {
        let problem = "no question found. The first column is the question, the second the answer".to_owned();
        return Err(ImportError { line: 1, problem });
    }
    Ok(drafts)
}

fn draft(
    record: &StringRecord,
    columns: &[(usize, NotesColumn)],
    line: usize,
    clean: &dyn Fn(&str) -> String,
) -> Result<Draft, ImportError> {
    let mut draft = Draft { line, ..Draft::default() };
    let unknown = |e: UnknownNameError| ImportError { line, problem: e.to_string() };
    for (at, column) in columns {
        let field = clean(record.get(*at).unwrap_or_default());
        match column {
            NotesColumn::Prompt => draft.prompt = field,
            NotesColumn::Answer => draft.answer = field,
            NotesColumn::Hint => {
                draft.hints.extend(field.split('|').map(|h| h.trim().to_owned()).filter(|h| !h.is_empty()));
            }
            NotesColumn::Topic => draft.topic = field,
            NotesColumn::Level if !field.is_empty() => {
                draft.level = Some(field.to_lowercase().parse().map_err(unknown)?);
            }
            NotesColumn::Kind if !field.is_empty() => draft.kind = Some(field.to_lowercase().parse().map_err(unknown)?),
            NotesColumn::Level | NotesColumn::Kind => {}
        }
    }
    if draft.prompt.is_empty() {
        let problem = "the row has no question. Fill it in, or remove the row".to_owned();
        return Err(ImportError { line, problem });
    }
    Ok(draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_by_the_names_people_use() {
        let text = "topic,Question,Answer,Hints,level\ngit,\"What is\na branch?\",A line of work,one|two,mid\n";
        let drafts = from_table(text, b',').unwrap();
        assert_eq!(drafts.len(), 1);
        assert_eq!((drafts[0].prompt.as_str(), drafts[0].answer.as_str()), ("What is\na branch?", "A line of work"));
        assert_eq!(
            (drafts[0].hints.len(), drafts[0].level, drafts[0].topic.as_str()),
            (2, Some(outloud_core::bank::Level::Mid), "git")
        );
    }

    #[test]
    fn without_headings_question_and_answer_come_first() {
        let drafts = from_table("What is DNS?\tNames to addresses.\n", b'\t').unwrap();
        assert_eq!((drafts[0].prompt.as_str(), drafts[0].answer.as_str()), ("What is DNS?", "Names to addresses."));
    }

    #[test]
    fn a_bad_row_is_named_with_its_line() {
        let error = from_table("question,level\nWhy?,boss\n", b',').unwrap_err().to_string();
        assert_eq!(error, "line 2: 'boss' is not one of entry, mid, senior");
        let error = from_table("question,answer\n,nothing\n", b',').unwrap_err().to_string();
        assert!(error.starts_with("line 2: the row has no question"), "{error}");
    }

    #[test]
    fn anki_text_with_its_headers() {
        let text =
            "#separator:tab\n#html:true\n#tags column:3\nWhat is <b>SSH</b>?\tA secure shell&nbsp;protocol\tnetwork\n";
        let drafts = from_anki_text(text).unwrap();
        assert_eq!((drafts[0].prompt.as_str(), drafts[0].answer.as_str()), ("What is SSH?", "A secure shell protocol"));
        assert_eq!((drafts[0].topic.as_str(), drafts[0].line), ("network", 4));
    }
}
