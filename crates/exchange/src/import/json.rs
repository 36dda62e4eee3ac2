//! Questions in JSON that is no bank: a list of objects whose keys say what they hold, or an object of questions and answers.

use serde_json::{Map, Value};

use super::{
    Draft, ImportError, LeftOut, ReadOptions, Reading, Reason,
    columns::{NotesColumn, column},
};

/// The questions in a JSON text.
///
/// # Errors
/// [`ImportError`] with the line if it is no JSON, or holds no questions.
pub fn from_json(text: &str, options: ReadOptions) -> Result<Reading, ImportError> {
    let value: Value =
        serde_json::from_str(text).map_err(|e| ImportError { line: e.line().max(1), problem: e.to_string() })?;
    let mut reading = Reading::default();
    for (n, row) in rows(&value).into_iter().enumerate() {
        let draft = draft(row, n + 1, &mut reading.left_out);
        reading.add(draft, options);
    }
    if let (true, Value::Object(pairs)) = (reading.drafts.is_empty(), &value) {
        for (n, (prompt, answer)) in pairs.iter().enumerate() {
            let Value::String(answer) = answer else { continue };
            let draft = Draft { prompt: prompt.clone(), answer: answer.clone(), line: n + 1, ..Draft::default() };
            reading.add(draft, options);
        }
    }
    if reading.drafts.is_empty() {
        let problem =
            "nothing here looks like a question. Write a list of objects with \"question\" and \"answer\"".to_owned();
        return Err(ImportError { line: 1, problem });
    }
    Ok(reading)
}

/// The objects of the list, or of the lists in the outermost object.
fn rows(value: &Value) -> Vec<&Map<String, Value>> {
    match value {
        Value::Array(items) => items.iter().filter_map(Value::as_object).collect(),
        Value::Object(fields) => {
            fields.values().filter_map(Value::as_array).flatten().filter_map(Value::as_object).collect()
        }
        _ => Vec::new(),
    }
}

fn draft(row: &Map<String, Value>, line: usize, left_out: &mut Vec<LeftOut>) -> Draft {
    let mut draft = Draft { line, ..Draft::default() };
    for (key, value) in row {
        let text = match value {
            Value::String(text) => text.trim().to_owned(),
            Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        let known = column(key).filter(|c| *c != NotesColumn::Hint || !text.is_empty());
        let taken = text.is_empty() || known.is_some_and(|column| draft.fill(column, &text));
        if !taken && !left_out.iter().any(|l| l.reason == Reason::Column && l.is_named(key)) {
            left_out.push(LeftOut::new(Reason::Column, key, line));
        }
    }
    draft
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_say_what_they_hold() {
        let text =
            r#"{"title": "x", "cards": [{"front": "Why?", "back": ["So", "thus"], "owner": "me"}, {"front": ""}]}"#;
        let reading = from_json(text, ReadOptions::default()).unwrap();
        assert_eq!((reading.drafts[0].prompt.as_str(), reading.drafts[0].answer.as_str()), ("Why?", "So\nthus"));
        assert_eq!(reading.left_out.iter().map(|l| l.reason).collect::<Vec<_>>(), [Reason::Column, Reason::NoText]);
        let pairs = from_json(r#"{"Why?": "So", "How?": "Thus"}"#, ReadOptions::default()).unwrap();
        assert_eq!(pairs.drafts.len(), 2);
        assert!(from_json("[1, 2]", ReadOptions::default()).is_err());
        assert_eq!(from_json("{\n", ReadOptions::default()).unwrap_err().line, 2);
    }
}
