//! `outloud transcribe`: what is said in recordings, as text, JSON or subtitles.

use std::path::Path;

use serde::Serialize;

use super::{
    Outcome,
    args::{TranscribeArgs, TranscriptFormat},
    context::Context,
    listening::Listener,
    print_line,
};
use crate::domain::{captions, transcript::Transcript};

/// One recording of `transcribe --format json`.
#[derive(Debug, Serialize)]
struct Transcribed<'a> {
    file: &'a Path,
    model: String,
    duration_s: f64,
    #[serde(flatten)]
    transcript: Transcript,
}

/// Runs `outloud transcribe`.
///
/// # Errors
/// At the first recording that cannot be read; what was written down before stays written.
pub fn run(context: &Context, args: &TranscribeArgs) -> Outcome {
    let mut listener = Listener::new(context)?;
    let format = if context.global.json { TranscriptFormat::Json } else { args.format };
    let mut documents = Vec::new();
    for file in &args.files {
        let (transcript, sound) = listener.listen(file)?;
        match format {
            TranscriptFormat::Json => {
                documents.push(Transcribed {
                    file,
                    model: listener.model_name(),
                    duration_s: sound.duration_s,
                    transcript,
                });
            }
            TranscriptFormat::Txt if args.files.len() > 1 => {
                print_line(&format!("{}\t{}", file.display(), transcript.text))?
            }
            TranscriptFormat::Txt => print_line(&transcript.text)?,
            TranscriptFormat::Srt => print_line(&captions::srt(&transcript))?,
            TranscriptFormat::Vtt => print_line(&captions::vtt(&transcript))?,
        }
    }
    match documents.as_slice() {
        [] => Ok(()),
        [one] => context.print_json(one),
        several => context.print_json(&several),
    }
}
