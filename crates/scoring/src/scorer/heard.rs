//! A transcript made ready for matching: tokens, where each stem stands, joined spellings, sounds, and doubts.

use std::collections::HashMap;

use crate::{
    pronounce::{self, Phone, Said},
    text::{self, Break, Class, Token},
};
use outloud_core::transcript::Transcript;

use super::{
    keywords::Lexicon,
    negation,
    weights::{FUZZY_SHORTEST, UNSURE_BELOW},
};

/// Words that one joined spelling may span.
const LONGEST_JOIN: usize = 6;

/// Tokens that one sound match may reach in either direction.
const SPAN: usize = 5;

/// Letters that one joined spelling may have.
const JOIN_LETTERS: usize = 28;

/// How likely it is that the recogniser wrote one word for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Suspicion {
    /// The banks use the word, or it is a small one, or a technical term: it is what it says.
    Known,
    /// A dictionary word that no bank uses: "cider".
    Stray,
    /// In no dictionary, or a name that no bank uses ("Putin"): the recogniser was guessing.
    Odd,
}

/// A transcript made ready for matching.
pub(crate) struct Heard {
    /// Every word.
    pub tokens: Vec<Token>,
    /// Indices into `tokens` of the words that are not stop words.
    pub content: Vec<u32>,
    /// How many words of class content stand before each place of `content`.
    pub weight_before: Vec<u32>,
    /// Places in `content` by stem.
    pub by_stem: HashMap<String, Vec<u32>>,
    /// First token and length of what is written together or apart, by the hash of its letters.
    pub joined: HashMap<u64, Vec<(u32, u32)>>,
    /// The sounds of all words in a row.
    pub sounds: Said,
    /// For each token, how likely it is that another word was said.
    pub suspicion: Vec<Suspicion>,
    /// The worst suspicion within [`SPAN`] tokens of each: what a match that passes there may hope for.
    pub suspicion_near: Vec<Suspicion>,
    /// Places in `content` of longer words that nobody knows: the recogniser or the typist may have meant another.
    pub odd: Vec<u32>,
    /// How many negations stand before each token; one more entry at the end.
    pub negations: Vec<u32>,
    /// The recogniser's probability of each token, 1 for typed text.
    pub probability: Vec<f64>,
}

impl Heard {
    /// Prepares `transcript`. Linear in its length.
    pub fn new(transcript: &Transcript, lexicon: &Lexicon) -> Self {
        let tokens = text::tokens(transcript.words.iter().map(|w| w.text.as_str()));
        let probability = tokens.iter().map(|t| word_probability(transcript, t)).collect();
        let mut heard = Self {
            content: Vec::new(),
            weight_before: Vec::new(),
            by_stem: HashMap::new(),
            joined: HashMap::new(),
            sounds: Said::default(),
            negations: negation::count(&tokens),
            suspicion: Vec::new(),
            suspicion_near: Vec::new(),
            odd: Vec::new(),
            probability,
            tokens,
        };
        heard.index_content();
        heard.index_joins();
        heard.index_sounds(lexicon);
        heard
    }

    fn index_content(&mut self) {
        let mut weight = 0;
        for (at, token) in self.tokens.iter().enumerate() {
            if token.class == Class::Stop {
                continue;
            }
            self.by_stem.entry(token.stem.clone()).or_default().push(self.content.len() as u32);
            self.content.push(at as u32);
            self.weight_before.push(weight);
            weight += u32::from(token.class == Class::Content);
        }
    }

    fn index_joins(&mut self) {
        for first in 0..self.tokens.len() {
            let mut hash = JoinHash::new();
            let mut letters = 0;
            for (length, token) in (1..=LONGEST_JOIN).zip(&self.tokens[first..]) {
                letters += token.text.len();
                if letters > JOIN_LETTERS {
                    break;
                }
                self.joined.entry(hash.with(&token.stem)).or_default().push((first as u32, length as u32));
                hash.push(&token.text);
                if token.text != token.stem {
                    self.joined.entry(hash.value()).or_default().push((first as u32, length as u32));
                }
            }
        }
    }

    fn index_sounds(&mut self, lexicon: &Lexicon) {
        let mut known: HashMap<(&str, bool, bool), (Vec<Phone>, Suspicion)> = HashMap::new();
        for (token, probability) in self.tokens.iter().zip(&self.probability) {
            let (phones, suspicion) = known
                .entry((&token.text, token.capitals, token.name))
                .or_insert_with(|| (pronounce::phones(token), suspicion(token, lexicon)));
            self.sounds.push(phones);
            let unsure = *suspicion == Suspicion::Known && token.class == Class::Content && *probability < UNSURE_BELOW;
            self.suspicion.push(if unsure { Suspicion::Stray } else { *suspicion });
        }
        let near = |at: usize| {
            let range = at.saturating_sub(SPAN)..(at + SPAN + 1).min(self.suspicion.len());
            self.suspicion[range].iter().max().copied().unwrap_or(Suspicion::Known)
        };
        self.suspicion_near = (0..self.suspicion.len()).map(near).collect();
        let odd = |at: &u32| {
            let token = self.content[*at as usize] as usize;
            self.suspicion[token] == Suspicion::Odd && self.tokens[token].text.len() >= FUZZY_SHORTEST - 1
        };
        self.odd = (0..self.content.len() as u32).filter(odd).collect();
    }

    /// Whether something is denied between two places of `content`: "had no monitoring" is not "had monitoring".
    pub fn denied_between(&self, before: u32, after: u32) -> bool {
        let token = |at: u32| self.content[at as usize] as usize;
        self.negations[token(after)] > self.negations[token(before) + 1]
    }

    /// How many content words stand between two places of `content`.
    pub fn gap(&self, before: u32, after: u32) -> usize {
        let counts = |at: u32| self.tokens[self.content[at as usize] as usize].class == Class::Content;
        (self.weight_before[after as usize] - self.weight_before[before as usize]) as usize
            - usize::from(counts(before))
    }

    /// Whether a sentence ends between two places of `content` and the words are not neighbours. A recogniser may set a full
    /// stop at any pause, so neighbours belong together all the same.
    pub fn parted(&self, before: u32, after: u32) -> bool {
        let (before, after) = (self.content[before as usize] as usize, self.content[after as usize] as usize);
        let ends = self.tokens[before + 1..=after].iter().any(|t| t.before == Break::Sentence);
        ends && after > before + 1
    }

    /// The recogniser's certainty of the tokens `first..=last`: the mean of their probabilities.
    pub fn certainty(&self, first: usize, last: usize) -> f64 {
        let all = &self.probability[first..=last];
        all.iter().sum::<f64>() / all.len() as f64
    }

    /// The transcript words that the tokens `first..=last` were cut from.
    pub fn words(&self, first: usize, last: usize) -> std::ops::RangeInclusive<usize> {
        self.tokens[first].first_word..=self.tokens[last].last_word
    }
}

fn suspicion(token: &Token, lexicon: &Lexicon) -> Suspicion {
    let number = token.text.bytes().any(|b| b.is_ascii_digit());
    let technical = pronounce::spoken_forms(std::slice::from_ref(token)).is_some();
    if token.class != Class::Content || number || technical || lexicon.knows(&token.stem) {
        Suspicion::Known
    } else if !token.name && pronounce::is_dictionary_word(&token.text) {
        Suspicion::Stray
    } else {
        Suspicion::Odd
    }
}

fn word_probability(transcript: &Transcript, token: &Token) -> f64 {
    let words = &transcript.words[token.first_word..=token.last_word];
    words.iter().filter_map(|w| w.probability).filter(|p| p.is_finite()).fold(1.0_f64, f64::min).clamp(0.0, 1.0)
}

/// A hash of letters that can be extended word by word (FNV-1a, 64 bit).
#[derive(Clone, Copy)]
pub(super) struct JoinHash(u64);

impl JoinHash {
    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub fn push(&mut self, text: &str) {
        *self = Self(self.with(text));
    }

    pub fn with(self, text: &str) -> u64 {
        text.bytes().fold(self.0, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
    }

    pub fn value(self) -> u64 {
        self.0
    }
}
