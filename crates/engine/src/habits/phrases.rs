//! Phrases that come again and again: said far more often than the model answers of the same questions say them.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use outloud_core::transcript::Transcript;

use super::answer::{Answer, FEWEST_QUESTIONS, sentences};

/// A phrase that is said less often is no habit.
const FEWEST_TIMES: usize = 4;
/// How many times as often as in the model answers a phrase is said.
const TIMES_THE_MODEL: f64 = 3.0;
/// The longest phrase, in words.
const LONGEST: usize = 6;
/// Most phrases that are told.
const MOST_PHRASES: usize = 10;
/// Small words that no habit rests on alone.
const GRAMMAR: &str = "a an the of at in on to for with from by as into and or but if is are was were be been it its it's that \
    that's this these those there i i'm you he she we they me my your our their them us will would can could have has had do \
    does did not no what when which who then than";

/// Words said again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repeated {
    /// The words.
    pub words: String,
    /// How often.
    pub count: usize,
    /// In how many answers.
    pub answers: usize,
}

/// How often a phrase was said and where.
#[derive(Default)]
struct Use<'a> {
    count: usize,
    answers: HashSet<usize>,
    questions: HashSet<(&'a str, &'a str)>,
}

/// The most conspicuous of them, the commonest first; `fillers` are counted apart.
pub(super) fn repeated(answers: &[Answer<'_>], fillers: &BTreeMap<String, usize>) -> Vec<Repeated> {
    let asked = words_asked(answers);
    let mut said: HashMap<String, Use<'_>> = HashMap::new();
    for (number, answer) in answers.iter().enumerate() {
        for phrase in answer.sentences.iter().flat_map(|sentence| phrases(sentence)) {
            let used = said.entry(phrase).or_default();
            used.count += 1;
            used.answers.insert(number);
            used.questions.insert(answer.question());
        }
    }
    said.retain(|phrase, used| {
        let is_habit = used.count >= FEWEST_TIMES && used.questions.len() >= FEWEST_QUESTIONS;
        is_habit && !fillers.contains_key(phrase) && says_something(phrase, &asked)
    });
    let (model, model_words) = model_phrases(answers, &said);
    let words: usize = answers.iter().flat_map(|answer| &answer.sentences).map(Vec::len).sum();
    let expected = |phrase: &str| {
        let in_model = model.get(phrase).copied().unwrap_or_default() as f64 + 0.5;
        (in_model / (model_words.max(1) as f64) * words as f64).max(1.0)
    };
    told(said, &expected)
}

/// The phrases that are said most beyond the expected. What is said within one of them is told with it.
fn told(said: HashMap<String, Use<'_>>, expected: &dyn Fn(&str) -> f64) -> Vec<Repeated> {
    let fewest = |phrase: &str| (TIMES_THE_MODEL * expected(phrase)).max(FEWEST_TIMES as f64);
    let mut left: Vec<(String, Use<'_>)> = said.into_iter().collect();
    let mut found: Vec<Repeated> = Vec::new();
    while found.len() < MOST_PHRASES {
        left.retain(|(phrase, used)| used.count as f64 >= fewest(phrase));
        // As many words as are said beyond the expected.
        let weight =
            |phrase: &str, used: &Use<'_>| (used.count as f64 - expected(phrase)) * phrase.split(' ').count() as f64;
        let best = left
            .iter()
            .enumerate()
            .max_by(|(_, a), (_, b)| weight(&a.0, &a.1).total_cmp(&weight(&b.0, &b.1)).then_with(|| b.0.cmp(&a.0)));
        let Some((at, _)) = best else { break };
        let (phrase, used) = left.swap_remove(at);
        for (other, its) in &mut left {
            if is_part(&phrase, other) {
                its.count = its.count.saturating_sub(used.count);
            }
        }
        found.push(Repeated { words: phrase, count: used.count, answers: used.answers.len() });
    }
    found.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.words.cmp(&b.words)));
    found
}

/// The words of what was asked: prompts, topics, keywords.
fn words_asked(answers: &[Answer<'_>]) -> HashSet<String> {
    let mut asked = HashSet::new();
    for question in answers.iter().map(|answer| &answer.take.question) {
        let keywords = question.keywords.iter().flat_map(|k| k.any.iter().chain([&k.term]));
        for text in keywords.chain([&question.prompt, &question.topic]) {
            asked.extend(sentences(text.split([' ', '-', '_'])).into_iter().flatten());
        }
    }
    asked
}

/// Whether a phrase has a word that is more than grammar. In one or two words it must not be one that was asked for: "the pods"
/// belongs to the subject, "at the end of the day" does not, although somebody may ask for an end.
fn says_something(phrase: &str, asked: &HashSet<String>) -> bool {
    let is_own = |word: &str| word.chars().count() > 2 && !GRAMMAR.split(' ').any(|small| small == word);
    let was_asked = |word: &str| asked.contains(word) || asked.contains(word.trim_end_matches('s'));
    let is_long = phrase.split(' ').count() > 2;
    phrase.split(' ').any(|word| is_own(word) && (is_long || !was_asked(word)))
}

/// How often the model answers of these questions, each counted once, say the phrases that matter, and how many words they have.
fn model_phrases(answers: &[Answer<'_>], wanted: &HashMap<String, Use<'_>>) -> (HashMap<String, usize>, usize) {
    let mut known = HashSet::new();
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut words = 0;
    for answer in answers.iter().filter(|answer| known.insert(answer.question())) {
        let model = Transcript::from_text(&answer.take.question.model_answer);
        for sentence in sentences(model.words.iter().map(|word| word.text.as_str())) {
            words += sentence.len();
            for phrase in phrases(&sentence).filter(|phrase| wanted.contains_key(phrase)) {
                *counts.entry(phrase).or_default() += 1;
            }
        }
    }
    (counts, words)
}

/// Every run of one to six words of a sentence.
fn phrases(sentence: &[String]) -> impl Iterator<Item = String> {
    (1..=LONGEST).flat_map(move |length| sentence.windows(length).map(|words| words.join(" ")))
}

/// Whether two phrases are one within the other, or have two words in a row in common.
fn is_part(one: &str, other: &str) -> bool {
    let holds = |long: &str, short: &str| format!(" {long} ").contains(&format!(" {short} "));
    let words: Vec<&str> = one.split(' ').collect();
    holds(one, other) || holds(other, one) || words.windows(2).any(|run| holds(other, &run.join(" ")))
}
