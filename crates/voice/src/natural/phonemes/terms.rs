//! Technical terms and how they are said: the table of this crate, then the one that the scorer hears by.

use std::{collections::HashMap, sync::LazyLock};

/// A term, a tab, how it is said: words, or phonemes between slashes.
const OWN: &str = include_str!("../../../data/terms.tsv");
/// The scorer's table: the same with several ways, the usual one first.
const SCORER: &str = include_str!("../../../../scoring/src/pronounce/technical.tsv");

/// The most words that a term has.
pub(crate) const LONGEST: usize = 3;

static TERMS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| lines(OWN).collect());
static SPELT: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| lines(SCORER).map(|(term, ways)| (term, ways.split(';').next().unwrap_or(ways).trim())).collect());

fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'))
}

/// How this crate's table says a term; a line that is written with capitals is meant with capitals only.
pub(crate) fn own(term: &str) -> Option<&'static str> {
    TERMS.get(term).or_else(|| TERMS.get(term.to_lowercase().as_str())).copied()
}

/// How the scorer's table hears a term first.
pub(crate) fn heard(term: &str) -> Option<&'static str> {
    SPELT.get(term.to_lowercase().as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = std::collections::HashSet::new();
        for line in OWN.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let (term, said) = line.split_once('\t').unwrap_or_else(|| panic!("no tab in '{line}'"));
            assert!(seen.insert(term), "'{term}' stands twice");
            assert!(term.split(' ').count() <= LONGEST, "'{term}' has too many words");
            assert_eq!(said.starts_with('/'), said.ends_with('/'), "'{line}'");
        }
    }

    #[test]
    fn capitals_matter_only_where_the_table_says_so() {
        assert_eq!(own("NGINX"), own("nginx"));
        assert!(own("IT").is_some() && own("it").is_none());
        assert_eq!(heard("kubectl"), Some("kube control"));
    }
}
