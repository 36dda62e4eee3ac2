//! What matching needs besides the question: how phones compare, and what the banks know.

use outloud_core::bank::Bank;

use crate::pronounce::PhoneCosts;

use super::lexicon::Lexicon;

/// What matching needs, shared by all questions.
#[derive(Debug, Clone)]
pub(crate) struct MatchContext {
    pub lexicon: Lexicon,
    pub costs: PhoneCosts,
    /// The hash of the lexicon.
    pub fingerprint: u64,
}

impl MatchContext {
    pub fn new<'a>(banks: impl IntoIterator<Item = &'a Bank>) -> Self {
        let lexicon = Lexicon::new(banks);
        Self { fingerprint: lexicon.fingerprint(), lexicon, costs: PhoneCosts::new() }
    }
}
