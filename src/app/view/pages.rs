//! The pages behind a scored answer.

use outloud_core::{
    scorecard::Scorecard,
    session::Take,
    view::{Document, DocumentRow, RowPart, ScoreRow, ScorecardView, Tone, count},
};
use outloud_engine::{Interview, TakeState};

/// The scorecard of the current take, or why there is none; `usual_pace`: the candidate's usual words a minute, if known.
#[must_use]
pub fn score_document(interview: &Interview, usual_pace: Option<f64>) -> Document {
    let Some(state) = interview.current_take() else { return Document::default() };
    let scored = ScorecardView::of(&state.take).zip(state.take.scorecard.as_ref());
    let Some((view, card)) = scored else { return no_score(state) };
    let earlier = interview.earlier_takes().filter_map(|t| t.take.final_score()).collect();
    ScorecardView { earlier, ..view.beside_usual_pace(card, usual_pace) }.document()
}

fn no_score(state: &TakeState) -> Document {
    let mut page = Document::default();
    page.line(Tone::Strong, "This answer has no score.");
    page.line(Tone::Warn, state.failed.as_deref().unwrap_or("It is still being transcribed."));
    if state.take.audio.is_some() {
        page.gap();
        page.line(Tone::Dim, "The recording is kept.");
    }
    page
}

/// Every hint of the current question.
#[must_use]
pub fn hints_document(interview: &Interview) -> Document {
    let mut page = Document::default();
    let hints = interview.current().map_or(&[][..], |a| &a.question.hints);
    if hints.is_empty() {
        page.line(Tone::Dim, "This question has no hints.");
    }
    for (n, hint) in hints.iter().enumerate() {
        let parts = vec![RowPart::Text(Tone::Accent, format!("{}  ", n + 1)), RowPart::Text(Tone::Text, hint.clone())];
        page.push(DocumentRow::of(parts, 3));
        page.gap();
    }
    page
}

/// The transcript and the model answer.
#[must_use]
pub fn model_document(interview: &Interview) -> Document {
    let mut page = Document::default();
    let words = interview.current_take().and_then(|t| t.take.transcript.as_ref()).filter(|t| !t.is_empty());
    page.heading("You said", "");
    match words {
        Some(transcript) => page.line(Tone::Text, &transcript.text),
        None => page.line(Tone::Dim, "No words were recognised."),
    }
    page.gap();
    page.heading("A model answer", "");
    if let Some(asked) = interview.current() {
        asked.question.model_answer.lines().for_each(|line| page.line(Tone::Text, line));
    }
    page
}

/// Why the question is asked, which points count, what to avoid.
#[must_use]
pub fn wanted_document(interview: &Interview) -> Document {
    let mut page = Document::default();
    let Some(asked) = interview.current() else { return page };
    if !asked.question.why_asked.is_empty() {
        page.heading("Why they ask", "");
        page.line(Tone::Text, &asked.question.why_asked);
        page.gap();
    }
    let take = interview.current_take().map(|t| &t.take);
    let scored = take.and_then(|take| Some((take, take.scorecard.as_ref()?)));
    match scored.filter(|(_, card)| !card.rubric.is_empty()) {
        Some((take, card)) => {
            let met = card.rubric.iter().filter(|p| p.met).count();
            page.heading("What they want to hear", &format!("{met} of {}", card.rubric.len()));
            let row = |point| ScoreRow::point(point).challenged_in(take).row();
            card.rubric.iter().for_each(|point| page.push(row(point)));
        }
        None if !asked.question.points.is_empty() => {
            page.heading("What they want to hear", "");
            for point in &asked.question.points {
                let parts = vec![
                    RowPart::Text(Tone::Dim, format!("{}  ", point.priority)),
                    RowPart::Text(Tone::Text, point.point.clone()),
                ];
                page.push(DocumentRow::of(parts, 3));
            }
        }
        None => {}
    }
    if !asked.question.pitfalls.is_empty() {
        page.gap();
        page.heading("Pitfalls", "");
        asked.question.pitfalls.iter().for_each(|pitfall| page.item((Tone::Warn, "· "), Tone::Text, pitfall));
    }
    if page.rows.is_empty() {
        page.line(Tone::Dim, "The bank does not say what the recruiter wants to hear.");
    }
    page
}

/// The follow-up question; `how` says how to be asked it.
#[must_use]
pub fn follow_up_document(interview: &Interview, how: Option<&str>) -> Document {
    let mut page = Document::default();
    let Some((_, follow_up)) = interview.follow_up() else {
        page.line(Tone::Dim, "You have been asked every follow-up of this question.");
        return page;
    };
    page.heading("The interviewer might go on", "");
    page.gap();
    page.line(Tone::Strong, &follow_up.prompt);
    page.gap();
    if let Some(missing) = follow_up.when_missing.as_ref().filter(|missing| left_out(interview, missing)) {
        page.line(Tone::Dim, format!("because you left out: {missing}"));
        page.gap();
    }
    if let Some(how) = how {
        page.line(Tone::Dim, how);
    }
    let others = interview.current().map_or(0, |a| a.question.follow_ups.len()).saturating_sub(1);
    if others > 0 {
        page.line(Tone::Dim, format!("The bank has {} to this question.", count(others, "other follow-up")));
    }
    page
}

fn left_out(interview: &Interview, what: &str) -> bool {
    let take: Option<&Take> = interview.current_take().map(|t| &t.take);
    let card: Option<&Scorecard> = take.and_then(|t| t.scorecard.as_ref());
    card.is_some_and(|card| {
        card.keywords.missed.iter().any(|k| k.term.eq_ignore_ascii_case(what))
            || card.rubric.iter().any(|p| !p.met && p.point.eq_ignore_ascii_case(what))
    })
}
