//! Of which of several rival subjects something is said.

use crate::{
    matching::Hit,
    text::{Token, is_article},
};

use super::{clauses::Clauses, params};

/// A named subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mention {
    pub first: usize,
    pub last: usize,
    /// Index within its group.
    pub member: usize,
    /// "Unlike a counter": named, but not what the clause is about.
    pub aside: bool,
    /// "Pull does a fetch": named behind the verb.
    pub object: bool,
}

/// The mentions of one group of rivals, in order.
pub(super) struct Mentions(Vec<Mention>);

/// What a predicate belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binding {
    /// One of the wanted subjects; the place where it is named.
    Own(Mention),
    /// A rival.
    Rival(Mention),
    /// Both are about equally near.
    Unclear,
    /// No subject of the group was named so far.
    Nobody,
}

impl Mentions {
    /// `hits`: the places of each member's names.
    pub fn new(hits: &[Vec<Hit>], tokens: &[Token], clauses: &Clauses) -> Self {
        let mut all: Vec<Mention> = Vec::new();
        for (member, hits) in hits.iter().enumerate() {
            all.extend(hits.iter().map(|h| Mention {
                first: h.first,
                last: h.last,
                member,
                aside: aside(tokens, h.first),
                object: is_object(tokens, h.first, clauses),
            }));
        }
        // Of two names at one place the longer is meant: "secrets manager", not "secrets".
        all.sort_by_key(|m| (m.first, std::cmp::Reverse(m.last)));
        let mut kept: Vec<Mention> = Vec::new();
        for mention in all {
            match kept.last() {
                Some(last) if mention.first <= last.last => {}
                _ => kept.push(mention),
            }
        }
        Self(kept)
    }

    /// What the tokens `first..=last` are said of, if `members` are wanted.
    pub fn bind(&self, first: usize, last: usize, members: &[usize], clauses: &Clauses) -> Binding {
        let sentence = clauses.sentence[first];
        let from = self.0.partition_point(|m| clauses.sentence[m.first] + params::SUBJECT_CARRIES < sentence);
        let near = self.0[from..].iter().take_while(|m| clauses.sentence[m.first] <= clauses.sentence[last]);
        let near: Vec<&Mention> = near.filter(|m| !m.aside).collect();
        // A subject that only a later clause names is the subject of that clause, unless nothing was named before.
        let known = |m: &&&Mention| m.first <= last || clauses.clause[m.first] == clauses.clause[last];
        let any_known = near.iter().any(|m| known(&m));
        let near = near.iter().filter(|m| !any_known || known(m));
        let mut own: Option<(u32, Mention)> = None;
        let mut rival: Option<(u32, Mention)> = None;
        for &mention in near {
            let cost = cost(mention, first, last, clauses);
            let best = if members.contains(&mention.member) { &mut own } else { &mut rival };
            if best.is_none_or(|(c, _)| cost <= c) {
                *best = Some((cost, *mention));
            }
        }
        match (own, rival) {
            (Some((_, own)), None) => Binding::Own(own),
            (None, Some((_, rival))) => Binding::Rival(rival),
            (Some((a, own)), Some((b, _))) if a <= b => Binding::Own(own),
            (Some((a, _)), Some((b, rival))) if b + params::RIVAL_MARGIN <= a => Binding::Rival(rival),
            (Some(_), Some(_)) => Binding::Unclear,
            (None, None) => Binding::Nobody,
        }
    }
}

fn cost(mention: &Mention, first: usize, last: usize, clauses: &Clauses) -> u32 {
    let object = if mention.object { params::OBJECT_COST } else { 0 };
    if mention.last < first {
        clauses.distance(mention.last, first) + object
    } else if mention.first > last {
        let apart = if clauses.segment_start(mention.first) > last { params::ACROSS_COST } else { 0 };
        clauses.distance(last, mention.first) + params::BEHIND_COST + apart + object
    } else {
        1 + object
    }
}

/// Whether something other than small words stands between the beginning of the clause, or an "and", and the mention.
fn is_object(tokens: &[Token], first: usize, clauses: &Clauses) -> bool {
    const BEFORE_A_SUBJECT: &[&str] = &[
        "a",
        "also",
        "an",
        "and",
        "basically",
        "because",
        "but",
        "for",
        "if",
        "in",
        "is",
        "like",
        "my",
        "now",
        "ok",
        "okay",
        "on",
        "only",
        "or",
        "our",
        "so",
        "that",
        "the",
        "then",
        "this",
        "um",
        "uh",
        "using",
        "well",
        "what",
        "when",
        "where",
        "whereas",
        "which",
        "while",
        "with",
        "your",
    ];
    let from = clauses.segment_start(first);
    !tokens[from..first].iter().all(|t| BEFORE_A_SUBJECT.contains(&t.text.as_str()))
}

/// "Unlike a counter", "than a counter", "compared to", "instead of", "from".
fn aside(tokens: &[Token], first: usize) -> bool {
    let passed_over = |t: &&Token| is_article(&t.text) || matches!(t.text.as_str(), "with" | "to" | "of");
    let mut before = tokens[..first].iter().rev().filter(|t| !passed_over(t));
    before.next().is_some_and(|t| {
        matches!(
            t.text.as_str(),
            "unlike" | "than" | "versus" | "vs" | "like" | "compared" | "instead" | "opposed" | "contrast"
        )
    })
}

#[cfg(test)]
mod tests {
    use outloud_core::scorecard::How;

    use super::*;
    use crate::text::tokens_of;

    /// What `predicate` is said of, if `wanted` is asked for: the subjects of a group are its single words.
    fn bound(text: &str, group: &[&str], predicate: &str, wanted: usize) -> &'static str {
        let tokens = tokens_of(text);
        let clauses = Clauses::new(&tokens);
        let places = |name: &&str| {
            let at = (0..tokens.len()).filter(|&at| tokens[at].text == **name);
            at.map(|at| Hit { first: at, last: at, how: How::Exact, quality: 1.0 }).collect()
        };
        let hits: Vec<Vec<Hit>> = group.iter().map(places).collect();
        let at = tokens.iter().position(|t| t.text == predicate).expect("the predicate");
        match Mentions::new(&hits, &tokens, &clauses).bind(at, at, &[wanted], &clauses) {
            Binding::Own(_) => "own",
            Binding::Rival(_) => "rival",
            Binding::Unclear => "unclear",
            Binding::Nobody => "nobody",
        }
    }

    #[test]
    fn a_predicate_belongs_to_the_subject_of_its_clause() {
        let metrics = ["gauge", "counter"];
        let cases = [
            ("a gauge falls", "own"),
            ("a counter falls", "rival"),
            ("it falls", "nobody"),
            ("a counter only rises and a gauge falls", "own"),
            ("a gauge is a level. It falls.", "own"),
            ("a gauge is a level. A counter falls.", "rival"),
            ("unlike a counter a gauge falls", "own"),
            ("a gauge, unlike a counter, falls", "own"),
            ("a counter compared to a gauge falls", "rival"),
            ("a gauge. One. Two. Three. Four. It falls.", "nobody"),
        ];
        for (text, want) in cases {
            assert_eq!(bound(text, &metrics, "falls", 0), want, "{text}");
        }
    }

    #[test]
    fn a_subject_may_come_after_its_predicate() {
        let stores = ["vault", "etcd"];
        assert_eq!(bound("secrets go into vault and state goes into etcd", &stores, "secrets", 0), "own");
        assert_eq!(bound("secrets go into vault and state goes into etcd", &stores, "state", 1), "own");
    }

    #[test]
    fn an_object_is_not_what_a_clause_is_about() {
        let git = ["pull", "fetch"];
        assert_eq!(bound("pull does a fetch and integrates it", &git, "integrates", 0), "own");
        assert_eq!(bound("fetch comes before a pull and integrates it", &git, "integrates", 0), "rival");
    }

    #[test]
    fn of_two_names_at_one_place_the_longer_counts() {
        let tokens = tokens_of("secrets manager rotates");
        let clauses = Clauses::new(&tokens);
        let hit = |first, last| Hit { first, last, how: How::Exact, quality: 1.0 };
        let mentions = Mentions::new(&[vec![hit(0, 0)], vec![hit(0, 1)]], &tokens, &clauses);
        assert!(matches!(mentions.bind(2, 2, &[1], &clauses), Binding::Own(m) if m.last == 1));
    }
}
