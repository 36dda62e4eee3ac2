//! From a text to what is said: sentences, and in them words, letters, phonemes and signs.

mod figures;
mod numbers;
mod sentences;
mod signs;
mod words;

pub(crate) use sentences::sentences;
pub(super) use words::pieces;

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A word to look up.
    Word(String),
    /// Letters to say one by one.
    Letters(String),
    /// Phonemes of the table of terms.
    Phonemes(String),
    /// A plural or possessive s behind the piece before it.
    S,
    /// An ordinary mark of punctuation.
    Sign(char),
}
