//! Banks from three places: inside the binary, the home's `questions/`, and files named on the command line. A bank in a
//! later place replaces one with the same id in an earlier one.

mod json;
mod validate;

use std::{
    collections::BTreeMap,
    fs,
    num::NonZero,
    path::{Path, PathBuf},
    sync::Mutex,
    thread,
};

use include_dir::{Dir, File, include_dir};

use super::{StoreError, files, home::Home};

pub use json::{BankJsonError, MAX_BANK_BYTES, StoredBank, UnreadField, parse, to_json};
pub use validate::{MAX_QUESTIONS, is_id};

pub(super) static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../questions");

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

#[cfg(test)]
mod tests {
    use super::*;

    fn bank(question: &str) -> String {
        format!(r#"{{"schema":1,"id":"b","title":"B","questions":[{question}]}}"#)
    }

    #[test]
    fn built_in_banks_are_well_formed() {
        assert!(built_in().unwrap().iter().any(|b| b.bank.id == "devops-core"));
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
