//! The whole main job with prompts and lines instead of full-screen drawing: for screen readers, dumb terminals and pipes.
//! The same driver and the same texts as the screens; a word and Enter instead of a key.

use std::{
    collections::VecDeque,
    io::{BufRead, Write},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::Duration,
};

use super::{
    keys::KeyMap,
    screens::session::{SessionUi, SessionView},
    text::{countdown, safe},
    theme::{Palette, Theme},
};
use crate::app::{
    App, Driver, EventSender, Live, Plan, PortEvent,
    signals::{self, Signals},
};
use outloud_core::session::Session;
use outloud_engine::{Command, Page, Phase, TakeId, Urgency};

/// Columns of printed text.
const COLUMNS: usize = 78;

enum Message {
    Port(PortEvent),
    Line(String),
    EndOfInput,
}

/// Holds a sitting in lines, until it is over, the user says quit, or the input ends. Gives the session as it was stored.
///
/// # Errors
/// A sentence if the output is closed, the session that should go on cannot be opened, or it cannot be stored.
pub fn sit(
    app: &App,
    plan: Plan,
    input: impl BufRead + Send + 'static,
    output: &mut dyn Write,
) -> Result<Session, String> {
    let (sender, inbox) = channel();
    let to_loop = sender.clone();
    let events: EventSender = Arc::new(move |event| {
        // The receiver goes when the sitting is over: nobody is left to tell.
        let _ = to_loop.send(Message::Port(event));
    });
    let driver = app.begin(plan, &events).map_err(|e| e.to_string())?;
    let unread = read_lines(input, sender);
    let mut plain = Plain {
        driver,
        output,
        ui: SessionUi::default(),
        keys: KeyMap::default(),
        theme: Theme::new(Palette::NoColor),
        told: Told::default(),
        typed: None,
    };
    let signals = Signals::catch();
    let left = plain.run(&inbox, &signals).map_err(|e| format!("cannot print: {e}. Is the output closed?"));
    let driver = plain.close(&inbox);
    drop(unread);
    let closed = driver.close().map_err(|e| e.to_string());
    if let Some(signal) = signals.received() {
        // Said if there is still somebody to read it.
        let _ = writeln!(output, "\nInterrupted. What was recorded is kept; `outloud sessions recover` scores it.");
        signals::end_by(signal).map_err(|e| e.to_string())?;
    }
    left.and(closed)
}

fn read_lines(input: impl BufRead + Send + 'static, sender: Sender<Message>) -> Option<thread::JoinHandle<()>> {
    let read = move || {
        for line in input.lines() {
            let Ok(line) = line else { break };
            if sender.send(Message::Line(line)).is_err() {
                return;
            }
        }
        let _ = sender.send(Message::EndOfInput);
    };
    thread::Builder::new().name("input".to_owned()).spawn(read).ok()
}

struct Plain<'a> {
    driver: Driver,
    output: &'a mut dyn Write,
    ui: SessionUi,
    keys: KeyMap,
    theme: Theme,
    told: Told,
    /// The lines of a typed answer so far.
    typed: Option<Vec<String>>,
}

/// What was printed already.
#[derive(Default, PartialEq, Clone)]
struct Told {
    state: Option<(&'static str, String, Option<TakeId>, Option<Page>)>,
    urgency: Option<Urgency>,
    notice: Option<String>,
    hints: usize,
    /// That a recording ends by itself.
    unattended: bool,
}

impl Plain<'_> {
    fn run(&mut self, inbox: &Receiver<Message>, signals: &Signals) -> std::io::Result<()> {
        let mut lines = VecDeque::new();
        let mut ended = false;
        loop {
            self.tell()?;
            if matches!(self.driver.interview().phase(), Phase::Debrief) && self.settled() {
                return Ok(());
            }
            match inbox.recv_timeout(Duration::from_millis(50)) {
                Ok(Message::Port(event)) => self.driver.receive(event),
                Ok(Message::Line(line)) => lines.push_back((line, self.recording())),
                Ok(Message::EndOfInput) => ended = true,
                Err(_) => {}
            }
            self.driver.tick();
            self.tell()?;
            if signals.received().is_some() {
                return Ok(());
            }
            if self.busy() {
                continue;
            }
            let next = if self.recording() { lines.iter().position(|(_, meant)| *meant) } else { Some(0) };
            match next.and_then(|n| lines.remove(n)) {
                Some((line, _)) if self.obey(&line)? => return Ok(()),
                Some(_) => {}
                None if ended && self.typed.is_some() => self.submit(),
                None if ended && self.recording() => self.stop_in_time()?,
                None if ended && !self.runs_by_itself() => return Ok(()),
                None => {}
            }
        }
    }

    /// While an answer is worked on, lines wait: they were written for what comes after.
    fn busy(&self) -> bool {
        matches!(
            self.driver.interview().phase(),
            Phase::Transcribing { .. } | Phase::Recording { since_ms: None, .. } | Phase::Debrief
        )
    }

    /// While sound is recorded, only lines that came since it began are meant for the recording.
    fn recording(&self) -> bool {
        matches!(self.driver.interview().phase(), Phase::Recording { since_ms: Some(_), .. })
    }

    /// Whether the sitting goes on without the user: while sound is recorded or worked on.
    fn runs_by_itself(&self) -> bool {
        self.busy() || self.recording()
    }

    fn settled(&self) -> bool {
        !self.driver.interview().takes().iter().any(outloud_engine::TakeState::pending)
    }

    /// Nobody is left who could end the recording: it ends when the answer's time is over.
    fn stop_in_time(&mut self) -> std::io::Result<()> {
        let Some(clock) = self.driver.interview().clock() else { return Ok(()) };
        if clock.urgency == Urgency::Over {
            self.driver.command(Command::Go);
        } else if let (false, Some(limit)) = (std::mem::replace(&mut self.told.unattended, true), clock.limit_s) {
            writeln!(self.output, "The input has ended: the recording stops after {}.", countdown(limit))?;
            self.output.flush()?;
        }
        Ok(())
    }

    /// A recording that runs is ended and stored.
    fn close(self, inbox: &Receiver<Message>) -> Driver {
        let mut driver = self.driver;
        while driver.finish_recording() {
            match inbox.recv_timeout(Duration::from_secs(3)) {
                Ok(Message::Port(event)) => driver.receive(event),
                Ok(_) => {}
                Err(_) => break,
            }
        }
        driver
    }

    fn view<'a>(&'a self, live: &'a Live) -> SessionView<'a> {
        SessionView {
            interview: self.driver.interview(),
            live,
            ui: &self.ui,
            keys: &self.keys,
            theme: &self.theme,
            can_play: false,
        }
    }

    /// Does what a line says. True if the user leaves.
    fn obey(&mut self, line: &str) -> std::io::Result<bool> {
        if let Some(typed) = &mut self.typed {
            if !line.trim().is_empty() {
                typed.push(line.to_owned());
                return Ok(false);
            }
            self.submit();
            return Ok(false);
        }
        let (word, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        if matches!(word, "quit" | "q") {
            return Ok(true);
        }
        match self.command(word, rest) {
            Some(command) if self.driver.interview().allows(&command) => self.driver.command(command),
            _ => writeln!(self.output, "That means nothing here. {}", self.choices())?,
        }
        if matches!(self.driver.interview().phase(), Phase::Typing { .. }) {
            self.typed = Some(Vec::new());
        }
        Ok(false)
    }

    fn submit(&mut self) {
        let text = self.typed.take().unwrap_or_default().join("\n");
        let command = if text.trim().is_empty() { Command::Discard } else { Command::Submit(text) };
        self.driver.command(command);
    }

    fn command(&self, word: &str, rest: &str) -> Option<Command> {
        let scored = matches!(self.driver.interview().phase(), Phase::Scored { .. });
        Some(match word {
            "" => Command::Go,
            "skip" | "next" | "n" => Command::Next,
            "hint" | "h" if !scored => Command::Hint,
            "hints" | "hint" | "h" => Command::Page(Page::Hints),
            "score" => Command::Page(Page::Score),
            "model" => Command::Page(Page::Model),
            "wanted" => Command::Page(Page::Recruiter),
            "follow-up" => Command::Page(Page::FollowUp),
            "answer" => Command::FollowUp,
            "retake" | "r" => Command::Retake,
            "type" | "t" => Command::Type,
            "discard" => Command::Discard,
            "pause" => Command::Pause,
            "end" => Command::Finish,
            "note" => Command::Note(rest.to_owned()),
            "correct" => {
                let (number, text) = rest.split_once(' ').unwrap_or((rest, ""));
                Command::Correct { word: number.parse::<usize>().ok()?.checked_sub(1)?, text: text.to_owned() }
            }
            _ => return None,
        })
    }

    /// The words that mean something now, those for the obvious first.
    fn choices(&self) -> String {
        let interview = self.driver.interview();
        let scored = matches!(interview.phase(), Phase::Scored { .. });
        let go = match interview.phase() {
            Phase::Asking { .. } => "Enter shows it all",
            Phase::Thinking { .. } => "Enter starts the recording",
            Phase::Recording { .. } => "Enter ends the recording",
            Phase::Scored { .. } => "Enter shows the next page",
            _ => "Enter",
        };
        let words = [
            (Command::Go, go),
            (Command::Hint, "hint"),
            (Command::Type, "type"),
            (Command::Page(Page::Score), "score, hints, model, wanted, follow-up"),
            (Command::FollowUp, "answer (the follow-up)"),
            (Command::Retake, "retake"),
            (Command::Next, if scored { "next" } else { "skip" }),
            (Command::Note(String::new()), "note TEXT"),
            (Command::Correct { word: 0, text: String::new() }, "correct NUMBER WORD"),
            (Command::Discard, "discard"),
            (Command::Finish, "end"),
        ];
        let known = words.iter().filter(|(command, _)| interview.allows(command)).map(|(_, word)| *word);
        known.chain(["quit"]).collect::<Vec<_>>().join("; ")
    }

    /// Prints what is new.
    fn tell(&mut self) -> std::io::Result<()> {
        self.tell_notice()?;
        self.tell_hints()?;
        let interview = self.driver.interview();
        let (name, page) = match interview.phase() {
            Phase::Asking { .. } => ("asking", None),
            Phase::Thinking { .. } => ("thinking", None),
            Phase::Recording { since_ms: None, .. } => ("opening", None),
            Phase::Recording { .. } => ("recording", None),
            Phase::Typing { .. } => ("typing", None),
            Phase::Transcribing { .. } => ("transcribing", None),
            Phase::Scored { page, .. } => ("scored", Some(*page)),
            Phase::Debrief if !self.settled() => ("waiting", None),
            Phase::Debrief => ("debrief", None),
        };
        let question = interview.current().map_or(String::new(), |a| a.question.id.clone());
        let state = Some((name, question, interview.phase().take(), page));
        if self.told.state == state {
            return self.tell_time();
        }
        let before = std::mem::replace(&mut self.told.state, state);
        self.told.urgency = None;
        let text = self.text(name, before.is_some_and(|(name, ..)| name == "asking"));
        if !text.is_empty() {
            writeln!(self.output, "{text}")?;
        }
        self.output.flush()
    }

    fn text(&self, phase: &str, question_told: bool) -> String {
        let choices = || format!("[{}]", self.choices());
        match phase {
            "asking" => {
                let (at, of) = self.driver.interview().position();
                let asked = self.driver.interview().current().map(|a| a.spoken()).unwrap_or_default();
                let question: Vec<String> = asked.lines().map(|l| safe(l).into_owned()).collect();
                format!("\nQuestion {at} of {of}\n{}\n{}", question.join("\n"), choices())
            }
            "thinking" if question_told => String::new(),
            "thinking" => choices(),
            "opening" => "Opening the microphone.".to_owned(),
            "recording" => "Recording. Speak now; Enter when you are done.".to_owned(),
            "typing" => "Type your answer. An empty line ends it.".to_owned(),
            "transcribing" => "Writing down what you said.".to_owned(),
            "scored" => format!("\n{}\n{}", self.page(), choices()),
            "waiting" => "The last answers are still being written down.".to_owned(),
            _ => format!("\n{}", self.page()),
        }
    }

    /// The page that a screen would show, as text.
    fn page(&self) -> String {
        let view = self.view(self.driver.live());
        let pane = view.pane(COLUMNS).unwrap_or_default();
        pane.lines.iter().map(|line| spoken(&line.to_string())).collect::<Vec<_>>().join("\n")
    }

    fn tell_notice(&mut self) -> std::io::Result<()> {
        let interview = self.driver.interview();
        let notice = interview.notice().or(interview.recogniser_unavailable()).map(|n| safe(n).into_owned());
        if notice.is_some() && notice != self.told.notice {
            writeln!(self.output, "! {}", notice.as_deref().unwrap_or_default())?;
        }
        self.told.notice = notice;
        Ok(())
    }

    fn tell_hints(&mut self) -> std::io::Result<()> {
        let Some(asked) = self.driver.interview().current() else { return Ok(()) };
        let (seen, hints) = (asked.hints_seen, asked.question.hints.clone());
        for hint in hints.iter().take(seen).skip(self.told.hints) {
            writeln!(self.output, "Hint: {}", safe(hint))?;
        }
        self.told.hints = seen;
        Ok(())
    }

    /// The time is told when it becomes pressing, not every second.
    fn tell_time(&mut self) -> std::io::Result<()> {
        let Some(clock) = self.driver.interview().clock() else { return Ok(()) };
        let Some(left) = clock.left_s().filter(|_| self.driver.interview().phase().take().is_some()) else {
            return Ok(());
        };
        if clock.urgency == Urgency::Calm || self.told.urgency == Some(clock.urgency) {
            return Ok(());
        }
        self.told.urgency = Some(clock.urgency);
        let text = if left > 0.0 { format!("{} left.", countdown(left)) } else { "The time is over.".to_owned() };
        writeln!(self.output, "{text}")?;
        self.output.flush()
    }
}

/// A line of a screen as a screen reader should say it: no bars, words for signs.
fn spoken(line: &str) -> String {
    let line: String = line.chars().filter(|c| !matches!(c, '━' | '╌')).collect();
    line.replace(" ✓ ", "yes").replace(" ✗ ", "no ").replace(['▲', '▼'], "").trim_end().to_owned()
}
