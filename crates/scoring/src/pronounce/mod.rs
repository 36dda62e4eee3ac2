//! How words sound: CMUdict, a table of technical terms, letter names, and rules for everything else.
//!
//! A pronunciation is a row of phones without stress. Terms may have several; the matcher tries each.

mod dictionary;
mod params;
mod phone;
mod rules;
mod sequence;
mod technical;

pub use phone::{Phone, PhoneCosts};
pub use sequence::{PhoneSequence, SpokenWord};
pub use technical::spoken_forms;

use std::sync::{Arc, LazyLock};

use super::{memo::Memo, text::Token};

/// How a word may sound.
#[derive(Debug, Clone)]
pub struct Pronunciations {
    /// The likeliest first; never none.
    pub ways: Vec<SpokenWord>,
    /// Whether CMUdict has it: then the recogniser may well have meant it.
    pub in_dictionary: bool,
}

/// The pronunciations of one word.
#[must_use]
pub fn of(token: &Token) -> Arc<Pronunciations> {
    static KNOWN: LazyLock<[Memo<String, Arc<Pronunciations>>; 2]> =
        LazyLock::new(|| [params::REMEMBERED, params::REMEMBERED_CAPITALS].map(Memo::new));
    KNOWN[usize::from(token.capitals)].get_or(&token.text, || {
        let ways = ways(token).into_iter().map(SpokenWord::new).collect();
        Arc::new(Pronunciations { ways, in_dictionary: dictionary::lookup(&token.text).is_some() })
    })
}

/// The pronunciations of several words said one after the other, at most three, never none.
#[must_use]
pub fn phones_of_all(tokens: &[Token]) -> Vec<PhoneSequence> {
    let mut all = vec![PhoneSequence::default()];
    for token in tokens {
        let said = of(token);
        if let [only] = said.ways.as_slice() {
            for start in &mut all {
                start.push(only);
            }
            continue;
        }
        let longer = said.ways.iter().flat_map(|way| {
            all.iter().map(move |start| {
                let mut said = start.clone();
                said.push(way);
                said
            })
        });
        all = longer.take(params::MOST_WAYS).collect();
    }
    all
}

/// The pronunciations of one word, the likeliest first; never none.
fn ways(token: &Token) -> Vec<Vec<Phone>> {
    let word = token.text.as_str();
    if word.bytes().any(|b| b.is_ascii_digit()) {
        return vec![alphanumeric(word)];
    }
    if word.chars().count() == 1 && token.text != "a" || word == "a" && token.capitals {
        return vec![rules::letter_names(word)];
    }
    if token.capitals && word.len() <= params::SPELT_OUT {
        let mut ways = vec![rules::letter_names(word)];
        ways.extend(dictionary::lookup(word).into_iter().flatten());
        return ways;
    }
    if let Some(known) = dictionary::lookup(word) {
        return known;
    }
    if word.len() <= params::SPELT_OUT && !word.chars().any(|c| "aeiouy".contains(c)) {
        return vec![rules::letter_names(word)];
    }
    vec![dictionary::compound(word).unwrap_or_else(|| rules::phones(word))]
}

/// "s3", "p95", "502", "99.9": letters by name, numbers as read out.
fn alphanumeric(word: &str) -> Vec<Phone> {
    let mut out = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        if digits {
            for name in rules::number_names(piece) {
                out.extend(dictionary::lookup(name).unwrap_or_default().into_iter().next().unwrap_or_default());
            }
        } else if piece == "." {
            out.extend(dictionary::lookup("point").unwrap_or_default().into_iter().next().unwrap_or_default());
        } else if piece.len() <= params::SPELT_OUT_BESIDE_DIGITS {
            out.extend(rules::letter_names(piece));
        } else {
            out.extend(dictionary::lookup(piece).unwrap_or_else(|| vec![rules::phones(piece)]).swap_remove(0));
        }
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens_of;

    fn said(text: &str) -> String {
        phones_of_all(&tokens_of(text))[0].phones.iter().map(|p| p.name()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_have_the_sounds_one_expects() {
        let cases = [
            ("engine", "EH N JH AH N"),
            ("AWS", "EY D AH B AH L Y UW EH S"),
            ("S3", "EH S TH R IY"),
            ("p95", "P IY N AY N T IY F AY V"),
            ("502", "F AY V OW T UW"),
            ("backend", "B AE K EH N D"),
        ];
        for (text, want) in cases {
            assert_eq!(said(text), want, "{text}");
        }
    }

    #[test]
    fn words_of_no_dictionary_are_spelt_out_or_read_by_rule() {
        let cases = [
            ("xkcd", "EH K S K EY S IY D IY"),
            ("zzzz", "Z IY Z IY Z IY Z IY"),
            ("grafana", "G R AE F AA N AH"),
            ("é", ""),
            // Before P an N sounds like M.
            ("9.9.9", "N AY M P OY N T N AY M P OY N T N AY N"),
            // No rule reads Cyrillic: silence, which no sound matches.
            ("Прометей", ""),
        ];
        for (text, want) in cases {
            assert_eq!(said(text), want, "{text}");
        }
    }
}
