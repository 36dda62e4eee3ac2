//! From combinations to verdicts: which points an answer makes, which it contradicts, and which false beliefs it tells.

use crate::{
    matching::{Hit, IndexedTranscript},
    pronounce::PhoneCosts,
    text::Token,
};

use super::{
    clauses::Clauses,
    combine::{self, Combination, SlotHits},
    compile::{CompiledPattern, CompiledStatements, PointPatterns, SubjectRef},
    generic::is_generic,
    lookup::Lookup,
    mood::Mood,
    params, places,
    polarity::{Denied, Polarity},
    subjects::{Binding, Mentions},
    verdict::{FoundStatement, PatternPlace, PointVerdict, Verdicts, surest},
};

/// What a combination of places says.
enum Claim {
    /// What the pattern wants, and whether its sentence names the subject out of a group of rivals. A subject that was only carried over is
    /// good enough for what speaks for a point, but not for what contradicts it.
    Supports(FoundStatement, bool),
    /// The opposite, or the same of a rival.
    Contradicts(FoundStatement),
    /// Neither.
    Nothing,
}

impl CompiledStatements {
    /// Judges a transcript.
    pub fn judge(&self, indexed: &IndexedTranscript, costs: &PhoneCosts) -> Verdicts {
        self.judge_where(indexed, costs, |_, _, _| true)
    }

    /// Judges a transcript; what speaks for a point counts where `tells` says so of the point's index and the statement.
    pub fn judge_where(
        &self,
        indexed: &IndexedTranscript,
        costs: &PhoneCosts,
        tells: impl Fn(usize, &FoundStatement, &Clauses) -> bool,
    ) -> Verdicts {
        if self.is_empty() || indexed.tokens.is_empty() {
            let points = vec![PointVerdict::default(); self.points.len()];
            return Verdicts { points, misconceptions: vec![None; self.misconceptions.len()] };
        }
        let judge = Judge::new(self, indexed, costs);
        let told = |n: usize| {
            let (tells, clauses) = (&tells, &judge.clauses);
            move |statement: &FoundStatement| tells(n, statement, clauses)
        };
        let points = self.points.iter().enumerate().map(|(n, point)| judge.point(point, told(n))).collect();
        let misconceptions = self
            .misconceptions
            .iter()
            .map(|patterns| judge.sides(patterns, |_| true).claimed.into_iter().reduce(surest));
        Verdicts { points, misconceptions: misconceptions.collect() }
    }

    /// Every pattern that a transcript meets: of `wrong` or of `says`.
    pub fn patterns_met(&self, indexed: &IndexedTranscript, costs: &PhoneCosts, wrong: bool) -> Vec<PatternPlace> {
        if self.is_empty() || indexed.tokens.is_empty() {
            return Vec::new();
        }
        let judge = Judge::new(self, indexed, costs);
        let patterns = self.points.iter().enumerate().flat_map(|(point, p)| {
            let list = if wrong { &p.wrong } else { &p.says };
            list.iter().enumerate().map(move |(pattern, compiled)| (PatternPlace { point, pattern, wrong }, compiled))
        });
        let met = patterns.filter(|(_, compiled)| {
            let sides = judge.sides(std::slice::from_ref(compiled), |_| true);
            !if wrong { sides.claimed } else { sides.supports }.is_empty()
        });
        met.map(|(place, _)| place).collect()
    }
}

struct Judge<'a> {
    statements: &'a CompiledStatements,
    tokens: &'a [Token],
    clauses: Clauses,
    polarity: Polarity,
    /// The places of each phrase.
    hits: Vec<Vec<Hit>>,
    /// The mentions of each group of rivals.
    mentions: Vec<Mentions>,
}

impl<'a> Judge<'a> {
    fn new(statements: &'a CompiledStatements, indexed: &'a IndexedTranscript, costs: &PhoneCosts) -> Self {
        let lookup = Lookup::new(indexed);
        let clauses = Clauses::new(&indexed.tokens);
        let polarity = Polarity::new(&indexed.tokens, &clauses);
        let hits: Vec<Vec<Hit>> = statements.phrases.iter().map(|p| places::of(p, &lookup, costs)).collect();
        let of_member = |phrases: &Vec<usize>| phrases.iter().flat_map(|&p| hits[p].iter().copied()).collect();
        let mentions = statements.groups.iter().map(|group| {
            let members: Vec<Vec<Hit>> = group.iter().map(|s| of_member(&s.phrases)).collect();
            Mentions::new(&members, &indexed.tokens, &clauses)
        });
        let mentions = mentions.collect();
        Self { statements, tokens: &indexed.tokens, clauses, polarity, hits, mentions }
    }

    /// What is said about a point: met if more of its patterns are found than speak against it.
    fn point(&self, point: &PointPatterns, tells: impl Fn(&FoundStatement) -> bool) -> PointVerdict {
        let (says, wrong) = (self.sides(&point.says, tells), self.sides(&point.wrong, |_| true));
        let (supports, reversals) = (says.supports.len(), wrong.claimed.len());
        let support = says.supports.into_iter().reduce(surest);
        let contradiction = match (supports, reversals) {
            // The same claim said of a rival, or denied, next to the right one is a comparison, no contradiction.
            (1.., 0) => None,
            (0, 0) => says.against.into_iter().reduce(surest),
            _ if reversals * params::OUTVOTED_BY >= supports => wrong.claimed.into_iter().reduce(surest),
            _ => None,
        };
        PointVerdict { support, contradiction }
    }

    /// For each pattern the best statement for it, if it was claimed, and the best against.
    fn sides(&self, patterns: &[CompiledPattern], tells: impl Fn(&FoundStatement) -> bool) -> Sides {
        let mut sides = Sides::default();
        for pattern in patterns {
            let slots: Vec<SlotHits> = pattern.slots.iter().map(|slot| self.slot_hits(&slot.phrases)).collect();
            let (mut claimed, mut support, mut against): (
                Option<FoundStatement>,
                Option<FoundStatement>,
                Option<FoundStatement>,
            ) = (None, None, None);
            combine::each(pattern, &slots, &self.clauses, |combination| match self.claim(pattern, combination) {
                Claim::Supports(statement, _) if !tells(&statement) => false,
                Claim::Supports(statement, named) => {
                    let own = named && !self.is_doubtful_claim(combination);
                    if own {
                        claimed.get_or_insert_with(|| statement.clone());
                    }
                    support.get_or_insert(statement);
                    own
                }
                Claim::Contradicts(statement) => {
                    against.get_or_insert(statement);
                    false
                }
                Claim::Nothing => false,
            });
            sides.supports.extend(claimed.clone().or(support));
            sides.claimed.extend(claimed);
            sides.against.extend(against);
        }
        sides
    }

    fn slot_hits(&self, phrases: &[usize]) -> SlotHits {
        let mut all: SlotHits =
            phrases.iter().enumerate().flat_map(|(n, &p)| self.hits[p].iter().map(move |h| (n, *h))).collect();
        all.sort_by_key(|(_, h)| (h.first, h.last));
        all.dedup_by_key(|(_, h)| (h.first, h.last));
        all
    }

    /// What a combination claims.
    fn claim(&self, pattern: &CompiledPattern, combination: &Combination) -> Claim {
        let (first, last) = (combination.first(), combination.last());
        let said = |subject: Option<(usize, usize, String)>, denied: bool| {
            let (from, to) = subject.as_ref().map_or((first, last), |(a, b, _)| (first.min(*a), last.max(*b)));
            FoundStatement {
                pattern: pattern.text.clone(),
                first: from,
                last: to,
                slots: combination.hits.iter().map(|(_, h)| *h).collect(),
                subject: subject.map(|(.., name)| name).filter(|name| !name.is_empty()),
                denied,
            }
        };
        let (polarity, binding) = (self.polarity_of(pattern, combination), self.binding(pattern, combination));
        let is_rival = matches!(pattern.subject, SubjectRef::Rival { .. });
        let sentence = |token: usize| self.clauses.sentence[token];
        let in_its_sentence = |at: usize| !is_rival || (sentence(first)..=sentence(last)).contains(&sentence(at));
        let near = |a: usize, b: usize| a.abs_diff(first).min(b.abs_diff(last)) <= params::QUOTED_SUBJECT;
        let (bound, named, subject) = match binding {
            Bound::To(a, b, name) => (true, in_its_sentence(a), near(a, b).then_some((a, b, name))),
            Bound::Free => (true, true, None),
            Bound::ToRival(a, b, name) => {
                let claimed = polarity == PolarityMatch::AsWanted
                    && in_its_sentence(a)
                    && self.is_predicate(combination)
                    && !self.is_doubtful_claim(combination);
                return match claimed {
                    true => Claim::Contradicts(said(near(a, b).then_some((a, b, name)), false)),
                    false => Claim::Nothing,
                };
            }
            Bound::Unclear => (false, false, None),
        };
        match polarity {
            PolarityMatch::AsWanted if bound => Claim::Supports(said(subject, pattern.denied_from.is_some()), named),
            PolarityMatch::Opposite
                if bound && named && is_specific(pattern, combination) && !self.is_doubtful_claim(combination) =>
            {
                Claim::Contradicts(said(subject, pattern.denied_from.is_none()))
            }
            _ => Claim::Nothing,
        }
    }

    /// Whether the pattern's words stand denied or not, as it wants them.
    fn polarity_of(&self, pattern: &CompiledPattern, combination: &Combination) -> PolarityMatch {
        if pattern.mention {
            return PolarityMatch::AsWanted;
        }
        let spans = combination.spans();
        let denied_from = pattern.denied_from.unwrap_or(usize::MAX);
        let (mut positive, mut negative) = (Denied::default(), Denied::default());
        for (slot, hit) in &combination.hits {
            let mut denied = self.polarity.of(hit.first, hit.last, &spans);
            if denied.hard && self.clauses.mood(hit.first).hypothetical {
                // "If the name does not match": a condition denies nothing.
                denied = Denied { hard: false, soft: true, of_speaker: false };
            }
            let sum = if *slot < denied_from { &mut positive } else { &mut negative };
            *sum = Denied {
                hard: sum.hard || denied.hard,
                soft: sum.soft || denied.soft,
                of_speaker: sum.of_speaker || denied.of_speaker,
            };
        }
        let one_sentence = self.clauses.sentence[combination.first()] == self.clauses.sentence[combination.last()];
        if pattern.denied_from.is_none() {
            return match positive {
                Denied { hard: true, of_speaker: false, .. } if one_sentence => PolarityMatch::Opposite,
                Denied { hard: false, soft: false, .. } => PolarityMatch::AsWanted,
                _ => PolarityMatch::Neither,
            };
        }
        let one_clause = self.clauses.clause[combination.first()] == self.clauses.clause[combination.last()];
        match (positive.hard, negative.hard || negative.soft) {
            (false, true) if one_sentence => PolarityMatch::AsWanted,
            (false, false) if one_clause => PolarityMatch::Opposite,
            _ => PolarityMatch::Neither,
        }
    }

    /// What a combination is said of: each of its places is asked, for it may span two sentences about two subjects.
    fn binding(&self, pattern: &CompiledPattern, combination: &Combination) -> Bound {
        match &pattern.subject {
            SubjectRef::None => Bound::Free,
            SubjectRef::Rival { group, members } => {
                let name = |member: usize| self.statements.groups[*group][member].name.clone();
                let bind = |h: &Hit| self.mentions[*group].bind(h.first, h.last, members, &self.clauses);
                let bindings: Vec<Binding> = combination.hits.iter().map(|(_, h)| bind(h)).collect();
                let (mut own, mut rival, mut unclear) = (None, None, false);
                for binding in bindings {
                    match binding {
                        Binding::Own(m) => own = own.or(Some(m)),
                        Binding::Rival(m) => rival = rival.or(Some(m)),
                        Binding::Unclear | Binding::Nobody => unclear = true,
                    }
                }
                match (own, rival) {
                    (Some(m), None) => Bound::To(m.first, m.last, name(m.member)),
                    (None, Some(m)) if !unclear => Bound::ToRival(m.first, m.last, name(m.member)),
                    _ => Bound::Unclear,
                }
            }
            SubjectRef::Named(phrases) => self.named(phrases, combination.first(), combination.last()),
        }
    }

    /// The nearest mention of a subject without rivals, in the sentence or the two before.
    fn named(&self, phrases: &[usize], first: usize, last: usize) -> Bound {
        let sentence = self.clauses.sentence[first];
        let mentions = phrases.iter().flat_map(|&p| &self.hits[p]);
        let near = mentions.filter(|h| {
            let at = self.clauses.sentence[h.first];
            at + params::NAMED_CARRIES >= sentence && at <= self.clauses.sentence[last]
        });
        let distance = |h: &&Hit| h.first.abs_diff(first).min(h.last.abs_diff(last));
        near.min_by_key(distance).map_or(Bound::Unclear, |h| Bound::To(h.first, h.last, String::new()))
    }

    /// Whether more than a [`GENERIC`] word was said of a rival.
    fn is_predicate(&self, combination: &Combination) -> bool {
        let (first, last) = (combination.first(), combination.last());
        combination.hits.len() >= 2 || last > first || !is_generic(&self.tokens[first])
    }

    /// Whether the candidate may not mean it as a claim of their own. "If it fails, it is restarted" is one; what is said within the
    /// condition alone is not.
    fn is_doubtful_claim(&self, combination: &Combination) -> bool {
        let mut moods = combination.hits.iter().map(|(_, h)| self.clauses.mood(h.first));
        moods.clone().any(|m: Mood| m.reported || m.past || m.rejected) || moods.all(|m| m.hypothetical)
    }
}

/// Whether what is denied is said of a subject or consists of at least three parts. Denials of less are mostly about something else: on
/// 612 right answers 11 % had a false contradiction without this rule and 7 % have one with it, at the same score for wrong answers.
fn is_specific(pattern: &CompiledPattern, combination: &Combination) -> bool {
    pattern.subject != SubjectRef::None || combination.hits.len() >= 3
}

/// How the words of a pattern stand there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PolarityMatch {
    AsWanted,
    Opposite,
    Neither,
}

/// What a combination is said of.
enum Bound {
    /// The wanted subject: its tokens and name.
    To(usize, usize, String),
    /// A rival.
    ToRival(usize, usize, String),
    /// The pattern wants no subject.
    Free,
    /// Nothing, or it cannot be told.
    Unclear,
}

/// What was found for and against some patterns, at most one statement of each kind a pattern.
#[derive(Default)]
struct Sides {
    /// For it, whether or not the candidate says so of themselves.
    supports: Vec<FoundStatement>,
    /// For it, as the candidate's own claim.
    claimed: Vec<FoundStatement>,
    /// Against it.
    against: Vec<FoundStatement>,
}
