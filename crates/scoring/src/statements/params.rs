//! What counts as claimed. Decided by `outloud evaluate answers --file FILE` on graded answers and by `bank check`, which runs the
//! banks' own examples; the tables of cases in this folder show what each is for.

// Phrases.

/// Alternatives of fewer letters are not found by near spelling or sound: too many other words are alike.
pub(super) const SHORTEST_BY_SOUND: usize = 6;

/// Small words that may stand between two words of a phrase.
pub(super) const SMALL_BETWEEN: usize = 2;

/// Content words that may stand between two words of a phrase: "roll the release back".
pub(super) const CONTENT_BETWEEN: usize = 1;

// Patterns.

/// Tokens that a pattern may span: this many ...
pub(super) const REACH: usize = 8;

/// ... and so many more for each slot.
pub(super) const REACH_PER_SLOT: usize = 4;

/// Sentence ends that a statement may span: recognisers set full stops at pauses.
pub(super) const SENTENCE_ENDS: u32 = 1;

/// Places of one slot that are tried around each place of the rarest slot. Bounds the work.
pub(super) const NEAREST: usize = 4;

/// Combinations that are tried around each place of the rarest slot. Bounds the work.
pub(super) const MOST_COMBINATIONS: usize = 64;

/// A `wrong` pattern is outvoted by more than so many `says` patterns of its point. Broad `says` patterns are met by chance more often
/// than `wrong` patterns: with 1, answers that have it backwards earn 48 in the mean and right ones 95; with 2, 32 and 93; with no
/// outvoting at all, 24 and 87 (330 answers by an author who saw the prompts only).
pub(super) const OUTVOTED_BY: usize = 2;

// Denials: content words that each kind reaches, within its clause.

/// "not", "never".
pub(super) const NOT_REACH: usize = 6;

/// "no", "zero".
pub(super) const NO_REACH: usize = 3;

/// "without", "nobody", "nothing".
pub(super) const WITHOUT_REACH: usize = NO_REACH + 1;

/// "instead of", "hardly", "avoid".
pub(super) const SOFT_REACH: usize = 4;

// Claims that are not the candidate's own: tokens before and after the word that says so.

/// "If", "would".
pub(super) const CONDITION_REACH: usize = 10;

/// "People think", "a common myth".
pub(super) const REPORT_REACH: usize = 16;

/// "That's wrong", "is a mistake".
pub(super) const REJECTION_REACH: usize = 10;

// Distances in tokens, with what dividing marks and bad places add: see `Clauses::distance` and `subjects`.

/// A comma, an "and".
pub(super) const SOFT_COST: u32 = 3;

/// The end of a clause.
pub(super) const CLAUSE_COST: u32 = 6;

/// The end of a sentence.
pub(super) const SENTENCE_COST: u32 = 12;

/// Sentences over which a subject carries: "A gauge is a level. It can fall. It can rise."
pub(super) const SUBJECT_CARRIES: u32 = 3;

/// The same for a subject that has no rivals.
pub(super) const NAMED_CARRIES: u32 = 2;

/// A subject behind its predicate: "config goes into Parameter Store".
pub(super) const BEHIND_COST: u32 = 2;

/// The same across a dividing mark or an "and".
pub(super) const ACROSS_COST: u32 = 10;

/// A subject that is named behind a verb: "pull does a fetch".
pub(super) const OBJECT_COST: u32 = 6;

/// How much nearer a rival has to be.
pub(super) const RIVAL_MARGIN: u32 = 2;

/// Tokens between a statement and its subject up to which the evidence quotes the subject too.
pub(super) const QUOTED_SUBJECT: usize = 12;

/// Phrases of one use that are kept ready for further questions: all banks together have 23,000.
pub(super) const REMEMBERED_PHRASES: usize = 40_000;
