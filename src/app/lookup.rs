//! What the banks hold on a word: glossaries, confused things, rules of thumb, and questions, those too that only use a word of
//! a glossary which is meant.

use serde::Serialize;

use outloud_core::{
    bank::{Bank, Question},
    naming::Words,
    preparation::words_of,
};

/// Something that fits a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Found<'a> {
    /// A word of a glossary.
    #[serde(rename = "glossary")]
    Term {
        /// The bank's id.
        bank: &'a str,
        /// The word.
        term: &'a str,
        /// Its sentence.
        says: &'a str,
    },
    /// Things that people mix up.
    Confused {
        /// The bank's id.
        bank: &'a str,
        /// Their names.
        these: &'a [String],
        /// The difference.
        difference: &'a str,
    },
    /// A rule of thumb.
    Rule {
        /// The bank's id.
        bank: &'a str,
        /// Its topic.
        topic: &'a str,
        /// The rule.
        rule: &'a str,
    },
    /// A question.
    Question {
        /// The bank's id.
        bank: &'a str,
        /// The question's id.
        question: &'a str,
        /// What is asked.
        prompt: &'a str,
        /// The word of the glossary by which it was found; none: by what is asked.
        term: Option<&'a str>,
    },
}

impl<'a> Found<'a> {
    /// The bank's id.
    #[must_use]
    pub fn bank(&self) -> &'a str {
        match self {
            Self::Term { bank, .. }
            | Self::Confused { bank, .. }
            | Self::Rule { bank, .. }
            | Self::Question { bank, .. } => bank,
        }
    }

    /// What sort of thing it is.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Term { .. } => "glossary",
            Self::Confused { .. } => "confused",
            Self::Rule { .. } => "rule",
            Self::Question { .. } => "question",
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Term { term, .. } => (*term).to_owned(),
            Self::Confused { these, .. } => these.join(" / "),
            Self::Rule { topic, .. } => (*topic).to_owned(),
            Self::Question { question, .. } => (*question).to_owned(),
        }
    }

    /// What it says, in a sentence or two.
    #[must_use]
    pub fn says(&self) -> String {
        match self {
            Self::Term { says, .. } => (*says).to_owned(),
            Self::Confused { difference, .. } => (*difference).to_owned(),
            Self::Rule { rule, .. } => (*rule).to_owned(),
            Self::Question { prompt, term: None, .. } => (*prompt).to_owned(),
            Self::Question { prompt, term: Some(term), .. } => format!("{prompt} (it uses “{term}”)"),
        }
    }
}

/// What fits `search`, in this order: words of the glossaries, confused things, rules, questions that ask it, questions that use
/// a word of a glossary which was found. Within each in the order of the banks. Nothing fits an empty search.
#[must_use]
pub fn look_up<'a>(banks: &'a [Bank], search: &str) -> Vec<Found<'a>> {
    let Some(wanted) = Search::of(search) else { return Vec::new() };
    let mut found = Vec::new();
    for bank in banks {
        let terms = bank.glossary.iter().filter(|(term, says)| wanted.fits(&[term.as_str(), says.as_str()]));
        found.extend(terms.map(|(term, says)| Found::Term { bank: &bank.id, term, says }));
    }
    // A word whose name is meant comes before one that only speaks of it.
    found.sort_by_key(|found| !wanted.fits(&[&found.name()]));
    for bank in banks {
        for confusion in &bank.commonly_confused {
            if wanted.fits(&[&confusion.these.join(" "), &confusion.difference]) {
                found.push(Found::Confused {
                    bank: &bank.id,
                    these: &confusion.these,
                    difference: &confusion.difference,
                });
            }
        }
    }
    for bank in banks {
        let rules = bank.rules_of_thumb.iter().filter(|rule| wanted.fits(&[&rule.rule]));
        found.extend(rules.map(|rule| Found::Rule { bank: &bank.id, topic: &rule.topic, rule: &rule.rule }));
    }
    let (mut asking, mut using) = (Vec::new(), Vec::new());
    for bank in banks {
        let terms = terms_meant(bank, &wanted);
        for question in &bank.questions {
            let of = |term| Found::Question { bank: &bank.id, question: &question.id, prompt: &question.prompt, term };
            if wanted.fits(&[&question.prompt]) {
                asking.push(of(None));
            } else if let Some(term) = term_used(question, &terms) {
                using.push(of(Some(term)));
            }
        }
    }
    found.extend(asking);
    found.extend(using);
    found
}

/// The questions of a bank, by their places in it, that use a word of its glossary which `search` means.
pub fn using_a_term<'a>(bank: &'a Bank, search: &str) -> impl Iterator<Item = usize> + use<'a> {
    let terms = Search::of(search).map(|wanted| terms_meant(bank, &wanted)).unwrap_or_default();
    let uses = move |question: &Question| term_used(question, &terms).is_some();
    bank.questions.iter().enumerate().filter(move |(_, question)| uses(question)).map(|(at, _)| at)
}

/// The words of the bank's glossary whose names are meant.
fn terms_meant<'a>(bank: &'a Bank, wanted: &Search) -> Vec<(&'a str, Words)> {
    let names = bank.glossary.keys().map(String::as_str);
    names.filter(|name| wanted.fits(&[name])).map(|name| (name, Words::of(name))).collect()
}

/// The first of these words that the question, its answer or its points use.
fn term_used<'a>(question: &Question, terms: &[(&'a str, Words)]) -> Option<&'a str> {
    if terms.is_empty() {
        return None;
    }
    let words = words_of(question);
    terms.iter().find(|(_, term)| words.have(term)).map(|(name, _)| *name)
}

/// Shortest beginning of a word that is looked for.
const SHORTEST: usize = 2;

/// Beginnings of words, in small letters.
struct Search(Vec<String>);

impl Search {
    fn of(text: &str) -> Option<Self> {
        let words: Vec<String> = words(text).collect();
        let letters: usize = words.iter().map(|word| word.chars().count()).sum();
        (letters >= SHORTEST).then_some(Self(words))
    }

    /// Whether each of the words looked for begins a word of these texts.
    fn fits(&self, texts: &[&str]) -> bool {
        let all: Vec<String> = texts.iter().flat_map(|text| words(text)).collect();
        self.0.iter().all(|wanted| all.iter().any(|word| word.starts_with(wanted.as_str())))
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use outloud_core::bank::{Confusion, RuleOfThumb};

    fn banks() -> Vec<Bank> {
        let asked = |id: &str, prompt: &str, answer: &str| Question::bare(id, prompt, answer);
        let questions = vec![
            asked("deploy", "How do you deploy without downtime?", "With a canary: a few users get it first."),
            asked("canary", "What is a canary release?", "A few users get it first."),
            asked("dns", "What is DNS?", "Names become addresses."),
        ];
        let mut bank = Bank::new("b", "B", questions);
        bank.glossary.insert("canary".to_owned(), "A release to a small share of the traffic.".to_owned());
        bank.glossary
            .insert("blue-green".to_owned(), "Two environments; unlike a canary all traffic moves.".to_owned());
        bank.commonly_confused.push(Confusion {
            these: vec!["canary".to_owned(), "feature flag".to_owned()],
            difference: "One is traffic, one is code.".to_owned(),
        });
        bank.rules_of_thumb
            .push(RuleOfThumb { topic: "deploy".to_owned(), rule: "Begin a canary with one percent.".to_owned() });
        vec![bank]
    }

    #[test]
    fn a_word_finds_its_sentence_its_pairs_its_rules_and_the_questions_that_use_it() {
        let banks = banks();
        let found = look_up(&banks, "Canar");
        let kinds: Vec<_> = found.iter().map(|f| (f.kind(), f.name())).collect();
        let expected = [
            ("glossary", "canary"),
            ("glossary", "blue-green"),
            ("confused", "canary / feature flag"),
            ("rule", "deploy"),
            ("question", "canary"),
            ("question", "deploy"),
        ];
        assert_eq!(kinds, expected.map(|(kind, name)| (kind, name.to_owned())));
        assert!(found[5].says().ends_with("(it uses “canary”)") && !found[4].says().contains("it uses"));
        assert_eq!(using_a_term(&banks[0], "canary").collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn every_word_of_a_search_has_to_fit_and_an_empty_one_finds_nothing() {
        let banks = banks();
        assert_eq!(look_up(&banks, "small share").len(), 1);
        assert!(["", " ", "c", "canary zeppelin", "?!"].iter().all(|search| look_up(&banks, search).is_empty()));
        assert_eq!(using_a_term(&banks[0], "").count(), 0);
    }
}
