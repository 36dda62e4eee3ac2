//! How a word that no lexicon has is probably said: a small network from letters to phonemes.

use std::collections::HashMap;

use rten::Model;
use rten_tensor::{NdTensor, prelude::*};
use serde::Deserialize;

use super::stress;
use crate::natural::error::NaturalError;

/// The network with its alphabets.
pub(super) struct SpellingNetwork {
    model: Model,
    letters: HashMap<String, i32>,
    phonemes: Vec<String>,
    longest: usize,
}

#[derive(Deserialize)]
struct Symbols {
    #[serde(rename = "in")]
    letters: Vec<String>,
    #[serde(rename = "out")]
    phonemes: Vec<String>,
    maxlen: usize,
}

impl SpellingNetwork {
    pub(super) fn load() -> Result<Self, NaturalError> {
        let symbols: Symbols = serde_json::from_slice(outloud_voice_weights::SPELLING_SYMBOLS)?;
        let letters = symbols.letters.into_iter().zip(1..).collect();
        let model = Model::load_static_slice(outloud_voice_weights::SPELLING)?;
        Ok(Self { model, letters, phonemes: symbols.phonemes, longest: symbols.maxlen })
    }

    /// The phonemes of a word; empty if it has no letter that the network knows.
    pub(super) fn phonemes(&self, word: &str) -> Result<String, NaturalError> {
        let ids: Vec<i32> = word.chars().filter_map(|c| self.letters.get(&c.to_string()).copied()).collect();
        let mut out = String::new();
        for piece in ids.chunks(self.longest) {
            out += &self.piece(piece)?;
        }
        Ok(stress::before_vowels(&out))
    }

    /// Connectionist temporal classification: repeated classes are one, class 0 is none.
    fn piece(&self, ids: &[i32]) -> Result<String, NaturalError> {
        let input = NdTensor::from_data([1, ids.len()], ids.to_vec());
        let [classes] = self.model.run_n(
            [(self.model.node_id("chars")?, input.into())].into(),
            [self.model.node_id("ids")?],
            None,
        )?;
        let classes: NdTensor<i32, 2> = classes.try_into()?;
        let (mut out, mut before) = (String::new(), 0);
        for &class in classes.iter() {
            let phoneme = usize::try_from(class - 1).ok().and_then(|at| self.phonemes.get(at));
            if class != before
                && let Some(phoneme) = phoneme
            {
                out += phoneme;
            }
            before = class;
        }
        Ok(out)
    }
}
