//! Terms that every bank may use in its patterns as `{name}`: everyday claims in the words in which people make them.
//! `crates/core/data/terms.txt` holds them; a bank's own term of the same name takes precedence.

use std::{collections::BTreeMap, sync::LazyLock};

static BUILT_IN: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("../data/terms.txt").lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(|l| l.split_once(": ")).map(|(name, ways)| (name, ways.split('|').collect())).collect()
});

/// The alternatives of a built-in term, each in the notation of [`crate::pattern`].
#[must_use]
pub fn built_in(name: &str) -> Option<&'static [&'static str]> {
    BUILT_IN.get(name).map(Vec::as_slice)
}

/// The names of all built-in terms, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.keys().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::Pattern;

    #[test]
    fn every_built_in_term_is_a_pattern_of_its_own() {
        assert!(names().count() >= 90);
        for name in names() {
            for way in built_in(name).unwrap() {
                assert!(Pattern::parse(way).is_ok(), "{name}: {way}");
                assert!(!way.contains('{'), "{name}: {way}");
            }
        }
    }
}
