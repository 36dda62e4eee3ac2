//! What actions do on a session's screen: they change its state or become commands; nothing here touches the world.

use super::{
    ui::{Beside, PLACEHOLDER, Purpose, SessionUi},
    view::{SessionView, is_over},
};
use crate::tui::{keys::Action, screens::prompt::text_area, widgets::Scroll};
use outloud_engine::{Command, Page, Phase};

/// What an action leads to, outside the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Reaction {
    /// Nothing.
    None,
    /// A command to the session.
    Command(Command),
    /// Play the current take from this second, or stop playing.
    Play(f64),
    /// End the session and open the take with this number.
    Review(u32),
    /// End the round and begin the same one again.
    Repeat,
    /// Close the screen.
    Close,
    /// Have a text typed: the question, and the text to begin with.
    Prompt(String, String),
}

impl SessionUi {
    /// What `action` does, on a page of so many columns of which so many rows are visible.
    pub fn handle(&mut self, action: Action, view: &SessionView<'_>, columns: usize, rows: usize) -> Reaction {
        let leaving = std::mem::take(&mut self.leaving);
        self.refusal = None;
        match action {
            Action::Back => return self.back(view),
            Action::Left | Action::Right | Action::Open
                if matches!(view.interview.phase(), Phase::Estimating { .. }) =>
            {
                return self.on_scale(action);
            }
            Action::Save => return self.submit_answer(),
            Action::Live => self.live = !self.live,
            Action::Story => {
                let beside = view.interview.phase().take();
                self.story = view.open_story().is_none().then_some(Beside(beside));
                self.preparation = None;
                self.scroll = Scroll::default();
            }
            Action::Prepare => self.turn_preparation(view),
            Action::Quit => return self.quit(leaving, view),
            Action::Repeat => return Reaction::Repeat,
            Action::Note => {
                let note = view.interview.current_take().and_then(|t| t.take.note.clone()).unwrap_or_default();
                self.purpose = Some(Purpose::Note);
                return Reaction::Prompt("A note to yourself on this answer".to_owned(), note);
            }
            Action::Challenge => {
                let chosen = view.chosen_verdict();
                let judged = chosen.and_then(|row| row.judged);
                return judged.map_or(Reaction::None, |judged| Reaction::Command(Command::Challenge(judged)));
            }
            Action::Correct => return self.open_words(view),
            Action::Left | Action::Right | Action::Open if self.word.is_some() => return self.on_word(action, view),
            Action::Open => return view.debrief_choice().map_or(Reaction::None, Reaction::Review),
            Action::Play => {
                let from = view.pane(columns).and_then(|p| p.chosen_s(self.scroll)).unwrap_or(0.0);
                return Reaction::Play(from);
            }
            action if Scroll::ACTIONS.contains(&action) => {
                if let Some(pane) = view.pane(columns) {
                    self.scroll.act(action, &pane, view.pane_rows(columns, rows));
                }
            }
            action => return self.command(action, view),
        }
        Reaction::None
    }

    fn command(&mut self, action: Action, view: &SessionView<'_>) -> Reaction {
        let scored = matches!(view.interview.phase(), Phase::Scored { .. });
        let on_follow_up = matches!(view.interview.phase(), Phase::Scored { page: Page::FollowUp, .. });
        let command = match action {
            Action::Go if scored && view.next_page().is_none() => Command::Next,
            Action::Go => Command::Go,
            Action::Next => Command::Next,
            Action::Retake => Command::Retake,
            Action::Hint if scored => Command::Page(Page::Hints),
            Action::Hint => Command::Hint,
            Action::Score => Command::Page(Page::Score),
            Action::Model => Command::Page(Page::Model),
            Action::Recruiter => Command::Page(Page::Recruiter),
            Action::FollowUp if on_follow_up => Command::FollowUp,
            Action::FollowUp => Command::Page(Page::FollowUp),
            Action::Type => {
                let question = view.interview.current().map(|a| a.question.id.clone());
                if self.draft_of != question {
                    (self.answer, self.draft_of) = (text_area("", PLACEHOLDER), question);
                }
                Command::Type
            }
            Action::Pause => Command::Pause,
            Action::Finish => Command::Finish,
            _ => return Reaction::None,
        };
        self.scroll = Scroll::default();
        (self.story, self.preparation) = (None, None);
        Reaction::Command(command)
    }

    /// The text that was typed into the pop-up.
    pub fn submitted(&mut self, text: String) -> Reaction {
        match self.purpose.take() {
            Some(Purpose::Note) => Reaction::Command(Command::Note(text)),
            Some(Purpose::Word(word)) => Reaction::Command(Command::Correct { word, text: text.replace('\n', " ") }),
            None => Reaction::None,
        }
    }

    fn back(&mut self, view: &SessionView<'_>) -> Reaction {
        if view.open_story().is_some() || view.is_preparation_open() {
            (self.story, self.preparation) = (None, None);
            self.scroll = Scroll::default();
            Reaction::None
        } else if self.word.take().is_some() {
            Reaction::None
        } else if matches!(view.interview.phase(), Phase::Estimating { .. }) {
            self.estimate = None;
            let all = view.engine_allows(&Command::SkipEstimates);
            Reaction::Command(if all { Command::SkipEstimates } else { Command::Estimate(None) })
        } else if *view.interview.phase() == Phase::Debrief {
            Reaction::Close
        } else {
            Reaction::Command(Command::Discard)
        }
    }

    fn submit_answer(&mut self) -> Reaction {
        if !self.answer.is_empty() {
            self.draft_of = None;
        }
        Reaction::Command(Command::Submit(self.answer.lines().join("\n")))
    }

    /// Leaving takes two presses while a round is under way or an answer is recorded, otherwise one.
    fn quit(&mut self, leaving: bool, view: &SessionView<'_>) -> Reaction {
        let under_way = !view.interview.rules().feedback && !is_over(view.interview);
        let answering = matches!(view.interview.phase(), Phase::Recording { .. });
        if (under_way || answering) && !leaving {
            self.leaving = true;
            return Reaction::None;
        }
        Reaction::Close
    }

    /// Words are corrected on the page that shows them, beginning with the least certain one.
    fn open_words(&mut self, view: &SessionView<'_>) -> Reaction {
        let words = view.interview.current_take().and_then(|t| t.take.transcript.as_ref()).map(|t| &t.words);
        let certainty = |p: Option<f64>| p.unwrap_or(1.0);
        let doubtful = words.and_then(|words| {
            let all = words.iter().enumerate();
            all.min_by(|a, b| certainty(a.1.probability).total_cmp(&certainty(b.1.probability))).map(|(n, _)| n)
        });
        self.word = doubtful;
        self.scroll = Scroll::default();
        if self.word.is_none() { Reaction::None } else { Reaction::Command(Command::Page(Page::Model)) }
    }

    fn on_word(&mut self, action: Action, view: &SessionView<'_>) -> Reaction {
        let transcript = view.interview.current_take().and_then(|t| t.take.transcript.as_ref());
        let (Some(transcript), Some(word)) = (transcript, self.word) else { return Reaction::None };
        let last = transcript.words.len().saturating_sub(1);
        match action {
            Action::Left => self.word = Some(word.saturating_sub(1)),
            Action::Right => self.word = Some((word + 1).min(last)),
            _ => {
                let text = transcript.words.get(word).map_or("", |w| w.text.as_str());
                self.purpose = Some(Purpose::Word(word));
                return Reaction::Prompt("What did you really say here?".to_owned(), text.to_owned());
            }
        }
        Reaction::None
    }
}
