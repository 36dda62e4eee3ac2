//! What sounds alike, in hundredths: 0 is the same sound, 100 has nothing to do with it. Decided by
//! `outloud evaluate terms --dir DIR`: spoken terms that are found by sound, and terms found that were not said.

/// Pronunciations that one term is tried with.
pub(super) const MOST_WAYS: usize = 3;

/// Words whose pronunciations are remembered: all of the banks and as many of the answers ...
pub(super) const REMEMBERED: usize = 60_000;

/// ... and words in capitals.
pub(super) const REMEMBERED_CAPITALS: usize = 10_000;

/// Words in capitals, and words without a vowel, of at most this many letters are spelt out: "AWS", "xkcd".
pub(super) const SPELT_OUT: usize = 5;

/// The same beside a digit: "ec2", but "python3" is read.
pub(super) const SPELT_OUT_BESIDE_DIGITS: usize = 3;

/// Letters of each half of a word that is read as two dictionary words: "autoscaling".
pub(super) const HALF_OF_COMPOUND: usize = 3;

// One phone for another.

/// Two phones that have nothing in common, and the most that any two cost.
pub(super) const UNLIKE: u16 = 100;

/// AH and IH: without stress they are the same little vowel.
pub(super) const UNSTRESSED_VOWELS: u16 = 12;

/// Two vowels: this much ...
pub(super) const VOWELS: u16 = 12;

/// ... and so much for each step of tongue or jaw, and for another glide ...
pub(super) const VOWEL_STEP: u16 = 6;

/// ... and at most this.
pub(super) const VOWELS_MOST: u16 = 50;

/// Two consonants of which only one is voiced.
pub(super) const VOICE: u16 = 18;

/// Added to [`VOICE`] where the voice is all that differs: P and B.
pub(super) const ONLY_VOICE: u16 = 4;

/// One step from the lips towards the throat.
pub(super) const PLACE_STEP: u16 = 6;

/// Two nasals.
pub(super) const NASALS: u16 = 10;

/// Two other consonants that are made the same way.
pub(super) const SAME_MANNER: u16 = 14;

/// An affricate for the stop or the fricative that it ends or begins with.
pub(super) const AFFRICATE: u16 = 28;

/// A liquid for a glide.
pub(super) const LIQUID_GLIDE: u16 = 30;

/// A stop for a fricative.
pub(super) const STOP_FRICATIVE: u16 = 45;

/// Consonants that are made in ways further apart.
pub(super) const OTHER_MANNER: u16 = 60;

/// ER for R: it is a vowel and an r at once.
pub(super) const ER_R: u16 = 25;

/// A close vowel for its glide: IY for Y, UW for W.
pub(super) const VOWEL_GLIDE: u16 = 35;

// A phone more or less.

/// An h at the beginning: "high".
pub(super) const LOSE_FIRST_H: u8 = 25;

/// A y after a consonant: "queue".
pub(super) const LOSE_Y_AFTER_CONSONANT: u8 = 20;

/// A t or d that ends a word after a consonant: "potent".
pub(super) const LOSE_FINAL_STOP: u8 = 25;

/// A t or d between vowels: "data".
pub(super) const LOSE_FLAP: u8 = 45;

/// An r between a vowel and a consonant, or at the end: "port".
pub(super) const LOSE_R_AFTER_VOWEL: u8 = 30;

/// A vowel that begins a word: "synchronous" is not "asynchronous".
pub(super) const LOSE_FIRST_VOWEL: u8 = 70;

/// AH or IH elsewhere.
pub(super) const LOSE_REDUCED_VOWEL: u8 = 35;

/// HH, Y or W elsewhere.
pub(super) const LOSE_WEAK: u8 = 45;

/// T, D, R, L or ER elsewhere.
pub(super) const LOSE_MIDDLING: u8 = 60;

/// Any other vowel.
pub(super) const LOSE_VOWEL: u8 = 50;

/// Any other consonant.
pub(super) const LOSE_CONSONANT: u8 = 70;
