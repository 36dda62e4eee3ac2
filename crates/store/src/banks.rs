//! Banks from three places: inside the binary, the home's `questions/`, and files named on the command line. A bank in a
//! later place replaces one with the same id in an earlier one.

use std::{
    collections::BTreeMap,
    fs,
    num::NonZero,
    path::{Path, PathBuf},
    sync::Mutex,
    thread,
};

use include_dir::{Dir, File, include_dir};

use super::{BankError, StoreError, files, home::Home};
use outloud_core::bank::{BANK_SCHEMA, Bank};

pub(super) static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../questions");

/// The largest bank file that is read: the largest of ours has a few hundred kilobytes.
pub const MAX_BANK_BYTES: u64 = 16 * 1024 * 1024;

/// No bank has more questions: all of ours together have not a tenth of it, and each is compared with each.
pub const MAX_QUESTIONS: usize = 5_000;

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

/// The banks inside the binary, by id.
///
/// # Errors
/// [`StoreError::Bank`] if one is malformed (a test makes sure that none is).
pub fn built_in() -> Result<Vec<StoredBank>, StoreError> {
    read_each(&built_in_sources()).map(by_id)
}

/// Every bank there is: built in, the home's, and `extra` files or folders.
///
/// # Errors
/// [`StoreError::Bank`] for a malformed bank, [`StoreError::Io`] for a file that cannot be read.
pub fn load_all(home: &Home, extra: &[PathBuf]) -> Result<Vec<StoredBank>, StoreError> {
    let mut files = own_files(home)?;
    for path in extra {
        if path.is_dir() { files.extend(json_files(path)?) } else { files.push(path.clone()) }
    }
    let mut sources = built_in_sources();
    sources.extend(files.into_iter().map(Source::Named));
    read_each(&sources).map(by_id)
}

/// The banks that may hold one of these questions: quicker than all.
///
/// # Errors
/// As [`load_all`], but that a bank without these questions may be malformed.
pub fn load_with(home: &Home, questions: &[String]) -> Result<Vec<StoredBank>, StoreError> {
    let quoted: Vec<String> = questions.iter().map(|id| format!("\"{id}\"")).collect();
    let holds = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        quoted.iter().any(|id| text.contains(id))
    };
    let mut sources = built_in_sources();
    sources.retain(|s| matches!(s, Source::BuiltIn(file) if holds(file.contents())));
    // A bank of one's own hides the built-in one with its id, also if it has other questions.
    let mut hidden = Vec::new();
    for file in own_files(home)? {
        let bytes = bytes_of(&file)?;
        match holds(&bytes) {
            true => sources.push(Source::Named(file)),
            false => hidden.extend(serde_json::from_slice::<Head>(&bytes).map(|head| head.id)),
        }
    }
    let mut banks = by_id(read_each(&sources)?);
    banks.retain(|b| !hidden.contains(&b.bank.id));
    Ok(banks)
}

/// What is read of a bank whose questions are not wanted.
#[derive(serde::Deserialize)]
struct Head {
    id: String,
}

/// Where a bank is read from.
enum Source {
    BuiltIn(&'static File<'static>),
    Named(PathBuf),
}

impl Source {
    fn read(&self) -> Result<StoredBank, StoreError> {
        match self {
            Self::BuiltIn(file) => Ok(parse(&format!("built-in:{}", file.path().display()), file.contents())?),
            Self::Named(path) => load(path),
        }
    }
}

fn built_in_sources() -> Vec<Source> {
    let json = BUILT_IN.files().filter(|f| f.path().extension().is_some_and(|e| e == "json"));
    json.map(Source::BuiltIn).collect()
}

fn own_files(home: &Home) -> Result<Vec<PathBuf>, StoreError> {
    let own = home.questions_dir();
    if own.is_dir() { json_files(&own) } else { Ok(Vec::new()) }
}

/// The banks in the order of their sources, read on every processor. The last source goes
/// first, for one's own banks may be the longest.
fn read_each(sources: &[Source]) -> Result<Vec<StoredBank>, StoreError> {
    let waiting = Mutex::new(sources.iter().enumerate());
    let take = || waiting.lock().ok().and_then(|mut sources| sources.next_back());
    let work = || std::iter::from_fn(take).map(|(n, source)| (n, source.read())).collect::<Vec<_>>();
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(sources.len());
    let mut read = thread::scope(|scope| {
        // Without a thread the others do its part.
        let others: Vec<_> =
            (1..threads).filter_map(|_| thread::Builder::new().spawn_scoped(scope, work).ok()).collect();
        let mut read = work();
        for other in others {
            read.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        read
    });
    read.sort_by_key(|(n, _)| *n);
    read.into_iter().map(|(_, bank)| bank).collect()
}

/// Sorted by id; of those with the same id the last stays.
fn by_id(read: Vec<StoredBank>) -> Vec<StoredBank> {
    let banks: BTreeMap<String, StoredBank> = read.into_iter().map(|b| (b.bank.id.clone(), b)).collect();
    banks.into_values().collect()
}

/// One bank file.
///
/// # Errors
/// As [`load_all`].
pub fn load(file: &Path) -> Result<StoredBank, StoreError> {
    let bytes = bytes_of(file)?;
    let origin = file.display().to_string();
    Ok(parse(&origin, &bytes)?)
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

fn bytes_of(file: &Path) -> Result<Vec<u8>, StoreError> {
    files::read(file, MAX_BANK_BYTES).map_err(|e| StoreError::io("read the bank", file, e))
}

/// The `*.json` files of a folder, by name.
///
/// # Errors
/// [`StoreError::Io`] if the folder cannot be read.
pub fn json_files(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let io = |e| StoreError::io("read the folder", folder, e);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path.extension().is_some_and(|e| e == "json") && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
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

fn validate(file: &str, bank: &Bank) -> Result<(), BankError> {
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
    use super::*;

    fn error(json: &str) -> String {
        parse("b.json", json.as_bytes()).unwrap_err().to_string()
    }

    fn bank(question: &str) -> String {
        format!(r#"{{"schema":1,"id":"b","title":"B","questions":[{question}]}}"#)
    }

    #[test]
    fn built_in_banks_are_well_formed() {
        assert!(built_in().unwrap().iter().any(|b| b.bank.id == "devops-core"));
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

    #[test]
    fn fields_that_nothing_reads_are_listed_with_their_place() {
        let q = r#"{"id":"q","kind":"technical","prompt":"Why?","_note":"mine","hint":["x"],"keywords":[{"term":"t","wieght":2}]}"#;
        let stored = parse("b.json", bank(q).replace(r#""id":"b""#, r#""id":"b","author":"me""#).as_bytes()).unwrap();
        let unread: Vec<_> = stored.unread.iter().map(|u| (u.path.as_str(), u.question)).collect();
        assert_eq!(
            unread,
            [("author", None), ("questions[0].hint", Some(0)), ("questions[0].keywords[0].wieght", Some(0))]
        );
    }

    #[test]
    fn only_the_banks_that_may_hold_a_question_are_read() {
        let root = tempfile::tempdir().unwrap();
        let home = Home::at(root.path());
        let with = |id: &str| load_with(&home, &[id.to_owned()]).unwrap();
        let ids = |id: &str| with(id).into_iter().map(|b| b.bank.id).collect::<Vec<_>>();
        let holder = ids("docker-container-vs-vm");
        assert!(holder.contains(&"devops-core".to_owned()) && holder.len() < built_in().unwrap().len(), "{holder:?}");
        fs::create_dir(home.questions_dir()).unwrap();
        let mine = bank(r#"{"id":"my-parrot","kind":"technical","prompt":"Why?"}"#);
        fs::write(home.questions_dir().join("b.json"), &mine).unwrap();
        assert_eq!(ids("my-parrot"), ["b"]);
        assert_eq!(ids("docker-container-vs-vm"), holder);
        fs::write(home.questions_dir().join("c.json"), mine.replace(r#""id":"b""#, r#""id":"devops-core""#)).unwrap();
        assert!(!ids("docker-container-vs-vm").contains(&"devops-core".to_owned()), "one's own hides it");
    }

    #[test]
    fn a_bank_in_the_home_replaces_the_built_in_one() {
        let root = tempfile::tempdir().unwrap();
        let home = Home::at(root.path());
        fs::create_dir(home.questions_dir()).unwrap();
        let mine =
            bank(r#"{"id":"q","kind":"technical","prompt":"Why?"}"#).replace(r#""id":"b""#, r#""id":"devops-core""#);
        fs::write(home.questions_dir().join("devops-core.json"), mine).unwrap();
        let banks = load_all(&home, &[]).unwrap();
        let core: Vec<_> = banks.iter().filter(|b| b.bank.id == "devops-core").collect();
        assert_eq!((core.len(), core[0].bank.questions.len()), (1, 1));
    }
}
