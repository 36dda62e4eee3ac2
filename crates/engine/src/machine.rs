//! The transitions that the candidate and the clock make. Those that results make are in `results`.

use outloud_core::{
    bank::Question,
    session::Take,
    transcript::{Partial, Transcript},
};

use super::{
    event::{Command, Effect, Event, TakeId},
    interview::{Asked, Interview, TakeState},
    phase::{Page, Phase, Urgency},
    rules::FollowUps,
};

impl Interview {
    /// What has to be done now that `event` happened. Commands that mean nothing now, and results of takes that are not
    /// wanted any more, change nothing.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Command(command) if self.allows(&command) => self.obey(command),
            Event::Command(_) => Vec::new(),
            Event::Tick(now_ms) => self.tick(now_ms),
            Event::Silent(take) => {
                self.encourage(take);
                Vec::new()
            }
            Event::Spoken => {
                self.spoken = true;
                Vec::new()
            }
            result => self.take_result(result),
        }
    }

    fn obey(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Go => self.go(),
            Command::Next => self.next_question(),
            Command::Retake | Command::Discard => self.think_again(),
            Command::Hint => self.show_hint(),
            Command::Page(page) => self.turn_to(page),
            Command::FollowUp => self.ask_follow_up(),
            Command::Type => self.enter(Phase::Typing { since_ms: self.clock_ms }),
            Command::Submit(text) => self.submit(&text),
            Command::Pause => {
                self.paused = !self.paused;
                Vec::new()
            }
            Command::Finish => self.look_back(),
            Command::Estimate(percent) => self.estimate(percent),
            Command::SkipEstimates => self.enter(Phase::Debrief),
            Command::Note(text) => self.note(&text),
            Command::Challenge(judged) => self.change_current(|state| {
                state.take.challenge(&judged);
            }),
            Command::Correct { word, text } => self.correct(word, &text),
        }
    }

    /// Says on the screen that there is time, while an answer is silent.
    fn encourage(&mut self, silent: TakeId) {
        let words = self.interviewer.as_ref().and_then(|who| who.silence(self.at));
        if matches!(self.phase, Phase::Recording { take, .. } if take == silent) && self.notice.is_none() {
            self.notice = words;
        }
    }

    fn go(&mut self) -> Vec<Effect> {
        match self.phase {
            Phase::Asking { .. } => self.think(false),
            Phase::Thinking { .. } => self.record(),
            Phase::Recording { take, .. } => self.stop(take),
            Phase::Scored { page, .. } => page.next().map_or_else(Vec::new, |page| self.turn_to(page)),
            _ => Vec::new(),
        }
    }

    fn tick(&mut self, now_ms: u64) -> Vec<Effect> {
        let passed = now_ms.saturating_sub(self.last_tick_ms.unwrap_or(now_ms));
        self.last_tick_ms = Some(now_ms);
        if self.paused || self.phase == Phase::Debrief {
            return Vec::new();
        }
        self.clock_ms += passed;
        self.time_is_up()
    }

    /// What the clock does by itself: the question is all asked, thinking is over, the answer's or the round's time is.
    fn time_is_up(&mut self) -> Vec<Effect> {
        let over = self.clock().is_some_and(|c| c.urgency == Urgency::Over);
        match self.phase {
            Phase::Asking { .. } if self.all_asked() => self.think(false),
            Phase::Thinking { .. } if over => self.record(),
            Phase::Recording { take, since_ms: Some(_) } if self.rules.hard_stop && (over || self.round_over()) => {
                self.stopped = true;
                self.stop(take)
            }
            Phase::Recording { take, since_ms: Some(_) } if self.patience_is_over() => {
                self.stopped = true;
                self.stop(take)
            }
            Phase::Transcribing { .. } if !self.rules.feedback && self.clock_past_patience() => self.next_question(),
            _ => Vec::new(),
        }
    }

    /// Whether the interviewer has listened to this answer for long enough.
    fn patience_is_over(&self) -> bool {
        let patience = self.interviewer.as_ref().and_then(|who| who.patience_s());
        let left = self.clock().and_then(|clock| clock.left_s());
        patience.zip(left).is_some_and(|(patience, left)| left < -patience)
    }

    fn all_asked(&self) -> bool {
        let spoken = self.current().map_or(0, |a| a.spoken().len());
        self.visible_question().len() >= spoken && (self.spoken || !self.rules.read_aloud)
    }

    /// In a round the interviewer waits this long for the score that a follow-up may hang on, then goes on.
    fn clock_past_patience(&self) -> bool {
        const PATIENCE_S: f64 = 8.0;
        self.clock().is_some_and(|c| c.elapsed_s > PATIENCE_S)
    }

    pub(super) fn round_over(&self) -> bool {
        self.round_clock().is_some_and(|c| c.urgency == Urgency::Over)
    }

    pub(super) fn enter(&mut self, phase: Phase) -> Vec<Effect> {
        self.phase = phase;
        Vec::new()
    }

    pub(super) fn think(&mut self, held: bool) -> Vec<Effect> {
        self.phase = Phase::Thinking { since_ms: self.clock_ms, held };
        if self.rules.think_s == Some(0) && !held { self.record() } else { Vec::new() }
    }

    /// Back to thinking, for a retake or because the take was thrown away.
    fn think_again(&mut self) -> Vec<Effect> {
        let discarded = match self.phase {
            Phase::Recording { take, .. } => Some(take),
            _ => None,
        };
        self.notice = None;
        self.think(true);
        if let Some(id) = discarded {
            self.takes.retain(|t| t.take.number != id);
        }
        discarded.map(Effect::Discard).into_iter().collect()
    }

    fn record(&mut self) -> Vec<Effect> {
        let Some(id) = self.new_take() else { return Vec::new() };
        self.notice = None;
        self.phase = Phase::Recording { take: id, since_ms: None };
        let question = self.queue[self.at].question.id.clone();
        vec![Effect::Record(id, question)]
    }

    pub(super) fn stop(&mut self, take: TakeId) -> Vec<Effect> {
        self.wait_for(take);
        vec![Effect::Stop(take)]
    }

    fn submit(&mut self, text: &str) -> Vec<Effect> {
        if text.trim().is_empty() {
            self.notice = Some("Nothing was typed. Type your answer, or press Esc to go back.".to_owned());
            return Vec::new();
        }
        let Some(id) = self.new_take() else { return Vec::new() };
        self.notice = None;
        self.wait_for(id);
        let transcript = Transcript::from_text(text);
        let Some(state) = self.takes.last_mut() else { return Vec::new() };
        state.take.transcript = Some(transcript);
        let save = Effect::Save(Box::new(state.take.clone()));
        let mut effects = vec![save];
        effects.extend(self.score(id));
        effects
    }

    fn new_take(&mut self) -> Option<TakeId> {
        let asked = self.current()?;
        let number = self.next_take;
        let take = Take {
            hints_seen: u32::try_from(asked.hints_seen).unwrap_or(u32::MAX),
            time_limit_s: Some(self.limit_of(asked)),
            ..Take::new(number, &asked.bank, asked.question.clone())
        };
        self.next_take += 1;
        let asked = self.at;
        self.takes.push(TakeState { take, asked, partial: Partial::default(), failed: None, doubt: None });
        Some(number)
    }

    pub(super) fn score(&self, id: TakeId) -> Option<Effect> {
        let state = self.take(id)?;
        state.take.transcript.as_ref()?;
        Some(Effect::Score(Box::new(state.take.clone())))
    }

    /// The next question; the debrief after the last one and when the round's time is over.
    pub(super) fn next_question(&mut self) -> Vec<Effect> {
        self.notice = None;
        let stopped = std::mem::take(&mut self.stopped);
        if self.round_over() || self.at + 1 >= self.queue.len() {
            self.closing = self
                .interviewer
                .as_ref()
                .and_then(|who| joined(who.stopped(self.at).filter(|_| stopped), who.closing()));
            return self.look_back();
        }
        self.at += 1;
        if let Some(who) = &self.interviewer {
            let transition = who.transition(self.at, &self.queue[self.at - 1].question, &self.queue[self.at].question);
            self.queue[self.at].lead = joined(who.stopped(self.at).filter(|_| stopped), transition);
        }
        self.ask()
    }

    /// Asks the current question again: the answer was about something else.
    pub(super) fn ask_again(&mut self) -> Vec<Effect> {
        let stopped = std::mem::take(&mut self.stopped);
        let Some(who) = &self.interviewer else { return Vec::new() };
        let asked = &self.queue[self.at];
        let lead = joined(who.stopped(self.at).filter(|_| stopped), who.repetition(self.at, &asked.question));
        let asked = &mut self.queue[self.at];
        (asked.lead, asked.repeated) = (lead, true);
        self.notice = None;
        self.ask()
    }

    pub(super) fn ask(&mut self) -> Vec<Effect> {
        self.spoken = false;
        self.enter(Phase::Asking { since_ms: self.clock_ms })
    }

    fn show_hint(&mut self) -> Vec<Effect> {
        let at = self.at;
        self.queue[at].hints_seen += 1;
        let seen = u32::try_from(self.queue[at].hints_seen).unwrap_or(u32::MAX);
        if let (Phase::Recording { take, .. }, Some(state)) = (&self.phase, self.takes.last_mut())
            && state.take.number == *take
        {
            state.take.hints_seen = seen;
        }
        Vec::new()
    }

    fn turn_to(&mut self, to: Page) -> Vec<Effect> {
        if let Phase::Scored { page, .. } = &mut self.phase {
            *page = to;
        }
        Vec::new()
    }

    fn ask_follow_up(&mut self) -> Vec<Effect> {
        match self.follow_up().map(|(number, _)| number) {
            Some(number) => self.insert_follow_up(number, None),
            None => Vec::new(),
        }
    }

    /// Puts a follow-up of the current question behind it and asks it; `lead` is said before it.
    pub(super) fn insert_follow_up(&mut self, number: usize, lead: Option<String>) -> Vec<Effect> {
        debug_assert!(self.rules.follow_ups != FollowUps::Off);
        let parent = &self.queue[self.at].question;
        let question = parent.follow_ups[number].as_question(parent, number + 1);
        self.insert(question, number, lead)
    }

    /// Puts a question that follows the current one, as its follow-up of this number, behind it and asks it.
    pub(super) fn insert(&mut self, question: Question, number: usize, lead: Option<String>) -> Vec<Effect> {
        let bank = &self.queue[self.at].bank;
        let asked = Asked { follows: Some((self.at, number)), lead, ..Asked::new(bank, question) };
        let place = self.at + 1;
        for later in &mut self.queue[place..] {
            if let Some((parent, _)) = later.follows.as_mut().filter(|(parent, _)| *parent >= place) {
                *parent += 1;
            }
        }
        for take in self.takes.iter_mut().filter(|t| t.asked >= place) {
            take.asked += 1;
        }
        self.queue.insert(place, asked);
        self.at = place;
        self.notice = None;
        self.ask()
    }

    fn note(&mut self, text: &str) -> Vec<Effect> {
        let note = Some(text.trim()).filter(|t| !t.is_empty()).map(str::to_owned);
        self.change_current(|state| state.take.note = note)
    }

    /// Replaces a misrecognised word and has the take scored again.
    fn correct(&mut self, word: usize, text: &str) -> Vec<Effect> {
        let mut effects = self.change_current(|state| {
            state.take.correct(word, text);
        });
        effects.extend(self.phase.take().and_then(|id| self.score(id)));
        effects
    }

    fn change_current(&mut self, change: impl FnOnce(&mut TakeState)) -> Vec<Effect> {
        let id = self.phase.take();
        let Some(state) = self.takes.iter_mut().find(|t| Some(t.take.number) == id) else { return Vec::new() };
        change(state);
        vec![Effect::Save(Box::new(state.take.clone()))]
    }
}

/// Two things said one after the other.
pub(super) fn joined(first: Option<String>, second: Option<String>) -> Option<String> {
    let parts: Vec<String> = first.into_iter().chain(second).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
