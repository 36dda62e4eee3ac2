//! The screen of one stored session.

use std::collections::BTreeMap;

use ratatui::{buffer::Buffer, layout::Position, text::Line, widgets::Widget};

use super::{compare, page};
use crate::{
    app::Plan,
    tui::{
        keys::Action,
        message::Message,
        screen::{Context, Screen, TakeChange, Transition},
        screens::{
            prompt::PromptScreen,
            transcript::{challenge_label, when},
        },
        text::{fit, wrap},
        widgets::{Pane, Scroll},
    },
};
use outloud_core::{
    session::{Session, Take},
    transcript::Word,
    view::DocumentRow,
};
use outloud_engine::{Asked, Rules, repeat};

/// Lines that one step of the wheel scrolls.
const WHEEL: isize = 3;

/// The page.
#[derive(Debug, Clone)]
pub struct ReviewScreen {
    session: Session,
    at: usize,
    pub(super) scroll: Scroll,
    compare: bool,
    /// Whether deleting the recordings was asked for once.
    deleting: bool,
    /// The word that is chosen, while words are.
    pub(super) word: Option<usize>,
    /// What the text will be that is being typed.
    pub(super) typing: Option<Typing>,
    /// The second at which playing was stopped.
    pub(super) paused_s: Option<f64>,
    /// The score before a word was corrected.
    before: Option<f64>,
    /// Whether a change is being stored.
    working: bool,
    /// The peaks of the recordings that are read, by the numbers of their takes.
    peaks: BTreeMap<u32, Vec<f32>>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Typing {
    Note,
    /// The right text in the place of the word at this index.
    Word(usize),
}

impl ReviewScreen {
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
            typing: None,
            paused_s: None,
            before: None,
            working: false,
            peaks: BTreeMap::new(),
        }
    }

    /// The session as it is stored now, after a change; of another session, or none after a failure, nothing follows.
    fn stored(&mut self, session: Option<Session>) {
        self.working = false;
        if let Some(session) = session.filter(|s| s.id == self.session.id) {
            self.session = session;
            let last = self.words().len().saturating_sub(1);
            self.word = self.word.map(|w| w.min(last));
        }
    }

    fn take(&self) -> Option<&Take> {
        self.session.takes.get(self.at)
    }

    pub(super) fn words(&self) -> &[Word] {
        self.take().and_then(|t| t.transcript.as_ref()).map_or(&[], |t| &t.words)
    }

    /// The second of this take that is heard now.
    pub(super) fn now_s(&self, cx: &Context<'_>) -> Option<f64> {
        let number = self.take()?.number;
        cx.playing.filter(|p| p.session == self.session.id && p.take == number).map(|p| p.at_s)
    }

    /// The word that is heard now, else the chosen one.
    pub(super) fn focus(&self, cx: &Context<'_>) -> Option<usize> {
        let heard = |now: f64| self.words().iter().rposition(|w| w.start_s.is_some_and(|s| s <= now));
        self.now_s(cx).and_then(heard).or(self.word)
    }

    /// The answer to the same question before this one: in this session, else in an older one.
    fn earlier<'a>(&'a self, cx: &Context<'a>) -> Option<&'a Take> {
        let take = self.take()?;
        take.final_score()?;
        let same = |t: &&Take| t.bank == take.bank && t.question.id == take.question.id && t.final_score().is_some();
        let here = self.session.takes[..self.at].iter().rev().find(same);
        let older = || {
            let sessions = cx.library.map_or(&[][..], |l| &l.sessions);
            let before = sessions.iter().skip_while(|s| s.started_at >= self.session.started_at);
            before.flat_map(|s| s.takes.iter().rev()).find(same)
        };
        here.or_else(older)
    }

    /// The question, as the banks have it today.
    fn again(&self, cx: &Context<'_>) -> Option<Asked> {
        let take = self.take()?;
        let bank = cx.banks.iter().find(|b| b.id == take.bank)?;
        bank.asked(&take.question.id).map(|question| Asked::new(&bank.id, question))
    }

    /// The row of the chosen verdict, and what can be said to it.
    fn chosen_verdict(&self) -> Option<(DocumentRow, &'static str)> {
        let (take, chosen) = (self.take()?, self.scroll.chosen?);
        let free = self.word.is_none() && !self.compare;
        let rows = page::rows(take, take.scorecard.as_ref().filter(|_| free)?);
        let row = rows.into_iter().filter(|row| row.is_choice).nth(chosen)?;
        let label = challenge_label(&row, take)?;
        Some((row, label))
    }

    /// Where correcting begins: at the word that the recogniser was least sure of.
    fn least_certain(&self) -> usize {
        let certainty = |w: &Word| w.probability.unwrap_or(1.0);
        let words = self.words().iter().enumerate();
        words.min_by(|a, b| certainty(a.1).total_cmp(&certainty(b.1))).map_or(0, |(n, _)| n)
    }

    /// Plays from the chosen word or point, or where it was paused; pauses what plays.
    fn play(&mut self, cx: &Context<'_>) -> Transition {
        let now = self.now_s(cx);
        let chosen = match self.word {
            Some(word) => self.words().get(word).and_then(|w| w.start_s),
            None => self.pane(cx).chosen_s(self.scroll),
        };
        let from_s = self.paused_s.take().or(chosen).unwrap_or(0.0);
        if now.is_some() {
            (self.paused_s, self.word) = (now, self.word.and(self.focus(cx)));
        }
        self.play_from(from_s, false)
    }

    pub(super) fn play_from(&self, from_s: f64, seek: bool) -> Transition {
        let take = self.take().map_or(0, |t| t.number);
        Transition::Play { session: self.session.id.clone(), take, from_s, seek }
    }

    fn one_take(&self, pane: &mut Pane, take: &Take, cx: &Context<'_>) {
        let view = page::TakePage {
            take,
            peaks: self.peaks.get(&take.number).map_or(&[], Vec::as_slice),
            now_s: self.now_s(cx),
            focus: self.focus(cx),
            only_words: self.word.is_some(),
            correction: match (self.working, &take.heard) {
                (true, _) => page::Correction::Scoring,
                (false, Some(_)) => page::Correction::Done { before: self.before },
                (false, None) => page::Correction::None,
            },
        };
        view.draw(pane, cx);
    }

    pub(super) fn pane(&self, cx: &Context<'_>) -> Pane {
        let columns = cx.columns();
        let mut pane = Pane::default();
        let Some(take) = self.take() else { return pane };
        let seed = self.session.round.as_ref().map_or_else(String::new, |r| format!("   seed {}", r.seed));
        let position = format!(
            "{}  {}   take {} of {}{seed}",
            when(&self.session),
            self.session.kind,
            self.at + 1,
            self.session.takes.len()
        );
        pane.push(Line::styled(fit(&position, columns), cx.theme.dim));
        pane.lines.extend(wrap(&take.question.prompt, columns, cx.theme.strong));
        pane.gap();
        match (self.compare, self.earlier(cx)) {
            (true, Some(before)) => compare::compare(&mut pane, before, take, cx, columns),
            _ => self.one_take(&mut pane, take, cx),
        }
        pane
    }
}

/// Whether another model's words stand in the place of those of before.
fn is_heard_again(take: &Take) -> bool {
    !take.heard_before.is_empty()
}

impl Screen for ReviewScreen {
    fn title(&self) -> String {
        "review".to_owned()
    }

    fn actions(&self) -> &'static [Action] {
        use Action::{
            Bottom, Challenge, Compare, Correct, Delete, Down, Left, Note, Open, PageDown, PageUp, Play, Repeat,
            Retake, Retranscribe, Right, Top, Up,
        };
        &[
            Open,
            Play,
            Challenge,
            Correct,
            Left,
            Right,
            Retranscribe,
            Compare,
            Retake,
            Repeat,
            Down,
            Up,
            Note,
            Delete,
            PageUp,
            PageDown,
            Top,
            Bottom,
        ]
    }

    fn allows(&self, action: Action, cx: &Context<'_>) -> bool {
        let on_words = self.word.is_some();
        match action {
            Action::Play => self.take().is_some_and(|t| t.audio.is_some()) && cx.can_play,
            Action::Open => on_words,
            Action::Left | Action::Right => on_words || self.session.takes.len() > 1,
            Action::Correct => !on_words && !self.words().is_empty() && !self.compare,
            Action::Challenge => self.chosen_verdict().is_some(),
            Action::Note => !on_words && self.take().is_some(),
            Action::Retranscribe => {
                !on_words && !self.compare && self.take().is_some_and(|t| t.audio.is_some() || is_heard_again(t))
            }
            Action::Retake => !on_words && self.again(cx).is_some(),
            Action::Repeat => {
                let planned = self.session.round.as_ref().is_some_and(|r| !r.plan.is_empty());
                !on_words && planned && !cx.banks.is_empty()
            }
            Action::Compare => !on_words && (self.compare || self.earlier(cx).is_some()),
            Action::Delete => !on_words && self.session.takes.iter().any(|t| t.audio.is_some()),
            Action::PageUp | Action::PageDown | Action::Top | Action::Bottom => !on_words,
            _ => true,
        }
    }

    fn label(&self, action: Action, cx: &Context<'_>) -> &'static str {
        let on_words = self.word.is_some();
        match action {
            Action::Play if self.now_s(cx).is_some() => "pause",
            Action::Left | Action::Right if on_words => "word",
            Action::Left | Action::Right => "take",
            Action::Up | Action::Down if on_words => "ten words",
            Action::Open => "correct it",
            Action::Back if on_words => "done",
            Action::Correct => "words",
            Action::Retake => "again",
            Action::Retranscribe if self.take().is_some_and(is_heard_again) => "as heard before",
            Action::Compare if self.compare => "this take",
            Action::Delete if self.deleting => "really delete",
            Action::Challenge => self.chosen_verdict().map_or("", |(_, label)| label),
            action => action.label(),
        }
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        let deleting = std::mem::take(&mut self.deleting);
        match action {
            Action::Play => return self.play(cx),
            Action::Help | Action::Suspend | Action::Quit => return Transition::Unhandled,
            _ if self.word.is_some() => return self.act_on_words(action, cx),
            Action::Correct => self.word = self.focus(cx).or(Some(self.least_certain())),
            Action::Challenge => {
                let judged = self.chosen_verdict().and_then(|(row, _)| row.judged);
                let (Some(take), Some(judged)) = (self.take(), judged) else { return Transition::Stay };
                let change = TakeChange::Challenge(judged);
                return Transition::Change { session: self.session.id.clone(), take: take.number, change };
            }
            Action::Note => {
                self.typing = Some(Typing::Note);
                let note = self.take().and_then(|t| t.note.clone()).unwrap_or_default();
                return Transition::push(PromptScreen::new("A note to yourself on this answer", &note));
            }
            Action::Retake => {
                let again = self.again(cx).map(|asked| Plan::new(Rules::practice(), vec![asked]));
                return again.map_or(Transition::Stay, Transition::begin);
            }
            Action::Repeat => {
                let again = self.session.round.as_ref().and_then(|settings| repeat(settings, cx.banks));
                return again.map_or(Transition::Stay, |round| Transition::begin(Plan::round(round)));
            }
            Action::Retranscribe => {
                let undo = self.take().is_some_and(is_heard_again);
                return Transition::Retranscribe { session: self.session.id.clone(), undo };
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
                self.peaks.clear();
                return Transition::DeleteAudio(self.session.id.clone());
            }
            action if Scroll::ACTIONS.contains(&action) => {
                self.paused_s = None;
                let pane = self.pane(cx);
                self.scroll.act(action, &pane, cx.rows());
            }
            _ => return Transition::Unhandled,
        }
        Transition::Stay
    }

    fn submitted(&mut self, text: String, _: &Context<'_>) -> Transition {
        let (Some(typing), Some(take)) = (self.typing.take(), self.take()) else { return Transition::Stay };
        let (number, score) = (take.number, take.final_score());
        let change = match typing {
            Typing::Word(word) => {
                (self.before, self.working) = (score, true);
                TakeChange::Word { word, text: text.replace('\n', " ") }
            }
            Typing::Note => TakeChange::Note(text),
        };
        Transition::Change { session: self.session.id.clone(), take: number, change }
    }

    fn opened(&self) -> Transition {
        Transition::ReadPeaks { session: self.session.id.clone(), first: self.take().map_or(0, |t| t.number) }
    }

    fn receive(&mut self, message: Message, _: &Context<'_>) -> Option<Message> {
        match message {
            Message::Peaks { session, take, peaks } if session == self.session.id => {
                self.peaks.insert(take, peaks);
                None
            }
            Message::Changed(changed) => {
                self.stored(changed.as_ref().ok().map(|session| session.as_ref().clone()));
                Some(Message::Changed(changed))
            }
            Message::Retranscribed(Ok(done)) => {
                self.stored(Some(done.0.as_ref().clone()));
                Some(Message::Retranscribed(Ok(done)))
            }
            message => Some(message),
        }
    }

    fn click(&mut self, at: Position, cx: &Context<'_>) -> Transition {
        self.clicked(at, cx)
    }

    fn wheel(&mut self, steps: isize, cx: &Context<'_>) -> Transition {
        self.scroll.scroll(steps * WHEEL, &self.pane(cx), cx.rows());
        Transition::Stay
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        let pane = self.pane(cx);
        if pane.lines.is_empty() {
            return Line::styled("This session has no answer.", cx.theme.dim).render(cx.body, buf);
        }
        pane.draw(self.scroll, cx.body, cx.keys, cx.theme, buf);
    }
}
