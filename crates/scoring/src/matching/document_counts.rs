//! How many documents use each stem.

use std::collections::HashMap;

use crate::hash;

/// Documents, and how many of them use each stem.
#[derive(Debug, Clone, Default)]
pub(crate) struct DocumentCounts {
    documents: usize,
    with: HashMap<String, usize>,
}

impl DocumentCounts {
    /// Counts over documents, each given as the set of its stems.
    pub fn of<S: IntoIterator<Item = String>>(documents: impl IntoIterator<Item = S>) -> Self {
        let mut counts = Self::default();
        for stems in documents {
            counts.documents += 1;
            for stem in stems {
                *counts.with.entry(stem).or_default() += 1;
            }
        }
        counts
    }

    /// How many documents there are.
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// How many documents use the stem.
    pub fn with(&self, stem: &str) -> usize {
        self.with.get(stem).copied().unwrap_or(0)
    }

    /// Inverse document frequency, above 0: ln(1 + documents / documents with the stem), as if each stem stood in one more.
    pub fn idf(&self, stem: &str) -> f64 {
        (1.0 + (self.documents as f64 + 1.0) / (self.with(stem) as f64 + 1.0)).ln()
    }

    /// A hash of all of it; the order of the documents does not matter.
    pub fn fingerprint(&self) -> u64 {
        self.with.iter().map(|entry| hash::of_json(&entry)).fold(self.documents as u64, u64::wrapping_add)
    }
}
