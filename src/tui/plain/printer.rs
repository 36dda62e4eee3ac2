//! Prints what is new in a session, once.

use std::{
    io::{self, Write},
    sync::{Arc, OnceLock},
};

use super::commands::choices;
use crate::{
    app::view::{
        PlainPainter, debrief_document, follow_up_document, hints_document, model_document, score_document, text,
        wanted_document, without_signs,
    },
    tui::text::{countdown, safe},
};
use outloud_core::view::Document;
use outloud_engine::{Command, Interview, Page, Phase, TakeId, TakeState, Urgency};

/// Prints a session, and knows what it has printed.
pub(super) struct Printer<'a> {
    output: &'a mut dyn Write,
    moment: Option<Moment>,
    urgency: Option<Urgency>,
    notice: Option<String>,
    hints: usize,
    /// The candidate's usual words a minute, once they are known.
    usual_pace: Arc<OnceLock<f64>>,
}

/// What is announced when it begins.
#[derive(Debug, Clone, PartialEq)]
enum Moment {
    /// The question with this id is asked.
    Asking(String),
    Thinking(String),
    Opening(TakeId),
    Recording(TakeId),
    Typing(String),
    Transcribing(TakeId),
    Estimating(TakeId),
    Scored(TakeId, Page),
    /// The session is over, but answers are still being transcribed.
    Waiting,
    Debrief,
}

impl Moment {
    fn of(interview: &Interview) -> Self {
        let question = || interview.current().map_or(String::new(), |a| a.question.id.clone());
        match interview.phase() {
            Phase::Asking { .. } => Self::Asking(question()),
            Phase::Thinking { .. } => Self::Thinking(question()),
            Phase::Recording { take, since_ms: None, .. } => Self::Opening(*take),
            Phase::Recording { take, .. } => Self::Recording(*take),
            Phase::Typing { .. } => Self::Typing(question()),
            Phase::Transcribing { take, .. } => Self::Transcribing(*take),
            Phase::Estimating { take } => Self::Estimating(*take),
            Phase::Scored { take, page } => Self::Scored(*take, *page),
            Phase::Debrief if interview.takes().iter().any(TakeState::pending) => Self::Waiting,
            Phase::Debrief => Self::Debrief,
        }
    }
}

impl<'a> Printer<'a> {
    pub(super) fn new(output: &'a mut dyn Write, usual_pace: Arc<OnceLock<f64>>) -> Self {
        Self { output, moment: None, urgency: None, notice: None, hints: 0, usual_pace }
    }

    /// Prints a line.
    pub(super) fn say(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.output, "{}", without_signs(line))?;
        self.output.flush()
    }

    /// Prints what is new.
    pub(super) fn update(&mut self, interview: &Interview) -> io::Result<()> {
        self.update_notice(interview)?;
        self.update_hints(interview)?;
        let moment = Moment::of(interview);
        if self.moment.as_ref() == Some(&moment) {
            return self.update_time(interview);
        }
        let before = self.moment.replace(moment.clone());
        self.urgency = None;
        match announcement(&moment, before.as_ref(), interview, self.usual_pace.get().copied()) {
            Some(text) => self.say(&text),
            None => Ok(()),
        }
    }

    fn update_notice(&mut self, interview: &Interview) -> io::Result<()> {
        let notice = interview.notice().or(interview.recogniser_unavailable()).map(|n| safe(n).into_owned());
        let old = std::mem::replace(&mut self.notice, notice);
        match self.notice.clone() {
            Some(notice) if old.as_ref() != Some(&notice) => self.say(&format!("! {notice}")),
            _ => Ok(()),
        }
    }

    fn update_hints(&mut self, interview: &Interview) -> io::Result<()> {
        let Some(asked) = interview.current() else { return Ok(()) };
        for hint in asked.question.hints.iter().take(asked.hints_seen).skip(self.hints) {
            self.say(&format!("Hint: {}", safe(hint)))?;
        }
        self.hints = asked.hints_seen;
        Ok(())
    }

    /// The time is printed when it becomes pressing, not every second.
    fn update_time(&mut self, interview: &Interview) -> io::Result<()> {
        let Some(clock) = interview.clock() else { return Ok(()) };
        let Some(left) = clock.left_s().filter(|_| interview.phase().take().is_some()) else { return Ok(()) };
        if clock.urgency == Urgency::Calm || self.urgency == Some(clock.urgency) {
            return Ok(());
        }
        self.urgency = Some(clock.urgency);
        let text = if left > 0.0 { format!("{} left.", countdown(left)) } else { "The time is over.".to_owned() };
        self.say(&text)
    }
}

fn announcement(
    moment: &Moment,
    before: Option<&Moment>,
    interview: &Interview,
    usual_pace: Option<f64>,
) -> Option<String> {
    Some(match moment {
        Moment::Asking(_) => question(interview),
        // The words for what can be done now were printed with the question.
        Moment::Thinking(_) if matches!(before, Some(Moment::Asking(_))) => return None,
        Moment::Thinking(_) => format!("[{}]", choices(interview)),
        Moment::Opening(_) => "Opening the microphone.".to_owned(),
        Moment::Recording(_) => "Recording. Speak now; Enter when you are done.".to_owned(),
        Moment::Typing(_) => "Type your answer. An empty line ends it.".to_owned(),
        Moment::Transcribing(take) => {
            let is_typed = interview.take(*take).is_some_and(|t| t.take.transcript.is_some());
            if is_typed { "Scoring your answer." } else { "Transcribing your answer." }.to_owned()
        }
        Moment::Estimating(_) => estimate_question(interview),
        Moment::Scored(_, page) => {
            format!("\n{}\n[{}]", page_text(*page, interview, usual_pace), choices(interview))
        }
        Moment::Waiting => "The last answers are still being transcribed.".to_owned(),
        Moment::Debrief => format!("\n{}", printed(&debrief_document(interview, None))),
    })
}

fn question(interview: &Interview) -> String {
    let (at, of) = interview.position();
    let asked = interview.current().map(|a| a.spoken()).unwrap_or_default();
    let lines: Vec<String> = asked.lines().map(|line| safe(line).into_owned()).collect();
    format!("\nQuestion {at} of {of}\n{}\n[{}]", lines.join("\n"), choices(interview))
}

fn estimate_question(interview: &Interview) -> String {
    let which = interview.estimate_position().map_or_else(
        || "How good was your answer?".to_owned(),
        |(at, of)| {
            let prompt = interview.current_take().map_or("", |t| t.take.question.prompt.as_str());
            format!("Answer {at} of {of}: {}\nHow good was it?", safe(prompt))
        },
    );
    format!("{which}\n[{}]", choices(interview))
}

fn page_text(page: Page, interview: &Interview, usual_pace: Option<f64>) -> String {
    printed(&match page {
        Page::Score => score_document(interview, usual_pace),
        Page::Hints => hints_document(interview),
        Page::Model => model_document(interview),
        Page::Recruiter => wanted_document(interview),
        Page::FollowUp => {
            let how = interview.allows(&Command::FollowUp).then_some("The word answer asks you this question.");
            follow_up_document(interview, how)
        }
    })
}

pub(super) fn printed(page: &Document) -> String {
    text(page, &PlainPainter)
}
