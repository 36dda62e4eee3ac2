//! A decoder that is asked how probable tokens are after a beginning of what it wrote.

use whisper_rs::{WhisperError, WhisperState};

use super::script::Script;

/// Tokens that are decoded in one call where nobody asks for their probability: the state keeps 0.2 MB for each.
const AT_ONCE: usize = 16;
/// A token's log probability differs by less from the one with which it was written, though some tokens were ruled out then.
const SAME: f64 = 0.5;

/// A decoder that is asked for the probability of tokens after a beginning of the script.
pub(super) struct Reader<'a> {
    state: &'a mut WhisperState,
    start: &'a [i32],
    script: &'a Script,
    threads: usize,
    /// How many tokens of `start` and the script the decoder's memory holds.
    known: usize,
    /// Whether they are those that the decoder wrote itself, and nobody has looked whether they are the script's.
    unchecked: bool,
    /// The beginning that was read last, and the logits of what follows it.
    begin: Option<usize>,
    logits: Vec<f32>,
    pub calls: usize,
}

impl<'a> Reader<'a> {
    pub fn new(state: &'a mut WhisperState, start: &'a [i32], script: &'a Script, threads: usize) -> Self {
        Self { state, start, script, threads, known: 0, unchecked: false, begin: None, logits: Vec::new(), calls: 0 }
    }

    /// With what the decoder has in its memory from writing the script: all but the last token, which it only chose.
    pub fn remembering(self) -> Self {
        let known = (self.start.len() + self.script.ids.len()).saturating_sub(1);
        Self { known, unchecked: true, ..self }
    }

    /// The log probability of `tail` after the first `begin` ids of the script.
    pub fn read(&mut self, begin: usize, tail: &[i32]) -> Result<f64, WhisperError> {
        let mut sum = 0.0;
        for at in 0..tail.len() {
            sum += self.next(begin, tail, at)?;
        }
        Ok(sum)
    }

    /// The log probability of `tail[at]` after the first `begin` ids of the script and `tail[..at]`, which was read before.
    pub fn next(&mut self, begin: usize, tail: &[i32], at: usize) -> Result<f64, WhisperError> {
        if at == 0 {
            if self.begin != Some(begin) {
                self.go_to(begin)?;
                if std::mem::take(&mut self.unchecked) && !self.is_where_it_was(begin) {
                    self.known = 0;
                    self.go_to(begin)?;
                }
                self.begin = Some(begin);
            }
            return Ok(log_probability(&self.logits, tail[at]));
        }
        self.decode(&[tail[at - 1]], self.start.len() + begin + at - 1)?;
        Ok(log_probability(self.state.get_logits()?, tail[at]))
    }

    /// Whether the script goes on about as probably as when it was written. What else is in the decoder's memory is of another window.
    fn is_where_it_was(&self, begin: usize) -> bool {
        let now = log_probability(&self.logits, self.script.ids[begin]);
        (now - self.script.logs[begin]).abs() < SAME
    }

    /// Decodes the script up to `begin`, and reads the logits of what follows.
    fn go_to(&mut self, begin: usize) -> Result<(), WhisperError> {
        let all: Vec<i32> = self.start.iter().chain(&self.script.ids[..begin]).copied().collect();
        let (last, before) = all.split_last().ok_or(WhisperError::NullPointer)?;
        let known = self.known.min(before.len());
        for (at, some) in before[known..].chunks(AT_ONCE).enumerate() {
            self.decode(some, known + at * AT_ONCE)?;
        }
        // Alone, so that its logits are in the first row.
        self.decode(&[*last], before.len())?;
        self.known = all.len();
        self.logits = self.state.get_logits()?.to_vec();
        Ok(())
    }

    fn decode(&mut self, tokens: &[i32], past: usize) -> Result<(), WhisperError> {
        self.calls += 1;
        self.state.decode(tokens, past, self.threads)
    }
}

fn log_probability(logits: &[f32], token: i32) -> f64 {
    let highest = logits.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = logits.iter().map(|x| (x - highest).exp()).sum();
    let own = usize::try_from(token).ok().and_then(|at| logits.get(at)).copied().unwrap_or(f32::MIN);
    f64::from(own - highest) - f64::from(sum).ln()
}

#[cfg(test)]
mod tests {
    use whisper_rs::{FullParams, SamplingStrategy, WhisperContext};

    use super::*;
    use crate::{ear::script::start_of_transcript, tokens::Token};

    /// What the decoder remembers of a chunk is as good as decoding it again, for fewer calls; of another chunk it is not believed.
    #[test]
    fn what_was_written_is_not_decoded_again_unless_the_memory_holds_something_else() {
        const MODEL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/ggml-tiny.en-q8_0.bin");
        whisper_rs::install_logging_hooks();
        let context = WhisperContext::new_with_params(MODEL, whisper_rs::WhisperContextParameters::new()).unwrap();
        let mut state = context.create_state().unwrap();
        let wav = include_bytes!("../../../../assets/demo.wav");
        let samples = wav[44..].chunks_exact(2).map(|b| f32::from(i16::from_le_bytes([b[0], b[1]])) / 32_768.0);
        let samples: Vec<f32> = samples.take(16_000 * 8).collect();
        let write = |samples: &[f32], state: &mut WhisperState| {
            let mut params = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
            params.set_audio_ctx(512);
            params.set_no_context(true);
            params.set_temperature_inc(0.0);
            state.full(params, samples).unwrap();
        };
        write(&samples, &mut state);
        let tokens = state.as_iter().flat_map(|segment| {
            let texts = (0..segment.n_tokens()).filter_map(|at| segment.get_token(at).map(|t| t.token_data().id));
            texts.filter(|id| *id < context.token_eot()).collect::<Vec<_>>()
        });
        let token = |id| Token { id, bytes: Vec::new(), start_s: 0.0, end_s: 0.0, probability: 1.0 };
        let tokens: Vec<Token> = tokens.map(token).collect();
        let script = Script::of(&context, &state, tokens).unwrap();
        let (start, begin) = (start_of_transcript(&context, &state), script.places[script.places.len() - 3]);
        let read = |state: &mut WhisperState, remembering: bool| {
            let reader = Reader::new(state, &start, &script, 1);
            let mut reader = if remembering { reader.remembering() } else { reader };
            (reader.read(begin, &script.ids[begin..=begin]).unwrap(), reader.calls)
        };
        let (remembered, few) = read(&mut state, true);
        let (anew, many) = read(&mut state, false);
        assert!((remembered - anew).abs() < 0.1 && (remembered - script.logs[begin]).abs() < 0.1);
        assert!(few == 1 && many > 1, "{few} {many}");
        write(&samples[16_000 * 4..], &mut state);
        assert!(read(&mut state, true).1 > many, "the memory was of other sound");
    }

    #[test]
    fn a_probability_follows_from_all_logits() {
        let logits = [1.0_f32, 2.0, 3.0];
        let sum: f64 = (0..3).map(|token| log_probability(&logits, token).exp()).sum();
        assert!((sum - 1.0).abs() < 1e-6);
        assert!(log_probability(&logits, 2) > log_probability(&logits, 0) && log_probability(&logits, 9) < -1e6);
    }
}
