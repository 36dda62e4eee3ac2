//! How the score orders answers that people wrote and graded: by kind of answer, and by grade.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::statistics::{kappa, mean, pearson, percentile, ranks};

/// An answer as its file holds it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GradedAnswer {
    /// The question's id.
    pub question: String,
    /// The bank's id, for ids that several banks have.
    #[serde(default)]
    pub bank: Option<String>,
    /// The kind of answer; absent where `grade` names it.
    #[serde(default)]
    pub variant: Option<String>,
    /// 0..=100, or a kind of answer: right, half, wrong, vague, opposite, other.
    pub grade: Grade,
    /// What was said.
    pub text: String,
}

/// A grade in figures or as a kind of answer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Grade {
    /// 0..=100.
    Figure(f64),
    /// The kind of answer that it is an example of.
    Kind(String),
}

impl GradedAnswer {
    /// What answers of this kind are called.
    #[must_use]
    pub fn variant(&self) -> &str {
        match (&self.variant, &self.grade) {
            (Some(variant), _) | (None, Grade::Kind(variant)) => variant,
            (None, Grade::Figure(_)) => "answers",
        }
    }

    /// 0..=100: as graded, or what an interviewer gives such answers.
    #[must_use]
    pub fn figure(&self) -> f64 {
        match &self.grade {
            Grade::Figure(grade) => *grade,
            Grade::Kind(kind) => match kind.as_str() {
                "right" => 88.0,
                "half" => 50.0,
                "vague" | "other" => 20.0,
                _ => 12.0,
            },
        }
    }
}

/// A graded answer and what outloud makes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoredAnswer {
    /// The question's id.
    pub question: String,
    /// The kind of answer.
    pub variant: String,
    /// The grade, 0..=100.
    pub grade: f64,
    /// The score, 0..=100.
    pub score: f64,
    /// Must points met, and all of them.
    pub musts: (usize, usize),
}

/// How far scores and grades agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnswersReport {
    /// Answers.
    pub answers: usize,
    /// Questions among them.
    pub questions: usize,
    /// Each kind of answer, in the file's order.
    pub variants: Vec<Variant>,
    /// Pearson's r of score and grade; 0 where nothing varies.
    pub pearson: f64,
    /// Spearman's rho.
    pub spearman: f64,
    /// The mean of each question's r.
    pub pearson_within: f64,
    /// The mean of each question's rho.
    pub spearman_within: f64,
    /// Quadratic weighted kappa in ten bands.
    pub kappa: f64,
    /// For each two kinds whose mean grades differ: how often the better graded one scores higher on the same question.
    pub pairs: Vec<Pair>,
}

/// The scores of one kind of answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// The kind.
    pub variant: String,
    /// How many.
    pub n: usize,
    /// Their mean grade.
    pub grade: f64,
    /// Mean score.
    pub mean: f64,
    /// A tenth scores less.
    pub p10: f64,
    /// Half score less.
    pub median: f64,
    /// A tenth scores more.
    pub p90: f64,
    /// Share of the must points that were met, 0..=1.
    pub musts_met: f64,
}

/// Two kinds of answers to the same questions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// The better graded kind.
    pub better: String,
    /// The other.
    pub worse: String,
    /// Pairs compared.
    pub n: usize,
    /// Share in which the better one scores higher, 0..=1.
    pub right_order: f64,
}

/// Scores and grades of each question.
type ByQuestion<'a> = BTreeMap<&'a str, Vec<(f64, f64)>>;

/// Compares scores with grades.
#[must_use]
pub fn report(answers: &[ScoredAnswer]) -> AnswersReport {
    let pairs: Vec<(f64, f64)> = answers.iter().map(|a| (a.score, a.grade)).collect();
    let mut by_question: ByQuestion<'_> = BTreeMap::new();
    for answer in answers {
        by_question.entry(&answer.question).or_default().push((answer.score, answer.grade));
    }
    let variants = variants(answers);
    AnswersReport {
        answers: answers.len(),
        questions: by_question.len(),
        pearson: pearson(&pairs).unwrap_or(0.0),
        spearman: pearson(&ranks(&pairs)).unwrap_or(0.0),
        pearson_within: within(&by_question, pearson),
        spearman_within: within(&by_question, |p| pearson(&ranks(p))),
        kappa: kappa(&pairs, 10),
        pairs: in_order(answers, &variants),
        variants,
    }
}

/// The mean of what `statistic` says of each question.
fn within(by_question: &ByQuestion<'_>, statistic: impl Fn(&[(f64, f64)]) -> Option<f64>) -> f64 {
    mean(&by_question.values().filter_map(|pairs| statistic(pairs)).collect::<Vec<_>>())
}

fn variants(answers: &[ScoredAnswer]) -> Vec<Variant> {
    let mut names: Vec<&str> = Vec::new();
    for answer in answers {
        if !names.contains(&answer.variant.as_str()) {
            names.push(&answer.variant);
        }
    }
    names.into_iter().map(|name| variant(name, answers)).collect()
}

fn variant(name: &str, answers: &[ScoredAnswer]) -> Variant {
    let of: Vec<&ScoredAnswer> = answers.iter().filter(|a| a.variant == name).collect();
    let mut scores: Vec<f64> = of.iter().map(|a| a.score).collect();
    scores.sort_by(f64::total_cmp);
    let (met, all) = of.iter().fold((0, 0), |(met, all), a| (met + a.musts.0, all + a.musts.1));
    Variant {
        variant: name.to_owned(),
        n: of.len(),
        grade: mean(&of.iter().map(|a| a.grade).collect::<Vec<_>>()),
        mean: mean(&scores),
        p10: percentile(&scores, 0.1),
        median: percentile(&scores, 0.5),
        p90: percentile(&scores, 0.9),
        musts_met: if all > 0 { met as f64 / all as f64 } else { 0.0 },
    }
}

fn in_order(answers: &[ScoredAnswer], variants: &[Variant]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for better in variants {
        for worse in variants.iter().filter(|w| better.grade > w.grade + 1.0) {
            let of = |v: &Variant| answers.iter().filter(|a| a.variant == v.variant).collect::<Vec<_>>();
            let (ours, theirs) = (of(better), of(worse));
            let compared =
                ours.iter().flat_map(|a| theirs.iter().filter(|b| b.question == a.question).map(move |b| (a, b)));
            let right: Vec<bool> = compared.map(|(a, b)| a.score > b.score).collect();
            if !right.is_empty() {
                pairs.push(Pair {
                    better: better.variant.clone(),
                    worse: worse.variant.clone(),
                    n: right.len(),
                    right_order: right.iter().filter(|r| **r).count() as f64 / right.len() as f64,
                });
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(question: &str, variant: &str, grade: f64, score: f64) -> ScoredAnswer {
        ScoredAnswer { question: question.into(), variant: variant.into(), grade, score, musts: (1, 2) }
    }

    #[test]
    fn kinds_and_pairs_are_compared() {
        let answers = [
            answer("a", "right", 90.0, 80.0),
            answer("a", "wrong", 10.0, 20.0),
            answer("b", "right", 90.0, 30.0),
            answer("b", "wrong", 10.0, 40.0),
        ];
        let report = report(&answers);
        assert_eq!((report.answers, report.questions, report.variants.len()), (4, 2, 2));
        let right = &report.variants[0];
        assert_eq!((right.n, right.mean, right.musts_met), (2, 55.0, 0.5));
        assert_eq!(report.pairs, [Pair { better: "right".into(), worse: "wrong".into(), n: 2, right_order: 0.5 }]);
        assert!(report.pearson > 0.0 && report.pearson < 1.0);
        assert!(report.pearson_within.abs() < 1e-9, "one question each way");
    }

    #[test]
    fn grades_are_figures_or_kinds() {
        let read = |json: &str| serde_json::from_str::<GradedAnswer>(json).expect("an answer");
        let kind = read(r#"{"question":"q","grade":"wrong","text":"t"}"#);
        assert_eq!((kind.variant(), kind.figure()), ("wrong", 12.0));
        let figure = read(r#"{"question":"q","variant":"good","grade":71,"text":"t"}"#);
        assert_eq!((figure.variant(), figure.figure()), ("good", 71.0));
    }
}
