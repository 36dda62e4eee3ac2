//! What all questions have in common.

use std::sync::Arc;

use outloud_core::{
    bank::{Bank, Keyword, Question},
    hearing::Heard,
    scorecard::Evidence,
    sound::Sound,
    transcript::{Proposal, Transcript, Word},
};

use crate::{
    answer::Prepared,
    hearing,
    matching::{self, IndexedTranscript, MatchContext, Target, evidence},
};

use super::{compiled::CompiledQuestion, input_hash::InputHash, keywords, params};

/// The terms of banks by their sound, for [`Scorer::propose_terms`].
#[derive(Debug, Clone)]
pub struct Vocabulary(matching::Vocabulary);

impl Vocabulary {
    /// The keywords of all questions. Takes a tenth of a second.
    pub fn new<'a>(banks: impl IntoIterator<Item = &'a Bank>) -> Self {
        Self(matching::Vocabulary::new(banks))
    }
}

/// What all questions have in common: how often words occur in the banks, how phones compare.
#[derive(Debug, Clone)]
pub struct Scorer {
    context: Arc<MatchContext>,
}

impl Scorer {
    /// Learns from `banks` how common each word is. Works with none: then all words are equally common.
    pub fn new<'a>(banks: impl IntoIterator<Item = &'a Bank>) -> Self {
        Self { context: Arc::new(MatchContext::new(banks)) }
    }

    /// Keywords worth proposing for a question that has none: at most ten of those derived from its model answer, the
    /// heaviest, in the answer's order, weighted 1..=3.
    #[must_use]
    pub fn propose_keywords(&self, question: &Question) -> Vec<Keyword> {
        let mut derived: Vec<_> =
            keywords::derive(question, params::IDF_EXPONENT, &self.context).into_iter().enumerate().collect();
        derived.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight).then(a.0.cmp(&b.0)));
        derived.truncate(params::PROPOSED_KEYWORDS);
        let heaviest = derived.first().map_or(1.0, |d| d.1.weight);
        derived.sort_by_key(|d| d.0);
        let keyword = |(_, d): (usize, keywords::DerivedKeyword)| Keyword {
            weight: (params::HEAVIEST_KEYWORD * d.weight / heaviest).round().clamp(1.0, params::HEAVIEST_KEYWORD) as u8,
            term: d.term,
            any: Vec::new(),
        };
        derived.into_iter().map(keyword).collect()
    }

    /// Makes `question` ready to score answers to it.
    #[must_use]
    pub fn compile(&self, question: &Question) -> CompiledQuestion {
        CompiledQuestion::new(question, Arc::clone(&self.context))
    }

    /// The hash of what scores of `question` follow from: a card whose `basis` is the hash with its answer is what scoring would give
    /// again.
    #[must_use]
    pub fn input_hash(&self, question: &Question) -> InputHash {
        InputHash::new(&self.context, question)
    }

    /// Whether a recording was heard well enough for scores of it to be shown.
    #[must_use]
    pub fn heard(&self, transcript: &Transcript, sound: &Sound) -> Heard {
        let indexed = IndexedTranscript::new(transcript, &self.context.lexicon);
        hearing::heard(&indexed, transcript, Some(sound))
    }

    /// Makes an answer ready for [`CompiledQuestion::keywords_as_written`].
    #[must_use]
    pub fn prepare(&self, transcript: Transcript) -> Prepared {
        Prepared::new(transcript, &self.context.lexicon)
    }

    /// Terms of `vocabulary` that may have been said where `words` say something else, the most alike first.
    #[must_use]
    pub fn propose_terms(&self, words: &[Word], vocabulary: &Vocabulary) -> Vec<Proposal> {
        matching::propose(words, &vocabulary.0, &self.context)
    }

    /// Where each of `terms` was said in `transcript`, whether or not the speaker denies it; in the order of `terms`.
    #[must_use]
    pub fn find_terms<'a>(
        &self,
        terms: impl IntoIterator<Item = &'a str>,
        transcript: &Transcript,
    ) -> Vec<Option<Evidence>> {
        let indexed = IndexedTranscript::new(transcript, &self.context.lexicon);
        let said = |term: &str| {
            let target = Target { negated_in_model: true, ..Target::new(term, []) };
            matching::find(&indexed, &target, &self.context.costs).map(|hit| evidence(&hit, &indexed, transcript))
        };
        terms.into_iter().map(said).collect()
    }
}
