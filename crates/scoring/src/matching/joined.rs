//! Finding what is written together or apart: back end is backend, "C I C D" is CI/CD, "p ninety five" is p95.

use outloud_core::scorecard::How;

use crate::text::Class;

use super::{hit::Hit, params, target::Target, transcript::IndexedTranscript};

/// Places where the letters of a form stand, cut into other words.
pub(super) fn find(indexed: &IndexedTranscript, target: &Target, hits: &mut Vec<Hit>) {
    for form in &target.forms {
        for hash in &form.joins {
            for (first, length) in indexed.joined(*hash) {
                let last = first + length - 1;
                if let Some(how) = how(indexed, first, last, form.letters) {
                    hits.push(Hit { first, last, how, quality: params::confidence(how) });
                }
            }
        }
    }
}

/// Letters and numbers read out one by one are an alias; whole words are joined, unless they are too short or only
/// small words ("I am" is not IAM).
fn how(indexed: &IndexedTranscript, first: usize, last: usize, letters: usize) -> Option<How> {
    let tokens = &indexed.tokens[first..=last];
    let spelt = |text: &str| text.chars().count() == 1 || text.bytes().all(|b| b.is_ascii_digit());
    if tokens.iter().all(|t| spelt(&t.text)) && tokens.len() > 1 {
        return Some(How::Alias);
    }
    if tokens.iter().any(|t| t.text.bytes().any(|b| b.is_ascii_digit())) {
        return Some(How::Alias);
    }
    let small = tokens.iter().all(|t| t.class != Class::Content && !t.capitals);
    (letters >= params::JOIN_SHORTEST && !small || tokens.iter().any(|t| t.capitals)).then_some(How::Joined)
}
