//! Technical terms and the ways people say or write them: one table, `technical.tsv`, made to be extended.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::text::{Token, tokens_of};

const TABLE: &str = include_str!("technical.tsv");

/// A way to write a term, by stems, and the other ways of its line.
struct Entry {
    stems: Vec<String>,
    others: Vec<&'static str>,
}

/// Other ways to say or write the term that `words` begin with: how many of the words it covers, and each way as text.
/// The longest term wins.
#[must_use]
pub fn spoken_forms(words: &[Token]) -> Option<(usize, &'static [&'static str])> {
    static ENTRIES: OnceLock<HashMap<String, Vec<Entry>>> = OnceLock::new();
    let entries = ENTRIES.get_or_init(entries).get(&words.first()?.stem)?;
    let fits = |e: &&Entry| e.stems.len() <= words.len() && e.stems.iter().zip(words).all(|(a, b)| *a == b.stem);
    entries.iter().filter(fits).max_by_key(|e| e.stems.len()).map(|e| (e.stems.len(), e.others.as_slice()))
}

/// The table keyed by the first stem of each way to write a term. Letters read out one by one are no way to write it.
fn entries() -> HashMap<String, Vec<Entry>> {
    let mut entries: HashMap<String, Vec<Entry>> = HashMap::new();
    for ways in lines() {
        for (at, way) in ways.iter().enumerate() {
            let spelt = way.split(' ').any(|word| word.len() == 1);
            let stems: Vec<String> = tokens_of(way).into_iter().map(|t| t.stem).collect();
            if let Some(first) = stems.first().filter(|_| at == 0 || !spelt).cloned() {
                let others = ways.iter().copied().filter(|other| other != way);
                let known = entries.entry(first).or_default();
                match known.iter_mut().find(|e| e.stems == stems) {
                    Some(entry) => entry.others.extend(others),
                    None => known.push(Entry { stems, others: others.collect() }),
                }
            }
        }
    }
    entries
}

/// Each line's ways, the written one first.
fn lines() -> impl Iterator<Item = Vec<&'static str>> {
    TABLE.lines().filter(|l| !l.starts_with('#')).filter_map(|line| {
        let (written, spoken) = line.split_once('\t')?;
        Some(std::iter::once(written).chain(spoken.split(';')).map(str::trim).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = std::collections::HashSet::new();
        for line in TABLE.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
            let (written, spoken) = line.split_once('\t').unwrap_or_else(|| panic!("no tab in '{line}'"));
            assert!(seen.insert(written), "'{written}' stands twice");
            assert!(!spoken.split(';').any(|s| s.trim().is_empty()), "an empty way in '{line}'");
            let normal: Vec<_> = tokens_of(written).into_iter().map(|t| t.text).collect();
            assert_eq!(normal.join(" "), written, "'{written}' is not in normalised form");
        }
        assert!(seen.len() > 100);
    }

    #[test]
    fn terms_and_full_forms_lead_to_each_other() {
        let (length, ways) = spoken_forms(&tokens_of("kubectl describe")).expect("kubectl");
        assert!(length == 1 && ways.contains(&"kube control"));
        let (length, ways) = spoken_forms(&tokens_of("virtual machines")).expect("virtual machine");
        assert!(length == 2 && ways.contains(&"vm"));
        assert!(spoken_forms(&tokens_of("banana")).is_none());
    }
}
