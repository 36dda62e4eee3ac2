//! Looking back at a session.

use outloud_core::view::{Document, DocumentRow, RowPart, Tone, clock, count};
use outloud_engine::{AnswerLine, Debrief, Interview, TakeState, debrief};

/// What the session came to. `again`: how far transcribing it again is, or what that came to.
#[must_use]
pub fn debrief_document(interview: &Interview, again: Option<&str>) -> Document {
    let takes = interview.takes();
    let figures = debrief(takes.iter().map(|t| &t.take));
    let mut page = Document::default();
    if takes.is_empty() {
        page.line(Tone::Strong, "Nothing was answered.");
        page.line(Tone::Dim, "No session is stored.");
        return page;
    }
    closing(&mut page, interview);
    let pending = takes.iter().filter(|t| t.pending()).count();
    overall(&mut page, &figures, pending == 0 && takes.iter().any(is_unheard));
    if pending > 0 {
        page.line(Tone::Warn, format!("{} still being transcribed …", count(pending, "answer")));
    }
    if let Some(line) = again {
        page.line(Tone::Dim, line.to_owned());
    }
    answers(&mut page, &figures, takes);
    by_topic(&mut page, &figures);
    delivery(&mut page, &figures);
    drill_tips(&mut page, &figures);
    page
}

/// The interviewer's last words, and what the candidate wanted to ask.
fn closing(page: &mut Document, interview: &Interview) {
    let Some(words) = interview.closing() else { return };
    page.line(Tone::Strong, words.to_owned());
    for question in interview.questions_to_ask() {
        page.line(Tone::Text, format!("- {question}"));
    }
    page.gap();
}

/// Whether a take has no score because it was not heard well enough.
fn is_unheard(state: &TakeState) -> bool {
    state.take.scorecard.as_ref().is_some_and(|card| card.unheard().is_some())
}

/// `unheard`: whether nothing is waited for, and answers were not heard well enough.
fn overall(page: &mut Document, figures: &Debrief, unheard: bool) {
    let Some(overall) = figures.overall else {
        let why = if unheard { "No answer was heard well enough for a score." } else { "No answer is scored yet." };
        return page.line(Tone::Strong, why);
    };
    let parts = vec![
        RowPart::Text(Tone::Strong, format!("{overall:.0}")),
        RowPart::Text(Tone::Dim, " of 100\u{a0} ".to_owned()),
        RowPart::Gauge(overall / 100.0, 40),
    ];
    page.push(DocumentRow::of(parts, 0));
    let mut facts = vec![count(figures.answers.len(), "answer")];
    facts.extend(figures.words_per_minute.map(|w| format!("{w:.0} words a minute")));
    facts.extend(figures.fillers_per_minute.map(|f| format!("{f:.1} fillers a minute")));
    page.line(Tone::Dim, facts.join(" · "));
    figures.calibration.iter().for_each(|calibration| page.line(Tone::Text, calibration.sentence()));
}

fn answers(page: &mut Document, figures: &Debrief, takes: &[TakeState]) {
    page.gap();
    page.heading("Answers", "");
    for (n, answer) in figures.answers.iter().enumerate() {
        let take = takes.iter().find(|t| t.take.number == answer.take);
        let (tone, sign) = match n {
            n if figures.strongest == Some(n) => (Tone::Good, "  strongest"),
            n if figures.weakest == Some(n) => (Tone::Bad, "  weakest"),
            _ if take.is_some_and(is_unheard) => (Tone::Warn, "  not heard"),
            _ if take.is_some_and(|t| t.failed.is_some()) => (Tone::Warn, "  not scored"),
            _ => (Tone::Text, ""),
        };
        let score = answer.score.map_or_else(|| "–".to_owned(), |s| format!("{s:.0}"));
        let parts = vec![
            RowPart::Text(Tone::Strong, format!("{score:>3}  ")),
            RowPart::Gauge(answer.score.unwrap_or(0.0) / 100.0, 8),
            RowPart::Cut(Tone::Text, format!("  {}", answer.prompt)),
            RowPart::Text(tone, sign.to_owned()),
        ];
        page.push(DocumentRow { is_choice: true, ..DocumentRow::of(parts, 5) });
    }
}

fn by_topic(page: &mut Document, figures: &Debrief) {
    if figures.topics.len() < 2 {
        return;
    }
    page.gap();
    page.heading("By topic", "");
    for (topic, mean, answers) in &figures.topics {
        let parts = vec![
            RowPart::Text(Tone::Strong, format!("{mean:>3.0}  ")),
            RowPart::Gauge(mean / 100.0, 8),
            RowPart::Cut(Tone::Dim, format!("  {topic}")),
            RowPart::Text(Tone::Dim, format!("  {}", count(*answers, "answer"))),
        ];
        page.push(DocumentRow::of(parts, 5));
    }
}

/// Pace, fillers and pauses answer by answer, so that a drift over the round is seen.
fn delivery(page: &mut Document, figures: &Debrief) {
    if figures.answers.iter().all(|a| a.duration_s.is_none()) {
        return;
    }
    page.gap();
    page.heading("Delivery", "");
    page.line(Tone::Dim, fixed("  #  length  words/min  fillers/min  longest pause"));
    for (n, answer) in figures.answers.iter().enumerate() {
        let AnswerLine { words_per_minute, fillers_per_minute, longest_pause_s, duration_s, .. } = answer;
        let length = duration_s.map_or_else(|| "–".to_owned(), clock);
        let pause = longest_pause_s.map_or_else(|| "–".to_owned(), |p| format!("{p:.1} s"));
        let (pace, fillers) = (figure(*words_per_minute, 0), figure(*fillers_per_minute, 1));
        let row = format!("{:>3}  {length:>6}  {pace:>9}  {fillers:>11}  {pause:>13}", n + 1);
        page.line(Tone::Text, fixed(&row));
    }
}

fn figure(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |v| format!("{v:.digits$}"))
}

/// A row of a table, whose spaces stay.
fn fixed(row: &str) -> String {
    row.replace(' ', "\u{a0}")
}

fn drill_tips(page: &mut Document, figures: &Debrief) {
    if figures.drill.is_empty() {
        return;
    }
    page.gap();
    page.heading("What to drill next", "");
    for tip in &figures.drill {
        page.item((Tone::Accent, "→ "), Tone::Text, &tip.prompt);
        page.push(DocumentRow::of(
            vec![RowPart::Text(Tone::Dim, format!("\u{a0}\u{a0}left out: {}", tip.missed.join("; ")))],
            2,
        ));
    }
}
