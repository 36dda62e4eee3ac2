//! One word's phonemes: special words, terms, the lexicon with its inflections, letters one by one, the spelling network.

use crate::natural::error::NaturalError;

use super::{
    lexicon::{Entry, GOLD, SILVER, Words},
    spelling::SpellingNetwork,
    stress::{self, Stress},
    suffix,
};

/// What is known of the words after one.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Following {
    /// Whether the next sound is a vowel; none at the end of a phrase.
    pub(super) vowel: Option<bool>,
    /// Whether the next word is "to".
    pub(super) to: bool,
}

/// The words and the network for those that are in no list.
pub(super) struct Pronouncer {
    gold: &'static Words,
    silver: &'static Words,
    network: SpellingNetwork,
}

impl Pronouncer {
    pub(super) fn load() -> Result<Self, NaturalError> {
        let loaded = |words: &'static Result<Words, NaturalError>| words.as_ref().map_err(NaturalError::again);
        let silver = std::thread::spawn(|| SILVER.is_ok());
        let (gold, network) = (loaded(&GOLD)?, SpellingNetwork::load()?);
        let _ = silver.join();
        Ok(Self { gold, silver: loaded(&SILVER)?, network })
    }

    /// Whether a list has it, as it is written.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.gold.get(word).is_some() || self.silver.get(word).is_some()
    }

    /// The phonemes of a word with its part of speech.
    pub(super) fn say(&self, word: &str, tag: &str, following: Following) -> Result<String, NaturalError> {
        if let Some(said) = self.special(word, tag, following) {
            return Ok(said);
        }
        let lower = word.to_lowercase();
        let capitals = word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
        let stress = match capitals {
            true => Stress::Strongest,
            false if lower != word => Stress::Stronger,
            false => Stress::Given,
        };
        for form in [word, &lower] {
            if let Some(said) = self.listed(form, tag, following.vowel.is_none()) {
                return Ok(if form == word && !capitals { said } else { stress::apply(&said, stress) });
            }
        }
        for form in [word, &lower] {
            if let Some(said) = self.inflected(form, tag) {
                return Ok(stress::apply(&said, stress));
            }
        }
        match self.network.phonemes(&lower)? {
            // A word without sound is a sign that no text has a name for.
            said if said.contains(stress::is_vowel) => Ok(said),
            _ => Ok(self.spelt(word)),
        }
    }

    /// Letters by their names, the last one stressed.
    pub(super) fn spelt(&self, word: &str) -> String {
        let name = |letter: char| match self.gold.get(&letter.to_uppercase().to_string())? {
            Entry::One(way) => Some(*way),
            Entry::ByTag(_) => None,
        };
        let names: String = word.chars().filter_map(name).collect();
        let weak = stress::apply(&names, Stress::Weaker);
        match weak.rsplit_once(stress::SECONDARY) {
            Some((before, last)) => format!("{before}{}{last}", stress::PRIMARY),
            None => weak,
        }
    }

    fn listed(&self, word: &str, tag: &str, last: bool) -> Option<String> {
        let entry = self.gold.get(word).or_else(|| self.silver.get(word))?;
        Some(entry.of(tag, last).map_or_else(|| self.spelt(word), str::to_owned))
    }

    fn inflected(&self, word: &str, tag: &str) -> Option<String> {
        if let Some(owners) = word.strip_suffix('\'') {
            return self.listed(owners, tag, false).or_else(|| self.inflected(owners, tag));
        }
        for (ending, stems) in suffix::stems(word) {
            for stem in stems {
                let said = self.listed(&stem, tag, false).or_else(|| self.listed(&stem.to_lowercase(), tag, false));
                if let Some(said) = said {
                    return Some(ending(&said));
                }
            }
        }
        None
    }

    /// Words whose sound depends on what follows, or on more than their part of speech.
    fn special(&self, word: &str, tag: &str, following: Following) -> Option<String> {
        let vowel = following.vowel;
        let said = match word.to_lowercase().as_str() {
            "a" if tag == "DT" || word == "a" => "ɐ",
            "a" => "ˈA",
            "an" => "ɐn",
            "am" if vowel.is_none() => "æm",
            "am" => "ɐm",
            "i" if tag == "PRP" => "ˌI",
            "by" if tag.starts_with("RB") => "bˈI",
            "to" => match vowel {
                None => "tu",
                Some(true) => "tʊ",
                Some(false) => "tə",
            },
            "in" if vowel.is_none() || tag != "IN" => "ˈɪn",
            "in" => "ɪn",
            "the" if vowel == Some(true) => "ði",
            "the" => "ðə",
            "used" if following.to && (tag == "VBD" || tag == "JJ") => return self.listed(word, "VBD", false),
            "used" => return self.listed("used", "DEFAULT", false),
            _ => return None,
        };
        Some(said.to_owned())
    }
}
