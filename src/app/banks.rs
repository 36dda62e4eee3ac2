//! The banks of a run. They are read lazily: screens are drawn before the banks are read.

use std::{
    path::PathBuf,
    sync::{Arc, LazyLock},
};

use outloud_core::bank::Bank;
use outloud_store::{banks, home::Home};

/// Every bank. They are read once, on the thread that first asks for them; other threads that ask meanwhile wait.
#[derive(Clone)]
pub struct Banks(Arc<LazyLock<Read, Box<dyn FnOnce() -> Read + Send>>>);

struct Read {
    banks: Vec<Bank>,
    problem: Option<String>,
}

impl Banks {
    /// Banks that are read already.
    #[must_use]
    pub fn of(banks: Vec<Bank>) -> Self {
        Self::reading(|| Read { banks, problem: None })
    }

    /// The banks of a home and of `extra` files or folders; nothing is read yet. If one of them is malformed, those inside
    /// the program are all there is.
    #[must_use]
    pub fn of_home(home: &Home, extra: Vec<PathBuf>) -> Self {
        let home = home.clone();
        Self::reading(move || {
            let all = banks::load_all(&home, &extra);
            let problem = all.as_ref().err().map(|e| format!("only the banks inside outloud are there: {e}"));
            let stored = all.or_else(|_| banks::built_in()).unwrap_or_default();
            Read { banks: stored.into_iter().map(|b| b.bank).collect(), problem }
        })
    }

    fn reading(read: impl FnOnce() -> Read + Send + 'static) -> Self {
        Self(Arc::new(LazyLock::new(Box::new(read))))
    }

    /// All of them; waits until they are read.
    #[must_use]
    pub fn all(&self) -> &[Bank] {
        &self.0.banks
    }

    /// Why some of them are missing, if they are; waits likewise.
    #[must_use]
    pub fn problem(&self) -> Option<&str> {
        self.0.problem.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_malformed_bank_is_told_and_those_inside_the_program_stay() {
        let root = tempfile::tempdir().unwrap();
        let home = Home::at(root.path());
        let whole = Banks::of_home(&home, Vec::new());
        assert!(whole.problem().is_none() && whole.all().iter().any(|b| b.id == "devops-core"));
        std::fs::create_dir(home.questions_dir()).unwrap();
        std::fs::write(home.questions_dir().join("mine.json"), "{").unwrap();
        let broken = Banks::of_home(&home, Vec::new());
        assert_eq!(broken.all().len(), whole.all().len());
        assert!(broken.problem().unwrap().contains("mine.json: at the top"), "{:?}", broken.problem());
    }
}
