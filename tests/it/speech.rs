//! The real model on real sound: what was said is heard, at the right second, live as from a file, and nothing is heard
//! where nobody speaks.

use std::{
    path::{Path, PathBuf},
    sync::{atomic::Ordering, mpsc},
};

use outloud_audio::{AudioError, AudioEvent, Recorder, file, simulated::SimulatedMicrophone};
use outloud_core::{
    sound::{Sound, SoundBlock},
    transcript::{Proposal, Transcript, Word},
};
use outloud_recognition::{
    DecoderPool, LiveTakes, Recogniser, SpeechError, SpeechEvent, SpeechRequest, TermFinder, Transcriber, models,
    scripted::ScriptedTranscriber,
    whisper::{Whisper, WhisperOptions},
};
use tempfile::TempDir;

pub const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.wav");

#[derive(Debug, thiserror::Error)]
enum AnyError {
    #[error(transparent)]
    Audio(#[from] AudioError),
    #[error(transparent)]
    Speech(#[from] SpeechError),
}

pub fn model() -> Whisper {
    // One thread each: tests run side by side, and Whisper's threads wait for each other busily.
    load(WhisperOptions { threads: 1, ..WhisperOptions::default() })
}

fn load(options: WhisperOptions) -> Whisper {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/models"));
    let model = models::find(models::DEFAULT_MODEL, &[folder]).unwrap();
    Whisper::load(&model.path, &model.name, options).unwrap()
}

pub fn transcribe(path: &Path) -> (Transcript, Sound) {
    transcribed(file::blocks(path).unwrap().map(|b| b.map_err(AnyError::from)), one_decoder())
}

fn one_decoder() -> DecoderPool {
    DecoderPool::new(Box::new(model()))
}

fn transcribe_samples(samples: &[f32]) -> Transcript {
    let folder = TempDir::new().unwrap();
    let wav = folder.path().join("samples.wav");
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 16_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(&wav, spec).unwrap();
    for sample in samples {
        writer.write_sample((sample * f32::from(i16::MAX)) as i16).unwrap();
    }
    writer.finalize().unwrap();
    transcribe(&wav).0
}

fn transcribed(
    blocks: impl IntoIterator<Item = Result<SoundBlock, AnyError>>,
    mut pool: DecoderPool,
) -> (Transcript, Sound) {
    let mut said = None;
    pool.transcribe([Ok(blocks)], |words, sound| said = Some((words, sound)), |_| ()).unwrap();
    said.unwrap()
}

fn start_of(transcript: &Transcript, word: &str) -> f64 {
    let plain = |w: &Word| w.text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let found = transcript.words.iter().find(|w| plain(w) == word);
    found.unwrap_or_else(|| panic!("no \"{word}\" in: {}", transcript.text)).start_s.unwrap()
}

#[test]
fn the_demo_is_heard_with_its_words_at_their_seconds() {
    let (transcript, sound) = transcribe(Path::new(DEMO));
    let text = transcript.text.to_lowercase();
    for said in ["operating system", "hypervisor", "process", "namespaces", "lightweight", "gigabytes", "isolation"] {
        assert!(text.contains(said), "\"{said}\" is missing in: {text}");
    }
    // Where the words begin in the recording, read off its waveform.
    for (word, second) in [("hypervisor", 6.3), ("namespaces", 16.6), ("lightweight", 23.9), ("isolation", 30.2)] {
        let heard = start_of(&transcript, word);
        assert!((heard - second).abs() < 0.7, "{word} at {heard}, not {second}");
    }
    assert!(transcript.words.windows(2).all(|w| w[0].start_s <= w[1].start_s));
    assert!(transcript.words.iter().all(|w| (0.0..=1.0).contains(&w.probability.unwrap())));
    assert!((sound.duration_s - 39.25).abs() < 0.05);
}

#[test]
fn live_and_file_give_the_same_words() {
    let folder = TempDir::new().unwrap();
    let take = folder.path().join("take.wav");
    let (events, received) = mpsc::channel();
    let recogniser = Recogniser::spawn(Box::new(|| Ok(Box::new(model())))).unwrap();
    let connection = recogniser.connect(Box::new(move |e| drop(events.send(e))));
    // Words that are decoded while they are said leave no trace in the transcript.
    connection.preview(true);
    let requests = connection.sender();
    requests.send(SpeechRequest::Begin(1));
    let blocks = connection.sender();
    let (ended, end) = mpsc::channel();
    let sink = Box::new(move |event| match event {
        AudioEvent::Block(block) => blocks.send(SpeechRequest::Block(1, block)),
        AudioEvent::SourceEnded => drop(ended.send(())),
        _ => {}
    });
    let recording = SimulatedMicrophone::new(Path::new(DEMO)).with_speed(30.0).start(&take, sink).unwrap();
    end.recv().unwrap();
    let live_sound = recording.stop().unwrap();
    requests.send(SpeechRequest::Finish(1));
    let (live, heard) = received
        .iter()
        .find_map(|e| match e {
            SpeechEvent::Final(1, transcript, sound) => Some((transcript, sound)),
            SpeechEvent::Failed(_, why) | SpeechEvent::Unavailable(why) => panic!("{why}"),
            _ => None,
        })
        .unwrap();
    let (stored, stored_sound) = transcribe(&take);
    assert_eq!(live, stored);
    assert_eq!(heard, stored_sound);
    assert_eq!(live_sound.speech, stored_sound.speech);
}

#[test]
fn a_preview_hears_the_words_and_changes_none_that_come_later() {
    let sound: Vec<f32> = file::blocks(Path::new(DEMO)).unwrap().flat_map(|b| b.unwrap().samples).collect();
    let (chunk, stretch) = (&sound[..16_000 * 12], &sound[16_000 * 14..16_000 * 19]);
    let mut model = model();
    let before = model.transcribe(chunk, 0.0).unwrap();
    let interrupt = model.interrupt().unwrap();
    let heard = model.preview(stretch, 14.0).unwrap().unwrap();
    assert!(heard.words.iter().any(|w| w.text.to_lowercase().starts_with("namespaces")), "{heard:?}");
    interrupt.store(true, Ordering::Relaxed);
    assert_eq!(model.preview(stretch, 14.0).unwrap(), None);
    assert_eq!(model.transcribe(chunk, 0.0).unwrap(), before, "an interrupted model goes on as before");
}

#[test]
fn several_decoders_give_the_words_of_one() {
    let options = WhisperOptions { threads: 3, ..WhisperOptions::default() };
    assert_eq!(load(options.clone()).helpers().unwrap().len(), 2);
    let pool = DecoderPool::new(Box::new(load(options)));
    let blocks = || file::blocks(Path::new(DEMO)).unwrap().map(|b| b.map_err(AnyError::from));
    assert_eq!(transcribed(blocks(), pool), transcribed(blocks(), one_decoder()));
}

/// A generator of the same noise on every machine.
fn noise() -> impl FnMut() -> f32 {
    let mut state = 0x1234_5678_u32;
    move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as f32 / u32::MAX as f32 - 0.5
    }
}

#[test]
fn nothing_is_invented_where_nobody_speaks() {
    let seconds = 20;
    let count = seconds * 16_000;
    let mut white = noise();
    let mut hum = noise();
    let silence = vec![0.0; count];
    let hiss: Vec<f32> = (0..count).map(|_| white() * 0.1).collect();
    let mains: Vec<f32> =
        (0..count).map(|i| (i as f32 * 50.0 * std::f32::consts::TAU / 16_000.0).sin() * 0.2 + hum() * 0.01).collect();
    for (what, samples) in [("silence", silence), ("hiss", hiss), ("mains hum", mains), ("music", music(count))] {
        assert_eq!(transcribe_samples(&samples).text, "", "{what}");
    }
}

/// Chords with a melody above them, plucked twice a second.
fn music(count: usize) -> Vec<f32> {
    let chords = [[220.0, 277.2, 329.6], [196.0, 246.9, 293.7], [174.6, 220.0, 261.6], [164.8, 207.7, 246.9]];
    let melody = [659.3, 587.3, 523.3, 493.9, 440.0, 493.9, 523.3, 587.3];
    let tone = |hz: f32, t: f32| {
        (1..5).map(|h| (t * hz * h as f32 * std::f32::consts::TAU).sin() / (h * h) as f32).sum::<f32>()
    };
    (0..count)
        .map(|i| {
            let t = i as f32 / 16_000.0;
            let pluck = (-4.0 * (t % 0.5)).exp();
            let chord = chords[(t / 2.0) as usize % 4].iter().map(|hz| tone(*hz, t)).sum::<f32>();
            0.08 * pluck * (chord + 1.5 * tone(melody[(t * 2.0) as usize % 8], t))
        })
        .collect()
}

#[test]
fn a_very_short_sound_is_no_problem() {
    let mut model = model();
    assert!(model.transcribe(&[], 0.0).unwrap().words.is_empty());
    assert!(model.transcribe(&[0.0; 100], 0.0).unwrap().words.len() <= 1);
}

#[test]
fn what_sounds_like_the_words_has_more_evidence_than_what_does_not() {
    let terms = TermFinder::new(|words| {
        let at = |word: &str, term: &str| {
            let first_word = words.iter().position(|w| w.text.trim_matches(['.', ',']) == word)?;
            Some(Proposal { first_word, words: 1, term: term.to_owned() })
        };
        [at("kernel", "colonel"), at("isolation", "banana")].into_iter().flatten().collect()
    });
    let listening = DecoderPool::new(Box::new(model().with_terms(Some(terms))));
    let blocks = || file::blocks(Path::new(DEMO)).unwrap().map(|b| b.map_err(AnyError::from));
    let (mut heard, _) = transcribed(blocks(), listening);
    let evidence = |term: &str| {
        let hearings = heard.words.iter().flat_map(|w| &w.hearings);
        hearings.filter(|h| h.term == term).map(|h| h.evidence_nats).fold(f64::NEG_INFINITY, f64::max)
    };
    let (alike, unlike) = (evidence("colonel"), evidence("banana"));
    assert!(unlike.is_finite() && unlike < -15.0 && alike > unlike, "colonel {alike}, banana {unlike}");
    heard.words.iter_mut().for_each(|w| w.hearings.clear());
    assert_eq!(heard, transcribe(Path::new(DEMO)).0, "listening changes no word");
}

#[test]
fn decoding_in_the_background_stops_while_an_answer_is_given() {
    let sound: Vec<f32> = file::blocks(Path::new(DEMO)).unwrap().flat_map(|b| b.unwrap().samples).collect();
    let chunk = sound[..16_000 * 12].to_vec();
    let wanted = model().transcribe(&chunk, 0.0).unwrap().words;
    let live = LiveTakes::default();
    let scripted = || Ok(Box::new(ScriptedTranscriber::new("one two")) as Box<dyn Transcriber>);
    let recogniser = Recogniser::spawn_telling(Box::new(scripted), live.clone()).unwrap();
    let (events, received) = mpsc::channel();
    let connection = recogniser.connect(Box::new(move |e| drop(events.send(e))));
    let (done, words) = mpsc::channel();
    let mut background = model().giving_way_to(live.clone());
    assert!(background.interrupt().is_none(), "a preview would end what is decoded");
    connection.sender().send(SpeechRequest::Begin(1));
    while !live.any() {
        std::thread::yield_now();
    }
    std::thread::spawn(move || done.send(background.transcribe(&chunk, 0.0).unwrap().words));
    assert!(words.recv_timeout(std::time::Duration::from_secs(2)).is_err(), "it waits");
    connection.sender().send(SpeechRequest::Finish(1));
    assert!(received.iter().any(|e| matches!(e, SpeechEvent::Final(1, ..))));
    assert_eq!(words.recv().unwrap(), wanted);
}
