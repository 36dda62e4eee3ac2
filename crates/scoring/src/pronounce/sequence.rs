//! Words said one after the other, as fluent speech says them: some sounds are swallowed, nasals follow their neighbours.

use super::{params, phone::Phone};

/// One word as it sounds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SpokenWord {
    phones: Vec<Phone>,
    gaps: Vec<u8>,
    /// The first phone as it is written: the last phone of the word before follows it.
    first: Option<Phone>,
}

impl SpokenWord {
    /// The word with these phones.
    #[must_use]
    pub fn new(mut phones: Vec<Phone>) -> Self {
        let gaps = (0..phones.len()).map(|at| gap(&phones, at)).collect();
        let first = phones.first().copied();
        for at in 1..phones.len() {
            phones[at - 1] = before(phones[at - 1], phones[at]);
        }
        Self { phones, gaps, first }
    }
}

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
    pub fn push(&mut self, word: &SpokenWord) {
        if let (Some(last), Some(first)) = (self.phones.last_mut(), word.first) {
            *last = before(*last, first);
        }
        self.phones.extend_from_slice(&word.phones);
        self.gaps.extend_from_slice(&word.gaps);
        self.word_ends.push(self.phones.len());
    }

    /// Where the phones of a word stand.
    #[must_use]
    pub fn word(&self, at: usize) -> std::ops::Range<usize> {
        at.checked_sub(1).map_or(0, |before| self.word_ends[before])..self.word_ends[at]
    }
}

/// What a phone becomes before another one: "in Putin" is "im Putin".
fn before(phone: Phone, next: Phone) -> Phone {
    let nasal = match (phone.name(), next.name()) {
        ("N", "P" | "B" | "M") => "M",
        ("N", "K" | "G") => "NG",
        _ => return phone,
    };
    Phone::from_name(nasal).unwrap_or(phone)
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

    /// The words said one after the other.
    fn said(words: [&str; 2]) -> PhoneSequence {
        let mut said = PhoneSequence::default();
        for word in words {
            said.push(&SpokenWord::new(phones(word)));
        }
        said
    }

    fn names(said: &PhoneSequence) -> String {
        said.phones.iter().map(|p| p.name()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn nasals_follow_their_neighbours_across_words() {
        let in_putin = said(["IH N", "P UW T IH N"]);
        assert_eq!(names(&in_putin), "IH M P UW T IH N");
        assert_eq!((in_putin.word(0), in_putin.word(1), in_putin.gaps.len()), (0..2, 2..7, 7));
    }

    #[test]
    fn the_last_sound_of_a_word_follows_the_next_word_as_it_is_written() {
        // The first sound becomes an M only because of the P behind it.
        assert_eq!(names(&said(["IH N", "N P IY"])), "IH N M P IY");
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
