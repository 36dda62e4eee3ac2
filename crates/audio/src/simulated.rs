//! A WAV played as the microphone: its samples arrive in the file's own format and at real-time speed in the very ring
//! that a device writes to, so that everything behind the operating system is the real thing.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Sender, channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use super::{
    AudioError, AudioSink, Recorder, Recording, capture,
    ring::{Fault, RingWriter, Source, ring},
    wav::WavFile,
};

/// Pieces per second, as a sound card would deliver them.
const PIECES_PER_S: u32 = 100;

/// The simulated microphone of `--mic-from`.
#[derive(Debug, Clone)]
pub struct SimulatedMicrophone {
    path: PathBuf,
    speed: f64,
}

impl SimulatedMicrophone {
    /// A microphone that hears this file, from its start, in every take.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), speed: 1.0 }
    }

    /// Plays `speed` times faster than real time (`f64::INFINITY`: as fast as the machine can). Faster than real time
    /// the file waits for room in the ring; at real time it drops what does not fit, as a device would.
    #[must_use]
    pub fn with_speed(mut self, speed: f64) -> Self {
        self.speed = if speed > 0.0 { speed } else { 1.0 };
        self
    }
}

impl Recorder for SimulatedMicrophone {
    fn source_name(&self) -> String {
        self.path.file_name().map_or_else(|| self.path.display().to_string(), |n| n.to_string_lossy().into_owned())
    }

    fn start(&mut self, wav: &Path, sink: AudioSink) -> Result<Box<dyn Recording>, AudioError> {
        let file = WavFile::open(&self.path)?;
        let (rate_hz, channels) = (file.rate_hz(), file.channels());
        let (writer, reader) = ring(rate_hz, channels);
        let (fault, faults) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let feeder = Feeder { file, writer, speed: self.speed, stop: Arc::clone(&stop) };
        let thread = std::thread::Builder::new()
            .name("simulated microphone".to_owned())
            .spawn(move || feeder.run(&fault))
            .map_err(AudioError::Thread)?;
        let delivery = Box::new(Delivery { stop, thread: Some(thread) });
        let name = self.source_name();
        capture::spawn(Source { name, rate_hz, channels, live: false, ring: reader, faults, delivery }, None, wav, sink)
    }
}

/// Ends the feeder when dropped.
struct Delivery {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Feeder {
    file: WavFile,
    writer: RingWriter,
    speed: f64,
    stop: Arc<AtomicBool>,
}

impl Feeder {
    fn run(mut self, fault: &Sender<Fault>) {
        let piece = (self.file.rate_hz() / PIECES_PER_S).max(1) as usize;
        let begun = Instant::now();
        let mut sent = 0.0;
        let mut buffer = Vec::new();
        while !self.stop.load(Ordering::Relaxed) {
            buffer.clear();
            match self.file.read_frames(piece, &mut buffer) {
                Ok(0) => {
                    self.writer.state.ended.store(true, Ordering::Release);
                    return;
                }
                Ok(frames) => sent += frames as f64 / f64::from(self.file.rate_hz()),
                Err(error) => {
                    let _ = fault.send(Fault::Lost(error.to_string()));
                    return;
                }
            }
            self.wait_until(begun, sent / self.speed, piece);
            self.writer.push(buffer.iter().copied());
        }
    }

    /// A piece arrives when it has been spoken: `due_s` after the beginning, and faster than real time not before there
    /// is room.
    fn wait_until(&self, begun: Instant, due_s: f64, piece: usize) {
        let due = Duration::try_from_secs_f64(due_s).unwrap_or_default();
        std::thread::sleep(due.saturating_sub(begun.elapsed()));
        while self.speed > 1.0 && self.writer.room() < piece && !self.stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}
