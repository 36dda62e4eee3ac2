//! Where the text of every command goes: stdout for results, stderr for messages, each sanitised.

use std::{
    io::Write,
    sync::atomic::{AtomicBool, Ordering},
};

use owo_colors::{OwoColorize, Stream};
use serde::Serialize;

use super::failure::{CommandResult, Failure};
use crate::app::view::without_signs;
use outloud_core::sanitize;

/// Whether this process prints plainly. Decided once, as whether it prints colours is.
static PLAIN: AtomicBool = AtomicBool::new(false);

/// From now on everything for people is printed plainly: words for signs, labels for columns, nothing redrawn.
pub fn print_plainly() {
    owo_colors::set_override(false);
    PLAIN.store(true, Ordering::Relaxed);
}

/// Whether everything for people is printed plainly.
#[must_use]
pub fn is_plain() -> bool {
    PLAIN.load(Ordering::Relaxed)
}

fn plainly(text: &str) -> std::borrow::Cow<'_, str> {
    if is_plain() { without_signs(text) } else { text.into() }
}

/// Prints a message on stderr: one line, sanitised.
pub fn say(text: &str) {
    // Nothing can be reported once stderr is closed.
    let _ = writeln!(std::io::stderr().lock(), "outloud: {}", plainly(&sanitize::one_line(text)));
}

/// Prints a line on stdout. Its own colours stay; all other control characters are removed.
pub fn print_line(text: &str) -> CommandResult {
    let colours = !"".if_supports_color(Stream::Stdout, |t| t.bold()).to_string().is_empty();
    print_raw(&plainly(&sanitize::for_terminal(text, colours)))
}

/// Prints a line on stdout. A closed pipe ends the program quietly, as it does for every Unix tool.
pub fn print_raw(text: &str) -> CommandResult {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(e) => Err(Failure::new(format!("cannot write to stdout: {e}"))),
        Ok(()) => Ok(()),
    }
}

/// Prints `value` as one JSON document on stdout.
///
/// # Errors
/// If stdout is closed.
pub fn print_json(value: &impl Serialize) -> CommandResult {
    let text = serde_json::to_string_pretty(value).map_err(|e| Failure::new(format!("cannot write JSON: {e}")))?;
    print_raw(&sanitize::json(&text))
}
