//! What becomes a derived point. Decided by `outloud evaluate answers --notes --file tests/fixtures/answers/held-back.json` and the banks'
//! example answers.

/// Content words of a clause that stands alone; shorter ones belong to the clause beside them.
pub(super) const CLAUSE_FROM: usize = 5;

/// Content words of a clause, less those of the question, that make a statement.
pub(super) const STATEMENT_FROM: usize = 2;

/// The most words of a clause that are listened for, the rarest.
pub(super) const MOST_WORDS: usize = 8;

/// What a word of the question weighs beside others.
pub(super) const QUESTION_WORD: f64 = 0.15;

/// From so many words on, three of them have to be said together; two of fewer.
pub(super) const THREE_FROM: usize = 5;

/// Tokens that a denial reaches.
pub(super) const DENIAL_REACH: usize = 8;

/// A word that more than this share of all model answers use says nothing of one clause.
pub(super) const COMMON_SHARE: f64 = 0.29;

/// A word that more than this share of all model answers use is no subject of its own.
pub(super) const SUBJECT_SHARE: f64 = 0.155;

/// Shares of fewer model answers than this say nothing about a word.
pub(super) const SHARES_FROM: usize = 20;

/// Tokens at the beginning of a clause among which its subject stands.
pub(super) const SUBJECT_WITHIN: usize = 3;

/// From so many points of its own on a question needs no derived ones.
pub(super) const OWN_ENOUGH: usize = 5;

/// Fewer points, own and derived, are too few to judge an answer by: then words alone decide.
pub(super) const POINTS_FROM: usize = 4;

/// From so many words of a clause on, their order tells whether it is turned round.
pub(super) const ORDERED_FROM: usize = 3;
