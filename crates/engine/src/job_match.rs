//! Which questions a job description or a CV calls for: by the names of topics in it, and by terms that belong to few topics. Words
//! that many topics use call for nothing, however technical they sound; that is measured on the banks and needs no list.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Serialize;

use outloud_core::bank::{Bank, Question};

/// A term of one word belongs to a topic if at most so many topics use the word in their questions and answers.
const MOST_TOPICS_OF_A_WORD: usize = 2;
/// The same for a phrase: as a keyword of so many topics.
const MOST_TOPICS_OF_A_PHRASE: usize = 3;
/// What the name of a topic counts, and what calls for a topic: its name, or two terms.
const NAME_WEIGHT: f64 = 2.0;
const ENOUGH: f64 = 1.5;
/// A topic of fewer questions has a name that may be an everyday word, and counts as a term.
const QUESTIONS_OF_A_NAME: usize = 2;
/// A line of at most so many words is an item of a list, whose first word can be a name.
const MOST_WORDS_OF_AN_ITEM: usize = 2;

/// What a text calls for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JobMatch {
    /// The topics, the strongest first.
    pub topics: Vec<TopicMatch>,
    /// Names and technical terms of the text that no bank has, with how often they stand there, the most frequent first.
    pub unknown: Vec<UnknownTerm>,
}

/// A topic that is called for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicMatch {
    /// The topic.
    pub topic: String,
    /// The words of the text that called for it.
    pub words: Vec<String>,
    /// Its questions: those whose own terms stand in the text first.
    pub questions: Vec<QuestionMatch>,
}

/// A question of a topic that is called for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionMatch {
    /// The bank's id.
    pub bank: String,
    /// The question's id.
    pub question: String,
    /// The question.
    pub prompt: String,
    /// Its own terms that stand in the text.
    pub words: Vec<String>,
}

/// A term that no bank has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnknownTerm {
    /// As the text writes it.
    pub term: String,
    /// How often.
    pub count: usize,
}

/// Matches a text with the questions of `banks`.
#[must_use]
pub fn match_text(text: &str, banks: &[&Bank]) -> JobMatch {
    let vocabulary = Vocabulary::new(banks);
    let words = stems(text);
    let said = Said::new(&words);
    let mut topics = Vec::new();
    for (topic, questions) in &vocabulary.topics {
        let mut score = 0.0;
        let mut called: BTreeSet<String> = BTreeSet::new();
        for name in vocabulary.names_of(topic, questions) {
            if said.has(&stems(&name)) {
                score += if vocabulary.is_name(questions) { NAME_WEIGHT } else { 1.0 };
                called.insert(name);
                break;
            }
        }
        let mut matches = Vec::new();
        for (bank, question) in questions {
            let own: BTreeSet<String> =
                vocabulary.terms_of(question).filter(|term| said.has(&stems(term))).map(str::to_owned).collect();
            for term in &own {
                if called.insert(term.clone()) {
                    score += 1.0 / vocabulary.topics_of(term) as f64;
                }
            }
            matches.push(QuestionMatch {
                bank: bank.id.clone(),
                question: question.id.clone(),
                prompt: question.prompt.clone(),
                words: own.into_iter().collect(),
            });
        }
        if score >= ENOUGH {
            // Stable: questions with as many terms stay in their banks' order.
            matches.sort_by_key(|m| std::cmp::Reverse(m.words.len()));
            let words = called.into_iter().collect();
            topics.push((score, TopicMatch { topic: topic.clone(), words, questions: matches }));
        }
    }
    topics.sort_by(|a, b| b.0.total_cmp(&a.0));
    JobMatch { topics: topics.into_iter().map(|(_, topic)| topic).collect(), unknown: unknown(text, &vocabulary) }
}

/// What the banks know.
struct Vocabulary<'a> {
    topics: BTreeMap<String, Vec<(&'a Bank, &'a Question)>>,
    /// In which topics each word stands, in questions and answers.
    spread: HashMap<String, HashSet<&'a str>>,
    /// Of which topics each phrase, as stems, is a keyword.
    keywords: HashMap<Vec<String>, HashSet<&'a str>>,
}

impl<'a> Vocabulary<'a> {
    fn new(banks: &[&'a Bank]) -> Self {
        let mut made = Self { topics: BTreeMap::new(), spread: HashMap::new(), keywords: HashMap::new() };
        for bank in banks {
            for question in bank.questions.iter().filter(|q| !q.topic.is_empty()) {
                let topic = question.topic.as_str();
                made.topics.entry(topic.to_owned()).or_default().push((bank, question));
                let texts =
                    [topic, &question.prompt, &question.model_answer, question.context.as_deref().unwrap_or("")];
                for word in texts.into_iter().flat_map(stems) {
                    made.spread.entry(word).or_default().insert(topic);
                }
                for term in all_terms(question) {
                    made.keywords.entry(stems(term)).or_default().insert(topic);
                }
            }
        }
        made
    }

    /// The ways to say a topic: its name, and the other ways to say it that a keyword of this name has.
    fn names_of(&self, topic: &str, questions: &[(&Bank, &Question)]) -> Vec<String> {
        let plain = topic.replace('-', " ");
        let keywords = questions.iter().flat_map(|(_, q)| &q.keywords).filter(|k| k.term.eq_ignore_ascii_case(&plain));
        let others = keywords.flat_map(|k| &k.any).filter(|way| self.is_specific(way)).cloned();
        std::iter::once(plain.clone()).chain(others.collect::<BTreeSet<_>>()).collect()
    }

    /// Whether the name of a topic alone calls for it. "Experience" stands in every job description.
    fn is_name(&self, questions: &[(&Bank, &Question)]) -> bool {
        let stories = questions.iter().filter(|(_, q)| q.kind.asks_for_a_story()).count();
        questions.len() >= QUESTIONS_OF_A_NAME && stories * 2 < questions.len()
    }

    /// The terms of a question that belong to few topics.
    fn terms_of<'q>(&'q self, question: &'q Question) -> impl Iterator<Item = &'q str> {
        all_terms(question).filter(|term| self.is_specific(term))
    }

    fn is_specific(&self, term: &str) -> bool {
        let stems = stems(term);
        match stems.as_slice() {
            [] => false,
            [word] => word.len() > 1 && self.spread.get(word).map_or(0, HashSet::len) <= MOST_TOPICS_OF_A_WORD,
            _ => self.topics_of(term) <= MOST_TOPICS_OF_A_PHRASE,
        }
    }

    fn topics_of(&self, term: &str) -> usize {
        self.keywords.get(&stems(term)).map_or(1, HashSet::len).max(1)
    }

    fn knows(&self, word: &str) -> bool {
        let stems = stems(word);
        stems.iter().all(|stem| self.spread.contains_key(stem)) || self.keywords.contains_key(&stems)
    }
}

/// What an answer to a question is about: its keywords that count, in all their ways, and its subjects.
fn all_terms(question: &Question) -> impl Iterator<Item = &str> {
    let keywords = question.keywords.iter().filter(|k| k.weight > 1);
    let keywords = keywords.flat_map(|k| std::iter::once(&k.term).chain(&k.any));
    keywords.chain(question.subjects.iter().flat_map(BTreeMap::keys)).map(String::as_str)
}

/// The words of a text in lower case, without plural endings; `+` and `#` belong to words: C++, C#.
fn stems(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#'));
    let words = words.map(|w| w.trim_start_matches(['+', '#'])).filter(|w| !w.is_empty());
    // "APIs" is the plural of "API", although "is" at the end of a word is no plural.
    let acronym = |w: &str| {
        w.strip_suffix('s').filter(|w| w.len() > 1 && w.chars().all(char::is_uppercase)).map(str::to_lowercase)
    };
    words.map(|w| acronym(w).unwrap_or_else(|| stem(&w.to_lowercase()))).collect()
}

fn stem(word: &str) -> String {
    let plural = word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is");
    match word.strip_suffix("ies") {
        Some(start) if word.len() > 4 => format!("{start}y"),
        _ if plural => word[..word.len() - 1].to_owned(),
        _ => word.to_owned(),
    }
}

/// Where each word of a text stands.
struct Said<'a> {
    words: &'a [String],
    places: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Said<'a> {
    fn new(words: &'a [String]) -> Self {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (n, word) in words.iter().enumerate() {
            places.entry(word).or_default().push(n);
        }
        Self { words, places }
    }

    /// Whether these words stand there in a row.
    fn has(&self, phrase: &[String]) -> bool {
        let Some(first) = phrase.first() else { return false };
        let starts = self.places.get(first.as_str()).map_or(&[][..], Vec::as_slice);
        starts.iter().any(|at| self.words[*at..].starts_with(phrase))
    }
}

/// Words written as names that no bank has: with a capital inside a sentence, in capitals, or with a digit or a sign. The first word
/// of a sentence counts if it is written so elsewhere, or is an item of a list.
fn unknown(text: &str, vocabulary: &Vocabulary<'_>) -> Vec<UnknownTerm> {
    let mut found: Vec<(UnknownTerm, bool)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for line in text.lines() {
        let mut begins = true;
        let item =
            line.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count() <= MOST_WORDS_OF_AN_ITEM;
        for token in line.split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | '(' | ')' | ';')) {
            let ends = token.ends_with(['.', ':', '!', '?']);
            let word = token.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#'));
            let word = word.trim_start_matches(['+', '#']);
            let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
            if word.is_empty() {
                continue;
            }
            let letters = word.chars().any(char::is_alphabetic);
            let inner = word.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '+' | '#'));
            let capital = word.starts_with(char::is_uppercase);
            let sure = inner || (capital && (!begins || item));
            begins = ends;
            if !letters || !(inner || capital) || word.chars().count() < 2 || vocabulary.knows(word) {
                continue;
            }
            let at = *places.entry(word.to_lowercase()).or_insert(found.len());
            match found.get_mut(at) {
                Some((term, named)) => (term.count, *named) = (term.count + 1, *named || sure),
                None => found.push((UnknownTerm { term: word.to_owned(), count: 1 }, sure)),
            }
        }
    }
    let mut named: Vec<UnknownTerm> = found.into_iter().filter(|(_, sure)| *sure).map(|(term, _)| term).collect();
    named.sort_by_key(|term| std::cmp::Reverse(term.count));
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use outloud_core::bank::{Keyword, Kind};

    fn question(id: &str, topic: &str, kind: Kind, answer: &str, terms: &[&str]) -> Question {
        let keyword = |term: &&str| Keyword { term: (*term).to_owned(), any: Vec::new(), weight: 2 };
        Question {
            topic: topic.to_owned(),
            kind,
            keywords: terms.iter().map(keyword).collect(),
            ..Question::bare(id, "Why?", answer)
        }
    }

    fn bank() -> Bank {
        let t = Kind::Technical;
        let questions = vec![
            question("pods", "kubernetes", t, "A pod holds containers for the team.", &["pod", "team"]),
            question("probes", "kubernetes", t, "Probes restart a service.", &["liveness probe", "service"]),
            question("joins", "databases", t, "An index helps a join of the service.", &["index", "execution plan"]),
            question("plans", "databases", t, "The team reads plans.", &["execution plan"]),
            question("queues", "messaging", t, "A service of the team.", &["service"]),
            question("told", "experience", Kind::Experience, "I led a team.", &["team"]),
        ];
        Bank::new("b", "B", questions)
    }

    fn topics(text: &str) -> Vec<(String, Vec<String>)> {
        let found = match_text(text, &[&bank()]);
        found.topics.into_iter().map(|t| (t.topic, t.words)).collect()
    }

    #[test]
    fn names_and_specific_terms_call_for_topics_and_everyday_words_do_not() {
        let text = "You run Kubernetes and its liveness probes. Years of experience in a team that owns a service.";
        assert_eq!(
            topics(text),
            [("kubernetes".to_owned(), vec!["kubernetes".to_owned(), "liveness probe".to_owned()])]
        );
        let by_terms = topics("You read execution plans and add an index.");
        assert_eq!(by_terms, [("databases".to_owned(), vec!["execution plan".to_owned(), "index".to_owned()])]);
        assert_eq!(topics("You read an index of names."), [], "one term is not enough");
        assert_eq!(stems("APIs, VMs and queries: C++, analysis"), ["api", "vm", "and", "query", "c++", "analysis"]);
    }

    #[test]
    fn questions_whose_own_terms_stand_there_come_first() {
        let found = match_text("Kubernetes with liveness probes", &[&bank()]);
        let ids: Vec<_> = found.topics[0].questions.iter().map(|q| (q.question.as_str(), q.words.len())).collect();
        assert_eq!(ids, [("probes", 1), ("pods", 0)]);
    }

    #[test]
    fn names_that_no_bank_has_are_listed() {
        let found =
            match_text("We use FastAPI and Kafka. Kafka's topics, C++ and Kubernetes.\n- Ansible\nPods", &[&bank()]);
        let unknown: Vec<_> = found.unknown.iter().map(|u| (u.term.as_str(), u.count)).collect();
        assert_eq!(unknown, [("Kafka", 2), ("FastAPI", 1), ("C++", 1), ("Ansible", 1)]);
    }
}
