//! How answers begin: the first words that many of them share.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use super::answer::{Answer, FEWEST_QUESTIONS};

/// Single words that open an answer out of habit; others belong to what is asked.
const OPENERS: [&str; 11] =
    ["so", "well", "ok", "okay", "yeah", "yes", "right", "basically", "actually", "like", "honestly"];
/// A longer phrase stands for a shorter one in it that is hardly said otherwise.
const MOST_OF_IT: f64 = 0.8;
/// Most openings that are told.
const MOST_OPENINGS: usize = 3;

/// The first words of several answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opening {
    /// The words.
    pub words: String,
    /// Answers that begin so.
    pub answers: usize,
    /// Of so many.
    pub of: usize,
}

impl Opening {
    /// "You began 12 of 20 answers with “so basically”."
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("You began {} of {} answers with “{}”.", self.answers, self.of, self.words)
    }
}

/// In how many answers some words open, and to which questions.
type Uses<'a> = (usize, BTreeSet<(&'a str, &'a str)>);

/// The openings of answers to several questions, the commonest first.
pub(super) fn openings(answers: &[Answer<'_>]) -> Vec<Opening> {
    let mut found: BTreeMap<String, Uses<'_>> = BTreeMap::new();
    for answer in answers {
        for length in 1..=3 {
            let Some(words) = answer.beginning(length) else { continue };
            if length > 1 || OPENERS.contains(&words.as_str()) {
                let (times, questions) = found.entry(words).or_default();
                *times += 1;
                questions.insert(answer.question());
            }
        }
    }
    found.retain(|_, (_, questions)| questions.len() >= FEWEST_QUESTIONS);
    let counted: HashMap<String, usize> = found.into_iter().map(|(words, (times, _))| (words, times)).collect();
    let begins = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    let stands = |words: &str, times: usize| {
        // "so basically" instead of "so" where it is nearly always that; else the shorter one.
        let longer = |(other, n): (&String, &usize)| begins(other, words) && (*n as f64) >= MOST_OF_IT * times as f64;
        let shorter = |(other, n): (&String, &usize)| begins(words, other) && (times as f64) < MOST_OF_IT * *n as f64;
        !counted.iter().any(longer) && !counted.iter().any(shorter)
    };
    let mut openings: Vec<Opening> = counted
        .iter()
        .filter(|(words, times)| stands(words, **times))
        .map(|(words, times)| Opening { words: words.clone(), answers: *times, of: answers.len() })
        .collect();
    openings.sort_by(|a, b| b.answers.cmp(&a.answers).then_with(|| a.words.cmp(&b.words)));
    openings.truncate(MOST_OPENINGS);
    openings
}
