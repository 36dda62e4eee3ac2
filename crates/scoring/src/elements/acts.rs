//! Acts: verbs in the past and who does them, in any trade. "I laminated the list" is an act although no pattern knows laminating.

use crate::{statements::Occurrence, text::Token};

use super::{catalogue::Catalogue, speaker::Speaker};

/// Words that end like a verb in the past and are none.
const NO_VERBS: &[&str] = &["hundred", "naked", "sacred", "shed", "speed", "wicked"];
/// Words that may stand between a doer and the verb: "I then just rang".
const ADVERBS: &[&str] = &[
    "all", "also", "always", "even", "first", "just", "never", "now", "only", "really", "simply", "still", "then",
    "uh", "um",
];
/// Words before which a verb in the past is an adjective: "the closed door", "it is closed".
const BEFORE_ADJECTIVES: &[&str] = &[
    "a", "an", "and", "are", "as", "be", "been", "being", "can", "get", "gets", "highly", "is", "more", "my", "should",
    "so", "the", "very", "well",
];

/// Adds each act that no pattern has found to what its doer does: `action.do`, `together`, or `event` for anybody else.
pub(super) fn add(tokens: &[Token], speakers: &[Speaker], catalogue: &Catalogue, places: &mut [Vec<Occurrence>]) {
    let mut known = vec![false; tokens.len()];
    for (kind, found) in catalogue.kinds.iter().zip(places.iter()) {
        if kind.names_acts() {
            for place in found {
                known[place.first..=place.last].fill(true);
            }
        }
    }
    for at in 1..tokens.len() {
        if known[at] || !catalogue.is_past(&tokens[at].text) {
            continue;
        }
        let deed = !catalogue.states.contains(&tokens[at].text) && follows_doer(tokens, at);
        let kind = match speakers[at] {
            Speaker::I if deed => "action.do",
            Speaker::We if deed => "together",
            Speaker::Others | Speaker::Nobody if !is_adjective(tokens, at) => "event",
            _ => continue,
        };
        if let Some((list, _)) = catalogue.kind(kind) {
            places[list].push(Occurrence { list, pattern: 0, first: at, last: at });
        }
    }
}

/// Whether the doer stands before the verb, or another verb of theirs and an "and".
fn follows_doer(tokens: &[Token], at: usize) -> bool {
    let is_adverb = |t: &&Token| ADVERBS.contains(&t.text.as_str()) || t.text.ends_with("ly");
    let before = tokens[..at].iter().rev().find(|t| !is_adverb(t));
    let doer = |t: &Token| matches!(t.text.as_str(), "i" | "we" | "and" | "then" | "but" | "or");
    tokens[at].starts_clause() || before.is_some_and(doer)
}

fn is_adjective(tokens: &[Token], at: usize) -> bool {
    tokens[at].text.ends_with("ed") && BEFORE_ADJECTIVES.contains(&tokens[at - 1].text.as_str())
}

impl Catalogue {
    fn is_past(&self, verb: &str) -> bool {
        let regular = verb.len() > 4 && verb.ends_with("ed") && !verb.ends_with("eed") && !NO_VERBS.contains(&verb);
        regular || self.past.contains(verb)
    }
}
