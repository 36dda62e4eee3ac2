//! A file played as the microphone: the ring, the capture thread and the WAV are the real ones.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, mpsc},
    time::Duration,
};

use hound::{SampleFormat, WavSpec, WavWriter};
use outloud_audio::{
    AudioError, AudioEvent, MicWarning, Recorder, file, scripted::ScriptedRecorder, simulated::SimulatedMicrophone,
};
use outloud_core::sound::{Sound, SoundBlock};
use tempfile::TempDir;

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.wav");

/// Records until the source ends. Gives the events in order and the sound.
fn record(mut recorder: impl Recorder, wav: &Path) -> (Vec<AudioEvent>, Sound) {
    let events = Arc::new(Mutex::new(Vec::new()));
    let (ended, end) = mpsc::channel();
    let seen = Arc::clone(&events);
    let sink = Box::new(move |event: AudioEvent| {
        if event == AudioEvent::SourceEnded {
            let _ = ended.send(());
        }
        seen.lock().unwrap().push(event);
    });
    let recording = recorder.start(wav, sink).unwrap();
    end.recv_timeout(Duration::from_mins(1)).expect("the file ends");
    let sound = recording.stop().unwrap();
    let events = events.lock().unwrap().clone();
    (events, sound)
}

fn joined(events: &[AudioEvent]) -> SoundBlock {
    let mut all = SoundBlock::default();
    for event in events {
        if let AudioEvent::Block(block) = event {
            all.samples.extend_from_slice(&block.samples);
            all.voice.extend_from_slice(&block.voice);
        }
    }
    all
}

fn wav(folder: &TempDir, name: &str, rate: u32, samples: impl Iterator<Item = f32>) -> PathBuf {
    let path = folder.path().join(name);
    let spec = WavSpec { channels: 2, sample_rate: rate, bits_per_sample: 32, sample_format: SampleFormat::Float };
    let mut out = WavWriter::create(&path, spec).unwrap();
    for sample in samples {
        out.write_sample(sample).unwrap();
        out.write_sample(sample).unwrap();
    }
    out.finalize().unwrap();
    path
}

#[test]
fn live_sound_stored_sound_and_the_file_are_the_same_numbers() {
    let folder = TempDir::new().unwrap();
    let noise = (0..48_000 * 3).map(|i| (((i * 7919) % 1000) as f32 / 1000.0 - 0.5) * 0.4);
    for source in [PathBuf::from(DEMO), wav(&folder, "noise.wav", 48_000, noise)] {
        let take = folder.path().join(source.file_name().unwrap()).with_extension("take.wav");
        let (events, sound) = record(SimulatedMicrophone::new(&source).with_speed(f64::INFINITY), &take);
        let live = joined(&events);
        assert_eq!(live, file::read_all(&source).unwrap(), "live and file differ");
        assert_eq!(live, file::read_all(&take).unwrap(), "live and stored differ");
        assert_eq!((sound.dropped_frames, sound.warnings.len()), (0, 0));
        assert!((sound.duration_s - live.samples.len() as f64 / 16_000.0).abs() < 1e-9);
    }
}

#[test]
fn the_events_come_in_order() {
    let folder = TempDir::new().unwrap();
    let microphone = SimulatedMicrophone::new(Path::new(DEMO)).with_speed(400.0);
    assert_eq!(microphone.source_name(), "demo.wav");
    let (events, sound) = record(microphone, &folder.path().join("take.wav"));
    assert_eq!(events[0], AudioEvent::Started);
    assert_eq!(events.iter().filter(|e| **e == AudioEvent::Started).count(), 1);
    assert!(events.iter().any(|e| matches!(e, AudioEvent::Level(l) if l.peak_dbfs > -12.0)));
    let ended = events.iter().position(|e| *e == AudioEvent::SourceEnded).unwrap();
    let after = events[ended..].iter().filter(|e| matches!(e, AudioEvent::Block(_))).count();
    assert!(after <= 1, "only the resampler's rest may follow the end, not {after} blocks");
    let longest = sound.speech.windows(2).map(|w| w[1].start_s - w[0].end_s).fold(0.0, f64::max);
    assert!((2.5..3.5).contains(&longest), "the demo's long pause is {longest} s");
}

#[test]
fn a_silent_file_is_noticed_and_a_clipped_one_too() {
    let folder = TempDir::new().unwrap();
    for (value, expected) in [(0.0, MicWarning::AllZeros), (1.0, MicWarning::Clipping)] {
        let source = wav(&folder, &format!("{value}.wav"), 16_000, std::iter::repeat_n(value, 40_000));
        let take = folder.path().join(format!("{value}.take.wav"));
        let (events, sound) = record(SimulatedMicrophone::new(&source).with_speed(100.0), &take);
        assert!(events.contains(&AudioEvent::Warning(expected)));
        assert_eq!(sound.warnings, [expected.to_string()]);
    }
}

#[test]
fn a_take_that_is_dropped_is_still_a_whole_file() {
    let folder = TempDir::new().unwrap();
    let take = folder.path().join("take.wav");
    let (seen, sees) = mpsc::channel();
    let sink = Box::new(move |event: AudioEvent| {
        if let AudioEvent::Block(block) = event {
            let _ = seen.send(block.samples.len());
        }
    });
    let recording = SimulatedMicrophone::new(Path::new(DEMO)).with_speed(50.0).start(&take, sink).unwrap();
    sees.recv_timeout(Duration::from_secs(20)).expect("sound arrives");
    drop(recording);
    // The thread ends by itself; its sink goes with it.
    while sees.recv_timeout(Duration::from_secs(20)).is_ok() {}
    assert!(!file::read_all(&take).unwrap().samples.is_empty());
}

#[test]
fn what_cannot_be_opened_is_refused_at_once() {
    let folder = TempDir::new().unwrap();
    let take = folder.path().join("take.wav");
    let missing = SimulatedMicrophone::new(Path::new("/no/such.wav")).start(&take, Box::new(|_| ())).err().unwrap();
    assert!(matches!(missing, AudioError::Read { .. }), "{missing}");
    let nowhere = folder.path().join("no/folder/take.wav");
    let unwritable = SimulatedMicrophone::new(Path::new(DEMO)).start(&nowhere, Box::new(|_| ())).err().unwrap();
    assert!(matches!(unwritable, AudioError::Write { .. }), "{unwritable}");
    let scripted = ScriptedRecorder::failing("the cable is cut").start(&take, Box::new(|_| ())).err().unwrap();
    assert!(scripted.to_string().contains("the cable is cut"), "{scripted}");
    assert!(!take.exists());
}

#[test]
fn a_script_is_recorded_like_a_voice() {
    let folder = TempDir::new().unwrap();
    let take = folder.path().join("take.wav");
    let block = file::read_all(Path::new(DEMO)).unwrap();
    let (events, sound) = record(ScriptedRecorder::hearing(block.clone()), &take);
    assert_eq!(joined(&events), block);
    assert_eq!(file::read_all(&take).unwrap(), block);
    assert!(sound.speech.len() > 3);
}
