//! The recogniser service: one thread that owns one model for a whole run of the program.
//!
//! Each session connects with its own sink and names takes by its own numbers. Chunks are decoded as soon as they are
//! complete, so that only the tail of a take is left when the speaker stops. Live takes go before recordings that are
//! transcribed in the background. After 0.5 s of silence the open chunk is decoded speculatively, so that stopping there
//! costs no latency. A connection can have the words of what is being said decoded over and over; everything else goes first.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use super::{
    LiveTakes, SpeechError, SpeechEvent, SpeechRequest, SpeechSink,
    model::Loader,
    worker::{self, ConnectionId, Priority, Request},
};
use outloud_core::{
    session::TakeId,
    sound::{Sound, SoundBlock},
    transcript::Transcript,
};

/// A handle of the recogniser's thread. The thread ends when the last handle and the last connection are dropped, after the
/// chunk it is at.
#[derive(Debug, Clone)]
pub struct Recogniser {
    requests: Arc<Requests>,
    next_connection: Arc<AtomicU64>,
}

/// The way to the thread. The thread has one of its own, so that it is told when there is no other any more.
#[derive(Debug)]
struct Requests(Sender<Request>);

impl Requests {
    fn send(&self, request: Request) {
        // A thread that is gone has said why.
        let _ = self.0.send(request);
    }
}

impl Drop for Requests {
    fn drop(&mut self) {
        self.send(Request::End);
    }
}

/// The model that is in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadedModel {
    /// Its name.
    pub name: String,
    /// How long loading took, in ms.
    pub load_ms: u64,
}

/// A whole recording in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Transcribed {
    /// The model's name.
    pub model: String,
    /// The words.
    pub transcript: Transcript,
    /// What voice activity says of the sound.
    pub sound: Sound,
}

impl Recogniser {
    /// Starts the thread; it begins with loading the model.
    ///
    /// # Errors
    /// [`SpeechError::Thread`] if the system gives no thread.
    pub fn spawn(loader: Loader) -> Result<Self, SpeechError> {
        Self::spawn_telling(loader, LiveTakes::default())
    }

    /// The same; `live` tells from then on whether there are live takes.
    ///
    /// # Errors
    /// As [`Recogniser::spawn`].
    pub fn spawn_telling(loader: Loader, live: LiveTakes) -> Result<Self, SpeechError> {
        let (requests, received) = channel();
        let thread = thread::Builder::new().name("recogniser".to_owned());
        let own = requests.clone();
        thread.spawn(move || worker::run(loader, live, own, &received)).map_err(SpeechError::Thread)?;
        Ok(Self { requests: Arc::new(Requests(requests)), next_connection: Arc::default() })
    }

    /// Replaces the model. Takes that have begun are finished with the old one; sinks are then told of the new one.
    pub fn set_model(&self, loader: Loader) {
        self.requests.send(Request::SetModel(loader));
    }

    /// Connects a session. Events of its takes and the model's state arrive at `sink`, on the recogniser's thread.
    #[must_use]
    pub fn connect(&self, sink: SpeechSink) -> Connection {
        self.connect_with(Priority::Live, sink)
    }

    /// The model, once it is loaded.
    ///
    /// # Errors
    /// The [`SpeechError`] for which it cannot be loaded.
    pub fn model(&self) -> Result<LoadedModel, SpeechError> {
        let (sender, events) = channel();
        let _connection = self.connect(Box::new(move |event| drop(sender.send(event))));
        for event in events {
            match event {
                SpeechEvent::Ready { model, load_ms } => return Ok(LoadedModel { name: model, load_ms }),
                SpeechEvent::Unavailable(why) => return Err(SpeechError::Shared(why)),
                _ => {}
            }
        }
        Err(SpeechError::Stopped)
    }

    fn connect_with(&self, priority: Priority, sink: SpeechSink) -> Connection {
        let id = self.next_connection.fetch_add(1, Ordering::Relaxed);
        self.requests.send(Request::Connect(id, priority, sink));
        Connection { sender: TakeSender { id, requests: Arc::clone(&self.requests) } }
    }

    /// Transcribes a whole recording; live takes go first. `progress` is told the seconds decoded and received.
    ///
    /// # Errors
    /// The first error of `blocks`, or a [`SpeechError`] of the model or the decoder.
    pub fn transcribe<E: From<SpeechError>>(
        &self,
        blocks: impl IntoIterator<Item = Result<SoundBlock, E>>,
        progress: impl FnMut(f64, f64),
    ) -> Result<Transcribed, E> {
        const TAKE: TakeId = 1;
        let (sender, events) = channel();
        let sink = move |event| drop(sender.send(event));
        let connection = self.connect_with(Priority::Background, Box::new(sink));
        let requests = connection.sender();
        requests.send(SpeechRequest::Begin(TAKE));
        for block in blocks {
            requests.send(SpeechRequest::Block(TAKE, block?));
        }
        requests.send(SpeechRequest::Finish(TAKE));
        await_transcript(&events, progress).map_err(E::from)
    }
}

fn await_transcript(
    events: &Receiver<SpeechEvent>,
    mut progress: impl FnMut(f64, f64),
) -> Result<Transcribed, SpeechError> {
    let mut model = String::new();
    for event in events {
        match event {
            SpeechEvent::Ready { model: name, .. } => model = name,
            SpeechEvent::Progress { decoded_s, total_s, .. } => progress(decoded_s, total_s),
            SpeechEvent::Final(_, transcript, sound) => return Ok(Transcribed { model, transcript, sound }),
            SpeechEvent::Failed(_, why) => return Err(SpeechError::Shared(why)),
            SpeechEvent::Partial(..) | SpeechEvent::Unavailable(_) => {}
        }
    }
    Err(SpeechError::Stopped)
}

/// A session's connection to the recogniser. Dropping it cancels its takes.
#[derive(Debug)]
pub struct Connection {
    sender: TakeSender,
}

impl Connection {
    /// A way to send requests, also from another thread.
    #[must_use]
    pub fn sender(&self) -> TakeSender {
        self.sender.clone()
    }

    /// Whether words are wanted while they are said: at first they are not.
    pub fn preview(&self, wanted: bool) {
        self.sender.requests.send(Request::Preview(self.sender.id, wanted));
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.sender.requests.send(Request::Disconnect(self.sender.id));
    }
}

/// Sends the requests of one session.
#[derive(Debug, Clone)]
pub struct TakeSender {
    id: ConnectionId,
    requests: Arc<Requests>,
}

impl TakeSender {
    /// Asks for something; never waits. Requests before the model is loaded are kept.
    pub fn send(&self, request: SpeechRequest) {
        self.requests.send(Request::Take(self.id, request));
    }
}

#[cfg(test)]
mod tests;
