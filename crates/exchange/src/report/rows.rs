//! Sessions as flat tables: a row per take, per point, per false belief, per word. CSV and Parquet are made of these.

use serde::Serialize;

use outloud_core::{
    challenge::{Judged, JudgedKind},
    scorecard::{Evidence, MisconceptionHeard, Scorecard, Verdict},
    session::{Session, Take},
};

/// One take.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TakeRow {
    /// Who answered, as `--candidate` says; null without it.
    pub candidate: Option<String>,
    /// The session's id.
    pub session: String,
    /// practice, mock, drill or demo.
    pub session_kind: &'static str,
    /// The take's number in its session.
    pub take: u32,
    /// When the recording began, RFC 3339 with offset.
    pub started_at: String,
    /// The bank's id.
    pub bank: String,
    /// The question's id.
    pub question: String,
    /// definition, scenario, technical, experience, behavioural or direct.
    pub kind: &'static str,
    /// The subject.
    pub topic: String,
    /// entry, mid or senior.
    pub level: &'static str,
    /// What was asked.
    pub prompt: String,
    /// 0..=100; null until it is scored, like everything below that comes from the card.
    pub score: Option<f64>,
    /// The score less what the hints cost, 0..=100.
    pub score_after_hints: Option<f64>,
    /// Hints seen before the answer.
    pub hints_seen: u32,
    /// The candidate's own estimate before the score was shown, 0..=100; null without one.
    pub estimate: Option<u32>,
    /// Whether the answer was heard well enough for a score to be shown; null in cards of older versions.
    pub heard_enough: Option<bool>,
    /// Points of the score that rest on doubtful words.
    pub doubtful: Option<f64>,
    /// Weighted share of the keywords that were said, 0..=1.
    pub keyword_coverage: Option<f64>,
    /// Keywords said.
    pub keywords_hit: Option<u32>,
    /// Keywords not said.
    pub keywords_missed: Option<u32>,
    /// Rubric points met.
    pub points_met: Option<u32>,
    /// Rubric points in all.
    pub points: Option<u32>,
    /// Rubric points contradicted.
    pub points_contradicted: Option<u32>,
    /// False beliefs told.
    pub misconceptions: Option<u32>,
    /// Words said.
    pub words: Option<u32>,
    /// Length of the take in seconds.
    pub duration_s: Option<f64>,
    /// Pace.
    pub words_per_minute: Option<f64>,
    /// Fillers heard: a lower bound.
    pub fillers: Option<u32>,
    /// Fillers per minute.
    pub fillers_per_minute: Option<f64>,
    /// Voiced stretches without words.
    pub hesitations: Option<u32>,
    /// The longest silence in seconds.
    pub longest_pause_s: Option<f64>,
    /// Silence before the first word in seconds.
    pub time_to_first_word_s: Option<f64>,
    /// The recogniser's model; null for typed answers.
    pub model: Option<String>,
    /// The scorer's version.
    pub scorer_version: Option<u32>,
    /// Frames the microphone lost.
    pub dropped_frames: Option<u64>,
    /// The candidate's note.
    pub note: Option<String>,
    /// What was said.
    pub transcript: Option<String>,
}

/// One keyword or rubric point of a take.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PointRow {
    /// As in [`TakeRow`].
    pub candidate: Option<String>,
    /// As in [`TakeRow`].
    pub session: String,
    /// As in [`TakeRow`].
    pub take: u32,
    /// As in [`TakeRow`].
    pub started_at: String,
    /// As in [`TakeRow`].
    pub question: String,
    /// As in [`TakeRow`].
    pub topic: String,
    /// keyword or rubric.
    pub point_kind: &'static str,
    /// The term or the point.
    pub point: String,
    /// 1..=3, keywords only.
    pub weight: Option<u32>,
    /// must, should or bonus, rubric only.
    pub priority: Option<&'static str>,
    /// Whether the answer made it.
    pub met: bool,
    /// met, missed or contradicted.
    pub verdict: &'static str,
    /// What the candidate says against the verdict: `said` or `not_said`; null if nothing.
    pub challenge: Option<&'static str>,
    /// The words that earned it; the first of them if several did.
    pub evidence: Option<String>,
    /// Their start in seconds; null for typed answers.
    pub start_s: Option<f64>,
    /// Their end in seconds.
    pub end_s: Option<f64>,
    /// exact, stem, alias, joined, fuzzy or sound.
    pub how: Option<&'static str>,
    /// 0..=1.
    pub confidence: Option<f64>,
    /// The rival of which a contradicted point was said: the counter's behaviour of the "gauge".
    pub said_of: Option<String>,
    /// The words that contradict the point.
    pub contradiction: Option<String>,
    /// Their start in seconds; null for typed answers.
    pub contradiction_start_s: Option<f64>,
}

/// One false belief that a take tells.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MisconceptionRow {
    /// As in [`TakeRow`].
    pub candidate: Option<String>,
    /// As in [`TakeRow`].
    pub session: String,
    /// As in [`TakeRow`].
    pub take: u32,
    /// As in [`TakeRow`].
    pub started_at: String,
    /// As in [`TakeRow`].
    pub question: String,
    /// As in [`TakeRow`].
    pub topic: String,
    /// The belief.
    pub belief: String,
    /// Why it is false.
    pub why_wrong: String,
    /// `not_said` if the candidate says so.
    pub challenge: Option<&'static str>,
    /// The words that tell it.
    pub evidence: String,
    /// Their start in seconds; null for typed answers.
    pub start_s: Option<f64>,
    /// Their end in seconds.
    pub end_s: Option<f64>,
    /// 0..=1.
    pub confidence: f64,
}

/// One word of a take.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WordRow {
    /// As in [`TakeRow`].
    pub candidate: Option<String>,
    /// As in [`TakeRow`].
    pub session: String,
    /// As in [`TakeRow`].
    pub take: u32,
    /// Counts from 0 within the take.
    pub position: u32,
    /// The word with its punctuation.
    pub text: String,
    /// Seconds from the start of the take; null for typed answers.
    pub start_s: Option<f64>,
    /// Seconds from the start of the take.
    pub end_s: Option<f64>,
    /// The recogniser's, 0..=1.
    pub probability: Option<f64>,
}

/// Counts do not come near this; a session that says so is not believed further.
fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn contradicted(card: &Scorecard) -> usize {
    card.rubric.iter().filter(|p| p.verdict == Verdict::Contradicted).count()
}

/// A row for every take of `session`.
#[must_use]
pub fn takes(session: &Session, candidate: Option<&str>) -> Vec<TakeRow> {
    session.takes.iter().map(|take| take_row(session, take, candidate)).collect()
}

fn take_row(session: &Session, take: &Take, candidate: Option<&str>) -> TakeRow {
    let (question, card) = (&take.question, take.scorecard.as_ref());
    let delivery = card.map(|c| &c.delivery);
    TakeRow {
        candidate: candidate.map(str::to_owned),
        session: session.id.clone(),
        session_kind: session.kind.as_str(),
        take: take.number,
        started_at: take.started_at.clone(),
        bank: take.bank.clone(),
        question: question.id.clone(),
        kind: question.kind.as_str(),
        topic: question.topic.clone(),
        level: question.level.as_str(),
        prompt: question.prompt.clone(),
        score: card.map(|c| c.score),
        score_after_hints: take.final_score(),
        hints_seen: take.hints_seen,
        estimate: take.estimate.map(u32::from),
        heard_enough: card.and_then(|c| c.heard.as_ref()).map(|heard| heard.enough),
        doubtful: card.map(|c| c.doubtful),
        keyword_coverage: card.map(|c| c.keywords.coverage),
        keywords_hit: card.map(|c| count(c.keywords.hit.len())),
        keywords_missed: card.map(|c| count(c.keywords.missed.len())),
        points_met: card.map(|c| count(c.rubric.iter().filter(|p| p.met).count())),
        points: card.map(|c| count(c.rubric.len())),
        points_contradicted: card.map(|c| count(contradicted(c))),
        misconceptions: card.map(|c| count(c.misconceptions.len())),
        words: delivery.map(|d| count(d.words)),
        duration_s: take.sound.as_ref().map(|s| s.duration_s),
        words_per_minute: delivery.and_then(|d| d.words_per_minute),
        fillers: delivery.map(|d| count(d.fillers.values().sum())),
        fillers_per_minute: delivery.and_then(|d| d.fillers_per_minute),
        hesitations: delivery.map(|d| count(d.hesitations)),
        longest_pause_s: delivery.and_then(|d| d.longest_pause_s),
        time_to_first_word_s: delivery.and_then(|d| d.time_to_first_word_s),
        model: take.model.clone(),
        scorer_version: card.map(|c| c.scorer_version),
        dropped_frames: take.sound.as_ref().map(|s| s.dropped_frames),
        note: take.note.clone(),
        transcript: take.transcript.as_ref().map(|t| t.text.clone()),
    }
}

/// A row for every keyword and rubric point of every scored take of `session`.
#[must_use]
pub fn points(session: &Session, candidate: Option<&str>) -> Vec<PointRow> {
    let mut rows = Vec::new();
    for take in &session.takes {
        let Some(card) = &take.scorecard else { continue };
        let keyword = |term: &str, weight: u8, evidence: Option<&Evidence>| PointRow {
            weight: Some(u32::from(weight)),
            ..point_row(session, take, candidate, term, evidence)
        };
        rows.extend(card.keywords.hit.iter().map(|h| keyword(&h.term, h.weight, Some(&h.evidence))));
        rows.extend(card.keywords.missed.iter().map(|m| keyword(&m.term, m.weight, None)));
        rows.extend(card.rubric.iter().map(|p| {
            let against = p.contradiction.as_ref().filter(|_| p.verdict == Verdict::Contradicted);
            PointRow {
                point_kind: "rubric",
                priority: Some(p.priority.as_str()),
                met: p.met,
                verdict: p.verdict.as_str(),
                challenge: claim(take, JudgedKind::Point, &p.point, p.verdict),
                said_of: against.and_then(|c| c.said_of.clone()),
                contradiction: against.map(|c| c.evidence.text.clone()),
                contradiction_start_s: against.and_then(|c| c.evidence.start_s),
                ..point_row(session, take, candidate, &p.point, p.evidence.first())
            }
        }));
    }
    rows
}

/// What the candidate says against a verdict.
fn claim(take: &Take, kind: JudgedKind, name: &str, verdict: Verdict) -> Option<&'static str> {
    take.challenge_of(&Judged::new(kind, name), verdict).map(|challenge| challenge.claim().as_str())
}

/// The row of a keyword, said if there is evidence.
fn point_row(
    session: &Session,
    take: &Take,
    candidate: Option<&str>,
    point: &str,
    evidence: Option<&Evidence>,
) -> PointRow {
    let verdict = if evidence.is_some() { Verdict::Met } else { Verdict::Missed };
    PointRow {
        candidate: candidate.map(str::to_owned),
        session: session.id.clone(),
        take: take.number,
        started_at: take.started_at.clone(),
        question: take.question.id.clone(),
        topic: take.question.topic.clone(),
        point_kind: "keyword",
        point: point.to_owned(),
        weight: None,
        priority: None,
        met: evidence.is_some(),
        verdict: verdict.as_str(),
        challenge: claim(take, JudgedKind::Keyword, point, verdict),
        evidence: evidence.map(|e| e.text.clone()),
        start_s: evidence.and_then(|e| e.start_s),
        end_s: evidence.and_then(|e| e.end_s),
        how: evidence.map(|e| e.how.as_str()),
        confidence: evidence.map(|e| e.confidence),
        said_of: None,
        contradiction: None,
        contradiction_start_s: None,
    }
}

/// A row for every false belief that the takes of `session` tell.
#[must_use]
pub fn misconceptions(session: &Session, candidate: Option<&str>) -> Vec<MisconceptionRow> {
    let told = |take: &Take, heard: &MisconceptionHeard| MisconceptionRow {
        candidate: candidate.map(str::to_owned),
        session: session.id.clone(),
        take: take.number,
        started_at: take.started_at.clone(),
        question: take.question.id.clone(),
        topic: take.question.topic.clone(),
        belief: heard.belief.clone(),
        why_wrong: heard.why_wrong.clone(),
        challenge: claim(take, JudgedKind::Misconception, &heard.belief, Verdict::Contradicted),
        evidence: heard.evidence.text.clone(),
        start_s: heard.evidence.start_s,
        end_s: heard.evidence.end_s,
        confidence: heard.evidence.confidence,
    };
    let takes = session.takes.iter().filter_map(|take| Some((take, take.scorecard.as_ref()?)));
    takes.flat_map(|(take, card)| card.misconceptions.iter().map(move |heard| told(take, heard))).collect()
}

/// A row for every word of every take of `session`.
#[must_use]
pub fn words(session: &Session, candidate: Option<&str>) -> Vec<WordRow> {
    let mut rows = Vec::new();
    for take in &session.takes {
        let words = take.transcript.iter().flat_map(|t| t.words.iter().enumerate());
        rows.extend(words.map(|(position, w)| WordRow {
            candidate: candidate.map(str::to_owned),
            session: session.id.clone(),
            take: take.number,
            position: count(position),
            text: w.text.clone(),
            start_s: w.start_s,
            end_s: w.end_s,
            probability: w.probability,
        }));
    }
    rows
}
