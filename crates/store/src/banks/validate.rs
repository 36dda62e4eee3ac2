//! What would break later in a bank: a malformed id, an empty prompt, a pattern that cannot be read. `bank check` says more.

use super::super::BankError;
use outloud_core::bank::{BANK_SCHEMA, Bank};

/// No bank has more questions: all of ours together have not a tenth of it, and each is compared with each.
pub const MAX_QUESTIONS: usize = 5_000;

/// The first of its problems, with file, JSON path and remedy.
pub(super) fn validate(file: &str, bank: &Bank) -> Result<(), BankError> {
    let bad = |path: String, problem: String, remedy: &str| Err(BankError::new(file, path, problem, remedy));
    if !(1..=BANK_SCHEMA).contains(&bank.schema) {
        let problem = format!("schema {} is not known, this outloud reads 1 to {BANK_SCHEMA}", bank.schema);
        return bad("schema".into(), problem, "Set it to 2, or update outloud");
    }
    if !is_id(&bank.id) {
        return bad("id".into(), format!("'{}' is no id", bank.id), ID_RULE);
    }
    if bank.questions.is_empty() {
        return bad("questions".into(), "the bank has no question".into(), "Add one");
    }
    if bank.questions.len() > MAX_QUESTIONS {
        let problem = format!("{} questions are more than a bank holds, {MAX_QUESTIONS}", bank.questions.len());
        return bad("questions".into(), problem, "Split the bank");
    }
    let mut seen = std::collections::HashMap::new();
    for (i, question) in bank.questions.iter().enumerate() {
        let at = |field: &str| format!("questions[{i}].{field}");
        if !is_id(&question.id) {
            return bad(at("id"), format!("'{}' is no id", question.id), ID_RULE);
        }
        if let Some(first) = seen.insert(question.id.as_str(), i) {
            let problem = format!("the id '{}' stands at questions[{first}] already", question.id);
            return bad(at("id"), problem, "Give each question an id of its own; history hangs on it");
        }
        if question.prompt.trim().is_empty() {
            return bad(at("prompt"), "the prompt is empty".into(), "Write the question as an interviewer says it");
        }
        if let Some(k) = question.keywords.iter().position(|k| !(1..=3).contains(&k.weight)) {
            let problem = format!("weight {} is out of range", question.keywords[k].weight);
            return bad(at(&format!("keywords[{k}].weight")), problem, "Use 1 (nice) to 3 (the heart of the answer)");
        }
        if let Some(k) = question.keywords.iter().position(|k| k.term.trim().is_empty()) {
            return bad(
                at(&format!("keywords[{k}].term")),
                "the term is empty".into(),
                "Write the term, or remove the keyword",
            );
        }
        if let Some(p) = question.points.iter().position(|p| p.says.is_empty()) {
            let problem = format!("nothing can meet '{}': it has no pattern", question.points[p].point);
            return bad(at(&format!("points[{p}]")), problem, "List patterns in `says`");
        }
        if question.answer_time_s == 0 {
            return bad(at("answer_time_s"), "no time to answer".into(), "Give it 30 to 300 seconds");
        }
    }
    match bank.pattern_problem() {
        None => Ok(()),
        Some(p) => Err(BankError::new(
            file,
            p.path,
            format!("the pattern '{}' cannot be read, column {}: {}", p.pattern, p.error.column, p.error.problem),
            p.error.remedy,
        )),
    }
}

const ID_RULE: &str = "Use 1 to 80 lower-case letters, digits and hyphens: 'git-merge-vs-rebase'";

/// Whether this may be an id: it becomes part of file names, so nothing but letters, digits and hyphens.
#[must_use]
pub fn is_id(text: &str) -> bool {
    (1..=80).contains(&text.len())
        && !text.starts_with('-')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    fn error(json: &str) -> String {
        parse("b.json", json.as_bytes()).unwrap_err().to_string()
    }

    fn bank(question: &str) -> String {
        format!(r#"{{"schema":1,"id":"b","title":"B","questions":[{question}]}}"#)
    }

    #[test]
    fn a_bad_bank_is_named_with_place_and_remedy() {
        let q = r#"{"id":"q","kind":"technical","prompt":"Why?"}"#;
        let cases = [
            ("{", "at the top: EOF while parsing"),
            (r#"{"schema":3,"id":"b","title":"B","questions":[]}"#, "at schema: schema 3 is not known"),
            (r#"{"schema":1,"id":"../b","title":"B","questions":[]}"#, "at id: '../b' is no id"),
            (&bank(""), "at questions: the bank has no question"),
            (&bank(&vec![q; 5_001].join(",")), "at questions: 5001 questions are more than a bank holds, 5000"),
            (&bank(&format!("{q},{q}")), "at questions[1].id: the id 'q' stands at questions[0] already"),
            (&bank(r#"{"id":"q","kind":"quiz","prompt":"Why?"}"#), "at questions[0].kind: unknown variant `quiz`"),
            (&bank(r#"{"id":"q","kind":"technical","prompt":" "}"#), "at questions[0].prompt: the prompt is empty"),
            (
                &bank(r#"{"id":"q","kind":"technical","prompt":"Why?","keywords":[{"term":"x","weight":9}]}"#),
                "at questions[0].keywords[0].weight: weight 9 is out of range",
            ),
            (
                &bank(
                    r#"{"id":"q","kind":"technical","prompt":"Why?","rubric":[{"point":"You p","priority":"must"}]}"#,
                ),
                "at questions[0].points[0]: nothing can meet 'You p'",
            ),
            (
                &bank(
                    r#"{"id":"q","kind":"technical","prompt":"Why?","points":[{"point":"P","priority":"must","says":["a (b)"]}]}"#,
                ),
                "at questions[0].points[0].says[0]: the pattern 'a (b)' cannot be read, column 3: '(' cannot stand",
            ),
            (
                &bank(
                    r#"{"id":"q","kind":"technical","prompt":"Why?","points":[{"point":"P","priority":"must","says":["{foo}"]}]}"#,
                ),
                "at questions[0].points[0].says[0]: the pattern '{foo}' cannot be read, column 1: no term is called 'foo'",
            ),
            (
                &bank(r#"{"id":"q","kind":"technical","prompt":"Why?","keywords":[{"term":7}]}"#),
                "at questions[0].keywords[0].term: invalid type: integer `7`",
            ),
        ];
        for (json, expected) in cases {
            let message = error(json);
            assert!(message.contains(expected), "{json}\n  {message}\n  {expected}");
            assert!(message.starts_with("b.json: at "), "{message}");
        }
    }
}
