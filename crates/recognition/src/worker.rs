//! What the recogniser's thread does: it keeps one decoder for each open take and decides which chunk is decoded next.

use std::{
    collections::{HashMap, VecDeque},
    error::Error,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        mpsc::{Receiver, TryRecvError},
    },
    time::Instant,
};

use super::{
    SpeechError, SpeechEvent, SpeechRequest, SpeechSink, Transcriber,
    chunker::{Chunk, ChunkRules},
    priority::step_back,
    take::{ChunkTranscript, TakeDecoder, decode},
};
use outloud_core::session::TakeId;

/// Loads the model, on the recogniser's thread.
pub type Loader = Box<dyn FnOnce() -> Result<Box<dyn Transcriber>, SpeechError> + Send>;

/// A connection's number.
pub(crate) type ConnectionId = u64;

/// How urgent the takes of a connection are; the most urgent comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Priority {
    Live,
    Background,
}

/// What the thread is asked to do.
pub(crate) enum Request {
    Connect(ConnectionId, Priority, SpeechSink),
    Disconnect(ConnectionId),
    SetModel(Loader),
    Take(ConnectionId, SpeechRequest),
}

/// Which take, among those of all connections.
type TakeKey = (ConnectionId, TakeId);

/// The thread's main function.
pub(crate) fn run(loader: Loader, requests: &Receiver<Request>) {
    step_back();
    Worker {
        model: Model::load(loader),
        next_model: None,
        connections: HashMap::new(),
        takes: Vec::new(),
        decoded_last: None,
    }
    .serve(requests);
}

/// The loaded model, or why there is none.
enum Model {
    Loaded { transcriber: Box<dyn Transcriber>, load_ms: u64 },
    Unavailable(Arc<SpeechError>),
}

impl Model {
    fn load(loader: Loader) -> Self {
        let begun = Instant::now();
        match catching_panics(loader) {
            Ok(transcriber) => {
                let load_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
                tracing::info!(model = transcriber.model_name(), load_ms, "model loaded");
                Self::Loaded { transcriber, load_ms }
            }
            Err(error) => {
                tracing::warn!(error = &error as &dyn Error, "no model can be used");
                Self::Unavailable(Arc::new(error))
            }
        }
    }

    fn announcement(&self) -> SpeechEvent {
        match self {
            Self::Loaded { transcriber, load_ms } => {
                SpeechEvent::Ready { model: transcriber.model_name(), load_ms: *load_ms }
            }
            Self::Unavailable(why) => SpeechEvent::Unavailable(Arc::clone(why)),
        }
    }
}

/// Runs code that ends in C++; a panic there must not leave the user waiting for an answer.
fn catching_panics<T>(work: impl FnOnce() -> Result<T, SpeechError>) -> Result<T, SpeechError> {
    let panicked = |_| SpeechError::Decode { at_s: 0.0, why: "it panicked; please report this as a bug".to_owned() };
    catch_unwind(AssertUnwindSafe(work)).map_err(panicked)?
}

struct ConnectedSession {
    priority: Priority,
    sink: SpeechSink,
}

struct OpenTake {
    key: TakeKey,
    priority: Priority,
    decoder: TakeDecoder,
    /// Complete chunks that wait for the decoder.
    ready: VecDeque<Chunk>,
    finished: bool,
}

struct Worker {
    model: Model,
    /// Takes the place of `model` once no take is open.
    next_model: Option<Loader>,
    connections: HashMap<ConnectionId, ConnectedSession>,
    /// In the order in which they began.
    takes: Vec<OpenTake>,
    /// The take of the last chunk: the transcriber's language is that take's.
    decoded_last: Option<TakeKey>,
}

impl Worker {
    fn serve(mut self, requests: &Receiver<Request>) {
        loop {
            match requests.try_recv() {
                Ok(request) => self.handle(request),
                Err(TryRecvError::Disconnected) => return,
                Err(TryRecvError::Empty) => {
                    if self.decode_next() || self.finish_next() || self.decode_ahead() {
                        continue;
                    }
                    match requests.recv() {
                        Ok(request) => self.handle(request),
                        Err(_) => return,
                    }
                }
            }
            self.replace_model();
        }
    }

    fn handle(&mut self, request: Request) {
        match request {
            Request::Connect(id, priority, mut sink) => {
                sink(self.model.announcement());
                self.connections.insert(id, ConnectedSession { priority, sink });
            }
            Request::Disconnect(id) => {
                self.takes.retain(|t| t.key.0 != id);
                self.connections.remove(&id);
            }
            Request::SetModel(loader) => self.next_model = Some(loader),
            Request::Take(id, request) => self.handle_take(id, request),
        }
    }

    fn handle_take(&mut self, connection: ConnectionId, request: SpeechRequest) {
        match request {
            SpeechRequest::Begin(take) => self.begin((connection, take)),
            SpeechRequest::Block(take, block) => {
                if let Some(open) = self.open((connection, take)) {
                    open.ready.extend(open.decoder.push(&block));
                }
            }
            SpeechRequest::Finish(take) => self.finish((connection, take)),
            SpeechRequest::Cancel(take) => self.takes.retain(|t| t.key != (connection, take)),
        }
    }

    fn open(&mut self, key: TakeKey) -> Option<&mut OpenTake> {
        self.takes.iter_mut().find(|t| t.key == key)
    }

    fn begin(&mut self, key: TakeKey) {
        let Some(connection) = self.connections.get(&key.0) else { return };
        let priority = connection.priority;
        self.takes.retain(|t| t.key != key);
        self.decoded_last = self.decoded_last.filter(|last| *last != key);
        let decoder = TakeDecoder::new(ChunkRules::default());
        self.takes.push(OpenTake { key, priority, decoder, ready: VecDeque::new(), finished: false });
    }

    fn finish(&mut self, key: TakeKey) {
        if let Model::Unavailable(why) = &self.model {
            let why = Arc::clone(why);
            return self.fail(key, why);
        }
        if let Some(open) = self.open(key) {
            open.ready.extend(open.decoder.rest());
            open.finished = true;
        }
    }

    /// Loads the next model once no take is open.
    fn replace_model(&mut self) {
        if self.takes.is_empty()
            && let Some(loader) = self.next_model.take()
        {
            // The old model goes first: two large ones may not fit into memory.
            self.model = Model::Unavailable(Arc::new(SpeechError::Stopped));
            self.model = Model::load(loader);
            self.decoded_last = None;
            for connection in self.connections.values_mut() {
                (connection.sink)(self.model.announcement());
            }
        }
    }

    /// Decodes the chunk that is most urgent. Gives whether there was one.
    fn decode_next(&mut self) -> bool {
        // Without a model a take fails when it is finished, with the reason.
        if matches!(self.model, Model::Unavailable(_)) {
            return false;
        }
        let waiting = self.takes.iter_mut().filter(|t| !t.ready.is_empty());
        let Some(open) = waiting.min_by_key(|t| t.priority) else { return false };
        let key = open.key;
        let Some(chunk) = open.ready.pop_front() else { return false };
        let speculative = open.decoder.take_ahead();
        let decoded = match speculative {
            Some(known) if known.is_of(&chunk) => Ok(known),
            Some(_) => {
                self.roll_back_language(key);
                self.decode(key, &chunk)
            }
            None => self.decode(key, &chunk),
        };
        match decoded {
            Ok(words) => self.add(key, words),
            Err(error) => self.fail(key, Arc::new(error)),
        }
        true
    }

    /// Decodes the open chunk of a live take whose speaker pauses. Gives whether there was one.
    fn decode_ahead(&mut self) -> bool {
        if matches!(self.model, Model::Unavailable(_)) {
            return false;
        }
        let mut live = self.takes.iter().filter(|t| t.priority == Priority::Live && !t.finished);
        let Some((key, chunk)) = live.find_map(|t| Some((t.key, t.decoder.next_ahead()?))) else { return false };
        match self.decode(key, &chunk) {
            Ok(words) => {
                let added = self.open(key).is_some_and(|open| open.decoder.add_ahead(words));
                self.report_words(key, added);
            }
            Err(error) => self.fail(key, Arc::new(error)),
        }
        true
    }

    /// Reports a finished take whose chunks are all decoded. Gives whether there was one.
    fn finish_next(&mut self) -> bool {
        let Some(at) = self.takes.iter().position(|t| t.finished && t.ready.is_empty()) else { return false };
        let open = self.takes.remove(at);
        let (transcript, sound) = open.decoder.finish();
        let words = transcript.words.len();
        tracing::info!(take = open.key.1, words, duration_s = sound.duration_s, "take transcribed");
        self.report(open.key, SpeechEvent::Final(open.key.1, transcript, sound));
        self.replace_model();
        true
    }

    fn decode(&mut self, key: TakeKey, chunk: &Chunk) -> Result<ChunkTranscript, SpeechError> {
        let transcriber = match &mut self.model {
            Model::Loaded { transcriber, .. } => transcriber,
            Model::Unavailable(why) => return Err(SpeechError::Shared(Arc::clone(why))),
        };
        if self.decoded_last != Some(key) {
            transcriber.begin();
            self.decoded_last = Some(key);
        }
        catching_panics(|| decode(chunk, transcriber.as_mut()))
    }

    fn roll_back_language(&mut self, key: TakeKey) {
        if let (true, Model::Loaded { transcriber, .. }) = (self.decoded_last == Some(key), &mut self.model) {
            transcriber.roll_back_language();
        }
    }

    fn add(&mut self, key: TakeKey, words: ChunkTranscript) {
        let Some(open) = self.open(key) else { return };
        let added = open.decoder.add(words);
        let (decoded_s, total_s) = open.decoder.progress();
        self.report_words(key, added);
        self.report(key, SpeechEvent::Progress { take: key.1, decoded_s, total_s });
    }

    fn report_words(&mut self, key: TakeKey, added: bool) {
        if let Some(open) = self.open(key).filter(|_| added) {
            let transcript = open.decoder.transcript();
            self.report(key, SpeechEvent::Partial(key.1, transcript));
        }
    }

    fn fail(&mut self, key: TakeKey, why: Arc<SpeechError>) {
        if let Some(at) = self.takes.iter().position(|t| t.key == key) {
            self.takes.remove(at);
            tracing::warn!(take = key.1, error = &*why as &dyn Error, "take not transcribed");
            self.report(key, SpeechEvent::Failed(key.1, why));
        }
    }

    fn report(&mut self, key: TakeKey, event: SpeechEvent) {
        if let Some(connection) = self.connections.get_mut(&key.0) {
            (connection.sink)(event);
        }
    }
}
