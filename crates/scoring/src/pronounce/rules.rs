//! Pronunciation by rule: letter names, number names, and spelling to sound for words that CMUdict does not have.

use super::phone::Phone;
use crate::text::numbers::{TENS, UNITS};

/// Spelling to sound, longest first within a letter; `#` in the pattern is a word boundary (first or last place).
const RULES: &[(&str, &str)] = &[
    ("tion#", "SH AH N"),
    ("sion#", "ZH AH N"),
    ("cious", "SH AH S"),
    ("tious", "SH AH S"),
    ("ture#", "CH ER"),
    ("ough", "AO"),
    ("augh", "AO"),
    ("eigh", "EY"),
    ("able#", "AH B AH L"),
    ("ible#", "AH B AH L"),
    ("sch", "S K"),
    ("tch", "CH"),
    ("dge", "JH"),
    ("igh", "AY"),
    ("eau", "OW"),
    ("air", "EH R"),
    ("ear", "IH R"),
    ("eer", "IH R"),
    ("our", "AO R"),
    ("oor", "AO R"),
    ("ing#", "IH NG"),
    ("#kn", "N"),
    ("#wr", "R"),
    ("#ps", "S"),
    ("#x", "Z"),
    ("#rh", "R"),
    ("ss", "S"),
    ("zz", "Z"),
    ("ll", "L"),
    ("ff", "F"),
    ("bb", "B"),
    ("dd", "D"),
    ("gg", "G"),
    ("mm", "M"),
    ("nn", "N"),
    ("pp", "P"),
    ("rr", "R"),
    ("tt", "T"),
    ("ck", "K"),
    ("cc", "K"),
    ("ch", "CH"),
    ("sh", "SH"),
    ("th", "TH"),
    ("ph", "F"),
    ("wh", "W"),
    ("gh", "G"),
    ("qu", "K W"),
    ("ng", "NG"),
    ("nk", "NG K"),
    ("ce", "S EH"),
    ("ci", "S IH"),
    ("cy", "S IY"),
    ("ge#", "JH"),
    ("gi", "JH IH"),
    ("gy", "JH IY"),
    ("ce#", "S"),
    ("se#", "Z"),
    ("es#", "Z"),
    ("ed#", "D"),
    ("le#", "AH L"),
    ("re#", "ER"),
    ("er", "ER"),
    ("ir", "ER"),
    ("ur", "ER"),
    ("ar", "AA R"),
    ("or", "AO R"),
    ("ai", "EY"),
    ("ay", "EY"),
    ("au", "AO"),
    ("aw", "AO"),
    ("ea", "IY"),
    ("ee", "IY"),
    ("ei", "IY"),
    ("ey", "IY"),
    ("eu", "UW"),
    ("ew", "UW"),
    ("ie", "IY"),
    ("oa", "OW"),
    ("oe", "OW"),
    ("oi", "OY"),
    ("oo", "UW"),
    ("ou", "AW"),
    ("ow", "OW"),
    ("oy", "OY"),
    ("ue#", "UW"),
    ("ui", "UW"),
    ("x", "K S"),
    ("a#", "AH"),
    ("e#", ""),
    ("i#", "IY"),
    ("o#", "OW"),
    ("y#", "IY"),
    ("#y", "Y"),
    ("a", "AE"),
    ("b", "B"),
    ("c", "K"),
    ("d", "D"),
    ("e", "EH"),
    ("f", "F"),
    ("g", "G"),
    ("h", "HH"),
    ("i", "IH"),
    ("j", "JH"),
    ("k", "K"),
    ("l", "L"),
    ("m", "M"),
    ("n", "N"),
    ("o", "AA"),
    ("p", "P"),
    ("q", "K"),
    ("r", "R"),
    ("s", "S"),
    ("t", "T"),
    ("u", "AH"),
    ("v", "V"),
    ("w", "W"),
    ("y", "IH"),
    ("z", "Z"),
];

const LETTER_NAMES: [&str; 26] = [
    "EY",
    "B IY",
    "S IY",
    "D IY",
    "IY",
    "EH F",
    "JH IY",
    "EY CH",
    "AY",
    "JH EY",
    "K EY",
    "EH L",
    "EH M",
    "EH N",
    "OW",
    "P IY",
    "K Y UW",
    "AA R",
    "EH S",
    "T IY",
    "Y UW",
    "V IY",
    "D AH B AH L Y UW",
    "EH K S",
    "W AY",
    "Z IY",
];

/// The phones of a word by spelling. Letters that no rule knows are silent.
pub(super) fn phones(word: &str) -> Vec<Phone> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < word.len() {
        let rest = &word[at..];
        let rule = RULES.iter().find(|(pattern, _)| fits(pattern, rest, at == 0));
        match rule {
            Some((pattern, said)) => {
                push(said, &mut out);
                at += pattern.trim_matches('#').len();
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    out
}

fn fits(pattern: &str, rest: &str, at_start: bool) -> bool {
    let letters = pattern.trim_matches('#');
    rest.starts_with(letters)
        && (!pattern.starts_with('#') || at_start)
        && (!pattern.ends_with('#') || rest.len() == letters.len())
}

/// The names of the letters of a word: "aws" is "ay double-you ess".
pub(super) fn letter_names(word: &str) -> Vec<Phone> {
    let mut out = Vec::new();
    for byte in word.bytes().filter(u8::is_ascii_lowercase) {
        push(LETTER_NAMES[usize::from(byte - b'a')], &mut out);
    }
    out
}

fn push(said: &str, out: &mut Vec<Phone>) {
    out.extend(said.split_ascii_whitespace().filter_map(Phone::from_name));
}

/// How a row of digits is read out: "137" as "one hundred thirty seven", codes with a zero inside digit by digit.
pub(super) fn number_names(digits: &str) -> Vec<&'static str> {
    let digit = |digit: usize| if digit == 0 { "oh" } else { UNITS[digit] };
    let value: usize = digits.parse().unwrap_or(usize::MAX);
    match value {
        0..=19 => vec![UNITS[value]],
        20..=99 if value.is_multiple_of(10) => vec![TENS[value / 10 - 2]],
        20..=99 => vec![TENS[value / 10 - 2], UNITS[value % 10]],
        100..=999 if value.is_multiple_of(100) => vec![UNITS[value / 100], "hundred"],
        100..=999 if value % 100 >= 10 => {
            let mut names = vec![UNITS[value / 100], "hundred"];
            names.extend(number_names(&digits[digits.len() - 2..]));
            names
        }
        1_000..=9_999 if value.is_multiple_of(1_000) => vec![UNITS[value / 1_000], "thousand"],
        1_000..=9_999 if !value.is_multiple_of(100) => {
            let (first, second) = digits.split_at(digits.len() - 2);
            number_names(first).into_iter().chain(number_names(second)).collect()
        }
        _ => digits.bytes().take(12).map(|b| digit(usize::from(b.saturating_sub(b'0').min(9)))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_gives_sounds() {
        let said = |word: &str| phones(word).iter().map(|p| p.name()).collect::<Vec<_>>().join(" ");
        assert_eq!(said("grafana"), "G R AE F AE N AH");
        assert_eq!(said("kubernetes"), "K AH B ER N EH T Z");
        assert_eq!(said("knative"), "N AE T IH V");
        assert_eq!(said("日本"), "");
    }

    #[test]
    fn numbers_are_read_out() {
        let cases = [
            ("0", "zero"),
            ("7", "seven"),
            ("95", "ninety five"),
            ("502", "five oh two"),
            ("137", "one hundred thirty seven"),
            ("500", "five hundred"),
            ("8080", "eighty eighty"),
            ("1000", "one thousand"),
            ("99999999999999999999999", "nine nine nine nine nine nine nine nine nine nine nine nine"),
        ];
        for (digits, want) in cases {
            assert_eq!(number_names(digits).join(" "), want, "{digits}");
        }
    }
}
