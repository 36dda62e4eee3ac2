//! What counts as said. Each group names the command that decides about a change to it: `terms` is
//! `outloud evaluate terms --dir DIR` (spoken terms that are found, and terms found that were not said), `answers` is
//! `outloud evaluate answers --file FILE` (graded answers to bank questions).

use outloud_core::scorecard::How;

/// The confidence of a way, before the recogniser's own probability. Near spelling and sound lower theirs by how far the match is
/// off. Decided by `answers`: it moves what is reported as doubtful, not the score.
#[must_use]
pub(crate) fn confidence(how: How) -> f64 {
    match how {
        How::Exact => 1.0,
        How::Stem => 0.98,
        How::Alias => 0.97,
        How::Joined => 0.95,
        How::Fuzzy | How::Sound => 0.9,
    }
}

// Phrases. Decided by `answers` and `terms`.

/// Content words that may stand between two words of a phrase: "a slow database query" is a slow query. With two, answers to other
/// questions earn more by chance, and no more spoken terms are found.
pub(super) const LARGEST_GAP: usize = 1;

/// The same where a small word ties the two together: "reviewed in code" is not "policy as code".
pub(super) const LARGEST_GAP_IN_TIED_PAIR: usize = 0;

/// What each content word in between takes off the quality.
pub(super) const GAP_COST: f64 = 0.02;

// Joined spellings. Decided by `terms`.

/// Tokens that one joined spelling may span: "C I C D" is four.
pub(super) const LONGEST_JOIN: usize = 6;

/// Letters that one joined spelling may have.
pub(super) const JOIN_LETTERS: usize = 28;

/// Terms of fewer letters are joined only from letters and digits said one by one.
pub(super) const JOIN_SHORTEST: usize = 4;

// Near spelling. Decided by `terms`.

/// Words of fewer letters are never found by near spelling.
pub(super) const FUZZY_SHORTEST: usize = 5;

/// One edit for each so many letters, rounded down ...
pub(super) const FUZZY_LETTERS_PER_EDIT: usize = 4;

/// ... and at most this many.
pub(super) const FUZZY_MOST_EDITS: usize = 3;

// Sound. Costs are in hundredths of a phone. Decided by `terms`.

/// Terms of fewer phones are never found by sound.
pub(super) const SOUND_SHORTEST: usize = 3;

/// Terms of fewer phones are found only in words outside the domain that sound the same: "cash" for cache.
pub(super) const SOUND_TINY: usize = 5;

/// What those may cost in all.
pub(super) const SOUND_COST_TINY: u16 = 12;

/// Terms of fewer phones may cost half as much.
pub(super) const SOUND_SHORT: usize = 7;

/// What a match may cost per phone of the term where every word is in the domain.
pub(super) const SOUND_COST_IN_DOMAIN: u16 = 5;

/// The same where one is a dictionary word that no bank uses.
pub(super) const SOUND_COST_IN_DICTIONARY: u16 = 12;

/// The same where one is in no dictionary: the recogniser guessed.
pub(super) const SOUND_COST_OUT_OF_VOCABULARY: u16 = 20;

/// What one word of the term may cost per phone: no word may be lost whole.
pub(super) const SOUND_COST_WORD: u32 = 32;

/// Phones that the allowance grows with at most: longer terms get no more.
pub(super) const SOUND_LONGEST: usize = 100;

/// A content word in the domain with a lower recogniser probability counts as one outside it.
pub(super) const UNSURE_BELOW: f64 = 0.4;

/// How many tokens away from an out-of-vocabulary word its allowance holds, so that an alignment may pass its neighbours.
pub(super) const OOV_SPAN: usize = 5;

// Proposals to verify by ear. Decided by `terms` and by the share of decoding time that they take.

/// Terms of fewer phones are never proposed.
pub(super) const PROPOSED_SHORTEST: usize = 4;

/// Terms of more words are never proposed, nor for more words.
pub(super) const PROPOSED_WORDS: usize = 4;

/// What a proposed term may cost per phone.
pub(super) const PROPOSED_COST: u16 = 28;

/// Dictionary words that no bank uses are suspicious below this probability of the recogniser ...
pub(super) const PROPOSED_BELOW: f64 = 0.8;

/// ... and content words of the domain below this.
pub(super) const PROPOSED_IN_DOMAIN_BELOW: f64 = 0.5;

/// Terms that are proposed at one place.
pub(super) const PROPOSED_AT_ONE_PLACE: usize = 2;

// Verified by ear. Evidence is in nats. Decided by `terms`.

/// A term with more evidence was said, whatever is written.
pub(super) const EAR_HEARD: f64 = -6.5;

/// A hit by sound or near spelling with less is doubtful, however alike the written words are.
pub(super) const EAR_AGAINST: f64 = -16.0;

/// What its quality is multiplied with.
pub(super) const EAR_DOUBT: f64 = 0.5;

/// Evidence at which it is as likely as not that the term was said.
pub(super) const EAR_EVEN: f64 = -10.0;

/// Nats from there to a certainty of 0.73.
pub(super) const EAR_STEEPNESS: f64 = 2.5;

/// Tokens on each side of a term heard by ear that may belong to a longer one.
pub(super) const EAR_REACH: usize = 4;

// Denials. Decided by `answers` and by the table of cases in `negation`.

/// Content words that a denial reaches, within the clause.
pub(super) const NEGATION_REACH: usize = 3;

/// Tokens that a denial reaches at most, small ones counted.
pub(super) const NEGATION_TOKENS: usize = 10;

/// Tokens after a term in which it can be called missing.
pub(super) const LACKING_TOKENS: usize = 4;

/// Tokens before a "not" in which its subject is looked for.
pub(super) const SUBJECT_TOKENS: usize = 4;

/// Letters from which on a prefix can turn a word into its opposite.
pub(super) const OPPOSITE_SHORTEST: usize = 5;
