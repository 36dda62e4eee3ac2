//! What a report shows, as data for the templates: numbers rounded, evidence tied to words, everything in reading order.

use serde::Serialize;

use super::{
    card::{self, CardSection},
    compare::{self, Comparison},
    preparation::{self, PreparationSection},
    recording::{Recordings, ReportRecording},
    surroundings::ReportSurroundings,
    time::minute,
    timeline::{self, Timeline},
    words::{self, WordView},
};
use outloud_core::{
    estimate::{Estimated, gap_in_words},
    session::{Session, Take, last_takes},
};

/// A whole document.
#[derive(Debug, Serialize)]
pub(super) struct ReportView {
    pub title: String,
    pub version: &'static str,
    pub sessions: Vec<SessionSection>,
    /// Questions with several takes, take against take.
    pub comparisons: Vec<Comparison>,
    /// Mean score by session, oldest first; empty for fewer than two scored sessions.
    pub trend: Vec<TrendPoint>,
    /// Where the recordings are: "embed", "beside" or "none".
    pub sound: &'static str,
}

/// One session.
#[derive(Debug, Serialize)]
pub(super) struct SessionSection {
    /// Counts from 1 in the document.
    pub number: usize,
    pub id: String,
    pub kind: &'static str,
    /// "2026-11-21 09:30".
    pub date: String,
    /// The mean score of the last answer to each question, as the debrief has it.
    pub mean: Option<f64>,
    /// How far the candidate's own estimates were off, in words.
    pub estimates: Option<String>,
    pub strict: bool,
    pub seed: Option<u64>,
    pub takes: Vec<TakeView>,
}

/// One point of the trend.
#[derive(Debug, Serialize)]
pub(super) struct TrendPoint {
    pub label: String,
    pub score: f64,
    /// The date under the axis; empty where there is no room.
    pub tick: String,
    /// Where it stands in the chart, in percent of its width and height.
    pub x: f64,
    pub y: f64,
}

/// One take.
#[derive(Debug, Serialize)]
pub(super) struct TakeView {
    /// Unique in the document: `s1t2`.
    pub anchor: String,
    pub number: u32,
    pub date: String,
    pub bank: String,
    pub question: String,
    pub prompt: String,
    pub context: Option<String>,
    pub topic: String,
    pub kind: &'static str,
    pub level: &'static str,
    pub model_answer: String,
    pub pitfalls: Vec<String>,
    /// What the bank holds around the answer.
    pub preparation: Option<PreparationSection>,
    pub note: Option<String>,
    /// The `src` of the player.
    pub audio: Option<String>,
    pub model: Option<String>,
    pub text: String,
    /// What the recogniser wrote, if words were corrected since.
    pub heard: Option<String>,
    pub tokens: Vec<WordView>,
    pub timeline: Option<Timeline>,
    pub card: Option<CardSection>,
    /// Words a minute, no decimals.
    pub pace: Option<String>,
    /// Fillers a minute, one decimal.
    pub fillers: Option<String>,
    pub warnings: Vec<String>,
    pub dropped_frames: u64,
}

/// The report of `sessions`, oldest first, whatever their order here.
pub(super) fn report(
    sessions: &[Session],
    recordings: &Recordings,
    surroundings: ReportSurroundings<'_>,
) -> ReportView {
    let mut ordered: Vec<&Session> = sessions.iter().collect();
    ordered.sort_by(|a, b| (&a.started_at, &a.id).cmp(&(&b.started_at, &b.id)));
    let views: Vec<SessionSection> =
        ordered.iter().zip(1..).map(|(s, n)| session(s, n, recordings, surroundings)).collect();
    let title = match views.as_slice() {
        [one] => format!("Interview practice, {}", one.date),
        several => format!("Interview practice, {} sessions", several.len()),
    };
    let sound = match recordings.values().next() {
        Some(ReportRecording::Embedded(_)) => "embed",
        Some(ReportRecording::Beside(_)) => "beside",
        None => "none",
    };
    let (trend, comparisons) = (trend(&views), compare::takes(&ordered));
    ReportView { title, version: env!("CARGO_PKG_VERSION"), sessions: views, comparisons, trend, sound }
}

fn session(
    session: &Session,
    number: usize,
    recordings: &Recordings,
    surroundings: ReportSurroundings<'_>,
) -> SessionSection {
    let scores: Vec<f64> = last_takes(&session.takes).into_iter().filter_map(Take::final_score).collect();
    SessionSection {
        number,
        id: session.id.clone(),
        kind: session.kind.as_str(),
        date: minute(&session.started_at),
        mean: (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64),
        estimates: estimates(session),
        strict: session.round.as_ref().is_some_and(|r| r.strict),
        seed: session.round.as_ref().map(|r| r.seed),
        takes: session
            .takes
            .iter()
            .map(|t| take(t, &session.id, format!("s{number}t{}", t.number), recordings, surroundings))
            .collect(),
    }
}

fn estimates(session: &Session) -> Option<String> {
    let gaps: Vec<f64> = session.takes.iter().filter_map(Estimated::of).map(Estimated::gap).collect();
    let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
    (!gaps.is_empty()).then(|| format!("own estimates {} on average", gap_in_words(mean)))
}

/// What a player loads: nothing but letters, digits and the marks of a URL, whatever the names.
fn source(recording: &ReportRecording) -> String {
    use base64::Engine;
    match recording {
        ReportRecording::Beside(parts) => parts.iter().map(|p| url_escaped(p)).collect::<Vec<_>>().join("/"),
        ReportRecording::Embedded(wav) => {
            let mut uri = String::from("data:audio/wav;base64,");
            base64::engine::general_purpose::STANDARD.encode_string(wav, &mut uri);
            uri
        }
    }
}

fn url_escaped(name: &str) -> String {
    let keep = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    name.bytes().map(|b| if keep(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn take(
    take: &Take,
    session: &str,
    anchor: String,
    recordings: &Recordings,
    surroundings: ReportSurroundings<'_>,
) -> TakeView {
    let place = (session.to_owned(), take.number);
    let peaks = surroundings.peaks.and_then(|peaks| peaks.get(&place)).map_or(&[][..], Vec::as_slice);
    let question = &take.question;
    let delivery = take.scorecard.as_ref().map(|c| &c.delivery);
    TakeView {
        number: take.number,
        date: minute(&take.started_at),
        bank: take.bank.clone(),
        question: question.id.clone(),
        prompt: question.prompt.clone(),
        context: question.context.clone(),
        topic: question.topic.clone(),
        kind: question.kind.as_str(),
        level: question.level.as_str(),
        model_answer: question.model_answer.clone(),
        pitfalls: question.pitfalls.clone(),
        preparation: preparation::of(take, surroundings.banks),
        note: take.note.clone(),
        model: take.model.clone(),
        text: take.transcript.as_ref().map(|t| t.text.clone()).unwrap_or_default(),
        heard: take.heard.as_ref().map(|t| t.text.clone()),
        tokens: words::tokens(take),
        timeline: timeline::of(take, peaks),
        card: card::of(take, &anchor, surroundings.usual_words_per_minute),
        pace: delivery.and_then(|d| d.words_per_minute).map(|n| format!("{n:.0}")),
        fillers: delivery.and_then(|d| d.fillers_per_minute).map(|n| format!("{n:.1}")),
        warnings: take.sound.as_ref().map(|s| s.warnings.clone()).unwrap_or_default(),
        dropped_frames: take.sound.as_ref().map_or(0, |s| s.dropped_frames),
        anchor,
        audio: recordings.get(&place).map(source),
    }
}

fn trend(sessions: &[SessionSection]) -> Vec<TrendPoint> {
    let scored: Vec<(&SessionSection, f64)> = sessions.iter().filter_map(|s| Some((s, s.mean?))).collect();
    if scored.len() < 2 {
        return Vec::new();
    }
    let step = 88.0 / (scored.len() - 1) as f64;
    let point = |(i, (s, score)): (usize, &(&SessionSection, f64))| TrendPoint {
        label: s.date.clone(),
        tick: s.date.chars().take(if scored.len() <= 4 || i == 0 || i + 1 == scored.len() { 10 } else { 0 }).collect(),
        score: *score,
        x: 6.0 + step * i as f64,
        y: 90.0 - 0.76 * score,
    };
    scored.iter().enumerate().map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_fit_for_a_url() {
        assert_eq!(url_escaped("a b#c%-ä\".wav"), "a%20b%23c%25-%C3%A4%22.wav");
    }
}
