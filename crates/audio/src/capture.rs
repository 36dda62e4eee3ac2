//! The capture thread: empties the ring, runs the signal chain, writes the WAV, watches the microphone and tells the
//! sink. It owns the source, so that a lost device can be replaced in mid-take.

use std::{
    path::{Path, PathBuf},
    sync::{
        atomic::Ordering,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use super::{
    AudioError, AudioEvent, AudioSink, MicWarning, Recording,
    file::seconds,
    level::LevelMeter,
    ring::{Fault, Source},
    signal::SignalChain,
    take::{TakeWriter, repair},
    watchdog::Watchdog,
};
use outloud_core::{
    sound::{Sound, SoundBlock},
    voice::SpeechSpans,
};

/// How often the ring is emptied.
const TICK: Duration = Duration::from_millis(10);
/// How often, and how many times, a lost device's successor is looked for.
const RETRY: Duration = Duration::from_millis(250);
const RETRIES: usize = 12;
/// A stretch of zeros that is over and was no longer than this, in seconds, was a pause in the speech.
const LONGEST_PAUSE_S: f64 = 5.0;
/// How long the end of a delivery is waited for.
const PARTING: Duration = Duration::from_secs(1);

/// Opens a successor for a lost source.
pub(super) type Reopen = Box<dyn FnMut() -> Result<Source, AudioError> + Send>;

/// Starts the capture thread on an open source.
pub(super) fn spawn(
    source: Source,
    reopen: Option<Reopen>,
    wav: &Path,
    sink: AudioSink,
) -> Result<Box<dyn Recording>, AudioError> {
    let chain = SignalChain::new(&source.name, source.rate_hz, source.channels)?;
    let writer = TakeWriter::create(wav)?;
    tracing::info!(source = source.name, rate_hz = source.rate_hz, channels = source.channels, "recording");
    let (stop, stopped) = channel();
    let capture = Capture {
        watchdog: Watchdog::new(source.rate_hz, source.channels, source.live),
        source: Some(source),
        reopen,
        chain,
        writer: Some(writer),
        sink,
        path: wav.to_owned(),
        level: LevelMeter::default(),
        speech: SpeechSpans::default(),
        samples: 0,
        dropped: 0,
        dropped_before: 0,
        warnings: Vec::new(),
        begun: Instant::now(),
        started: false,
        ended: false,
        replaced: false,
        buffer: Vec::new(),
    };
    let thread = std::thread::Builder::new()
        .name("capture".to_owned())
        .spawn(move || capture.run(&stopped))
        .map_err(AudioError::Thread)?;
    Ok(Box::new(Running { stop, thread, path: wav.to_owned() }))
}

/// The handle of a running capture thread. Dropping it ends the take too, the WAV is completed all the same.
struct Running {
    stop: Sender<()>,
    thread: JoinHandle<Result<Sound, AudioError>>,
    path: PathBuf,
}

impl Recording for Running {
    fn stop(self: Box<Self>) -> Result<Sound, AudioError> {
        drop(self.stop);
        self.thread.join().unwrap_or(Err(AudioError::ThreadDied(self.path)))
    }
}

struct Capture {
    source: Option<Source>,
    reopen: Option<Reopen>,
    chain: SignalChain,
    writer: Option<TakeWriter>,
    sink: AudioSink,
    path: PathBuf,
    watchdog: Watchdog,
    level: LevelMeter,
    speech: SpeechSpans,
    samples: usize,
    dropped: u64,
    dropped_before: u64,
    warnings: Vec<String>,
    begun: Instant,
    started: bool,
    ended: bool,
    /// Another source was opened and has delivered nothing yet.
    replaced: bool,
    buffer: Vec<f32>,
}

impl Capture {
    fn run(mut self, stop: &Receiver<()>) -> Result<Sound, AudioError> {
        loop {
            // The order matters: what was delivered before the end is in the ring when the end is seen.
            let ended = self.source.as_ref().is_some_and(|s| s.ring.state.ended.load(Ordering::Acquire));
            self.drain();
            if ended && !self.ended {
                self.ended = true;
                (self.sink)(AudioEvent::SourceEnded);
            }
            self.look_after_source(stop);
            if stop.recv_timeout(TICK) != Err(RecvTimeoutError::Timeout) {
                return self.finish();
            }
        }
    }

    /// Takes over all that is in the ring.
    fn drain(&mut self) {
        loop {
            let Some(source) = &mut self.source else { return };
            let mut buffer = std::mem::take(&mut self.buffer);
            source.ring.drain(&mut buffer);
            let now_s = self.begun.elapsed().as_secs_f64();
            if !(self.ended && buffer.is_empty()) {
                let warnings = self.watchdog.observe(now_s, &buffer);
                for warning in warnings {
                    self.warn(warning);
                }
                self.hear_of_recovery();
            }
            let more = !buffer.is_empty();
            if more {
                self.take(&buffer);
            }
            self.buffer = buffer;
            self.count_dropped();
            if !more {
                return;
            }
        }
    }

    fn take(&mut self, interleaved: &[f32]) {
        if !self.started {
            self.started = true;
            // It was slow to begin: the take lacks nothing.
            self.forget(MicWarning::NoSamples);
            (self.sink)(AudioEvent::Started);
        }
        if std::mem::take(&mut self.replaced) {
            self.warn_once(MicWarning::DeviceChanged);
        }
        if let Some(block) = self.chain.push(interleaved) {
            self.keep(block);
        }
    }

    /// Writes a block, then passes it on: what the recogniser hears is on disk.
    fn keep(&mut self, block: SoundBlock) {
        let Some(writer) = &mut self.writer else { return };
        let written = writer.write(&block.samples);
        match written {
            Err(error) if writer.is_overfull() => return self.fail(error.to_string()),
            // It waits in memory, and the recogniser hears it all the same.
            Err(_) => self.warn_once(MicWarning::DiskRefuses),
            Ok(()) => {}
        }
        self.samples += block.samples.len();
        self.speech.extend(&block.voice);
        let level = self.level.push(&block.samples);
        (self.sink)(AudioEvent::Block(block));
        if let Some(level) = level {
            (self.sink)(AudioEvent::Level(level));
        }
    }

    fn count_dropped(&mut self) {
        let Some(source) = &self.source else { return };
        self.dropped = self.dropped_before + source.ring.state.dropped.load(Ordering::Relaxed);
        if self.dropped > 0 {
            self.warn_once(MicWarning::Dropped);
        }
    }

    fn warn_once(&mut self, warning: MicWarning) {
        if self.watchdog.tell(warning) {
            self.warn(warning);
        }
    }

    /// On the screen whenever it happens, in the session once.
    fn warn(&mut self, warning: MicWarning) {
        let text = warning.to_string();
        tracing::warn!(%warning, source = self.source.as_ref().map(|s| s.name.as_str()), "microphone");
        if !self.warnings.contains(&text) {
            self.warnings.push(text);
        }
        (self.sink)(AudioEvent::Warning(warning));
    }

    /// A microphone that cuts out noise sends zeros in every pause. What is longer than one is muted: the take lacks something.
    fn hear_of_recovery(&mut self) {
        let Some(zeros_s) = self.watchdog.zeros_over_s() else { return };
        if zeros_s < LONGEST_PAUSE_S {
            self.forget(MicWarning::AllZeros);
        }
        (self.sink)(AudioEvent::Recovered(MicWarning::AllZeros));
    }

    fn forget(&mut self, warning: MicWarning) {
        let text = warning.to_string();
        self.warnings.retain(|told| *told != text);
    }

    /// The take cannot go on; what is written stays.
    fn fail(&mut self, why: String) {
        tracing::warn!(why, "recording failed");
        self.source = None;
        self.writer = None;
        self.warnings.push(why.clone());
        (self.sink)(AudioEvent::Failed(why));
    }

    fn look_after_source(&mut self, stop: &Receiver<()>) {
        let Some(source) = &self.source else { return };
        let stalled = !self.ended && self.reopen.is_some() && self.watchdog.stalled();
        match source.faults.try_recv() {
            Ok(Fault::Changed) => self.warn_once(MicWarning::DeviceChanged),
            Ok(Fault::Gap) => self.warn_once(MicWarning::Dropped),
            Ok(Fault::Lost(why)) => {
                // Looking for another can take seconds.
                self.warn_once(MicWarning::Lost);
                self.replace_source(&why, stop);
            }
            Err(_) if stalled => self.replace_source("it stopped delivering sound", stop),
            Err(_) => {}
        }
    }

    /// Goes on with what is the default device now, or gives up after some seconds.
    fn replace_source(&mut self, why: &str, stop: &Receiver<()>) {
        let Some(old) = self.source.take() else { return };
        let name = old.name.clone();
        self.retire(old);
        let Some(mut reopen) = self.reopen.take() else {
            return self.fail(format!("\"{name}\" failed: {why}; what was recorded is safe"));
        };
        for _ in 0..RETRIES {
            if let Ok(source) = reopen() {
                self.reopen = Some(reopen);
                return self.adopt(source);
            }
            if stop.recv_timeout(RETRY) != Err(RecvTimeoutError::Timeout) {
                break;
            }
        }
        self.fail(format!(
            "the microphone \"{name}\" was lost: {why}; what was recorded is safe, plug it in again and record a new take"
        ));
    }

    /// Ends a source's delivery and takes what is left in its ring.
    fn retire(&mut self, source: Source) {
        let Source { name, rate_hz, channels, live, ring, faults, delivery } = source;
        end(delivery);
        self.source = Some(Source { name, rate_hz, channels, live, ring, faults, delivery: Box::new(()) });
        self.drain();
        self.dropped_before = self.dropped;
        self.source = None;
    }

    fn adopt(&mut self, source: Source) {
        if let Err(error) = self.chain.change_source(&source.name, source.rate_hz, source.channels) {
            return self.fail(error.to_string());
        }
        let now_s = self.begun.elapsed().as_secs_f64();
        self.watchdog.change_source(now_s, source.rate_hz, source.channels);
        self.replaced = true;
        self.source = Some(source);
    }

    fn finish(mut self) -> Result<Sound, AudioError> {
        if let Some(source) = self.source.take() {
            self.retire(source);
        }
        if let Some(block) = self.chain.finish() {
            self.keep(block);
        }
        match self.writer.take().map(TakeWriter::finish) {
            Some(Ok(())) => {}
            // A take that failed, now or before, keeps every sample that reached the disk.
            None => drop(repair(&self.path)),
            Some(Err(error)) => {
                self.warnings.push(error.to_string());
                repair(&self.path).map_err(|_| error)?;
            }
        }
        let duration_s = seconds(self.samples);
        tracing::info!(duration_s, dropped_frames = self.dropped, "recorded");
        Ok(Sound {
            duration_s,
            speech: self.speech.spans(),
            hesitations: Vec::new(),
            dropped_frames: self.dropped,
            other_language: false,
            warnings: self.warnings,
        })
    }
}

/// Ends a delivery. A sound server that died can hold its stream for ever: that one is left behind on a thread of its own.
fn end(delivery: Box<dyn Send>) {
    let (ended, end) = channel();
    let part = move || {
        drop(delivery);
        // Nobody waits for one that took too long.
        let _ = ended.send(());
    };
    // Without a thread it has ended here and now.
    if std::thread::Builder::new().name("stream end".to_owned()).spawn(part).is_ok() {
        let _ = end.recv_timeout(PARTING);
    }
}

#[cfg(test)]
mod tests;
