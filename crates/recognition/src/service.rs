//! The recogniser service: one thread that owns one model for a whole run of the program.
//!
//! Each session connects with its own sink and names takes by its own numbers. Chunks are decoded as soon as they are
//! complete, so that only the tail of a take is left when the speaker stops. Live takes go before recordings that are
//! transcribed in the background. After 0.5 s of silence the open chunk is decoded speculatively, so that stopping there
//! costs no latency.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use super::{
    SpeechError, SpeechEvent, SpeechRequest, SpeechSink,
    worker::{self, ConnectionId, Loader, Priority, Request},
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
    requests: Sender<Request>,
    next_connection: Arc<AtomicU64>,
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
        let (requests, received) = channel();
        let thread = thread::Builder::new().name("recogniser".to_owned());
        thread.spawn(move || worker::run(loader, &received)).map_err(SpeechError::Thread)?;
        Ok(Self { requests, next_connection: Arc::default() })
    }

    /// Replaces the model. Takes that have begun are finished with the old one; sinks are then told of the new one.
    pub fn set_model(&self, loader: Loader) {
        // A thread that is gone has said why.
        let _ = self.requests.send(Request::SetModel(loader));
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
        let _ = self.requests.send(Request::Connect(id, priority, sink));
        Connection { sender: TakeSender { id, requests: self.requests.clone() } }
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
}

impl Drop for Connection {
    fn drop(&mut self) {
        let _ = self.sender.requests.send(Request::Disconnect(self.sender.id));
    }
}

/// Sends the requests of one session.
#[derive(Debug, Clone)]
pub struct TakeSender {
    id: ConnectionId,
    requests: Sender<Request>,
}

impl TakeSender {
    /// Asks for something; never waits. Requests before the model is loaded are kept.
    pub fn send(&self, request: SpeechRequest) {
        let _ = self.requests.send(Request::Take(self.id, request));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        atomic::AtomicUsize,
        mpsc::{Receiver, channel},
    };

    use super::*;
    use crate::{Decoded, Transcriber, scripted::ScriptedTranscriber};
    use outloud_core::sound::FRAME_SAMPLES;

    struct Session {
        requests: TakeSender,
        events: Receiver<SpeechEvent>,
        connection: Connection,
    }

    impl Session {
        fn of(recogniser: &Recogniser) -> Self {
            let (sender, events) = channel();
            let connection = recogniser.connect(Box::new(move |e| drop(sender.send(e))));
            Self { requests: connection.sender(), events, connection }
        }

        /// The events up to and with the end of a take.
        fn until_the_end(&self) -> Vec<SpeechEvent> {
            let mut events = Vec::new();
            for event in &self.events {
                let over = matches!(event, SpeechEvent::Final(..) | SpeechEvent::Failed(..));
                events.push(event);
                if over {
                    break;
                }
            }
            events
        }

        fn answer(&self, take: TakeId, block: SoundBlock) -> Vec<SpeechEvent> {
            self.requests.send(SpeechRequest::Begin(take));
            self.requests.send(SpeechRequest::Block(take, block));
            self.requests.send(SpeechRequest::Finish(take));
            self.until_the_end()
        }
    }

    fn recogniser(loader: Loader) -> Recogniser {
        Recogniser::spawn(loader).expect("a thread")
    }

    fn hearing(text: &str) -> Loader {
        let transcriber = ScriptedTranscriber::new(text);
        Box::new(move || Ok(Box::new(transcriber)))
    }

    /// A session whose open take holds `text` in three seconds of speech and the pause after it.
    fn pausing(text: &str) -> Session {
        let session = Session::of(&recogniser(hearing(text)));
        session.requests.send(SpeechRequest::Begin(1));
        session.requests.send(SpeechRequest::Block(1, speech(3.0)));
        session.requests.send(SpeechRequest::Block(1, silence(1.0)));
        assert!(matches!(session.events.recv(), Ok(SpeechEvent::Ready { .. })));
        assert!(matches!(session.events.recv(), Ok(SpeechEvent::Partial(1, t)) if t.text == text));
        session
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
    fn a_take_is_transcribed_and_finished() {
        let session = Session::of(&recogniser(hearing("hello there")));
        let events = session.answer(7, speech(4.0));
        assert!(matches!(&events[0], SpeechEvent::Ready { model, .. } if model == "script"));
        assert!(matches!(&events[1], SpeechEvent::Partial(7, t) if t.text == "hello there"));
        assert!(matches!(&events[2], SpeechEvent::Progress { take: 7, total_s, .. } if *total_s == 4.0));
        assert!(matches!(&events[3], SpeechEvent::Final(7, t, s) if t.words.len() == 2 && s.duration_s == 4.0));
        assert_eq!(events.len(), 4);
    }

    #[test]
    fn long_takes_are_decoded_before_they_end() {
        let session = Session::of(&recogniser(hearing("early words")));
        session.requests.send(SpeechRequest::Begin(1));
        session.requests.send(SpeechRequest::Block(1, speech(40.0)));
        assert!(matches!(session.events.recv(), Ok(SpeechEvent::Ready { .. })));
        assert!(matches!(session.events.recv(), Ok(SpeechEvent::Partial(1, _))));
    }

    #[test]
    fn a_chunk_decoded_in_a_pause_counts_once() {
        let session = pausing("some words");
        session.requests.send(SpeechRequest::Finish(1));
        let events = session.until_the_end();
        assert!(matches!(events.last(), Some(SpeechEvent::Final(1, t, _)) if t.text == "some words"), "{events:?}");
    }

    #[test]
    fn a_pause_that_was_not_the_end_changes_nothing() {
        let session = pausing("one two three");
        session.requests.send(SpeechRequest::Block(1, speech(3.0)));
        session.requests.send(SpeechRequest::Finish(1));
        let events = session.until_the_end();
        let whole = |t: &Transcript| t.text == "one two three" && t.words[0].start_s.is_some_and(|s| s < 1.0);
        assert!(matches!(events.last(), Some(SpeechEvent::Final(1, t, _)) if whole(t)), "{events:?}");
    }

    #[test]
    fn requests_of_unknown_takes_are_ignored_and_a_cancelled_take_is_silent() {
        let session = Session::of(&recogniser(hearing("words")));
        session.requests.send(SpeechRequest::Begin(1));
        session.requests.send(SpeechRequest::Block(2, speech(40.0)));
        session.requests.send(SpeechRequest::Finish(2));
        session.requests.send(SpeechRequest::Cancel(3));
        session.requests.send(SpeechRequest::Cancel(1));
        session.requests.send(SpeechRequest::Finish(1));
        drop(session.connection);
        assert_eq!(session.events.iter().count(), 1, "the model is ready, and nothing else");
    }

    #[test]
    fn sessions_with_the_same_take_numbers_do_not_mix() {
        let recogniser = recogniser(hearing("words"));
        let (first, second) = (Session::of(&recogniser), Session::of(&recogniser));
        for session in [&first, &second] {
            session.requests.send(SpeechRequest::Begin(1));
        }
        first.requests.send(SpeechRequest::Block(1, speech(2.0)));
        second.requests.send(SpeechRequest::Block(1, speech(6.0)));
        for (session, seconds) in [(&first, 2.0), (&second, 6.0)] {
            session.requests.send(SpeechRequest::Finish(1));
            let events = session.until_the_end();
            let last = events.last();
            assert!(
                matches!(last, Some(SpeechEvent::Final(1, t, s)) if t.text == "words" && s.duration_s == seconds),
                "{last:?}"
            );
        }
    }

    #[test]
    fn a_model_that_cannot_load_fails_every_take_with_its_reason() {
        let session = Session::of(&recogniser(Box::new(|| Err(SpeechError::BuiltWithoutWhisper))));
        let events = session.answer(1, speech(1.0));
        let reason = |why: &SpeechError| why.to_string().contains("without speech recognition");
        assert!(matches!(&events[0], SpeechEvent::Unavailable(why) if reason(why)), "{events:?}");
        assert!(matches!(&events[1], SpeechEvent::Failed(1, why) if reason(why)), "{events:?}");
    }

    #[test]
    fn a_decoder_that_panics_ends_the_take_and_not_the_thread() {
        struct Panics;
        impl Transcriber for Panics {
            fn model_name(&self) -> String {
                "panics".to_owned()
            }
            fn another(&self) -> Result<Box<dyn Transcriber>, SpeechError> {
                Ok(Box::new(Self))
            }
            fn transcribe(&mut self, _: &[f32], _: f64) -> Result<Decoded, SpeechError> {
                panic!("on purpose")
            }
        }
        let session = Session::of(&recogniser(Box::new(|| Ok(Box::new(Panics)))));
        for take in [1, 2] {
            let events = session.answer(take, speech(2.0));
            assert!(matches!(events.last(), Some(SpeechEvent::Failed(t, _)) if *t == take), "{events:?}");
        }
    }

    #[test]
    fn the_model_is_loaded_once_for_all_sessions_and_again_only_when_it_is_replaced() {
        let loads = Arc::new(AtomicUsize::new(0));
        let counted = |text: &str| -> Loader {
            let (loads, load) = (Arc::clone(&loads), hearing(text));
            Box::new(move || {
                loads.fetch_add(1, Ordering::Relaxed);
                load()
            })
        };
        let recogniser = recogniser(counted("old"));
        let text = |events: &[SpeechEvent]| match events.last() {
            Some(SpeechEvent::Final(_, transcript, _)) => transcript.text.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(text(&Session::of(&recogniser).answer(1, speech(2.0))), "old");
        let second = Session::of(&recogniser);
        assert_eq!(text(&second.answer(1, speech(2.0))), "old");
        assert_eq!(loads.load(Ordering::Relaxed), 1, "one load serves every session");
        second.requests.send(SpeechRequest::Begin(1));
        recogniser.set_model(counted("new"));
        second.requests.send(SpeechRequest::Block(1, speech(2.0)));
        second.requests.send(SpeechRequest::Finish(1));
        assert_eq!(text(&second.until_the_end()), "old", "a take is finished with the model it began with");
        let transcribed = recogniser.transcribe([Ok::<_, SpeechError>(speech(2.0))], |_, _| ()).unwrap();
        assert_eq!((transcribed.transcript.text.as_str(), transcribed.model.as_str()), ("new", "script"));
        assert_eq!(loads.load(Ordering::Relaxed), 2);
    }
}
