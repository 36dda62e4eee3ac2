//! A keyword, point or false belief as every face shows it.

use super::document::{DocumentRow, RowMark, RowPart, Tone};
use crate::{
    bank::Priority,
    challenge::{Challenge, Claim, Judged, JudgedKind},
    scorecard::{
        Contradiction, ElementScore, Evidence, How, KeywordHit, KeywordMiss, MisconceptionHeard, PointScore,
        StoryPointScore, Verdict,
    },
    session::Take,
};

/// Columns of a row before its text: mark, time, space.
const INDENT: usize = 10;
/// Places of an element that are quoted.
const MOST_QUOTES: usize = 3;
/// Up to so many letters a term is kept on one line.
const SHORT_TERM: usize = 24;

/// A keyword, point or false belief.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreRow {
    /// What the answer did with it.
    pub mark: RowMark,
    /// must, should or bonus, for points.
    pub rank: Option<&'static str>,
    /// The bank's words for it.
    pub text: String,
    /// Why it is false, for false beliefs.
    pub why_wrong: Option<String>,
    /// What leads the words that contradict a point: "you said this of the gauge".
    pub lead: Option<String>,
    /// The words that earned or contradicted it; empty for what was not said.
    pub evidence: Vec<Evidence>,
    /// 1..=3, for keywords that were left out.
    pub weight: Option<u8>,
    /// What the verdict is on; none for elements and points of stories, which are not challenged.
    pub judged: Option<Judged>,
    /// What the candidate says against the verdict.
    pub claim: Option<Claim>,
    /// Whether the text is a term: it is short, and words that are the term itself need not be quoted.
    is_term: bool,
}

impl ScoreRow {
    fn new(mark: RowMark, text: &str, evidence: &[Evidence]) -> Self {
        Self {
            mark,
            rank: None,
            text: text.to_owned(),
            why_wrong: None,
            lead: None,
            evidence: evidence.to_vec(),
            weight: None,
            judged: None,
            claim: None,
            is_term: false,
        }
    }

    fn on(self, kind: JudgedKind, name: &str) -> Self {
        Self { judged: Some(Judged::new(kind, name)), ..self }
    }

    /// The row with what the candidate says against its verdict in `take`.
    #[must_use]
    pub fn challenged_in(self, take: &Take) -> Self {
        let challenge = self.judged.as_ref().and_then(|judged| take.challenge_of(judged, self.mark.into()));
        Self { claim: challenge.map(Challenge::claim), ..self }
    }

    /// The row of a keyword that was said.
    #[must_use]
    pub fn hit(hit: &KeywordHit) -> Self {
        let row = Self { is_term: true, ..Self::new(RowMark::Said, &hit.term, std::slice::from_ref(&hit.evidence)) };
        row.on(JudgedKind::Keyword, &hit.term)
    }

    /// The row of a keyword that was left out.
    #[must_use]
    pub fn miss(miss: &KeywordMiss) -> Self {
        let row = Self { weight: Some(miss.weight), ..Self::new(RowMark::Missed, &miss.term, &[]) };
        row.on(JudgedKind::Keyword, &miss.term)
    }

    /// The row of a recruiter's point.
    #[must_use]
    pub fn point(point: &PointScore) -> Self {
        let row = match (point.verdict, &point.contradiction) {
            (Verdict::Contradicted, Some(against)) => Self {
                lead: Some(lead(against)),
                ..Self::new(RowMark::Contradicted, &point.point, std::slice::from_ref(&against.evidence))
            },
            (verdict, _) => Self::new(verdict.into(), &point.point, &point.evidence),
        };
        let rank = match point.priority {
            Priority::Must => "must",
            Priority::Should => "should",
            Priority::Bonus => "bonus",
        };
        Self { rank: Some(rank), ..row }.on(JudgedKind::Point, &point.point)
    }

    /// The row of a false belief that the answer tells.
    #[must_use]
    pub fn misconception(heard: &MisconceptionHeard) -> Self {
        let (belief, evidence) = (heard.belief.trim_end_matches('.'), std::slice::from_ref(&heard.evidence));
        Self { why_wrong: Some(heard.why_wrong.clone()), ..Self::new(RowMark::Contradicted, belief, evidence) }
            .on(JudgedKind::Misconception, &heard.belief)
    }

    /// The row of a point of the candidate's own story.
    #[must_use]
    pub fn story_point(point: &StoryPointScore) -> Self {
        let mark = if point.met { RowMark::Said } else { RowMark::Missed };
        Self::new(mark, &point.point, &point.evidence)
    }

    /// The row of an element of the story that was told, with the words that count.
    #[must_use]
    pub fn element(element: &ElementScore) -> Self {
        let mark = if element.evidence.is_empty() { RowMark::Missed } else { RowMark::Said };
        Self::new(mark, &element.title, &element.evidence[..element.evidence.len().min(MOST_QUOTES)])
    }

    /// The row of something that speaks against the story that was told.
    #[must_use]
    pub fn against(element: &ElementScore) -> Self {
        Self { mark: RowMark::Contradicted, ..Self::element(element) }
    }

    /// The second at which it was said; none for typed answers and what was not said.
    #[must_use]
    pub fn at_s(&self) -> Option<f64> {
        self.evidence.first().and_then(|e| e.start_s)
    }

    /// Whether its first evidence is in doubt.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.evidence.first().is_some_and(Evidence::is_doubtful)
    }

    /// The words that earned or contradicted it, and how they were heard, where that is not the term itself.
    fn quote(&self) -> Option<String> {
        let first = self.evidence.first()?;
        if self.is_term {
            return how(first, &self.text);
        }
        let quotes = self.evidence.iter().map(quoted).collect::<Vec<_>>().join(" … ");
        Some(self.lead.iter().map(|lead| format!("{lead}: ")).chain([quotes]).collect())
    }

    /// The row of a page.
    #[must_use]
    pub fn row(&self) -> DocumentRow {
        let tone = match self.mark {
            RowMark::Said => Tone::Good,
            RowMark::Missed | RowMark::Contradicted => Tone::Bad,
        };
        let mut parts = Vec::new();
        if let Some(rank) = self.rank {
            let tone = if rank == "must" { tone } else { Tone::Dim };
            parts.push(RowPart::Text(tone, format!("{rank} ")));
        }
        let text = if self.mark == RowMark::Missed { Tone::Dim } else { Tone::Text };
        let shown = if self.is_term { kept_together(&self.text) } else { self.text.clone() };
        parts.push(RowPart::Text(text, shown));
        parts.extend(self.why_wrong.iter().map(|why| RowPart::Text(text, format!(": {why}"))));
        parts.extend(self.quote().map(|quote| RowPart::Text(Tone::Dim, format!("  {quote}"))));
        parts.extend(self.weight.map(|weight| RowPart::Text(Tone::Dim, format!(" {}", "•".repeat(weight.into())))));
        if self.is_doubtful() {
            parts.push(RowPart::Text(Tone::Warn, " ?".to_owned()));
        }
        parts.extend(self.claim.map(|claim| RowPart::Text(Tone::Warn, format!("  {claim}"))));
        DocumentRow {
            mark: Some(self.mark),
            at_s: self.at_s(),
            parts,
            indent: INDENT,
            is_choice: self.mark != RowMark::Missed || self.judged.is_some(),
            judged: self.judged.clone(),
        }
    }
}

fn quoted(evidence: &Evidence) -> String {
    format!("“{}”", evidence.text)
}

/// What leads the words that contradict a point: of what they were said, or that they deny it.
fn lead(against: &Contradiction) -> String {
    match (&against.said_of, against.denied) {
        (Some(subject), false) => format!("you said this of the {subject}"),
        (_, true) => "you denied it".to_owned(),
        (None, false) => "you said".to_owned(),
    }
}

/// A short term is read more quickly on one line.
fn kept_together(term: &str) -> String {
    if term.len() <= SHORT_TERM { term.replace(' ', "\u{a0}") } else { term.to_owned() }
}

/// The words in which a term was heard and how, where they are not the term itself.
fn how(evidence: &Evidence, term: &str) -> Option<String> {
    let way = match evidence.how {
        How::Fuzzy => ", spelt alike",
        How::Sound => ", sounds alike",
        _ => "",
    };
    let plain = |s: &str| s.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect::<String>();
    (plain(&evidence.text) != plain(term)).then(|| format!("{}{way}", quoted(evidence)))
}
