//! Verifies terms by ear: how much likelier the sound of a chunk makes a term than the words that were written for it.
//!
//! Right after a chunk was decoded, the state still holds what the encoder made of its sound. The decoder is asked how probable
//! the term's tokens are in the place of the written ones, one token a call, because only the first row of logits can be
//! read. What it wrote is still in its memory and is not decoded again. That ratio alone says more about the language than
//! about the sound. So the same ratio is taken off that a decoder gives whose encoder heard silence: what it expects without
//! sound.

use std::{
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use whisper_rs::{FullParams, SamplingStrategy, WhisperContext, WhisperError, WhisperState};

use super::{
    SpeechError, TermFinder,
    tokens::{into_words, word_ranges},
};
use outloud_core::transcript::{Hearing, Proposal, Word, letters};

mod reader;
mod script;
use reader::Reader;
pub(crate) use script::Script;
use script::start_of_transcript;

/// Encoder positions of the state that heard silence.
const SILENCE_POSITIONS: i32 = 64;
/// Samples of silence that it heard.
const SILENCE_SAMPLES: usize = 24_000;
/// Tokens after the term that are compared too: a term that cuts a word in two is betrayed by what follows.
const FOLLOWING: usize = 1;
/// Evidence below this, in nats, after some of its tokens: the term is given up.
const HOPELESS: f64 = -18.0;
/// Terms that are listened for in a chunk at most: some, and so many more for each second.
const TERMS: f64 = 1.5;
const TERMS_PER_S: f64 = 0.12;
/// Decoder calls of a chunk at most: some, and so many more for each second.
const CALLS: f64 = 6.0;
const CALLS_PER_S: f64 = 0.7;
/// The longest term, in tokens.
const LONGEST_TERM: usize = 16;

/// Listens for terms. Clones share the state that heard silence.
#[derive(Clone)]
pub(crate) struct Ear {
    finder: TermFinder,
    /// Made when the first term is proposed.
    silence: Arc<Mutex<Option<WhisperState>>>,
}

/// Words of the script and a term that may stand for them.
struct Suspicion {
    proposal: Proposal,
    /// In the ids of the script.
    written: Range<usize>,
    term: Vec<i32>,
}

impl Ear {
    pub fn new(finder: TermFinder) -> Self {
        Self { finder, silence: Arc::default() }
    }

    /// Adds hearings to those of `words` for which terms are proposed. `state` has just decoded `script`.
    ///
    /// # Errors
    /// [`SpeechError::Decode`] if the decoder fails.
    pub fn listen(
        &self,
        context: &WhisperContext,
        state: &mut WhisperState,
        script: &Script,
        threads: usize,
        words: &mut [Word],
    ) -> Result<(), SpeechError> {
        let begun = Instant::now();
        let written = into_words(&script.tokens);
        let mut proposals = self.finder.propose(&written);
        proposals.truncate((TERMS + TERMS_PER_S * script.seconds()) as usize);
        let suspicions = suspicions(context, script, &written, proposals);
        let found_ms = begun.elapsed().as_millis();
        if suspicions.is_empty() {
            return Ok(());
        }
        let failed = |e: WhisperError| SpeechError::Decode { at_s: 0.0, why: e.to_string() };
        let mut silence = self.silence.lock().unwrap_or_else(PoisonError::into_inner);
        let silence = match &mut *silence {
            Some(state) => state,
            empty => empty.insert(hear_silence(context, threads).map_err(failed)?),
        };
        let start = start_of_transcript(context, state);
        let mut sound = Reader::new(state, &start, script, threads).remembering();
        let mut expectation = Reader::new(silence, &start, script, threads);
        let most = (CALLS + CALLS_PER_S * script.seconds()) as usize;
        for suspicion in suspicions {
            if sound.calls + expectation.calls >= most {
                break;
            }
            let evidence = evidence(&mut sound, &mut expectation, script, &suspicion).map_err(failed)?;
            let first = &written[suspicion.proposal.first_word];
            let same = |w: &&mut Word| (w.start_s, &w.text) == (first.start_s, &first.text);
            if let Some(word) = words.iter_mut().find(same) {
                let Proposal { words, term, .. } = suspicion.proposal;
                tracing::debug!(term, written = word.text, words, evidence, "listened");
                word.hearings.push(Hearing { term, words, evidence_nats: (evidence * 100.0).round() / 100.0 });
            }
        }
        let (calls, work_ms) = (sound.calls + expectation.calls, begun.elapsed().as_millis());
        tracing::debug!(found_ms, work_ms, calls, "listened for terms");
        Ok(())
    }
}

/// The proposals with their tokens, the last place first: going backwards, the decoder keeps what stands before.
fn suspicions(context: &WhisperContext, script: &Script, written: &[Word], proposals: Vec<Proposal>) -> Vec<Suspicion> {
    let ranges = word_ranges(&script.tokens);
    let suspicion = |proposal: Proposal| {
        let said = written.get(proposal.first_word..proposal.first_word + proposal.words)?;
        let term: Vec<&str> = proposal.term.split_whitespace().collect();
        let (before, after) = in_common(&term, said);
        let (first, end) = (proposal.first_word + before, proposal.first_word + proposal.words - after);
        let term = term[before..term.len() - after].join(" ");
        let range = ranges.get(first)?.start..ranges.get(end - 1)?.end;
        let written_ids = script.places[range.start]..script.places[range.end - 1] + 1;
        let text = as_written(&term, &written[first..end]);
        let term = context.tokenize(&text, LONGEST_TERM).ok()?;
        (term != script.ids[written_ids.clone()]).then_some(Suspicion { proposal, written: written_ids, term })
    };
    let mut suspicions: Vec<Suspicion> = proposals.into_iter().filter_map(suspicion).collect();
    suspicions.sort_by_key(|s| std::cmp::Reverse(s.written.start));
    suspicions
}

/// How many words at the beginning and at the end a term has in common with what is written; at least one of each is left.
fn in_common(term: &[&str], said: &[Word]) -> (usize, usize) {
    let same = |(a, b): &(&&str, &Word)| letters(a) == letters(&b.text);
    let most = term.len().min(said.len()).saturating_sub(1);
    let before = term.iter().zip(said).take_while(same).count().min(most);
    let after = term.iter().rev().zip(said.iter().rev()).take_while(same).count().min(most - before);
    (before, after)
}

/// A term with the case and the punctuation of the words that it would stand for.
fn as_written(term: &str, words: &[Word]) -> String {
    let capital = words.first().is_some_and(|w| w.text.starts_with(char::is_uppercase)) && words.len() == 1;
    let mut rest = term.chars();
    let first: String = match rest.next() {
        Some(first) if capital => first.to_uppercase().collect(),
        first => first.into_iter().collect(),
    };
    let last = words.last().map_or("", |w| w.text.as_str());
    let punctuation = &last[last.trim_end_matches(|c: char| !c.is_alphanumeric()).len()..];
    format!(" {first}{}{punctuation}", rest.as_str())
}

/// How much likelier the sound makes the term, in nats.
fn evidence(
    sound: &mut Reader<'_>,
    expectation: &mut Reader<'_>,
    script: &Script,
    suspicion: &Suspicion,
) -> Result<f64, WhisperError> {
    let Suspicion { written, term, .. } = suspicion;
    let same = term.iter().zip(&script.ids[written.clone()]).take_while(|(a, b)| a == b).count();
    let same = same.min(term.len() - 1).min(written.len() - 1);
    let begin = written.start + same;
    let end = (written.end + FOLLOWING).min(script.ids.len());
    let (old, follow) = (&script.ids[begin..end], &script.ids[written.end..end]);
    let new: Vec<i32> = term[same..].iter().chain(follow).copied().collect();
    let heard_old: f64 = script.logs[begin..end].iter().sum();
    let expected_old = expectation.read(begin, old)?;
    let base = heard_old - expected_old;
    // Both decoders go on token by token, so that a hopeless term costs few calls.
    let mut total = 0.0;
    for at in 0..new.len() {
        total += sound.next(begin, &new, at)? - expectation.next(begin, &new, at)?;
        if total - base < HOPELESS {
            break;
        }
    }
    Ok(total - base)
}

/// A state whose encoder heard nothing.
fn hear_silence(context: &WhisperContext, threads: usize) -> Result<WhisperState, WhisperError> {
    let mut state = context.create_state()?;
    let mut params = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
    params.set_n_threads(i32::try_from(threads).unwrap_or(1));
    params.set_language(Some("en"));
    params.set_audio_ctx(SILENCE_POSITIONS);
    params.set_temperature_inc(0.0);
    params.set_print_progress(false);
    params.set_print_timestamps(false);
    state.full(params, &[0.0; SILENCE_SAMPLES])?;
    Ok(state)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        outloud_core::transcript::Transcript::from_text(text).words
    }

    #[test]
    fn only_what_differs_is_compared() {
        let cases = [
            ("p99 latency", "P99 late NC,", (1, 0)),
            ("pod disruption budget", "part disruption budget.", (0, 2)),
            ("idempotent", "high in Putin", (0, 0)),
            ("dead letter queue", "dead letter queue", (2, 0)),
            ("", "what", (0, 0)),
        ];
        for (term, said, want) in cases {
            let term: Vec<&str> = term.split_whitespace().collect();
            assert_eq!(in_common(&term, &words(said)), want, "{term:?} {said}");
        }
    }

    #[test]
    fn a_term_takes_over_the_case_and_the_punctuation() {
        let cases = [
            ("pod", "Part", " Pod"),
            ("Grafana", "graphana.", " Grafana."),
            ("idempotent", "High in Putin,", " idempotent,"),
            ("pod", "...", " pod..."),
        ];
        for (term, said, want) in cases {
            assert_eq!(as_written(term, &words(said)), want);
        }
    }
}
