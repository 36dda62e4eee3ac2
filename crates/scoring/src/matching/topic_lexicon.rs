//! How many story questions use each word, and which questions are near each other.

use std::collections::{BTreeMap, BTreeSet};

use outloud_core::bank::{Bank, Question};

use crate::{
    hash,
    text::{self, Class},
};

use super::document_counts::DocumentCounts;

/// Where few questions are known, the share of them that is taken to use a word ...
const ASSUMED_SHARE: f64 = 0.12;
/// ... and for how many questions this assumption counts.
const ASSUMED_QUESTIONS: f64 = 5.0;

// Decided by `outloud evaluate answers --notes` on the banks' example stories and those of `tests/fixtures`, each also against other
// questions.

/// How many of the nearest questions lend their words to one that has only a prompt and a model answer.
const LENDERS: usize = 4;
/// What a word counts that all of them have, beside the question's own.
const LENT: f64 = 0.7;
/// How many times as much a shared word brings two questions together if it is asked for.
const ASKED: f64 = 4.0;

/// How many questions that ask for a story use each word, by stem: what an answer shares with a question by chance.
#[derive(Debug, Clone, Default)]
pub(crate) struct TopicLexicon {
    questions: DocumentCounts,
    /// The weight of all words of a question, in the mean.
    mean_weight: f64,
    /// Each question's id and words.
    known: Vec<(String, BTreeSet<String>)>,
}

impl TopicLexicon {
    /// Counts over the questions of `banks` that ask for a story.
    pub fn new<'a>(banks: impl IntoIterator<Item = &'a Bank>) -> Self {
        let questions = banks.into_iter().flat_map(|b| &b.questions).filter(|q| q.kind.asks_for_a_story());
        let known: Vec<(String, BTreeSet<String>)> = questions.map(|q| (q.id.clone(), question_words(q))).collect();
        let questions = DocumentCounts::of(known.iter().map(|(_, words)| words.clone()));
        let mut lexicon = Self { questions, mean_weight: 0.0, known };
        let weights: f64 = lexicon.known.iter().map(|(_, words)| lexicon.weight_of(words)).sum();
        lexicon.mean_weight = weights / lexicon.known.len().max(1) as f64;
        lexicon
    }

    /// A hash of all of it; the order of the banks does not matter.
    pub fn fingerprint(&self) -> u64 {
        self.known.iter().map(hash::of_json).fold(self.questions.fingerprint(), u64::wrapping_add)
    }

    /// What a word weighs, above 0: its inverse document frequency over the questions.
    pub fn weight(&self, stem: &str) -> f64 {
        self.questions.idf(stem)
    }

    /// What a question's words weigh together, as a multiple of the mean of all questions; 1 where no question is known.
    pub fn length(&self, words: &BTreeMap<String, f64>) -> f64 {
        let weight: f64 = words.iter().map(|(stem, counts)| counts * self.weight(stem)).sum();
        if self.questions.documents() > 0 { weight / self.mean_weight } else { 1.0 }
    }

    fn weight_of(&self, words: &BTreeSet<String>) -> f64 {
        words.iter().map(|stem| self.weight(stem)).sum()
    }

    /// The words of the questions nearest to `question`, whose own words are `own`, and what each counts, above 0 and at most [`LENT`].
    pub fn lent(&self, question: &Question, own: &BTreeSet<String>) -> BTreeMap<String, f64> {
        let asked = words_of(&question.prompt);
        let weigh = |stem: &String| self.weight(stem) * if asked.contains(stem) { ASKED } else { 1.0 };
        let nearness = |words: &BTreeSet<String>| {
            own.intersection(words).map(weigh).sum::<f64>() / self.weight_of(words).max(f64::MIN_POSITIVE).sqrt()
        };
        let others = self.known.iter().filter(|(id, _)| *id != question.id);
        let mut others: Vec<(f64, &String, &BTreeSet<String>)> =
            others.map(|(id, words)| (nearness(words), id, words)).filter(|(near, ..)| *near > 0.0).collect();
        others.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let mut lent = BTreeMap::new();
        for stem in others.iter().take(LENDERS).flat_map(|(.., words)| words.difference(own)) {
            *lent.entry(stem.clone()).or_default() += LENT / LENDERS as f64;
        }
        lent
    }

    /// The share of questions that use a word, 0..=1.
    pub fn share(&self, stem: &str) -> f64 {
        let assumed = ASSUMED_SHARE * ASSUMED_QUESTIONS;
        (self.questions.with(stem) as f64 + assumed) / (self.questions.documents() as f64 + ASSUMED_QUESTIONS)
    }
}

/// The meaningful words that belong to a question, by stem.
pub(crate) fn question_words(question: &Question) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut add = |text: &str| words.append(&mut words_of(text));
    add(&question.prompt);
    add(question.context.as_deref().unwrap_or_default());
    add(&question.model_answer);
    for keyword in &question.keywords {
        add(&keyword.term);
        keyword.any.iter().for_each(|way| add(way));
    }
    for point in &question.points {
        add(&point.point);
        point.says.iter().for_each(|pattern| add(&spaced(pattern)));
    }
    words
}

fn words_of(text: &str) -> BTreeSet<String> {
    text::tokens_of(text).into_iter().filter(|t| t.class == Class::Content).map(|t| t.stem).collect()
}

fn spaced(pattern: &str) -> String {
    pattern.replace(['_', '|', '{', '}', ':', '=', '*', '~', '>', '(', ')', '/', '?'], " ")
}

#[cfg(test)]
mod tests {
    use outloud_core::bank::Kind;

    use super::*;

    fn question(prompt: &str) -> Question {
        Question { kind: Kind::Behavioural, ..Question::bare(prompt, prompt, "") }
    }

    fn lexicon(prompts: &[&str]) -> TopicLexicon {
        let questions: Vec<Question> = prompts.iter().map(|prompt| question(prompt)).collect();
        let bank: Bank = serde_json::from_value(serde_json::json!({
            "schema": 1, "id": "b", "title": "B", "questions": questions
        }))
        .expect("a bank");
        TopicLexicon::new([&bank])
    }

    #[test]
    fn the_fingerprint_follows_the_questions() {
        let of = |prompts: &[&str]| lexicon(prompts).fingerprint();
        assert_eq!(of(&["deadline"]), of(&["deadline"]));
        assert_ne!(of(&["deadline"]), of(&["printer"]));
        assert_eq!(of(&["deadline", "printer"]), of(&["printer", "deadline"]));
        // Each word is used as often, but beside another.
        assert_ne!(of(&["deadline printer", "apple banana"]), of(&["deadline banana", "apple printer"]));
    }

    #[test]
    fn the_nearest_questions_lend_their_words() {
        let near = ["late deadline", "deadline apple", "deadline banana", "deadline cherry"];
        let far = ["late manager printer customer", "unrelated orchard"];
        let lexicon = lexicon(&[&near[..], &far, &["deadline"]].concat());
        let lent = |prompt: &str| {
            let question = question(prompt);
            lexicon.lent(&question, &question_words(&question)).into_keys().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(lent("deadline"), "appl banana cherri late");
        assert_eq!(lent("orchard"), "unrel");
        assert_eq!(lent("submarine"), "");
        assert_eq!(lexicon.lent(&question("deadline"), &words_of("deadline"))["banana"], LENT / LENDERS as f64);
    }
}
