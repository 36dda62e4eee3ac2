//! The subjects that a question sets against each other: the names in its prompt of which the model answer speaks in turn.

use std::collections::HashSet;

use crate::{
    matching::Lexicon,
    text::{Class, Token},
};

use super::params;

/// Words of a question that asks for a comparison.
const COMPARING: &[&str] = &[
    "apart",
    "between",
    "compare",
    "differ",
    "difference",
    "differences",
    "distinguish",
    "each",
    "instead",
    "or",
    "rather",
    "than",
    "versus",
    "vs",
];

/// The rivals in the order of the prompt; none, or at least two.
pub(super) fn of(prompt: &[Token], clauses: &[&[Token]], lexicon: &Lexicon) -> Vec<Token> {
    if !prompt.iter().any(|t| COMPARING.contains(&t.text.as_str())) {
        return Vec::new();
    }
    let subjects: HashSet<&str> = clauses.iter().filter_map(|clause| Some(subject(clause)?.stem.as_str())).collect();
    let mut seen = HashSet::new();
    let named = prompt.iter().filter(|t| {
        t.class == Class::Content
            && t.text.chars().all(char::is_alphanumeric)
            && lexicon.share(&t.stem, params::SHARES_FROM) < params::SUBJECT_SHARE
            && subjects.contains(t.stem.as_str())
            && seen.insert(t.stem.as_str())
    });
    let rivals: Vec<Token> = named.cloned().collect();
    if rivals.len() >= 2 { rivals } else { Vec::new() }
}

/// What a clause speaks of: the first word at its beginning that is not a small one.
pub(super) fn subject(clause: &[Token]) -> Option<&Token> {
    clause.iter().take(params::SUBJECT_WITHIN).find(|t| t.class == Class::Content)
}

/// The rival that a clause speaks of, if it names no other.
pub(super) fn spoken_of<'a>(clause: &[Token], rivals: &'a [Token]) -> Option<&'a Token> {
    let is = |rival: &&Token, token: &Token| rival.stem == token.stem;
    let own = rivals.iter().find(|rival| clause.iter().take(params::SUBJECT_WITHIN).any(|t| is(rival, t)))?;
    let mut others = rivals.iter().filter(|rival| rival.stem != own.stem);
    let alone = !others.any(|rival| clause.iter().any(|t| is(&rival, t)));
    alone.then_some(own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{derived::clauses, text::tokens_of};

    fn rivals(prompt: &str, answer: &str) -> Vec<String> {
        let answer = tokens_of(answer);
        let found = of(&tokens_of(prompt), &clauses::of(&answer), &Lexicon::default());
        found.into_iter().map(|t| t.text).collect()
    }

    #[test]
    fn a_question_that_compares_names_the_rivals() {
        let answer = "A counter only goes up. A gauge goes up and down.";
        assert_eq!(rivals("What is the difference between a counter and a gauge?", answer), ["counter", "gauge"]);
        assert!(rivals("What are a counter and a gauge for?", answer).is_empty());
        assert!(rivals("Counter or histogram?", answer).is_empty());
    }

    #[test]
    fn a_clause_that_names_both_speaks_of_neither() {
        let both = [tokens_of("counter").remove(0), tokens_of("gauge").remove(0)];
        let spoken = |clause: &str| spoken_of(&tokens_of(clause), &both).map(|t| t.text.clone());
        assert_eq!(spoken("A counter only rises").as_deref(), Some("counter"));
        assert_eq!(spoken("A counter rises where a gauge falls"), None);
        assert_eq!(spoken("It is read from a counter"), None);
    }
}
