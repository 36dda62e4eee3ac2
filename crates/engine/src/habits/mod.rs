//! How somebody speaks across sessions: how answers begin, which phrases come again and again, fillers, and the usual pace. Facts
//! counted from the latest answers; what the model answers say as often is no habit but the subject.

mod answer;
mod openings;
mod phrases;

use std::collections::BTreeMap;

use serde::Serialize;

use answer::Answer;
use outloud_core::session::Take;

pub use openings::Opening;
pub use phrases::Repeated;

/// The latest answers, which habits are told from.
const LATEST: usize = 200;
/// Shorter answers say nothing of habits.
const FEWEST_WORDS: usize = 10;
/// A usual pace needs so many spoken answers.
const FEWEST_PACES: usize = 5;

/// Habits over the latest answers.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Habits {
    /// The answers that they are told from: the latest 200 of at least 10 words.
    pub answers: usize,
    /// How answers to different questions begin, the commonest first.
    pub openings: Vec<Opening>,
    /// Words and phrases said far more often than in the model answers of the same questions, the commonest first.
    pub repeated: Vec<Repeated>,
    /// Fillers by kind.
    pub fillers: BTreeMap<String, usize>,
    /// Ten seconds with many fillers: how many such bursts.
    pub filler_bursts: usize,
    /// The median pace of spoken answers; null for fewer than five.
    pub usual_words_per_minute: Option<f64>,
    /// The pace of the latest spoken answer.
    pub latest_words_per_minute: Option<f64>,
}

impl Habits {
    /// The habits of these takes, in any order; those without words or score do not count.
    #[must_use]
    pub fn of<'a>(takes: impl IntoIterator<Item = &'a Take>) -> Self {
        let mut takes: Vec<&Take> = takes.into_iter().filter(|take| take.scorecard.is_some()).collect();
        takes.sort_by(|a, b| (&a.started_at, a.number).cmp(&(&b.started_at, b.number)));
        let said = |take: &&Take| take.transcript.as_ref().is_some_and(|t| t.words.len() >= FEWEST_WORDS);
        let mut latest: Vec<&Take> = takes.iter().rev().copied().filter(said).take(LATEST).collect();
        latest.reverse();
        let answers: Vec<Answer<'_>> = latest.iter().map(|take| Answer::of(take)).collect();
        let deliveries = || latest.iter().filter_map(|take| take.scorecard.as_ref()).map(|card| &card.delivery);
        let mut fillers: BTreeMap<String, usize> = BTreeMap::new();
        for (kind, times) in deliveries().flat_map(|delivery| &delivery.fillers) {
            *fillers.entry(kind.clone()).or_default() += times;
        }
        let mut paces: Vec<f64> = deliveries().filter_map(|delivery| delivery.words_per_minute).collect();
        let latest_words_per_minute = paces.last().copied();
        Self {
            answers: answers.len(),
            openings: openings::openings(&answers),
            repeated: phrases::repeated(&answers, &fillers),
            filler_bursts: deliveries().map(|delivery| delivery.filler_bursts.len()).sum(),
            fillers,
            usual_words_per_minute: median(&mut paces),
            latest_words_per_minute,
        }
    }
}

/// The middle pace; none of too few.
fn median(paces: &mut [f64]) -> Option<f64> {
    if paces.len() < FEWEST_PACES {
        return None;
    }
    paces.sort_by(f64::total_cmp);
    let middle = paces.len() / 2;
    Some(if paces.len() % 2 == 1 { paces[middle] } else { f64::midpoint(paces[middle - 1], paces[middle]) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{card, question};
    use outloud_core::{delivery::FillerBurst, transcript::Transcript};

    fn take(number: u32, id: &str, text: &str, pace: Option<f64>) -> Take {
        let mut scorecard = card(&[]);
        scorecard.delivery.words_per_minute = pace;
        let mut asked = question(id);
        asked.model_answer = "The pod is the smallest unit. The pod is what runs, and the pod is replaced.".to_owned();
        Take {
            started_at: format!("2026-03-01T09:{number:02}:00Z"),
            transcript: Some(Transcript::from_text(text)),
            scorecard: Some(scorecard),
            ..Take::new(number, "b", asked)
        }
    }

    fn said(openings: &[&str]) -> Vec<Take> {
        let rest = "the pod is what runs. At the end of the, um, day. The pod is the smallest.";
        (1..)
            .zip(openings)
            .map(|(n, opening)| take(n, &format!("q{n}"), &format!("{opening} {rest}"), Some(100.0 + f64::from(n))))
            .collect()
    }

    #[test]
    fn the_commonest_opening_is_told_in_its_longest_form() {
        let takes = said(&["So basically,", "So, basically", "So basically", "So basically a", "It means", "Well,"]);
        let habits = Habits::of(&takes);
        assert_eq!(habits.openings.len(), 1, "{:?}", habits.openings);
        assert_eq!(habits.openings[0].sentence(), "You began 4 of 6 answers with “so basically”.");
    }

    #[test]
    fn one_question_answered_often_makes_no_habit() {
        let mut takes = said(&["So basically"; 6]);
        for take in &mut takes {
            take.question.id = "same".to_owned();
        }
        let habits = Habits::of(&takes);
        assert!(habits.openings.is_empty() && habits.repeated.is_empty(), "{habits:?}");
    }

    #[test]
    fn phrases_are_told_and_what_the_model_answers_say_is_not() {
        let habits = Habits::of(&said(&["So basically", "It means", "Well,", "Now", "First"]));
        let shown: Vec<&str> = habits.repeated.iter().map(|r| r.words.as_str()).collect();
        assert_eq!(shown.len(), 1, "told once: {shown:?}");
        assert!(shown[0].contains("end of the day"), "without the sound in it: {shown:?}");
        assert_eq!((habits.repeated[0].count, habits.repeated[0].answers), (5, 5));
    }

    #[test]
    fn a_phrase_may_have_words_that_are_asked_for_a_short_one_not() {
        let mut takes = said(&["So basically", "It means", "Well,", "Now", "First"]);
        for take in &mut takes {
            take.question.prompt = "What happens at the end of a basically good day?".to_owned();
        }
        let shown: Vec<String> = Habits::of(&takes).repeated.into_iter().map(|r| r.words).collect();
        assert_eq!(shown, ["at the end of the day"]);
    }

    #[test]
    fn the_usual_pace_is_the_median_and_needs_five_answers() {
        let four = Habits::of(&said(&["a"; 4]));
        assert_eq!((four.usual_words_per_minute, four.latest_words_per_minute), (None, Some(104.0)));
        assert_eq!(Habits::of(&said(&["a"; 6])).usual_words_per_minute, Some(103.5));
        assert_eq!(Habits::of(&[]), Habits::default());
    }

    #[test]
    fn fillers_and_bursts_are_added_up_and_short_answers_left_out() {
        let mut takes = said(&["So", "So", "So"]);
        for take in &mut takes {
            let delivery = &mut take.scorecard.as_mut().unwrap().delivery;
            delivery.fillers.insert("um".to_owned(), 2);
            delivery.filler_bursts = vec![FillerBurst { start_s: 0.0, end_s: 10.0, fillers: 4, hesitations: 0 }];
        }
        takes[2].transcript = Some(Transcript::from_text("So what."));
        let habits = Habits::of(&takes);
        assert_eq!((habits.answers, habits.fillers["um"], habits.filler_bursts), (2, 4, 2));
    }
}
