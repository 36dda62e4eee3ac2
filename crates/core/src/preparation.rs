//! What a bank holds around an answer: how to build it, what to say if one has never done it, and what is worth knowing beside
//! it. Of a bank's glossary, confused things and rules a question gets those that it speaks of.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    bank::{Bank, Confusion, Link, Question},
    naming::Words,
};

/// What a bank holds around the answer to one question.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Preparation<'a> {
    /// How to build the answer, step by step.
    pub skeleton: &'a [String],
    /// What to say if one has never done it.
    pub if_never_done: Option<&'a str>,
    /// The bank's rules of thumb on the question's topic.
    pub rules_of_thumb: Vec<&'a str>,
    /// Things that people mix up, of which the question and its answer name at least two.
    pub commonly_confused: Vec<&'a Confusion>,
    /// Words of the bank's glossary that the question or its answer uses, each with its sentence.
    pub glossary: BTreeMap<&'a str, &'a str>,
    /// Primary documentation.
    pub links: &'a [Link],
    /// The month in which facts that age were last looked up, `2026-11`.
    pub as_of: Option<&'a str>,
}

impl<'a> Preparation<'a> {
    /// The preparation of a question; `bank` is the one that it comes from, if it is there.
    #[must_use]
    pub fn of(question: &'a Question, bank: Option<&'a Bank>) -> Self {
        let own = Self {
            skeleton: &question.skeleton,
            if_never_done: question.if_never_done.as_deref(),
            links: &question.links,
            as_of: question.as_of.as_deref(),
            ..Self::default()
        };
        let Some(bank) = bank else { return own };
        let text = words_of(question);
        let named = |name: &String| text.have(&Words::of(name));
        Self {
            rules_of_thumb: bank
                .rules_of_thumb
                .iter()
                .filter(|rule| rule.topic == question.topic)
                .map(|rule| rule.rule.as_str())
                .collect(),
            commonly_confused: bank
                .commonly_confused
                .iter()
                .filter(|confusion| confusion.these.iter().filter(|name| named(name)).count() >= 2)
                .collect(),
            glossary: bank
                .glossary
                .iter()
                .filter(|(term, _)| named(term))
                .map(|(term, says)| (term.as_str(), says.as_str()))
                .collect(),
            ..own
        }
    }

    /// Whether there is something to read before one speaks: the rest would give the answer away.
    #[must_use]
    pub fn helps_before(&self) -> bool {
        !self.skeleton.is_empty() || self.if_never_done.is_some()
    }

    /// Whether there is nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The words of a question, its answer and its points.
#[must_use]
pub fn words_of(question: &Question) -> Words {
    let context = question.context.as_deref().unwrap_or_default();
    let points = question.points.iter().map(|p| p.point.as_str());
    let all: Vec<&str> =
        [question.prompt.as_str(), context, question.model_answer.as_str()].into_iter().chain(points).collect();
    // A full stop between them keeps words of two texts from making one name.
    Words::of(&all.join(" . "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::RuleOfThumb;

    fn bank() -> Bank {
        let question = Question {
            topic: "docker".to_owned(),
            skeleton: vec!["The difference".to_owned(), "An example".to_owned()],
            links: vec![Link { title: "Docker".to_owned(), url: "https://docs.docker.com".to_owned() }],
            ..Question::bare("q", "What is a container, and what is an image?", "The image is the template.")
        };
        let mut bank = Bank::new("b", "B", vec![question]);
        let confusion = |these: [&str; 2]| Confusion {
            these: these.map(str::to_owned).to_vec(),
            difference: "They differ.".to_owned(),
        };
        bank.commonly_confused = vec![confusion(["image", "container"]), confusion(["image", "volume"])];
        bank.glossary.insert("image".to_owned(), "The template of a container.".to_owned());
        bank.glossary.insert("volume".to_owned(), "Storage that outlives a container.".to_owned());
        let rule = |topic: &str| RuleOfThumb { topic: topic.to_owned(), rule: format!("A rule of {topic}.") };
        bank.rules_of_thumb = vec![rule("docker"), rule("git")];
        bank
    }

    #[test]
    fn a_question_gets_what_it_speaks_of() {
        let bank = bank();
        let of = Preparation::of(&bank.questions[0], Some(&bank));
        assert_eq!(of.rules_of_thumb, ["A rule of docker."]);
        assert_eq!(of.commonly_confused, [&bank.commonly_confused[0]], "a volume is not spoken of");
        assert_eq!(of.glossary, BTreeMap::from([("image", "The template of a container.")]));
        assert_eq!((of.skeleton.len(), of.links.len(), of.helps_before()), (2, 1, true));
    }

    #[test]
    fn without_its_bank_a_question_has_its_own() {
        let bank = bank();
        let of = Preparation::of(&bank.questions[0], None);
        assert!(of.helps_before() && of.glossary.is_empty() && of.rules_of_thumb.is_empty());
        assert!(Preparation::of(&Question::bare("q", "Why?", ""), None).is_empty());
    }
}
