//! Agreement with people: the score of short answers, with the reference answer alone as the model answer, against the
//! grades that people gave. Nothing is fitted to the rows; the questions and reference answers serve as the bank.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use outloud_core::{
    bank::{Bank, Question},
    transcript::Transcript,
};
use outloud_scoring::{Answer, CompiledQuestion, Scorer};

use super::{
    damage::{Dice, spoil},
    statistics::{line, pearson},
};

/// A graded answer: a row of the CSV. Other columns are ignored.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GradedRow {
    /// Names the question.
    pub question_id: String,
    /// The question.
    pub question: String,
    /// The answer that earns full marks.
    pub reference_answer: String,
    /// The answer that was graded.
    pub student_answer: String,
    /// The grade that people gave.
    pub score: f64,
}

/// How far score and grades agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GradingReport {
    /// Graded answers.
    pub rows: usize,
    /// Questions among them.
    pub questions: usize,
    /// Pearson's r over all rows; 0 where nothing varies.
    pub pearson: f64,
    /// The mean of the r of each question in which score and grade vary.
    pub pearson_per_question: f64,
    /// Root mean square error on the grades' scale after a linear fit that leaves the question out.
    pub rmse: f64,
    /// Rows without an answer.
    pub blank_rows: usize,
}

/// Scores every row and compares with the grades. `damage`: the share of the longer words (five letters and more) spoilt as a
/// recogniser does it, 0..=1.
#[must_use]
pub fn report(rows: &[GradedRow], damage: f64) -> GradingReport {
    let questions = compile(rows);
    let mut dice = Dice::new(1);
    let mut pairs = Vec::with_capacity(rows.len());
    let mut by_question: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    for row in rows {
        let text =
            if damage > 0.0 { spoil(&row.student_answer, damage, &mut dice) } else { row.student_answer.clone() };
        let transcript = Transcript::from_text(&text);
        let answer = Answer { transcript: &transcript, sound: None, time_limit_s: None };
        let score = questions.get(row.question_id.as_str()).map_or(0.0, |q| q.score(&answer).score);
        pairs.push((score, row.score));
        by_question.entry(&row.question_id).or_default().push((score, row.score));
    }
    let per_question: Vec<f64> = by_question.values().filter_map(|pairs| pearson(pairs)).collect();
    GradingReport {
        rows: rows.len(),
        questions: by_question.len(),
        pearson: pearson(&pairs).unwrap_or(0.0),
        pearson_per_question: per_question.iter().sum::<f64>() / per_question.len().max(1) as f64,
        rmse: rmse(&by_question),
        blank_rows: rows.iter().filter(|r| r.student_answer.trim().is_empty()).count(),
    }
}

/// Each question with its reference answer as the model answer; together they are the bank.
fn compile(rows: &[GradedRow]) -> HashMap<&str, CompiledQuestion> {
    let mut seen = HashMap::new();
    let mut bank = Bank::new("graded", "", Vec::new());
    for row in rows {
        seen.entry(row.question_id.as_str()).or_insert_with(|| {
            bank.questions.push(Question::bare(&row.question_id, &row.question, &row.reference_answer));
            bank.questions.len() - 1
        });
    }
    let scorer = Scorer::new([&bank]);
    seen.into_iter().map(|(id, at)| (id, scorer.compile(&bank.questions[at]))).collect()
}

fn rmse(by_question: &BTreeMap<&str, Vec<(f64, f64)>>) -> f64 {
    let (mut squares, mut count) = (0.0, 0.0);
    for (left_out, pairs) in by_question {
        let others: Vec<(f64, f64)> =
            by_question.iter().filter(|(id, _)| *id != left_out).flat_map(|(_, p)| p.iter().copied()).collect();
        let (slope, intercept) = line(&others);
        for (score, grade) in pairs {
            squares += (slope * score + intercept - grade).powi(2);
            count += 1.0;
        }
    }
    if count > 0.0 { (squares / count).sqrt() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(question: &str, answer: &str, score: f64) -> GradedRow {
        GradedRow {
            question_id: question.to_owned(),
            question: format!("What is {question}?"),
            reference_answer: format!("A {question} keeps values in order and removes the oldest first"),
            student_answer: answer.to_owned(),
            score,
        }
    }

    #[test]
    fn better_answers_score_higher() {
        let rows = [
            row("queue", "it keeps values in order and removes the oldest one first", 5.0),
            row("queue", "it removes the oldest", 3.0),
            row("queue", "no idea", 0.0),
            row("buffer", "values in order, oldest first", 4.0),
            row("buffer", " ", 0.0),
        ];
        let report = report(&rows, 0.0);
        assert_eq!((report.rows, report.questions, report.blank_rows), (5, 2, 1));
        assert!(report.pearson > 0.9 && report.pearson_per_question > 0.9 && report.rmse < 1.5, "{report:?}");
    }

    #[test]
    fn nothing_to_compare_is_zero() {
        let report = report(&[], 0.0);
        assert_eq!((report.rows, report.pearson, report.rmse), (0, 0.0, 0.0));
    }
}
