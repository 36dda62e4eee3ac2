//! Parts of speech by an averaged perceptron: the tag of a word from its letters, its neighbours and the tags before it.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    fmt,
    sync::LazyLock,
};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};

use super::lexicon::unpacked;
use crate::natural::error::NaturalError;

/// The tagger as it was trained.
#[derive(Deserialize)]
pub(super) struct Tagger {
    #[serde(borrow)]
    tags: Vec<&'static str>,
    /// Words that have one tag.
    #[serde(borrow)]
    tagdict: HashMap<&'static str, &'static str>,
    /// Words that were frequent in training; the others are known by their shape.
    #[serde(borrow)]
    vocab: HashSet<Cow<'static, str>>,
    /// Features and the weights that they give to tags.
    #[serde(borrow)]
    weights: HashMap<Cow<'static, str>, Weights>,
}

/// Tags and their weights: few enough to look through.
struct Weights(Vec<(&'static str, f32)>);

impl<'de: 'static> Deserialize<'de> for Weights {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(WeightsVisitor)
    }
}

struct WeightsVisitor;

impl<'de: 'static> Visitor<'de> for WeightsVisitor {
    type Value = Weights;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tags and their weights")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Weights, A::Error> {
        let mut weights = Vec::new();
        while let Some(pair) = map.next_entry()? {
            weights.push(pair);
        }
        Ok(Weights(weights))
    }
}

/// Loaded when it is first used.
pub(super) static TAGGER: LazyLock<Result<Tagger, NaturalError>> =
    LazyLock::new(|| Ok(serde_json::from_str(unpacked(outloud_voice_weights::TAGGER)?)?));

impl Tagger {
    /// The Penn Treebank tag of each word.
    pub(super) fn tag(&self, words: &[&str]) -> Vec<&'static str> {
        let (starts, ends) = (["-START-", "-START2-"], ["-END-", "-END2-"]);
        let normal: Vec<String> = words.iter().map(|w| self.normal(w)).collect();
        let near = |at: isize| match at {
            -1 => starts[0],
            a if a < -1 => starts[1],
            a => normal.get(a as usize).map_or(ends[usize::from(a as usize > normal.len())], String::as_str),
        };
        let mut tags: Vec<&'static str> = Vec::with_capacity(words.len());
        for (at, word) in words.iter().enumerate() {
            let before = |back: usize| at.checked_sub(back).map_or(starts[usize::from(back > at + 1)], |i| tags[i]);
            let tag = self.tagdict.get(*word).copied().unwrap_or_else(|| {
                let i = at as isize;
                self.best(&[
                    "b".to_owned(),
                    format!("s3={}", ending(word)),
                    format!("p1={}", word.chars().take(1).collect::<String>()),
                    format!("w={}", normal[at]),
                    format!("sh={}", shape(word)),
                    if at == 0 { "i0" } else { "i+" }.to_owned(),
                    format!("t-1={}", before(1)),
                    format!("t-2={}", before(2)),
                    format!("t-12={},{}", before(1), before(2)),
                    format!("w-1={}", near(i - 1)),
                    format!("s3-1={}", ending(near(i - 1))),
                    format!("w-2={}", near(i - 2)),
                    format!("w+1={}", near(i + 1)),
                    format!("s3+1={}", ending(near(i + 1))),
                    format!("w+2={}", near(i + 2)),
                ])
            });
            tags.push(tag);
        }
        tags
    }

    fn best(&self, features: &[String]) -> &'static str {
        let mut scores = vec![0.0_f32; self.tags.len()];
        for (tag, weight) in features.iter().filter_map(|f| self.weights.get(f.as_str())).flat_map(|w| &w.0) {
            if let Some(at) = self.tags.iter().position(|t| t == tag) {
                scores[at] += weight;
            }
        }
        let best = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        best.map_or("", |(at, _)| self.tags[at])
    }

    fn normal(&self, word: &str) -> String {
        let digits = word.bytes().all(|b| b.is_ascii_digit());
        match word {
            w if w.contains('-') && !w.starts_with('-') => "!HYPHEN".to_owned(),
            w if digits && w.len() == 4 => "!YEAR".to_owned(),
            w if w.starts_with(|c: char| c.is_ascii_digit()) => "!DIGITS".to_owned(),
            w => Some(w.to_lowercase())
                .filter(|l| self.vocab.contains(l.as_str()))
                .unwrap_or_else(|| format!("<{}>", shape(w))),
        }
    }
}

fn ending(word: &str) -> &str {
    word.char_indices().rev().nth(2).map_or(word, |(at, _)| &word[at..])
}

fn shape(word: &str) -> String {
    let upper = word.chars().any(char::is_uppercase);
    match word {
        w if upper && w.chars().any(|c| c.is_ascii_digit()) => "X1".to_owned(),
        w if upper && !w.chars().any(char::is_lowercase) => "XX".to_owned(),
        w if upper
            && w.chars().next().is_some_and(char::is_uppercase)
            && !w.chars().skip(1).any(char::is_uppercase) =>
        {
            "Xx".to_owned()
        }
        _ if upper => "xX".to_owned(),
        w if w.chars().all(char::is_alphabetic) => "x".to_owned(),
        w => w.chars().take(4).map(class).collect(),
    }
}

fn class(c: char) -> char {
    match c {
        c if c.is_ascii_digit() => 'd',
        c if c.is_alphabetic() => 'x',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heteronyms_are_told_apart() {
        let tagger = TAGGER.as_ref().expect("the tagger");
        let tags = |text: &str| tagger.tag(&text.split(' ').collect::<Vec<_>>());
        assert_eq!(tags("You record the record .")[1], "VBP");
        assert_eq!(tags("You record the record .")[3], "NN");
        assert_eq!(tags("How would you use it ?")[3], "VB");
        assert!(tags("What is the use of it ?")[3].starts_with("NN"));
    }
}
