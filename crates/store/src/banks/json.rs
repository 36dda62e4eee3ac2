//! A bank as a file: JSON in, JSON out, and the fields that nothing reads.

use super::{super::BankError, validate::validate};
use outloud_core::bank::Bank;

/// The largest bank file that is read: the largest of ours has a few hundred kilobytes.
pub const MAX_BANK_BYTES: u64 = 16 * 1024 * 1024;

/// A bank and where it came from.
#[derive(Debug, Clone)]
pub struct StoredBank {
    /// The file, or `built-in:<id>.json`.
    pub origin: String,
    /// Its content.
    pub bank: Bank,
    /// The fields in the file that nothing reads: misspelt, or in the wrong place.
    pub unread: Vec<UnreadField>,
}

/// A field of a bank file that nothing reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadField {
    /// Its JSON path: `questions[3].hint`.
    pub path: String,
    /// The question it stands in, counted from 0; none: outside the questions.
    pub question: Option<usize>,
}

/// Reads a bank and refuses what would break later: a foreign schema, a malformed or repeated id, an empty prompt, a
/// weight out of range, a rubric point that nothing can meet. `bank check` says more. Fields whose name begins with `_` are
/// comments; other unknown ones are passed over and listed.
///
/// # Errors
/// A [`BankError`] that names the file, the JSON path and the remedy.
pub fn parse(file: &str, bytes: &[u8]) -> Result<StoredBank, BankError> {
    let remedy = "`outloud bank new` shows what a bank looks like";
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let mut unread = Vec::new();
    let mut note = |path: serde_ignored::Path<'_>| unread.extend(unread_field(&path));
    let noting = serde_ignored::Deserializer::new(&mut json, &mut note);
    let mut bank: Bank = serde_path_to_error::deserialize(noting).map_err(|e| {
        let place = e.path().to_string();
        let place = if matches!(place.as_str(), "." | "?") { "the top".to_owned() } else { place };
        BankError::new(file, place, e.inner().to_string(), remedy)
    })?;
    json.end().map_err(|e| BankError::new(file, "the end", e.to_string(), "One bank a file"))?;
    validate(file, &bank)?;
    bank.share_terms();
    Ok(StoredBank { origin: file.to_owned(), bank, unread })
}

/// The field at `path`, unless it is a comment.
fn unread_field(path: &serde_ignored::Path<'_>) -> Option<UnreadField> {
    use serde_ignored::Path::{Map, Seq};
    let mut question = None;
    let written = match path {
        Map { key, .. } if key.starts_with('_') => return None,
        // It is for editors.
        Map { key, parent: serde_ignored::Path::Root } if key == "$schema" => return None,
        _ => json_path(path),
    };
    let mut at = path;
    while let Map { parent, .. } | Seq { parent, .. } = at {
        if let (Seq { index, .. }, Map { key, parent: serde_ignored::Path::Root }) = (at, parent) {
            question = (key == "questions").then_some(*index);
        }
        at = parent;
    }
    Some(UnreadField { path: written, question })
}

/// The path as every other message writes it: `questions[3].keywords[0].term`.
fn json_path(path: &serde_ignored::Path<'_>) -> String {
    use serde_ignored::Path as P;
    match path {
        P::Root => String::new(),
        P::Seq { parent, index } => format!("{}[{index}]", json_path(parent)),
        P::Map { parent: P::Root, key } => key.clone(),
        P::Map { parent, key } => format!("{}.{key}", json_path(parent)),
        P::Some { parent } | P::NewtypeStruct { parent } | P::NewtypeVariant { parent } => json_path(parent),
    }
}

/// A bank as its file holds it.
///
/// # Errors
/// A [`BankJsonError`] if the file would be larger than any that is read.
pub fn to_json(bank: &Bank) -> Result<Vec<u8>, BankJsonError> {
    let mut json = serde_json::to_vec_pretty(bank)?;
    json.push(b'\n');
    match json.len() as u64 > MAX_BANK_BYTES {
        true => Err(BankJsonError::TooLarge),
        false => Ok(json),
    }
}

/// Why a bank cannot be a file.
#[derive(Debug, thiserror::Error)]
pub enum BankJsonError {
    /// No bank of that size is read.
    #[error("the bank would have more than {} MB. Split the notes", MAX_BANK_BYTES >> 20)]
    TooLarge,
    /// It has no JSON form.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_nothing_reads_are_listed_with_their_place() {
        let q = r#"{"id":"q","kind":"technical","prompt":"Why?","_note":"mine","hint":["x"],"keywords":[{"term":"t","wieght":2}]}"#;
        let stored = parse(
            "b.json",
            format!(r#"{{"schema":1,"id":"b","title":"B","questions":[{q}]}}"#)
                .replace(r#""id":"b""#, r#""id":"b","author":"me""#)
                .as_bytes(),
        )
        .unwrap();
        let unread: Vec<_> = stored.unread.iter().map(|u| (u.path.as_str(), u.question)).collect();
        assert_eq!(
            unread,
            [("author", None), ("questions[0].hint", Some(0)), ("questions[0].keywords[0].wieght", Some(0))]
        );
    }
}
