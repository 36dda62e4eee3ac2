//! One past session: each take with its timeline, its words and what they earned; take against take; words heard again and
//! corrected.

mod compare;
mod page;
mod timeline;

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

use super::{Change, Context, Next, sessions::when};
use crate::{
    app::Plan,
    tui::{
        keys::Action,
        text::{fit, safe, wrap},
        widgets::{Pane, Scroll},
    },
};
use outloud_core::{
    session::{Session, Take},
    transcript::Word,
};
use outloud_engine::{Asked, Rules, repeat};

/// Words that up and down jump over.
const JUMP: usize = 10;

/// The page.
#[derive(Debug, Clone)]
pub struct SessionPage {
    session: Session,
    at: usize,
    scroll: Scroll,
    compare: bool,
    /// Whether deleting the recordings was asked for once.
    deleting: bool,
    /// The word that is chosen, while words are.
    word: Option<usize>,
    /// The text that is being typed.
    entry: Option<Entry>,
    /// The second at which playing was stopped.
    paused_s: Option<f64>,
    /// The score before a word was corrected.
    before: Option<f64>,
    /// Whether a change is being stored.
    working: bool,
}

#[derive(Debug, Clone)]
struct Entry {
    /// The word it will replace; none for a note to self.
    word: Option<usize>,
    text: String,
}

impl SessionPage {
    /// A session, from the take with this number on, else from its first.
    #[must_use]
    pub fn new(session: Session, take: Option<u32>) -> Self {
        let at = take.and_then(|number| session.takes.iter().position(|t| t.number == number)).unwrap_or(0);
        Self {
            session,
            at,
            scroll: Scroll::default(),
            compare: false,
            deleting: false,
            word: None,
            entry: None,
            paused_s: None,
            before: None,
            working: false,
        }
    }

    /// The session as it is stored now, after a change; of another session, or none after a failure, nothing follows.
    pub fn stored(&mut self, session: Option<Session>) {
        self.working = false;
        if let Some(session) = session.filter(|s| s.id == self.session.id) {
            self.session = session;
            let last = self.words().len().saturating_sub(1);
            self.word = self.word.map(|w| w.min(last));
        }
    }

    /// Whether letters are text here.
    #[must_use]
    pub fn typing(&self) -> bool {
        self.entry.is_some()
    }

    /// Whether words are chosen.
    #[must_use]
    pub fn on_words(&self) -> bool {
        self.word.is_some()
    }

    /// A letter of the text; none takes one away.
    pub fn type_in(&mut self, letter: Option<char>) {
        let Some(entry) = &mut self.entry else { return };
        match letter {
            Some(c) => entry.text.push(c),
            None => drop(entry.text.pop()),
        }
    }

    fn take(&self) -> Option<&Take> {
        self.session.takes.get(self.at)
    }

    fn words(&self) -> &[Word] {
        self.take().and_then(|t| t.transcript.as_ref()).map_or(&[], |t| &t.words)
    }

    /// The second of this take that is heard now.
    fn now_s(&self, cx: &Context<'_>) -> Option<f64> {
        let number = self.take()?.number;
        cx.playing.filter(|p| p.session == self.session.id && p.take == number).map(|p| p.at_s)
    }

    /// The word that is heard now, else the chosen one.
    fn focus(&self, cx: &Context<'_>) -> Option<usize> {
        let heard = |now: f64| self.words().iter().rposition(|w| w.start_s.is_some_and(|s| s <= now));
        self.now_s(cx).and_then(heard).or(self.word)
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
        let recorded = self.take().is_some_and(|t| t.audio.is_some()) && cx.can_play;
        let play = if self.now_s(cx).is_some() { "pause" } else { "play" };
        if self.entry.is_some() {
            return match action {
                Action::Open => Some("done"),
                Action::Back => Some("cancel"),
                _ => None,
            };
        }
        if self.word.is_some() {
            return match action {
                Action::Left | Action::Right => Some("word"),
                Action::Up | Action::Down => Some("ten words"),
                Action::Open => Some("correct it"),
                Action::Play => recorded.then_some(play),
                Action::Back => Some("done"),
                _ => None,
            };
        }
        let any = self.session.takes.iter().any(|t| t.audio.is_some());
        match action {
            Action::Left | Action::Right => (self.session.takes.len() > 1).then_some("other take"),
            Action::Up | Action::Down => Some("choose"),
            Action::PageUp | Action::PageDown | Action::Top | Action::Bottom => Some("scroll"),
            Action::Play => recorded.then_some(play),
            Action::Correct => (!self.words().is_empty() && !self.compare).then_some("words"),
            Action::Note => self.take().map(|_| "note"),
            Action::Retake => self.again(cx).map(|_| "again"),
            Action::Repeat => {
                let planned = self.session.round.as_ref().is_some_and(|r| !r.plan.is_empty());
                (planned && !cx.banks.is_empty()).then_some("round again")
            }
            Action::Compare if self.compare => Some("this take"),
            Action::Compare => self.earlier(cx).map(|_| "compare"),
            Action::Delete if self.deleting => Some("really delete"),
            Action::Delete => any.then_some("delete audio"),
            _ => None,
        }
    }

    /// The question, as the banks have it today.
    fn again(&self, cx: &Context<'_>) -> Option<Asked> {
        let take = self.take()?;
        let bank = cx.banks.iter().find(|b| b.id == take.bank)?;
        bank.asked(&take.question.id).map(|question| Asked::new(&bank.id, question))
    }

    /// Does it.
    pub fn act(&mut self, action: Action, cx: &Context<'_>, columns: usize, rows: usize) -> Next {
        let deleting = std::mem::take(&mut self.deleting);
        match action {
            _ if self.entry.is_some() => return self.end_entry(action),
            Action::Play => return self.play(cx, columns),
            _ if self.word.is_some() => return self.act_on_words(action, cx),
            Action::Correct => self.word = self.focus(cx).or(Some(self.least_certain())),
            Action::Note => {
                let text = self.take().and_then(|t| t.note.clone()).unwrap_or_default();
                self.entry = Some(Entry { word: None, text });
            }
            Action::Retake => {
                return self.again(cx).map_or(Next::Stay, |q| Next::Sit(Plan::new(Rules::practice(), vec![q])));
            }
            Action::Repeat => {
                let again = self.session.round.as_ref().and_then(|settings| repeat(settings, cx.banks));
                return again.map_or(Next::Stay, |round| Next::Sit(Plan::round(round)));
            }
            Action::Left | Action::Right => {
                let last = self.session.takes.len().saturating_sub(1);
                let next = if action == Action::Right { self.at + 1 } else { self.at.saturating_sub(1) };
                (self.at, self.scroll, self.paused_s, self.before) = (next.min(last), Scroll::default(), None, None);
            }
            Action::Compare => (self.compare, self.scroll) = (!self.compare, Scroll::default()),
            Action::Delete if !deleting => self.deleting = true,
            Action::Delete => {
                self.session.takes.iter_mut().for_each(|t| t.audio = None);
                return Next::DeleteAudio(self.session.id.clone());
            }
            action => {
                self.paused_s = None;
                let pane = self.pane(cx, columns);
                self.scroll.act(action, &pane, rows);
            }
        }
        Next::Stay
    }

    /// Where correcting begins: at the word that the recogniser was least sure of.
    fn least_certain(&self) -> usize {
        let certainty = |w: &Word| w.probability.unwrap_or(1.0);
        let words = self.words().iter().enumerate();
        words.min_by(|a, b| certainty(a.1).total_cmp(&certainty(b.1))).map_or(0, |(n, _)| n)
    }

    /// Plays from the chosen word or point, or where it was paused; pauses what plays.
    fn play(&mut self, cx: &Context<'_>, columns: usize) -> Next {
        let now = self.now_s(cx);
        let chosen = match self.word {
            Some(word) => self.words().get(word).and_then(|w| w.start_s),
            None => self.pane(cx, columns).chosen_s(self.scroll),
        };
        let from_s = self.paused_s.take().or(chosen).unwrap_or(0.0);
        if now.is_some() {
            (self.paused_s, self.word) = (now, self.word.and(self.focus(cx)));
        }
        self.play_from(from_s, false)
    }

    fn play_from(&self, from_s: f64, seek: bool) -> Next {
        let take = self.take().map_or(0, |t| t.number);
        Next::Play { session: self.session.id.clone(), take, from_s, seek }
    }

    fn act_on_words(&mut self, action: Action, cx: &Context<'_>) -> Next {
        let now = self.focus(cx).unwrap_or(0);
        let last = self.words().len().saturating_sub(1);
        let to = match action {
            Action::Left => now.saturating_sub(1),
            Action::Right => now + 1,
            Action::Up => now.saturating_sub(JUMP),
            Action::Down => now + JUMP,
            Action::Open => {
                let text = self.words().get(now).map_or(String::new(), |w| safe(&w.text).into_owned());
                (self.word, self.entry) = (Some(now), Some(Entry { word: Some(now), text }));
                return Next::Stay;
            }
            _ => {
                self.word = None;
                return Next::Stay;
            }
        }
        .min(last);
        (self.word, self.paused_s) = (Some(to), None);
        match self.words().get(to).and_then(|w| w.start_s) {
            Some(from_s) if self.now_s(cx).is_some() => self.play_from(from_s, true),
            _ => Next::Stay,
        }
    }

    fn end_entry(&mut self, action: Action) -> Next {
        let Some(Entry { word, text }) = self.entry.take() else { return Next::Stay };
        let Some(take) = self.take().filter(|_| action == Action::Open) else { return Next::Stay };
        let (number, score) = (take.number, take.final_score());
        let change = match word {
            Some(word) => Change::Word { word, text },
            None => Change::Note(text),
        };
        if word.is_some() {
            self.before = score;
        }
        self.working = word.is_some();
        Next::Change { session: self.session.id.clone(), take: number, change }
    }

    /// Draws it.
    pub fn draw(&self, cx: &Context<'_>, area: Rect, buf: &mut Buffer) {
        let pane = self.pane(cx, area.width.into());
        if pane.lines.is_empty() {
            return Line::styled("This session has no answer.", cx.theme.dim).render(area, buf);
        }
        let entry = u16::from(self.entry.is_some()) * 3;
        let rest = Rect { height: area.height.saturating_sub(entry), ..area };
        pane.draw(self.scroll, rest, cx.theme, buf);
        if let Some(entry) = &self.entry {
            self.draw_entry(entry, Rect { y: rest.bottom() + 1, height: 2, ..area }, cx, buf);
        }
    }

    fn draw_entry(&self, entry: &Entry, area: Rect, cx: &Context<'_>, buf: &mut Buffer) {
        let title = match entry.word.and_then(|w| self.words().get(w)) {
            Some(word) => format!("What did you really say for “{}”? Nothing: it is taken out.", safe(&word.text)),
            None => "A note to yourself on this answer".to_owned(),
        };
        Line::styled(fit(&title, area.width.into()), cx.theme.heading).render(Rect { height: 1, ..area }, buf);
        // The end of a long text is what one types.
        let room = usize::from(area.width).saturating_sub(4);
        let hidden = entry.text.chars().count().saturating_sub(room);
        let shown: String = entry.text.chars().skip(hidden).collect();
        let line = Line::from(vec![
            Span::styled("› ", cx.theme.accent),
            Span::styled(fit(&shown, room), cx.theme.strong),
            Span::styled("▌", cx.theme.accent),
        ]);
        line.render(Rect { y: area.y + 1, height: 1, ..area }, buf);
    }

    fn pane(&self, cx: &Context<'_>, columns: usize) -> Pane {
        let mut pane = Pane::default();
        let Some(take) = self.take() else { return pane };
        let seed = self.session.round.as_ref().map_or_else(String::new, |r| format!("   seed {}", r.seed));
        let place = format!(
            "{}  {}   take {} of {}{seed}",
            when(&self.session),
            self.session.kind,
            self.at + 1,
            self.session.takes.len()
        );
        pane.push(Line::styled(fit(&place, columns), cx.theme.dim));
        pane.lines.extend(wrap(&take.question.prompt, columns, cx.theme.strong));
        pane.gap();
        match (self.compare, self.earlier(cx)) {
            (true, Some(before)) => compare::compare(&mut pane, before, take, cx, columns),
            _ => self.one(&mut pane, take, cx, columns),
        }
        pane
    }
}
