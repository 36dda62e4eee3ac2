//! Example answers of a bank, scored: do right answers score high, and answers that have it backwards low?

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::finding::{Filed, Finding, Severity};
use outloud_core::transcript::Transcript;
use outloud_scoring::{Answer, Scorer};

/// An answer that somebody wrote who saw the prompt only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The question's id.
    pub question: String,
    /// How good it is.
    pub grade: ExampleGrade,
    /// What was said.
    pub text: String,
}

/// How good an example answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExampleGrade {
    /// What an interviewer hopes for.
    Right,
    /// About half of it.
    Half,
    /// Generalities.
    Vague,
    /// Fluent, and backwards.
    Wrong,
    /// A story of the opposite behaviour.
    Opposite,
    /// A good answer to another question.
    Other,
}

/// The mean score of the examples of one grade in a bank.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExampleMean {
    /// The bank's id.
    pub bank: String,
    /// The grade.
    pub grade: ExampleGrade,
    /// How many.
    pub n: usize,
    /// Their mean score, 0..=100.
    pub mean: f64,
}

/// A bank with fewer right examples is not judged.
const ENOUGH: usize = 8;
/// Technical answers: right ones score at least this in the mean ...
const RIGHT_AT_LEAST: f64 = 50.0;
/// ... and backward ones at most this. `outloud bank check` prints the means of each bank; our banks have 70 and 12 together.
const WRONG_AT_MOST: f64 = 35.0;

/// Scores `examples` on the questions of `filed`: a mean for each grade, an error where a bank's means are on the wrong side, and a note
/// for each question whose backward answer scores as high as its best right one.
pub fn check(filed: &Filed<'_>, examples: &[Example], scorer: &Scorer) -> (Vec<ExampleMean>, Vec<Finding>) {
    let scored = score(filed, examples, scorer);
    let mut findings = Vec::new();
    for (index, question) in filed.bank.questions.iter().enumerate() {
        let of = |grade| scored.iter().filter(move |s| s.question == question.id && s.grade == grade).map(|s| s.score);
        let right = of(ExampleGrade::Right).reduce(f64::max);
        let wrong = of(ExampleGrade::Wrong).chain(of(ExampleGrade::Opposite)).reduce(f64::max);
        if let Some((right, wrong)) = right.zip(wrong).filter(|(right, wrong)| wrong >= right) {
            let message = format!("an answer that has it backwards scores {wrong:.0}, the best right one {right:.0}");
            let remedy = "Add the typical reversal to `wrong`, or bind the points to their subjects";
            findings.push(finding(filed, Severity::Note, Some((index, &question.id)), message, remedy));
        }
    }
    let means = means(filed, &scored);
    let technical: Vec<&Scored> = scored.iter().filter(|s| !s.is_story).collect();
    let mean_of = |grade| {
        let scores: Vec<f64> = technical.iter().filter(|s| s.grade == grade).map(|s| s.score).collect();
        (scores.len() >= ENOUGH).then(|| scores.iter().sum::<f64>() / scores.len() as f64)
    };
    if let Some(mean) = mean_of(ExampleGrade::Right).filter(|mean| *mean < RIGHT_AT_LEAST) {
        let message = format!("the right examples score {mean:.0} in the mean, less than {RIGHT_AT_LEAST}");
        findings.push(finding(filed, Severity::Error, None, message, "Add patterns that other candidates would say"));
    }
    if let Some(mean) = mean_of(ExampleGrade::Wrong).filter(|mean| *mean > WRONG_AT_MOST) {
        let message =
            format!("the examples that have it backwards score {mean:.0} in the mean, more than {WRONG_AT_MOST}");
        findings.push(finding(
            filed,
            Severity::Error,
            None,
            message,
            "Add reversals and misconceptions, bind points to subjects",
        ));
    }
    (means, findings)
}

struct Scored {
    question: String,
    grade: ExampleGrade,
    score: f64,
    is_story: bool,
}

fn score(filed: &Filed<'_>, examples: &[Example], scorer: &Scorer) -> Vec<Scored> {
    let mut scored = Vec::new();
    for question in &filed.bank.questions {
        let of: Vec<&Example> = examples.iter().filter(|e| e.question == question.id).collect();
        if of.is_empty() {
            continue;
        }
        let compiled = scorer.compile(question);
        scored.extend(of.into_iter().map(|example| {
            let transcript = Transcript::from_text(&example.text);
            let card = compiled.score(&Answer { transcript: &transcript, sound: None, time_limit_s: None });
            Scored {
                question: question.id.clone(),
                grade: example.grade,
                score: card.score,
                is_story: question.kind.asks_for_a_story(),
            }
        }));
    }
    scored
}

fn means(filed: &Filed<'_>, scored: &[Scored]) -> Vec<ExampleMean> {
    let mut by_grade: BTreeMap<ExampleGrade, Vec<f64>> = BTreeMap::new();
    for s in scored {
        by_grade.entry(s.grade).or_default().push(s.score);
    }
    let mean = |(grade, scores): (ExampleGrade, Vec<f64>)| ExampleMean {
        bank: filed.bank.id.clone(),
        grade,
        n: scores.len(),
        mean: scores.iter().sum::<f64>() / scores.len() as f64,
    };
    by_grade.into_iter().map(mean).collect()
}

fn finding(
    filed: &Filed<'_>,
    severity: Severity,
    question: Option<(usize, &str)>,
    message: String,
    remedy: &str,
) -> Finding {
    Finding {
        severity,
        file: filed.file.to_owned(),
        question: question.map(|(_, id)| id.to_owned()),
        path: question.map_or_else(|| "examples".to_owned(), |(index, _)| format!("questions[{index}].points")),
        message,
        remedy: remedy.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outloud_core::bank::{Bank, Keyword, Point, Priority, Question};

    fn bank() -> Bank {
        let keyword = Keyword { term: "lamp".into(), any: Vec::new(), weight: 3 };
        let mut point = Point::new("You say what it warns of", Priority::Must, &["warn sailors|ships rocks"]);
        point.wrong = vec!["attract|invite sailors|ships".into()];
        let question = Question {
            keywords: vec![keyword],
            points: vec![point],
            ..Question::bare("q", "What for?", "It warns ships of rocks.")
        };
        Bank::new("b", "B", vec![question])
    }

    fn example(grade: ExampleGrade, text: &str) -> Example {
        Example { question: "q".into(), grade, text: text.into() }
    }

    #[test]
    fn backward_answers_that_score_high_are_named() {
        let bank = bank();
        let filed = Filed { file: "b.json", bank: &bank };
        let scorer = Scorer::new([&bank]);
        let right = example(ExampleGrade::Right, "the lamp warns the ships of rocks in the night");
        let wrong = example(ExampleGrade::Wrong, "the lamp is there to attract the ships in the night");
        let (means, findings) = check(&filed, &[right.clone(), wrong.clone()], &scorer);
        assert_eq!((means.len(), findings), (2, Vec::new()));
        assert!(means[0].mean > 80.0 && means[1].mean < 20.0, "{means:?}");
        let swapped = [example(ExampleGrade::Right, &wrong.text), example(ExampleGrade::Wrong, &right.text)];
        let (_, findings) = check(&filed, &swapped, &scorer);
        assert_eq!(findings.iter().map(|f| f.severity).collect::<Vec<_>>(), [Severity::Note]);
    }

    #[test]
    fn a_bank_whose_right_answers_score_low_has_an_error() {
        let bank = bank();
        let filed = Filed { file: "b.json", bank: &bank };
        let low: Vec<Example> =
            (0..ENOUGH).map(|_| example(ExampleGrade::Right, "it is a tall tower by the sea")).collect();
        let (_, findings) = check(&filed, &low, &Scorer::new([&bank]));
        assert_eq!(findings.iter().map(|f| f.severity).collect::<Vec<_>>(), [Severity::Error]);
    }
}
