//! Which words are denied: the scope of "not", "no", "never", "without", "instead of" ...

use crate::text::{Class, Token};

use super::{clauses::Clauses, params};

/// How much a denial takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    /// "not", "no", "never", "without": the claim is reversed.
    Hard,
    /// "avoid", "instead of", "no longer": no claim that it is so, and none that it never was.
    Soft,
}

/// A denial and the tokens it covers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Denial {
    /// The denying token.
    pub at: usize,
    /// The tokens it covers: from here ...
    pub from: usize,
    /// ... to one before here.
    pub to: usize,
    pub strength: Strength,
    /// "We didn't": a fact about the speaker's past, no claim about the subject.
    pub of_speaker: bool,
}

/// Every denial of a transcript, in order.
pub(super) struct Polarity {
    denials: Vec<Denial>,
}

/// How a place is denied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Denied {
    /// An odd number of hard denials: the place says the opposite.
    pub hard: bool,
    /// At least one soft denial.
    pub soft: bool,
    /// All hard ones tell what the speaker did not do.
    pub of_speaker: bool,
}

impl Polarity {
    pub fn new(tokens: &[Token], clauses: &Clauses) -> Self {
        let denials = (0..tokens.len()).filter_map(|at| denial(tokens, at, clauses)).collect();
        Self { denials }
    }

    /// How the tokens `first..=last` are denied. Denials that stand inside `consumed` spans are part of what was asked for.
    pub fn of(&self, first: usize, last: usize, consumed: &[(usize, usize)]) -> Denied {
        let inside = |at: usize| consumed.iter().any(|&(a, b)| (a..=b).contains(&at));
        // No denial reaches farther than its clause, and none is longer than this.
        let from = self.denials.partition_point(|d| d.to <= first.saturating_sub(40));
        let covers = |d: &&Denial| d.from <= last && first < d.to && !inside(d.at);
        let near = self.denials[from..].iter().take_while(|d| d.at <= last);
        let mut denied = Denied { of_speaker: true, ..Denied::default() };
        for denial in near.filter(covers) {
            match denial.strength {
                Strength::Hard => {
                    denied.hard = !denied.hard;
                    denied.of_speaker &= denial.of_speaker;
                }
                Strength::Soft => denied.soft = true,
            }
        }
        denied.of_speaker &= denied.hard;
        denied
    }
}

fn denial(tokens: &[Token], at: usize, clauses: &Clauses) -> Option<Denial> {
    let text =
        |offset: isize| at.checked_add_signed(offset).and_then(|i| tokens.get(i)).map_or("", |t| t.text.as_str());
    let attached = tokens.get(at + 1).is_some_and(|t| t.attached);
    let soft = |from: usize| Some((Strength::Soft, from, params::SOFT_REACH));
    let (strength, from, reach) = match text(0) {
        "not" if matches!(text(1), "only" | "just" | "merely" | "simply") => None,
        "not" if matches!(text(1), "always" | "necessarily" | "yet" | "really") => soft(at + 2),
        "not" => Some((Strength::Hard, at + 1, params::NOT_REACH)),
        "never" => Some((Strength::Hard, at + 1, params::NOT_REACH)),
        "no" if attached || matches!(text(1), "matter" | "doubt" | "problem" | "wonder") => None,
        "no" if matches!(text(1), "longer" | "more") => soft(at + 2),
        "no" | "zero" if tokens.get(at + 1).is_some_and(|t| !t.starts_clause()) => {
            Some((Strength::Hard, at + 1, params::NO_REACH))
        }
        "without" | "none" | "neither" | "nor" => Some((Strength::Hard, at + 1, params::WITHOUT_REACH)),
        "nobody" | "nothing" if text(1) != "to" => soft(at + 1),
        "hardly" | "rarely" | "barely" | "seldom" => soft(at + 1),
        "instead" | "rather" if matches!(text(1), "of" | "than") => soft(at + 2),
        "opposed" if text(1) == "to" => soft(at + 2),
        "avoid" | "avoids" | "avoiding" | "prevent" | "prevents" | "preventing" | "lacks" | "lack" | "refuse"
        | "refuses" => soft(at + 1),
        _ => None,
    }?;
    let clause_end = next_of_its_kind(tokens, at, clauses.end(at));
    let to = scope_end(tokens, from, reach, clause_end);
    let of_speaker = strength == Strength::Hard && speaks_of_own_past(tokens, clauses.start(at), at);
    (from < to).then_some(Denial { at, from, to, strength, of_speaker })
}

/// Where the next denial of the same kind stands before `end`, or else `end`: "cannot merge and cannot push" denies both, "not without" neither.
fn next_of_its_kind(tokens: &[Token], at: usize, end: usize) -> usize {
    const KINDS: [&[&str]; 3] = [&["not", "never"], &["no", "zero", "neither", "nor"], &["without"]];
    let Some(kind) = KINDS.into_iter().find(|kind| kind.contains(&tokens[at].text.as_str())) else {
        return end;
    };
    let next = tokens[at + 1..end.max(at + 1)].iter().position(|t| kind.contains(&t.text.as_str()));
    next.map_or(end, |n| at + 1 + n)
}

fn scope_end(tokens: &[Token], from: usize, reach: usize, clause_end: usize) -> usize {
    let mut content = 0;
    let end = clause_end.max(from);
    let too_far = tokens[from..end].iter().position(|t| {
        content += usize::from(t.class == Class::Content);
        content > reach
    });
    too_far.map_or(end, |n| from + n)
}

/// "We didn't have", "I never", "we had no".
fn speaks_of_own_past(tokens: &[Token], start: usize, at: usize) -> bool {
    let before = &tokens[start..at];
    let self_named = before.iter().any(|t| matches!(t.text.as_str(), "i" | "we" | "they" | "nobody" | "he" | "she"));
    let past = before.iter().any(|t| matches!(t.text.as_str(), "did" | "had" | "was" | "were" | "could"));
    self_named && (past || tokens[at].text == "never")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens_of;

    /// Words that are denied hard in `[]`, soft in `()`, hard by the speaker's past in `{}`.
    fn marked(text: &str) -> String {
        let tokens = tokens_of(text);
        let clauses = Clauses::new(&tokens);
        let polarity = Polarity::new(&tokens, &clauses);
        let word = |(at, token): (usize, &Token)| match polarity.of(at, at, &[]) {
            Denied { hard: true, of_speaker: true, .. } => format!("{{{}}}", token.text),
            Denied { hard: true, .. } => format!("[{}]", token.text),
            Denied { soft: true, .. } => format!("({})", token.text),
            _ => token.text.clone(),
        };
        tokens.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_denial_covers_the_rest_of_its_clause() {
        let cases = [
            ("config does not need a restart", "config does not [need] [a] [restart]"),
            ("it never falls because it counts", "it never [falls] because it counts"),
            ("it is not full. It rises", "it is not [full] it rises"),
            ("there is no state and it scales", "there is no [state] and it scales"),
            ("it works without downtime", "it works without [downtime]"),
            ("it does not merge and does not push", "it does not [merge] [and] [does] not [push]"),
            ("there is no state and no lock", "there is no [state] [and] no [lock]"),
        ];
        for (text, want) in cases {
            assert_eq!(marked(text), want, "{text}");
        }
    }

    #[test]
    fn some_denials_only_take_the_claim_back() {
        let cases = [
            ("mount it instead of storing it", "mount it instead of (storing) (it)"),
            ("we avoid secrets", "we avoid (secrets)"),
            ("it is no longer needed", "it is no longer (needed)"),
            ("it is not always needed", "it is not always (needed)"),
            ("it hardly falls", "it hardly (falls)"),
            ("nobody restarts it", "nobody (restarts) (it)"),
        ];
        for (text, want) in cases {
            assert_eq!(marked(text), want, "{text}");
        }
    }

    #[test]
    fn some_words_look_like_denials() {
        for text in ["not only fast", "no doubt it falls", "a no-op falls", "nothing to do", "no matter what"] {
            assert!(!marked(text).contains(['[', '(', '{']), "{}", marked(text));
        }
    }

    #[test]
    fn what_the_speaker_did_not_do_is_told_apart() {
        assert_eq!(marked("we did not restart it"), "we did not {restart} {it}");
        assert_eq!(marked("it did not restart"), "it did not [restart]");
    }

    #[test]
    fn two_denials_cancel_each_other_and_consumed_ones_do_not_count() {
        assert_eq!(marked("it is not without risk"), "it is not [without] risk");
        let tokens = tokens_of("it never falls");
        let polarity = Polarity::new(&tokens, &Clauses::new(&tokens));
        assert!(polarity.of(2, 2, &[]).hard && !polarity.of(2, 2, &[(1, 1)]).hard);
    }
}
