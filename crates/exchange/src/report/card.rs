//! A scorecard as a report shows it: the rows of every face, their evidence tied to the words of the transcript.

use serde::Serialize;

use super::words;
use outloud_core::{
    delivery::Structure,
    scorecard::{Evidence, Scorecard, StoryPointScore},
    session::Take,
    view::{RowMark, ScoreRow, ScorecardView},
};

/// A scorecard.
#[derive(Debug, Serialize)]
pub(super) struct CardSection {
    /// After hints, 0..=100.
    pub score: f64,
    /// What is said in the place of the score if the answer was not heard well enough.
    pub unheard: Option<String>,
    /// How hints reduced it.
    pub hints: Option<String>,
    /// What the candidate's own estimate was, and how far off.
    pub estimate: Option<String>,
    /// How many of its points rest on doubtful words.
    pub doubtful: f64,
    /// 0..=100.
    pub keyword_percent: f64,
    pub keywords: Vec<RowSection>,
    pub points: Vec<RowSection>,
    pub points_met: usize,
    pub points_contradicted: usize,
    /// False beliefs that the answer tells.
    pub misconceptions: Vec<RowSection>,
    /// The elements of the story that was told, and what speaks against it.
    pub telling: Option<TellingSection>,
    /// The points of the candidate's own story.
    pub story: Option<StorySection>,
    pub facts: Vec<(&'static str, String)>,
    pub structure: Option<Structure>,
    pub advice: Vec<String>,
}

/// A keyword, point or false belief.
#[derive(Debug, Serialize)]
pub(super) struct RowSection {
    /// Counts from 1; the number by which the transcript and the timeline name a point.
    pub number: usize,
    /// "said", "missed" or "contradicted".
    pub mark: &'static str,
    pub sign: &'static str,
    pub rank: Option<&'static str>,
    pub text: String,
    pub why_wrong: Option<String>,
    /// What leads the words of a contradiction.
    pub lead: Option<String>,
    pub evidence: Vec<EvidenceLink>,
    pub weight: Option<u8>,
    /// What the candidate says against the verdict.
    pub claim: Option<String>,
}

/// How a story was told.
#[derive(Debug, Serialize)]
pub(super) struct TellingSection {
    pub elements: Vec<RowSection>,
    pub heard: usize,
    pub against: Vec<RowSection>,
}

/// The points of the candidate's own story.
#[derive(Debug, Serialize)]
pub(super) struct StorySection {
    pub name: String,
    pub points: Vec<StoryRow>,
    pub told: usize,
}

/// A point of it.
#[derive(Debug, Serialize)]
pub(super) struct StoryRow {
    /// The section it stands in.
    pub part: &'static str,
    #[serde(flatten)]
    pub row: RowSection,
}

/// Words of the transcript.
#[derive(Debug, Serialize)]
pub(super) struct EvidenceLink {
    pub text: String,
    pub start_s: Option<f64>,
    pub how: &'static str,
    pub doubtful: bool,
    /// The anchor of the first of the words.
    pub anchor: String,
    pub word_count: usize,
}

/// The card of a take; none until it is scored. `usual_pace`: the candidate's usual words a minute, if known.
pub(super) fn of(take: &Take, anchor: &str, usual_pace: Option<f64>) -> Option<CardSection> {
    let (view, card) = (ScorecardView::of(take)?, take.scorecard.as_ref()?);
    let numbered = |rows: Vec<ScoreRow>| (1..).zip(rows).map(|(n, row)| section(n, row, anchor)).collect();
    let in_take = |row: ScoreRow| row.challenged_in(take);
    let points: Vec<RowSection> = numbered(card.rubric.iter().map(ScoreRow::point).map(in_take).collect());
    Some(CardSection {
        score: view.score,
        unheard: view.unheard.map(|heard| heard.sentence()),
        hints: view.hints,
        estimate: view.estimate,
        doubtful: card.doubtful,
        keyword_percent: card.keywords.coverage * 100.0,
        keywords: numbered(keywords(card).map(in_take).collect()),
        points_met: points.iter().filter(|p| p.mark == "said").count(),
        points_contradicted: points.iter().filter(|p| p.mark == "contradicted").count(),
        points,
        misconceptions: numbered(card.misconceptions.iter().map(ScoreRow::misconception).map(in_take).collect()),
        telling: card.telling.as_ref().map(|telling| TellingSection {
            elements: numbered(telling.elements.iter().map(ScoreRow::element).collect()),
            heard: telling.elements.iter().filter(|e| !e.evidence.is_empty()).count(),
            against: numbered(telling.told_against().map(ScoreRow::against).collect()),
        }),
        story: card.story.as_ref().map(|story| StorySection {
            name: story.story.clone(),
            points: (1..).zip(&story.points).map(|(n, point)| story_row(n, point, anchor)).collect(),
            told: story.points.iter().filter(|p| p.met).count(),
        }),
        facts: words::facts(&card.delivery, usual_pace),
        structure: card.delivery.structure.clone(),
        advice: view.advice,
    })
}

fn keywords(card: &Scorecard) -> impl Iterator<Item = ScoreRow> {
    card.keywords.hit.iter().map(ScoreRow::hit).chain(card.keywords.missed.iter().map(ScoreRow::miss))
}

fn story_row(number: usize, point: &StoryPointScore, anchor: &str) -> StoryRow {
    StoryRow { part: point.part.section(), row: section(number, ScoreRow::story_point(point), anchor) }
}

fn section(number: usize, row: ScoreRow, anchor: &str) -> RowSection {
    RowSection {
        number,
        mark: mark_name(row.mark),
        sign: row.mark.sign(),
        rank: row.rank,
        text: row.text,
        why_wrong: row.why_wrong,
        lead: row.lead,
        evidence: row.evidence.iter().map(|e| link(e, anchor)).collect(),
        weight: row.weight,
        claim: row.claim.map(|claim| claim.to_string()),
    }
}

/// The name of a mark in templates and style sheet.
pub(super) fn mark_name(mark: RowMark) -> &'static str {
    match mark {
        RowMark::Said => "said",
        RowMark::Missed => "missed",
        RowMark::Contradicted => "contradicted",
    }
}

fn link(evidence: &Evidence, anchor: &str) -> EvidenceLink {
    EvidenceLink {
        text: evidence.text.clone(),
        start_s: evidence.start_s,
        how: evidence.how.as_str(),
        doubtful: evidence.is_doubtful(),
        anchor: format!("{anchor}w{}", evidence.first_word),
        word_count: evidence.word_count,
    }
}
