//! `outloud demo`: the whole main job on a spoken answer that ships with the product. The same driver as every other
//! session; only the microphone is simulated, and plays faster than real time.

use super::{
    context::{Context, find_question},
    equipment::equipment,
    failure::{CommandResult, Failure},
    headless,
    output::{print_json, print_line},
};
use crate::app::{
    App, Plan,
    doctor::spoken_answer,
    equipment::{Equipment, SoundSource},
};
use outloud_core::session::SessionKind;
use outloud_engine::{Asked, Rules};

/// The question that the spoken answer answers, but for one point of its rubric, of the built-in bank `devops-core`.
const QUESTION: &str = "docker-container-vs-vm";
/// How much faster than real time the answer is played into the simulated microphone.
const SPEED: f64 = 8.0;

/// Runs `outloud demo`.
///
/// # Errors
/// If there is no model, or the home cannot be written.
pub fn run(context: &Context) -> CommandResult {
    let unwritable = |e: std::io::Error| Failure::new(format!("cannot write a temporary file: {e}. Free some space"));
    let wav = spoken_answer().map_err(unwritable)?;
    let banks = context.banks(&["devops-core".to_owned()])?;
    let (bank, question) = find_question(&banks, QUESTION)?;
    let rules = Rules { kind: SessionKind::Demo, ..Rules::practice() };
    let plan = Plan::new(rules, vec![Asked::new(&bank.id, question.clone())]);
    let source = SoundSource::Wav { file: wav.path().to_owned(), speed: SPEED };
    let equipment = Equipment { source: Some(source), ..equipment(context) };
    let app = App::new(&context.home, context.every_bank(&[]), equipment);
    if !context.global.json {
        print_line(
            "A spoken answer that ships with outloud, through the whole path: simulated microphone, recording,",
        )?;
        print_line(&format!(
            "transcription on this machine, score. The sound is played {SPEED:.0} times faster than real time.\n"
        ))?;
    }
    let session = headless::run(context, &app, plan, false)?;
    if context.global.json {
        return print_json(&session);
    }
    print_line("\nNow you:")?;
    print_line("  outloud practice --topic git      answer out loud, or type, one question at a time")?;
    print_line("  outloud sessions show             this answer again, with every point it made")
}
