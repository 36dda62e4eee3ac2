//! The interview's state and what can be asked of it. The transitions are in `machine`.

use unicode_segmentation::UnicodeSegmentation;

use outloud_core::{
    bank::{FollowUp, Question},
    session::Take,
    story::Story,
    transcript::Partial,
};

use super::{
    event::{Command, TakeId},
    follow_up,
    interviewer::Interviewer,
    phase::{Clock, Page, Phase},
    rules::{FollowUps, Rules},
};

/// A session: its questions, its takes, and where it stands.
#[derive(Debug, Clone)]
pub struct Interview {
    pub(super) rules: Rules,
    pub(super) queue: Vec<Asked>,
    pub(super) at: usize,
    pub(super) phase: Phase,
    pub(super) takes: Vec<TakeState>,
    pub(super) next_take: TakeId,
    pub(super) clock_ms: u64,
    pub(super) last_tick_ms: Option<u64>,
    pub(super) paused: bool,
    /// Whether the question that is being asked was read aloud to its end.
    pub(super) spoken: bool,
    pub(super) notice: Option<String>,
    /// Who asks; none: the questions stand for themselves.
    pub(super) interviewer: Option<Interviewer>,
    /// Whether the interviewer stopped the last answer.
    pub(super) stopped: bool,
    /// What the interviewer says after the last answer.
    pub(super) closing: Option<String>,
    pub(super) model: Option<String>,
    pub(super) unavailable: Option<String>,
}

/// A question in the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The bank it comes from.
    pub bank: String,
    /// The question.
    pub question: Question,
    /// Seconds for this answer, where the session asks for other than its rules do (a compression drill).
    pub answer_s: Option<u32>,
    /// For a follow-up: the place of its parent in the queue, and which of the parent's follow-ups it is; a number beyond those
    /// if the interviewer asks about a point.
    pub follows: Option<(usize, usize)>,
    /// Hints seen so far.
    pub hints_seen: usize,
    /// What the interviewer says before it.
    pub lead: Option<String>,
    /// Whether it was asked again because the answer was about something else.
    pub repeated: bool,
}

impl Asked {
    /// A question of a bank.
    #[must_use]
    pub fn new(bank: &str, question: Question) -> Self {
        Self {
            bank: bank.to_owned(),
            question,
            answer_s: None,
            follows: None,
            hints_seen: 0,
            lead: None,
            repeated: false,
        }
    }

    /// Has the question answered from a story of the candidate's own, if it asks for one and has none yet.
    pub fn use_story(&mut self, story: &Story) {
        if self.question.kind.asks_for_a_story() && self.question.story.is_none() {
            self.question.story = Some(story.clone());
        }
    }

    /// What the interviewer says: a few words before it, the situation, if there is one, and the question.
    #[must_use]
    pub fn spoken(&self) -> String {
        let parts = [self.lead.as_deref(), self.question.context.as_deref(), Some(self.question.prompt.as_str())];
        parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
    }
}

/// A take and how far it has come.
#[derive(Debug, Clone, PartialEq)]
pub struct TakeState {
    /// What is stored of it.
    pub take: Take,
    /// The place of its question in the queue.
    pub asked: usize,
    /// The words so far, while they are still coming.
    pub partial: Partial,
    /// Why there is no scorecard and will not be one.
    pub failed: Option<String>,
    /// What the recogniser doubts about the take, until it is shown.
    pub doubt: Option<String>,
}

impl TakeState {
    /// Whether a transcript or scorecard is still to come.
    #[must_use]
    pub fn pending(&self) -> bool {
        self.take.scorecard.is_none() && self.failed.is_none()
    }
}

impl Interview {
    /// A session over `queue`; an empty one is over at once. Take numbers start at `first_take` (1, or more when an
    /// interrupted session goes on).
    #[must_use]
    pub fn new(rules: Rules, queue: Vec<Asked>, first_take: TakeId) -> Self {
        let phase = if queue.is_empty() { Phase::Debrief } else { Phase::Asking { since_ms: 0 } };
        Self {
            rules,
            queue,
            at: 0,
            phase,
            takes: Vec::new(),
            next_take: first_take,
            clock_ms: 0,
            last_tick_ms: None,
            paused: false,
            spoken: false,
            notice: None,
            interviewer: None,
            stopped: false,
            closing: None,
            model: None,
            unavailable: None,
        }
    }

    /// Has an interviewer ask, who greets, reacts and closes.
    #[must_use]
    pub fn with_interviewer(mut self, interviewer: Option<Interviewer>) -> Self {
        let questions = self.queue.len();
        // A round that goes on has begun before.
        if let (Some(who), Some(first), 1) = (&interviewer, self.queue.first_mut(), self.next_take) {
            first.lead = who.greeting(questions, self.rules.round_s);
        }
        self.interviewer = interviewer;
        self
    }

    /// What the interviewer says after the last answer, once it was given.
    #[must_use]
    pub fn closing(&self) -> Option<&str> {
        self.closing.as_deref()
    }

    /// What the candidate wanted to ask after the last answer.
    #[must_use]
    pub fn questions_to_ask(&self) -> &[String] {
        self.interviewer.as_ref().map_or(&[], |who| who.questions_to_ask())
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Where the session stands.
    #[must_use]
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// The question that is being asked, answered or looked at; none if there are no questions.
    #[must_use]
    pub fn current(&self) -> Option<&Asked> {
        self.queue.get(self.at)
    }

    /// The place of the current question, counted from 1, and how many there are, follow-ups not counted.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        let main = |asked: &&Asked| asked.follows.is_none();
        (self.queue.iter().take(self.at + 1).filter(main).count(), self.queue.iter().filter(main).count())
    }

    /// Every take of the session, oldest first.
    #[must_use]
    pub fn takes(&self) -> &[TakeState] {
        &self.takes
    }

    /// The take with this number.
    #[must_use]
    pub fn take(&self, id: TakeId) -> Option<&TakeState> {
        self.takes.iter().find(|t| t.take.number == id)
    }

    /// The take that the current phase is about.
    #[must_use]
    pub fn current_take(&self) -> Option<&TakeState> {
        self.phase.take().and_then(|id| self.take(id))
    }

    /// The finished takes of the current question before the current one, oldest first.
    pub fn earlier_takes(&self) -> impl Iterator<Item = &TakeState> {
        let now = self.phase.take();
        self.takes.iter().filter(move |t| t.asked == self.at && Some(t.take.number) != now)
    }

    /// The last problem, in plain words.
    #[must_use]
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Why nothing can be transcribed, if so.
    #[must_use]
    pub fn recogniser_unavailable(&self) -> Option<&str> {
        self.unavailable.as_deref()
    }

    /// The recogniser's model, once it is loaded.
    #[must_use]
    pub fn model(&self) -> Option<&str> {
        self.model.as_deref()
    }

    /// Whether the clock stands still.
    #[must_use]
    pub fn paused(&self) -> bool {
        self.paused
    }

    /// What is visible of the question: all of it once it has been asked.
    #[must_use]
    pub fn visible_question(&self) -> String {
        let Some(asked) = self.current() else { return String::new() };
        let spoken = asked.spoken();
        match (&self.phase, self.rules.chars_per_s) {
            (Phase::Asking { since_ms }, Some(rate)) => {
                let shown = (self.seconds_since(*since_ms) * rate) as usize;
                spoken.graphemes(true).take(shown).collect()
            }
            _ => spoken,
        }
    }

    /// Seconds allowed for the current answer.
    #[must_use]
    pub fn answer_limit_s(&self) -> Option<f64> {
        Some(f64::from(self.limit_of(self.current()?)))
    }

    /// Seconds allowed for the answer to a question of the queue.
    pub(super) fn limit_of(&self, asked: &Asked) -> u32 {
        asked.answer_s.or(self.rules.answer_s).unwrap_or(asked.question.answer_time_s)
    }

    /// The clock of the current phase, where one runs.
    #[must_use]
    pub fn clock(&self) -> Option<Clock> {
        match self.phase {
            Phase::Thinking { since_ms, held } => {
                let limit = self.rules.think_s.filter(|_| !held).map(f64::from);
                Some(Clock::new(self.seconds_since(since_ms), limit))
            }
            Phase::Recording { since_ms: Some(since_ms), .. } | Phase::Typing { since_ms } => {
                Some(Clock::new(self.seconds_since(since_ms), self.answer_limit_s()))
            }
            Phase::Transcribing { since_ms, .. } => Some(Clock::new(self.seconds_since(since_ms), None)),
            _ => None,
        }
    }

    /// The clock of the whole round, if it has a limit.
    #[must_use]
    pub fn round_clock(&self) -> Option<Clock> {
        self.rules.round_s.map(|limit| Clock::new(self.seconds_since(0), Some(f64::from(limit))))
    }

    /// The follow-up on offer for the current question, and its place in the question's list.
    #[must_use]
    pub fn follow_up(&self) -> Option<(usize, &FollowUp)> {
        let asked = self.current()?;
        let card = self.current_take().and_then(|t| t.take.scorecard.as_ref());
        let number = follow_up::best(&asked.question, card, &self.followed_up(self.at))?;
        Some((number, &asked.question.follow_ups[number]))
    }

    /// Which follow-ups of the question at `parent` were asked already.
    pub(super) fn followed_up(&self, parent: usize) -> Vec<usize> {
        self.queue.iter().filter_map(|a| a.follows).filter(|(p, _)| *p == parent).map(|(_, n)| n).collect()
    }

    /// Whether more hints can be seen now.
    fn hint_left(&self) -> bool {
        self.rules.hints && self.current().is_some_and(|a| a.hints_seen < a.question.hints.len())
    }

    /// Whether `command` means something now. The footer shows only commands that do.
    #[must_use]
    pub fn allows(&self, command: &Command) -> bool {
        use Phase::{Asking, Debrief, Estimating, Recording, Scored, Thinking, Transcribing, Typing};
        if self.paused && !matches!(command, Command::Pause | Command::Finish) {
            return false;
        }
        match (command, &self.phase) {
            (Command::Go, Scored { page, .. }) => page.next().is_some_and(|p| self.has_page(p)),
            (Command::Go, Recording { since_ms, .. }) => since_ms.is_some(),
            (Command::Go, phase) => matches!(phase, Asking { .. } | Thinking { .. }),
            (Command::Next, Scored { .. }) => true,
            (Command::Next, phase) => self.rules.skip && matches!(phase, Asking { .. } | Thinking { .. }),
            (Command::Retake, phase) => self.rules.retake && matches!(phase, Scored { .. }),
            (Command::Hint, Asking { .. } | Thinking { .. } | Recording { .. } | Typing { .. }) => self.hint_left(),
            (Command::Page(page), Scored { .. }) => self.has_page(*page),
            (Command::FollowUp, Scored { .. }) => {
                self.rules.follow_ups == FollowUps::OnRequest && self.follow_up().is_some()
            }
            (Command::Type, phase) => matches!(phase, Asking { .. } | Thinking { .. }),
            (Command::Submit(_), phase) => matches!(phase, Typing { .. }),
            (Command::Discard, phase) => {
                matches!(phase, Typing { .. }) || (self.rules.retake && matches!(phase, Recording { .. }))
            }
            (Command::Pause, phase) => self.rules.pause && matches!(phase, Asking { .. } | Thinking { .. }),
            (Command::Finish, phase) => {
                !matches!(phase, Debrief | Recording { .. } | Typing { .. } | Transcribing { .. } | Estimating { .. })
            }
            (Command::Estimate(_), phase) => matches!(phase, Estimating { .. }),
            (Command::SkipEstimates, phase) => !self.rules.feedback && matches!(phase, Estimating { .. }),
            (Command::Challenge(_), Scored { .. }) => self.current_take().is_some_and(|t| t.take.scorecard.is_some()),
            (Command::Note(_), phase) => matches!(phase, Scored { .. }),
            (Command::Correct { .. }, Scored { .. }) => {
                self.current_take().is_some_and(|t| t.take.transcript.is_some())
            }
            _ => false,
        }
    }

    /// Whether the current question has something to show on `page`.
    #[must_use]
    pub fn has_page(&self, page: Page) -> bool {
        let Some(asked) = self.current() else { return false };
        match page {
            Page::FollowUp => !asked.question.follow_ups.is_empty(),
            _ => true,
        }
    }

    pub(super) fn seconds_since(&self, since_ms: u64) -> f64 {
        let ms = self.clock_ms.saturating_sub(since_ms) as f64;
        ms / 1000.0
    }
}
