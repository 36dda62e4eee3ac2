//! The thread that scores answers and files takes. Building the scorer and syncing a disk take time; here they may.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread::JoinHandle,
};

use super::{Outlet, PortEvent};
use outloud_core::{bank::Question, session::Take, transcript::Transcript};
use outloud_engine::{TakeId, event::ToScore};
use outloud_scoring::scorer::{Answer, CompiledQuestion, Scorer};
use outloud_store::writer::SessionWriter;

/// What the desk is asked to do.
pub(super) enum Ask {
    Score(Box<ToScore>),
    Ticks(TakeId, Box<Question>, Transcript),
    Save(Box<Take>),
}

/// The thread's handle. Dropping it waits until everything asked for is done, so that nothing stays unsaved.
pub(super) struct Desk {
    ask: Option<Sender<Ask>>,
    thread: Option<JoinHandle<()>>,
}

impl Desk {
    pub(super) fn spawn(
        scorer: Box<dyn FnOnce() -> Scorer + Send>,
        writer: Arc<Mutex<SessionWriter>>,
        outlet: Outlet,
    ) -> Self {
        let (ask, asked) = channel();
        let work = move || Clerk { scorer: scorer(), compiled: None, writer, outlet }.serve(&asked);
        Self { ask: Some(ask), thread: std::thread::Builder::new().name("desk".to_owned()).spawn(work).ok() }
    }

    /// Whether the thread took the request.
    pub(super) fn ask(&self, ask: Ask) -> bool {
        self.ask.as_ref().is_some_and(|tx| tx.send(ask).is_ok())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.ask = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Clerk {
    scorer: Scorer,
    compiled: Option<(Question, CompiledQuestion)>,
    writer: Arc<Mutex<SessionWriter>>,
    outlet: Outlet,
}

impl Clerk {
    fn serve(mut self, asked: &Receiver<Ask>) {
        for ask in asked {
            match ask {
                Ask::Score(to) => {
                    let card = self.compiled(&to.question).score(&Answer {
                        transcript: &to.transcript,
                        sound: to.sound.as_ref(),
                        time_limit_s: to.time_limit_s,
                    });
                    (self.outlet)(PortEvent::Scored(to.take, Box::new(card)));
                }
                Ask::Ticks(take, question, transcript) => {
                    let ticks = self.compiled(&question).ticks(&transcript);
                    (self.outlet)(PortEvent::Ticks(take, ticks));
                }
                Ask::Save(take) => self.save(*take),
            }
        }
    }

    /// Compiling a question takes longer than scoring an answer, and one question is scored again and again.
    fn compiled(&mut self, question: &Question) -> &CompiledQuestion {
        let known = self.compiled.take().filter(|(q, _)| q == question);
        let compiled = known.unwrap_or_else(|| (question.clone(), self.scorer.compile(question)));
        &self.compiled.insert(compiled).1
    }

    fn save(&self, take: Take) {
        let number = take.number;
        let saved = self.writer.lock().unwrap_or_else(PoisonError::into_inner).put_take(take);
        if let Err(why) = saved {
            (self.outlet)(PortEvent::NotSaved(number, why.to_string()));
        }
    }
}
