//! What a text is cut into.

use super::stops::Class;

/// One normalised word and where it stands in the text it was cut from.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Lower-case, without punctuation; number words are digits: "502".
    pub text: String,
    /// The Snowball stem, of the base form for irregular words ("rewritten" is "rewrit" as "rewrites" is) and of one spelling for British and American, equal to `text` for numbers and short words.
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
    /// What stood between the word before and this one.
    pub before: Break,
    /// Whether it was cut from the same written word as the token before it: the "check" of "health-check".
    pub attached: bool,
}

impl Token {
    /// Whether a sentence or clause begins here.
    #[must_use]
    pub fn starts_clause(&self) -> bool {
        self.before != Break::None
    }
}

/// What divides two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// A space, a hyphen, a slash.
    None,
    /// A comma, a colon, three dots, a dot inside a written word.
    Clause,
    /// A full stop, a semicolon, a question or exclamation mark. The beginning of the text too.
    Sentence,
}

impl Break {
    /// What `chars[at]` divides.
    pub(super) fn at(chars: &[char], at: usize) -> Self {
        let near = |place: Option<usize>| place.and_then(|p| chars.get(p)).copied();
        let (last, next) = (near(at.checked_sub(1)), near(Some(at + 1)));
        match chars[at] {
            '.' if last == Some('.') || next == Some('.') => Self::Clause,
            '.' | '!' | '?' if next.is_some_and(char::is_alphanumeric) => Self::Clause,
            '.' | '!' | '?' => Self::Sentence,
            ';' => Self::Sentence,
            ':' if last.zip(next).is_some_and(|(a, b)| a.is_ascii_digit() && b.is_ascii_digit()) => Self::None,
            ',' | ':' => Self::Clause,
            _ => Self::None,
        }
    }
}
