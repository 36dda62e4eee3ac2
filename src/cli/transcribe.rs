//! `outloud transcribe`: what is said in recordings, as text, JSON or subtitles.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{
    args::answers::{TranscribeArgs, TranscriptFormat},
    context::Context,
    failure::CommandResult,
    output::{print_json, print_line},
    transcriber::FileTranscriber,
};
use outloud_core::transcript::Transcript;
use outloud_exchange::captions;

/// One recording of `transcribe --format json`.
#[derive(Debug, Serialize)]
struct TranscribeDocument<'a> {
    file: &'a Path,
    model: String,
    duration_s: f64,
    #[serde(flatten)]
    transcript: Transcript,
}

/// Runs `outloud transcribe`.
///
/// # Errors
/// At the first recording that cannot be read; transcripts printed before stay.
pub fn run(context: &Context, args: &TranscribeArgs) -> CommandResult {
    let mut transcriber = FileTranscriber::load(context)?;
    let format = if context.global.json { TranscriptFormat::Json } else { args.format };
    let model = transcriber.model_name();
    let files: Vec<&Path> = args.files.iter().map(PathBuf::as_path).collect();
    let (mut documents, mut written) = (Vec::new(), Ok(()));
    let mut names = files.iter();
    let all_read = transcriber.transcribe_all(&files, |transcript, sound| {
        let Some(file) = names.next() else { return };
        let line = match format {
            TranscriptFormat::Json => {
                documents.push(TranscribeDocument {
                    file,
                    model: model.clone(),
                    duration_s: sound.duration_s,
                    transcript,
                });
                return;
            }
            TranscriptFormat::Txt if files.len() > 1 => format!("{}\t{}", file.display(), transcript.text),
            TranscriptFormat::Txt => transcript.text,
            TranscriptFormat::Srt => captions::srt(&transcript),
            TranscriptFormat::Vtt => captions::vtt(&transcript),
        };
        if written.is_ok() {
            written = print_line(&line);
        }
    });
    written.and(all_read)?;
    match documents.as_slice() {
        [] => Ok(()),
        [one] => print_json(one),
        several => print_json(&several),
    }
}
