//! Whether an answer tells a clause of the model answer, or turns it round: a claim that has it backwards uses the same words.

use std::collections::HashSet;

use outloud_core::bank::Point;

use crate::{
    statements::{Clauses, FoundStatement},
    text::{self, Class, Token},
};

use super::{params, patterns, rivals};

/// Words that take a claim back, beside [`patterns::DENIALS`].
const ALSO_DENYING: &[&str] = &["hardly", "impossible", "none", "pointless", "unnecessary", "useless"];

/// Words that claim something of every case ...
const SWEEPING: &[&str] = &["always", "every", "single"];

/// ... and others that may stand for them in the model answer.
const AS_SWEEPING: &[&str] = &["all", "each"];

/// What an answer has to keep of a clause, besides some of its words.
#[derive(Debug, Clone)]
pub(crate) struct ToldClause {
    /// The meaningful words, in order.
    stems: Vec<String>,
    denies: bool,
    sweeps: bool,
    /// What the clause speaks of.
    subject: Option<String>,
    /// What other clauses speak of, and this one does not name.
    others: Vec<String>,
}

impl ToldClause {
    /// The clauses of derived points, which quote them.
    pub fn of(points: &[Point]) -> Vec<Self> {
        let clauses: Vec<Vec<Token>> = points.iter().map(|point| text::tokens_of(&point.point)).collect();
        let subjects: Vec<&Token> = clauses.iter().filter_map(|clause| rivals::subject(clause)).collect();
        clauses.iter().map(|clause| Self::new(clause, &subjects)).collect()
    }

    fn new(clause: &[Token], subjects: &[&Token]) -> Self {
        let says = |words: &[&str]| clause.iter().any(|t| words.contains(&t.text.as_str()));
        let others = subjects.iter().filter(|subject| clause.iter().all(|t| t.stem != subject.stem));
        Self {
            stems: clause.iter().filter(|t| t.class == Class::Content).map(|t| t.stem.clone()).collect(),
            denies: says(patterns::DENIALS) || says(ALSO_DENYING),
            sweeps: says(SWEEPING) || says(AS_SWEEPING),
            subject: rivals::subject(clause).map(|t| t.stem.clone()),
            others: others.map(|t| t.stem.clone()).collect(),
        }
    }

    /// Whether `statement` tells the clause. It does not where it denies or says of every case what the clause only claims, where it needs two
    /// sentences for as few words as make it, nor where it turns most of three or more words round.
    pub fn is_told_by(&self, statement: &FoundStatement, tokens: &[Token], clauses: &Clauses) -> bool {
        let parts = parts(statement, tokens, clauses);
        let says = |words: &[&str]| parts.iter().copied().flatten().any(|t| words.contains(&t.text.as_str()));
        let one_sentence = clauses.sentence[statement.first] == clauses.sentence[statement.last];
        (self.denies || !says(patterns::DENIALS) && !says(ALSO_DENYING))
            && (self.sweeps || !says(SWEEPING))
            && (one_sentence || self.words_among(&parts) > statement.slots.len())
            && !self.is_turned_round(statement, tokens)
    }

    /// Whether a part of `statement` begins with what another clause speaks of, or names that and not what this one speaks of.
    pub fn is_of_another(&self, statement: &FoundStatement, tokens: &[Token], clauses: &Clauses) -> bool {
        let parts = parts(statement, tokens, clauses);
        let is_another = |token: &Token| self.others.contains(&token.stem);
        let begins = |part: &&[Token]| part.iter().find(|t| t.class == Class::Content).is_some_and(is_another);
        let all = || parts.iter().copied().flatten();
        let names_its_own = || all().any(|t| self.subject.as_ref() == Some(&t.stem));
        parts.iter().any(begins) || all().any(is_another) && !names_its_own()
    }

    /// How many of the clause's words are said.
    fn words_among(&self, parts: &[&[Token]]) -> usize {
        let said: HashSet<&str> = parts.iter().copied().flatten().map(|t| t.stem.as_str()).collect();
        self.stems.iter().filter(|stem| said.contains(stem.as_str())).collect::<HashSet<_>>().len()
    }

    fn is_turned_round(&self, statement: &FoundStatement, tokens: &[Token]) -> bool {
        let mut said: Vec<usize> = statement.slots.iter().map(|hit| hit.first).collect();
        said.sort_unstable();
        let place = |&at: &usize| self.stems.iter().position(|stem| *stem == tokens[at].stem);
        let mut places: Vec<usize> = said.iter().filter_map(place).collect();
        let mut seen = HashSet::new();
        places.retain(|place| seen.insert(*place));
        let pairs = (0..places.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
        let (turned, all) = (pairs.clone().filter(|&(a, b)| places[a] > places[b]).count(), pairs.count());
        places.len() >= params::ORDERED_FROM && 2 * turned > all
    }
}

/// The words of `statement` with those beside them, to the next dividing marks.
fn parts<'a>(statement: &FoundStatement, tokens: &'a [Token], clauses: &Clauses) -> Vec<&'a [Token]> {
    statement.slots.iter().map(|hit| &tokens[clauses.segment(hit.first, hit.last)]).collect()
}

#[cfg(test)]
mod tests {
    use outloud_core::{bank::Question, scorecard::Verdict};

    use crate::testing::{compiled, score};

    #[test]
    fn the_same_words_turned_round_tell_nothing() {
        use Verdict::{Met, Missed};
        let model = "A queue buffers messages for slow consumers. A topic copies messages to all subscribers. \
                     Retries need idempotent handlers downstream. Never acknowledge unfinished work early.";
        let compiled = compiled(&Question::bare("q", "How do services talk?", model));
        let cases = [
            ("A queue buffers messages for slow consumers.", 0, Met),
            ("Messages wait in the queue, for slow consumers.", 0, Met),
            ("Messages for slow consumers in a queue are not kept.", 0, Missed),
            ("Messages for slow consumers wait in a queue, not in memory.", 0, Met),
            ("A queue always buffers messages for slow consumers.", 0, Missed),
            ("A topic buffers messages for slow consumers.", 0, Missed),
            ("Slow consumers buffer a queue.", 0, Missed),
            ("Slow consumers buffer a queue. A queue buffers for consumers.", 0, Met),
            ("There is a queue. Messages are for slow starters.", 0, Missed),
            ("There is a queue. Messages are for slow consumers.", 0, Met),
            ("A topic copies every message to its subscribers.", 1, Met),
            ("Do not acknowledge unfinished work.", 3, Met),
        ];
        for (answer, point, want) in cases {
            assert_eq!(score(&compiled, answer).rubric[point].verdict, want, "{answer}");
        }
    }
}
