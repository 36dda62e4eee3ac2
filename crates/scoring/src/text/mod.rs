//! Text rules: how words are cut, normalised, stemmed and classed, the same for banks and for transcripts.
//!
//! Everything the scorer compares goes through [`tokens`], so that "Health-checks," and "health check" meet.

mod irregular;
pub(crate) mod numbers;
mod spelling;
mod stops;
mod token;

use std::sync::{Arc, LazyLock};

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

pub use stops::{Class, is_article};
pub use token::{Break, Token};

use crate::memo::Memo;

/// Words whose stem and class are remembered: all of the banks and as many of the answers.
const REMEMBERED: usize = 60_000;

/// The tokens of words that stand apart already, such as a transcript's.
pub fn tokens<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<Token> {
    let mut out = Vec::new();
    let mut before = Break::Sentence;
    for (index, word) in words.into_iter().enumerate() {
        cut(word, index, &mut before, &mut out);
    }
    numbers::fold(&mut out);
    for token in &mut out {
        let known = known(&token.text);
        token.stem.clone_from(&known.stem);
        token.class = known.class;
    }
    out
}

/// The tokens of running text.
#[must_use]
pub fn tokens_of(text: &str) -> Vec<Token> {
    tokens(text.split_whitespace())
}

/// The stem of one normalised word.
#[must_use]
pub fn stem_of(word: &str) -> String {
    known(word).stem.clone()
}

/// What follows from the letters of a normalised word alone.
struct Known {
    stem: String,
    class: Class,
}

fn known(word: &str) -> Arc<Known> {
    static KNOWN: LazyLock<Memo<String, Arc<Known>>> = LazyLock::new(|| Memo::new(REMEMBERED));
    KNOWN.get_or(word, || Arc::new(Known { stem: stem(word), class: stops::class(word) }))
}

fn stem(word: &str) -> String {
    if word.len() < 3 || word.bytes().any(|b| b.is_ascii_digit()) {
        return word.to_owned();
    }
    if let Some(one) = irregular::apart(word).or_else(|| one_acronym(word)) {
        return one.to_owned();
    }
    Stemmer::create(Algorithm::English).stem(&spelling::one(&irregular::base(word))).into_owned()
}

/// "vpcs" is "vpc" as "hosts" is "host"; Snowball leaves an s alone where no vowel stands before it.
fn one_acronym(word: &str) -> Option<&str> {
    let one = word.strip_suffix('s').filter(|one| one.len() >= 3 && *one != "http")?;
    one.bytes().all(|b| b.is_ascii_lowercase() && !b"aeiouy".contains(&b)).then_some(one)
}

/// Longest word kept, in characters: nobody says more, and hostile input shall not cost more.
const LONGEST: usize = 48;

/// A word in the making.
#[derive(Default)]
struct Piece {
    text: String,
    letters: usize,
    /// Has a small letter.
    small: bool,
    /// Begins with a capital.
    capital: bool,
}

impl Piece {
    fn add(&mut self, c: char) {
        if self.letters < LONGEST {
            match c.is_ascii() {
                true => self.text.push(c.to_ascii_lowercase()),
                false => self.text.extend(c.to_lowercase()),
            }
        }
        self.capital |= self.letters == 0 && c.is_uppercase();
        self.small |= c.is_lowercase();
        self.letters += 1;
    }
}

fn cut(word: &str, index: usize, before: &mut Break, out: &mut Vec<Token>) {
    let mut piece = Piece::default();
    let mut close = |piece: &mut Piece, before: &mut Break| {
        let attached = out.last().is_some_and(|t| t.last_word == index);
        if push(std::mem::take(piece), index, *before, attached, out) {
            *before = Break::None;
        }
    };
    let chars: Vec<char> = match word.is_ascii() {
        true => word.chars().take(4 * LONGEST).collect(),
        false => word.nfkc().take(4 * LONGEST).collect(),
    };
    for (at, &c) in chars.iter().enumerate() {
        let between_digits = (c == '.' || c == ',')
            && at > 0
            && chars[at - 1].is_ascii_digit()
            && chars.get(at + 1).is_some_and(char::is_ascii_digit);
        if c.is_alphanumeric() || between_digits && c == '.' || c == '/' && is_part(&chars, at) {
            piece.add(c);
        } else if c == '\'' || c == '’' || c == '‘' {
            piece.text.push('\'');
        } else if !between_digits {
            close(&mut piece, before);
            *before = (*before).max(Break::at(&chars, at));
            if c == '%' {
                close(&mut Piece { text: "percent".to_owned(), ..Piece::default() }, before);
            } else if numbers::currency_of_sign(c).is_some() && chars.get(at + 1).is_some_and(char::is_ascii_digit) {
                close(&mut Piece { text: c.to_string(), ..Piece::default() }, before);
            }
        }
    }
    close(&mut piece, before);
}

/// Whether the stroke at `at` stands in a part of a whole, such as "2/3". "24/7", "CI/CD" and "1/2/2026" are several words.
fn is_part(chars: &[char], at: usize) -> bool {
    let number = |digits: &[char]| digits.iter().collect::<String>().parse::<u32>().ok();
    let digits = |c: &&char| c.is_ascii_digit();
    let first = chars[..at].iter().rev().take_while(digits).count();
    let second = chars[at + 1..].iter().take_while(digits).count();
    let outside = [at.checked_sub(first + 1), Some(at + second + 1)];
    let alone = !outside.into_iter().flatten().filter_map(|i| chars.get(i)).any(|c| c.is_alphanumeric() || *c == '/');
    let parts = (number(&chars[at - first..at]), number(&chars[at + 1..=at + second]));
    alone && matches!(parts, (Some(part), Some(of)) if 0 < part && part < of && of <= 10)
}

/// What "n't" denies. Anything else that ends so is a recogniser's guess: "idon't put in" for idempotent.
const AUXILIARIES: &[&str] = &[
    "are", "could", "did", "do", "does", "had", "has", "have", "is", "might", "must", "need", "should", "was", "were",
    "would",
];

/// Adds a piece, contractions taken apart: "don't" is "do not", "it's" is "it". Whether there was anything to add.
fn push(piece: Piece, index: usize, before: Break, attached: bool, out: &mut Vec<Token>) -> bool {
    let text = piece.text.trim_matches('\'');
    if text.is_empty() {
        return false;
    }
    let mut add = |text: &str, before: Break, attached: bool| {
        let text = text.replace('\'', "");
        if !text.is_empty() {
            out.push(Token {
                stem: String::new(),
                text,
                first_word: index,
                last_word: index,
                class: Class::Content,
                capitals: piece.letters > 1 && !piece.small,
                name: piece.capital && before == Break::None,
                before,
                attached,
            });
        }
    };
    let not = |first: &'static str| (first, Some("not"));
    let (first, second) = match text {
        "cannot" | "can't" => not("can"),
        "won't" => not("will"),
        "ain't" => not("is"),
        _ => match text.strip_suffix("n't").filter(|first| AUXILIARIES.contains(first)) {
            Some(first) => (first, Some("not")),
            None => (
                ["'s", "'re", "'ve", "'ll", "'d", "'m"].iter().find_map(|s| text.strip_suffix(s)).unwrap_or(text),
                None,
            ),
        },
    };
    add(first, before, attached);
    if let Some(second) = second {
        add(second, Break::None, true);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        tokens_of(text).into_iter().map(|t| t.text).collect()
    }

    #[test]
    fn words_are_cut_and_folded() {
        let cases = [
            ("Health-checks, please!", "health checks please"),
            ("I don't and can't", "i do not and can not"),
            ("it's the team’s", "it the team"),
            ("five oh two", "502"),
            ("99.9% of 1,000 users.", "99.9 percent of 1000 users"),
            ("--force-with-lease", "force with lease"),
            ("CI/CD", "ci cd"),
            ("it idon't", "it idont"),
            ("ＡＷＳ ﬁle", "aws file"),
            ("\0 … 🙂", ""),
        ];
        for (text, want) in cases {
            assert_eq!(texts(text).join(" "), want, "{text}");
        }
    }

    #[test]
    fn clauses_begin_after_punctuation() {
        use Break::{Clause, None, Sentence};
        let before = |text: &str| tokens_of(text).iter().map(|t| t.before).collect::<Vec<_>>();
        assert_eq!(before("First, we look. Then act"), [Sentence, Clause, None, Sentence, None]);
        assert_eq!(
            before("So... node.js ran \"twice.\" Why? Ok"),
            [Sentence, Clause, Clause, None, None, Sentence, Sentence]
        );
        assert_eq!(before("99.9% of 1,000 - (yes)"), [Sentence, None, None, None, None]);
    }

    #[test]
    fn one_and_many_have_one_stem_and_strangers_two() {
        for (a, b) in
            [("important", "import"), ("production", "products"), ("severity", "several"), ("customize", "customer")]
        {
            assert_ne!(stem_of(a), stem_of(b), "{a}");
        }
        for (many, one) in [("VPCs", "VPC"), ("CRDs", "CRD"), ("ACLs", "ACL"), ("hosts", "host")] {
            assert_eq!(tokens_of(many)[0].stem, tokens_of(one)[0].stem, "{many}");
        }
        assert_eq!((stem_of("https"), stem_of("dns"), stem_of("less")), ("https".into(), "dns".into(), "less".into()));
    }

    #[test]
    fn a_token_knows_its_words() {
        let found = tokens_of("a five oh two error");
        assert_eq!((found[1].first_word, found[1].last_word, found[1].text.as_str()), (1, 3, "502"));
        assert_eq!(found[2].first_word, 4);
    }
}
