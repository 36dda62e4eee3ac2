//! A whole recording at once: the same chunks, the same decoder and the same words as if it had been live.

use super::{SpeechError, Transcriber, chunker::ChunkRules, take::TakeDecoder};
use crate::domain::{
    sound::{Sound, SoundBlock},
    transcript::Transcript,
};

/// Transcribes a stream of blocks, for example that of a file. `progress` is told the seconds decoded so far.
///
/// # Errors
/// The stream's own, and a [`SpeechError`] if the decoder failed.
pub fn transcribe<E: From<SpeechError>>(
    blocks: impl IntoIterator<Item = Result<SoundBlock, E>>,
    transcriber: &mut dyn Transcriber,
    mut progress: impl FnMut(f64),
) -> Result<(Transcript, Sound), E> {
    let mut take = TakeDecoder::new(ChunkRules::default());
    transcriber.begin();
    for block in blocks {
        for chunk in take.push(&block?) {
            take.decode(&chunk, transcriber)?;
            progress(take.progress().0);
        }
    }
    if let Some(chunk) = take.rest() {
        take.decode(&chunk, transcriber)?;
    }
    progress(take.progress().1);
    Ok(take.finish())
}
