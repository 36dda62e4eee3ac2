//! Looking back on a session: what it came to, by topic and answer, how it was said, and what to drill next.

use std::collections::BTreeMap;

use super::calibration::Calibration;
use outloud_core::{
    bank::Priority,
    scorecard::Verdict,
    session::{Take, last_takes},
};

/// A session in figures. Of several takes of one question the last counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Debrief {
    /// The answers that count, in the order in which their questions were asked.
    pub answers: Vec<AnswerLine>,
    /// Mean score after hints, 0..=100; none without a scored answer.
    pub overall: Option<f64>,
    /// Mean score by topic, weakest first, with the number of answers.
    pub topics: Vec<(String, f64, usize)>,
    /// Index of the best answer, if they are not all alike.
    pub strongest: Option<usize>,
    /// Index of the worst answer, if they are not all alike.
    pub weakest: Option<usize>,
    /// Words over speaking time, mean of the spoken answers.
    pub words_per_minute: Option<f64>,
    /// Fillers of all spoken answers over their length.
    pub fillers_per_minute: Option<f64>,
    /// The candidate's own estimates against the scores; none without any.
    pub calibration: Option<Calibration>,
    /// What to drill next, the most rewarding first, at most three.
    pub drill: Vec<DrillTip>,
}

/// One answer of a session.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerLine {
    /// The take's number.
    pub take: u32,
    /// The question's id.
    pub question: String,
    /// What was asked.
    pub prompt: String,
    /// Score after hints, 0..=100; none if it was not scored.
    pub score: Option<f64>,
    /// Words a minute, for spoken answers.
    pub words_per_minute: Option<f64>,
    /// Fillers a minute, for spoken answers.
    pub fillers_per_minute: Option<f64>,
    /// The longest pause in seconds, for spoken answers.
    pub longest_pause_s: Option<f64>,
    /// Length in seconds, for spoken answers.
    pub duration_s: Option<f64>,
}

/// A question worth another go, and what was left out of it.
#[derive(Debug, Clone, PartialEq)]
pub struct DrillTip {
    /// The question's id.
    pub question: String,
    /// What was asked.
    pub prompt: String,
    /// The points and terms that were left out, the weightiest first, at most three.
    pub missed: Vec<String>,
}

/// The figures of a session with these takes.
#[must_use]
pub fn debrief<'a>(takes: impl IntoIterator<Item = &'a Take>) -> Debrief {
    let takes = last_takes(takes);
    let answers: Vec<AnswerLine> = takes.iter().map(|t| line(t)).collect();
    let scored: Vec<(usize, f64)> = answers.iter().enumerate().filter_map(|(i, a)| Some((i, a.score?))).collect();
    let several = scored.iter().any(|(_, score)| scored.first().is_some_and(|(_, first)| score != first));
    let extreme = |sign: f64| {
        let best = scored.iter().max_by(|a, b| (sign * a.1).total_cmp(&(sign * b.1)).then(b.0.cmp(&a.0)));
        best.filter(|_| several).map(|(i, _)| *i)
    };
    Debrief {
        overall: mean(scored.iter().map(|(_, s)| *s)),
        topics: topics(&takes),
        strongest: extreme(1.0),
        weakest: extreme(-1.0),
        words_per_minute: mean(answers.iter().filter_map(|a| a.words_per_minute)),
        fillers_per_minute: fillers_per_minute(&takes),
        calibration: Calibration::of(takes.iter().copied()),
        drill: drill(&takes),
        answers,
    }
}

fn line(take: &Take) -> AnswerLine {
    let delivery = take.scorecard.as_ref().map(|c| &c.delivery);
    AnswerLine {
        take: take.number,
        question: take.question.id.clone(),
        prompt: take.question.prompt.clone(),
        score: take.final_score(),
        words_per_minute: delivery.and_then(|d| d.words_per_minute),
        fillers_per_minute: delivery.and_then(|d| d.fillers_per_minute),
        longest_pause_s: delivery.and_then(|d| d.longest_pause_s),
        duration_s: delivery.and_then(|d| d.duration_s),
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), v| (sum + v, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

fn topics(takes: &[&Take]) -> Vec<(String, f64, usize)> {
    let mut by_topic: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for take in takes {
        if let Some(score) = take.final_score() {
            by_topic.entry(&take.question.topic).or_default().push(score);
        }
    }
    let topic = |(name, scores): (&str, Vec<f64>)| {
        mean(scores.iter().copied()).map(|mean| (name.to_owned(), mean, scores.len()))
    };
    let mut topics: Vec<_> = by_topic.into_iter().filter_map(topic).collect();
    topics.sort_by(|a, b| a.1.total_cmp(&b.1));
    topics
}

/// Fillers over the time from the first word to the last of each answer, as each answer counts them.
fn fillers_per_minute(takes: &[&Take]) -> Option<f64> {
    let spoken = takes.iter().filter_map(|t| t.scorecard.as_ref()).filter_map(|card| {
        let delivery = &card.delivery;
        let minutes = delivery.words as f64 / delivery.words_per_minute.filter(|pace| *pace > 0.0)?;
        Some((u32::try_from(delivery.fillers.values().sum::<usize>()).ok()?, minutes))
    });
    let (fillers, minutes) =
        spoken.fold((0.0, 0.0), |(f, m), (fillers, minutes)| (f + f64::from(fillers), m + minutes));
    (minutes > 0.0).then(|| fillers / minutes)
}

/// The weakest answers that left something out.
fn drill(takes: &[&Take]) -> Vec<DrillTip> {
    let mut weak: Vec<(f64, DrillTip)> = takes
        .iter()
        .filter_map(|take| {
            let missed = missed(take, 3);
            let tip = DrillTip { question: take.question.id.clone(), prompt: take.question.prompt.clone(), missed };
            Some((take.final_score()?, tip)).filter(|(_, tip)| !tip.missed.is_empty())
        })
        .collect();
    weak.sort_by(|a, b| a.0.total_cmp(&b.0));
    weak.into_iter().take(3).map(|(_, tip)| tip).collect()
}

/// What an answer left out or contradicted, the weightiest first: contradicted points, must points, heavy terms, should points, the other
/// terms.
#[must_use]
pub fn missed(take: &Take, most: usize) -> Vec<String> {
    let Some(card) = &take.scorecard else { return Vec::new() };
    let point = |p: &outloud_core::scorecard::PointScore| {
        let rank = match (p.verdict, p.priority) {
            (Verdict::Contradicted, _) | (_, Priority::Must) => 0,
            (_, Priority::Should) => 2,
            (_, Priority::Bonus) => 4,
        };
        (rank, p.point.clone())
    };
    let term = |k: &outloud_core::scorecard::KeywordMiss| (if k.weight >= 3 { 1 } else { 3 }, k.term.clone());
    let mut missed: Vec<(u8, String)> = card.rubric.iter().filter(|p| !p.met).map(point).collect();
    missed.extend(card.keywords.missed.iter().map(term));
    missed.sort_by_key(|(rank, _)| *rank);
    missed.into_iter().take(most).map(|(_, what)| what).collect()
}
