//! Recall of the terms that were said, and false positives among terms that were not.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use outloud_core::transcript::Transcript;
use outloud_scoring::{Scorer, text};

/// A spoken answer as its JSON describes it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SpokenAnswer {
    /// Names the recording.
    pub id: String,
    /// What was said.
    pub text: String,
    /// What a listener would say was mentioned.
    pub terms: Vec<String>,
}

/// Recall and false positives.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TermsReport {
    /// Recordings.
    pub answers: usize,
    /// Terms said, all recordings together.
    pub terms: usize,
    /// Share of the terms said that were found, 0..=1.
    pub recall: f64,
    /// Share of the other answers' terms, not said here, that were found, 0..=1.
    pub false_positive_rate: f64,
    /// (recording, term) said and not found.
    pub missed: Vec<(String, String)>,
    /// (recording, term) found and not said.
    pub wrong: Vec<(String, String)>,
}

/// Listens for every answer's terms in every transcript. A term of another answer counts as not said here unless all its
/// stemmed words occur in this answer's text.
#[must_use]
pub fn report(answers: &[(SpokenAnswer, Transcript)], scorer: &Scorer) -> TermsReport {
    let mut report = TermsReport { answers: answers.len(), ..TermsReport::default() };
    let mut not_said = 0;
    for (answer, transcript) in answers {
        let own: HashSet<&str> = answer.terms.iter().map(String::as_str).collect();
        let said: HashSet<String> = text::tokens_of(&answer.text).into_iter().map(|t| t.stem).collect();
        let heard = scorer.find_terms(answer.terms.iter().map(String::as_str), transcript);
        report.terms += answer.terms.len();
        let pair = |term: &str| (answer.id.clone(), term.to_owned());
        report.missed.extend(answer.terms.iter().zip(&heard).filter(|(_, h)| h.is_none()).map(|(t, _)| pair(t)));
        let absent = |term: &&str| !own.contains(term) && text::tokens_of(term).iter().any(|t| !said.contains(&t.stem));
        let others: HashSet<&str> =
            answers.iter().flat_map(|(a, _)| &a.terms).map(String::as_str).filter(absent).collect();
        let mut others: Vec<&str> = others.into_iter().collect();
        others.sort_unstable();
        not_said += others.len();
        let heard = scorer.find_terms(others.iter().copied(), transcript);
        report.wrong.extend(others.iter().zip(&heard).filter(|(_, h)| h.is_some()).map(|(t, _)| pair(t)));
    }
    report.recall = share(report.terms - report.missed.len(), report.terms);
    report.false_positive_rate = share(report.wrong.len(), not_said);
    report
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn said_and_unsaid_terms_are_counted() {
        let answer = |id: &str, text: &str, terms: &[&str]| SpokenAnswer {
            id: id.to_owned(),
            text: text.to_owned(),
            terms: terms.iter().map(|t| (*t).to_owned()).collect(),
        };
        let answers = [
            (
                answer("a", "nginx has a certificate", &["nginx", "certificate"]),
                Transcript::from_text("Engine X has a certificate."),
            ),
            (
                answer("b", "kafka keeps an offset", &["kafka", "offset"]),
                Transcript::from_text("Coffee keeps an off set and a certificate."),
            ),
        ];
        let report = report(&answers, &Scorer::new([]));
        assert_eq!((report.answers, report.terms), (2, 4));
        assert_eq!(report.missed, [("b".to_owned(), "kafka".to_owned())]);
        assert_eq!(report.wrong, [("b".to_owned(), "certificate".to_owned())]);
        assert!((report.recall - 0.75).abs() < 1e-9 && (report.false_positive_rate - 0.25).abs() < 1e-9);
    }
}
