//! Where each word of a transcript stands, small words included.

use std::collections::HashMap;

use outloud_core::pattern::WordForm;

use crate::{matching::IndexedTranscript, text::Token};

use super::phrase::PatternWord;

/// Token places by stem and by text.
pub(super) struct Lookup<'a> {
    pub indexed: &'a IndexedTranscript,
    by_stem: HashMap<&'a str, Vec<u32>>,
    by_text: HashMap<&'a str, Vec<u32>>,
    /// Every distinct text, sorted: for words of which only the beginning is given.
    texts: Vec<&'a str>,
    /// Places of numbers, with their value in thousandths.
    pub numbers: Vec<(u32, i64)>,
}

impl<'a> Lookup<'a> {
    pub fn new(indexed: &'a IndexedTranscript) -> Self {
        let (mut by_stem, mut by_text) = (HashMap::<_, Vec<u32>>::new(), HashMap::<_, Vec<u32>>::new());
        let mut numbers = Vec::new();
        for (at, token) in indexed.tokens.iter().enumerate() {
            by_stem.entry(token.stem.as_str()).or_default().push(at as u32);
            by_text.entry(token.text.as_str()).or_default().push(at as u32);
            if let Some(value) = number(token) {
                numbers.push((at as u32, value));
            }
        }
        let mut texts: Vec<&str> = by_text.keys().copied().collect();
        texts.sort_unstable();
        Self { indexed, by_stem, by_text, texts, numbers }
    }

    pub fn tokens(&self) -> &'a [Token] {
        &self.indexed.tokens
    }

    /// Whether a word stands anywhere; words of which only the beginning is given are taken to.
    pub fn has(&self, word: &PatternWord) -> bool {
        match word.form {
            WordForm::Stem => self.by_stem.contains_key(word.stem.as_str()),
            WordForm::Exact => self.by_text.contains_key(word.text.as_str()),
            WordForm::Prefix => true,
        }
    }

    /// The places of a word, in order.
    pub fn places(&self, word: &PatternWord) -> Vec<u32> {
        match word.form {
            WordForm::Stem => self.by_stem.get(word.stem.as_str()).cloned().unwrap_or_default(),
            WordForm::Exact => self.by_text.get(word.text.as_str()).cloned().unwrap_or_default(),
            WordForm::Prefix => {
                let from = self.texts.partition_point(|t| *t < word.text.as_str());
                let texts = self.texts[from..].iter().take_while(|t| t.starts_with(&word.text));
                let mut places: Vec<u32> = texts.flat_map(|t| &self.by_text[t]).copied().collect();
                places.sort_unstable();
                places
            }
        }
    }
}

/// The value of a number; "half", "twice" and parts such as "2/3" have one too.
fn number(token: &Token) -> Option<i64> {
    let value = match token.text.as_str() {
        "half" => 0.5,
        "twice" => 2.0,
        text if !text.starts_with(|c: char| c.is_ascii_digit()) => return None,
        text => match text.split_once('/') {
            Some((part, of)) => part.parse::<f64>().ok()? / of.parse::<f64>().ok()?,
            None => text.parse().ok()?,
        },
    };
    (value < 1e12).then_some((value * 1000.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{testing::indexed, text::Class};

    fn word(text: &str, form: WordForm) -> PatternWord {
        PatternWord { text: text.to_owned(), stem: crate::text::stem_of(text), form, class: Class::Content }
    }

    #[test]
    fn a_word_is_found_as_far_as_it_is_given() {
        let indexed = indexed("we restart what restarted and the restarts are restless");
        let lookup = Lookup::new(&indexed);
        let cases = [
            ("restart", WordForm::Stem, vec![1, 3, 6]),
            ("restart", WordForm::Exact, vec![1]),
            ("rest", WordForm::Prefix, vec![1, 3, 6, 8]),
            ("restl", WordForm::Prefix, vec![8]),
            ("the", WordForm::Exact, vec![5]),
            ("absent", WordForm::Stem, vec![]),
            ("zzz", WordForm::Prefix, vec![]),
        ];
        for (text, form, want) in cases {
            assert_eq!(lookup.places(&word(text, form)), want, "{text} {form:?}");
        }
    }

    #[test]
    fn numbers_have_their_value_in_thousandths() {
        let indexed = indexed("ninety nine point nine percent in 2 of s3 and 1.2.3");
        assert_eq!(Lookup::new(&indexed).numbers, [(0, 99_900), (3, 2_000)]);
        let indexed = crate::testing::indexed("two thirds in half the time, twice");
        assert_eq!(Lookup::new(&indexed).numbers, [(0, 667), (2, 500), (5, 2_000)]);
    }
}
