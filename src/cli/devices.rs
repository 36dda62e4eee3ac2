//! `outloud devices`: the microphones of this machine, by the names that `--mic` takes.

use super::{context::Context, failure::CommandResult};

/// Runs `outloud devices`.
///
/// # Errors
/// If the audio system does not answer, or this build has no microphone support.
#[cfg(feature = "mic")]
pub fn run(context: &Context) -> CommandResult {
    use super::{
        output::{print_json, print_line},
        table::{table, text},
    };
    use outloud_audio::devices::devices;

    let found = devices()?;
    if context.global.json {
        return print_json(&found);
    }
    if found.is_empty() {
        return print_line("No microphone found. Plug one in, or rehearse by typing, or with --mic-from WAV.");
    }
    let mut out = table(&["microphone", "rate", "channels", "format", ""]);
    for device in &found {
        let name = device.description.as_ref().map_or(device.name.clone(), |d| format!("{} ({d})", device.name));
        let default = if device.default { "default" } else { "" };
        out.add_row([
            name,
            format!("{} Hz", device.rate_hz),
            device.channels.to_string(),
            device.sample_format.clone(),
            default.to_owned(),
        ]);
    }
    print_line(&text(&out))?;
    print_line("\n`--mic NAME` chooses one; part of the name is enough.")
}

/// Runs `outloud devices`.
///
/// # Errors
/// Always: this build has no microphone support.
#[cfg(not(feature = "mic"))]
pub fn run(_: &Context) -> CommandResult {
    Err(super::failure::Failure::new(
        "this outloud was built without microphone support; build it with the feature `mic`",
    ))
}
