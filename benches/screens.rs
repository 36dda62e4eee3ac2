//! What the screens cost, measured from outside on a real terminal: `cargo bench --bench screens`. The first frame with
//! 2,000 sessions and 1,000 questions on disk, a key in lists as long as that, and a key while a take is recorded and
//! transcribed. Prints the median, the 95th percentile and the worst; fails if a target is missed.

use std::{
    io::{Read, Write},
    num::NonZeroU16,
    path::Path,
    process::ExitCode,
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

use outloud_core::{
    bank::{Bank, Question},
    session::{SESSION_SCHEMA, Session, SessionKind, Take},
    transcript::Transcript,
};
use outloud_scoring::{Answer, Scorer};
use outloud_store::{banks, home::Home};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const SESSIONS: usize = 2_000;
const TAKES: usize = 4;
const QUESTIONS: usize = 1_000;
const FIRST_FRAME: Duration = Duration::from_millis(50);
const KEY: Duration = Duration::from_millis(16);
const PATIENCE: Duration = Duration::from_mins(1);
const QUESTION: [&str; 3] = ["practice", "--question", "docker-container-vs-vm"];
const ANSWER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.wav");

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<ExitCode, Failure> {
    let folder = tempfile::tempdir()?;
    let (sessions, questions) = fill(folder.path())?;
    println!("a home with {sessions} sessions and {questions} questions");
    let mut met = true;

    let home = (0..21).map(|_| first_frame(folder.path(), &[], "Mock interview")).collect::<Result<Vec<_>, _>>()?;
    met &= report("first frame of the home screen", home, Some(FIRST_FRAME));
    let asked = (0..21).map(|_| first_frame(folder.path(), &QUESTION, "show all")).collect::<Result<Vec<_>, _>>()?;
    met &= report("first frame of a question that is named", asked, Some(FIRST_FRAME));
    let mut terminal = Terminal::start(folder.path(), &[])?;
    let read = terminal.wait(&format!("{sessions} sessions"))?;
    println!("{:<46} {read:>8.1?}, in the background", "every session read");
    terminal.press("jjj\r", "newest first")?;
    let keys =
        (0..100).map(|n| terminal.press(if n % 2 == 0 { "j" } else { "k" }, "")).collect::<Result<Vec<_>, _>>()?;
    met &= report("a key in the list of sessions", keys, Some(KEY));
    terminal.press("/", "")?;
    let letters = "kernel".chars().map(|c| terminal.press(&c.to_string(), "")).collect::<Result<Vec<_>, _>>()?;
    met &= report("a letter of a search through every transcript", letters, Some(KEY));
    terminal.leave()?;

    let empty = tempfile::tempdir()?;
    let mut terminal = Terminal::start(empty.path(), &[&QUESTION[..], &["--mic-from", ANSWER]].concat())?;
    terminal.wait("show all")?;
    terminal.press(" ", "Take your time")?;
    terminal.press(" ", "Recording")?;
    let (calm, busy) = terminal.keys_until("of 100")?;
    met &= report("a key while a take is recorded", calm, None);
    met &= report("a key while a take is being transcribed", busy, Some(KEY));
    terminal.leave()?;
    Ok(if met { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints median, 95th percentile and worst; the 95th is what has to meet the target.
fn report(what: &str, mut times: Vec<Duration>, target: Option<Duration>) -> bool {
    times.sort();
    let Some(last) = times.len().checked_sub(1) else {
        println!("{what:<46} not seen");
        return target.is_none();
    };
    let at = |share: usize| times[last * share / 100];
    let met = target.is_none_or(|target| at(95) <= target);
    let verdict =
        target.map_or_else(String::new, |t| format!("  95th under {t:?}: {}", if met { "yes" } else { "NO" }));
    println!("{what:<46} {:>8.1?} {:>8.1?} {:>8.1?}  of {}{verdict}", at(50), at(95), at(100), times.len());
    met
}

/// A home with sessions and questions in it; gives how many.
fn fill(root: &Path) -> Result<(usize, usize), Failure> {
    let home = Home::at(root);
    let built_in: Vec<Bank> = banks::built_in()?.into_iter().map(|b| b.bank).collect();
    let all: Vec<(&str, &Question)> =
        built_in.iter().flat_map(|b| b.questions.iter().map(|q| (b.id.as_str(), q))).collect();
    let more = QUESTIONS.saturating_sub(all.len());
    let copy = |n: usize| Question { id: format!("copy-{n}"), ..all[n % all.len()].1.clone() };
    let bank = Bank { id: "more".to_owned(), questions: (0..more).map(copy).collect(), ..built_in[0].clone() };
    std::fs::create_dir_all(home.questions_dir())?;
    std::fs::write(home.questions_dir().join("more.json"), serde_json::to_vec(&bank)?)?;
    let scorer = Scorer::new(&built_in);
    let takes: Vec<Take> = all.iter().take(60).map(|(bank, q)| take(bank, q, &scorer)).collect();
    let start = jiff::civil::date(2020, 1, 1).at(9, 0, 0, 0);
    for n in 0..SESSIONS {
        let at = start + jiff::Span::new().hours(i64::try_from(n)?);
        let takes = (0..TAKES).map(|t| Take {
            number: u32::try_from(t + 1).unwrap_or(1),
            started_at: format!("{at}Z"),
            ..takes[(n * TAKES + t) % takes.len()].clone()
        });
        let session = Session {
            schema: SESSION_SCHEMA,
            id: at.strftime("%Y-%m-%dT%H-%M-%S-practice").to_string(),
            kind: SessionKind::Practice,
            started_at: format!("{at}Z"),
            round: None,
            takes: takes.collect(),
            ended_early: false,
        };
        let folder = home.sessions_dir().join(&session.id);
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("session.json"), serde_json::to_vec_pretty(&session)?)?;
    }
    Ok((SESSIONS, all.len() + more))
}

/// The first half of a model answer as somebody's.
fn take(bank: &str, question: &Question, scorer: &Scorer) -> Take {
    let words: Vec<&str> = question.model_answer.split_whitespace().collect();
    let transcript = Transcript::from_text(&words[..words.len() / 2].join(" "));
    let card = scorer.compile(question).score(&Answer { transcript: &transcript, sound: None, time_limit_s: None });
    Take { transcript: Some(transcript), scorecard: Some(card), ..Take::new(1, bank, question.clone()) }
}

fn first_frame(home: &Path, args: &[&str], text: &str) -> Result<Duration, Failure> {
    let mut terminal = Terminal::start(home, args)?;
    let shown = terminal.wait(text)?;
    terminal.leave()?;
    Ok(shown)
}

/// The binary on a terminal of its own; what it draws arrives with its time.
struct Terminal {
    _master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    drawn: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    begun: Instant,
    busy_until: u64,
}

impl Terminal {
    fn start(home: &Path, args: &[&str]) -> Result<Self, Failure> {
        let pty = native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 })?;
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_outloud"));
        command.arg("--home");
        command.arg(home);
        command.args(args);
        command.env("TERM", "xterm-256color");
        let begun = Instant::now();
        let child = pty.slave.spawn_command(command)?;
        drop(pty.slave);
        let (mut reader, keys) = (pty.master.try_clone_reader()?, pty.master.take_writer()?);
        let (sender, drawn) = channel();
        std::thread::spawn(move || {
            let mut bytes = vec![0; 65_536];
            while let Ok(read @ 1..) = reader.read(&mut bytes) {
                let _ = sender.send((Instant::now(), bytes[..read].to_vec()));
            }
        });
        let cells = |n| NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN);
        let screen = vt100::Parser::new(cells(24), cells(80), 0);
        Ok(Self { _master: pty.master, child, keys, drawn, screen, begun, busy_until: 0 })
    }

    /// Waits until `text` is on the screen, or if it is empty until the screen is another; gives the time since the start.
    fn wait(&mut self, text: &str) -> Result<Duration, Failure> {
        let before = self.screen.screen().contents();
        loop {
            let (at, bytes) = self.drawn.recv_timeout(PATIENCE).map_err(|_| format!("'{text}' was never drawn"))?;
            self.screen.process(&bytes);
            let now = self.screen.screen().contents();
            if (text.is_empty() && now != before) || (!text.is_empty() && now.contains(text)) {
                return Ok(at - self.begun);
            }
        }
    }

    /// Brings the screen up to what was drawn until now.
    fn catch_up(&mut self) -> String {
        while let Ok((_, bytes)) = self.drawn.try_recv() {
            self.screen.process(&bytes);
        }
        self.screen.screen().contents()
    }

    /// Presses keys; gives the time until `text` is drawn.
    fn press(&mut self, keys: &str, text: &str) -> Result<Duration, Failure> {
        std::thread::sleep(Duration::from_millis(20));
        self.catch_up();
        let pressed = self.begun.elapsed();
        self.keys.write_all(keys.as_bytes())?;
        self.keys.flush()?;
        Ok(self.wait(text)?.saturating_sub(pressed))
    }

    /// Asks for the keys' help and closes it until `end` is on the screen; the times while the recogniser rests and works.
    fn keys_until(&mut self, end: &str) -> Result<(Vec<Duration>, Vec<Duration>), Failure> {
        let (mut calm, mut busy) = (Vec::new(), Vec::new());
        let until = Instant::now() + 2 * PATIENCE;
        while Instant::now() < until {
            std::thread::sleep(Duration::from_millis(30));
            let working = self.works();
            let shown = self.press("?", "What the keys do")?;
            if working {
                busy.push(shown);
            } else {
                calm.push(shown);
            }
            self.keys.write_all(b"?")?;
            self.keys.flush()?;
            std::thread::sleep(Duration::from_millis(30));
            if self.catch_up().contains(end) {
                return Ok((calm, busy));
            }
        }
        Err("the answer was never scored".into())
    }

    /// Whether the program computed for most of the time since it was asked last: then the recogniser is at work. The
    /// kernel counts hundredths of a second; where it is not asked so, nothing is known and nothing works.
    fn works(&mut self) -> bool {
        let stat = self.child.process_id().and_then(|id| std::fs::read_to_string(format!("/proc/{id}/stat")).ok());
        let fields = stat.as_deref().and_then(|s| s.rsplit_once(") ")).map(|(_, rest)| rest.split(' '));
        let used: u64 = fields.map_or(0, |f| f.skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum());
        let spent = used.saturating_sub(self.busy_until);
        self.busy_until = used;
        spent >= 5
    }

    fn leave(mut self) -> Result<(), Failure> {
        self.keys.write_all(b"\x1bq")?;
        self.keys.flush()?;
        let until = Instant::now() + PATIENCE;
        while self.child.try_wait()?.is_none() {
            if Instant::now() > until {
                self.child.kill()?;
                return Err("the program did not end".into());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }
}
