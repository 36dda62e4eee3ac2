//! A session started by a command: on the full screen, in lines, or unattended.

use std::io::IsTerminal;

use super::{
    context::Context,
    failure::{CommandResult, Failure},
    headless,
    output::print_json,
};
use crate::{
    app::{App, Plan, Settings, equipment::Equipment},
    tui,
};

/// Whether a session in lines runs unattended: a recording answers, and stdin is no terminal.
#[must_use]
pub fn is_unattended(context: &Context, plain: bool) -> bool {
    plain && context.global.mic_from.is_some() && !std::io::stdin().is_terminal()
}

/// Runs the session. `banks`: those named on the command line; `think`: whether think time passes when it runs unattended.
///
/// # Errors
/// If the terminal cannot be used, the settings are wrong, or something cannot be recorded or stored.
pub fn hold(
    context: &Context,
    equipment: Equipment,
    plain: bool,
    mut plan: Plan,
    banks: &[String],
    think: bool,
) -> CommandResult {
    let app = App::new(&context.home, context.every_bank(banks), equipment);
    if !plain {
        return super::screens::run(context, &app, tui::start::Start::Session(Box::new(plan)));
    }
    let settings = Settings::load(&context.home).map_err(|e| Failure::new(e.to_string()))?;
    // Lines of a script answer what it knows of.
    plan.no_estimate |= !std::io::stdin().is_terminal();
    plan.apply_settings(&settings, &context.home)?;
    let session = if is_unattended(context, plain) {
        headless::run(context, &app, plan, think)?
    } else {
        let input = std::io::BufReader::new(std::io::stdin());
        tui::plain::run(&app, plan, input, &mut std::io::stdout())?
    };
    let session = super::retranscribe::after_round(context, &app, session)?;
    if context.global.json { print_json(&session) } else { Ok(()) }
}
