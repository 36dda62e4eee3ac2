//! How far the words on the screen come behind the speaker.

use outloud_core::transcript::{Partial, Word, letters};
use serde::Serialize;

use super::times::quantile;

/// A word is shown where one with its letters begins no further than this from its time, in seconds: decodes disagree on times.
const NEAR_S: f64 = 1.5;

/// Seconds from the end of a word to the moment in which it stood on the screen, over the words of a take. Words that were
/// heard differently until the end came with the transcript.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WordLag {
    /// Half of the words came within this.
    pub median_s: f64,
    /// 95 in 100 words came within this.
    pub p95_s: f64,
    /// The same until they were firm.
    pub firm_median_s: f64,
    /// The same for 95 in 100 words.
    pub firm_p95_s: f64,
    /// The share of words that showed before the transcript was there, 0..=1.
    pub shown_early: f64,
}

/// The lag of the words of a take. `seen`: what was shown, with the second after the start of the take in which it came;
/// `final_s`: when the transcript came. None without words that have times.
#[must_use]
pub fn word_lag(words: &[Word], seen: &[(f64, &Partial)], final_s: f64) -> Option<WordLag> {
    let first = |word: &Word, firm: bool| {
        let shows = |partial: &Partial| {
            let most = if firm { partial.firm } else { partial.transcript.words.len() };
            partial.transcript.words.iter().take(most).any(|shown| same(shown, word))
        };
        seen.iter().find(|(_, partial)| shows(partial)).map(|(at, _)| *at)
    };
    let timed: Vec<&Word> = words.iter().filter(|w| w.start_s.is_some() && w.end_s.is_some()).collect();
    if timed.is_empty() {
        return None;
    }
    let lags = |firm: bool| {
        let lag = |w: &&Word| (first(w, firm).unwrap_or(final_s) - w.end_s.unwrap_or(0.0)).max(0.0);
        let mut lags: Vec<f64> = timed.iter().map(lag).collect();
        lags.sort_by(f64::total_cmp);
        lags
    };
    let (shown, firm) = (lags(false), lags(true));
    let early = timed.iter().filter(|w| first(w, false).is_some()).count();
    Some(WordLag {
        median_s: quantile(&shown, 0.5),
        p95_s: quantile(&shown, 0.95),
        firm_median_s: quantile(&firm, 0.5),
        firm_p95_s: quantile(&firm, 0.95),
        shown_early: early as f64 / timed.len() as f64,
    })
}

fn same(a: &Word, b: &Word) -> bool {
    let near = a.start_s.zip(b.start_s).is_some_and(|(a, b)| (a - b).abs() <= NEAR_S);
    near && letters(&a.text) == letters(&b.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use outloud_core::transcript::Transcript;

    #[test]
    fn a_word_counts_from_the_moment_in_which_it_is_right() {
        let word = |text: &str, start_s: f64| Word {
            text: text.to_owned(),
            start_s: Some(start_s),
            end_s: Some(start_s + 0.5),
            probability: None,
            hearings: Vec::new(),
        };
        let partial = |words: Vec<Word>, firm| Partial { transcript: Transcript::from_words(words), firm };
        let words = [word("Git", 0.5), word("rebase.", 1.5), word("git", 8.5)];
        let (wrong, right) =
            (partial(vec![word("git", 0.6)], 0), partial(vec![word("git", 0.5), word("rebase", 1.6)], 1));
        let lag = word_lag(&words, &[(2.0, &wrong), (4.0, &right)], 10.0).unwrap();
        assert_eq!((lag.median_s, lag.firm_median_s), (1.0, 3.0), "1, 2 and 1 s; firm 3, 8 and 1 s");
        assert!(lag.p95_s > 1.0 && lag.firm_p95_s > 7.0, "{lag:?}");
        assert_eq!(lag.shown_early, 2.0 / 3.0);
        assert_eq!(word_lag(&[], &[], 1.0), None);
    }
}
