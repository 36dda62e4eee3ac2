//! The thread that scores answers and stores takes. Compiling the scorer and syncing the disk take time; the main loop waits
//! for neither.

use std::{
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread::JoinHandle,
};

use super::{
    events::{EventSender, PortEvent},
    scoring::score_take,
};
use outloud_core::{
    bank::Question,
    session::{Take, TakeId},
    transcript::Transcript,
};
use outloud_scoring::{CompiledQuestion, Scorer};
use outloud_store::{StoreError, writer::SessionWriter};

/// The run's scorer, compiled on the thread that first needs it.
pub(super) type SharedScorer = Arc<LazyLock<Scorer, Box<dyn FnOnce() -> Scorer + Send>>>;

/// What the thread is asked to do.
pub(super) enum ScoringRequest {
    Score(Box<Take>),
    Ticks(TakeId, Box<Question>, Transcript),
    Save(Box<Take>),
    End,
}

/// The thread's handle. Dropping it waits until everything asked for is done, so that nothing stays unsaved.
pub(super) struct ScoringWorker {
    requests: Option<Sender<ScoringRequest>>,
    thread: Option<JoinHandle<()>>,
}

impl ScoringWorker {
    pub(super) fn spawn(scorer: SharedScorer, writer: Arc<Mutex<SessionWriter>>, events: EventSender) -> Self {
        let (requests, received) = channel();
        let work = move || Worker { scorer, compiled: None, writer, events }.serve(&received);
        let thread = std::thread::Builder::new().name("scoring".to_owned()).spawn(work).ok();
        Self { requests: Some(requests), thread }
    }

    /// Whether the thread took the request.
    pub(super) fn send(&self, request: ScoringRequest) -> bool {
        self.requests.as_ref().is_some_and(|requests| requests.send(request).is_ok())
    }
}

impl Drop for ScoringWorker {
    fn drop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Worker {
    scorer: SharedScorer,
    compiled: Option<(Question, CompiledQuestion)>,
    writer: Arc<Mutex<SessionWriter>>,
    events: EventSender,
}

impl Worker {
    fn serve(mut self, requests: &Receiver<ScoringRequest>) {
        for request in requests {
            match request {
                ScoringRequest::Score(take) => {
                    if let Some(card) = score_take(self.compiled(&take.question), &take) {
                        (self.events)(PortEvent::Scored(take.number, Box::new(card)));
                    }
                }
                ScoringRequest::Ticks(take, question, transcript) => {
                    let ticks = self.compiled(&question).ticks(&transcript);
                    (self.events)(PortEvent::Ticks(take, ticks));
                }
                ScoringRequest::Save(take) => self.save(take.number, |writer| writer.put_take(*take)),
                ScoringRequest::End => self.save(0, SessionWriter::end_early),
            }
        }
    }

    /// Compiling a question takes longer than scoring an answer, and one question is scored again and again.
    fn compiled(&mut self, question: &Question) -> &CompiledQuestion {
        let known = self.compiled.take().filter(|(q, _)| q == question);
        let compiled = known.unwrap_or_else(|| (question.clone(), self.scorer.compile(question)));
        &self.compiled.insert(compiled).1
    }

    fn save(&self, number: TakeId, change: impl FnOnce(&mut SessionWriter) -> Result<(), StoreError>) {
        let saved = change(&mut self.writer.lock().unwrap_or_else(PoisonError::into_inner));
        if let Err(why) = saved {
            (self.events)(PortEvent::NotSaved(number, why));
        }
    }
}
