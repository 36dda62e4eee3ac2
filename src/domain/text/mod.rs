//! Text rules: how words are cut, normalised, stemmed and classed, the same for banks and for transcripts.
//!
//! Everything the scorer compares goes through [`tokens`], so that "Health-checks," and "health check" meet.

mod irregular;
mod numbers;
mod stops;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

pub use stops::Class;

/// One normalised word and where it stands in the text it was cut from.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Lower-case, without punctuation; number words are digits: "502".
    pub text: String,
    /// The Snowball stem, of the base form for irregular words ("rewritten" is "rewrit" as "rewrites" is), equal to `text` for numbers and short words.
    pub stem: String,
    /// Index of the first transcript word it stands for.
    pub first_word: usize,
    /// Index of the last transcript word it stands for.
    pub last_word: usize,
    /// How much the word carries.
    pub class: Class,
    /// Written in capitals only, two letters or more: "AWS".
    pub capitals: bool,
    /// Begins with a capital in the middle of a clause: "Putin", "Kafka".
    pub name: bool,
    /// A sentence or clause begins here: punctuation stood before it.
    pub clause_start: bool,
    /// Whether it was cut from the same written word as the token before it: the "check" of "health-check".
    pub attached: bool,
}

/// The tokens of words that stand apart already, such as a transcript's.
pub fn tokens<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<Token> {
    let stemmer = Stemmer::create(Algorithm::English);
    let mut out = Vec::new();
    let mut clause_start = true;
    for (index, word) in words.into_iter().enumerate() {
        cut(word, index, &mut clause_start, &mut out);
    }
    numbers::fold(&mut out);
    for token in &mut out {
        token.stem = stem(&stemmer, &token.text);
        token.class = stops::class(&token.text);
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
    stem(&Stemmer::create(Algorithm::English), word)
}

fn stem(stemmer: &Stemmer, word: &str) -> String {
    if word.len() < 3 || word.bytes().any(|b| b.is_ascii_digit()) {
        return word.to_owned();
    }
    stemmer.stem(&irregular::base(word)).into_owned()
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
            self.text.extend(c.to_lowercase());
        }
        self.capital |= self.letters == 0 && c.is_uppercase();
        self.small |= c.is_lowercase();
        self.letters += 1;
    }
}

fn cut(word: &str, index: usize, clause_start: &mut bool, out: &mut Vec<Token>) {
    let mut piece = Piece::default();
    let mut attached = false;
    let chars: Vec<char> = word.nfkc().take(4 * LONGEST).collect();
    for (at, &c) in chars.iter().enumerate() {
        let between_digits = (c == '.' || c == ',')
            && at > 0
            && chars[at - 1].is_ascii_digit()
            && chars.get(at + 1).is_some_and(char::is_ascii_digit);
        if c.is_alphanumeric() || between_digits && c == '.' {
            piece.add(c);
        } else if c == '\'' || c == '’' || c == '‘' {
            piece.text.push('\'');
        } else if !between_digits {
            push(std::mem::take(&mut piece), index, *clause_start, attached, out);
            *clause_start = matches!(c, '.' | '!' | '?' | ',' | ';' | ':') || (*clause_start && !attached);
            attached = !out.is_empty() && out.last().is_some_and(|t| t.last_word == index);
            if c == '%' {
                push(Piece { text: "percent".to_owned(), ..Piece::default() }, index, false, attached, out);
            }
        }
    }
    let ended = chars.last().is_some_and(|c| matches!(c, '.' | '!' | '?' | ',' | ';' | ':'));
    let had_letters = !piece.text.is_empty();
    push(piece, index, *clause_start, attached, out);
    if had_letters || out.last().is_some_and(|t| t.last_word == index) {
        *clause_start = ended;
    }
}

/// Adds a piece, contractions taken apart: "don't" is "do not", "it's" is "it".
fn push(piece: Piece, index: usize, clause_start: bool, attached: bool, out: &mut Vec<Token>) {
    let text = piece.text.trim_matches('\'');
    if text.is_empty() {
        return;
    }
    let mut add = |text: &str, clause_start: bool, attached: bool| {
        let text = text.replace('\'', "");
        if !text.is_empty() {
            out.push(Token {
                stem: String::new(),
                text,
                first_word: index,
                last_word: index,
                class: Class::Content,
                capitals: piece.letters > 1 && !piece.small,
                name: piece.capital && !clause_start,
                clause_start,
                attached,
            });
        }
    };
    let not = |first: &'static str| (first, Some("not"));
    let (first, second) = match text {
        "cannot" | "can't" => not("can"),
        "won't" => not("will"),
        "ain't" => not("is"),
        _ => match text.strip_suffix("n't") {
            Some(first) => (first, Some("not")),
            None => (
                ["'s", "'re", "'ve", "'ll", "'d", "'m"].iter().find_map(|s| text.strip_suffix(s)).unwrap_or(text),
                None,
            ),
        },
    };
    add(first, clause_start, attached);
    if let Some(second) = second {
        add(second, false, true);
    }
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
            ("ＡＷＳ ﬁle", "aws file"),
            ("\0 … 🙂", ""),
        ];
        for (text, want) in cases {
            assert_eq!(texts(text).join(" "), want, "{text}");
        }
    }

    #[test]
    fn clauses_begin_after_punctuation() {
        let starts: Vec<_> = tokens_of("First, we look. Then we act").iter().map(|t| t.clause_start).collect();
        assert_eq!(starts, [true, true, false, true, false, false]);
    }

    #[test]
    fn a_token_knows_its_words() {
        let found = tokens_of("a five oh two error");
        assert_eq!((found[1].first_word, found[1].last_word, found[1].text.as_str()), (1, 3, "502"));
        assert_eq!(found[2].first_word, 4);
    }
}
