//! What a pure function of a word gave before, shared by all threads: banks and answers use the same words again and again.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{PoisonError, RwLock},
};

/// A table of results. Full, it keeps what it has and works out the rest each time.
#[derive(Debug)]
pub(crate) struct Memo<K, V> {
    known: RwLock<HashMap<K, V>>,
    most: usize,
}

impl<K: Hash + Eq, V: Clone> Memo<K, V> {
    /// A table of at most `most` results.
    pub fn new(most: usize) -> Self {
        Self { known: RwLock::new(HashMap::new()), most }
    }

    /// What `make` gives, which must always be the same for one key.
    pub fn get_or<Q>(&self, key: &Q, make: impl FnOnce() -> V) -> V
    where
        K: std::borrow::Borrow<Q>,
        Q: Hash + Eq + ToOwned<Owned = K> + ?Sized,
    {
        if let Some(value) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            return value.clone();
        }
        let value = make();
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < self.most {
            known.insert(key.to_owned(), value.clone());
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_worked_out_once_and_a_full_table_grows_no_more() {
        let (memo, mut made) = (Memo::<String, usize>::new(2), Vec::new());
        for word in ["pod", "node", "pod", "cluster", "cluster", "node"] {
            let length = memo.get_or(word, || {
                made.push(word);
                word.len()
            });
            assert_eq!(length, word.len());
        }
        assert_eq!(made, ["pod", "node", "cluster", "cluster"]);
        assert_eq!(memo.known.read().map(|known| known.len()).ok(), Some(2));
    }
}
