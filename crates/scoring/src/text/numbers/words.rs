//! Words for numbers, for their scales, and for parts and places in a row.

use crate::text::token::Token;

/// The words for 0..=19.
pub(crate) const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
/// The words for 20, 30 and so on to 90.
pub(crate) const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// 0..=19 and the tens.
pub(super) fn small(word: &str) -> Option<u64> {
    if !word.is_ascii() || word.len() < 3 || word.len() > 9 {
        return None;
    }
    let unit = UNITS.iter().position(|u| *u == word);
    unit.or_else(|| TENS.iter().position(|t| *t == word).map(|t| 10 * (t + 2))).map(|value| value as u64)
}

/// What a number is multiplied by: "thousand", "lakh", "crore".
pub(super) fn scale(word: &str) -> Option<u64> {
    match word {
        "hundred" => Some(100),
        "thousand" => Some(1_000),
        "lakh" | "lakhs" | "lac" | "lacs" => Some(100_000),
        "million" => Some(1_000_000),
        "crore" | "crores" => Some(10_000_000),
        "billion" => Some(1_000_000_000),
        "trillion" => Some(1_000_000_000_000),
        _ => None,
    }
}

/// The same where it follows digits or decimals only: "250 k", "five grand", "two dozen".
pub(super) fn scale_after_number(word: &str) -> Option<u64> {
    match word {
        "k" | "grand" => Some(1_000),
        "mn" | "mln" | "mio" => Some(1_000_000),
        "bn" => Some(1_000_000_000),
        "cr" => Some(10_000_000),
        "dozen" => Some(12),
        _ => scale(word),
    }
}

/// "third", "tenth", "twentieth": the place in a row. "First" and "second" are too: "second" is told from the unit by what precedes it.
pub(super) fn ordinal(word: &str) -> Option<u64> {
    let irregular = match word {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fifth" => 5,
        "eighth" => 8,
        "ninth" => 9,
        "twelfth" => 12,
        "hundredth" => 100,
        "thousandth" => 1_000,
        "millionth" => 1_000_000,
        _ => 0,
    };
    if irregular > 0 {
        return Some(irregular);
    }
    match word.strip_suffix("ieth") {
        Some(tens) => small(&format!("{tens}y")),
        None => small(word.strip_suffix("th")?).filter(|n| *n > 3),
    }
}

/// How a place in a row is written: the first three in words, because "the second" is said a hundred times for each "the 2nd".
pub(super) fn written_ordinal(number: u64) -> String {
    match (number, number % 100, number % 10) {
        (1, ..) => "first".to_owned(),
        (2, ..) => "second".to_owned(),
        (3, ..) => "third".to_owned(),
        (_, 11..=13, _) => format!("{number}th"),
        (.., 1) => format!("{number}st"),
        (.., 2) => format!("{number}nd"),
        (.., 3) => format!("{number}rd"),
        _ => format!("{number}th"),
    }
}

/// What a whole is divided into: "thirds" are 3. Seconds are no halves.
pub(super) fn denominator(word: &str) -> Option<u64> {
    match word {
        "half" | "halves" => Some(2),
        "quarter" | "quarters" | "fourths" => Some(4),
        _ => ordinal(word.strip_suffix('s').unwrap_or(word)).filter(|n| (3..=10).contains(n)),
    }
}

/// A part of a whole as it is written here.
pub(super) fn written_part(parts: u64, of: u64) -> String {
    if (parts, of) == (1, 2) { "half".to_owned() } else { format!("{parts}/{of}") }
}

/// Whether a token may belong to a number.
pub(super) fn is_part_of_one(token: &Token) -> bool {
    let word = token.text.as_str();
    word.starts_with(|c: char| c.is_ascii_digit() || super::measures::currency_of_sign(c).is_some())
        || small(word).is_some()
        || scale(word).is_some()
        || ordinal(word).is_some()
        || matches!(word, "half" | "quarter" | "dozen")
        || word.ends_with("fold")
}
