//! Denials by the speaker: "we had no monitoring" says that there was none, and earns nothing for monitoring.
//!
//! Only what speakers say they did not have, use or know is denied. "So there is no single point of failure" claims a merit and
//! counts, and so does every negation that the model answer makes itself.

use crate::text::{Class, Token};

use super::params;

/// Words that end the reach of a negation.
const BARRIERS: &[&str] = &[
    "although", "because", "before", "but", "if", "so", "though", "unless", "until", "when", "where", "which", "while",
];

/// Stems of what speakers say they did not do with a thing.
const OWNING: &[&str] = &[
    "aware",
    "configur",
    "enabl",
    "experi",
    "familiar",
    "had",
    "has",
    "have",
    "hear",
    "heard",
    "idea",
    "implement",
    "know",
    "learn",
    "rememb",
    "set",
    "sure",
    "tri",
    "understand",
    "use",
    "work",
];

/// Words that deny what follows.
const DENIALS: &[&str] = &["never", "no", "not", "without", "zero"];

/// In a model answer: words that say a thing is unwanted.
const UNWANTED: &[&str] =
    &["avoid", "elimin", "less", "minim", "never", "no", "not", "prevent", "reduc", "remov", "without", "zero"];

/// How many negations stand before each token; one more entry at the end. "Not only" denies nothing.
pub(super) fn count(tokens: &[Token]) -> Vec<u32> {
    let mut count = 0;
    let mut before = vec![0];
    for (at, token) in tokens.iter().enumerate() {
        count += u32::from(DENIALS.contains(&token.text.as_str()) && !praises(tokens, at));
        before.push(count);
    }
    before
}

/// Whether one word is the other with a denying prefix: "synchronous", "asynchronous".
pub(super) fn opposite(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let prefix = long.strip_suffix(short).unwrap_or_default();
    short.len() >= params::OPPOSITE_SHORTEST && ["a", "dis", "il", "im", "in", "ir", "non", "un"].contains(&prefix)
}

/// "Not only", "not just".
fn praises(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|t| matches!(t.text.as_str(), "only" | "just" | "merely" | "simply"))
}

/// Whether the speaker denies having, using or knowing what the tokens `first..=last` name.
pub(super) fn denied_by_speaker(tokens: &[Token], first: usize, last: usize) -> bool {
    lacking_after(tokens, last) || denied_before(tokens, first)
}

/// Whether a model answer speaks of the tokens from `first` as unwanted or absent, so that denying them is right.
pub(crate) fn unwanted(tokens: &[Token], first: usize) -> bool {
    reach(tokens, first).any(|at| UNWANTED.contains(&tokens[at].stem.as_str()))
}

fn denied_before(tokens: &[Token], first: usize) -> bool {
    let mut owning = false;
    for at in reach(tokens, first) {
        let token = &tokens[at];
        let before = |back: usize| at.checked_sub(back).map_or("", |i| tokens[i].text.as_str());
        match token.text.as_str() {
            // Had no X, was no X; "is no X" may praise.
            "no" | "zero" => {
                return [before(1), before(2)].iter().any(|w| matches!(*w, "had" | "have" | "was" | "were" | "got"));
            }
            "lacked" | "lack" | "lacking" => return true,
            "not" | "never" => {
                return owning && !praises(tokens, at) && speaks_of_self(tokens, at);
            }
            _ => owning |= OWNING.contains(&token.stem.as_str()),
        }
    }
    false
}

/// "I", "we", "they" or "there" a few words before: a fact about the speaker, not about the subject.
fn speaks_of_self(tokens: &[Token], at: usize) -> bool {
    tokens[at.saturating_sub(params::SUBJECT_TOKENS)..at]
        .iter()
        .any(|t| matches!(t.text.as_str(), "i" | "we" | "they" | "there" | "nobody"))
}

/// "Monitoring was missing", "monitoring was not there".
fn lacking_after(tokens: &[Token], last: usize) -> bool {
    let after: Vec<&str> = tokens[last + 1..]
        .iter()
        .take(params::LACKING_TOKENS)
        .take_while(|t| !t.starts_clause())
        .map(|t| t.text.as_str())
        .collect();
    matches!(
        after.as_slice(),
        ["was" | "were", "missing" | "absent", ..]
            | ["was" | "were", "completely" | "entirely" | "totally", "missing" | "absent", ..]
            | ["was" | "were" | "is" | "are", "not", "there" | "in" | "something", ..]
            | ["did", "not", "exist", ..]
    )
}

/// The tokens before `first` in the same clause, backwards, as far as a negation reaches.
fn reach(tokens: &[Token], first: usize) -> impl Iterator<Item = usize> {
    let mut content = 0;
    (0..first).rev().take(params::NEGATION_TOKENS).take_while(move |&at| {
        if tokens[at + 1].starts_clause()
            || BARRIERS.contains(&tokens[at].text.as_str())
            || content > params::NEGATION_REACH
        {
            return false;
        }
        content += usize::from(tokens[at].class == Class::Content);
        content <= params::NEGATION_REACH + 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens_of;

    #[test]
    fn denials_are_told_from_claims() {
        let cases = [
            ("we had no monitoring", true),
            ("there was no monitoring at all", true),
            ("honestly we didn't have any monitoring", true),
            ("I have never used monitoring", true),
            ("I don't know what monitoring is", true),
            ("I'm not familiar with monitoring", true),
            ("we lacked proper monitoring", true),
            ("monitoring was missing", true),
            ("monitoring was not in place", true),
            ("we had monitoring", false),
            ("so there is no monitoring gap", false),
            ("not only monitoring but alerts", false),
            ("I didn't restart it, monitoring told me", false),
            ("we had no time because monitoring was loud", false),
            ("monitoring does not replace tests", false),
            ("traffic is not sent to monitoring", false),
        ];
        for (text, want) in cases {
            let tokens = tokens_of(text);
            let at = tokens.iter().position(|t| t.text == "monitoring").expect("the word");
            assert_eq!(denied_by_speaker(&tokens, at, at), want, "{text}");
        }
    }

    #[test]
    fn denials_are_counted() {
        assert!(opposite("committed", "uncommitted") && !opposite("committed", "submitted"));
        assert_eq!(count(&tokens_of("not only fast but never down")), [0, 0, 0, 0, 0, 1, 1]);
    }

    #[test]
    fn a_model_answer_may_want_a_thing_gone() {
        let tokens = tokens_of("so that we avoid downtime");
        assert!(unwanted(&tokens, 4));
        assert!(!unwanted(&tokens_of("we plan downtime"), 2));
    }

    #[test]
    fn a_prefix_can_turn_a_word_into_its_opposite() {
        let cases = [
            ("synchronous", "asynchronous", true),
            ("asynchronous", "synchronous", true),
            ("managed", "unmanaged", true),
            ("mutable", "immutable", true),
            ("logical", "illogical", true),
            ("port", "import", false),
            ("deploy", "redeploy", false),
            ("same", "same", false),
        ];
        for (a, b, want) in cases {
            assert_eq!(opposite(a, b), want, "{a} {b}");
        }
    }

    #[test]
    fn a_denial_reaches_three_content_words_within_its_clause() {
        let denied = |text: &str| {
            let tokens = tokens_of(text);
            let at = tokens.iter().position(|t| t.text == "monitoring").expect("the word");
            denied_by_speaker(&tokens, at, at)
        };
        assert!(denied("we had no good central monitoring"));
        assert!(!denied("we had no good central shared company wide monitoring"));
        assert!(!denied("we had no alerts, monitoring was there"));
        assert!(!denied("we had no alerts but monitoring"));
    }
}
