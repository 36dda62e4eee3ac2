//! `outloud batch`: answers by the thousand, one JSON object a line, in and out. The unit that scales out: Spark, GNU
//! parallel or Kubernetes start as many as they like, and what comes out does not depend on how the input was split.

use std::{
    collections::HashMap,
    io::{BufWriter, Write},
    path::PathBuf,
};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    args::answers::BatchArgs,
    context::{Context, find_question},
    failure::{Failure, Outcome},
    listening::equipment,
    score::{MAX_TEXT_BYTES, ScoreDocument},
};
use crate::app::{
    equipment::Equipment,
    ordered::{Line, MAX_LINE_BYTES, each_line},
    score_take,
    transcribe::transcribe_file,
};
use outloud_core::{session::Take, sound::Sound, transcript::Transcript};
use outloud_recognition::DecoderPool;
use outloud_scoring::scorer::{CompiledQuestion, Scorer};
use outloud_store::banks::StoredBank;

/// Different banks that one worker keeps ready; a request may name any file.
const BANKS_KEPT: usize = 16;

/// One request.
#[derive(Debug, Deserialize)]
struct Request {
    question: String,
    bank: Option<String>,
    text: Option<String>,
    audio: Option<PathBuf>,
}

/// One answer: the document of `score --json`, with the request's id.
#[derive(Serialize)]
struct Reply<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Value>,
    #[serde(flatten)]
    document: ScoreDocument<'a>,
}

/// What becomes of a line that cannot be answered.
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
pub fn run(context: &Context, args: &BatchArgs) -> Outcome {
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
    let worker = || {
        let mut worker = Worker { context, equipment: &equipment, ready: HashMap::new(), pool: None };
        move |line: Line| worker.answer(&line)
    };
    match each_line(&mut std::io::stdin().lock(), jobs, worker, write) {
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(e) => Err(Failure::new(format!("batch stopped: {e}. What was written is complete up to there"))),
        Ok(()) => Ok(()),
    }
}

/// One thread's tools: the model and the questions, loaded when first needed and kept.
struct Worker<'a> {
    context: &'a Context,
    equipment: &'a Equipment,
    ready: HashMap<Option<String>, Ready>,
    pool: Option<DecoderPool>,
}

/// Banks made ready.
struct Ready {
    banks: Vec<StoredBank>,
    scorer: Scorer,
    questions: HashMap<String, CompiledQuestion>,
}

/// What was said, and by which model it was written down.
type Said = (Transcript, Option<Sound>, Option<String>);

impl Worker<'_> {
    /// The line's answer or refusal, one line of JSON.
    fn answer(&mut self, line: &Line) -> String {
        let parsed = match &line.bytes {
            Some(bytes) => serde_json::from_slice::<Value>(bytes).map_err(|e| format!("not a JSON object: {e}")),
            None => Err(format!("longer than {} MB", MAX_LINE_BYTES / 1024 / 1024)),
        };
        let id = parsed.as_ref().ok().and_then(|v| v.get("id")).cloned();
        let answered = parsed.and_then(|request| self.score(request, id.as_ref()));
        answered.unwrap_or_else(|error| {
            let refusal = Refusal { id: id.as_ref(), line: line.number, error };
            serde_json::to_string(&refusal).unwrap_or_default()
        })
    }

    fn score(&mut self, request: Value, id: Option<&Value>) -> Result<String, String> {
        let request: Request = serde_json::from_value(request).map_err(|e| e.to_string())?;
        let (transcript, sound, model) = self.said(&request)?;
        let compiled = self.compiled(request.bank, &request.question)?;
        let question = compiled.question();
        let take = Take { transcript: Some(transcript.clone()), sound, ..Take::new(1, "", question.clone()) };
        let card = score_take(compiled, &take).ok_or("there is no answer to score")?;
        let document = ScoreDocument { question: &question.id, model, transcript: &transcript, card: &card };
        serde_json::to_string(&Reply { id, document }).map_err(|e| e.to_string())
    }

    fn said(&mut self, request: &Request) -> Result<Said, String> {
        match (&request.text, &request.audio) {
            (Some(text), None) if text.len() as u64 > MAX_TEXT_BYTES => {
                Err(format!("\"text\" has more than {} MB. Is this an answer?", MAX_TEXT_BYTES >> 20))
            }
            (Some(text), None) => Ok((Transcript::from_text(text), None, None)),
            (None, Some(wav)) => {
                let pool = match &mut self.pool {
                    Some(loaded) => loaded,
                    empty => empty.insert(self.equipment.decoder_pool().map_err(|e| e.to_string())?),
                };
                let heard = transcribe_file(pool, wav, |_| ()).map_err(|e| e.to_string())?;
                Ok((heard.transcript, Some(heard.sound), Some(heard.model)))
            }
            _ => Err("give one of \"text\" and \"audio\"".to_owned()),
        }
    }

    /// The question made ready, as `score --question ID --bank BANK` would.
    fn compiled(&mut self, bank: Option<String>, id: &str) -> Result<&CompiledQuestion, String> {
        if !self.ready.contains_key(&bank) {
            if self.ready.len() >= BANKS_KEPT {
                self.ready.clear();
            }
            let (banks, scorer) = self.context.banks_and_scorer(bank.as_slice()).map_err(|f| f.message)?;
            self.ready.insert(bank.clone(), Ready { banks, scorer, questions: HashMap::new() });
        }
        let Some(Ready { banks, scorer, questions }) = self.ready.get_mut(&bank) else {
            return Err("the bank is not ready".to_owned());
        };
        if !questions.contains_key(id) {
            let (_, question) = find_question(banks, id).map_err(|f| f.message)?;
            questions.insert(id.to_owned(), scorer.compile(question));
        }
        questions.get(id).ok_or_else(|| format!("there is no question '{id}'"))
    }
}
