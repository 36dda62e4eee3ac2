//! The capture thread on its own.

use std::sync::{Arc, Mutex, mpsc};

use super::*;
use crate::ring::{RingWriter, ring};

/// A microphone of 16 kHz: its source, its writing side, and the way to break it.
fn microphone() -> (Source, RingWriter, Sender<Fault>) {
    let (writer, reader) = ring(16_000, 1);
    let (fault, faults) = channel();
    let name = "default".to_owned();
    (
        Source { name, rate_hz: 16_000, channels: 1, live: true, ring: reader, faults, delivery: Box::new(()) },
        writer,
        fault,
    )
}

/// Half a second of a tone.
fn tone() -> impl ExactSizeIterator<Item = f32> {
    (0..8_000u16).map(|n| (f32::from(n) * 0.05).sin() * 0.5)
}

#[test]
fn a_lost_microphone_is_replaced_and_that_is_told_once_its_successor_delivers() {
    let folder = tempfile::tempdir().unwrap();
    let wav = folder.path().join("take.wav");
    let (first, mut speak, fault) = microphone();
    let (second, mut speak_again, _healthy) = microphone();
    let next = Mutex::new(Some(second));
    let (opened, adopted) = mpsc::channel();
    let reopen = move || {
        let _ = opened.send(());
        next.lock().unwrap().take().ok_or(AudioError::NoMicrophone)
    };
    let (heard, events) = mpsc::channel();
    let heard = Arc::new(Mutex::new(heard));
    let sink = Box::new(move |event| drop(heard.lock().unwrap().send(event)));
    let recording = spawn(first, Some(Box::new(reopen)), &wav, sink).unwrap();
    let told = |wanted: &AudioEvent| while events.recv_timeout(Duration::from_mins(1)).unwrap() != *wanted {};

    speak.push(tone());
    told(&AudioEvent::Started);
    fault.send(Fault::Lost("unplugged".to_owned())).unwrap();
    adopted.recv_timeout(Duration::from_mins(1)).unwrap();
    // Nothing comes from the new one either, until somebody speaks into it.
    told(&AudioEvent::Warning(MicWarning::NoSamples));
    speak_again.push(tone());
    told(&AudioEvent::Warning(MicWarning::DeviceChanged));
    let sound = recording.stop().unwrap();

    let warned = [MicWarning::Lost, MicWarning::NoSamples, MicWarning::DeviceChanged];
    assert_eq!(sound.warnings, warned.map(|w| w.to_string()));
    let stored = hound::WavReader::open(&wav).unwrap().into_samples::<i16>().count();
    assert_eq!((stored, sound.duration_s), (16_000, 1.0), "every sample of both");
}

/// A stream whose end never comes while the test runs.
struct Stuck(mpsc::Receiver<()>);

impl Drop for Stuck {
    fn drop(&mut self) {
        let _ = self.0.recv();
    }
}

#[test]
fn a_stream_that_cannot_be_ended_does_not_hold_the_take() {
    let folder = tempfile::tempdir().unwrap();
    let wav = folder.path().join("take.wav");
    let (source, mut speak, _fault) = microphone();
    let (_never, end) = mpsc::channel();
    let source = Source { delivery: Box::new(Stuck(end)), ..source };
    let (heard, events) = mpsc::channel();
    let recording = spawn(source, None, &wav, Box::new(move |event| drop(heard.send(event)))).unwrap();
    speak.push(tone());
    while events.recv_timeout(Duration::from_mins(1)).unwrap() != AudioEvent::Started {}
    assert_eq!(recording.stop().unwrap().duration_s, 0.5);
}

/// The warnings of a take whose microphone is slow to begin and sends zeros in a pause of so many seconds.
fn warned_of(pause_s: f64) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let (source, mut speak, _fault) = microphone();
    let (heard, events) = mpsc::channel();
    let sink = Box::new(move |event| drop(heard.send(event)));
    let recording = spawn(source, None, &folder.path().join("take.wav"), sink).unwrap();
    let told = |wanted: &AudioEvent| while events.recv_timeout(Duration::from_mins(1)).unwrap() != *wanted {};
    told(&AudioEvent::Warning(MicWarning::NoSamples));
    speak.push(tone());
    told(&AudioEvent::Started);
    // The ring holds a second or two.
    for _ in 0..(pause_s * 10.0).round() as u32 {
        speak.push(std::iter::repeat_n(0.0, 1_600));
        std::thread::sleep(Duration::from_millis(20));
    }
    told(&AudioEvent::Warning(MicWarning::AllZeros));
    speak.push(tone());
    told(&AudioEvent::Recovered(MicWarning::AllZeros));
    recording.stop().unwrap().warnings
}

#[test]
fn a_microphone_that_was_slow_to_begin_or_cuts_out_pauses_leaves_no_warning() {
    assert_eq!(warned_of(2.5), Vec::<String>::new());
    assert_eq!(warned_of(7.0), [MicWarning::AllZeros.to_string()], "that was no pause");
}
