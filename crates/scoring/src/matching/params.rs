//! What counts as said.

use outloud_core::scorecard::How;

/// How sure a way of hearing is, before the recogniser's own probability; fuzzy and sound say themselves.
#[must_use]
pub fn certainty(how: How) -> f64 {
    match how {
        How::Exact => 1.0,
        How::Stem => 0.98,
        How::Alias => 0.97,
        How::Joined => 0.95,
        How::Fuzzy | How::Sound => 0.9,
    }
}

/// Words that may stand between two words of a phrase, stop words and light words not counted: "a slow database query" is a
/// slow query. None between two words that a small one ties together: what is "reviewed in code" is no policy as code. With two, answers to other questions earn more by chance, and no spoken term more is heard.
pub const LARGEST_GAP: usize = 1;

/// Words shorter than this (in letters) are never heard by near spelling.
pub const FUZZY_SHORTEST: usize = 5;

/// Near spelling: one edit for each so many letters, rounded down.
pub const FUZZY_LETTERS_PER_EDIT: usize = 4;

/// Terms of fewer phones are never heard by sound.
pub const SOUND_SHORTEST: usize = 3;

/// Terms of fewer phones than this are heard only in words that mean nothing here and sound the same: "cash" for cache.
pub const SOUND_TINY: usize = 5;

/// What they may cost in all, in hundredths.
pub const SOUND_COST_TINY: u16 = 12;

/// What a sound match may cost, in hundredths per phone, if all the words heard are words of the banks.
pub const SOUND_COST_IN_DOMAIN: u16 = 5;

/// The same if one of them is a dictionary word that no bank uses.
pub const SOUND_COST_IN_DICTIONARY: u16 = 12;

/// The same if one of them is in no dictionary: the recogniser was guessing.
pub const SOUND_COST_OUT_OF_VOCABULARY: u16 = 20;

/// What any one word of a term may cost, in hundredths per phone: none may be lost whole.
pub const SOUND_COST_WORD: u32 = 32;

/// A word of the banks that the recogniser gives a lower probability counts as a stray one.
pub const UNSURE_BELOW: f64 = 0.4;

/// Terms of fewer phones than this get half the cost.
pub const SOUND_SHORT: usize = 7;

/// How many content words after a negation it reaches, within the clause.
pub const NEGATION_REACH: usize = 3;

/// Words that one joined spelling may span.
pub const LONGEST_JOIN: usize = 6;

/// Letters that one joined spelling may have.
pub const JOIN_LETTERS: usize = 28;

/// Terms of fewer letters are joined only from letters and digits said one by one.
pub const JOIN_SHORTEST: usize = 4;

/// Tokens that one sound match may reach in either direction.
pub const OOV_SPAN: usize = 5;

/// What each word between the words of a phrase takes off the quality.
pub const GAP_COST: f64 = 0.02;
