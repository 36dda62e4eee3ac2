//! From words to phonemes.

mod lexicon;
mod spelling;
mod stress;
mod suffix;
mod tagger;
pub(super) mod terms;
mod words;

use super::{
    error::NaturalError,
    text::{Piece, pieces},
};
use tagger::TAGGER;
use words::{Following, Pronouncer};

/// Says sentences in phonemes.
pub(super) struct Phonemes {
    words: Pronouncer,
}

impl Phonemes {
    pub(super) fn load() -> Result<Self, NaturalError> {
        let tagger = std::thread::spawn(|| TAGGER.is_ok());
        let words = Pronouncer::load()?;
        let _ = tagger.join();
        Ok(Self { words })
    }

    /// The phonemes of a sentence, with its spaces and marks of punctuation.
    pub(super) fn of(&self, sentence: &str) -> Result<String, NaturalError> {
        let pieces = pieces(sentence, &|word| self.words.knows(word));
        let tags = tags(&pieces)?;
        let mut said: Vec<String> = vec![String::new(); pieces.len()];
        let mut following = Following::default();
        for (at, piece) in pieces.iter().enumerate().rev() {
            said[at] = match piece {
                Piece::Word(word) => self.words.say(word, tags[at], following)?,
                Piece::Letters(letters) => self.words.spelt(letters),
                Piece::Phonemes(phonemes) => phonemes.clone(),
                Piece::S => String::new(),
                Piece::Sign(sign) => sign.to_string(),
            };
            following = Following {
                vowel: match piece {
                    Piece::Sign('(' | ')' | '“' | '”') | Piece::S => following.vowel,
                    Piece::Sign(_) => None,
                    _ => said[at].chars().find(|c| c.is_alphabetic() && !"ˈˌ".contains(*c)).map(stress::is_vowel),
                },
                to: matches!(piece, Piece::Word(word) if word.eq_ignore_ascii_case("to")),
            };
        }
        // The network was trained with T for the flap and without glottal stops.
        Ok(assembled(&pieces, said).replace('ɾ', "T").replace('ʔ', "t"))
    }
}

/// One line of phonemes: a space before words, none before what closes.
fn assembled(pieces: &[Piece], said: Vec<String>) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for (at, (piece, said)) in pieces.iter().zip(said).enumerate() {
        match piece {
            Piece::S => word = suffix::with_s(&word),
            Piece::Sign('(' | '“') => {
                out += &std::mem::take(&mut word);
                spaced(&mut out, at);
                out += &said;
            }
            Piece::Sign(_) => {
                out += &std::mem::take(&mut word);
                out += &said;
            }
            _ => {
                out += &std::mem::take(&mut word);
                spaced(&mut out, at);
                word = said;
            }
        }
    }
    out += &word;
    out
}

fn spaced(out: &mut String, at: usize) {
    if at > 0 && !out.ends_with(['(', '“', ' ']) {
        out.push(' ');
    }
}

/// A tag for each piece; what the tagger sees of a contraction are its parts.
fn tags(pieces: &[Piece]) -> Result<Vec<&'static str>, NaturalError> {
    let tagger = TAGGER.as_ref().map_err(NaturalError::again)?;
    let (mut seen, mut first) = (Vec::new(), Vec::new());
    for piece in pieces {
        first.push(seen.len());
        match piece {
            Piece::Word(word) => seen.extend(contraction(word)),
            Piece::Letters(word) => seen.push(word.to_uppercase()),
            Piece::Phonemes(_) => seen.push("thing".to_owned()),
            Piece::S => {}
            Piece::Sign(sign) => seen.push(sign.to_string()),
        }
    }
    let seen: Vec<&str> = seen.iter().map(String::as_str).collect();
    let tags = tagger.tag(&seen);
    Ok(first.into_iter().map(|at| tags.get(at).copied().unwrap_or_default()).collect())
}

fn contraction(word: &str) -> Vec<String> {
    let cut = if word.ends_with("n't") { word.len().checked_sub(3) } else { word.rfind('\'').filter(|at| *at > 0) };
    match cut {
        Some(at) if at > 0 => vec![word[..at].to_owned(), word[at..].to_owned()],
        _ => vec![word.to_owned()],
    }
}
