//! Keywords so common that answers to other questions of the bank earn them: they measure nothing.

use super::finding::{Filed, Finding, QuestionFindings};
use outloud_scoring::{CompiledQuestion, Prepared};

/// The share of a bank's other answers that may earn a keyword of weight 2 or 3.
const COMMON: f64 = 0.35;
/// Below this many questions a share says nothing.
const ENOUGH: usize = 8;

pub(super) fn check(
    filed: &Filed<'_>,
    compiled: &[CompiledQuestion],
    answers: &[Prepared],
    findings: &mut Vec<Finding>,
) {
    let questions = &filed.bank.questions;
    if questions.len() < ENOUGH {
        return;
    }
    for (i, (q, compiled)) in questions.iter().zip(compiled).enumerate().filter(|(_, (q, _))| !q.keywords.is_empty()) {
        let mut earned = vec![0_usize; q.keywords.len()];
        for answer in answers.iter().enumerate().filter(|(other, _)| *other != i).map(|(_, answer)| answer) {
            for (count, heard) in earned.iter_mut().zip(compiled.keywords_as_written(answer)) {
                *count += usize::from(heard.is_some());
            }
        }
        let mut report = QuestionFindings { file: filed.file, index: i, question: &q.id, findings };
        for (k, keyword) in q.keywords.iter().enumerate().filter(|(_, keyword)| keyword.weight > 1) {
            let share = earned[k] as f64 / (questions.len() - 1) as f64;
            if share > COMMON {
                let message = format!("{:.0} % of the bank's other answers earn '{}'", share * 100.0, keyword.term);
                report.warn(&format!("keywords[{k}]"), message, "Make it more specific, or give it weight 1");
            }
        }
    }
}
