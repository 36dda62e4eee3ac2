//! The lexicon: about 180,000 words and how they are said, some by part of speech.

use std::{fmt, io::Read, sync::LazyLock};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};

use crate::natural::error::NaturalError;

/// How a word is said.
#[derive(Debug)]
pub(super) enum Entry {
    /// In one way.
    One(&'static str),
    /// In ways that depend on the part of speech; `DEFAULT` for the others, `None` for the end of a phrase. A way that is
    /// missing is spelt out.
    ByTag(Vec<(&'static str, Option<&'static str>)>),
}

/// Words in the order of their bytes.
pub(super) struct Words(Vec<(&'static str, Entry)>);

/// Checked by people.
pub(super) static GOLD: LazyLock<Result<Words, NaturalError>> =
    LazyLock::new(|| Words::read(outloud_voice_weights::LEXICON_GOLD));
/// Not checked.
pub(super) static SILVER: LazyLock<Result<Words, NaturalError>> =
    LazyLock::new(|| Words::read(outloud_voice_weights::LEXICON_SILVER));

impl Words {
    fn read(compressed: &[u8]) -> Result<Self, NaturalError> {
        let json = unpacked(compressed)?;
        let mut words = serde_json::Deserializer::from_str(json).deserialize_map(WordsVisitor)?;
        if !words.is_sorted_by(|a, b| a.0 < b.0) {
            words.sort_unstable_by_key(|word| word.0);
        }
        Ok(Self(words))
    }

    /// The word as it is written.
    pub(super) fn get(&self, word: &str) -> Option<&Entry> {
        let at = self.0.binary_search_by(|(known, _)| (*known).cmp(word)).ok()?;
        Some(&self.0[at].1)
    }
}

impl Entry {
    /// The way for a part of speech; `last`: at the end of a phrase. None: spelt out.
    pub(super) fn of(&self, tag: &str, last: bool) -> Option<&'static str> {
        let ways = match self {
            Self::One(way) => return Some(*way),
            Self::ByTag(ways) => ways,
        };
        let named = |name: &str| ways.iter().find(|(n, _)| *n == name);
        let found = named("None").filter(|_| last).or_else(|| named(tag)).or_else(|| named(parent(tag)));
        found.or_else(|| named("DEFAULT"))?.1
    }
}

/// The large class that a part of speech belongs to.
fn parent(tag: &str) -> &str {
    match tag {
        t if t.starts_with("VB") => "VERB",
        t if t.starts_with("NN") => "NOUN",
        t if t.starts_with("RB") || t == "ADV" => "ADV",
        t if t.starts_with("JJ") || t == "ADJ" => "ADJ",
        other => other,
    }
}

/// What gzip packed, for the life of the program: tables are read once and borrow from it.
pub(super) fn unpacked(compressed: &[u8]) -> Result<&'static str, NaturalError> {
    let mut out = String::with_capacity(compressed.len() * 5);
    flate2::read::GzDecoder::new(compressed).read_to_string(&mut out)?;
    Ok(out.leak())
}

struct WordsVisitor;

impl Visitor<'static> for WordsVisitor {
    type Value = Vec<(&'static str, Entry)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("words with their phonemes")
    }

    fn visit_map<A: MapAccess<'static>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut words = Vec::with_capacity(100_000);
        while let Some(word) = map.next_key()? {
            words.push((word, map.next_value_seed(EntrySeed)?));
        }
        Ok(words)
    }
}

struct EntrySeed;

impl DeserializeSeed<'static> for EntrySeed {
    type Value = Entry;

    fn deserialize<D: Deserializer<'static>>(self, deserializer: D) -> Result<Entry, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'static> for EntrySeed {
    type Value = Entry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("phonemes, or phonemes by part of speech")
    }

    fn visit_borrowed_str<E>(self, way: &'static str) -> Result<Entry, E> {
        Ok(Entry::One(way))
    }

    fn visit_map<A: MapAccess<'static>>(self, mut map: A) -> Result<Entry, A::Error> {
        let mut ways = Vec::new();
        while let Some(way) = map.next_entry()? {
            ways.push(way);
        }
        Ok(Entry::ByTag(ways))
    }
}
