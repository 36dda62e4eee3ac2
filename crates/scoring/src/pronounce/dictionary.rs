//! CMUdict, packed by `script/cmudict.py` and searched in place: no start-up cost, no copy.

use super::{params::HALF_OF_COMPOUND, phone::Phone};

const DICTIONARY: &str = include_str!("../../data/cmudict.txt");

/// The pronunciations of a lower-case word, the commoner first.
pub(super) fn lookup(word: &str) -> Option<Vec<Vec<Phone>>> {
    if word.is_empty() || word.bytes().any(|b| !b.is_ascii_lowercase()) {
        return None;
    }
    let line = line_of(word)?;
    Some(line.split(' ').skip(1).map(|said| said.bytes().filter_map(Phone::from_letter).collect()).collect())
}

/// The pronunciation of a word made of two dictionary words of three letters and more: "autoscaling", "failover".
pub(super) fn compound(word: &str) -> Option<Vec<Phone>> {
    if !word.is_ascii() || word.len() <= 2 * HALF_OF_COMPOUND {
        return None;
    }
    let split = (HALF_OF_COMPOUND..=word.len() - HALF_OF_COMPOUND)
        .rev()
        .find_map(|at| Some((lookup(&word[..at])?, lookup(&word[at..])?)));
    split.map(|(mut first, mut second)| {
        let mut said = first.swap_remove(0);
        said.append(&mut second.swap_remove(0));
        said
    })
}

/// Binary search over bytes, snapped to whole lines.
fn line_of(word: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, DICTIONARY.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        let start = DICTIONARY[..middle].rfind('\n').map_or(0, |at| at + 1);
        let end = DICTIONARY[start..].find('\n').map_or(DICTIONARY.len(), |at| start + at);
        let line = &DICTIONARY[start..end];
        let here = line.split(' ').next().unwrap_or_default();
        match here.cmp(word) {
            std::cmp::Ordering::Equal => return Some(line),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_and_has_phones() {
        let mut before = "";
        for (number, line) in DICTIONARY.lines().enumerate() {
            let (word, said) = line.split_once(' ').expect("a word and its phones");
            assert!(before < word, "sorted: {word}");
            assert!(said.bytes().all(|b| b == b' ' || Phone::from_letter(b).is_some()), "{line}");
            if number % 97 == 0 {
                assert!(lookup(word).is_some(), "{word}");
            }
            before = word;
        }
        assert!(
            lookup("kubectl").is_none() && lookup("").is_none() && lookup("é").is_none() && lookup("zzzzzz").is_none()
        );
    }
}
