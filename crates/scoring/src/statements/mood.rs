//! What kind of utterance a clause is: a condition, somebody else's belief, a past habit, a mistake that is named.

use crate::text::Token;

/// What kind of utterance a clause is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Mood {
    /// "If ...", "suppose", "would": nothing is claimed to be so.
    pub hypothetical: bool,
    /// "People think that ...": somebody else's belief.
    pub reported: bool,
    /// "We used to ...".
    pub past: bool,
    /// The sentence, or the next, calls it wrong: "that's a mistake".
    pub rejected: bool,
}

/// "is used to": not a habit of the past.
pub(super) fn passive(tokens: &[Token], start: usize) -> bool {
    let used = tokens[start..].iter().position(|t| t.text == "used").map_or(start, |at| start + at);
    used > 0 && matches!(tokens[used - 1].text.as_str(), "is" | "are" | "be" | "it" | "can" | "get" | "was" | "were")
}

/// Whether a clause begins with "I", "we" or "you".
pub(super) fn speaks_of_oneself(tokens: &[Token]) -> bool {
    tokens.iter().take(4).any(|t| matches!(t.text.as_str(), "i" | "we" | "you"))
}

/// Whether somebody else's belief is told here: "people think", "a common myth".
pub(super) fn reports(tokens: &[Token], at: usize) -> bool {
    let text = tokens[at].text.as_str();
    if matches!(text, "myth" | "misconception" | "misunderstanding" | "mistakenly" | "wrongly" | "naively") {
        return true;
    }
    let before = |back: usize| at.checked_sub(back).map_or("", |i| tokens[i].text.as_str());
    let believes = matches!(
        text,
        "think"
            | "thinks"
            | "thought"
            | "believe"
            | "believes"
            | "assume"
            | "assumes"
            | "assumed"
            | "claim"
            | "claims"
            | "expect"
            | "say"
    );
    let others = |w: &str| {
        matches!(
            w,
            "people"
                | "some"
                | "many"
                | "others"
                | "beginners"
                | "juniors"
                | "folks"
                | "developers"
                | "everybody"
                | "everyone"
                | "they"
                | "might"
                | "colleagues"
                | "candidates"
                | "colleague"
                | "somebody"
                | "someone"
        )
    };
    believes && (1..=3).any(|back| others(before(back)))
}

/// Whether something is called wrong here.
pub(super) fn rejects(tokens: &[Token], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |i| tokens[i].text.as_str());
    let next = tokens.get(at + 1).map_or("", |t| t.text.as_str());
    match tokens[at].text.as_str() {
        // What goes wrong, and a false alarm, reject nothing.
        "wrong" if matches!(before(1), "go" | "goes" | "going" | "gone" | "went") => false,
        "false" if matches!(next, "alarm" | "alarms" | "positive" | "positives" | "negative" | "negatives") => false,
        "wrong" | "false" | "untrue" | "mistake" | "mistaken" | "myth" | "antipattern" | "trap" | "dangerous" => {
            !(1..=3).any(|back| matches!(before(back), "not" | "no" | "never" | "what" | "something"))
        }
        "idea" | "practice" | "habit" => matches!(before(1), "bad" | "terrible" | "poor" | "worst"),
        "true" | "enough" | "right" | "correct" => matches!(before(1), "not") || matches!(before(2), "not"),
        "pattern" => before(1) == "anti",
        _ => false,
    }
}
