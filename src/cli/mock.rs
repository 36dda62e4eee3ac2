//! `outloud mock`: a timed round, on the full screen or in lines.

use super::{
    args::practice::{MockArgs, PersonaName, RoundPreset},
    context::Context,
    equipment::equipment_that_speaks,
    failure::{CommandResult, Failure},
    output::print_line,
    practice::chosen,
    session,
};
use crate::app::{Plan, equipment::Equipment, interviewer::PHRASES};
use outloud_core::session::{Persona, RoundSettings};
use outloud_engine::{BEHAVIOURAL, PHONE_SCREEN, Preset, RAPID_FIRE, TECHNICAL, round};

/// Runs `outloud mock`.
///
/// # Errors
/// If no question fits, or the terminal cannot be used.
pub fn run(context: &Context, args: &MockArgs) -> CommandResult {
    if args.phrases {
        return print_line(PHRASES.trim_end());
    }
    let plain = context.in_lines()?;
    super::recover::offer(context)?;
    super::privacy::expire(context)?;
    let preset = preset(args.preset);
    let mut queue = chosen(context, &args.filter)?;
    if args.filter.kind.is_empty() && args.filter.question.is_empty() {
        queue.retain(|asked| preset.kinds.is_empty() || preset.kinds.contains(&asked.question.kind));
    }
    let plan = Plan { no_estimate: args.no_estimate, ..Plan::round(round(queue, settings(args, &preset))) };
    if plan.queue.is_empty() {
        return Err(Failure::new("no question fits this round. Loosen the filter or choose another --preset"));
    }
    let persona = args.persona.map(|name| match name {
        PersonaName::Friendly => Persona::Friendly,
        PersonaName::Brisk => Persona::Brisk,
        PersonaName::Silent => Persona::Silent,
    });
    let equipment = Equipment { persona, ..equipment_that_speaks(context, args.voice)? };
    session::hold(context, equipment, plain, plan, &args.filter.bank, true)
}

fn preset(named: RoundPreset) -> Preset {
    match named {
        RoundPreset::PhoneScreen => PHONE_SCREEN,
        RoundPreset::Technical => TECHNICAL,
        RoundPreset::Behavioural => BEHAVIOURAL,
        RoundPreset::RapidFire => RAPID_FIRE,
    }
}

/// The preset's settings with what was asked for in their place.
fn settings(args: &MockArgs, preset: &Preset) -> RoundSettings {
    let unlimited = |value: u32| Some(value).filter(|v| *v > 0);
    let seed = args.seed.unwrap_or_else(|| rand::random::<u64>() % 1_000_000);
    let base = preset.settings(seed, args.strict);
    RoundSettings {
        questions: args.questions.map_or(base.questions, usize::from),
        minutes: args.minutes.map_or(base.minutes, unlimited),
        think_time_s: args.think_time.unwrap_or(base.think_time_s),
        answer_time_s: args.answer_time.map_or(base.answer_time_s, unlimited),
        hard_stop: args.hard_stop,
        ..base
    }
}
