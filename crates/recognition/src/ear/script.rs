//! What a decoder wrote for a chunk.

use whisper_rs::{WhisperContext, WhisperState};

use crate::tokens::Token;

/// What the decoder wrote for a chunk, in the order in which it did.
#[derive(Debug)]
pub(crate) struct Script {
    pub(super) tokens: Vec<Token>,
    /// All token numbers, times included, after those that begin a transcript.
    pub(super) ids: Vec<i32>,
    /// Where each of `tokens` stands in `ids`.
    pub(super) places: Vec<usize>,
    /// Log probability of each of `ids`.
    pub(super) logs: Vec<f64>,
}

impl Script {
    /// What `state` holds; none if the chunk was decoded in several windows, of which only the last can be listened to.
    pub fn of(context: &WhisperContext, state: &WhisperState, tokens: Vec<Token>) -> Option<Self> {
        let (end_of_text, first_time) = (context.token_eot(), context.token_beg());
        let (mut ids, mut places, mut logs, mut last_time) = (Vec::new(), Vec::new(), Vec::new(), first_time);
        for segment in state.as_iter() {
            let centiseconds = i32::try_from(segment.start_timestamp()).ok()?;
            for at in 0..segment.n_tokens() {
                let data = segment.get_token(at)?.token_data();
                if at == 0 && data.id < first_time {
                    // The times that open a segment are not kept by the state.
                    ids.push(first_time + centiseconds / 2);
                    logs.push(0.0);
                }
                if data.id >= first_time {
                    if data.id < last_time {
                        return None;
                    }
                    last_time = data.id;
                } else if data.id < end_of_text {
                    places.push(ids.len());
                }
                ids.push(data.id);
                logs.push(f64::from(data.plog));
            }
        }
        (places.len() == tokens.len()).then_some(Self { tokens, ids, places, logs })
    }

    /// The length of the sound, roughly, in seconds.
    pub(super) fn seconds(&self) -> f64 {
        self.tokens.last().map_or(0.0, |t| t.end_s)
    }
}

/// The tokens that begin a transcript.
pub(super) fn start_of_transcript(context: &WhisperContext, state: &WhisperState) -> Vec<i32> {
    let mut start = vec![context.token_sot()];
    if context.is_multilingual() {
        start.extend([context.token_lang(state.full_lang_id_from_state()), context.token_transcribe()]);
    }
    start
}
