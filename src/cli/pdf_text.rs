//! The text of a foreign PDF, read by a process of its own: what a hostile one costs in time, memory and stack ends with that
//! process, and the user reads one line.

use std::{
    io::{self, Read as _, Write as _},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::failure::{CommandResult, Failure};
use outloud_exchange::pdf;

/// The hidden command that does it.
pub const COMMAND: &str = "pdf-text";

/// No text of a PDF is longer, in bytes.
const MAX_TEXT_BYTES: u64 = 4 * 1024 * 1024;
/// So long it may take: a CV takes less than a second.
const LONGEST: Duration = Duration::from_secs(10);
/// The memory that it may ask the system for, in bytes.
#[cfg(unix)]
const MOST_MEMORY: u64 = 1024 * 1024 * 1024;

/// The text of a PDF; `name` is what messages call it.
///
/// # Errors
/// If it has none, cannot be read, or costs too much.
pub fn of(pdf: Vec<u8>, name: &str) -> Result<String, Failure> {
    let failed = |e: io::Error| Failure::new(format!("cannot read '{name}': {e}"));
    let mut child = Command::new(std::env::current_exe().map_err(failed)?)
        .arg(COMMAND)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    // A child that ends early closes the pipe, which is no failure of its own.
    let writer = thread::spawn(move || stdin.map(|mut pipe| pipe.write_all(&pdf)));
    let text = thread::spawn(move || read_all(stdout));
    let reason = thread::spawn(move || read_all(stderr));
    let code = wait(&mut child).map_err(failed)?;
    let _ = writer.join();
    let (text, reason) = (text.join().unwrap_or_default(), reason.join().unwrap_or_default());
    match code {
        Some(0) => Ok(text),
        Some(1) => Err(Failure::new(format!("'{name}': {}", reason.trim().trim_start_matches("outloud: ")))),
        _ => Err(Failure::new(format!(
            "'{name}' cannot be read as a PDF, or costs too much to read. Copy its text: `outloud match -` reads it from stdin"
        ))),
    }
}

fn read_all(pipe: Option<impl io::Read>) -> String {
    let mut bytes = Vec::new();
    // What was read before a failure is all there is.
    let _ = pipe.map(|pipe| pipe.take(MAX_TEXT_BYTES).read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The exit code; none if it was ended by a signal or took too long.
fn wait(child: &mut Child) -> io::Result<Option<i32>> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.code());
        }
        if begun.elapsed() > LONGEST {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// Runs the hidden command: a PDF on stdin, its text on stdout.
///
/// # Errors
/// If it has none.
pub fn run() -> CommandResult {
    bound_memory();
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let text = pdf::text(&bytes)?;
    Ok(io::stdout().lock().write_all(text.as_bytes())?)
}

/// A system that knows no such limit is not asked for one.
fn bound_memory() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let limit = Rlimit { current: Some(MOST_MEMORY), maximum: Some(MOST_MEMORY) };
        let _ = setrlimit(Resource::As, limit);
        // A crash leaves no image of the memory behind.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
}
