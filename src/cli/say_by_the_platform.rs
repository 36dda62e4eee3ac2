//! `outloud say` in a build without the voice that ships: the platform's voice, through the loudspeaker.

use super::{
    args::voice::SayArgs,
    context::Context,
    failure::{CommandResult, Failure},
};
use outloud_voice::SystemVoice;

/// Runs `outloud say`.
///
/// # Errors
/// If the platform has no voice, or something is asked for that only the voice that ships can do.
pub fn run(context: &Context, args: &SayArgs) -> CommandResult {
    let special = args.speed.is_some() || args.volume.is_some() || args.seed != 1;
    if args.output.is_some() || args.phonemes || context.global.json || special {
        let why = "this outloud was built without its voice, and the platform's can only speak. Build it with the feature `voice`";
        return Err(Failure::new(why));
    }
    let text = args.read_text().map_err(|e| Failure::new(format!("cannot read the text from standard input: {e}")))?;
    SystemVoice::find()?.speak(&text)?.wait();
    Ok(())
}
