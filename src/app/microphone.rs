//! The thread that opens microphones and ends recordings: both can take a moment, and the screen shall not wait.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread::JoinHandle,
};

use jiff::Zoned;

use super::{Outlet, PortEvent};
use outloud_audio::{AudioEvent, AudioSink, Recorder, Recording};
use outloud_core::{session::Take, sound::Sound};
use outloud_engine::TakeId;
use outloud_recognition::SpeechRequest;
use outloud_store::writer::SessionWriter;

/// What the microphone is asked to do.
pub(super) enum Ask {
    Start(Box<Take>),
    Stop(TakeId),
    Discard(TakeId),
}

/// The thread's handle. Dropping it ends the recording that runs and waits for its file to be complete.
pub(super) struct Microphone {
    ask: Option<Sender<Ask>>,
    thread: Option<JoinHandle<()>>,
}

impl Microphone {
    pub(super) fn spawn(
        recorder: Box<dyn Recorder>,
        writer: Arc<Mutex<SessionWriter>>,
        speech: Option<Sender<SpeechRequest>>,
        outlet: Outlet,
    ) -> Self {
        let (ask, asked) = channel();
        let booth = Booth { recorder, writer, speech, outlet, running: None, ended: None };
        let thread = std::thread::Builder::new().name("microphone".to_owned()).spawn(move || booth.serve(&asked)).ok();
        Self { ask: Some(ask), thread }
    }

    /// Whether the thread took the request.
    pub(super) fn ask(&self, ask: Ask) -> bool {
        self.ask.as_ref().is_some_and(|tx| tx.send(ask).is_ok())
    }
}

impl Drop for Microphone {
    fn drop(&mut self) {
        self.ask = None;
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

struct Booth {
    recorder: Box<dyn Recorder>,
    writer: Arc<Mutex<SessionWriter>>,
    speech: Option<Sender<SpeechRequest>>,
    outlet: Outlet,
    running: Option<Running>,
    /// The take that ended last, and its file: it may turn out to hold nothing.
    ended: Option<(TakeId, PathBuf)>,
}

impl Booth {
    fn serve(mut self, asked: &Receiver<Ask>) {
        for ask in asked {
            match ask {
                Ask::Start(take) => self.start(*take),
                Ask::Stop(take) => self.stop(take),
                Ask::Discard(take) => self.discard(take),
            }
        }
        if let Some(running) = self.running.take() {
            let _ = running.recording.stop();
        }
    }

    /// A recogniser that is gone has said why.
    fn tell(&self, request: SpeechRequest) {
        if let Some(speech) = &self.speech {
            let _ = speech.send(request);
        }
    }

    fn writer(&self) -> MutexGuard<'_, SessionWriter> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The take is on record before the microphone is open.
    fn start(&mut self, take: Take) {
        let number = take.number;
        let path = self.writer().begin_take(take, &Zoned::now());
        let started = path.map_err(|e| e.to_string()).and_then(|wav| self.open(number, wav));
        match started {
            Ok(running) => self.running = Some(running),
            Err(why) => {
                self.forget(number);
                self.tell(SpeechRequest::Cancel(u64::from(number)));
                (self.outlet)(PortEvent::NotOpened(number, why));
            }
        }
    }

    /// A take without a recording that stays on record does no harm: it is struck off when it cannot be recovered.
    fn forget(&self, take: TakeId) {
        let _ = self.writer().forget_take(take);
    }

    fn open(&mut self, take: TakeId, wav: PathBuf) -> Result<Running, String> {
        self.tell(SpeechRequest::Begin(u64::from(take)));
        let recording = self.recorder.start(&wav, self.sink(take)).map_err(|e| {
            remove(&wav);
            e.to_string()
        })?;
        Ok(Running { take, wav, recording })
    }

    /// Sound goes straight to the recogniser, everything else to the main loop.
    fn sink(&self, take: TakeId) -> AudioSink {
        let (speech, outlet) = (self.speech.clone(), Arc::clone(&self.outlet));
        Box::new(move |event| match event {
            AudioEvent::Block(block) => {
                if let Some(speech) = &speech {
                    let _ = speech.send(SpeechRequest::Block(u64::from(take), block));
                }
            }
            event => outlet(PortEvent::Audio(take, event)),
        })
    }

    fn stop(&mut self, take: TakeId) {
        let Some(running) = self.running.take_if(|r| r.take == take) else { return };
        self.ended = Some((take, running.wav));
        let sound = running.recording.stop().unwrap_or_else(|e| {
            let why = e.to_string();
            Sound { warnings: vec![why], ..Sound::default() }
        });
        (self.outlet)(PortEvent::Recorded(take, sound));
        self.tell(SpeechRequest::Finish(u64::from(take)));
    }

    fn discard(&mut self, take: TakeId) {
        self.tell(SpeechRequest::Cancel(u64::from(take)));
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

/// A recording nobody wants; if it cannot be removed it is merely a file more.
fn remove(wav: &Path) {
    let _ = std::fs::remove_file(wav);
}
