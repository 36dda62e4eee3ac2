//! What matching needs besides the question: how phones compare, and what the banks know.

use outloud_core::bank::Bank;

use crate::pronounce::PhoneCosts;

use super::{lexicon::Lexicon, topic_lexicon::TopicLexicon};

/// What matching needs, shared by all questions.
#[derive(Debug, Clone)]
pub(crate) struct MatchContext {
    pub lexicon: Lexicon,
    pub topics: TopicLexicon,
    pub costs: PhoneCosts,
    /// The hash of both lexicons.
    pub fingerprint: u64,
}

impl MatchContext {
    pub fn new<'a>(banks: impl IntoIterator<Item = &'a Bank>) -> Self {
        let banks: Vec<&Bank> = banks.into_iter().collect();
        let (lexicon, topics) = (Lexicon::new(banks.iter().copied()), TopicLexicon::new(banks));
        let fingerprint = lexicon.fingerprint().wrapping_add(topics.fingerprint());
        Self { lexicon, topics, costs: PhoneCosts::new(), fingerprint }
    }
}
