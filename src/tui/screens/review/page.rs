//! One take: its score, when each point was made, what was left out, the transcript.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::timeline::{TimelineView, bar_columns};
use crate::app::heard_again;
use crate::tui::{
    document::row_lines,
    screen::Context,
    screens::transcript::{covered, earned_words},
    text::flow,
    widgets::{Pane, Timeline, gauge, spark},
};
use outloud_core::{
    estimate::Estimated,
    scorecard::Scorecard,
    session::Take,
    view::{Document, DocumentRow, RowMark, ScoreRow},
};

/// Changes shown of those that another model made.
const CHANGES: usize = 6;
/// Scores shown of the takes of a question.
const HISTORY: usize = 8;

/// One take, and what the screen knows of it besides.
pub(super) struct TakePage<'a> {
    pub(super) take: &'a Take,
    /// The peaks of its recording, as far as they are known.
    pub(super) peaks: &'a [f32],
    /// The second that is being played.
    pub(super) now_s: Option<f64>,
    /// The word that is being played or chosen.
    pub(super) focus: Option<usize>,
    /// Whether only the words are shown.
    pub(super) only_words: bool,
    pub(super) correction: Correction,
}

/// What correcting words by hand changed.
pub(super) enum Correction {
    None,
    /// The take is being scored again.
    Scoring,
    Done {
        /// The score before the last correction.
        before: Option<f64>,
    },
}

impl TakePage<'_> {
    pub(super) fn draw(&self, pane: &mut Pane, cx: &Context<'_>) {
        let (take, columns) = (self.take, cx.columns());
        let Some(card) = &take.scorecard else {
            let text = "This take has no score. `outloud sessions rescore` scores it.";
            return pane.lines.extend(flow([(text, cx.theme.warn)], columns, 0));
        };
        match card.unheard() {
            Some(heard) => pane.lines.extend(flow([(heard.sentence().as_str(), cx.theme.strong)], columns, 0)),
            None => pane.push(headline(take, cx, columns)),
        }
        pane.lines.extend(Estimated::of(take).map(|estimated| Line::styled(estimated.to_string(), cx.theme.text)));
        for warning in take.sound.iter().flat_map(|s| &s.warnings) {
            pane.lines.extend(flow([("! ", cx.theme.warn), (warning.as_str(), cx.theme.warn)], columns, 2));
        }
        pane.lines.extend(again(take, cx, columns));
        pane.lines.extend(self.corrected(cx));
        pane.lines.extend(history(take, cx));
        pane.gap();
        let view = TimelineView { take, card, peaks: self.peaks, now_s: self.now_s };
        if let Some((picture, seconds)) = view.lines(cx, columns) {
            let duration_s = take.sound.as_ref().map_or(0.0, |s| s.duration_s);
            let lines = pane.lines.len()..pane.lines.len() + seconds;
            pane.timeline = Some(Timeline { lines, columns: bar_columns(columns), duration_s });
            pane.lines.extend(picture);
            pane.gap();
        }
        if self.only_words {
            return said(pane, take, card, cx, self.focus, columns);
        }
        for row in rows(take, card) {
            if !row.is_choice {
                pane.lines.extend(row_lines(&row, columns, cx.theme));
                continue;
            }
            let lines = row_lines(&row, columns, cx.theme);
            pane.stop(row.at_s, lines);
        }
        if let Some(note) = &take.note {
            pane.gap();
            for (n, line) in note.lines().enumerate() {
                let head = if n == 0 { "Your note: " } else { "  " };
                pane.lines.extend(flow([(head, cx.theme.heading), (line, cx.theme.text)], columns, 2));
            }
        }
        pane.gap();
        said(pane, take, card, cx, self.focus, columns);
    }

    fn corrected(&self, cx: &Context<'_>) -> Option<Line<'static>> {
        let before = match self.correction {
            Correction::None => return None,
            Correction::Scoring => return Some(Line::styled("Scoring again …", cx.theme.dim)),
            Correction::Done { before } => before,
        };
        let change = before.zip(self.take.final_score()).map(|(before, now)| now - before);
        let text = change.map_or_else(String::new, |change| format!(": {change:+.0}"));
        let style = if change.is_some_and(|c| c < 0.0) { cx.theme.bad } else { cx.theme.dim };
        Some(Line::styled(format!("Words were corrected by hand{text}"), style))
    }
}

/// What another model changed when it heard the take again.
fn again(take: &Take, cx: &Context<'_>, columns: usize) -> Vec<Line<'static>> {
    let Some(told) = heard_again(take) else { return Vec::new() };
    let sentence = format!("Heard again with {}: {}", told.model_name(), told.figures());
    let mut lines = flow([(sentence.as_str(), cx.theme.dim)], columns, 0);
    let changes = told.changes.iter().take(CHANGES).map(|c| format!("“{}” → “{}”", c.before, c.after));
    let changes = changes.collect::<Vec<_>>().join("   ");
    lines.extend(flow([(changes.as_str(), cx.theme.dim)], columns, 2));
    lines
}

/// Why no score is shown, with the stretches to listen to, then the verdicts. Of an answer that was not heard well enough nobody knows
/// what it left out.
pub(super) fn rows(take: &Take, card: &Scorecard) -> Vec<DocumentRow> {
    let mut page = Document::default();
    if let Some(heard) = card.unheard() {
        heard.rows(&mut page, card.delivery.duration_s);
        page.rows.remove(0);
        page.gap();
    }
    page.rows.extend(verdict_rows(take, card));
    page.rows
}

/// The verdicts of a take: what was said in the order in which it landed, then what speaks against it, then what was left out,
/// the weightiest first.
fn verdict_rows(take: &Take, card: &Scorecard) -> Vec<DocumentRow> {
    let points = card.rubric.iter().map(ScoreRow::point);
    let hit = card.keywords.hit.iter().map(ScoreRow::hit);
    let missed = card.keywords.missed.iter().map(ScoreRow::miss);
    let beliefs = card.misconceptions.iter().map(ScoreRow::misconception);
    let mut rows: Vec<ScoreRow> = points.chain(hit).chain(missed).chain(beliefs).collect();
    rows.retain(|row| row.mark != RowMark::Missed || card.unheard().is_none());
    let weight = |row: &ScoreRow| match row.rank {
        Some("must") => 4,
        Some("should") => 2,
        Some(_) => 0,
        None => row.weight.unwrap_or_default(),
    };
    rows.sort_by_key(|row| match row.mark {
        RowMark::Said => (0, row.evidence.first().map_or(0, |e| e.first_word), 0),
        RowMark::Contradicted => (1, row.evidence.first().map_or(0, |e| e.first_word), 0),
        RowMark::Missed => (2, 0, u8::MAX - weight(row)),
    });
    rows.into_iter().map(|row| row.challenged_in(take).row()).collect()
}

fn said(pane: &mut Pane, take: &Take, card: &Scorecard, cx: &Context<'_>, focus: Option<usize>, columns: usize) {
    pane.push(Line::styled("What you said", cx.theme.heading));
    let lines = words(take, card, cx, focus, columns);
    let at = lines.iter().position(|l| l.spans.iter().any(|s| s.style == cx.theme.chosen));
    pane.mark = at.filter(|_| focus.is_some()).map(|at| pane.lines.len() + at);
    pane.words = pane.lines.len()..pane.lines.len() + lines.len();
    pane.lines.extend(lines);
}

fn headline(take: &Take, cx: &Context<'_>, columns: usize) -> Line<'static> {
    let score = take.final_score().unwrap_or(0.0);
    let mut line = vec![Span::styled(format!("{score:.0}"), cx.theme.strong), Span::styled(" of 100  ", cx.theme.dim)];
    let pace = take.scorecard.as_ref().and_then(|card| card.delivery.words_per_minute).map(|pace| {
        let usual = cx.library.and_then(|library| library.habits.usual_words_per_minute);
        let usual = usual.map_or_else(String::new, |usual| format!(" (usual {usual:.0})"));
        Span::styled(format!("  {pace:.0} words/min{usual}"), cx.theme.dim)
    });
    let others: usize = line.iter().chain(&pace).map(Span::width).sum();
    line.extend(gauge(score / 100.0, columns.saturating_sub(others).min(30), cx.theme.accent, cx.theme.dim));
    line.extend(pace);
    Line::from(line)
}

/// The scores of every take of this question, oldest first, where there are several.
fn history(take: &Take, cx: &Context<'_>) -> Option<Line<'static>> {
    let standing = cx.library?.review_state(&take.bank, &take.question.id).filter(|s| s.scores.len() > 1)?;
    let last: Vec<String> = standing.scores.iter().rev().take(HISTORY).rev().map(|s| format!("{s:.0}")).collect();
    Some(Line::from(vec![
        Span::styled("All takes  ", cx.theme.dim),
        Span::styled(spark(&standing.scores, 0.0, 100.0, HISTORY), cx.theme.accent),
        Span::styled(format!("  {}", last.join(" → ")), cx.theme.dim),
    ]))
}

/// The transcript: what earned something underlined, fillers marked, the word in focus standing out.
pub(super) fn words(
    take: &Take,
    card: &Scorecard,
    cx: &Context<'_>,
    focus: Option<usize>,
    columns: usize,
) -> Vec<Line<'static>> {
    let Some(transcript) = &take.transcript else { return Vec::new() };
    let earned = earned_words(Some(card), transcript.words.len());
    let marks = card.delivery.filler_marks.iter().map(|m| (m.first_word, m.word_count));
    let filler = covered(marks, transcript.words.len());
    let mut pieces: Vec<(String, Style)> = Vec::new();
    for (n, word) in transcript.words.iter().enumerate() {
        let style = match () {
            () if focus == Some(n) => cx.theme.chosen,
            () if earned[n] => cx.theme.good.patch(Style::new().underlined()),
            () if filler[n] => cx.theme.warn,
            () => cx.theme.text,
        };
        pieces.push((if filler[n] { format!("~{}~", word.text) } else { word.text.clone() }, style));
        pieces.push((" ".to_owned(), cx.theme.text));
    }
    flow(pieces.iter().map(|(t, s)| (t.as_str(), *s)), columns, 0)
}
