//! Weak points across questions: the same concept left out or contradicted in the answers to several questions.
//!
//! A concept is a word of a glossary, or a subject of the questions that have it. A point is about it if its text names it, if its
//! patterns are said of it, or if they use the shared term of that name. Only must and should points count, and of each question its latest
//! answer: what was learnt is weak no more.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::interview::Asked;
use outloud_core::{
    bank::{Bank, Point, Priority, Question},
    naming::Words,
    pattern::{Alternative, Pattern},
    scorecard::Verdict,
    session::Take,
};

/// A concept is weak if so many questions show it.
const FEWEST_QUESTIONS: usize = 2;
/// The longest name of a concept, in words.
const LONGEST: usize = 4;

/// A concept that is weak in the answers to several questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeakPoint {
    /// Its name.
    pub concept: String,
    /// Questions whose latest answer should speak of it.
    pub answers: usize,
    /// Those that leave out something of it.
    pub missed: usize,
    /// Those that contradict something of it.
    pub contradicted: usize,
    /// The questions that show it, first those whose answers contradict it.
    pub questions: Vec<WeakQuestion>,
}

/// A question whose latest answer shows a weak point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeakQuestion {
    /// The bank's id.
    pub bank: String,
    /// The question's id.
    pub question: String,
    /// What is asked.
    pub prompt: String,
    /// The points that it left out.
    pub missed: Vec<String>,
    /// The points that it contradicted.
    pub contradicted: Vec<String>,
}

impl WeakPoint {
    /// "rollback: missed in 4 of 6 answers, contradicted once".
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut facts = Vec::new();
        if self.missed > 0 {
            facts.push(format!("missed in {} of {} answers", self.missed, self.answers));
        }
        match self.contradicted {
            0 => {}
            1 => facts.push("contradicted once".to_owned()),
            2 => facts.push("contradicted twice".to_owned()),
            n => facts.push(format!("contradicted {n} times")),
        }
        format!("{}: {}", self.concept, facts.join(", "))
    }
}

/// The words of the glossaries of some banks.
#[derive(Debug, Default)]
struct Vocabulary {
    /// How each is written, and the banks that explain it.
    names: BTreeMap<Words, (String, BTreeSet<String>)>,
}

impl Vocabulary {
    fn of(banks: &[Bank]) -> Self {
        let mut names: BTreeMap<Words, (String, BTreeSet<String>)> = BTreeMap::new();
        for bank in banks {
            for name in bank.glossary.keys() {
                let known = names.entry(Words::of(name)).or_insert_with(|| (name.clone(), BTreeSet::new()));
                known.1.insert(bank.id.clone());
            }
        }
        Self { names }
    }

    /// What a point of a question is about.
    fn of_point(&self, bank: &str, question: &Question, point: &str) -> BTreeSet<Words> {
        // A single word that only another bank explains is likely an everyday word here.
        let subjects: BTreeSet<Words> =
            question.subjects.iter().flat_map(BTreeMap::keys).map(|name| Words::of(name)).collect();
        let means = |words: &Words| {
            let known =
                |(_, banks): &(String, BTreeSet<String>)| banks.contains(bank) || banks.len() > 1 || words.count() > 1;
            subjects.contains(words) || self.names.get(words).is_some_and(known)
        };
        let mut concepts: BTreeSet<Words> = Words::of(point).runs(LONGEST).filter(means).collect();
        let patterns = question.points.iter().filter(|p| p.point == point).flat_map(patterns);
        for pattern in patterns {
            let said_of = pattern.subject.iter().flatten().filter_map(name).filter(|name| subjects.contains(name));
            concepts.extend(said_of);
            let terms = pattern.slots.iter().flat_map(|slot| &slot.alternatives).filter_map(|a| match a {
                Alternative::Term(name) => Some(Words::of(name)),
                _ => None,
            });
            concepts.extend(terms.filter(|term| self.names.contains_key(term)));
        }
        concepts
    }

    /// A concept as the glossaries write it, else as the subjects of a question that has it do.
    fn written(&self, concept: &Words, question: &Question) -> String {
        let subjects = || question.subjects.iter().flat_map(BTreeMap::keys).find(|name| Words::of(name) == *concept);
        let known = self.names.get(concept).map(|(written, _)| written);
        known.or_else(subjects).cloned().unwrap_or_else(|| concept.text())
    }
}

fn patterns(point: &Point) -> impl Iterator<Item = Pattern> {
    point.says.iter().chain(&point.wrong).filter_map(|text| Pattern::parse(text).ok())
}

/// The name that an alternative is.
fn name(said_of: &Alternative) -> Option<Words> {
    let Alternative::Words(words) = said_of else { return None };
    Some(Words::of(&words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")))
}

/// The concepts that are weak in several questions, the weakest first. `takes` come in any order.
#[must_use]
pub fn weak_points<'a>(takes: impl IntoIterator<Item = &'a Take>, banks: &[Bank]) -> Vec<WeakPoint> {
    let mut latest: BTreeMap<(&str, &str), &Take> = BTreeMap::new();
    for take in takes.into_iter().filter(|take| take.scorecard.is_some()) {
        let newest = latest.entry((&take.bank, &take.question.id)).or_insert(take);
        if (&take.started_at, take.number) > (&newest.started_at, newest.number) {
            *newest = take;
        }
    }
    let vocabulary = Vocabulary::of(banks);
    let mut found: BTreeMap<Words, WeakPoint> = BTreeMap::new();
    for take in latest.into_values() {
        for (concept, question) in judged(take, &vocabulary) {
            let weak = found.entry(concept).or_insert_with_key(|concept| WeakPoint {
                concept: vocabulary.written(concept, &take.question),
                answers: 0,
                missed: 0,
                contradicted: 0,
                questions: Vec::new(),
            });
            weak.answers += 1;
            weak.missed += usize::from(!question.missed.is_empty());
            weak.contradicted += usize::from(!question.contradicted.is_empty());
            if !(question.missed.is_empty() && question.contradicted.is_empty()) {
                weak.questions.push(question);
            }
        }
    }
    let mut weak: Vec<WeakPoint> =
        found.into_values().filter(|weak| weak.questions.len() >= FEWEST_QUESTIONS).collect();
    for weak in &mut weak {
        weak.questions.sort_by_key(|q| q.contradicted.is_empty());
    }
    without_doubles(weak)
}

/// What an answer says of each concept that its points are about.
fn judged(take: &Take, vocabulary: &Vocabulary) -> BTreeMap<Words, WeakQuestion> {
    let mut of: BTreeMap<Words, WeakQuestion> = BTreeMap::new();
    let rubric = take.scorecard.iter().flat_map(|card| &card.rubric);
    for point in rubric.filter(|point| point.priority != Priority::Bonus) {
        for concept in vocabulary.of_point(&take.bank, &take.question, &point.point) {
            let question = of.entry(concept).or_insert_with(|| WeakQuestion {
                bank: take.bank.clone(),
                question: take.question.id.clone(),
                prompt: take.question.prompt.clone(),
                missed: Vec::new(),
                contradicted: Vec::new(),
            });
            match point.verdict {
                Verdict::Met => {}
                Verdict::Missed => question.missed.push(point.point.clone()),
                Verdict::Contradicted => question.contradicted.push(point.point.clone()),
            }
        }
    }
    of
}

/// The weakest first. Of two names with the same points, "canary" and "canary release", the longer stays.
fn without_doubles(mut weak: Vec<WeakPoint>) -> Vec<WeakPoint> {
    weak.sort_by(|a, b| b.concept.len().cmp(&a.concept.len()).then_with(|| a.concept.cmp(&b.concept)));
    let mut kept: Vec<WeakPoint> = Vec::new();
    for candidate in weak {
        if !kept.iter().any(|other| other.questions == candidate.questions) {
            kept.push(candidate);
        }
    }
    let weight = |weak: &WeakPoint| weak.missed + 2 * weak.contradicted;
    let share = |weak: &WeakPoint| weak.questions.len() as f64 / weak.answers.max(1) as f64;
    kept.sort_by(|a, b| {
        weight(b).cmp(&weight(a)).then(share(b).total_cmp(&share(a))).then_with(|| a.concept.cmp(&b.concept))
    });
    kept
}

/// What to ask somebody who drills a concept: first the questions that show it as weak, then the others whose must and should
/// points are about it, in the order of the banks.
#[must_use]
pub fn drill_of(concept: &str, weak: &[WeakPoint], banks: &[Bank]) -> Vec<Asked> {
    let wanted = Words::of(concept);
    let shown = weak.iter().filter(|weak| Words::of(&weak.concept) == wanted).flat_map(|weak| &weak.questions);
    let mut queue: Vec<Asked> = shown.filter_map(|q| asked(&q.bank, &q.question, banks)).collect();
    let vocabulary = Vocabulary::of(banks);
    for bank in banks {
        let about = |question: &&Question| {
            let points = question.points.iter().filter(|point| point.priority != Priority::Bonus);
            points.into_iter().any(|p| vocabulary.of_point(&bank.id, question, &p.point).contains(&wanted))
        };
        for question in bank.questions.iter().filter(about) {
            if !queue.iter().any(|asked| asked.bank == bank.id && asked.question.id == question.id) {
                queue.push(Asked::new(&bank.id, question.clone()));
            }
        }
    }
    queue
}

/// The question as the banks have it today.
fn asked(bank: &str, question: &str, banks: &[Bank]) -> Option<Asked> {
    let bank = banks.iter().find(|b| b.id == bank)?;
    bank.asked(question).map(|question| Asked::new(&bank.id, question))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{card, question};
    use outloud_core::scorecard::PointScore;

    fn bank() -> Bank {
        let asked = |id: &str, point: &str, says: &str| Question {
            points: vec![
                Point::new(point, Priority::Must, &[says]),
                Point::new("You are brief", Priority::Should, &["x"]),
            ],
            ..question(id)
        };
        let mut subject = asked("subject", "You say where it writes", "replica: reads");
        subject.subjects = vec![BTreeMap::from([("replica".to_owned(), Vec::new())])];
        let mut adding = asked("add-to", "You say what it adds", "add: copies");
        adding.subjects = vec![BTreeMap::from([("add".to_owned(), Vec::new())])];
        let mut bank = Bank::new(
            "b",
            "B",
            vec![
                asked("named", "You plan the rollbacks", "x"),
                asked("term", "You can go back", "{rollback} first"),
                subject,
                asked("other", "You ask for replicas", "x"),
                asked("add", "You add one", "x"),
                adding,
            ],
        );
        bank.glossary.insert("Rollback".to_owned(), "Going back to the version before.".to_owned());
        bank.glossary.insert("replica".to_owned(), "A copy.".to_owned());
        bank
    }

    fn take(bank: &Bank, id: &str, second: u32, verdict: Verdict) -> Take {
        let question = bank.question(id).unwrap().clone();
        let mut scorecard = card(&[]);
        scorecard.rubric = question.points.iter().map(|p| PointScore::new(&p.point, p.priority, Vec::new())).collect();
        scorecard.rubric[0].verdict = verdict;
        Take {
            started_at: format!("2026-03-01T09:00:{second:02}Z"),
            scorecard: Some(scorecard),
            ..Take::new(1, "b", question)
        }
    }

    #[test]
    fn the_same_concept_is_gathered_from_texts_terms_and_subjects() {
        use Verdict::{Contradicted, Met, Missed};
        let bank = bank();
        let takes = [
            take(&bank, "named", 1, Missed),
            take(&bank, "term", 2, Contradicted),
            take(&bank, "subject", 3, Missed),
            take(&bank, "other", 4, Missed),
        ];
        let weak = weak_points(&takes, std::slice::from_ref(&bank));
        let shown: Vec<String> = weak.iter().map(WeakPoint::sentence).collect();
        assert_eq!(
            shown,
            ["Rollback: missed in 1 of 2 answers, contradicted once", "replica: missed in 2 of 2 answers"]
        );
        let ids: Vec<&str> = weak[0].questions.iter().map(|q| q.question.as_str()).collect();
        assert_eq!(ids, ["term", "named"], "what is contradicted comes first");
        let met = [take(&bank, "named", 1, Met), take(&bank, "term", 2, Missed)];
        assert!(weak_points(&met, &[bank]).is_empty(), "one question is no pattern");
    }

    #[test]
    fn a_concept_that_no_glossary_explains_is_written_as_its_subject_is() {
        let mut bank = bank();
        bank.glossary.clear();
        let mut takes = [take(&bank, "named", 1, Verdict::Missed), take(&bank, "term", 2, Verdict::Missed)];
        for take in &mut takes {
            take.scorecard.as_mut().unwrap().rubric[0].point = "You name Kubernetes".to_owned();
            take.question.subjects = vec![BTreeMap::from([("kubernetes".to_owned(), Vec::new())])];
        }
        assert_eq!(weak_points(&takes, &[bank])[0].concept, "kubernetes");
    }

    #[test]
    fn only_the_latest_answer_to_a_question_counts() {
        use Verdict::{Met, Missed};
        let bank = bank();
        let learnt = [take(&bank, "named", 9, Met), take(&bank, "named", 1, Missed), take(&bank, "term", 2, Missed)];
        assert!(weak_points(&learnt, &[bank]).is_empty());
    }

    #[test]
    fn a_single_word_that_only_another_bank_explains_is_none() {
        let (mut bank, mut other) = (bank(), Bank::new("c", "C", Vec::new()));
        other.glossary = std::mem::take(&mut bank.glossary);
        let takes = [take(&bank, "named", 1, Verdict::Missed), take(&bank, "term", 2, Verdict::Missed)];
        assert!(weak_points(&takes, &[bank, other]).is_empty());
    }

    #[test]
    fn a_drill_begins_with_what_was_weak_and_goes_on_with_the_rest() {
        let bank = bank();
        let takes = [take(&bank, "term", 1, Verdict::Missed), take(&bank, "named", 2, Verdict::Contradicted)];
        let banks = [bank];
        let weak = weak_points(&takes, &banks);
        let ids =
            |concept: &str| drill_of(concept, &weak, &banks).into_iter().map(|a| a.question.id).collect::<Vec<_>>();
        assert_eq!(ids("rollback"), ["named", "term"]);
        assert_eq!(ids("Replicas"), ["subject", "other"], "nothing weak: all that is about it");
        assert_eq!(ids("add"), ["add-to"], "a subject of one question is no concept of another");
        assert!(ids("zeppelin").is_empty() && ids("").is_empty());
    }
}
