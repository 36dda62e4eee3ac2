//! The parts of an answer, told by the words that open them: the elements of stories, diagnosis to permanent fix for incidents,
//! principle to trade-off for design. A part lasts until another one opens; the share is of time, or of words if typed.

mod cues;
mod design;
mod incident;
mod star;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::text::{self, Token};
use outloud_core::{
    bank::Kind,
    delivery::{Part, Structure, StructureKind},
    scorecard::Telling,
    transcript::Transcript,
};

use crate::round::thousandth;

use super::mark::mark;
use cues::Cues;

static INCIDENT_INDEX: OnceLock<Index> = OnceLock::new();
static DESIGN_INDEX: OnceLock<Index> = OnceLock::new();

/// The parts of an answer to a question of this kind; definitions and follow-ups of stories have none.
pub(super) fn of(
    kind: Kind,
    tokens: &[Token],
    transcript: &Transcript,
    telling: Option<&Telling>,
) -> Option<Structure> {
    if tokens.is_empty() {
        return None;
    }
    let by_cues = |kind: StructureKind, cues: Cues, index: &OnceLock<Index>| {
        let names: Vec<&str> = cues.iter().map(|(name, _)| *name).collect();
        let index = index.get_or_init(|| by_first_stem(cues));
        Structure { kind, parts: parts(&names, &openings(index, tokens), tokens, transcript) }
    };
    match kind {
        Kind::Experience | Kind::Behavioural => {
            let names: Vec<&str> = star::names().collect();
            let opened = star::openings(telling?, tokens);
            Some(Structure { kind: StructureKind::Star, parts: parts(&names, &opened, tokens, transcript) })
        }
        Kind::Scenario => Some(by_cues(StructureKind::Incident, incident::CUES, &INCIDENT_INDEX)),
        Kind::Technical => Some(by_cues(StructureKind::Design, design::CUES, &DESIGN_INDEX)),
        Kind::Definition | Kind::Direct => None,
    }
}

fn parts(names: &[&str], opened: &[(usize, usize, usize)], tokens: &[Token], transcript: &Transcript) -> Vec<Part> {
    let mut spent = vec![0.0; names.len()];
    for (at, &(token, _, part)) in opened.iter().enumerate() {
        // What comes before the first cue belongs to it.
        let from = if at == 0 { 0 } else { token };
        let to = opened.get(at + 1).map_or(tokens.len(), |next| next.0);
        spent[part] += (from..to).map(|t| time(transcript, &tokens[t])).sum::<f64>();
    }
    let all: f64 = spent.iter().sum();
    let part = |(index, name): (usize, &&str)| {
        let first = opened.iter().find(|o| o.2 == index);
        let evidence = first.map(|&(token, length, _)| mark(tokens, token, token + length - 1, transcript));
        Part {
            name: (*name).to_owned(),
            share: if all > 0.0 { thousandth(spent[index] / all) } else { 0.0 },
            start_s: evidence.as_ref().and_then(|e| e.start_s),
            evidence,
        }
    };
    names.iter().enumerate().map(part).collect()
}

/// Where parts open: token, length of the cue, part; in order. The longest cue at a place wins.
fn openings(cues: &Index, tokens: &[Token]) -> Vec<(usize, usize, usize)> {
    let cue_at = |at: usize| {
        let fits = |c: &&(usize, Vec<String>)| {
            c.1.len() <= tokens.len() - at && c.1.iter().zip(&tokens[at..]).all(|(a, b)| *a == b.stem)
        };
        let ways = cues.get(&tokens[at].stem)?;
        ways.iter().filter(fits).max_by_key(|c| c.1.len()).map(|c| (at, c.1.len(), c.0))
    };
    (0..tokens.len()).filter_map(cue_at).collect()
}

/// The cues of a kind of answer by their first stem: part and stems of each. Built once.
type Index = HashMap<String, Vec<(usize, Vec<String>)>>;

fn by_first_stem(cues: Cues) -> Index {
    let mut index = Index::new();
    for (part, (_, ways)) in cues.iter().enumerate() {
        for way in *ways {
            let stems: Vec<String> = text::tokens_of(way).into_iter().map(|t| t.stem).collect();
            if let Some(first) = stems.first().cloned() {
                index.entry(first).or_default().push((part, stems));
            }
        }
    }
    index
}

/// How long a token took, or 1 if nobody knows.
fn time(transcript: &Transcript, token: &Token) -> f64 {
    let (first, last) = (&transcript.words[token.first_word], &transcript.words[token.last_word]);
    match (first.start_s, last.end_s) {
        (Some(start), Some(end)) if end > start && (end - start).is_finite() => end - start,
        (Some(_), Some(_)) => 0.1,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(text: &str) -> Vec<(String, f64)> {
        let structure = crate::testing::story_card(text).delivery.structure.expect("a structure");
        structure.parts.into_iter().map(|p| (p.name, p.share)).collect()
    }

    #[test]
    fn a_part_lasts_until_the_next_one_opens() {
        let text = "In March 2021 the shop was loud. I had to mend that. I measured it. In the end it was fast.";
        let shares = shares(text);
        assert_eq!(shares.iter().map(|s| s.0.as_str()).collect::<Vec<_>>(), ["situation", "task", "action", "result"]);
        // Seven, five, three and six of 21 words.
        assert_eq!(shares.iter().map(|s| s.1).collect::<Vec<_>>(), [0.333, 0.238, 0.143, 0.286]);
        assert!(super::super::tests::structure_of(text, Kind::Technical).is_some());
    }

    #[test]
    fn the_kind_of_question_decides_about_the_parts() {
        let kind = |kind| super::super::tests::structure_of("we looked at the logs", kind).map(|s| s.kind);
        assert_eq!(kind(Kind::Definition), None);
        assert_eq!(kind(Kind::Direct), None);
        assert_eq!(kind(Kind::Scenario), Some(StructureKind::Incident));
        assert_eq!(kind(Kind::Technical), Some(StructureKind::Design));
        assert_eq!(kind(Kind::Behavioural), None, "a follow-up");
        assert_eq!(of(Kind::Technical, &[], &Transcript::default(), None), None);
    }

    #[test]
    fn every_cue_has_one_part() {
        for cues in [incident::CUES, design::CUES] {
            let mut seen = std::collections::HashMap::new();
            for (part, ways) in cues {
                for way in *ways {
                    let before = seen.insert(*way, *part);
                    assert!(before.is_none(), "'{way}' opens {before:?} and {part}");
                }
            }
        }
    }
}
