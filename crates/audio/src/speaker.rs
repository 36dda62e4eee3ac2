//! The loudspeaker for sound that is made while it plays.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use cpal::{Stream, traits::StreamTrait};

use super::{
    AudioError,
    output::{Output, cannot_play, resampled},
};
use crate::stderr::silenced;

/// Seconds of sound that may wait to be played.
const WAITING_S: usize = 20;
/// Seconds of silence behind the last sound: what the system still holds when it has taken the last sample is played too.
const TAIL_S: f64 = 0.25;
/// How often a full or a playing queue is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// The default output device, opened. Dropping it stops the sound.
pub struct Speaker {
    stream: Stream,
    queue: rtrb::Producer<f32>,
    lost: Arc<AtomicBool>,
    rate_hz: u32,
}

impl Speaker {
    /// Opens the device; it is silent before [`Speaker::start`].
    ///
    /// # Errors
    /// [`AudioError::Playback`] if there is no output device or it cannot be opened.
    pub fn open() -> Result<Self, AudioError> {
        silenced(|| {
            let output = Output::find()?;
            let rate_hz = output.rate_hz();
            let (queue, mut waiting) = rtrb::RingBuffer::new(rate_hz as usize * WAITING_S);
            let lost = Arc::new(AtomicBool::new(false));
            let stream = output.stream(Box::new(move || waiting.pop().unwrap_or(0.0)), Arc::clone(&lost))?;
            Ok(Self { stream, queue, lost, rate_hz })
        })
    }

    /// Begins to play what is queued.
    ///
    /// # Errors
    /// [`AudioError::Playback`] if the device refuses.
    pub fn start(&self) -> Result<(), AudioError> {
        silenced(|| self.stream.play().map_err(cannot_play))
    }

    /// Queues mono samples behind those before. Waits while too many wait, as long as `wanted`.
    ///
    /// # Errors
    /// [`AudioError::Playback`] if they cannot be brought to the device's rate, or the device is gone.
    pub fn push(&mut self, samples: &[f32], rate_hz: u32, wanted: &dyn Fn() -> bool) -> Result<(), AudioError> {
        for sample in resampled(samples, rate_hz, self.rate_hz)? {
            while self.queue.push(sample).is_err() {
                if !wanted() {
                    return Ok(());
                }
                self.present()?;
                std::thread::sleep(LOOK);
            }
        }
        Ok(())
    }

    /// Waits until all that was queued is played, as long as `wanted`.
    ///
    /// # Errors
    /// [`AudioError::Playback`] if the device is gone.
    pub fn finish(&mut self, wanted: &dyn Fn() -> bool) -> Result<(), AudioError> {
        let tail = vec![0.0; (TAIL_S * f64::from(self.rate_hz)) as usize];
        self.push(&tail, self.rate_hz, wanted)?;
        while wanted() && self.queue.slots() < self.queue.buffer().capacity() {
            self.present()?;
            std::thread::sleep(LOOK);
        }
        Ok(())
    }

    fn present(&self) -> Result<(), AudioError> {
        match self.lost.load(Ordering::Relaxed) {
            true => Err(AudioError::Playback("the output device is gone".to_owned())),
            false => Ok(()),
        }
    }
}
