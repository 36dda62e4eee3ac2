//! What a column of a table, a field of a card or a key of JSON holds, by the names that people give it.

/// What it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotesColumn {
    Prompt,
    Answer,
    Context,
    Hint,
    Topic,
    Level,
    Kind,
    /// A number, an id, a date: nothing to learn.
    Ignored,
}

/// Names that mean this and nothing else.
const NAMES: &[(&str, NotesColumn)] = &[
    ("question", NotesColumn::Prompt),
    ("questions", NotesColumn::Prompt),
    ("prompt", NotesColumn::Prompt),
    ("front", NotesColumn::Prompt),
    ("q", NotesColumn::Prompt),
    ("text", NotesColumn::Prompt),
    ("answer", NotesColumn::Answer),
    ("answers", NotesColumn::Answer),
    ("back", NotesColumn::Answer),
    ("definition", NotesColumn::Answer),
    ("definitions", NotesColumn::Answer),
    ("meaning", NotesColumn::Answer),
    ("explanation", NotesColumn::Answer),
    ("solution", NotesColumn::Answer),
    ("response", NotesColumn::Answer),
    ("description", NotesColumn::Answer),
    ("extra", NotesColumn::Answer),
    ("a", NotesColumn::Answer),
    ("context", NotesColumn::Context),
    ("situation", NotesColumn::Context),
    ("code", NotesColumn::Context),
    ("options", NotesColumn::Context),
    ("hint", NotesColumn::Hint),
    ("hints", NotesColumn::Hint),
    ("topic", NotesColumn::Topic),
    ("topics", NotesColumn::Topic),
    ("tag", NotesColumn::Topic),
    ("tags", NotesColumn::Topic),
    ("category", NotesColumn::Topic),
    ("categories", NotesColumn::Topic),
    ("subject", NotesColumn::Topic),
    ("section", NotesColumn::Topic),
    ("chapter", NotesColumn::Topic),
    ("deck", NotesColumn::Topic),
    ("area", NotesColumn::Topic),
    ("level", NotesColumn::Level),
    ("difficulty", NotesColumn::Level),
    ("seniority", NotesColumn::Level),
    ("kind", NotesColumn::Kind),
    ("no", NotesColumn::Ignored),
    ("nr", NotesColumn::Ignored),
    ("num", NotesColumn::Ignored),
    ("number", NotesColumn::Ignored),
    ("id", NotesColumn::Ignored),
    ("guid", NotesColumn::Ignored),
    ("index", NotesColumn::Ignored),
    ("sno", NotesColumn::Ignored),
    ("", NotesColumn::Ignored),
];

/// Names that mean the question only beside an answer: a column "Name" can hold anything.
const WEAK_PROMPTS: &[&str] =
    &["term", "terms", "name", "word", "title", "concept", "item", "expression", "task", "problem"];

/// What a column or field of this name holds.
pub(super) fn column(name: &str) -> Option<NotesColumn> {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let known = |word: &str| NAMES.iter().find(|(known, _)| *known == word).map(|(_, column)| *column);
    match words.as_slice() {
        [] => Some(NotesColumn::Ignored),
        // "S.No", "Q1".
        [_] | [_, "no"] if known(&words.concat()).is_some() => known(&words.concat()),
        [word] => WEAK_PROMPTS.contains(word).then_some(NotesColumn::Prompt),
        // "Model answer", "Question text": the last word that is known; "Question no" is a number.
        _ if words.len() <= 3 => words.iter().rev().find_map(|word| known(word)),
        _ => None,
    }
}

/// Whether a name means the question without an answer beside it.
fn is_strong(name: &str) -> bool {
    column(name) == Some(NotesColumn::Prompt) && !WEAK_PROMPTS.contains(&name.trim().to_lowercase().as_str())
}

/// The columns of a row of headings; none if the row is none. The question may have a name that is not known, if there is an answer.
pub(super) fn headings(row: &[&str]) -> Option<Vec<Option<NotesColumn>>> {
    let is_name = |cell: &&str| cell.split_whitespace().count() <= 4 && !cell.contains('?');
    if !row.iter().all(is_name) {
        return None;
    }
    let mut columns: Vec<Option<NotesColumn>> = row.iter().map(|name| column(name)).collect();
    let answered = columns.contains(&Some(NotesColumn::Answer));
    if columns.contains(&Some(NotesColumn::Prompt)) {
        return (answered || row.iter().any(|name| is_strong(name))).then_some(columns);
    }
    let free = columns.iter_mut().find(|c| c.is_none()).filter(|_| answered && row.len() > 1)?;
    *free = Some(NotesColumn::Prompt);
    Some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use NotesColumn::{Answer, Hint, Ignored, Prompt, Topic};

    #[test]
    fn headings_are_known_by_their_meaning() {
        type Case<'a> = (&'a [&'a str], Option<Vec<Option<NotesColumn>>>);
        let cases: [Case<'_>; 9] = [
            (
                &["No", "Questions", "Answers", "Category"],
                Some(vec![Some(Ignored), Some(Prompt), Some(Answer), Some(Topic)]),
            ),
            (&["Term", "Definition"], Some(vec![Some(Prompt), Some(Answer)])),
            (&["Name", "Answer", "Status"], Some(vec![Some(Prompt), Some(Answer), None])),
            (&["Interview Question", "Model answer", "Hint"], Some(vec![Some(Prompt), Some(Answer), Some(Hint)])),
            (&["Frage", "Answer"], Some(vec![Some(Prompt), Some(Answer)])),
            (&["S.No", "Question"], Some(vec![Some(Ignored), Some(Prompt)])),
            (&["Name", "Age"], None),
            (&["What is a name?", "Answer"], None),
            (&["DNS", "Names to addresses"], None),
        ];
        for (row, columns) in cases {
            assert_eq!(headings(row), columns, "{row:?}");
        }
    }
}
