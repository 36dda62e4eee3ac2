//! Screens and widgets: pure functions of the state; one key table; one theme.

pub mod app;
pub mod keys;
pub mod plain;
pub mod screens;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod widgets;

use std::path::Path;

use app::{App, Ended, Look, Sitting};
use terminal::Screen;

use crate::runtime::{Kit, Plan};

/// Holds a sitting on the full screen, until the user leaves it. What libraries print meanwhile goes to `log`.
///
/// # Errors
/// A sentence if the terminal cannot be used, or the session that should go on cannot be opened.
pub fn sit(kit: &Kit, plan: Plan, look: Look, log: &Path) -> Result<Ended, String> {
    let app = App::new(look.clone());
    let sitting = Sitting::new(kit.sit(plan, &app.outlet())?, &look);
    let no_terminal = |e: std::io::Error| {
        format!("the terminal cannot be used for full-screen drawing: {e}. `--plain` does the same with lines")
    };
    let mut screen = Screen::open(log).map_err(no_terminal)?;
    app.run(sitting, &mut screen).map_err(no_terminal)
}
