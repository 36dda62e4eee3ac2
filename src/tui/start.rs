//! Opens the full screen at the screen that a command asked for.

use super::{
    compositor::Compositor,
    error::TuiError,
    event_loop,
    look::Look,
    message::{Ended, MessageSender},
    screens::{
        drill::DrillScreen, home::HomeScreen, review::ReviewScreen, sessions::SessionsScreen, settings::SettingsScreen,
    },
    services::ScreenServices,
    terminal::FullScreen,
};
use crate::app::{App, Plan, Settings};
use outloud_core::session::Session;

/// The screen to begin with.
#[derive(Debug)]
pub enum Start {
    /// The home screen.
    Home,
    /// What is due.
    Drill,
    /// The settings.
    Settings,
    /// Past sessions, or one of them.
    Review(Option<Box<Session>>),
    /// A new session; leaving it ends the program.
    Session(Box<Plan>),
}

/// Shows the screens until the user leaves them. What libraries print to stderr meanwhile goes to the home's log.
///
/// # Errors
/// A [`TuiError`] if the terminal cannot be used, or the session that should go on cannot be opened.
pub fn run(app: &App, settings: Settings, look: Look, start: Start) -> Result<Ended, TuiError> {
    let (sender, inbox) = MessageSender::new();
    let mut screens = Compositor::new(ScreenServices::new(app.clone(), settings, look, sender));
    match start {
        Start::Home => screens.push(Box::<HomeScreen>::default()),
        Start::Settings => screens.push(Box::<SettingsScreen>::default()),
        Start::Drill => screens.push(Box::<DrillScreen>::default()),
        Start::Review(session) => {
            screens.push(Box::<SessionsScreen>::default());
            if let Some(session) = session {
                screens.push(Box::new(ReviewScreen::new(*session, None)));
            }
        }
        Start::Session(plan) => screens.begin(*plan)?,
    }
    let mut terminal = FullScreen::open(&app.home().log_file()).map_err(TuiError::Terminal)?;
    event_loop::run(&mut screens, &inbox, &mut terminal).map_err(TuiError::Terminal)
}
