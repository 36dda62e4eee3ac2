//! What is listened for: a keyword or a rubric phrasing with every form in which it may be said, compiled once.

use crate::domain::{
    pronounce::{self, Said},
    text::{self, Class, Token},
};

use super::heard::JoinHash;

/// A thing to listen for.
#[derive(Debug, Clone)]
pub(super) struct Target {
    /// The forms, the bank's own first.
    pub forms: Vec<Form>,
    /// Whether the model answer itself says it under a negation: then a negated mention is right.
    pub negated_in_model: bool,
}

/// One form in which it may be said.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// The words that count, in order.
    pub words: Vec<FormWord>,
    /// Whether it is another way to say the term, and not the term itself.
    pub alias: bool,
    /// Whether stop words count, because it has nothing else.
    pub all_stops: bool,
    /// Hashes of its letters without spaces.
    pub joins: Vec<u64>,
    /// Its pronunciations.
    pub sounds: Vec<Said>,
    /// How many letters it has.
    pub letters: usize,
}

/// A word of a form.
#[derive(Debug, Clone)]
pub(super) struct FormWord {
    /// Normalised.
    pub text: String,
    /// Its stem.
    pub stem: String,
}

impl Target {
    /// Compiles the term and its other forms.
    pub fn new<'a>(term: &'a str, others: impl IntoIterator<Item = &'a str>) -> Self {
        let mut forms = Vec::new();
        for (at, text) in std::iter::once(term).chain(others).enumerate() {
            let tokens = text::tokens_of(text);
            forms.push(Form::new(&tokens, at > 0));
            forms.extend(technical_variants(&tokens).iter().map(|t| Form::new(t, true)));
        }
        forms.retain(|f| !f.words.is_empty());
        Self { forms, negated_in_model: false }
    }
}

/// The same words with technical terms said or written another way.
fn technical_variants(tokens: &[Token]) -> Vec<Vec<Token>> {
    let mut variants = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((length, ways)) = pronounce::spoken_forms(&tokens[at..]) else {
            at += 1;
            continue;
        };
        for way in ways {
            let mut variant = tokens[..at].to_vec();
            variant.extend(text::tokens_of(way));
            variant.extend_from_slice(&tokens[at + length..]);
            variants.push(variant);
        }
        at += length;
    }
    variants
}

impl Form {
    fn new(tokens: &[Token], alias: bool) -> Self {
        let all_stops = tokens.iter().all(|t| t.class == Class::Stop);
        let kept = tokens.iter().filter(|t| all_stops || t.class != Class::Stop);
        let words = kept.map(|t| FormWord { text: t.text.clone(), stem: t.stem.clone() }).collect();
        let sounds = pronounce::phones_of_all(tokens);
        let letters = tokens.iter().map(|t| t.text.len()).sum();
        Self { words, alias, all_stops, joins: joins(tokens), sounds, letters }
    }
}

fn joins(tokens: &[Token]) -> Vec<u64> {
    let mut hash = JoinHash::new();
    let mut joins = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if at + 1 == tokens.len() {
            joins.push(hash.with(&token.stem));
        }
        hash.push(&token.text);
    }
    joins.push(hash.value());
    joins.dedup();
    joins
}
