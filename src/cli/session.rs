//! A sitting that was asked for on the command line: on the full screen, in lines, or by itself where nobody could type.

use std::io::IsTerminal;

use super::{
    context::Context,
    failure::{Failure, Outcome},
    headless,
    output::print_json,
};
use crate::{
    app::{App, Plan, Settings, equipment::Equipment},
    tui,
};

/// Whether a sitting in lines runs by itself: a recording answers, and nobody is at the keyboard.
#[must_use]
pub fn runs_alone(context: &Context, plain: bool) -> bool {
    plain && context.global.mic_from.is_some() && !std::io::stdin().is_terminal()
}

/// Holds the sitting. `banks` are those that were asked for; `think`: whether think time passes where nobody thinks.
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
) -> Outcome {
    let app = App::new(&context.home, context.every_bank(banks), equipment);
    if !plain {
        return super::screens::run(context, &app, tui::start::Start::Session(Box::new(plan)));
    }
    let settings = Settings::load(&context.home).map_err(|e| Failure::new(e.to_string()))?;
    plan.apply_settings(&settings, &context.home)?;
    let session = if runs_alone(context, plain) {
        headless::run(context, &app, plan, think)?
    } else {
        let input = std::io::BufReader::new(std::io::stdin());
        tui::plain::sit(&app, plan, input, &mut std::io::stdout()).map_err(Failure::new)?
    };
    if context.global.json { print_json(&session) } else { Ok(()) }
}
