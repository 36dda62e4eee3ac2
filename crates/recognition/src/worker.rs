//! The speech thread: loads the model while the user reads the question, decodes each chunk as soon as it is complete, so
//! that only the tail is left when the user stops. A pause may be the end: once one lasts, the tail is decoded ahead, and
//! nothing is left at all if nobody speaks again.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{Receiver, Sender, TryRecvError, channel},
    thread::JoinHandle,
    time::Instant,
};

use super::{
    SpeechError, SpeechEvent, SpeechRequest, SpeechSink, TakeId, Transcriber,
    chunker::{Chunk, ChunkRules},
    priority::step_back,
    take::{Heard, TakeDecoder, hear},
};

/// Makes the transcriber, on the speech thread.
pub type Loader = Box<dyn FnOnce() -> Result<Box<dyn Transcriber>, SpeechError> + Send>;

/// The handle of the speech thread. Dropping it ends the thread after the chunk it is at.
#[derive(Debug)]
pub struct SpeechWorker {
    requests: Option<Sender<SpeechRequest>>,
    thread: Option<JoinHandle<()>>,
}

impl SpeechWorker {
    /// Starts the thread; it begins with loading. Events arrive at `sink`, on that thread.
    ///
    /// # Errors
    /// [`SpeechError::Thread`] if the system gives no thread.
    pub fn spawn(loader: Loader, sink: SpeechSink) -> Result<Self, SpeechError> {
        let (requests, received) = channel();
        let thread = std::thread::Builder::new()
            .name("speech".to_owned())
            .spawn(move || run(loader, sink, &received))
            .map_err(SpeechError::Thread)?;
        Ok(Self { requests: Some(requests), thread: Some(thread) })
    }

    /// Asks for something; never waits. Requests before the model is loaded are kept.
    pub fn request(&self, request: SpeechRequest) {
        if let Some(requests) = &self.requests {
            // A thread that is gone has said why.
            let _ = requests.send(request);
        }
    }

    /// A way to send requests from another thread, for example the capture thread.
    #[must_use]
    pub fn sender(&self) -> Option<Sender<SpeechRequest>> {
        self.requests.clone()
    }

    /// Ends the thread and waits until the chunk it is at is done.
    pub fn join(mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(loader: Loader, mut sink: SpeechSink, requests: &Receiver<SpeechRequest>) {
    step_back();
    let begun = Instant::now();
    match guarded(loader) {
        Ok(transcriber) => {
            let load_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
            sink(SpeechEvent::Ready { model: transcriber.model_name(), load_ms });
            let worker = Worker { transcriber, sink, take: None };
            worker.serve(requests);
        }
        Err(error) => {
            let why = error.to_string();
            sink(SpeechEvent::Unavailable(why.clone()));
            for request in requests {
                if let SpeechRequest::Finish(take) = request {
                    sink(SpeechEvent::Failed(take, why.clone()));
                }
            }
        }
    }
}

/// Runs code that ends in C++; a panic there must not leave the user waiting for an answer.
fn guarded<T>(work: impl FnOnce() -> Result<T, SpeechError>) -> Result<T, SpeechError> {
    let panicked = |_| SpeechError::Decode { at_s: 0.0, why: "it panicked; please report this as a bug".to_owned() };
    catch_unwind(AssertUnwindSafe(work)).map_err(panicked)?
}

struct Worker {
    transcriber: Box<dyn Transcriber>,
    sink: SpeechSink,
    take: Option<(TakeId, TakeDecoder)>,
}

impl Worker {
    fn serve(mut self, requests: &Receiver<SpeechRequest>) {
        loop {
            let request = match requests.try_recv() {
                Err(TryRecvError::Empty) => {
                    self.decode_ahead();
                    requests.recv().ok()
                }
                received => received.ok(),
            };
            match request {
                Some(request) => self.handle(request),
                None => return,
            }
        }
    }

    fn handle(&mut self, request: SpeechRequest) {
        match request {
            SpeechRequest::Begin(id) => {
                self.transcriber.begin();
                self.take = Some((id, TakeDecoder::new(ChunkRules::default())));
            }
            SpeechRequest::Block(id, block) => {
                let Some((_, take)) = self.take.as_mut().filter(|(own, _)| *own == id) else { return };
                for chunk in take.push(&block) {
                    self.decode(&chunk);
                }
            }
            SpeechRequest::Finish(id) => self.finish(id),
            SpeechRequest::Cancel(id) => self.take = self.take.take().filter(|(own, _)| *own != id),
        }
    }

    /// Uses a pause.
    fn decode_ahead(&mut self) {
        let Some((_, take)) = &mut self.take else { return };
        let Some(chunk) = take.next_ahead() else { return };
        match self.hear(&chunk) {
            Ok(heard) => self.tell(|take| take.add_ahead(heard)),
            Err(error) => self.fail(&error),
        }
    }

    fn decode(&mut self, chunk: &Chunk) {
        match self.hear(chunk) {
            Ok(heard) => {
                self.tell(|take| take.add(heard));
                if let Some((take, decoder)) = &self.take {
                    let (decoded_s, total_s) = decoder.progress();
                    (self.sink)(SpeechEvent::Progress { take: *take, decoded_s, total_s });
                }
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Decodes a chunk, unless that was done ahead.
    fn hear(&mut self, chunk: &Chunk) -> Result<Heard, SpeechError> {
        match self.take.as_mut().and_then(|(_, take)| take.take_ahead()) {
            Some(heard) if heard.is_of(chunk) => return Ok(heard),
            Some(_) => self.transcriber.unlearn(),
            None => {}
        }
        guarded(|| hear(chunk, self.transcriber.as_mut()))
    }

    /// Adds what was heard, and tells the words if it brought any.
    fn tell(&mut self, add: impl FnOnce(&mut TakeDecoder) -> bool) {
        if let Some((id, take)) = &mut self.take
            && add(take)
        {
            (self.sink)(SpeechEvent::Partial(*id, take.transcript()));
        }
    }

    fn fail(&mut self, error: &SpeechError) {
        if let Some((id, _)) = self.take.take() {
            (self.sink)(SpeechEvent::Failed(id, error.to_string()));
        }
    }

    fn finish(&mut self, id: TakeId) {
        let Some((_, take)) = self.take.as_mut().filter(|(own, _)| *own == id) else { return };
        if let Some(chunk) = take.rest() {
            self.decode(&chunk);
        }
        if let Some((_, take)) = self.take.take() {
            let (transcript, sound) = take.finish();
            (self.sink)(SpeechEvent::Final(id, transcript, sound));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::*;
    use crate::scripted::ScriptedTranscriber;
    use outloud_core::{
        sound::{FRAME_SAMPLES, SoundBlock},
        transcript::Transcript,
    };

    fn worker(loader: Loader) -> (SpeechWorker, Receiver<SpeechEvent>) {
        let (sender, events) = channel();
        let sink = Box::new(move |e| drop(sender.send(e)));
        (SpeechWorker::spawn(loader, sink).expect("a thread"), events)
    }

    fn saying(text: &str) -> Loader {
        let transcriber = ScriptedTranscriber::new(text);
        Box::new(move || Ok(Box::new(transcriber)))
    }

    /// A worker that has heard all of `text` in three seconds of speech and the pause after it.
    fn pausing(text: &str) -> (SpeechWorker, Receiver<SpeechEvent>) {
        let (worker, events) = worker(saying(text));
        worker.request(SpeechRequest::Begin(1));
        worker.request(SpeechRequest::Block(1, speech(3.0)));
        worker.request(SpeechRequest::Block(1, silence(1.0)));
        assert!(matches!(events.recv(), Ok(SpeechEvent::Ready { .. })));
        assert!(matches!(events.recv(), Ok(SpeechEvent::Partial(1, t)) if t.text == text));
        (worker, events)
    }

    fn speech(seconds: f64) -> SoundBlock {
        sound(seconds, 0.9)
    }

    fn silence(seconds: f64) -> SoundBlock {
        sound(seconds, 0.0)
    }

    fn sound(seconds: f64, voice: f32) -> SoundBlock {
        let frames = (seconds * 62.5) as usize;
        SoundBlock { samples: vec![0.1; frames * FRAME_SAMPLES], voice: vec![voice; frames] }
    }

    #[test]
    fn a_take_is_heard_and_finished() {
        let (worker, events) = worker(saying("hello there"));
        worker.request(SpeechRequest::Begin(7));
        worker.request(SpeechRequest::Block(7, speech(4.0)));
        worker.request(SpeechRequest::Finish(7));
        worker.join();
        let events: Vec<_> = events.iter().collect();
        assert!(matches!(&events[0], SpeechEvent::Ready { model, .. } if model == "script"));
        assert!(matches!(&events[1], SpeechEvent::Partial(7, t) if t.text == "hello there"));
        assert!(matches!(&events[2], SpeechEvent::Progress { take: 7, total_s, .. } if *total_s == 4.0));
        assert!(matches!(&events[3], SpeechEvent::Final(7, t, s) if t.words.len() == 2 && s.duration_s == 4.0));
        assert_eq!(events.len(), 4);
    }

    #[test]
    fn long_takes_are_decoded_before_they_end() {
        let (worker, events) = worker(saying("early words"));
        worker.request(SpeechRequest::Begin(1));
        worker.request(SpeechRequest::Block(1, speech(40.0)));
        assert!(matches!(events.recv(), Ok(SpeechEvent::Ready { .. })));
        assert!(matches!(events.recv(), Ok(SpeechEvent::Partial(1, _))));
    }

    #[test]
    fn a_pause_is_used_and_what_was_decoded_in_it_counts_once() {
        let (worker, events) = pausing("some words");
        worker.request(SpeechRequest::Finish(1));
        worker.join();
        let last = events.iter().last();
        assert!(matches!(&last, Some(SpeechEvent::Final(1, t, _)) if t.text == "some words"), "{last:?}");
    }

    #[test]
    fn a_pause_that_was_not_the_end_changes_nothing() {
        let (worker, events) = pausing("one two three");
        worker.request(SpeechRequest::Block(1, speech(3.0)));
        worker.request(SpeechRequest::Finish(1));
        worker.join();
        let last = events.iter().last();
        let whole = |t: &Transcript| t.text == "one two three" && t.words[0].start_s.is_some_and(|s| s < 1.0);
        assert!(matches!(&last, Some(SpeechEvent::Final(1, t, _)) if whole(t)), "{last:?}");
    }

    #[test]
    fn another_takes_requests_are_ignored_and_a_cancelled_take_is_silent() {
        let (worker, events) = worker(saying("words"));
        worker.request(SpeechRequest::Begin(1));
        worker.request(SpeechRequest::Block(2, speech(40.0)));
        worker.request(SpeechRequest::Finish(2));
        worker.request(SpeechRequest::Cancel(3));
        worker.request(SpeechRequest::Cancel(1));
        worker.request(SpeechRequest::Finish(1));
        worker.join();
        assert_eq!(events.iter().count(), 1);
    }

    #[test]
    fn a_model_that_cannot_load_fails_every_take_with_its_reason() {
        let (worker, events) = worker(Box::new(|| Err(SpeechError::BuiltWithoutWhisper)));
        worker.request(SpeechRequest::Begin(1));
        worker.request(SpeechRequest::Finish(1));
        worker.join();
        let events: Vec<_> = events.iter().collect();
        assert!(matches!(&events[0], SpeechEvent::Unavailable(why) if why.contains("without speech recognition")));
        assert!(matches!(&events[1], SpeechEvent::Failed(1, why) if why.contains("without speech recognition")));
    }

    #[test]
    fn a_decoder_that_fails_or_panics_ends_the_take_and_not_the_thread() {
        struct Panics;
        impl Transcriber for Panics {
            fn model_name(&self) -> String {
                "panics".to_owned()
            }
            fn transcribe(&mut self, _: &[f32]) -> Result<Vec<outloud_core::transcript::Word>, SpeechError> {
                panic!("on purpose")
            }
        }
        let (worker, events) = worker(Box::new(|| Ok(Box::new(Panics))));
        for take in [1, 2] {
            worker.request(SpeechRequest::Begin(take));
            worker.request(SpeechRequest::Block(take, speech(2.0)));
            worker.request(SpeechRequest::Finish(take));
        }
        worker.join();
        let failed: Vec<_> = events.iter().filter(|e| matches!(e, SpeechEvent::Failed(..))).collect();
        assert_eq!(failed.len(), 2);
    }
}
