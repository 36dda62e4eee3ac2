//! One past session: each take with its timeline, its words and what they earned; take against take.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::Widget,
};

use super::{Context, Next, sessions::when};
use crate::{
    domain::{
        scorecard::{Evidence, Scorecard},
        session::{Session, Take},
    },
    tui::{
        keys::Action,
        screens::sitting::{beside, earned_words},
        text::{clock, fit, flow, wrap},
        widgets::{Pane, Scroll, gauge},
    },
};

/// The page.
#[derive(Debug, Clone)]
pub struct SessionPage {
    session: Session,
    at: usize,
    scroll: Scroll,
    compare: bool,
    /// Whether deleting the recordings was asked for once.
    deleting: bool,
}

impl SessionPage {
    /// The first take of this session.
    #[must_use]
    pub fn new(session: Session) -> Self {
        Self { session, at: 0, scroll: Scroll::default(), compare: false, deleting: false }
    }

    fn take(&self) -> Option<&Take> {
        self.session.takes.get(self.at)
    }

    /// The answer to the same question before this one: in this session, else in an older one.
    fn earlier<'a>(&'a self, cx: &Context<'a>) -> Option<&'a Take> {
        let take = self.take()?;
        let same = |t: &&Take| t.bank == take.bank && t.question.id == take.question.id && t.scorecard.is_some();
        let here = self.session.takes[..self.at].iter().rev().find(same);
        let older = || {
            let sessions = cx.library.map_or(&[][..], |l| &l.sessions);
            let before = sessions.iter().skip_while(|s| s.started_at >= self.session.started_at);
            before.flat_map(|s| s.takes.iter().rev()).find(same)
        };
        here.or_else(older)
    }

    /// What `action` does here.
    pub fn word(&self, action: Action, cx: &Context<'_>) -> Option<&'static str> {
        let recorded = self.take().is_some_and(|t| t.audio.is_some());
        let any = self.session.takes.iter().any(|t| t.audio.is_some());
        match action {
            Action::Left | Action::Right => (self.session.takes.len() > 1).then_some("other take"),
            Action::Up | Action::Down => Some("choose"),
            Action::PageUp | Action::PageDown | Action::Top | Action::Bottom => Some("scroll"),
            Action::Play => (recorded && cx.can_play).then_some("play"),
            Action::Compare if self.compare => Some("this take"),
            Action::Compare => self.earlier(cx).map(|_| "against the last"),
            Action::Delete if self.deleting => Some("really delete"),
            Action::Delete => any.then_some("delete audio"),
            _ => None,
        }
    }

    /// Does it.
    pub fn act(&mut self, action: Action, cx: &Context<'_>, columns: usize, rows: usize) -> Next {
        let deleting = std::mem::take(&mut self.deleting);
        let step = |n: usize| isize::try_from(n.max(2) - 1).unwrap_or(1);
        match action {
            Action::Left | Action::Right => {
                let last = self.session.takes.len().saturating_sub(1);
                let next = if action == Action::Right { self.at + 1 } else { self.at.saturating_sub(1) };
                (self.at, self.scroll) = (next.min(last), Scroll::default());
            }
            Action::Compare => (self.compare, self.scroll) = (!self.compare, Scroll::default()),
            Action::Delete if !deleting => self.deleting = true,
            Action::Delete => {
                self.session.takes.iter_mut().for_each(|t| t.audio = None);
                return Next::DeleteAudio(self.session.id.clone());
            }
            Action::Play => {
                let Some(take) = self.take() else { return Next::Stay };
                let from_s = self.pane(cx, columns).chosen_s(self.scroll).unwrap_or(0.0);
                return Next::Play { session: self.session.id.clone(), take: take.number, from_s };
            }
            Action::Up => self.scroll.step(-1, &self.pane(cx, columns), rows),
            Action::Down => self.scroll.step(1, &self.pane(cx, columns), rows),
            Action::PageUp => self.scroll.scroll(-step(rows), &self.pane(cx, columns), rows),
            Action::PageDown => self.scroll.scroll(step(rows), &self.pane(cx, columns), rows),
            Action::Top => self.scroll = Scroll::default(),
            _ => self.scroll.scroll(isize::MAX / 2, &self.pane(cx, columns), rows),
        }
        Next::Stay
    }

    /// Draws it.
    pub fn draw(&self, cx: &Context<'_>, area: Rect, buf: &mut Buffer) {
        let pane = self.pane(cx, area.width.into());
        if pane.lines.is_empty() {
            return Line::styled("This session has no answer.", cx.theme.dim).render(area, buf);
        }
        pane.draw(self.scroll, area, cx.theme, buf);
    }

    fn pane(&self, cx: &Context<'_>, columns: usize) -> Pane {
        let mut pane = Pane::default();
        let Some(take) = self.take() else { return pane };
        let place = format!(
            "{}  {}   take {} of {}",
            when(&self.session),
            self.session.kind,
            self.at + 1,
            self.session.takes.len()
        );
        pane.push(Line::styled(fit(&place, columns), cx.theme.dim));
        pane.lines.extend(wrap(&take.question.prompt, columns, cx.theme.strong));
        pane.gap();
        match (self.compare, self.earlier(cx)) {
            (true, Some(before)) => compare(&mut pane, before, take, cx, columns),
            _ => one(&mut pane, take, cx, columns),
        }
        pane
    }
}

fn one(pane: &mut Pane, take: &Take, cx: &Context<'_>, columns: usize) {
    let Some(card) = &take.scorecard else {
        return pane
            .push(Line::styled("This take has no score. `outloud sessions rescore` tries again.", cx.theme.warn));
    };
    pane.push(headline(take, cx, columns));
    pane.gap();
    if let Some(bars) = timeline(take, card, cx, columns) {
        pane.lines.extend(bars);
        pane.gap();
    }
    for (what, evidence, style) in landed(card, cx) {
        let when = evidence.start_s.map_or_else(|| "  – ".to_owned(), |s| format!("{:>5}", clock(s)));
        let pieces = [
            (when.replace(' ', "\u{a0}"), cx.theme.dim),
            (format!("\u{a0}\u{a0}{what}"), style),
            (format!("\u{a0} “{}”", evidence.text), cx.theme.dim),
        ];
        pane.stop(evidence.start_s, flow(pieces.iter().map(|(t, s)| (t.as_str(), *s)), columns, 7));
    }
    let missed = crate::engine::missed(take, usize::MAX);
    if !missed.is_empty() {
        pane.gap();
        let text = missed.join("; ");
        pane.lines.extend(flow([("✗ Left out: ", cx.theme.bad), (text.as_str(), cx.theme.text)], columns, 2));
    }
    if let Some(note) = &take.note {
        pane.gap();
        pane.lines.extend(flow([("Note to self: ", cx.theme.heading), (note.as_str(), cx.theme.text)], columns, 2));
    }
    pane.gap();
    pane.push(Line::styled("What you said", cx.theme.heading));
    pane.lines.extend(words(take, card, cx, columns));
}

fn headline(take: &Take, cx: &Context<'_>, columns: usize) -> Line<'static> {
    let score = take.score_after_hints().unwrap_or(0.0);
    let mut line = vec![Span::styled(format!("{score:.0}"), cx.theme.strong), Span::styled(" of 100  ", cx.theme.dim)];
    line.extend(gauge(score / 100.0, columns.saturating_sub(13).min(30), cx.theme.accent, cx.theme.dim));
    let d = take.scorecard.as_ref().map(|c| &c.delivery);
    if let Some(pace) = d.and_then(|d| d.words_per_minute) {
        line.push(Span::styled(format!("  {pace:.0} words/min"), cx.theme.dim));
    }
    Line::from(line)
}

/// What was said when, in the order in which it landed.
fn landed<'a>(card: &'a Scorecard, cx: &Context<'_>) -> Vec<(&'a str, &'a Evidence, Style)> {
    let terms = card.keywords.hit.iter().map(|k| (k.term.as_str(), &k.evidence, cx.theme.text));
    let points = card.rubric.iter().filter_map(|p| Some((p.point.as_str(), p.evidence.first()?, cx.theme.good)));
    let mut landed: Vec<_> = terms.chain(points).collect();
    landed.sort_by_key(|(_, e, _)| e.first_word);
    landed
}

/// Speech and silence over the time of the take, and under it where something landed and which part of a story it was.
fn timeline(take: &Take, card: &Scorecard, cx: &Context<'_>, columns: usize) -> Option<Vec<Line<'static>>> {
    let sound = take.sound.as_ref().filter(|s| s.duration_s > 0.0)?;
    let columns = columns.saturating_sub(6).min(80);
    let cell_s = sound.duration_s / columns as f64;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the bar
    let cell = |s: f64| ((s / cell_s).max(0.0) as usize).min(columns.saturating_sub(1));
    let spoken = |c: usize| {
        let (from, to) = (c as f64 * cell_s, (c + 1) as f64 * cell_s);
        sound.speech.iter().any(|s| s.start_s < to && s.end_s > from)
    };
    let mut marks = vec![' '; columns];
    landed(card, cx).iter().filter_map(|(_, e, _)| e.start_s).for_each(|s| marks[cell(s)] = '▲');
    card.delivery.filler_marks.iter().filter_map(|m| m.start_s).for_each(|s| {
        if marks[cell(s)] == ' ' {
            marks[cell(s)] = '~';
        }
    });
    let bar = (0..columns)
        .map(|c| if spoken(c) { Span::styled("█", cx.theme.accent) } else { Span::styled("░", cx.theme.dim) });
    let mut bar = Line::from_iter(bar);
    bar.push_span(Span::styled(format!(" {}", clock(sound.duration_s)), cx.theme.dim));
    let mut lines = vec![bar, Line::styled(marks.into_iter().collect::<String>(), cx.theme.good)];
    if let Some(structure) = &card.delivery.structure {
        let parts: Vec<String> =
            structure.parts.iter().map(|p| format!("{} {:.0} %", p.name, p.share * 100.0)).collect();
        lines.push(Line::styled(fit(&parts.join(" · "), columns), cx.theme.dim));
    }
    lines.push(Line::styled(fit("█ speech  ░ pause  ▲ a point landed  ~ filler", columns), cx.theme.dim));
    Some(lines)
}

/// The transcript: what earned something underlined, fillers marked.
fn words(take: &Take, card: &Scorecard, cx: &Context<'_>, columns: usize) -> Vec<Line<'static>> {
    let Some(transcript) = &take.transcript else { return Vec::new() };
    let earned = earned_words(Some(card), transcript.words.len());
    let filler =
        |n: usize| card.delivery.filler_marks.iter().any(|m| (m.first_word..m.first_word + m.word_count).contains(&n));
    let piece = |n: usize, text: &str| match () {
        () if earned[n] => (format!("{text} "), cx.theme.good.patch(Style::new().underlined())),
        () if filler(n) => (format!("~{text}~ "), cx.theme.warn),
        () => (format!("{text} "), cx.theme.text),
    };
    let pieces: Vec<(String, Style)> = transcript.words.iter().enumerate().map(|(n, w)| piece(n, &w.text)).collect();
    flow(pieces.iter().map(|(t, s)| (t.as_str(), *s)), columns, 0)
}

/// Two takes of one question: what the later one gained and lost.
fn compare(pane: &mut Pane, before: &Take, now: &Take, cx: &Context<'_>, columns: usize) {
    let (Some(old), Some(new)) = (&before.scorecard, &now.scorecard) else { return };
    let (from, to) = (before.score_after_hints().unwrap_or(0.0), now.score_after_hints().unwrap_or(0.0));
    let style = if to >= from { cx.theme.good } else { cx.theme.bad };
    pane.push(Line::from(vec![
        Span::styled(format!("{from:.0} → {to:.0}"), cx.theme.strong),
        Span::styled(format!("  {:+.0}", to - from), style),
    ]));
    pane.gap();
    let said = |card: &Scorecard| -> Vec<String> {
        let points = card.rubric.iter().filter(|p| p.met).map(|p| p.point.clone());
        card.keywords.hit.iter().map(|k| k.term.clone()).chain(points).collect()
    };
    let (was, is) = (said(old), said(new));
    let change = |title: &str, mark: &str, list: Vec<&String>, style: Style, pane: &mut Pane| {
        if list.is_empty() {
            return;
        }
        pane.push(Line::styled(title.to_owned(), cx.theme.heading));
        for what in list {
            pane.lines.extend(flow([(mark, style), (what.as_str(), cx.theme.text)], columns, 2));
        }
        pane.gap();
    };
    change("Gained", "+ ", is.iter().filter(|x| !was.contains(x)).collect(), cx.theme.good, pane);
    change("Lost", "- ", was.iter().filter(|x| !is.contains(x)).collect(), cx.theme.bad, pane);
    change("Kept", "= ", is.iter().filter(|x| was.contains(x)).collect(), cx.theme.dim, pane);
    let half = columns.saturating_sub(4) / 2;
    let side = |title: &str, take: &Take, card: &Scorecard, columns| {
        [vec![Line::styled(title.to_owned(), cx.theme.heading)], words(take, card, cx, columns)].concat()
    };
    pane.lines.extend(beside(side("Before", before, old, half), side("Now", now, new, half), half));
}
