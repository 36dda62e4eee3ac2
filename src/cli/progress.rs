//! Progress on stderr, where that is a terminal: a bar that is redrawn, or one line in plain output, where nothing is redrawn.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

use super::output::{is_plain, say};

/// A bar that `template` describes as indicatif does, over `length` steps; what plain output says once in its place.
#[must_use]
pub fn bar(length: u64, template: &str, plainly: &str) -> ProgressBar {
    if is_plain() {
        announce(plainly);
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length).with_style(style)
}

/// A sign that turns beside what [`step`] says.
#[must_use]
pub fn spinner() -> ProgressBar {
    if is_plain() { ProgressBar::hidden() } else { ProgressBar::new_spinner() }
}

/// Says what goes on now; in plain output only when that changed, as a line of its own.
pub fn step(bar: &ProgressBar, text: &str) {
    if is_plain() && bar.message() != text {
        announce(text);
    }
    bar.set_message(text.to_owned());
    bar.tick();
}

fn announce(text: &str) {
    if std::io::stderr().is_terminal() {
        say(text);
    }
}
