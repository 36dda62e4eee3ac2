//! How exact the words' times are, against a reference that says when each word really begins.

use serde::Serialize;

use outloud_core::transcript::{Transcript, letters};

/// A start within this many seconds of the true one is good enough to jump to.
pub const GOOD_S: f64 = 0.3;

/// A word and when it truly begins, in seconds.
pub type TrueWord = (f64, String);

/// How exact the starts of words are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct TimesReport {
    /// Words of the reference that were transcribed correctly.
    pub words: usize,
    /// Half of them begin at most so many seconds off.
    pub median_start_error_s: f64,
    /// Nine of ten do.
    pub p90_start_error_s: f64,
    /// Share that begins within [`GOOD_S`] seconds, 0..=1.
    pub share_good: f64,
    /// The middle of what they are late by (early: negative), in seconds.
    pub median_late_s: f64,
}

/// How late each correctly transcribed word begins, in seconds; early is negative. Words are paired in order, as
/// many as can be.
#[must_use]
pub fn lateness(truth: &[TrueWord], transcript: &Transcript) -> Vec<f64> {
    let said: Vec<String> = truth.iter().map(|(_, w)| letters(w)).collect();
    let words: Vec<(String, f64)> =
        transcript.words.iter().filter_map(|w| Some((letters(&w.text), w.start_s?))).collect();
    pairs(&said, &words).into_iter().map(|(i, j)| words[j].1 - truth[i].0).collect()
}

/// The report on the lateness of many words.
#[must_use]
pub fn report(lateness: &[f64]) -> TimesReport {
    let mut errors: Vec<f64> = lateness.iter().map(|l| l.abs()).collect();
    errors.sort_by(f64::total_cmp);
    let mut late = lateness.to_vec();
    late.sort_by(f64::total_cmp);
    let good = errors.iter().filter(|e| **e <= GOOD_S).count();
    TimesReport {
        words: errors.len(),
        median_start_error_s: quantile(&errors, 0.5),
        p90_start_error_s: quantile(&errors, 0.9),
        share_good: if errors.is_empty() { 0.0 } else { good as f64 / errors.len() as f64 },
        median_late_s: quantile(&late, 0.5),
    }
}

/// The value that this share of the sorted values does not exceed; 0 of none.
#[must_use]
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}

/// The longest common subsequence, as pairs of indices.
fn pairs(said: &[String], found: &[(String, f64)]) -> Vec<(usize, usize)> {
    let mut longest = vec![vec![0_usize; found.len() + 1]; said.len() + 1];
    for i in (0..said.len()).rev() {
        for j in (0..found.len()).rev() {
            longest[i][j] = if said[i] == found[j].0 {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut paired) = (0, 0, Vec::new());
    while i < said.len() && j < found.len() {
        if said[i] == found[j].0 {
            paired.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    paired
}

#[cfg(test)]
mod tests {
    use super::*;
    use outloud_core::transcript::Word;

    #[test]
    fn only_words_heard_as_said_are_compared() {
        let truth: Vec<TrueWord> =
            [(0.5, "a"), (1.0, "Pod"), (2.0, "runs"), (3.0, "here")].map(|(s, w)| (s, w.to_owned())).to_vec();
        let word = |(text, s): (&str, f64)| Word {
            text: text.to_owned(),
            start_s: Some(s),
            end_s: Some(s),
            probability: None,
            hearings: Vec::new(),
        };
        let heard = [("the", 0.4), ("pod,", 1.1), ("runs", 1.6), ("well", 2.5), ("here.", 3.2)];
        let late = lateness(&truth, &Transcript::from_words(heard.map(word).to_vec()));
        let rounded: Vec<f64> = late.iter().map(|s| (s * 10.0).round() / 10.0).collect();
        assert_eq!(rounded, [0.1, -0.4, 0.2]);
        let report = report(&late);
        assert_eq!(report.words, 3);
        assert!((report.median_start_error_s - 0.2).abs() < 1e-9 && (report.p90_start_error_s - 0.4).abs() < 1e-9);
        assert!((report.share_good - 2.0 / 3.0).abs() < 1e-9 && (report.median_late_s - 0.1).abs() < 1e-9);
    }

    #[test]
    fn nothing_heard_is_no_error() {
        assert_eq!(report(&[]), TimesReport::default());
    }
}
