//! A round transcribed again while it is looked back on: its session is still open, so that the words go through the interview.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use super::{Report, Retranscription, skips};
use crate::app::{
    error::AppError,
    events::{EventSender, PortEvent},
};
use outloud_core::{session::Take, view::seconds_of};

/// Gets a model ready.
type Prepare = Box<dyn FnOnce() -> Result<Retranscription, AppError> + Send>;

/// A round that is transcribed again when it is over. Dropping it ends that after the take it is at; that take is not changed then.
pub struct RoundAgain {
    prepare: Option<Prepare>,
    over: Arc<AtomicBool>,
}

impl RoundAgain {
    /// Nothing is prepared before it starts.
    pub fn new(prepare: impl FnOnce() -> Result<Retranscription, AppError> + Send + 'static) -> Self {
        Self { prepare: Some(Box::new(prepare)), over: Arc::default() }
    }

    /// Begins, on a thread of its own, the first time that it is called. `takes`: each with its recording.
    pub fn start(&mut self, takes: impl FnOnce() -> Vec<(Take, PathBuf)>, events: &EventSender) {
        let Some(prepare) = self.prepare.take() else { return };
        let (takes, events, over) = (takes(), Arc::clone(events), Arc::clone(&self.over));
        let work = move || {
            let done = transcribe(prepare, &takes, &events, &over);
            events(PortEvent::HearingAgain(done.unwrap_or_else(|why| why.to_string())));
        };
        // Without a thread the round stays as it was heard.
        let _ = thread::Builder::new().name("retranscription".to_owned()).spawn(work);
    }
}

impl Drop for RoundAgain {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

/// Gives what it came to, in a line.
fn transcribe(
    prepare: Prepare,
    takes: &[(Take, PathBuf)],
    events: &EventSender,
    over: &AtomicBool,
) -> Result<String, AppError> {
    let again = prepare()?;
    let model = again.model()?;
    let mut report = Report { model: Some(model.clone()), ..Report::default() };
    let wanted: Vec<_> = takes.iter().filter(|(take, _)| skips(take, &model).is_none()).collect();
    for (at, (take, wav)) in wanted.iter().enumerate() {
        let tell = |done_s: f64, total_s: f64| {
            let place = format!("answer {} of {}", at + 1, wanted.len());
            let so_far = seconds_of(done_s, total_s);
            events(PortEvent::HearingAgain(format!("Hearing {place} again with {model}: {so_far} …")));
        };
        tell(0.0, take.sound.as_ref().map_or(0.0, |s| s.duration_s));
        let transcribed = again.hear(wav, tell)?;
        if over.load(Ordering::Relaxed) {
            break;
        }
        if let Some((after, told)) = again.apply("", take, transcribed) {
            events(PortEvent::HeardAgain(Box::new(after)));
            report.takes.push(told);
        }
    }
    Ok(report.to_string())
}
