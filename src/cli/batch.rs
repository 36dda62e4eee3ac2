//! `outloud batch`: answers by the thousand, one JSON object a line, in and out. The unit that scales out: Spark, GNU
//! parallel or Kubernetes start as many as they like, and what comes out does not depend on how the input was split.

use std::{
    collections::{HashMap, hash_map::Entry},
    io::{BufWriter, Write},
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    answer::{AnswerInput, MAX_TEXT_BYTES, ScoreDocument, document},
    args::answers::BatchArgs,
    context::{Context, find_question},
    equipment::equipment,
    failure::{CommandResult, Failure},
};
use crate::app::{
    equipment::Equipment,
    ordered::{Line, MAX_LINE_BYTES, each_line},
    transcribe::{TranscribeError, transcribe_file},
};
use outloud_recognition::{DecoderPool, SpeechError};
use outloud_scoring::{CompiledQuestion, Scorer};
use outloud_store::banks::StoredBank;

/// Different banks that one worker keeps ready; a request may name any file.
const BANKS_KEPT: usize = 16;

/// One request.
#[derive(Debug, Deserialize)]
struct ScoreRequest {
    question: String,
    bank: Option<String>,
    text: Option<String>,
    audio: Option<PathBuf>,
}

/// One answer: the document of `score --json`, with the request's id.
#[derive(Serialize)]
struct ScoredLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Value>,
    #[serde(flatten)]
    document: ScoreDocument<'a>,
}

/// The output for a line that cannot be scored.
#[derive(Serialize)]
struct Refusal<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Value>,
    line: u64,
    error: String,
}

/// Runs `outloud batch`.
///
/// # Errors
/// If stdin cannot be read or stdout cannot be written. A line that cannot be answered is no failure.
pub fn run(context: &Context, args: &BatchArgs) -> CommandResult {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = args.jobs.map_or(1, usize::from);
    let threads = context.global.threads.map_or((cores / jobs).max(1), usize::from);
    let equipment = Equipment { threads: Some(threads), ..equipment(context) };
    let mut out = BufWriter::new(std::io::stdout());
    let write = |text: &str| {
        out.write_all(text.as_bytes())?;
        out.write_all(b"\n")?;
        out.flush()
    };
    let pools = DecoderPools { equipment: &equipment, jobs, ready: Mutex::default() };
    let worker = || {
        let mut worker = BatchWorker { context, pools: &pools, ready: HashMap::new(), pool: None };
        move |line: Line| worker.answer(&line)
    };
    match each_line(&mut std::io::stdin().lock(), jobs, worker, write) {
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(e) => Err(Failure::new(format!("batch stopped: {e}. What was written is complete up to there"))),
        Ok(()) => Ok(()),
    }
}

/// The decoders of all workers. The model is loaded once, for the first recording.
struct DecoderPools<'a> {
    equipment: &'a Equipment,
    jobs: usize,
    /// Those that no worker has taken yet; none before the model is loaded.
    ready: Mutex<Option<Vec<DecoderPool>>>,
}

impl DecoderPools<'_> {
    /// A pool for one worker; each takes one.
    fn take(&self) -> Result<DecoderPool, SpeechError> {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        let pools = match &mut *ready {
            Some(pools) => pools,
            empty => empty.insert(self.equipment.decoder_pools(self.jobs)?),
        };
        pools.pop().ok_or(SpeechError::Stopped)
    }
}

/// One thread's decoders and questions, made ready when first needed and kept.
struct BatchWorker<'a> {
    context: &'a Context,
    pools: &'a DecoderPools<'a>,
    ready: HashMap<Option<String>, Ready>,
    pool: Option<DecoderPool>,
}

/// Banks made ready.
struct Ready {
    banks: Vec<StoredBank>,
    scorer: Scorer,
    questions: HashMap<String, CompiledQuestion>,
}

/// Why a line has no score.
#[derive(Debug, thiserror::Error)]
enum LineError {
    #[error("longer than {} MB", MAX_LINE_BYTES >> 20)]
    LineTooLong,
    #[error("not a JSON object: {0}")]
    NotJson(#[source] serde_json::Error),
    #[error(transparent)]
    NotARequest(serde_json::Error),
    #[error("\"text\" has more than {} MB. Is this an answer?", MAX_TEXT_BYTES >> 20)]
    TextTooLong,
    #[error("give one of \"text\" and \"audio\"")]
    TextOrAudio,
    #[error(transparent)]
    Model(#[from] SpeechError),
    #[error(transparent)]
    Recording(#[from] TranscribeError),
    #[error("{}", .0.message)]
    Question(Failure),
}

impl From<Failure> for LineError {
    fn from(failure: Failure) -> Self {
        Self::Question(failure)
    }
}

impl BatchWorker<'_> {
    /// The line's answer or refusal, one line of JSON.
    fn answer(&mut self, line: &Line) -> String {
        let parsed = match &line.bytes {
            Some(bytes) => serde_json::from_slice::<Value>(bytes).map_err(LineError::NotJson),
            None => Err(LineError::LineTooLong),
        };
        let id = parsed.as_ref().ok().and_then(|v| v.get("id")).cloned();
        let answered = parsed.and_then(|request| self.score(request, id.as_ref()));
        answered.unwrap_or_else(|error| {
            let refusal = Refusal { id: id.as_ref(), line: line.number, error: error.to_string() };
            serde_json::to_string(&refusal).unwrap_or_default()
        })
    }

    fn score(&mut self, request: Value, id: Option<&Value>) -> Result<String, LineError> {
        let request: ScoreRequest = serde_json::from_value(request).map_err(LineError::NotARequest)?;
        let answer = self.read(&request)?;
        let question = self.compiled(request.bank, &request.question)?;
        let take = answer.score(question, "");
        let reply = ScoredLine { id, document: document(&take).ok_or(LineError::TextOrAudio)? };
        serde_json::to_string(&reply).map_err(LineError::NotARequest)
    }

    fn read(&mut self, request: &ScoreRequest) -> Result<AnswerInput, LineError> {
        match (&request.text, &request.audio) {
            (Some(text), None) if text.len() as u64 > MAX_TEXT_BYTES => Err(LineError::TextTooLong),
            (Some(text), None) => Ok(AnswerInput::typed(text)),
            (None, Some(wav)) => {
                let pool = match &mut self.pool {
                    Some(loaded) => loaded,
                    empty => empty.insert(self.pools.take()?),
                };
                Ok(transcribe_file(pool, wav, |_| ())?.into())
            }
            _ => Err(LineError::TextOrAudio),
        }
    }

    /// The question made ready, as `score --question ID --bank BANK` would.
    fn compiled(&mut self, bank: Option<String>, id: &str) -> Result<&CompiledQuestion, LineError> {
        if !self.ready.contains_key(&bank) && self.ready.len() >= BANKS_KEPT {
            self.ready.clear();
        }
        let ready = match self.ready.entry(bank) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let (banks, scorer) = self.context.banks_and_scorer(new.key().as_slice())?;
                new.insert(Ready { banks, scorer, questions: HashMap::new() })
            }
        };
        Ok(match ready.questions.entry(id.to_owned()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(ready.scorer.compile(find_question(&ready.banks, id)?.1)),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use super::*;
    use crate::app::equipment::{CustomModel, ModelSource};
    use outloud_recognition::{Transcriber, scripted::ScriptedTranscriber};

    #[test]
    fn one_model_is_loaded_for_all_jobs() {
        let loads = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&loads);
        let load = move || {
            counted.fetch_add(1, Ordering::Relaxed);
            Ok(Box::new(ScriptedTranscriber::new("words")) as Box<dyn Transcriber>)
        };
        let model = Some(ModelSource::Custom(CustomModel(Arc::new(load))));
        let equipment = Equipment { model, ..Equipment::default() };
        let pools = DecoderPools { equipment: &equipment, jobs: 2, ready: Mutex::default() };
        assert_eq!(loads.load(Ordering::Relaxed), 0, "texts need no model");
        assert!(pools.take().is_ok() && pools.take().is_ok());
        assert_eq!(loads.load(Ordering::Relaxed), 1);
    }
}
