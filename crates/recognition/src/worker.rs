//! What the recogniser's thread does: it keeps one decoder for each open take and decides which chunk is decoded next.

use std::{
    collections::{HashMap, VecDeque},
    error::Error,
    sync::{
        Arc,
        mpsc::{Receiver, Sender},
    },
    time::{Duration, Instant},
};

use super::{
    LiveTakes, SpeechError, SpeechEvent, SpeechRequest, SpeechSink,
    chunker::{Chunk, ChunkRules},
    decode::ChunkTranscript,
    decoder_thread::{DecoderThread, Outcome, Purpose, Work},
    model::{Loader, Model},
    preview::Preview,
    priority::step_back,
    take::TakeDecoder,
};
use outloud_core::{session::TakeId, sound::FRAME_SAMPLES};

/// A connection's number.
pub(crate) type ConnectionId = u64;

/// How urgent the takes of a connection are; the most urgent comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Priority {
    Live,
    Background,
}

/// What the thread is asked to do, or told.
pub(crate) enum Request {
    Connect(ConnectionId, Priority, SpeechSink),
    Disconnect(ConnectionId),
    /// Whether this connection wants to see words while they are said.
    Preview(ConnectionId, bool),
    SetModel(Loader),
    Take(ConnectionId, SpeechRequest),
    /// From the decoder.
    Decoded(Outcome),
    /// Nobody is left to ask for anything.
    End,
}

/// Which take, among those of all connections.
type TakeKey = (ConnectionId, TakeId);

/// The thread's main function. `own` is the other end of `requests`, for the decoder.
pub(crate) fn run(loader: Loader, live: LiveTakes, own: Sender<Request>, requests: &Receiver<Request>) {
    step_back();
    let decoder = DecoderThread::spawn(move |outcome| drop(own.send(Request::Decoded(outcome))));
    let (decoder, model) = match decoder {
        Ok(decoder) => (Some(decoder), Model::load(loader)),
        Err(why) => (None, Model::Unavailable(Arc::new(SpeechError::Thread(why)))),
    };
    Worker {
        decoder,
        model,
        running: None,
        next_model: None,
        connections: HashMap::new(),
        takes: Vec::new(),
        decoded_last: None,
        live,
    }
    .serve(requests);
}

struct ConnectedSession {
    priority: Priority,
    sink: SpeechSink,
    previews: bool,
}

struct OpenTake {
    key: TakeKey,
    priority: Priority,
    decoder: TakeDecoder,
    /// Complete chunks that wait for the decoder.
    ready: VecDeque<Chunk>,
    /// The words of what is being said now, if anybody wants to see them.
    preview: Option<Preview>,
    finished: bool,
}

struct Worker {
    /// None: there is no model either.
    decoder: Option<DecoderThread>,
    model: Model,
    /// What is with the decoder; of no take if that was begun anew.
    running: Option<(Option<TakeKey>, Purpose)>,
    /// Takes the place of `model` once no take is open.
    next_model: Option<Loader>,
    connections: HashMap<ConnectionId, ConnectedSession>,
    /// In the order in which they began.
    takes: Vec<OpenTake>,
    /// The take of the last chunk: the transcriber's language is that take's.
    decoded_last: Option<TakeKey>,
    /// Told whether there are live takes.
    live: LiveTakes,
}

impl Worker {
    fn serve(mut self, requests: &Receiver<Request>) {
        while let Ok(request) = requests.recv() {
            // What has come in meanwhile counts before anything new is decoded.
            for request in std::iter::once(request).chain(requests.try_iter()) {
                match request {
                    Request::End => return,
                    request => self.handle(request),
                }
            }
            self.go_on();
            self.live.set(self.takes.iter().any(|t| t.priority == Priority::Live));
        }
    }

    fn handle(&mut self, request: Request) {
        match request {
            Request::Connect(id, priority, mut sink) => {
                sink(self.model.announcement());
                self.connections.insert(id, ConnectedSession { priority, sink, previews: false });
            }
            Request::Disconnect(id) => {
                self.takes.retain(|t| t.key.0 != id);
                self.connections.remove(&id);
            }
            Request::Preview(id, wanted) => self.set_previews(id, wanted),
            Request::SetModel(loader) => self.next_model = Some(loader),
            Request::Take(id, request) => self.handle_take(id, request),
            Request::Decoded(outcome) => self.decoded(outcome),
            Request::End => {}
        }
    }

    fn handle_take(&mut self, connection: ConnectionId, request: SpeechRequest) {
        match request {
            SpeechRequest::Begin(take) => self.begin((connection, take)),
            SpeechRequest::Block(take, block) => {
                if let Some(open) = self.open((connection, take)) {
                    if let Some(preview) = &mut open.preview {
                        preview.push(&block);
                    }
                    open.ready.extend(open.decoder.push(&block));
                }
            }
            SpeechRequest::Finish(take) => self.finish((connection, take)),
            SpeechRequest::Cancel(take) => self.takes.retain(|t| t.key != (connection, take)),
        }
    }

    /// Decodes what is most urgent, reports what is complete.
    fn go_on(&mut self) {
        loop {
            if self.running.is_none() {
                self.replace_model();
            }
            let idle = self.running.is_none();
            if !(self.finish_next() || (idle && (self.decode_next() || self.preview_next()))) {
                break;
            }
        }
        // A preview costs nothing that is wanted: it ends as soon as something else is to be decoded, or its take is over.
        if let Some((key, Purpose::Preview)) = self.running {
            let over = !self.takes.iter().any(|t| Some(t.key) == key && !t.finished && t.preview.is_some());
            let waited_for = self.takes.iter().any(|t| !t.ready.is_empty()) || self.pausing().is_some();
            if over || waited_for {
                self.model.interrupt_preview(true);
            }
        }
    }

    fn open(&mut self, key: TakeKey) -> Option<&mut OpenTake> {
        self.takes.iter_mut().find(|t| t.key == key)
    }

    fn begin(&mut self, key: TakeKey) {
        let Some(connection) = self.connections.get(&key.0) else { return };
        let (priority, preview) = (connection.priority, connection.previews.then(|| Preview::starting_at(0)));
        self.takes.retain(|t| t.key != key);
        self.decoded_last = self.decoded_last.filter(|last| *last != key);
        if let Some((running, _)) = &mut self.running {
            *running = running.filter(|running| *running != key);
        }
        let decoder = TakeDecoder::new(ChunkRules::default());
        self.takes.push(OpenTake { key, priority, decoder, ready: VecDeque::new(), preview, finished: false });
    }

    fn set_previews(&mut self, connection: ConnectionId, wanted: bool) {
        if let Some(connected) = self.connections.get_mut(&connection) {
            connected.previews = wanted;
        }
        for open in self.takes.iter_mut().filter(|t| t.key.0 == connection && t.preview.is_some() != wanted) {
            let frame = open.decoder.samples() / FRAME_SAMPLES;
            open.preview = wanted.then(|| Preview::starting_at(frame));
        }
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
            && let Some(loader) = self.next_model.take_if(|_| self.decoder.is_some())
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

    /// Decodes the chunk that is most urgent, or if none is complete, the open one of a live take whose speaker pauses. Gives
    /// whether there was one.
    fn decode_next(&mut self) -> bool {
        // Without a model a take fails when it is finished, with the reason.
        if matches!(self.model, Model::Unavailable(_)) {
            return false;
        }
        let waiting = self.takes.iter_mut().filter(|t| !t.ready.is_empty());
        let Some(open) = waiting.min_by_key(|t| t.priority) else { return self.decode_ahead() };
        let key = open.key;
        let Some(chunk) = open.ready.pop_front() else { return false };
        match open.decoder.take_ahead() {
            Some(known) if known.is_of(&chunk) => {
                self.add(key, known);
                return true;
            }
            Some(_) => self.roll_back_language(key),
            None => {}
        }
        self.decode(key, Purpose::Chunk, chunk)
    }

    fn decode_ahead(&mut self) -> bool {
        self.pausing().is_some_and(|(key, chunk)| self.decode(key, Purpose::Ahead, chunk))
    }

    /// The open chunk of a live take whose speaker pauses.
    fn pausing(&self) -> Option<(TakeKey, Chunk)> {
        let mut live = self.takes.iter().filter(|t| t.priority == Priority::Live && !t.finished);
        live.find_map(|t| Some((t.key, t.decoder.next_ahead()?)))
    }

    /// Decodes what is being said. Gives whether there was something.
    fn preview_next(&mut self) -> bool {
        if !matches!(self.model, Model::Loaded { interrupt: Some(_), .. }) {
            return false;
        }
        let now = Instant::now();
        let mut speaking = self.takes.iter().filter(|t| !t.finished);
        let next = speaking.find_map(|t| Some((t.key, t.preview.as_ref()?.next(t.decoder.heard(), now)?)));
        next.is_some_and(|(key, chunk)| {
            self.model.interrupt_preview(false);
            self.decode(key, Purpose::Preview, chunk)
        })
    }

    /// Reports a finished take whose chunks are all decoded. Gives whether there was one.
    fn finish_next(&mut self) -> bool {
        let with_decoder = |key| matches!(self.running, Some((running, Purpose::Chunk)) if running == Some(key));
        let done = |t: &OpenTake| t.finished && t.ready.is_empty() && !with_decoder(t.key);
        let Some(at) = self.takes.iter().position(done) else { return false };
        let open = self.takes.remove(at);
        let (transcript, sound) = open.decoder.finish();
        let words = transcript.words.len();
        tracing::info!(take = open.key.1, words, duration_s = sound.duration_s, "take transcribed");
        self.report(open.key, SpeechEvent::Final(open.key.1, transcript, sound));
        true
    }

    /// Hands a chunk to the decoder. Gives whether it took it.
    fn decode(&mut self, key: TakeKey, purpose: Purpose, chunk: Chunk) -> bool {
        let (Some(decoder), Model::Loaded { transcriber, .. }) = (&self.decoder, &mut self.model) else { return false };
        let Some(transcriber) = transcriber.take() else { return false };
        let first = self.decoded_last != Some(key);
        self.decoded_last = Some(key);
        self.running = Some((Some(key), purpose));
        decoder.decode(Work { transcriber, first, purpose, chunk });
        true
    }

    /// Takes what the decoder made of a chunk.
    fn decoded(&mut self, outcome: Outcome) {
        if let Model::Loaded { transcriber, .. } = &mut self.model {
            *transcriber = Some(outcome.transcriber);
        }
        let Some((Some(key), _)) = self.running.take() else { return };
        if let (Purpose::Chunk | Purpose::Ahead, Ok(Some(words))) = (outcome.purpose, &outcome.words)
            && let Some(preview) = self.open(key).and_then(|open| open.preview.as_mut())
        {
            preview.see_chunk(words.seconds(), outcome.took);
        }
        match (outcome.purpose, outcome.words) {
            (Purpose::Chunk, Ok(Some(words))) => self.add(key, words),
            (Purpose::Ahead, Ok(Some(words))) => {
                // The take may have been finished meanwhile; then its last chunk is this one, or takes this one's place.
                let added = self.open(key).is_some_and(|open| open.decoder.add_ahead(words));
                self.report_words(key, added);
            }
            (Purpose::Preview, Ok(Some(words))) => self.add_preview(key, words, outcome.took),
            (_, Ok(None)) => {}
            (Purpose::Preview, Err(error)) => {
                tracing::warn!(error = &error as &dyn Error, "no words before their chunk is complete");
                if let Some(open) = self.open(key) {
                    open.preview = None;
                }
            }
            (_, Err(error)) => self.fail(key, Arc::new(error)),
        }
    }

    fn roll_back_language(&mut self, key: TakeKey) {
        if let (true, Model::Loaded { transcriber: Some(transcriber), .. }) =
            (self.decoded_last == Some(key), &mut self.model)
        {
            transcriber.roll_back_language();
        }
    }

    fn add(&mut self, key: TakeKey, words: ChunkTranscript) {
        let Some(open) = self.open(key) else { return };
        let added = open.decoder.add(words);
        if let Some(preview) = &mut open.preview {
            preview.forget(open.decoder.heard());
        }
        let (decoded_s, total_s) = open.decoder.progress();
        self.report_words(key, added);
        self.report(key, SpeechEvent::Progress { take: key.1, decoded_s, total_s });
    }

    fn add_preview(&mut self, key: TakeKey, words: ChunkTranscript, took: Duration) {
        let Some(preview) = self.open(key).and_then(|open| open.preview.as_mut()) else { return };
        preview.add(words, took, Instant::now());
        self.report_words(key, true);
    }

    fn report_words(&mut self, key: TakeKey, added: bool) {
        if let Some(open) = self.open(key).filter(|_| added) {
            let partial = open.decoder.partial(open.preview.as_ref());
            self.report(key, SpeechEvent::Partial(key.1, partial));
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
