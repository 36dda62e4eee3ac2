//! Questions in rows: any delimiter, with or without headings, as spreadsheets, Notion and Quizlet export them.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::{
    Draft, ImportError, LeftOut, ReadOptions, Reading, Reason,
    columns::{NotesColumn, headings},
};

/// The delimiters that are looked for.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How many rows tell which it is.
const LOOKED_AT: usize = 200;

/// The questions in a table. Without headings that are known, the first column is the question, the second the answer.
/// `preferred`: the delimiter if several do as well.
///
/// # Errors
/// [`ImportError`] if there is no question in it.
pub fn from_table(text: &str, preferred: u8, options: ReadOptions) -> Result<Reading, ImportError> {
    let (named, body) = named_delimiter(text);
    let delimiter = named.or_else(|| best(body, preferred)).unwrap_or(preferred);
    let above = usize::from(named.is_some());
    let records = records(body, delimiter, usize::MAX).map_err(|e| ImportError { line: e.0 + above, problem: e.1 })?;
    let mut reading = Reading::default();
    let first: Vec<&str> = records.first().map(|(_, row)| row.iter().collect()).unwrap_or_default();
    let headed = headings(&first);
    if let (Some(columns), Some((line, _))) = (&headed, records.first()) {
        for (name, _) in first.iter().zip(columns).filter(|(_, column)| column.is_none()) {
            reading.left_out.push(LeftOut::new(Reason::Column, name, line + above));
        }
    }
    let columns = headed.clone().unwrap_or_else(|| places(&records));
    let continues = headed.is_none() && delimiter == b'\t' && records.iter().any(|(_, row)| row.len() > 1);
    let mut rows: Vec<Draft> = Vec::new();
    for (line, row) in records.iter().skip(usize::from(headed.is_some())) {
        let line = line + above;
        if row.iter().all(str::is_empty) {
            reading.left_out.push(LeftOut::new(Reason::EmptyRow, &format!("row {line}"), line));
        } else if let Some(last) = rows.last_mut().filter(|_| continues && row.len() == 1) {
            // Quizlet puts line breaks into definitions without quotes.
            last.answer = format!("{}\n{}", last.answer, &row[0]);
        } else {
            rows.push(draft(row, &columns, line, &mut reading.left_out));
        }
    }
    for row in rows {
        reading.add(row, options);
    }
    if reading.drafts.is_empty() {
        let problem =
            "nothing here looks like a question. The first column is the question, the second the answer".to_owned();
        return Err(ImportError { line: 1, problem });
    }
    Ok(reading)
}

/// The delimiter that most rows agree on; none if the text is no table.
pub(super) fn delimiter(text: &str) -> Option<u8> {
    let (named, body) = named_delimiter(text);
    named.or_else(|| best(body, b','))
}

/// Spreadsheets say `sep=;` in a line of its own.
fn named_delimiter(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim().strip_prefix("sep=").map(str::as_bytes) {
        Some(&[delimiter]) if delimiter.is_ascii() => (Some(delimiter), rest),
        Some(b"\\t") => (Some(b'\t'), rest),
        _ => (None, text),
    }
}

/// The delimiter that gives headings, else the one by which most rows have the same number of columns, at least two.
fn best(text: &str, preferred: u8) -> Option<u8> {
    // A tab stands in prose more rarely than any of the others.
    let mut candidates = vec![b'\t'];
    candidates.extend([preferred].into_iter().chain(DELIMITERS));
    let mut best: Option<(usize, u8)> = None;
    for delimiter in candidates {
        let Ok(rows) = records(text, delimiter, LOOKED_AT) else { continue };
        let Some((_, first)) = rows.first() else { continue };
        if first.len() > 1 && headings(&first.iter().collect::<Vec<_>>()).is_some() {
            return Some(delimiter);
        }
        let mut counts: Vec<usize> = rows.iter().map(|(_, row)| row.len()).filter(|len| *len > 1).collect();
        counts.sort_unstable();
        let agree = counts.chunk_by(|a, b| a == b).map(<[usize]>::len).max().unwrap_or(0);
        // Punctuation inside prose gives rows of all lengths.
        if agree * 2 >= rows.len() && best.is_none_or(|(most, _)| agree > most) {
            best = Some((agree, delimiter));
        }
    }
    best.map(|(_, delimiter)| delimiter)
}

/// The rows, each with the line it begins in; or the line of what is malformed, and what to do.
fn records(text: &str, delimiter: u8, most: usize) -> Result<Vec<(usize, StringRecord)>, (usize, String)> {
    let read = |quoting: bool| {
        let mut reader = ReaderBuilder::new();
        let reader = reader.delimiter(delimiter).has_headers(false).flexible(true).trim(Trim::All).quoting(quoting);
        reader.from_reader(text.as_bytes()).into_records().take(most).collect::<Result<Vec<_>, _>>()
    };
    let problem = |e: csv::Error| {
        let line = e.position().map_or(1, |p| p.line() as usize);
        (line, format!("{e}. Put quotes around fields that contain quotes or line breaks"))
    };
    let mut rows = read(true).map_err(problem)?;
    // A quote that nothing closes swallows the rows below it.
    let odd = text.matches('"').count() % 2 == 1;
    let swallowed = |field: &str| delimiter == b'\t' && field.contains('\t') && (odd || field.contains('\n'));
    if rows.iter().any(|row| row.iter().any(swallowed)) {
        rows = read(false).map_err(problem)?;
    }
    Ok(rows.into_iter().map(|row| (row.position().map_or(1, |p| p.line() as usize), row)).collect())
}

/// Without headings: question, answer, hint, behind a column of numbers.
fn places(records: &[(usize, StringRecord)]) -> Vec<Option<NotesColumn>> {
    let filled = || records.iter().filter(|(_, row)| row.len() > 2 && !row[0].is_empty());
    let is_number = |cell: &str| cell.trim_end_matches(['.', ')']).parse::<u32>().is_ok();
    let numbered = filled().count() > 0 && filled().all(|(_, row)| is_number(&row[0]));
    let mut columns = if numbered { vec![Some(NotesColumn::Ignored)] } else { Vec::new() };
    columns.extend([Some(NotesColumn::Prompt), Some(NotesColumn::Answer), Some(NotesColumn::Hint)]);
    columns
}

fn draft(row: &StringRecord, columns: &[Option<NotesColumn>], line: usize, left_out: &mut Vec<LeftOut>) -> Draft {
    let mut draft = Draft { line, ..Draft::default() };
    for (field, column) in row.iter().zip(columns).filter(|(field, _)| !field.is_empty()) {
        if let Some(column) = column
            && !draft.fill(*column, field)
        {
            let name = format!("'{field}'");
            if !left_out.iter().any(|l| l.reason == Reason::Column && l.is_named(&name)) {
                left_out.push(LeftOut::new(Reason::Column, &name, line));
            }
        }
    }
    draft
}

impl Draft {
    /// Puts a field where it belongs; false if it is no level or kind although its column holds those.
    pub(super) fn fill(&mut self, column: NotesColumn, field: &str) -> bool {
        let lower = field.trim().to_lowercase();
        match column {
            NotesColumn::Prompt if self.prompt.is_empty() => field.clone_into(&mut self.prompt),
            // A second question column goes with the question; further answers go with the answer.
            NotesColumn::Prompt | NotesColumn::Context => join(&mut self.context, field),
            NotesColumn::Answer => join(&mut self.answer, field),
            NotesColumn::Hint => {
                self.hints.extend(field.split('|').map(|h| h.trim().to_owned()).filter(|h| !h.is_empty()));
            }
            NotesColumn::Topic if self.topic.is_empty() => field.clone_into(&mut self.topic),
            NotesColumn::Level => {
                self.level = match lower.as_str() {
                    "easy" | "junior" | "beginner" | "basic" | "low" | "1" => "entry",
                    "medium" | "intermediate" | "regular" | "2" => "mid",
                    "hard" | "difficult" | "advanced" | "expert" | "high" | "3" => "senior",
                    other => other,
                }
                .parse()
                .ok();
                return self.level.is_some();
            }
            NotesColumn::Kind => {
                self.kind = lower.parse().ok();
                return self.kind.is_some();
            }
            NotesColumn::Topic | NotesColumn::Ignored => {}
        }
        true
    }
}

fn join(to: &mut String, text: &str) {
    if !to.is_empty() {
        to.push('\n');
    }
    to.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Reading {
        from_table(text, b',', ReadOptions::default()).unwrap()
    }

    fn sides(text: &str) -> Vec<(String, String)> {
        read(text).drafts.into_iter().map(|d| (d.prompt, d.answer)).collect()
    }

    #[test]
    fn headings_say_what_a_column_holds() {
        let text =
            "topic,Question,Answer,Hints,level,Owner\ngit,\"What is\na branch?\",A line of work,one|two,Easy,me\n";
        let reading = read(text);
        let draft = &reading.drafts[0];
        assert_eq!((draft.prompt.as_str(), draft.answer.as_str()), ("What is\na branch?", "A line of work"));
        let level = Some(outloud_core::bank::Level::Entry);
        assert_eq!((draft.hints.len(), draft.level, draft.topic.as_str()), (2, level, "git"));
        assert_eq!(reading.left_out, [LeftOut::new(Reason::Column, "Owner", 1)]);
    }

    #[test]
    fn the_delimiter_is_found() {
        let expected = vec![("Why, and how?".to_owned(), "So; so".to_owned())];
        assert_eq!(sides("Term;Definition\nWhy, and how?;\"So; so\"\n"), expected);
        assert_eq!(sides("sep=|\nWhy, and how?|So; so\n"), expected);
        assert_eq!(sides("Why, and how?\tSo; so\n"), expected);
        assert_eq!(sides("Front|Back\nWhy, and how?|So; so\n"), expected);
    }

    #[test]
    fn numbers_are_no_questions_and_empty_rows_are_counted() {
        let reading = read("1,Why?,So\n2,How?,Thus\n,,\n");
        assert_eq!(reading.drafts.iter().map(|d| d.prompt.as_str()).collect::<Vec<_>>(), ["Why?", "How?"]);
        assert_eq!(reading.left_out.iter().map(|l| (l.reason, l.line)).collect::<Vec<_>>(), [(Reason::EmptyRow, 3)]);
    }

    #[test]
    fn definitions_of_quizlet_go_on_in_the_next_line() {
        let expected = [("Pod".to_owned(), "Smallest\nunit".to_owned()), ("DNS".to_owned(), "Names".to_owned())];
        assert_eq!(sides("Pod\tSmallest\nunit\nDNS\tNames\n"), expected);
    }

    #[test]
    fn quotes_inside_fields_are_text() {
        let expected = [("What is a \"pod\"?".to_owned(), "Old".to_owned()), ("\"Why?".to_owned(), "So".to_owned())];
        assert_eq!(sides("What is a \"pod\"?\tOld\n\"Why?\tSo\n"), expected);
    }

    #[test]
    fn what_is_not_understood_is_left_out_by_name() {
        let reading = read("question,answer,level\nWhy?,So,boss\n,nothing,\nPod,,\n");
        assert_eq!((reading.drafts.len(), reading.drafts[0].level), (1, None));
        let left: Vec<_> = reading.left_out.iter().map(|l| (l.reason, l.name.as_str(), l.line)).collect();
        let expected = [(Reason::Column, "'boss'", 2), (Reason::NoText, "nothing", 3), (Reason::Unanswered, "Pod", 4)];
        assert_eq!(left, expected);
        let kept = from_table("question\nPod\n", b',', ReadOptions { keep_unanswered: true, layout: None }).unwrap();
        assert_eq!(kept.drafts[0].prompt, "Pod");
        assert!(
            from_table(",\n", b',', ReadOptions::default()).unwrap_err().to_string().contains("looks like a question")
        );
    }
}
