//! What listening needs, shared by all questions: how phones compare, what the banks know, and what is left out.

use crate::pronounce::PhoneCosts;
use outloud_core::bank::Bank;

use super::keywords::Lexicon;

/// What listening needs.
#[derive(Debug, Clone)]
pub(super) struct Ear {
    pub lexicon: Lexicon,
    pub costs: PhoneCosts,
    /// The hash of the lexicon.
    pub fingerprint: u64,
    /// Left out, to measure what it is worth.
    pub without: Option<Ingredient>,
}

impl Ear {
    pub fn new<'a>(banks: impl IntoIterator<Item = &'a Bank>) -> Self {
        let lexicon = Lexicon::new(banks);
        Self { fingerprint: lexicon.fingerprint(), lexicon, costs: PhoneCosts::new(), without: None }
    }

    /// Whether `ingredient` is in use.
    pub fn has(&self, ingredient: Ingredient) -> bool {
        self.without != Some(ingredient)
    }
}

/// A part of the scorer that can be left out to measure what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ingredient {
    /// Other inflections of the same word.
    Stems,
    /// Other ways to say it: acronyms, numbers, technical terms.
    Aliases,
    /// Words written apart or together.
    Joined,
    /// Near spelling.
    Fuzzy,
    /// The same sounds.
    Sound,
    /// Disowning.
    Negation,
    /// Partial credit for words that share most letters.
    RelatedWords,
    /// Partial credit for everyday paraphrases.
    Paraphrases,
    /// A little credit for words under one heading of the thesaurus.
    Headings,
    /// Yes against no.
    Verdict,
    /// Words of the question counting little.
    QuestionWords,
    /// Rare words counting more.
    Idf,
    /// The first words earning more than the last.
    Bend,
}

impl Ingredient {
    /// Every one, in the order of the reports.
    pub const ALL: [Self; 13] = [
        Self::Stems,
        Self::Aliases,
        Self::Joined,
        Self::Fuzzy,
        Self::Sound,
        Self::Negation,
        Self::RelatedWords,
        Self::Paraphrases,
        Self::Headings,
        Self::Verdict,
        Self::QuestionWords,
        Self::Idf,
        Self::Bend,
    ];

    /// What reports call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stems => "stems",
            Self::Aliases => "aliases",
            Self::Joined => "joined words",
            Self::Fuzzy => "near spelling",
            Self::Sound => "sound",
            Self::Negation => "negation",
            Self::RelatedWords => "related words",
            Self::Paraphrases => "paraphrases",
            Self::Headings => "headings of the thesaurus",
            Self::Verdict => "yes against no",
            Self::QuestionWords => "question words discounted",
            Self::Idf => "idf",
            Self::Bend => "concave coverage",
        }
    }
}
