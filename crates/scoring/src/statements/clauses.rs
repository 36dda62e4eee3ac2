//! Sentences, clauses, and what kind of utterance each is.
//!
//! Recognisers leave punctuation out or put it at pauses, so clauses are told from words too: a conjunction, or a pronoun that begins a
//! new subject.

use std::ops::Range;

use crate::text::{Break, Class, Token};

use super::{
    mood::{self, Mood},
    params,
};

/// Words that begin a clause.
const CONJUNCTIONS: &[&str] = &[
    "although",
    "because",
    "but",
    "hence",
    "however",
    "if",
    "otherwise",
    "so",
    "therefore",
    "though",
    "unless",
    "until",
    "when",
    "where",
    "whereas",
    "which",
    "while",
];
/// Pronouns that are subjects wherever they stand.
const SUBJECT_PRONOUNS: &[&str] = &["he", "i", "she", "they", "we"];
/// Words that begin a subject after a comma or an "and".
const OPENERS: &[&str] =
    &["a", "an", "he", "i", "it", "she", "that", "the", "there", "these", "they", "this", "those", "we", "you"];
/// Verbs that show that the pronoun before them is a subject.
const AUXILIARIES: &[&str] = &[
    "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "just", "may", "might", "must", "need",
    "needs", "only", "should", "was", "were", "will", "would",
];

/// The structure of a transcript, token by token.
pub(crate) struct Clauses {
    /// Index of the clause of each token.
    pub clause: Vec<u32>,
    /// Index of the sentence of each token.
    pub sentence: Vec<u32>,
    /// Distance from the beginning, dividing marks included.
    position: Vec<u32>,
    moods: Vec<Mood>,
    /// First token of each clause.
    starts: Vec<usize>,
}

/// What stands before a token.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Division {
    None,
    Soft,
    Clause,
    Sentence,
}

impl Clauses {
    pub fn new(tokens: &[Token]) -> Self {
        let mut out = Self {
            clause: Vec::with_capacity(tokens.len()),
            sentence: Vec::with_capacity(tokens.len()),
            position: Vec::with_capacity(tokens.len()),
            moods: Vec::new(),
            starts: Vec::new(),
        };
        let (mut clause, mut sentence, mut position) = (0, 0, 0);
        for at in 0..tokens.len() {
            let division = if at == 0 { Division::None } else { division(tokens, at) };
            sentence += u32::from(division == Division::Sentence);
            clause += u32::from(division >= Division::Clause);
            position += 1 + match division {
                Division::None => 0,
                Division::Soft => params::SOFT_COST,
                Division::Clause => params::CLAUSE_COST,
                Division::Sentence => params::SENTENCE_COST,
            };
            if at == 0 || division >= Division::Clause {
                out.starts.push(at);
            }
            out.clause.push(clause);
            out.sentence.push(sentence);
            out.position.push(position);
        }
        out.moods = out.moods(tokens);
        out
    }

    /// How far apart two tokens are: words between, and more for each dividing mark.
    pub fn distance(&self, a: usize, b: usize) -> u32 {
        self.position[a].abs_diff(self.position[b])
    }

    /// A condition reaches so far only: "if the call fails the breaker opens" has no mark where the condition ends.
    pub fn mood(&self, token: usize) -> Mood {
        let mood = self.moods[self.clause[token] as usize];
        let near = token - self.start(token) < params::CONDITION_REACH;
        Mood { hypothetical: mood.hypothetical && near, ..mood }
    }

    /// The first token of the clause of `token`.
    pub fn start(&self, token: usize) -> usize {
        self.starts[self.clause[token] as usize]
    }

    /// The first token after the last dividing mark or "and" before `token`.
    pub fn segment_start(&self, token: usize) -> usize {
        let joined = |at: &usize| self.position[*at] - self.position[*at - 1] > 1;
        (self.start(token) + 1..=token).rev().find(joined).unwrap_or_else(|| self.start(token))
    }

    /// The tokens from the last dividing mark or "and" before `first` to the first one behind `last`, in their clauses.
    pub fn segment(&self, first: usize, last: usize) -> Range<usize> {
        let ends = |at: &usize| self.segment_start(*at) > last;
        self.segment_start(first)..(last + 1..self.end(last)).find(ends).unwrap_or_else(|| self.end(last))
    }

    /// One past the last token of the clause of `token`.
    pub fn end(&self, token: usize) -> usize {
        self.starts.get(self.clause[token] as usize + 1).copied().unwrap_or(self.clause.len())
    }

    fn moods(&self, tokens: &[Token]) -> Vec<Mood> {
        let mut would = vec![false; self.starts.len()];
        let (mut reported, mut rejected) = (vec![false; self.starts.len()], vec![false; self.starts.len()]);
        for (at, token) in tokens.iter().enumerate() {
            let sentence = self.sentence[at];
            if token.text == "would" {
                self.mark(&mut would, at, params::CONDITION_REACH, |s| s == sentence);
            }
            if mood::reports(tokens, at) {
                self.mark(&mut reported, at, params::REPORT_REACH, |s| s == sentence);
            }
            if mood::rejects(tokens, at) {
                // "People think it is safe. That's wrong.": a short sentence speaks of the one before.
                let short = at < 5 + self.sentence.partition_point(|s| *s < sentence);
                self.mark(&mut rejected, at, params::REJECTION_REACH, |s| s == sentence || short && s + 1 == sentence);
            }
        }
        let mood = |&start: &usize| {
            let end = self.end(start);
            let clause = self.clause[start] as usize;
            let words: Vec<&str> = tokens[start..end.min(start + 4)].iter().map(|t| t.text.as_str()).collect();
            let conditional = words.iter().take(2).any(|w| matches!(*w, "if" | "unless" | "suppose" | "imagine"));
            Mood {
                hypothetical: conditional || would[clause] && mood::speaks_of_oneself(&tokens[start..end]),
                reported: reported[clause],
                past: tokens[start..end]
                    .windows(2)
                    .any(|w| w[0].text == "used" && w[1].text == "to" && !mood::passive(tokens, start)),
                rejected: rejected[clause],
            }
        };
        self.starts.iter().map(mood).collect()
    }
}

impl Clauses {
    /// Marks the clauses that begin or end within `reach` tokens of `at`, in the sentences that `wanted` names. Where a recogniser sets no
    /// full stop, one word must not speak of the whole answer.
    fn mark(&self, clauses: &mut [bool], at: usize, reach: usize, wanted: impl Fn(u32) -> bool) {
        let near = at.saturating_sub(reach)..(at + reach + 1).min(self.clause.len());
        near.filter(|&token| wanted(self.sentence[token]))
            .for_each(|token| clauses[self.clause[token] as usize] = true);
    }
}

fn division(tokens: &[Token], at: usize) -> Division {
    let (token, last) = (&tokens[at], &tokens[at - 1]);
    let text = token.text.as_str();
    let next = tokens.get(at + 1).map_or("", |t| t.text.as_str());
    if token.before == Break::Sentence {
        return Division::Sentence;
    }
    if CONJUNCTIONS.contains(&text) && !(text == "so" && next == "that") {
        return Division::Clause;
    }
    if token.before == Break::Clause {
        return if OPENERS.contains(&text) || matches!(text, "and" | "or") { Division::Clause } else { Division::Soft };
    }
    if matches!(text, "and" | "or" | "nor" | "then" | "plus") {
        let subject = SUBJECT_PRONOUNS.contains(&next) || matches!(next, "it" | "you" | "there" | "this");
        return if subject { Division::Clause } else { Division::Soft };
    }
    let begins = SUBJECT_PRONOUNS.contains(&text)
        || matches!(text, "it" | "this" | "that" | "there" | "you") && AUXILIARIES.contains(&next);
    let bound = matches!(last.text.as_str(), "and" | "or" | "nor" | "then" | "plus" | "that")
        || CONJUNCTIONS.contains(&last.text.as_str());
    if begins && !bound && last.class == Class::Content { Division::Clause } else { Division::None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens_of;

    /// The words with `/` before a clause and `//` before a sentence.
    fn divided(text: &str) -> String {
        let tokens = tokens_of(text);
        let clauses = Clauses::new(&tokens);
        let mut out = String::new();
        for (at, token) in tokens.iter().enumerate() {
            if at > 0 {
                let sentence = clauses.sentence[at] > clauses.sentence[at - 1];
                let clause = clauses.clause[at] > clauses.clause[at - 1];
                out.push_str(if sentence {
                    " // "
                } else if clause {
                    " / "
                } else {
                    " "
                });
            }
            out.push_str(&token.text);
        }
        out
    }

    #[test]
    fn marks_and_conjunctions_divide() {
        let cases = [
            ("A gauge falls. A counter rises.", "a gauge falls // a counter rises"),
            ("it fails because the disk is full", "it fails / because the disk is full"),
            ("a counter rises but a gauge falls", "a counter rises / but a gauge falls"),
            ("a counter rises and we take its rate", "a counter rises / and we take its rate"),
            ("it rises and falls", "it rises and falls"),
            ("pods, nodes and services", "pods nodes and services"),
            ("when it fails, the pod is restarted", "when it fails / the pod is restarted"),
            ("", ""),
        ];
        for (text, want) in cases {
            assert_eq!(divided(text), want, "{text}");
        }
    }

    #[test]
    fn a_pronoun_begins_a_clause_where_punctuation_is_missing() {
        let cases = [
            ("the pod dies we restart it", "the pod dies / we restart it"),
            ("the probe fails it is restarted", "the probe fails / it is restarted"),
            ("the pod that we restarted", "the pod that we restarted"),
            ("we said that it is up", "we said that it is up"),
        ];
        for (text, want) in cases {
            assert_eq!(divided(text), want, "{text}");
        }
    }

    fn mood_of(text: &str, word: &str) -> Mood {
        let tokens = tokens_of(text);
        let at = tokens.iter().position(|t| t.text == word).expect("the word");
        Clauses::new(&tokens).mood(at)
    }

    #[test]
    fn conditions_beliefs_and_habits_are_no_claims() {
        type Is = fn(Mood) -> bool;
        let cases: [(&str, &str, Is, bool); 13] = [
            ("If the pod fails, it is restarted.", "fails", |m| m.hypothetical, true),
            ("If the pod fails, it is restarted.", "restarted", |m| m.hypothetical, false),
            ("I would restart the pod.", "restart", |m| m.hypothetical, true),
            ("The kubelet would restart the pod.", "restart", |m| m.hypothetical, false),
            ("People think that a counter falls.", "falls", |m| m.reported, true),
            ("It is a common myth that a counter falls.", "falls", |m| m.reported, true),
            ("I think that a counter rises.", "rises", |m| m.reported, false),
            ("We used to store secrets there.", "store", |m| m.past, true),
            ("A volume is used to store secrets.", "store", |m| m.past, false),
            ("Storing secrets there is a mistake.", "secrets", |m| m.rejected, true),
            ("They store secrets there. That's wrong.", "secrets", |m| m.rejected, true),
            ("Nothing goes wrong, secrets stay there.", "secrets", |m| m.rejected, false),
            ("There is nothing wrong, secrets stay there.", "secrets", |m| m.rejected, true),
        ];
        for (text, word, is, want) in cases {
            assert_eq!(is(mood_of(text, word)), want, "{word}: {text}");
        }
    }

    #[test]
    fn one_word_does_not_disarm_an_answer_without_full_stops() {
        let text = "secrets stay in the image and we copy them everywhere because it is quick and nobody reads images anyway and \
                    we think the customer must be wrong when it fails";
        assert!(!mood_of(text, "secrets").rejected);
        assert!(mood_of(text, "fails").rejected || mood_of(text, "customer").rejected);
    }

    #[test]
    fn distance_counts_words_and_dividing_marks() {
        let distance = |text: &str| {
            let tokens = tokens_of(text);
            Clauses::new(&tokens).distance(0, tokens.len() - 1)
        };
        assert_eq!(distance("counter rises"), 1);
        assert_eq!(distance("counter and rises"), 2 + params::SOFT_COST);
        assert_eq!(distance("counter because rises"), 2 + params::CLAUSE_COST);
        assert_eq!(distance("counter. Rises"), 1 + params::SENTENCE_COST);
    }

    #[test]
    fn a_clause_has_a_start_and_an_end() {
        let tokens = tokens_of("it fails because the disk is full");
        let clauses = Clauses::new(&tokens);
        assert_eq!((clauses.start(1), clauses.end(1)), (0, 2));
        assert_eq!((clauses.start(4), clauses.end(4)), (2, 7));
        assert_eq!(clauses.segment_start(6), 2);
        let listed = tokens_of("a pod and a node fail");
        assert_eq!(Clauses::new(&listed).segment_start(4), 2);
    }
}
