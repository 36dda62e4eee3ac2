//! What a session sees of the recogniser.

use std::{
    sync::{
        atomic::{AtomicBool, AtomicUsize},
        mpsc::{Receiver, channel},
    },
    time::Duration,
};

use super::*;
use crate::{Decoded, Transcriber, scripted::ScriptedTranscriber};
use outloud_core::{
    sound::FRAME_SAMPLES,
    transcript::{Partial, Word},
};

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
    assert!(matches!(session.events.recv(), Ok(SpeechEvent::Partial(1, p)) if p.transcript.text == text));
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
    assert!(matches!(&events[1], SpeechEvent::Partial(7, p) if p.transcript.text == "hello there"));
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

/// A model whose previews go on until they are interrupted; each tells that it has begun.
struct Endless {
    begun: Sender<()>,
    interrupt: Arc<AtomicBool>,
    inner: ScriptedTranscriber,
}

impl Transcriber for Endless {
    fn model_name(&self) -> String {
        "endless".to_owned()
    }

    fn another(&self) -> Result<Box<dyn Transcriber>, SpeechError> {
        Err(SpeechError::Stopped)
    }

    fn begin(&mut self) {
        self.inner.begin();
    }

    fn roll_back_language(&mut self) {
        self.inner.roll_back_language();
    }

    fn transcribe(&mut self, samples: &[f32], at_s: f64) -> Result<Decoded, SpeechError> {
        self.inner.transcribe(samples, at_s)
    }

    fn interrupt(&self) -> Option<Arc<AtomicBool>> {
        Some(Arc::clone(&self.interrupt))
    }

    fn preview(&mut self, _: &[f32], _: f64) -> Result<Option<Decoded>, SpeechError> {
        let _ = self.begun.send(());
        while !self.interrupt.load(Ordering::Relaxed) {
            thread::yield_now();
        }
        Ok(None)
    }
}

#[test]
fn a_preview_ends_as_soon_as_anything_else_is_to_be_decoded() {
    let (begun, began) = channel();
    let model = Endless { begun, interrupt: Arc::default(), inner: ScriptedTranscriber::new("the end") };
    let session = Session::of(&recogniser(Box::new(|| Ok(Box::new(model)))));
    session.connection.preview(true);
    assert!(matches!(session.events.recv(), Ok(SpeechEvent::Ready { .. })));
    for (take, then) in [(1, None), (2, Some(silence(1.0))), (3, Some(speech(30.0)))] {
        session.requests.send(SpeechRequest::Begin(take));
        session.requests.send(SpeechRequest::Block(take, speech(3.0)));
        began.recv().unwrap();
        // The speaker pauses, or a chunk is complete.
        if let Some(block) = then {
            session.requests.send(SpeechRequest::Block(take, block));
            assert!(matches!(session.events.recv(), Ok(SpeechEvent::Partial(..))));
        }
        session.requests.send(SpeechRequest::Finish(take));
        let events = session.until_the_end();
        assert!(matches!(events.last(), Some(SpeechEvent::Final(n, t, _)) if *n == take && t.text == "the end"));
    }
    session.requests.send(SpeechRequest::Begin(4));
    session.requests.send(SpeechRequest::Block(4, speech(3.0)));
    began.recv().unwrap();
    session.requests.send(SpeechRequest::Cancel(4));
    let events = session.answer(5, speech(0.5));
    assert!(matches!(events.last(), Some(SpeechEvent::Final(5, ..))), "{events:?}");
}

#[test]
fn words_are_seen_while_they_are_said_and_change_nothing() {
    let word = |n: usize| Word {
        text: format!("word{n}"),
        start_s: Some(n as f64 * 0.5),
        end_s: Some(n as f64 * 0.5 + 0.3),
        probability: Some(0.9),
        hearings: Vec::new(),
    };
    let script = Transcript::from_words((0..100).map(word).collect());
    let heard = |previews: bool| {
        let model = ScriptedTranscriber::of(script.clone());
        let session = Session::of(&recogniser(Box::new(|| Ok(Box::new(model)))));
        session.connection.preview(previews);
        session.requests.send(SpeechRequest::Begin(1));
        let mut seen = Vec::new();
        for second in 1..=45 {
            session.requests.send(SpeechRequest::Block(1, speech(1.0)));
            while previews && seen.last().map_or(0, |p: &Partial| p.transcript.words.len()) + 8 < second * 2 {
                match session.events.recv_timeout(Duration::from_millis(1)) {
                    Ok(SpeechEvent::Partial(1, partial)) => seen.push(partial),
                    Ok(SpeechEvent::Ready { .. } | SpeechEvent::Progress { .. }) => {}
                    // It rests after a decode, and looks again when there is more sound.
                    Err(_) => session.requests.send(SpeechRequest::Block(1, SoundBlock::default())),
                    other => panic!("{other:?}"),
                }
            }
        }
        session.requests.send(SpeechRequest::Finish(1));
        let Some(SpeechEvent::Final(1, transcript, _)) = session.until_the_end().pop() else { panic!("no end") };
        (seen, transcript)
    };
    let (seen, with) = heard(true);
    let (_, without) = heard(false);
    assert_eq!(with, without);
    assert_eq!(with.words.len(), 90);
    for partial in &seen {
        let numbers = partial.transcript.words.iter().map(|w| w.text[4..].parse::<usize>().unwrap());
        // A word on the border of two stretches may be heard in both.
        assert!(numbers.clone().zip(numbers.skip(1)).all(|(a, b)| b == a || b == a + 1), "{partial:?}");
    }
    assert!(seen.iter().any(|p| p.firm > 20 && p.firm < p.transcript.words.len()));
}
