//! What a hit looks like on a scorecard.

use outloud_core::{scorecard::Evidence, transcript::Transcript};

use crate::round::thousandth;

use super::{heard, hit::Hit, transcript::IndexedTranscript};

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
        hearing: heard::best_at(indexed, hit),
    }
}

#[cfg(test)]
mod tests {
    use outloud_core::scorecard::How;

    use super::*;
    use crate::{matching::Lexicon, testing::spoken};

    #[test]
    fn evidence_quotes_the_words_with_their_time_and_doubt() {
        let transcript = spoken(&[("A", 1.0), ("five", 0.8), ("oh", 0.4), ("two,", 0.6), ("maybe", 0.9)]);
        let indexed = IndexedTranscript::new(&transcript, &Lexicon::default());
        let hit = Hit { first: 1, last: 1, how: How::Exact, quality: 1.0 };
        let evidence = evidence(&hit, &indexed, &transcript);
        assert_eq!((evidence.text.as_str(), evidence.first_word, evidence.word_count), ("five oh two,", 1, 3));
        assert_eq!((evidence.start_s, evidence.end_s), (Some(0.5), Some(1.9)));
        // The token is as sure as its least sure word.
        assert_eq!(evidence.confidence, 0.4);
    }
}
