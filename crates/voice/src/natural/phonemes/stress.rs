//! Stress marks: moved in front of the vowel that they stress, weakened, strengthened.

pub(super) const PRIMARY: char = 'ˈ';
pub(super) const SECONDARY: char = 'ˌ';
const VOWELS: &str = "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ";

/// How strongly a word is stressed, other than as the lexicon has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stress {
    /// As the lexicon has it.
    Given,
    /// A primary stress becomes secondary, a word without stress gets a secondary one.
    Weaker,
    /// A word without stress gets a secondary one, one with a secondary stress a primary one.
    Stronger,
    /// A word has a primary stress.
    Strongest,
}

/// Whether it is the sign of a vowel.
pub(super) fn is_vowel(phoneme: char) -> bool {
    VOWELS.contains(phoneme)
}

/// The phonemes with this stress.
pub(super) fn apply(phonemes: &str, stress: Stress) -> String {
    let (primary, secondary) = (phonemes.contains(PRIMARY), phonemes.contains(SECONDARY));
    let has_vowel = phonemes.contains(is_vowel);
    match stress {
        Stress::Weaker if primary => phonemes.replace(SECONDARY, "").replace(PRIMARY, "ˌ"),
        Stress::Stronger | Stress::Strongest if secondary && !primary => phonemes.replace(SECONDARY, "ˈ"),
        Stress::Strongest if !primary && has_vowel => before_vowels(&format!("{PRIMARY}{phonemes}")),
        Stress::Weaker | Stress::Stronger if !primary && !secondary && has_vowel => {
            before_vowels(&format!("{SECONDARY}{phonemes}"))
        }
        _ => phonemes.to_owned(),
    }
}

/// Each mark moved to the vowel that follows it.
pub(super) fn before_vowels(phonemes: &str) -> String {
    let mut out = String::with_capacity(phonemes.len());
    let mut waiting = None;
    for phoneme in phonemes.chars() {
        if phoneme == PRIMARY || phoneme == SECONDARY {
            waiting = Some(phoneme);
            continue;
        }
        if is_vowel(phoneme) {
            out.extend(waiting.take());
        }
        out.push(phoneme);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_before_vowels_and_change_their_strength() {
        assert_eq!(apply("kˈæt", Stress::Weaker), "kˌæt");
        assert_eq!(apply("stɹɪp", Stress::Strongest), "stɹˈɪp");
        assert_eq!(apply("stɹɪp", Stress::Weaker), "stɹˌɪp");
        assert_eq!(apply("kˌæt", Stress::Stronger), "kˈæt");
        assert_eq!(apply("hm", Stress::Strongest), "hm");
        assert_eq!(apply("kˈætəlˌɔɡ", Stress::Given), "kˈætəlˌɔɡ");
    }
}
