//! Words said one after the other, as fluent speech says them: some sounds are swallowed, nasals follow their neighbours.

use super::{params, phone::Phone};

/// Words said one after the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PhoneSequence {
    /// The phones of all the words.
    pub phones: Vec<Phone>,
    /// What adding or losing each of them costs, in hundredths.
    pub gaps: Vec<u8>,
    /// Where each word ends in `phones`.
    pub word_ends: Vec<usize>,
}

impl PhoneSequence {
    /// Says one more word.
    pub fn push(&mut self, word: &[Phone]) {
        self.gaps.extend((0..word.len()).map(|at| gap(word, at)));
        for &phone in word {
            if let Some(last) = self.phones.last_mut().filter(|p| p.name() == "N") {
                *last = Phone::from_name(before(phone)).unwrap_or(*last);
            }
            self.phones.push(phone);
        }
        self.word_ends.push(self.phones.len());
    }

    /// Where the phones of a word stand.
    #[must_use]
    pub fn word(&self, at: usize) -> std::ops::Range<usize> {
        at.checked_sub(1).map_or(0, |before| self.word_ends[before])..self.word_ends[at]
    }
}

/// What an n becomes before another phone: "in Putin" is "im Putin".
fn before(next: Phone) -> &'static str {
    match next.name() {
        "P" | "B" | "M" => "M",
        "K" | "G" => "NG",
        _ => "N",
    }
}

/// What it costs to add or lose a phone of a word: little for the h of "high", the last t of "potent", the r of "port".
fn gap(word: &[Phone], at: usize) -> u8 {
    let vowel = |at: Option<usize>| at.and_then(|at| word.get(at)).is_some_and(|p| p.is_vowel());
    let (after_vowel, before_vowel) = (vowel(at.checked_sub(1)), vowel(Some(at + 1)));
    let last = at + 1 == word.len();
    match word[at].name() {
        "HH" if at == 0 => params::LOSE_FIRST_H,
        "Y" if at > 0 && !after_vowel => params::LOSE_Y_AFTER_CONSONANT,
        "T" | "D" if last && at > 0 && !after_vowel => params::LOSE_FINAL_STOP,
        "T" | "D" if after_vowel && before_vowel => params::LOSE_FLAP,
        "R" if after_vowel && !before_vowel => params::LOSE_R_AFTER_VOWEL,
        _ if at == 0 && word.len() > 1 && word[0].is_vowel() => params::LOSE_FIRST_VOWEL,
        "AH" | "IH" => params::LOSE_REDUCED_VOWEL,
        "HH" | "Y" | "W" => params::LOSE_WEAK,
        "T" | "D" | "R" | "L" | "ER" => params::LOSE_MIDDLING,
        _ if word[at].is_vowel() => params::LOSE_VOWEL,
        _ => params::LOSE_CONSONANT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phones(names: &str) -> Vec<Phone> {
        names.split(' ').filter_map(Phone::from_name).collect()
    }

    #[test]
    fn nasals_follow_their_neighbours_across_words() {
        let mut said = PhoneSequence::default();
        said.push(&phones("IH N"));
        said.push(&phones("P UW T IH N"));
        assert_eq!(said.phones.iter().map(|p| p.name()).collect::<Vec<_>>().join(" "), "IH M P UW T IH N");
        assert_eq!((said.word(0), said.word(1), said.gaps.len()), (0..2, 2..7, 7));
    }

    #[test]
    fn what_is_easily_swallowed_costs_less() {
        let last = |names: &str| phones(names).len() - 1;
        let cost = |names: &str, at: usize| gap(&phones(names), at);
        assert!(cost("HH AY", 0) < cost("S AY", 0));
        assert!(cost("P OW T AH N T", last("P OW T AH N T")) < cost("P OW T AH N T", 2));
        assert!(cost("P AO R T", 2) < cost("R AO P", 0));
    }
}
