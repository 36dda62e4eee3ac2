//! The thread that opens microphones and ends recordings. Both can take a moment; the screen does not wait for them.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread::JoinHandle,
};

use jiff::Zoned;

use super::{
    events::{EventSender, PortEvent, RecordError},
    silence::Silence,
};
use outloud_audio::{AudioEvent, AudioSink, Recorder, Recording};
use outloud_core::{
    session::{Take, TakeId},
    sound::Sound,
};
use outloud_recognition::{SpeechRequest, TakeSender};
use outloud_store::writer::SessionWriter;

/// What the thread is asked to do.
pub(super) enum RecorderRequest {
    Start(Box<Take>),
    Stop(TakeId),
    Discard(TakeId),
}

/// The thread's handle. Dropping it ends the recording that runs and waits for its file to be complete.
pub(super) struct RecorderThread {
    requests: Option<Sender<RecorderRequest>>,
    thread: Option<JoinHandle<()>>,
}

impl RecorderThread {
    pub(super) fn spawn(
        recorder: Box<dyn Recorder>,
        writer: Arc<Mutex<SessionWriter>>,
        speech: TakeSender,
        events: EventSender,
    ) -> Self {
        let (requests, received) = channel();
        let worker = Worker { recorder, writer, speech, events, running: None, ended: None };
        let work = move || worker.serve(&received);
        let thread = std::thread::Builder::new().name("recorder".to_owned()).spawn(work).ok();
        Self { requests: Some(requests), thread }
    }

    /// Whether the thread took the request.
    pub(super) fn send(&self, request: RecorderRequest) -> bool {
        self.requests.as_ref().is_some_and(|requests| requests.send(request).is_ok())
    }
}

impl Drop for RecorderThread {
    fn drop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Running {
    take: TakeId,
    wav: PathBuf,
    recording: Box<dyn Recording>,
}

struct Worker {
    recorder: Box<dyn Recorder>,
    writer: Arc<Mutex<SessionWriter>>,
    speech: TakeSender,
    events: EventSender,
    running: Option<Running>,
    /// The take that ended last, and its file: it may turn out to hold nothing.
    ended: Option<(TakeId, PathBuf)>,
}

impl Worker {
    fn serve(mut self, requests: &Receiver<RecorderRequest>) {
        for request in requests {
            match request {
                RecorderRequest::Start(take) => self.start(*take),
                RecorderRequest::Stop(take) => self.stop(take),
                RecorderRequest::Discard(take) => self.discard(take),
            }
        }
        if let Some(running) = self.running.take() {
            let _ = running.recording.stop();
        }
    }

    fn writer(&self) -> MutexGuard<'_, SessionWriter> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The take is on record before the microphone is open.
    fn start(&mut self, take: Take) {
        let number = take.number;
        let path = self.writer().begin_take(take, &Zoned::now());
        let started = path.map_err(RecordError::from).and_then(|wav| self.open(number, wav));
        match started {
            Ok(running) => self.running = Some(running),
            Err(why) => {
                self.forget(number);
                self.speech.send(SpeechRequest::Cancel(number));
                (self.events)(PortEvent::NotOpened(number, why));
            }
        }
    }

    /// A take without a recording that stays on record does no harm: it is struck off when it cannot be recovered.
    fn forget(&self, take: TakeId) {
        let _ = self.writer().forget_take(take);
    }

    fn open(&mut self, take: TakeId, wav: PathBuf) -> Result<Running, RecordError> {
        self.speech.send(SpeechRequest::Begin(take));
        let recording = self.recorder.start(&wav, self.sink(take)).inspect_err(|_| remove(&wav))?;
        Ok(Running { take, wav, recording })
    }

    /// Sound goes straight to the recogniser, everything else to the main loop.
    fn sink(&self, take: TakeId) -> AudioSink {
        let (speech, events) = (self.speech.clone(), Arc::clone(&self.events));
        let mut silence = Silence::default();
        Box::new(move |event| match event {
            AudioEvent::Block(block) => {
                if silence.hear(&block) {
                    events(PortEvent::Silent(take));
                }
                speech.send(SpeechRequest::Block(take, block));
            }
            event => events(PortEvent::Audio(take, event)),
        })
    }

    fn stop(&mut self, take: TakeId) {
        let Some(running) = self.running.take_if(|r| r.take == take) else { return };
        self.ended = Some((take, running.wav));
        let sound = running.recording.stop().unwrap_or_else(|e| {
            let why = e.to_string();
            Sound { warnings: vec![why], ..Sound::default() }
        });
        (self.events)(PortEvent::Recorded(take, sound));
        self.speech.send(SpeechRequest::Finish(take));
    }

    fn discard(&mut self, take: TakeId) {
        self.speech.send(SpeechRequest::Cancel(take));
        let ended = self.ended.take_if(|(ended, _)| *ended == take).map(|(_, wav)| wav);
        let stopped = self.running.take_if(|r| r.take == take).map(|running| {
            let _ = running.recording.stop();
            running.wav
        });
        let Some(wav) = stopped.or(ended) else { return };
        remove(&wav);
        self.forget(take);
    }
}

/// Removes a discarded recording. If that fails, an unused file stays.
fn remove(wav: &Path) {
    let _ = std::fs::remove_file(wav);
}
