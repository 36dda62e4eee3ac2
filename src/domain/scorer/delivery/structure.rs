//! The parts of an answer, told by the words that open them: STAR for stories, diagnosis to permanent fix for incidents,
//! principle to trade-off for design. A part lasts until another one opens; the share is of time, or of words if typed.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::domain::{
    bank::Kind,
    delivery::{Part, Structure, StructureKind},
    text::{self, Token},
    transcript::Transcript,
};

use super::{super::thousandth, mark};

type Cues = &'static [(&'static str, &'static [&'static str])];

const STAR: Cues = &[
    (
        "situation",
        &[
            "situation",
            "at the time",
            "at my last",
            "at my previous",
            "in my last",
            "in my previous",
            "in my current",
            "last year",
            "a few months ago",
            "we had a",
            "we were running",
            "there was a",
            "i was working",
            "was working on",
            "i was on call",
            "the team was",
            "the company",
            "years ago",
            "in my role",
            "when i joined",
            "one day",
            "one morning",
            "one evening",
            "one night",
            "one friday",
            "background",
            "the context was",
            "during a",
            "months ago",
            "the biggest",
            "last month",
        ],
    ),
    (
        "task",
        &[
            "my task",
            "my job was",
            "my role was",
            "my responsibility",
            "i was responsible",
            "i was asked",
            "i had to",
            "we had to",
            "we needed to",
            "i needed to",
            "the goal",
            "my goal",
            "our goal",
            "the challenge was",
            "was up to me",
            "asked me to",
            "was assigned",
            "i was supposed",
            "the problem was",
            "the aim",
            "i wanted to",
            "i was in charge",
            "fell to me",
            "i owned",
        ],
    ),
    (
        "action",
        &[
            "so i",
            "first i",
            "then i",
            "i decided",
            "i started",
            "i set up",
            "i built",
            "i wrote",
            "i created",
            "i added",
            "i moved",
            "i looked",
            "i checked",
            "i changed",
            "i fixed",
            "i talked",
            "i proposed",
            "i suggested",
            "i introduced",
            "i implemented",
            "i configured",
            "i replaced",
            "i rolled",
            "i raised",
            "i told",
            "i asked",
            "i made",
            "i took",
            "i measured",
            "i automated",
            "i explained",
            "i invited",
            "i sat down",
            "i listened",
            "i broke",
            "i wrapped",
            "i ran",
            "i used",
            "i put",
            "i split",
            "i called",
            "what i did",
            "my first step",
            "next i",
            "after that i",
            "i documented",
            "i went",
            "i worked",
            "i found",
            "i opened",
            "i prepared",
            "i offered",
            "i picked",
        ],
    ),
    (
        "result",
        &[
            "as a result",
            "in the end",
            "the result",
            "the outcome",
            "since then",
            "afterwards",
            "after that we",
            "it went from",
            "dropped from",
            "dropped to",
            "went down",
            "went from",
            "fell from",
            "down from",
            "reduced",
            "we saved",
            "saved us",
            "improved",
            "percent",
            "i learned",
            "what i learned",
            "i learnt",
            "lesson",
            "looking back",
            "today we",
            "now we",
            "from then on",
            "ever since",
            "it paid off",
            "never happened again",
            "has not happened",
            "next time",
            "it worked",
            "ended up",
            "cut the time",
            "cut it",
            "took only",
            "instead of",
        ],
    ),
];

const INCIDENT: Cues = &[
    (
        "context",
        &[
            "first i want to know",
            "find out",
            "scope",
            "how many users",
            "who is affected",
            "what changed",
            "when did it start",
            "impact",
            "affected",
            "symptom",
            "is it everyone",
            "clarify",
            "severity",
            "the alert",
            "confirm",
            "recent deploy",
            "recent change",
            "reproduce",
            "for everyone",
            "only some",
        ],
    ),
    (
        "diagnosis",
        &[
            "logs",
            "metrics",
            "dashboard",
            "i check",
            "i look",
            "i would check",
            "i would look",
            "i start with",
            "i would start",
            "diagnose",
            "describe",
            "narrow",
            "root cause",
            "compare",
            "trace",
            "rule out",
            "hypothesis",
            "bisect",
            "curl",
            "graph",
            "i test",
            "see whether",
            "see if",
        ],
    ),
    (
        "quick fix",
        &[
            "quick fix",
            "roll back",
            "rollback",
            "rolled back",
            "restart",
            "mitigate",
            "stop the bleeding",
            "short term",
            "immediately",
            "for now",
            "scale up",
            "temporary",
            "temporarily",
            "workaround",
            "fail over",
            "failover",
            "revert",
            "free up",
            "raise the limit",
            "get the service back",
            "restore service",
            "feature flag",
            "drain",
            "first aid",
        ],
    ),
    (
        "permanent fix",
        &[
            "permanent",
            "permanently",
            "long term",
            "longer term",
            "afterwards",
            "prevent",
            "so that it does not",
            "happen again",
            "postmortem",
            "post mortem",
            "root fix",
            "proper fix",
            "properly",
            "in the future",
            "alert on",
            "add an alert",
            "add a test",
            "automate",
            "runbook",
            "for good",
            "later",
            "retention",
            "rotation",
            "quota",
            "follow up",
        ],
    ),
    (
        "communication",
        &[
            "communicate",
            "communication",
            "tell the team",
            "tell people",
            "i tell",
            "i would tell",
            "inform",
            "status page",
            "stakeholders",
            "slack",
            "incident channel",
            "update the",
            "keep everyone",
            "post mortem",
            "postmortem",
            "let them know",
            "let everyone know",
            "escalate",
            "announce",
            "support team",
            "customers know",
            "i say what",
            "write down",
        ],
    ),
];

const DESIGN: Cues = &[
    (
        "principle",
        &[
            "is a",
            "means",
            "the idea",
            "in short",
            "basically",
            "the point",
            "the difference",
            "the purpose",
            "the goal",
            "is about",
            "in principle",
            "it is used",
            "is the",
            "are the",
            "in essence",
            "the main",
            "stands for",
        ],
    ),
    (
        "mechanism",
        &[
            "works by",
            "how it works",
            "under the hood",
            "when a",
            "when the",
            "first",
            "then",
            "each",
            "keeps",
            "sends",
            "stores",
            "creates",
            "reads",
            "writes",
            "checks",
            "through",
            "runs",
            "starts",
            "compares",
            "watches",
            "by default",
            "internally",
            "i would",
            "i use",
            "for example",
        ],
    ),
    (
        "trade-off",
        &[
            "trade off",
            "tradeoff",
            "downside",
            "drawback",
            "disadvantage",
            "the price",
            "costs",
            "the cost",
            "on the other hand",
            "in return",
            "depends",
            "but",
            "however",
            "at the expense",
            "whereas",
            "while the",
            "cheaper",
            "more expensive",
            "limitation",
            "harder",
            "slower",
            "overkill",
            "in exchange",
            "complexity",
        ],
    ),
    (
        "what to watch",
        &[
            "watch",
            "careful",
            "monitor",
            "monitoring",
            "pitfall",
            "the trap",
            "gotcha",
            "make sure",
            "alert",
            "never",
            "common mistake",
            "the mistake",
            "the danger",
            "metric",
            "measure",
            "be aware",
            "important to",
            "keep an eye",
            "i always",
            "otherwise",
            "the risk",
            "avoid",
            "test it",
            "have to remember",
        ],
    ),
];

/// The parts of an answer to a question of this kind; definitions have none.
pub(super) fn of(kind: Kind, tokens: &[Token], transcript: &Transcript) -> Option<Structure> {
    let (kind, cues) = match kind {
        Kind::Experience | Kind::Behavioural => (StructureKind::Star, STAR),
        Kind::Scenario => (StructureKind::Incident, INCIDENT),
        Kind::Technical => (StructureKind::Design, DESIGN),
        Kind::Definition => return None,
    };
    if tokens.is_empty() {
        return None;
    }
    Some(Structure { kind, parts: parts(cues, &openings(index(kind), tokens), tokens, transcript) })
}

fn parts(cues: Cues, opened: &[(usize, usize, usize)], tokens: &[Token], transcript: &Transcript) -> Vec<Part> {
    let mut spent = vec![0.0; cues.len()];
    for (at, &(token, _, part)) in opened.iter().enumerate() {
        // What comes before the first cue belongs to it.
        let from = if at == 0 { 0 } else { token };
        let to = opened.get(at + 1).map_or(tokens.len(), |next| next.0);
        spent[part] += (from..to).map(|t| time(transcript, &tokens[t])).sum::<f64>();
    }
    let all: f64 = spent.iter().sum();
    let part = |(index, (name, _)): (usize, &(&str, _))| {
        let first = opened.iter().find(|o| o.2 == index);
        let evidence = first.map(|&(token, length, _)| mark(tokens, token, token + length - 1, transcript));
        Part {
            name: (*name).to_owned(),
            share: if all > 0.0 { thousandth(spent[index] / all) } else { 0.0 },
            start_s: evidence.as_ref().and_then(|e| e.start_s),
            evidence,
        }
    };
    cues.iter().enumerate().map(part).collect()
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

fn index(kind: StructureKind) -> &'static Index {
    static STAR_INDEX: OnceLock<Index> = OnceLock::new();
    static INCIDENT_INDEX: OnceLock<Index> = OnceLock::new();
    static DESIGN_INDEX: OnceLock<Index> = OnceLock::new();
    match kind {
        StructureKind::Star => STAR_INDEX.get_or_init(|| by_first_stem(STAR)),
        StructureKind::Incident => INCIDENT_INDEX.get_or_init(|| by_first_stem(INCIDENT)),
        StructureKind::Design => DESIGN_INDEX.get_or_init(|| by_first_stem(DESIGN)),
    }
}

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
