//! Screens and widgets: pure functions of the state; one key table; one theme.

pub mod app;
pub mod keys;
pub mod plain;
pub mod screens;
pub mod shell;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod widgets;

use app::{Ended, Look, Mailbox};
use screens::Place;
use shell::Shell;
use terminal::FullScreen;

use crate::app::{App, Plan, Settings};
use outloud_core::session::Session;

/// Where the screens begin.
#[derive(Debug)]
pub enum Start {
    /// The home screen.
    Home,
    /// What is due.
    Drill,
    /// Past sessions, or one of them.
    Review(Option<Box<Session>>),
    /// A sitting; leaving it leaves the screens.
    Sitting(Plan),
}

/// Shows the screens until the user leaves them. What libraries print meanwhile goes to the home's log.
///
/// # Errors
/// A sentence if the terminal cannot be used, or the session that should go on cannot be opened.
pub fn run(app: &App, settings: Settings, look: Look, start: Start) -> Result<Ended, String> {
    let (mailbox, inbox) = Mailbox::new();
    let mut shell = Shell::new(app, settings, look, mailbox);
    match start {
        Start::Home => shell.open(Place::home()),
        Start::Drill => shell.open(Place::drill()),
        Start::Review(session) => {
            shell.open(Place::sessions());
            if let Some(session) = session {
                shell.open(Place::session(*session, None));
            }
        }
        Start::Sitting(plan) => shell.sit(plan)?,
    }
    let no_terminal = |e: std::io::Error| {
        format!("the terminal cannot be used for full-screen drawing: {e}. `--plain` does the same with lines")
    };
    let mut screen = FullScreen::open(&app.home().log_file()).map_err(no_terminal)?;
    app::run(&mut shell, &inbox, &mut screen).map_err(no_terminal)
}
