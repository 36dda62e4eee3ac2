//! How well a voice is understood: word errors between what it was to say and what a recogniser wrote down, and the
//! technical terms that came through.

use std::collections::BTreeMap;

use serde::Serialize;

use outloud_core::{scorecard::How, transcript::Transcript};
use outloud_scoring::{
    Scorer,
    pronounce::spoken_forms,
    text::{self, Token},
};

use crate::words;

/// A text that was said, and what was heard of it.
#[derive(Debug, Clone, PartialEq)]
pub struct TextHeard {
    /// What was to be said.
    pub text: String,
    /// The recogniser's transcript.
    pub heard: String,
}

/// One text with its errors.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TextErrors {
    /// What was to be said.
    pub text: String,
    /// The recogniser's transcript.
    pub heard: String,
    /// Words wrong, missing or added.
    pub errors: usize,
}

/// Errors over all texts.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SpokenReport {
    /// Words of the texts.
    pub words: usize,
    /// Errors per word, where a compound in one or two words and a term in any of its spellings are right.
    pub wer: f64,
    /// Errors per word, every spelling taken literally.
    pub wer_literal: f64,
    /// Technical terms in the texts, each as often as it occurs.
    pub terms: usize,
    /// Those that the scorer finds in the transcript.
    pub terms_right: usize,
    /// Those that it finds without help of the sound.
    pub terms_right_as_written: usize,
    /// Terms that it did not find, and how often.
    pub missed: BTreeMap<String, usize>,
    /// The texts in their order.
    pub texts: Vec<TextErrors>,
}

/// Compares texts with what was heard; the scorer finds the terms.
#[must_use]
pub fn report(heard: Vec<TextHeard>, scorer: &Scorer) -> SpokenReport {
    let mut report = SpokenReport::default();
    let (mut errors, mut literal) = (0, words::WordErrors::default());
    for TextHeard { text, heard } in heard {
        let wanted = words_of(&text);
        let found = respelt(words_of(&heard), &text);
        let wrong = distance(&wanted, &found);
        report.words += wanted.len();
        errors += wrong;
        literal += words::errors(&text, &heard);
        let terms = technical_terms(&text);
        let places = scorer.find_terms(terms.iter().map(String::as_str), &Transcript::from_text(&heard));
        for (term, evidence) in terms.iter().zip(places) {
            report.terms += 1;
            match evidence {
                Some(found) => {
                    report.terms_right += 1;
                    report.terms_right_as_written += usize::from(!matches!(found.how, How::Sound | How::Fuzzy));
                }
                None => *report.missed.entry(term.clone()).or_default() += 1,
            }
        }
        report.texts.push(TextErrors { text, heard, errors: wrong });
    }
    report.wer = if report.words == 0 { 0.0 } else { errors as f64 / report.words as f64 };
    report.wer_literal = literal.rate();
    report
}

/// The terms of a text that the table of technical terms has, or that are written in capitals, each as often as it occurs.
fn technical_terms(text: &str) -> Vec<String> {
    let tokens = text::tokens_of(text);
    let (mut terms, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let length = match spoken_forms(&tokens[at..]) {
            Some((length, _)) => length,
            None if tokens[at].capitals => 1,
            None => {
                at += 1;
                continue;
            }
        };
        terms.push(joined(&tokens[at..at + length]));
        at += length;
    }
    terms
}

fn joined(tokens: &[Token]) -> String {
    tokens.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The words of a text.
fn words_of(text: &str) -> Vec<String> {
    text::tokens_of(text).into_iter().map(|t| t.text).collect()
}

/// What was heard, with each way to say or write a term of the text in the place of how the text writes it.
fn respelt(mut heard: Vec<String>, text: &str) -> Vec<String> {
    let tokens = text::tokens_of(text);
    for at in 0..tokens.len() {
        let Some((length, ways)) = spoken_forms(&tokens[at..]) else { continue };
        let written: Vec<String> = tokens[at..at + length].iter().map(|t| t.text.clone()).collect();
        for way in ways {
            let way = words_of(way);
            let mut from = 0;
            while let Some(place) = heard[from..].windows(way.len().max(1)).position(|words| words == way) {
                heard.splice(from + place..from + place + way.len(), written.iter().cloned());
                from += place + written.len();
            }
        }
    }
    heard
}

/// The least number of words to change, add or leave out; two words that are one on the other side are no error.
fn distance(wanted: &[String], found: &[String]) -> usize {
    let mut costs = vec![vec![0; found.len() + 1]; wanted.len() + 1];
    for i in 0..=wanted.len() {
        for j in 0..=found.len() {
            let mut best = if i == 0 { j } else { costs[i - 1][j] + 1 };
            if j > 0 {
                best = best.min(costs[i][j - 1] + 1);
            }
            if i > 0 && j > 0 {
                best = best.min(costs[i - 1][j - 1] + usize::from(wanted[i - 1] != found[j - 1]));
            }
            if i > 1 && j > 0 && is_joined(&wanted[i - 2], &wanted[i - 1], &found[j - 1]) {
                best = best.min(costs[i - 2][j - 1]);
            }
            if i > 0 && j > 1 && is_joined(&found[j - 2], &found[j - 1], &wanted[i - 1]) {
                best = best.min(costs[i - 1][j - 2]);
            }
            costs[i][j] = best;
        }
    }
    costs[wanted.len()][found.len()]
}

fn is_joined(first: &str, second: &str, word: &str) -> bool {
    word.strip_prefix(first) == Some(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_and_spellings_of_terms_are_no_errors() {
        let texts = [
            ("Why put nginx in front of a backend?", "Why put engine X in front of a back end?"),
            ("How does kubectl reach etcd?", "How does cube control reach the sea?"),
        ];
        let heard = texts.map(|(text, heard)| TextHeard { text: text.to_owned(), heard: heard.to_owned() });
        let report = report(heard.to_vec(), &Scorer::new([]));
        assert_eq!(report.texts.iter().map(|t| t.errors).collect::<Vec<_>>(), [0, 2], "{report:?}");
        assert!(report.wer_literal > report.wer);
        assert_eq!((report.terms, report.terms_right), (3, 2), "{report:?}");
        assert_eq!(report.missed.keys().collect::<Vec<_>>(), ["etcd"]);
    }
}
