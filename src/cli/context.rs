//! What a command works with: the home, the banks, the colours, and where its output goes.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
};

use super::{
    args::global::Global,
    failure::Failure,
    output::{print_plainly, say},
};
use crate::app::{Banks, Settings};
use outloud_core::bank::{Bank, Question};
use outloud_scoring::Scorer;
use outloud_store::{
    StoreError,
    banks::{self, StoredBank},
    home::Home,
    sessions::SessionStore,
};

/// The resolved surroundings of one run.
#[derive(Debug)]
pub struct Context {
    /// The global arguments as typed.
    pub global: Global,
    /// Where everything lives.
    pub home: Home,
}

impl Context {
    /// Resolves the global arguments; touches no file but to find the home.
    #[must_use]
    pub fn new(global: Global) -> Self {
        if global.no_color {
            owo_colors::set_override(false);
        }
        let current_dir = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        let home = Home::resolve(global.home.as_deref(), &current_dir);
        let context = Self { global, home };
        // Settings that cannot be read are reported where they are needed.
        if context.in_lines().unwrap_or(context.global.plain) {
            print_plainly();
        }
        context
    }

    /// Whether this run prints lines instead of drawing on the full screen: because it was asked to, because the settings say so,
    /// or because the terminal can do nothing else.
    ///
    /// # Errors
    /// If the settings cannot be read.
    pub fn in_lines(&self) -> Result<bool, Failure> {
        let dumb = cfg!(unix) && is_terminal() && std::env::var("TERM").map_or(true, |t| t.is_empty() || t == "dumb");
        if self.global.plain || dumb {
            return Ok(true);
        }
        Settings::load(&self.home).map(|settings| settings.plain).map_err(|e| Failure::new(e.to_string()))
    }

    /// Names the keys of the settings that nothing reads. Settings that cannot be read at all fail where they are needed.
    pub fn warn_of_unknown_settings(&self) {
        for sentence in Settings::load(&self.home).unwrap_or_default().unknown {
            say(&format!("in '{}': {sentence}", self.home.settings_file().display()));
        }
    }

    /// The sessions of the home.
    #[must_use]
    pub fn sessions(&self) -> SessionStore {
        SessionStore::new(&self.home)
    }

    /// Every bank; with `wanted`, only those: ids of known banks, files or folders.
    ///
    /// # Errors
    /// For malformed or unknown banks.
    pub fn banks(&self, wanted: &[String]) -> Result<Vec<StoredBank>, Failure> {
        chosen(banks::load_all(&self.home, &paths_and_ids(wanted).0)?, wanted)
    }

    /// The same banks and a scorer. It knows the words of every bank, whichever are wanted, as that of the interviews does: an
    /// answer earns the same everywhere.
    ///
    /// # Errors
    /// For malformed or unknown banks.
    pub fn banks_and_scorer(&self, wanted: &[String]) -> Result<(Vec<StoredBank>, Scorer), Failure> {
        let all = banks::load_all(&self.home, &paths_and_ids(wanted).0)?;
        let scorer = Scorer::new(all.iter().map(|b| &b.bank));
        Ok((chosen(all, wanted)?, scorer))
    }

    /// Every bank whatever is wanted, for a scorer: read when it is needed, with the files and folders among `wanted`.
    #[must_use]
    pub fn every_bank(&self, wanted: &[String]) -> Banks {
        Banks::of_home(&self.home, paths_and_ids(wanted).0)
    }
}

/// Whether there is a terminal to draw on and to read keys from.
#[must_use]
pub fn is_terminal() -> bool {
    std::io::stdout().is_terminal() && std::io::stdin().is_terminal()
}

/// Those of `all` that are wanted; all of them if none is named.
fn chosen(mut all: Vec<StoredBank>, wanted: &[String]) -> Result<Vec<StoredBank>, Failure> {
    if wanted.is_empty() {
        return Ok(all);
    }
    let (paths, ids) = paths_and_ids(wanted);
    if let Some(unknown) = ids.iter().find(|id| !all.iter().any(|b| b.bank.id == **id)) {
        let known = all.iter().map(|b| b.bank.id.as_str()).collect::<Vec<_>>().join(", ");
        return Err(StoreError::UnknownBank { wanted: unknown.clone(), known }.into());
    }
    let from_paths = |b: &StoredBank| paths.iter().any(|p| Path::new(&b.origin).starts_with(p));
    all.retain(|b| ids.contains(&b.bank.id) || from_paths(b));
    Ok(all)
}

/// The files and folders among what was asked for, and the banks' ids.
fn paths_and_ids(wanted: &[String]) -> (Vec<PathBuf>, Vec<String>) {
    let looks_like_path = |w: &String| Path::new(w).exists() || w.ends_with(".json") || w.contains('/');
    let (paths, ids): (Vec<String>, Vec<String>) = wanted.iter().cloned().partition(looks_like_path);
    (paths.into_iter().map(PathBuf::from).collect(), ids)
}

/// The question with this id, and its bank.
///
/// # Errors
/// If there is none, with the nearest ids.
pub fn find_question<'a>(banks: &'a [StoredBank], id: &str) -> Result<(&'a Bank, &'a Question), Failure> {
    let found = banks.iter().find_map(|b| b.bank.question(id).map(|q| (&b.bank, q)));
    found.ok_or_else(|| {
        let nearest = nearest_ids(banks, id);
        let hint = if nearest.is_empty() { String::new() } else { format!(" Did you mean {}?", nearest.join(" or ")) };
        Failure::new(format!("there is no question '{id}'.{hint} `outloud bank show BANK` lists the ids"))
    })
}

fn nearest_ids(banks: &[StoredBank], id: &str) -> Vec<String> {
    let mut near: Vec<(f64, &str)> = banks
        .iter()
        .flat_map(|b| &b.bank.questions)
        .map(|q| (strsim::jaro_winkler(id, &q.id), q.id.as_str()))
        .filter(|(similarity, _)| *similarity > 0.8)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.into_iter().take(3).map(|(_, id)| format!("'{id}'")).collect()
}
