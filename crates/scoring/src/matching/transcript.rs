//! A transcript made ready for matching: tokens, where each stem stands, joined spellings, sounds, and doubts.

use std::{collections::HashMap, sync::OnceLock};

use outloud_core::transcript::Transcript;

use crate::{
    hash::Fnv,
    pronounce::{self, PhoneSequence},
    text::{self, Break, Class, Token},
};

use super::{heard_term::HeardTerm, lexicon::Lexicon, negation, oov::OovClass, params, starts::WordStarts};

/// A transcript made ready for matching.
pub(crate) struct IndexedTranscript {
    /// Every word.
    pub tokens: Vec<Token>,
    /// Indices into `tokens` of the words that are not stop words.
    pub content: Vec<u32>,
    /// How many words of class content stand before each place of `content`.
    pub weight_before: Vec<u32>,
    /// Places in `content` by stem.
    pub by_stem: HashMap<String, Vec<u32>>,
    /// What is written together or apart: the hash of its letters, its first token, its length. In this order.
    joined: OnceLock<Vec<(u64, u32, u32)>>,
    sounds: OnceLock<Sounds>,
    /// For each token, how likely it is that another word was said.
    pub oov: Vec<OovClass>,
    /// The worst suspicion within [`params::OOV_SPAN`] tokens of each: what a match that passes there may hope for.
    pub oov_near: Vec<OovClass>,
    /// Places in `content` of longer words that nobody knows: the recogniser or the typist may have meant another.
    pub odd: Vec<u32>,
    /// How many negations stand before each token; one more entry at the end.
    pub negations: Vec<u32>,
    /// How likely it is that each token was said, or what was heard by ear in its place; 1 for typed text.
    pub probability: Vec<f64>,
    /// Terms that were verified by ear.
    pub heard: Vec<HeardTerm>,
}

/// How a transcript sounds.
pub(super) struct Sounds {
    /// The sounds of all words in a row.
    pub phones: PhoneSequence,
    /// How each word begins.
    pub starts: WordStarts,
}

impl IndexedTranscript {
    /// Prepares `transcript`. Linear in its length.
    pub fn new(transcript: &Transcript, lexicon: &Lexicon) -> Self {
        let tokens = text::tokens(transcript.words.iter().map(|w| w.text.as_str()));
        let mut probability: Vec<f64> = tokens.iter().map(|t| word_probability(transcript, t)).collect();
        let heard = HeardTerm::all(transcript, &tokens);
        for term in &heard {
            for own in &mut probability[term.first..=term.last] {
                *own = own.max(term.certainty());
            }
        }
        let mut indexed = Self {
            content: Vec::new(),
            weight_before: Vec::new(),
            by_stem: HashMap::new(),
            joined: OnceLock::new(),
            sounds: OnceLock::new(),
            negations: negation::count(&tokens),
            oov: Vec::new(),
            oov_near: Vec::new(),
            odd: Vec::new(),
            probability,
            heard,
            tokens,
        };
        indexed.index_content();
        indexed.index_classes(lexicon);
        indexed
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

    fn index_classes(&mut self, lexicon: &Lexicon) {
        let mut known: HashMap<(&str, bool, bool), OovClass> = HashMap::new();
        for (token, probability) in self.tokens.iter().zip(&self.probability) {
            let key = (token.text.as_str(), token.capitals, token.name);
            let oov = known.entry(key).or_insert_with(|| OovClass::of(token, lexicon));
            let unsure =
                *oov == OovClass::InDomain && token.class == Class::Content && *probability < params::UNSURE_BELOW;
            self.oov.push(if unsure { OovClass::InDictionary } else { *oov });
        }
        let near = |at: usize| {
            let range = at.saturating_sub(params::OOV_SPAN)..(at + params::OOV_SPAN + 1).min(self.oov.len());
            self.oov[range].iter().max().copied().unwrap_or(OovClass::InDomain)
        };
        self.oov_near = (0..self.oov.len()).map(near).collect();
        let odd = |at: &u32| {
            let token = self.content[*at as usize] as usize;
            self.oov[token] == OovClass::OutOfVocabulary && self.tokens[token].text.len() >= params::FUZZY_SHORTEST - 1
        };
        self.odd = (0..self.content.len() as u32).filter(odd).collect();
    }

    /// How the words sound. Worked out when it is first asked for: written text rarely needs it.
    pub(super) fn sounds(&self) -> &Sounds {
        self.sounds.get_or_init(|| {
            let mut phones = PhoneSequence::default();
            self.tokens.iter().for_each(|token| phones.push(&pronounce::of(token).ways[0]));
            Sounds { starts: WordStarts::new(&phones, &self.oov_near), phones }
        })
    }

    /// First token and length of what has letters of this hash, written together or apart, in order.
    pub fn joined(&self, hash: u64) -> impl Iterator<Item = (usize, usize)> {
        let joined = self.joined.get_or_init(|| joins(&self.tokens));
        let same = joined[joined.partition_point(|(own, ..)| *own < hash)..].iter();
        same.take_while(move |(own, ..)| *own == hash).map(|&(_, first, length)| (first as usize, length as usize))
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

/// The hash of the letters of each token and of the few after it together, the last as it is written and by its stem; sorted.
fn joins(tokens: &[Token]) -> Vec<(u64, u32, u32)> {
    let mut joins = Vec::with_capacity(params::LONGEST_JOIN * tokens.len());
    for first in 0..tokens.len() {
        let mut hash = Fnv::new();
        let mut letters = 0;
        for (length, token) in (1..=params::LONGEST_JOIN).zip(&tokens[first..]) {
            letters += token.text.len();
            if letters > params::JOIN_LETTERS {
                break;
            }
            joins.push((hash.with(token.stem.as_bytes()), first as u32, length as u32));
            hash.push(token.text.as_bytes());
            if token.text != token.stem {
                joins.push((hash.value(), first as u32, length as u32));
            }
        }
    }
    joins.sort_unstable();
    joins
}

fn word_probability(transcript: &Transcript, token: &Token) -> f64 {
    let words = &transcript.words[token.first_word..=token.last_word];
    words.iter().filter_map(|w| w.probability).filter(|p| p.is_finite()).fold(1.0_f64, f64::min).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{indexed, spoken};

    #[test]
    fn content_is_indexed_by_stem() {
        let indexed = indexed("we monitor the pods and monitored the pod");
        assert_eq!(indexed.by_stem["monitor"].len(), 2);
        assert_eq!(indexed.by_stem["pod"].len(), 2);
        assert!(!indexed.by_stem.contains_key("the"));
        let places = &indexed.by_stem["pod"];
        // Between the two pods stands "monitored"; "and" and "the" do not count.
        assert_eq!(indexed.gap(places[0], places[1]), 1);
    }

    #[test]
    fn a_denial_and_a_full_stop_lie_between_places() {
        let cases = [
            ("monitoring had no alerts", true, false),
            ("monitoring had many alerts", false, false),
            ("monitoring worked. We saw alerts", false, true),
            ("monitoring. Alerts", false, false),
        ];
        for (text, denied, parted) in cases {
            let indexed = indexed(text);
            let (first, last) = (indexed.by_stem["monitor"][0], indexed.by_stem["alert"][0]);
            assert_eq!((indexed.denied_between(first, last), indexed.parted(first, last)), (denied, parted), "{text}");
        }
    }

    #[test]
    fn the_recogniser_is_as_sure_as_the_mean_of_its_words() {
        let transcript = spoken(&[("cider", 0.9), ("pods", 0.5), ("die", f64::NAN), ("often", 7.0)]);
        let indexed = IndexedTranscript::new(&transcript, &Lexicon::default());
        assert!((indexed.certainty(0, 1) - 0.7).abs() < 1e-12);
        assert_eq!(indexed.certainty(2, 3), 1.0);
    }

    #[test]
    fn the_class_of_a_word_reaches_its_neighbours() {
        let text = format!("Kubectl met promethius {}", "and the ".repeat(6));
        let indexed = indexed(&text);
        assert_eq!(indexed.oov[0], OovClass::InDomain);
        assert_eq!(indexed.oov[2], OovClass::OutOfVocabulary);
        assert_eq!(indexed.oov_near[0], OovClass::OutOfVocabulary);
        assert_eq!(indexed.oov_near[2 + params::OOV_SPAN], OovClass::OutOfVocabulary);
        assert_eq!(indexed.oov_near[3 + params::OOV_SPAN], OovClass::InDomain);
    }

    #[test]
    fn an_unsure_word_of_the_domain_counts_as_one_outside_it() {
        let bank = serde_json::from_value(serde_json::json!({"schema": 1, "id": "b", "title": "B", "questions": [
            {"id": "q", "kind": "definition", "prompt": "?", "model_answer": "Pods."}
        ]}))
        .expect("a bank");
        let lexicon = Lexicon::new([&bank]);
        let class = |probability| IndexedTranscript::new(&spoken(&[("pods", probability)]), &lexicon).oov[0];
        assert_eq!((class(0.4), class(0.39)), (OovClass::InDomain, OovClass::InDictionary));
    }
}
