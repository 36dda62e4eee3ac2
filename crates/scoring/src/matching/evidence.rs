//! What a hit looks like on a scorecard.

use outloud_core::{scorecard::Evidence, transcript::Transcript};

use crate::round::thousandth;

use super::{hit::Hit, transcript::IndexedTranscript};

/// The words of `hit` as transcribed, with their time and the confidence: quality times the recogniser's probability.
pub(crate) fn evidence(hit: &Hit, indexed: &IndexedTranscript, transcript: &Transcript) -> Evidence {
    let range = indexed.words(hit.first, hit.last);
    let (first_word, word_count) = (*range.start(), range.end() - range.start() + 1);
    let words = &transcript.words[range];
    Evidence {
        text: words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" "),
        start_s: words.first().and_then(|w| w.start_s),
        end_s: words.last().and_then(|w| w.end_s),
        how: hit.how,
        confidence: thousandth(hit.quality * indexed.certainty(hit.first, hit.last)),
        first_word,
        word_count,
    }
}
